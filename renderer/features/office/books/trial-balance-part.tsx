// Every account with its balance before, what went in and out, and its balance after; both sides come to the same.
import { type ReactNode, useCallback } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { Amount } from '../orders/orders-page';
import type { BooksApi } from './books-page';
import styles from './books.module.css';
import { nameIn } from './name-in';
import { type Months, MonthsFields } from './months';

const figures = ['openingMinor', 'debitMinor', 'creditMinor', 'closingMinor'] as const;

export function TrialBalancePart({
  api,
  currency,
  months,
  onMonths,
  onAccount,
}: {
  api: Pick<BooksApi, 'trialBalance'>;
  currency: string;
  months: Months;
  onMonths: (months: Months) => void;
  onAccount: (code: string) => void;
}): ReactNode {
  const intl = useIntl();
  const { from, to } = months;
  const load = useCallback(() => api.trialBalance({ from, to }), [api, from, to]);
  const { answer, last, askAgain } = useAnswer(load);
  return (
    <section className={styles.part} aria-labelledby="trial-balance">
      <h2 id="trial-balance">
        <FormattedMessage id="office.books.view.trial" />
      </h2>
      <MonthsFields months={months} onMonths={onMonths} />
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last && last.rows.length === 0 ? (
        <p>
          <FormattedMessage id="office.books.nothing" />
        </p>
      ) : null}
      {last && last.rows.length > 0 ? (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <caption>
              <FormattedMessage id="office.books.in-currency" values={{ currency }} />
            </caption>
            <thead>
              <tr>
                <th scope="col">
                  <FormattedMessage id="office.books.account" />
                </th>
                <th scope="col">
                  <FormattedMessage id="office.books.kind" />
                </th>
                {figures.map((name) => (
                  <th key={name} scope="col" className={styles.number}>
                    <FormattedMessage id={`office.books.${name}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {last.rows.map((row) => (
                <tr key={row.code}>
                  <th scope="row">
                    <button type="button" onClick={() => onAccount(row.code)}>
                      {row.code} {nameIn(row.names, intl.locale)}
                    </button>
                  </th>
                  <td>
                    <FormattedMessage id={`office.books.kind.${row.kind}`} />
                  </td>
                  {figures.map((name) => (
                    <td key={name} className={styles.number}>
                      <Amount minor={row[name]} currency={currency} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={3}>
                  <FormattedMessage id="office.books.sum" />
                </th>
                <td className={styles.number}>
                  <Amount minor={last.debitMinor} currency={currency} />
                </td>
                <td className={styles.number}>
                  <Amount minor={last.creditMinor} currency={currency} />
                </td>
                <td className={styles.number}>
                  <Amount
                    minor={last.rows.reduce((sum, row) => sum + row.closingMinor, 0)}
                    currency={currency}
                  />
                </td>
              </tr>
            </tfoot>
          </table>
        </div>
      ) : null}
    </section>
  );
}
