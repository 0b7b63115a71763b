// Orders that wait for a person, longest waiting first: why, since when, whose they are; released with a reason and a name.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { HoldRow } from '../../../../shared/contract/holds';
import { orderHoldSchema } from '../../../../shared/domain/order/order';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import { ListExport } from '../list/list-export';
import { HoldWords, problemWords } from './hold-words';
import styles from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { Amount } from './orders-page';
import { usePagedList } from '../list/use-paged-list';

type Api = Pick<OfficeApi, 'holds' | 'releaseHold' | 'assignHold'>;
const reasons = orderHoldSchema.shape.reason.options;

export function HoldsPage({
  api,
  open,
}: {
  api: Api;
  open: (page: 'orders', orderId: string) => void;
}): ReactNode {
  const intl = useIntl();
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wanted, setWanted] = useState<(Wanted & { row: string }) | null>(null);
  const list = usePagedList(api.holds, reason === '' ? {} : { reason });
  const release = (row: HoldRow, hold: HoldRow['holds'][number]): void =>
    setWanted({
      row: `${row.orderId} ${hold.reason}`,
      label: 'office.holds.release',
      needsNote: true,
      act: async (by, note) => {
        const got = await api.releaseHold(row.orderId, hold.reason, note, by);
        setFailure(got.ok ? null : got.failure);
        list.reload();
        return got.ok;
      },
    });
  const assign = async (row: HoldRow, hold: HoldRow['holds'][number], owner: string): Promise<void> => {
    if (owner.trim() === (hold.owner ?? '')) return;
    const got = await api.assignHold(row.orderId, hold.reason, owner.trim() === '' ? null : owner.trim());
    setFailure(got.ok ? null : got.failure);
    list.reload();
  };
  return (
    <section className={styles.page}>
      <h1>
        <FormattedMessage id="office.holds.title" /> <span className={styles.count}>{list.total}</span>
      </h1>
      <div className={styles.filters}>
        <select
          aria-label={intl.formatMessage({ id: 'office.holds.reason' })}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        >
          <option value="">{intl.formatMessage({ id: 'office.holds.all' })}</option>
          {reasons.map((each) => (
            <option key={each} value={each}>
              {intl.formatMessage({ id: `hold.reason.${each}` })}
            </option>
          ))}
        </select>
        <ListExport list={list} />
      </div>
      {failure ? <Failure failure={failure} /> : null}
      {list.failure ? <Failure failure={list.failure} onRetry={list.reload} /> : null}
      {list.rows.length === 0 && !list.loading && !list.failure ? (
        <p className={styles.empty}>
          <FormattedMessage id="office.holds.none" />
        </p>
      ) : null}
      {list.rows.length > 0 ? (
        <div className={styles.scroll}>
          <table className={styles.grid}>
            <thead>
              <tr>
                {[
                  'office.orders.number',
                  'office.orders.customer',
                  'office.orders.placed',
                  'office.orders.total',
                  'office.holds.why',
                  'office.holds.owner',
                  'office.order.action',
                ].map((id) => (
                  <th key={id} scope="col">
                    <FormattedMessage id={id} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.rows.flatMap((row) =>
                row.holds.map((hold) => (
                  <tr key={`${row.orderId} ${hold.reason}`}>
                    <td>
                      <button type="button" onClick={() => open('orders', row.orderId)}>
                        {row.number}
                      </button>
                    </td>
                    <td className={styles.wrapped}>{row.customerName}</td>
                    <td>
                      <FormattedDate value={hold.at ?? row.placedAt} dateStyle="short" timeStyle="short" />
                    </td>
                    <td className={styles.numeric}>
                      <Amount minor={row.totalMinor} currency={row.currency} />
                    </td>
                    <td className={styles.wrapped}>
                      <HoldWords hold={hold} />
                      {hold.reason === 'address'
                        ? row.problems
                            .filter(({ suggestion }) => suggestion !== null)
                            .map(({ field, fault, suggestion }) => (
                              <div key={`${field} ${fault}`}>
                                {problemWords(intl, field, fault)} → {suggestion}
                              </div>
                            ))
                        : null}
                    </td>
                    <td>
                      <input
                        aria-label={intl.formatMessage(
                          { id: 'office.holds.ownerOf' },
                          { number: row.number },
                        )}
                        defaultValue={hold.owner ?? ''}
                        maxLength={40}
                        onBlur={(event) => void assign(row, hold, event.target.value)}
                        onKeyDown={(event) => {
                          if (event.key === 'Enter') event.currentTarget.blur();
                        }}
                      />
                    </td>
                    <td className={styles.acts}>
                      <button type="button" onClick={() => release(row, hold)}>
                        <FormattedMessage id="office.holds.release" />
                      </button>
                      {wanted?.row === `${row.orderId} ${hold.reason}` ? (
                        <AnsweringForm wanted={wanted} onEnd={() => setWanted(null)} />
                      ) : null}
                    </td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </div>
      ) : null}
      {list.hasMore ? (
        <button type="button" className={styles.more} onClick={list.more}>
          <FormattedMessage id="office.list.more" />
        </button>
      ) : null}
    </section>
  );
}
