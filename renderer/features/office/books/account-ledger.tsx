// The lines of one account in their order, with its balance behind each.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import type { BookLedgerRow } from '../../../../shared/contract/books';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeFailure } from '../office-api';
import { Amount } from '../orders/orders-page';
import type { BooksApi } from './books-page';
import styles from './books.module.css';
import { type Months, MonthsFields } from './months';

export function AccountLedger({
  api,
  account,
  months,
  onMonths,
  onEntry,
}: {
  api: Pick<BooksApi, 'bookLedger'>;
  account: string;
  months: Months;
  onMonths: (months: Months) => void;
  onEntry: (number: string) => void;
}): ReactNode {
  const { from, to } = months;
  const load = useCallback(() => api.bookLedger({ account, from, to }), [api, account, from, to]);
  const { answer, last, askAgain } = useAnswer(load);
  const [more, setMore] = useState<{ rows: BookLedgerRow[]; cursor: string | null } | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const rows = [...(last?.rows ?? []), ...(more?.rows ?? [])];
  const cursor = more ? more.cursor : (last?.cursor ?? null);
  const readOn = async (): Promise<void> => {
    const got = await api.bookLedger({ account, from, to, cursor: cursor ?? '' });
    setFailure(got.ok ? null : got.failure);
    if (got.ok)
      setMore((before) => ({ rows: [...(before?.rows ?? []), ...got.value.rows], cursor: got.value.cursor }));
  };
  return (
    <section className={styles.part} aria-labelledby="book-ledger">
      <h2 id="book-ledger">
        <FormattedMessage id="office.books.ledger" values={{ account }} />
      </h2>
      <MonthsFields months={months} onMonths={onMonths} />
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {failure ? <Failure failure={failure} /> : null}
      {last ? (
        <>
          <p>
            <FormattedMessage id="office.books.openingMinor" />{' '}
            <Amount minor={last.openingMinor} currency={last.currency} />
          </p>
          {rows.length === 0 ? (
            <p>
              <FormattedMessage id="office.books.nothing" />
            </p>
          ) : (
            <Rows rows={rows} currency={last.currency} onEntry={onEntry} />
          )}
        </>
      ) : null}
      {cursor === null ? null : (
        <button type="button" onClick={() => void readOn()}>
          <FormattedMessage id="office.books.more" />
        </button>
      )}
    </section>
  );
}

const headings = [
  'entry',
  'day',
  'what',
  'reference',
  'party',
  'units',
  'amount',
  'base',
  'balance',
] as const;
const numeric: readonly string[] = ['units', 'amount', 'base', 'balance'];

function Rows({
  rows,
  currency,
  onEntry,
}: {
  rows: readonly BookLedgerRow[];
  currency: string;
  onEntry: (number: string) => void;
}): ReactNode {
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {headings.map((name) => (
              <th key={name} scope="col" className={numeric.includes(name) ? styles.number : undefined}>
                <FormattedMessage id={`office.books.${name}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.number} ${row.lineNo}`}>
              <th scope="row">
                <button type="button" onClick={() => onEntry(row.number)}>
                  {row.number}
                </button>
              </th>
              <td>
                <FormattedDate value={`${row.day}T12:00:00Z`} dateStyle="medium" timeZone="UTC" />
              </td>
              <td>
                <FormattedMessage id={`office.books.entry.${row.kind}`} />
              </td>
              <td>{row.reference}</td>
              <td>{row.party}</td>
              <td className={styles.number}>
                {row.quantity === null ? row.sku : `${row.quantity} × ${row.sku ?? ''}`}
              </td>
              <td className={styles.number}>
                <Amount minor={row.amountMinor} currency={row.currency} />
              </td>
              <td className={styles.number}>
                <Amount minor={row.baseMinor} currency={currency} />
              </td>
              <td className={styles.number}>
                <Amount minor={row.balanceMinor} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
