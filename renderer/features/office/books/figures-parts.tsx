// VAT returns, who owes what, what orders earned, stock against books: each beside what it must be equal to.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import type { Ageing, BookStock, OrderProfit, VatReturn } from '../../../../shared/contract/book-figures';
import { ageingBuckets } from '../../../../shared/contract/book-figures';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { Amount } from '../orders/orders-page';
import styles from './books.module.css';
import type { BooksApi } from './books-page';
import { Equal } from './equal';
import { type Figure, FigureTable } from './figure-table';
import { type Months, MonthsFields } from './months';

type OfMonths = { api: BooksApi; months: Months; onMonths: (months: Months) => void };

function Part({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <section className={styles.part} aria-labelledby={`books-${name}`}>
      <h2 id={`books-${name}`}>
        <FormattedMessage id={`office.books.view.${name}`} />
      </h2>
      {children}
    </section>
  );
}

const vatFigures: readonly Figure<VatReturn['rows'][number]>[] = [
  { heading: 'vat.country', cell: (row) => row.country },
  {
    heading: 'vat.percent',
    numeric: true,
    cell: (row) => <FormattedNumber value={row.ppm / 10_000} maximumFractionDigits={4} />,
  },
  { heading: 'side', cell: (row) => <FormattedMessage id={`office.books.side.${row.side}`} /> },
  { heading: 'net', numeric: true, cell: (row) => <Amount minor={row.netMinor} currency={row.currency} /> },
  { heading: 'tax', numeric: true, cell: (row) => <Amount minor={row.taxMinor} currency={row.currency} /> },
];

export function VatReturnPart({ api, months, onMonths }: OfMonths): ReactNode {
  const { from, to } = months;
  const load = useCallback(() => api.vatReturn({ from, to }), [api, from, to]);
  const { answer, last, askAgain } = useAnswer(load);
  return (
    <Part name="vat-return">
      <MonthsFields months={months} onMonths={onMonths} />
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <>
          <FigureTable
            figures={vatFigures}
            rows={last.rows}
            rowKey={(row) => `${row.country} ${row.ppm} ${row.side} ${row.currency}`}
          />
          <Equal
            ours={last.payableMinor}
            theirs={last.accountsMinor}
            currency={last.currency}
            names={['vat-payable', 'vat-accounts']}
          />
        </>
      ) : null}
    </Part>
  );
}

const ageingFigures: readonly Figure<Ageing['rows'][number]>[] = [
  { heading: 'party', cell: (row) => row.party },
  ...ageingBuckets.map((bucket) => ({
    heading: `age.${bucket}`,
    numeric: true,
    cell: (row: Ageing['rows'][number]) => <Amount minor={row[bucket]} currency={row.currency} />,
  })),
  {
    heading: 'sum',
    numeric: true,
    cell: (row) => <Amount minor={row.amountMinor} currency={row.currency} />,
  },
];

export function AgeingPart({ api, of }: { api: BooksApi; of: 'receivables' | 'payables' }): ReactNode {
  const load = useCallback(() => api.ageing(of), [api, of]);
  const { answer, last, askAgain } = useAnswer(load);
  return (
    <Part name={of}>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <>
          <FigureTable
            figures={ageingFigures}
            rows={last.rows}
            rowKey={(row) => `${row.party} ${row.currency}`}
          />
          <Equal
            ours={last.baseMinor}
            theirs={last.controlMinor}
            currency={last.currency}
            names={['documents', 'control']}
          />
        </>
      ) : null}
    </Part>
  );
}

export function ProfitPart({
  api,
  months,
  onMonths,
  onOrder,
}: OfMonths & { onOrder: (orderId: string) => void }): ReactNode {
  const { from, to } = months;
  const [sort, setSort] = useState<'least' | 'most'>('least');
  const load = useCallback(() => api.orderProfit({ from, to, sort }), [api, from, to, sort]);
  const { answer, last, askAgain } = useAnswer(load);
  const figures = (currency: string): Figure<OrderProfit['rows'][number]>[] => [
    {
      heading: 'order-number',
      cell: (row) => (
        <button type="button" onClick={() => onOrder(row.orderId)}>
          {row.number ?? row.orderId}
        </button>
      ),
    },
    ...(['incomeMinor', 'goodsMinor', 'otherMinor', 'profitMinor'] as const).map((name) => ({
      heading: name,
      numeric: true,
      cell: (row: OrderProfit['rows'][number]) => <Amount minor={row[name]} currency={currency} />,
    })),
  ];
  return (
    <Part name="profit">
      <div className={styles.row}>
        <MonthsFields months={months} onMonths={onMonths} />
        <label>
          <FormattedMessage id="office.books.sort" />
          <select value={sort} onChange={({ target }) => setSort(target.value === 'most' ? 'most' : 'least')}>
            {(['least', 'most'] as const).map((each) => (
              <FormattedMessage key={each} id={`office.books.sort.${each}`}>
                {(words) => <option value={each}>{words}</option>}
              </FormattedMessage>
            ))}
          </select>
        </label>
      </div>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <>
          <p>
            <FormattedMessage id="office.books.profit-of" values={{ orders: last.orders }} />{' '}
            <Amount minor={last.profitMinor} currency={last.currency} />
          </p>
          <FigureTable figures={figures(last.currency)} rows={last.rows} rowKey={(row) => row.orderId} />
        </>
      ) : null}
    </Part>
  );
}

const differenceFigures: readonly Figure<BookStock['differences'][number]>[] = [
  { heading: 'sku', cell: (row) => row.sku },
  { heading: 'warehouse', cell: (row) => row.warehouseId },
  { heading: 'in-ledger', numeric: true, cell: (row) => <FormattedNumber value={row.ledger} /> },
  { heading: 'base', numeric: true, cell: (row) => <FormattedNumber value={row.books} /> },
];
const worthlessFigures: readonly Figure<BookStock['withoutCost'][number]>[] = [
  { heading: 'sku', cell: (row) => row.sku },
  { heading: 'warehouse', cell: (row) => row.warehouseId },
  { heading: 'units', numeric: true, cell: (row) => <FormattedNumber value={row.units} /> },
];

export function StockPart({ api }: { api: BooksApi }): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.bookStock);
  return (
    <Part name="stock">
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <>
          <Equal
            ours={last.valueMinor}
            theirs={last.accountMinor}
            currency={last.currency}
            names={['at-cost', 'stock-account']}
          />
          <h3>
            <FormattedMessage id="office.books.unit-differences" />
          </h3>
          <FigureTable
            figures={differenceFigures}
            rows={last.differences}
            rowKey={(row) => `${row.warehouseId} ${row.sku}`}
          />
          <h3>
            <FormattedMessage id="office.books.without-cost" />
          </h3>
          <FigureTable
            figures={worthlessFigures}
            rows={last.withoutCost}
            rowKey={(row) => `${row.warehouseId} ${row.sku}`}
          />
        </>
      ) : null}
    </Part>
  );
}
