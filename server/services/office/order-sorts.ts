// The orders a list of orders can be in. Each one is an index of the database as it stands or read backwards: migrations
// 0001, 0036 and 0041. `placed_at, order_id` end most of them, so that no row is shown twice and none is left out.
import type { OrderSort } from '../../../shared/contract/order-grid';
import type { SortKey } from '../../db/list-page';

const newest: readonly SortKey[] = [
  { by: 'placed_at', type: 'timestamptz', descending: true },
  { by: 'order_id', type: 'uuid' },
];
const byId: SortKey = { by: 'order_id', type: 'uuid' };

const keysOf: Record<OrderSort, readonly SortKey[]> = {
  placed: newest,
  number: [{ by: 'number', type: 'text', collate: 'C' }, byId],
  customer: [{ by: 'name_order', type: 'text', collate: 'C' }, byId],
  status: [{ by: 'status', type: 'text' }, ...newest],
  channel: [{ by: 'channel_id', type: 'text' }, ...newest],
  country: [{ by: 'country_code', type: 'text' }, ...newest],
  // Amounts of different currencies are not compared.
  total: [{ by: 'currency', type: 'text' }, { by: 'total_minor', type: 'bigint', descending: true }, byId],
};

export function orderSortKeys(sort: OrderSort, turned: boolean): readonly SortKey[] {
  const keys = keysOf[sort];
  return turned ? keys.map((key) => ({ ...key, descending: !key.descending })) : keys;
}
