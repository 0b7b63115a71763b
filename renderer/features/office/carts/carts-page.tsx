// What customers have put aside and not ordered yet, newest first: worth, what of it is held and for how much longer, and
// who has left it alone. Enter opens one.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { CartRow } from '../../../../shared/contract/carts';
import { cartStates } from '../../../../shared/domain/cart/cart';
import { useNow } from '../../../app/use-now';
import { type Column, OfficeList } from '../list/office-list';
import { Price } from '../list/price';
import { usePagedList } from '../list/use-paged-list';
import type { OfficePageProps } from '../office-place';
import { CartView } from './cart-view';
import { NewCart } from './new-cart';

const columns: readonly Column<CartRow>[] = [
  {
    key: 'touched',
    width: '11rem',
    heading: 'office.carts.touched',
    cell: (row) => <FormattedDate value={row.touchedAt} dateStyle="short" timeStyle="short" />,
  },
  {
    key: 'state',
    heading: 'office.carts.state',
    cell: (row) => <FormattedMessage id={`cart.state.${row.state}`} />,
  },
  {
    key: 'customer',
    width: 'minmax(0, 2fr)',
    heading: 'office.orders.customer',
    cell: (row) => row.customer.name || (row.customer.email ?? '–'),
  },
  { key: 'channel', heading: 'office.orders.channel', cell: (row) => row.channelId },
  {
    key: 'units',
    heading: 'office.orders.units',
    numeric: true,
    cell: (row) => <FormattedNumber value={row.units} />,
  },
  {
    key: 'held',
    heading: 'office.carts.held',
    numeric: true,
    cell: (row) => <FormattedNumber value={row.unitsHeld} />,
  },
  {
    key: 'left',
    heading: 'office.carts.left',
    numeric: true,
    cell: (row) => <TimeLeft row={row} />,
  },
  {
    key: 'total',
    heading: 'office.orders.total',
    numeric: true,
    cell: (row) => <Price amountMinor={row.totalMinor} currency={row.currency} />,
  },
];

export function CartsPage({ api, open }: OfficePageProps): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [state, setState] = useState('');
  const [opened, setOpened] = useState<CartRow | null>(null);
  const list = usePagedList(api.carts, { text, state });
  return (
    <>
      <OfficeList
        title="office.carts.title"
        list={list}
        columns={columns}
        rowKey={(row) => row.cartId}
        onOpen={setOpened}
        text={text}
        onText={setText}
        choices={[
          {
            name: 'state',
            label: 'office.carts.state',
            value: state,
            options: cartStates.map((value) => ({
              value,
              label: intl.formatMessage({ id: `cart.state.${value}` }),
            })),
          },
        ]}
        onChoice={(_name, value) => setState(value)}
        empty="office.carts.empty"
        note={
          <NewCart
            api={api}
            onBegun={(row) => {
              setOpened(row);
              list.reload();
            }}
          />
        }
      />
      {opened ? (
        <CartView
          key={opened.cartId}
          api={api}
          row={opened}
          onChanged={(row) => {
            setOpened(row);
            list.reload();
          }}
          onOrder={(orderId) => open('orders', orderId)}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </>
  );
}

/** How much longer its stock is held; a dash when none is. */
export function TimeLeft({ row }: { row: CartRow }): ReactNode {
  const nowMs = useNow(1_000);
  if (row.unitsHeld === 0 || row.heldUntil === null) return '–';
  const seconds = Math.max(0, Math.round((Date.parse(row.heldUntil) - nowMs) / 1000));
  const minutes = String(Math.floor(seconds / 60) % 60).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${minutes}:${String(seconds % 60).padStart(2, '0')}`;
}
