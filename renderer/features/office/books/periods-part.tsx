// Months that are closed: the next one is closed here, the last one opened again with why, and who did what stands below.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import type { Periods } from '../../../../shared/contract/book-figures';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { Signed } from '../money/use-signed';
import styles from './books.module.css';
import type { BooksApi } from './books-page';
import { type Figure, FigureTable } from './figure-table';

const figures: readonly Figure<Periods['acts'][number]>[] = [
  { heading: 'month', cell: (row) => row.month },
  { heading: 'what', cell: (row) => <FormattedMessage id={`office.books.act.${row.act}`} /> },
  {
    heading: 'happened',
    cell: (row) => <FormattedDate value={row.at} dateStyle="medium" timeStyle="short" />,
  },
  { heading: 'by', cell: (row) => row.by },
  { heading: 'reason', cell: (row) => row.reason },
];

export function PeriodsPart({
  api,
  signed,
}: {
  api: Pick<BooksApi, 'periods' | 'closePeriod' | 'reopenPeriod'>;
  signed: Signed;
}): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.periods);
  const [reason, setReason] = useState('');
  const { closedThrough = null, next = null } = last ?? {};
  const reopen = (event: FormEvent): void => {
    event.preventDefault();
    if (closedThrough !== null)
      signed.ask(
        'office.books.reopen',
        (by) => api.reopenPeriod(closedThrough, reason.trim(), by),
        () => {
          setReason('');
          askAgain();
        },
      );
  };
  return (
    <section className={styles.part} aria-labelledby="books-periods">
      <h2 id="books-periods">
        <FormattedMessage id="office.books.view.periods" />
      </h2>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      <p>
        {closedThrough === null ? (
          <FormattedMessage id="office.books.nothing-closed" />
        ) : (
          <FormattedMessage id="office.books.closed-through" values={{ month: closedThrough }} />
        )}
      </p>
      {next === null ? null : (
        <button
          type="button"
          data-main="true"
          onClick={() => signed.ask('office.books.close', (by) => api.closePeriod(next, by), askAgain)}
        >
          <FormattedMessage id="office.books.close-month" values={{ month: next }} />
        </button>
      )}
      {closedThrough === null ? null : (
        <form className={styles.row} onSubmit={reopen}>
          <label>
            <FormattedMessage id="office.books.reason" />
            <input
              value={reason}
              maxLength={300}
              required
              onChange={({ target }) => setReason(target.value)}
            />
          </label>
          <button type="submit">
            <FormattedMessage id="office.books.reopen-month" values={{ month: closedThrough }} />
          </button>
        </form>
      )}
      {last ? (
        <FigureTable figures={figures} rows={last.acts} rowKey={(row) => `${row.at} ${row.act}`} />
      ) : null}
    </section>
  );
}
