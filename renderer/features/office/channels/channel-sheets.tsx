// Orders out of a sheet: choose a file, say which column is what, see what would become of it, take it. The mapping is kept
// with the channel, and chosen by itself for the next sheet with the same headings.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { SheetPreview } from '../../../../shared/contract/channel-sheets';
import {
  type ColumnMapping,
  mappingTargets,
  neededTargets,
} from '../../../../shared/domain/channel/column-mapping';
import { Failure } from '../list/failure';
import office from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from '../people/people.module.css';

type Props = { api: OfficeApi; channelId: string; onChanged: () => void };

export function ChannelSheets({ api, channelId, onChanged }: Props): ReactNode {
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<SheetPreview | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [taken, setTaken] = useState<{ orders: number; fresh: number } | null>(null);
  const look = async (chosen: File, mapping: ColumnMapping | null): Promise<void> => {
    setTaken(null);
    const answer = await api.previewSheet(channelId, chosen, mapping);
    setFailure(answer.ok ? null : answer.failure);
    setPreview(answer.ok ? answer.value : mapping === null ? null : preview);
  };
  const take = async (): Promise<void> => {
    if (!file || !preview) return;
    const answer = await api.takeSheet(channelId, file, preview.mapping);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    setTaken(answer.value);
    setPreview(null);
    onChanged();
  };
  return (
    <section className={styles.form} aria-labelledby="sheets">
      <h2 id="sheets">
        <FormattedMessage id="office.sheets.title" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      <label className={styles.field}>
        <FormattedMessage id="office.sheets.file" />
        <input
          type="file"
          accept=".csv,.txt,.xlsx"
          onChange={({ target }) => {
            const chosen = target.files?.[0] ?? null;
            setFile(chosen);
            setPreview(null);
            if (chosen) void look(chosen, null);
          }}
        />
      </label>
      <output>
        {taken ? (
          <FormattedMessage id="office.sheets.taken" values={{ orders: taken.orders, fresh: taken.fresh }} />
        ) : null}
      </output>
      {preview && file ? (
        <>
          <Mapping preview={preview} onChange={(mapping) => void look(file, mapping)} />
          <p>
            <FormattedMessage
              id="office.sheets.counts"
              values={{
                rows: <FormattedNumber value={preview.rowsTotal} />,
                orders: <FormattedNumber value={preview.ordersTotal} />,
                problems: <FormattedNumber value={preview.ordersWithProblems} />,
              }}
            />
          </p>
          <Problems preview={preview} />
          <FirstRows preview={preview} />
          <p className={styles.acts}>
            <button type="button" disabled={preview.missing.length > 0} onClick={() => void take()}>
              <FormattedMessage id="office.sheets.take" />
            </button>
          </p>
        </>
      ) : null}
    </section>
  );
}

