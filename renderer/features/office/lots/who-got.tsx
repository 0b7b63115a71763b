// Who got a lot or a serial number: asked by what is printed, answered with the orders, the newest first, and with what
// still lies in the warehouses.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { TakenAnswer } from '../../../../shared/contract/lots';
import { Failure } from '../list/failure';
import forms from '../mail/messages.module.css';
import styles from '../office.module.css';
import type { OfficeFailure } from '../office-api';
import type { LotsApi } from './lots-api';

type Props = { api: Pick<LotsApi, 'whoGot'>; onOrder: (orderId: string) => void };

export function WhoGot({ api, onOrder }: Props): ReactNode {
  const intl = useIntl();
  const [code, setCode] = useState('');
  const [found, setFound] = useState<{ code: string; answer: TakenAnswer } | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [isAsking, setAsking] = useState(false);
  const ask = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const asked = code.trim();
    if (asked === '') return;
    setAsking(true);
    const answer = await api.whoGot(asked);
    setAsking(false);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) setFound({ code: asked, answer: answer.value });
  };
  return (
    <section aria-busy={isAsking}>
      <form
        className={forms.inline}
        aria-label={intl.formatMessage({ id: 'office.who-got.title' })}
        onSubmit={(event) => void ask(event)}
      >
        <label>
          <FormattedMessage id="office.who-got.code" />{' '}
          <input maxLength={20} required value={code} onChange={({ target }) => setCode(target.value)} />
        </label>
        <button type="submit" disabled={isAsking}>
          <FormattedMessage id="office.who-got.ask" />
        </button>
        {found ? (
          <button type="button" onClick={() => setFound(null)}>
            <FormattedMessage id="office.who-got.close" />
          </button>
        ) : null}
      </form>
      {failure ? <Failure failure={failure} /> : null}
      {found ? <Found code={found.code} answer={found.answer} onOrder={onOrder} /> : null}
    </section>
  );
}

const columns = ['order', 'recipient', 'sku', 'lot', 'best-before', 'units', 'state', 'placed'] as const;

function Found({
  code,
  answer: { rows, here, isMore },
  onOrder,
}: {
  code: string;
  answer: TakenAnswer;
  onOrder: Props['onOrder'];
}): ReactNode {
  return (
    <>
      <output>
        <FormattedMessage
          id={isMore ? 'office.who-got.more' : 'office.who-got.found'}
          values={{ code, orders: new Set(rows.map(({ orderId }) => orderId)).size, rows: rows.length }}
        />
      </output>
      {here.length === 0 ? null : (
        <ul>
          {here.map(({ warehouseId, locationId, sku, bestBefore, units }) => (
            <li key={`${warehouseId} ${locationId} ${sku} ${bestBefore}`}>
              <FormattedMessage
                id="office.who-got.here"
                values={{ units, sku, bin: locationId, warehouse: warehouseId }}
              />
            </li>
          ))}
        </ul>
      )}
      {rows.length === 0 ? null : (
        <div className={styles.scroll}>
          <table className={styles.grid}>
            <thead>
              <tr>
                {columns.map((name) => (
                  <th key={name} scope="col" className={name === 'units' ? styles.numeric : undefined}>
                    <FormattedMessage id={`office.who-got.${name}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.parcelId} ${row.sku} ${row.lot} ${row.bestBefore} ${row.serial}`}>
                  <th scope="row">
                    <button type="button" onClick={() => onOrder(row.orderId)}>
                      {row.orderNumber}
                    </button>
                  </th>
                  <td>{row.recipient}</td>
                  <td>{row.sku}</td>
                  <td>{row.serial ?? row.lot}</td>
                  <td>
                    {row.bestBefore === null ? (
                      '–'
                    ) : (
                      <FormattedDate value={row.bestBefore} dateStyle="medium" timeZone="UTC" />
                    )}
                  </td>
                  <td className={styles.numeric}>
                    <FormattedNumber value={row.units} />
                  </td>
                  <td>
                    <FormattedMessage id={`parcel.state.${row.state}`} />
                  </td>
                  <td>
                    <FormattedDate value={row.placedAt} dateStyle="medium" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
