// The journal, the newest entry first.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { JournalRow } from '../../../../shared/contract/books';
import { entryKinds } from '../../../../shared/domain/books/entry';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';
import { Amount } from '../orders/orders-page';
import type { BooksApi } from './books-page';

const columns: readonly Column<JournalRow>[] = [
  { key: 'number', heading: 'office.books.entry', cell: (row) => row.number },
  {
    key: 'day',
    heading: 'office.books.day',
    cell: (row) => <FormattedDate value={`${row.day}T12:00:00Z`} dateStyle="medium" timeZone="UTC" />,
  },
  {
    key: 'kind',
    heading: 'office.books.what',
    cell: (row) => <FormattedMessage id={`office.books.entry.${row.kind}`} />,
  },
  { key: 'reference', heading: 'office.books.reference', cell: (row) => row.reference },
  {
    key: 'amountMinor',
    heading: 'office.books.amount',
    numeric: true,
    cell: (row) => <Amount minor={row.amountMinor} currency={row.currency} />,
  },
];

export function JournalPart({
  api,
  onEntry,
}: {
  api: Pick<BooksApi, 'journal'>;
  onEntry: (number: string) => void;
}): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [kind, setKind] = useState('');
  const list = usePagedList(api.journal, { text, kind });
  return (
    <OfficeList
      title="office.books.view.journal"
      list={list}
      columns={columns}
      rowKey={(row) => row.number}
      onOpen={(row) => onEntry(row.number)}
      text={text}
      onText={setText}
      choices={[
        {
          name: 'kind',
          label: 'office.books.what',
          value: kind,
          options: entryKinds.map((value) => ({
            value,
            label: intl.formatMessage({ id: `office.books.entry.${value}` }),
          })),
        },
      ]}
      onChoice={(_name, value) => setKind(value)}
      empty="office.books.nothing"
    />
  );
}