function Mapping({
  preview,
  onChange,
}: {
  preview: SheetPreview;
  onChange: (mapping: ColumnMapping) => void;
}): ReactNode {
  const intl = useIntl();
  const { mapping, headings, mappings, missing } = preview;
  const choice = (
    label: string,
    value: string,
    options: readonly string[],
    onPick: (value: string) => void,
  ): ReactNode => (
    <label className={styles.field}>
      <FormattedMessage id={label} />
      <select value={value} onChange={({ target }) => onPick(target.value)}>
        {options.map((each) => (
          <option key={each} value={each}>
            {intl.formatMessage({ id: `${label}.${each}` })}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <label className={styles.field}>
        <FormattedMessage id="office.sheets.name" />
        <input
          key={mapping.name}
          defaultValue={mapping.name}
          maxLength={60}
          list="mappings"
          onBlur={({ target: { value } }) => {
            if (value === '' || value === mapping.name) return;
            onChange(mappings.find((each) => each.name === value) ?? { ...mapping, name: value });
          }}
        />
        <datalist id="mappings">
          {mappings.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </datalist>
      </label>
      {missing.length > 0 ? (
        <p role="alert">
          <FormattedMessage
            id="office.sheets.missing"
            values={{
              columns: missing
                .map((target) => intl.formatMessage({ id: `office.sheets.target.${target}` }))
                .join(', '),
            }}
          />
        </p>
      ) : null}
      <fieldset className={styles.checks}>
        <legend>
          <FormattedMessage id="office.sheets.columns" />
        </legend>
        {mappingTargets.map((target) => (
          <label key={target} className={styles.field}>
            <span>
              <FormattedMessage id={`office.sheets.target.${target}`} />
              {neededTargets.includes(target) ? ' *' : ''}
            </span>
            <select
              value={mapping.columns[target] ?? ''}
              onChange={({ target: { value } }) => {
                const { [target]: _, ...rest } = mapping.columns;
                onChange({ ...mapping, columns: value === '' ? rest : { ...rest, [target]: value } });
              }}
            >
              <option value="">–</option>
              {headings.map((heading) => (
                <option key={heading} value={heading}>
                  {heading}
                </option>
              ))}
            </select>
          </label>
        ))}
        {preview.fields.map(({ owner, key, names }) => {
          const name = `${owner}.${key}`;
          return (
            <label key={name} className={styles.field}>
              <span>{intl.locale.startsWith('tr') ? names.tr : names.en}</span>
              <select
                value={mapping.fields?.[name] ?? ''}
                onChange={({ target: { value } }) => {
                  const { [name]: _, ...rest } = mapping.fields ?? {};
                  onChange({ ...mapping, fields: value === '' ? rest : { ...rest, [name]: value } });
                }}
              >
                <option value="">–</option>
                {headings.map((heading) => (
                  <option key={heading} value={heading}>
                    {heading}
                  </option>
                ))}
              </select>
            </label>
          );
        })}
      </fieldset>
      {choice(
        'office.sheets.decimal',
        mapping.decimal === ',' ? 'comma' : 'point',
        ['point', 'comma'],
        (value) => onChange({ ...mapping, decimal: value === 'comma' ? ',' : '.' }),
      )}
      {choice('office.sheets.dates', mapping.dates, ['iso', 'dmy', 'mdy'], (value) =>
        onChange({ ...mapping, dates: value as ColumnMapping['dates'] }),
      )}
      <label className={styles.field}>
        <FormattedMessage id="office.sheets.country" />
        <input
          defaultValue={mapping.country ?? ''}
          maxLength={2}
          pattern="[A-Z]{2}"
          onBlur={({ target }) => {
            const country = /^[A-Z]{2}$/.test(target.value) ? target.value : null;
            if (country !== mapping.country) onChange({ ...mapping, country });
          }}
        />
      </label>
    </>
  );
}

function Problems({ preview }: { preview: SheetPreview }): ReactNode {
  const intl = useIntl();
  const wrong = preview.orders.filter(({ problems }) => problems.length > 0);
  if (wrong.length === 0) return null;
  return (
    <ul>
      {wrong.map(({ number, rowNos, problems }) => (
        <li key={`${number} ${rowNos[0] ?? ''}`}>
          {intl.formatMessage({ id: 'office.sheets.order' }, { number: number || '–', row: rowNos[0] ?? 0 })}{' '}
          {problems
            .slice(0, 3)
            .map(
              ({ field, code, values }) =>
                `${field}: ${intl.formatMessage({ id: `channel.problem.${code}` }, values)}`,
            )
            .join(' ')}
        </li>
      ))}
    </ul>
  );
}

function FirstRows({ preview: { headings, rows } }: { preview: SheetPreview }): ReactNode {
  return (
    <div className={office.scroll}>
      <table className={office.grid}>
        <caption>
          <FormattedMessage id="office.sheets.first-rows" />
        </caption>
        <thead>
          <tr>
            {headings.map((heading, at) => (
              <th key={`${heading} ${String(at)}`} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ rowNo, cells }) => (
            <tr key={rowNo}>
              {cells.map((cell, at) => (
                <td key={String(at)}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
