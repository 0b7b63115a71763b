// Every return, newest first; Enter opens its order at the desk.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { ReturnRow } from '../../../../shared/contract/returns';
import { returnStates } from '../../../../shared/domain/returns/goods-return';
import { shownReturnNumber } from '../../../../shared/domain/returns/return-number';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';
import type { OfficeApi } from '../office-api';

const columns: readonly Column<ReturnRow>[] = [
  { key: 'number', heading: 'office.returns.number', cell: (row) => shownReturnNumber(row.number) },
  { key: 'order', heading: 'office.orders.number', cell: (row) => row.orderNumber },
  {
    key: 'customer',
    width: 'minmax(0, 1.6fr)',
    heading: 'office.orders.customer',
    cell: (row) => row.customer,
  },
  {
    key: 'state',
    width: 'minmax(0, 1.4fr)',
    heading: 'office.returns.state',
    cell: (row) => <FormattedMessage id={`return.state.${row.state}`} />,
  },
  {
    key: 'wish',
    heading: 'office.returns.wish',
    cell: (row) => <FormattedMessage id={`return.wish.${row.wish}`} />,
  },
  {
    key: 'advised',
    width: 'minmax(0, 1.2fr)',
    heading: 'office.returns.advised',
    cell: (row) => <FormattedDate value={row.advisedAt} dateStyle="medium" />,
  },
  {
    key: 'asked',
    heading: 'office.returns.asked',
    numeric: true,
    cell: (row) => <FormattedNumber value={row.asked} />,
  },
  {
    key: 'received',
    heading: 'office.returns.received',
    numeric: true,
    cell: (row) => <FormattedNumber value={row.received} />,
  },
  {
    key: 'undecided',
    heading: 'office.returns.undecided',
    numeric: true,
    cell: (row) => <FormattedNumber value={row.undecided} />,
  },
];

export function ReturnList({ api, onOpen }: { api: OfficeApi; onOpen: (row: ReturnRow) => void }): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [state, setState] = useState('');
  const list = usePagedList(api.returns, { text, state });
  return (
    <OfficeList
      title="office.returns.title"
      list={list}
      columns={columns}
      rowKey={({ returnId }) => returnId}
      onOpen={onOpen}
      text={text}
      onText={setText}
      choices={[
        {
          name: 'state',
          label: 'office.returns.state',
          value: state,
          options: returnStates.map((value) => ({
            value,
            label: intl.formatMessage({ id: `return.state.${value}` }),
          })),
        },
      ]}
      onChoice={(_name, value) => setState(value)}
      empty="office.returns.empty"
    />
  );
}
