// Tags of who ordered: of the customer that head office knows by the sure keys of the order, as whom they are shown since they
// were merged, and of the channel's own number of them.
import { contactsOf, keyOf, type OrderContacts, sureKeysOf } from '../../../shared/domain/customer/contact';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { loadCustomerRules } from '../customers/customer-settings';
import { loadMarks } from './marks';

export type CustomerTags = (order: OrderContacts) => string[];

export const noCustomerTags: CustomerTags = () => [];

export async function loadCustomerTags(
  db: Queryable,
  orders: readonly OrderContacts[],
): Promise<CustomerTags> {
  const rules = await loadCustomerRules(db);
  const keysOf = (order: OrderContacts): string[] => sureKeysOf(order, rules).map(keyOf);
  const { rows } = await db.query<{ key: string; customer_id: string }>({
    name: 'customers-of-keys',
    text: `SELECT k.key, c.root_id AS customer_id FROM customer_key k
           JOIN customer c ON c.stream_id = k.stream_id AND c.customer_id = k.customer_id
           WHERE k.stream_id = $1 AND k.key = ANY($2::text[]) AND c.erased_at IS NULL`,
    values: [companyStream, [...new Set(orders.flatMap(keysOf))]],
  });
  const known = new Map(rows.map((row) => [row.key, row.customer_id]));
  const idsOf = (order: OrderContacts): string[] => {
    const own = keysOf(order).flatMap((key) => known.get(key) ?? []);
    const number = contactsOf(order).find(({ kind }) => kind === 'channel')?.shown;
    return [...own.slice(0, 1), ...(number === undefined ? [] : [number])];
  };
  const marks = await loadMarks(db, 'customer', [...new Set(orders.flatMap(idsOf))]);
  return (order) => [...new Set(idsOf(order).flatMap((id) => marks.get(id)?.tags ?? []))];
}
