// What was sold over the counter and how it was paid, the newest first; one with its lines. The journal has an entry for each.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { type CounterSaleRow, saleMethods } from '../../../../shared/contract/counter';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';
import { Amount } from '../orders/order-columns';
import styles from './books.module.css';
import type { BooksApi } from './books-page';
import { type Figure, FigureTable } from './figure-table';

const columns: readonly Column<CounterSaleRow>[] = [
  { key: 'number', heading: 'office.books.sale-number', cell: (row) => row.number },
  {
    key: 'at',
    heading: 'office.books.sale-at',
    cell: (row) => <FormattedDate value={row.at} dateStyle="medium" timeStyle="short" />,
  },
  { key: 'station', heading: 'office.books.sale-station', cell: (row) => row.station },
  {
    key: 'method',
    heading: 'office.books.sale-method',
    cell: (row) => <FormattedMessage id={`counter.method.${row.method}`} />,
  },
  {
    key: 'units',
    heading: 'office.books.sale-units',
    numeric: true,
    cell: (row) => <FormattedNumber value={row.units} />,
  },
  {
    key: 'totalMinor',
    heading: 'office.books.sum',
    numeric: true,
    cell: (row) => <Amount minor={row.totalMinor} currency={row.currency} />,
  },
];

export function CounterPart({ api }: { api: Pick<BooksApi, 'counterSales'> }): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [method, setMethod] = useState('');
  const [opened, setOpened] = useState<CounterSaleRow | null>(null);
  const list = usePagedList(api.counterSales, { text, method });
  return (
    <>
      {opened ? <Sale key={opened.opId} sale={opened} /> : null}
      <OfficeList
        title="office.books.view.counter"
        list={list}
        columns={columns}
        rowKey={(row) => row.opId}
        onOpen={setOpened}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'method',
            label: 'office.books.sale-method',
            value: method,
            options: saleMethods.map((value) => ({
              value,
              label: intl.formatMessage({ id: `counter.method.${value}` }),
            })),
          },
        ]}
        onChoice={(_name, value) => setMethod(value)}
        empty="office.books.none"
      />
    </>
  );
}

function Sale({ sale }: { sale: CounterSaleRow }): ReactNode {
  const { currency } = sale;
  const figures: readonly Figure<CounterSaleRow['lines'][number]>[] = [
    { heading: 'sale-item', cell: (row) => `${row.name} (${row.sku})` },
    { heading: 'sale-units', numeric: true, cell: (row) => <FormattedNumber value={row.quantity} /> },
    {
      heading: 'sale-each',
      numeric: true,
      cell: (row) => (
        <>
          <Amount minor={row.unitPriceMinor} currency={currency} />{' '}
          {row.source === 'typed' ? <FormattedMessage id="office.books.sale-typed" /> : null}
        </>
      ),
    },
    {
      heading: 'sale-tax',
      numeric: true,
      cell: (row) => (
        <FormattedNumber value={row.taxPpm / 1_000_000} style="percent" maximumFractionDigits={2} />
      ),
    },
    {
      heading: 'sum',
      numeric: true,
      cell: (row) => <Amount minor={row.quantity * row.unitPriceMinor} currency={currency} />,
    },
  ];
  return (
    <section className={styles.part} aria-labelledby="books-sale">
      <h2 id="books-sale">{sale.number}</h2>
      <p>
        <FormattedMessage id={`counter.method.${sale.method}`} />{' '}
        <Amount minor={sale.totalMinor} currency={currency} />
        {sale.by === null ? '' : ` · ${sale.by}`}
        {sale.reference === null ? '' : ` · ${sale.reference}`}
      </p>
      {sale.tenderedMinor === null ? null : (
        <p>
          <FormattedMessage id="office.books.sale-received" />{' '}
          <Amount minor={sale.tenderedMinor} currency={currency} /> ·{' '}
          <FormattedMessage id="office.books.sale-change" />{' '}
          <Amount minor={sale.changeMinor} currency={currency} />
        </p>
      )}
      <FigureTable figures={figures} rows={sale.lines} rowKey={(row) => row.sku} />
    </section>
  );
}
