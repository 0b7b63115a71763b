// A product by lot: what lies where, in the order in which it goes out, and which order that is.
import { type FormEvent, type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { ProductLots } from '../../../../shared/contract/lots';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import forms from '../mail/messages.module.css';
import styles from '../office.module.css';
import type { OfficeFailure } from '../office-api';
import type { LotsApi } from './lots-api';

export type LotsPanelApi = Pick<LotsApi, 'productLots' | 'saveRotation'>;

export function LotsPanel({ api, sku }: { api: LotsPanelApi; sku: string }): ReactNode {
  const load = useCallback(() => api.productLots(sku), [api, sku]);
  const { answer, last, askAgain } = useAnswer(load);
  return (
    <section aria-labelledby="lots-title">
      <h2 id="lots-title">
        <FormattedMessage id="office.lots.title" />
      </h2>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <>
          <RotationForm
            key={`${last.rotation?.by} ${last.rotation?.minimumDays} ${last.isSaid}`}
            api={api}
            lots={last}
            onSaved={askAgain}
          />
          {last.rows.length === 0 ? (
            <p className={styles.empty}>
              <FormattedMessage id="office.lots.none" />
            </p>
          ) : (
            <LotTable lots={last} />
          )}
        </>
      ) : null}
    </section>
  );
}

const columns = ['warehouse', 'bin', 'lot', 'best-before', 'units', 'since'] as const;

function LotTable({ lots }: { lots: ProductLots }): ReactNode {
  return (
    <div className={styles.scroll}>
      <table className={styles.grid}>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col" className={name === 'units' ? styles.numeric : undefined}>
                <FormattedMessage id={`office.lots.${name}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lots.rows.map((row) => (
            <tr key={`${row.warehouseId} ${row.locationId} ${row.lot} ${row.bestBefore}`}>
              <td>{row.warehouseId}</td>
              <th scope="row">{row.locationId}</th>
              <td>{row.lot || '–'}</td>
              <td>
                {row.bestBefore === null ? (
                  '–'
                ) : (
                  <FormattedDate value={row.bestBefore} dateStyle="medium" timeZone="UTC" />
                )}{' '}
                {row.isFit ? null : (
                  <strong>
                    <FormattedMessage id="office.lots.past" />
                  </strong>
                )}
              </td>
              <td className={styles.numeric}>
                <FormattedNumber value={row.units} />
              </td>
              <td>
                <FormattedDate value={row.since} dateStyle="medium" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const ways = ['', 'fefo', 'fifo'] as const;

function RotationForm({
  api,
  lots,
  onSaved,
}: {
  api: LotsPanelApi;
  lots: ProductLots;
  onSaved: () => void;
}): ReactNode {
  const intl = useIntl();
  const [by, setBy] = useState<(typeof ways)[number]>(lots.isSaid ? (lots.rotation?.by ?? '') : '');
  const [days, setDays] = useState(String(lots.rotation?.minimumDays ?? 0));
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const rotation = by === '' ? null : { by, minimumDays: Number(days) };
    const answer = await api.saveRotation(lots.sku, rotation);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) onSaved();
  };
  return (
    <form
      className={forms.inline}
      aria-label={intl.formatMessage({ id: 'office.lots.turn' })}
      onSubmit={(event) => void submit(event)}
    >
      {failure ? <Failure failure={failure} /> : null}
      <label>
        <FormattedMessage id="office.lots.turn" />{' '}
        <select value={by} onChange={({ target }) => setBy(ways.find((way) => way === target.value) ?? '')}>
          {ways.map((way) => (
            <option key={way} value={way}>
              {intl.formatMessage(
                { id: way === '' ? 'office.lots.turn.unsaid' : `office.lots.turn.${way}` },
                { by: lots.isSaid ? 'none' : (lots.rotation?.by ?? 'none') },
              )}
            </option>
          ))}
        </select>
      </label>
      <label>
        <FormattedMessage id="office.lots.days" />{' '}
        <input
          type="number"
          min={0}
          max={3650}
          required
          disabled={by === ''}
          value={days}
          onChange={({ target }) => setDays(target.value)}
        />
      </label>
      <button type="submit">
        <FormattedMessage id="office.lots.save" />
      </button>
    </form>
  );
}
