// Which of the orders at the door are of a VIP: found by the same sure keys that will match them to their customer, so that
// an order goes first from its first moment. What a channel calls a VIP stays one.
import { keyOf, type OrderContacts, sureKeysOf } from '../../../shared/domain/customer/contact';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { loadCustomerRules } from './customer-settings';

export async function vipAmong<Order extends OrderContacts>(
  db: Queryable,
  orders: readonly Order[],
): Promise<(order: Order) => boolean> {
  const rules = await loadCustomerRules(db);
  const keysOf = (order: Order): string[] => sureKeysOf(order, rules).map(keyOf);
  const keys = [...new Set(orders.flatMap(keysOf))];
  if (keys.length === 0) return () => false;
  const { rows } = await db.query<{ key: string; is_vip: boolean }>({
    name: 'vip-keys',
    text: `SELECT k.key, coalesce(v.is_vip, false) AS is_vip FROM customer_key k
           JOIN customer c ON c.stream_id = k.stream_id AND c.customer_id = k.customer_id
           LEFT JOIN customer_value v ON v.stream_id = c.stream_id AND v.customer_id = c.root_id
           WHERE k.stream_id = $1 AND k.key = ANY($2::text[])`,
    values: [companyStream, keys],
  });
  const isVip = new Map(rows.map((row) => [row.key, row.is_vip]));
  // The strongest key that anybody has says whose order it is.
  return (order) => isVip.get(keysOf(order).find((key) => isVip.has(key)) ?? '') ?? false;
}
