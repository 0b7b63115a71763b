// Every order from every channel, newest first; Enter opens one.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { orderStatuses } from '../../../../shared/domain/order/status';
import { formatMoney } from '../../../app/formatters';
import type { OfficeApi } from '../office-api';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';

type Row = Extract<Awaited<ReturnType<OfficeApi['orders']>>, { ok: true }>['value']['rows'][number];

const columns: readonly Column<Row>[] = [
  { key: 'number', heading: 'office.orders.number', cell: (row) => row.number },
  {
    key: 'status',
    width: 'minmax(0, 1.2fr)',
    heading: 'office.orders.status',
    cell: (row) => <FormattedMessage id={`order.status.${row.status}`} />,
  },
  {
    key: 'customer',
    width: 'minmax(0, 2fr)',
    heading: 'office.orders.customer',
    cell: (row) => row.customerName,
  },
  { key: 'country', heading: 'office.orders.country', cell: (row) => row.countryCode },
  { key: 'channel', heading: 'office.orders.channel', cell: (row) => row.channelId },
  {
    key: 'placed',
    width: 'minmax(0, 1.6fr)',
    heading: 'office.orders.placed',
    cell: (row) => <FormattedDate value={row.placedAt} dateStyle="medium" timeStyle="short" />,
  },
  {
    key: 'units',
    heading: 'office.orders.units',
    numeric: true,
    cell: (row) => <FormattedNumber value={row.units} />,
  },
  {
    key: 'open',
    heading: 'office.orders.open',
    numeric: true,
    cell: (row) => <FormattedNumber value={row.openUnits} />,
  },
  {
    key: 'total',
    heading: 'office.orders.total',
    numeric: true,
    cell: (row) => <Amount minor={row.totalMinor} currency={row.currency} />,
  },
];

export function OrdersPage({
  api,
  onOpen,
}: {
  api: OfficeApi;
  onOpen: (orderId: string) => void;
}): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [status, setStatus] = useState('');
  const list = usePagedList(api.orders, { text, status });
  const options = orderStatuses.map((value) => ({
    value,
    label: intl.formatMessage({ id: `order.status.${value}` }),
  }));
  return (
    <OfficeList
      title="office.orders.title"
      list={list}
      columns={columns}
      rowKey={(row) => row.orderId}
      onOpen={(row) => onOpen(row.orderId)}
      text={text}
      onText={setText}
      choices={[{ name: 'status', label: 'office.orders.status', value: status, options }]}
      onChoice={(_name, value) => setStatus(value)}
      empty="office.orders.empty"
    />
  );
}

export function Amount({ minor, currency }: { minor: number; currency: string }): ReactNode {
  return formatMoney(useIntl(), { amountMinor: minor, currency });
}
