// Counts of tills, the newest first: what should have lain there, what did, and what stayed. The journal has an entry for each
// difference.
import { type ReactNode, useState } from 'react';
import { FormattedDate } from 'react-intl';
import type { TillCountRow } from '../../../../shared/contract/counter';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';
import { Amount } from '../orders/order-columns';
import type { BooksApi } from './books-page';

const amount = (
  key: 'expectedMinor' | 'countedMinor' | 'differenceMinor' | 'leftMinor',
  heading: string,
): Column<TillCountRow> => ({
  key,
  heading,
  numeric: true,
  cell: (row) => <Amount minor={row[key]} currency={row.currency} />,
});

const columns: readonly Column<TillCountRow>[] = [
  { key: 'station', heading: 'office.books.sale-station', cell: (row) => row.station },
  {
    key: 'at',
    heading: 'office.books.till-at',
    cell: (row) => <FormattedDate value={row.at} dateStyle="medium" timeStyle="short" />,
  },
  { key: 'by', heading: 'office.books.till-by', cell: (row) => row.by ?? '–' },
  amount('expectedMinor', 'office.books.till-expected'),
  amount('countedMinor', 'office.books.till-counted'),
  amount('differenceMinor', 'office.books.till-difference'),
  amount('leftMinor', 'office.books.till-left'),
];

export function TillsPart({ api }: { api: Pick<BooksApi, 'tillCounts'> }): ReactNode {
  const [text, setText] = useState('');
  const list = usePagedList(api.tillCounts, { text });
  return (
    <OfficeList
      title="office.books.view.tills"
      list={list}
      columns={columns}
      rowKey={(row) => row.opId}
      text={text}
      onText={setText}
      empty="office.books.none"
    />
  );
}
