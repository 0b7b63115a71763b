// What lies around the bins: aisles, cross aisles, zones, and where walks begin.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { FloorChangeAsked } from '../../../../shared/domain/floor/floor-change';
import type { FloorPlan } from '../../../../shared/domain/floor/floor-plan';
import styles from './floor.module.css';
import { numberOrNull } from './number-field';

type Change = (change: FloorChangeAsked) => void;

export function FloorLines({ plan, onChange }: { plan: FloorPlan; onChange: Change }): ReactNode {
  return (
    <section className={styles.part} aria-labelledby="floor-lines">
      <h2 id="floor-lines">
        <FormattedMessage id="office.floor.lines" />
      </h2>
      <div className={styles.tables}>
        {(['aisles', 'crossings'] as const).map((part) => (
          <Parts
            key={part}
            kind={part}
            field="number"
            rows={plan[part].map(({ code, atMm }) => ({ code, value: String(atMm) }))}
            onPut={(code, value) => onChange({ put: { [part]: [{ code, atMm: numberOrNull(value) ?? 0 }] } })}
            onRemove={(code) => onChange({ remove: { [part]: [code] } })}
          />
        ))}
        <Parts
          kind="zones"
          field="text"
          rows={plan.zones.map(({ code, name }) => ({ code, value: name }))}
          onPut={(code, name) => onChange({ put: { zones: [{ code, name }] } })}
          onRemove={(code) => onChange({ remove: { zones: [code] } })}
        />
      </div>
      {plan.aisles.length > 0 && plan.crossings.length > 0 ? <Depot plan={plan} onChange={onChange} /> : null}
    </section>
  );
}

type Row = { code: string; value: string };

function Parts({
  kind,
  field,
  rows,
  onPut,
  onRemove,
}: {
  kind: 'aisles' | 'crossings' | 'zones';
  field: 'number' | 'text';
  rows: readonly Row[];
  onPut: (code: string, value: string) => void;
  onRemove: (code: string) => void;
}): ReactNode {
  const intl = useIntl();
  const [fresh, setFresh] = useState<Row>({ code: '', value: '' });
  const limits = field === 'number' ? { min: 0, max: 999_999, required: true } : { maxLength: 80 };
  return (
    <div className={styles.part}>
      <table className={styles.table}>
        <caption>
          <FormattedMessage id={`office.floor.${kind}`} />
        </caption>
        <thead>
          <tr>
            {['code', field === 'number' ? 'at' : 'name', 'acts'].map((name) => (
              <th key={name} scope="col">
                <FormattedMessage id={`office.floor.${name}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PartRow key={`${row.code} ${row.value}`} {...{ row, field, onPut, onRemove, limits }} />
          ))}
        </tbody>
      </table>
      <form
        className={styles.acts}
        aria-label={intl.formatMessage({ id: `office.floor.add-${kind}` })}
        onSubmit={(event) => {
          event.preventDefault();
          onPut(fresh.code.trim(), fresh.value);
          setFresh({ code: '', value: '' });
        }}
      >
        <input
          required
          maxLength={40}
          aria-label={intl.formatMessage({ id: 'office.floor.code' })}
          placeholder={intl.formatMessage({ id: 'office.floor.code' })}
          value={fresh.code}
          onChange={(event) => setFresh({ ...fresh, code: event.target.value })}
        />
        <input
          type={field}
          {...limits}
          aria-label={intl.formatMessage({ id: `office.floor.${field === 'number' ? 'at' : 'name'}` })}
          value={fresh.value}
          onChange={(event) => setFresh({ ...fresh, value: event.target.value })}
        />
        <button type="submit">
          <FormattedMessage id={`office.floor.add-${kind}`} />
        </button>
      </form>
    </div>
  );
}

function PartRow({
  row,
  field,
  limits,
  onPut,
  onRemove,
}: {
  row: Row;
  field: 'number' | 'text';
  limits: object;
  onPut: (code: string, value: string) => void;
  onRemove: (code: string) => void;
}): ReactNode {
  const intl = useIntl();
  const [value, setValue] = useState(row.value);
  const named = (id: string): string => intl.formatMessage({ id }, { code: row.code });
  return (
    <tr>
      <th scope="row">{row.code}</th>
      <td>
        <input
          type={field}
          {...limits}
          aria-label={named(field === 'number' ? 'office.floor.at-of' : 'office.floor.name-of')}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && value !== row.value) onPut(row.code, value);
          }}
        />
      </td>
      <td className={styles.acts}>
        <button
          type="button"
          disabled={value === row.value}
          aria-label={named('office.floor.save-one')}
          onClick={() => onPut(row.code, value)}
        >
          <FormattedMessage id="office.floor.save" />
        </button>
        <button
          type="button"
          aria-label={named('office.floor.remove-one')}
          onClick={() => onRemove(row.code)}
        >
          <FormattedMessage id="office.floor.remove" />
        </button>
      </td>
    </tr>
  );
}

/** Where walks begin and end. */
function Depot({ plan, onChange }: { plan: FloorPlan; onChange: Change }): ReactNode {
  const firstAisle = [...plan.aisles].sort((a, b) => a.atMm - b.atMm)[0]?.code ?? '';
  const firstCrossing = [...plan.crossings].sort((a, b) => a.atMm - b.atMm)[0]?.code ?? '';
  const depot = plan.depot ?? { aisle: firstAisle, crossing: firstCrossing };
  return (
    <div className={styles.acts}>
      <strong>
        <FormattedMessage id="office.floor.depot" />
      </strong>
      {(['aisle', 'crossing'] as const).map((part) => (
        <label key={part}>
          <FormattedMessage id={`office.floor.${part}`} />{' '}
          <select
            value={depot[part]}
            onChange={(event) => onChange({ depot: { ...depot, [part]: event.target.value } })}
          >
            {plan[part === 'aisle' ? 'aisles' : 'crossings'].map(({ code }) => (
              <option key={code} value={code}>
                {code}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}
