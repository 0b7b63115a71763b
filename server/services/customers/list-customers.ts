// Customers for the office: the list, and whose an order is.
import { sql } from 'kysely';
import type { z } from 'zod';
import type {
  customersQuerySchema,
  customersResponseSchema,
  orderCustomerSchema,
} from '../../../shared/contract/customers';
import type { Segment } from '../../../shared/domain/customer/value';
import { companyStream } from '../../../shared/domain/ids';
import { likeText, listPage, type SortKey } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';
import { companyCurrency, loadCustomerRules } from './customer-settings';

const sorts: Record<z.infer<typeof customersQuerySchema>['sort'], SortKey> = {
  money: { by: 'v.money_minor', type: 'bigint', descending: true },
  orders: { by: 'v.orders', type: 'int', descending: true },
  last: {
    by: sql`coalesce(v.last_order_at, '-infinity'::timestamptz)`,
    type: 'timestamptz',
    descending: true,
  },
  name: { by: 'v.name', type: 'text' },
};

/** `text` is in a name, a mail, a phone or a channel's number of the customer, or begins the number of an order. */
export async function listCustomers(
  db: Queryable,
  query: z.infer<typeof customersQuerySchema>,
): Promise<z.infer<typeof customersResponseSchema>> {
  let list = from
    .selectFrom('customer_value as v')
    .innerJoin('customer as c', (join) =>
      join.onRef('c.stream_id', '=', 'v.stream_id').onRef('c.customer_id', '=', 'v.customer_id'),
    )
    .selectAll('v')
    .select([
      'c.country_code',
      sql<
        string | null
      >`(SELECT shown FROM customer_contact k JOIN customer m ON m.stream_id = k.stream_id AND m.customer_id = k.customer_id
        WHERE m.stream_id = v.stream_id AND m.root_id = v.customer_id AND kind = 'mail' AND removed_at IS NULL ORDER BY last_at DESC LIMIT 1)`.as(
        'mail',
      ),
      sql<
        string | null
      >`(SELECT shown FROM customer_contact k JOIN customer m ON m.stream_id = k.stream_id AND m.customer_id = k.customer_id
        WHERE m.stream_id = v.stream_id AND m.root_id = v.customer_id AND kind = 'phone' AND removed_at IS NULL ORDER BY last_at DESC LIMIT 1)`.as(
        'phone',
      ),
    ])
    .where('v.stream_id', '=', companyStream);
  if (query.segment) list = list.where('v.segment', '=', query.segment);
  if (query.vip) list = list.where('v.is_vip', '=', query.vip === 'yes');
  if (query.alike)
    list = list.where(
      sql<boolean>`EXISTS (SELECT 1 FROM customer_pair p JOIN customer a ON a.stream_id = p.stream_id AND a.customer_id = p.one_id
        JOIN customer b ON b.stream_id = p.stream_id AND b.customer_id = p.other_id
        WHERE p.dismissed_at IS NULL AND a.root_id <> b.root_id AND (a.root_id = v.customer_id OR b.root_id = v.customer_id))`,
    );
  const text = query.text?.trim().toLowerCase() ?? '';
  if (text !== '') {
    // A number is kept as E.164: its zero of the country and its signs are left out.
    const digits = /^[+0-9 ()/.-]{5,}$/.test(text) ? text.replace(/\D/g, '').replace(/^0+/, '') : '';
    const patterns = [text, ...(digits.length >= 4 ? [digits] : [])].map((each) => `%${likeText(each)}%`);
    list = list.where(
      sql<boolean>`v.customer_id IN (
        SELECT root_id FROM customer WHERE stream_id = ${companyStream} AND search LIKE ANY(${patterns}::text[])
        UNION ALL SELECT m.root_id FROM sales_order o JOIN customer_order co ON co.stream_id = o.stream_id AND co.order_id = o.order_id
        JOIN customer m ON m.stream_id = co.stream_id AND m.customer_id = co.customer_id
        WHERE o.stream_id = ${companyStream} AND o.number COLLATE "C" LIKE ${`${likeText(query.text?.trim() ?? '')}%`})`,
    );
  }
  const page = await listPage(db, list, {
    keys: [sorts[query.sort], { by: 'v.customer_id', type: 'uuid' }],
    cursor: query.cursor,
    limit: query.limit,
  });
  const currency = await companyCurrency(db, await loadCustomerRules(db));
  return {
    ...page,
    rows: page.rows.map((row) => ({
      ...valueOf(row),
      customerId: row.customer_id,
      name: row.name,
      countryCode: row.country_code,
      mail: row.mail,
      phone: row.phone,
      currency,
    })),
  };
}

export type ValueRow = {
  orders: number;
  money_minor: number;
  margin_minor: number | null;
  margin_orders: number;
  unrated_orders: number;
  shipped_units: number;
  returned_units: number;
  first_order_at: string | null;
  last_order_at: string | null;
  segment: string | null;
  is_vip: boolean;
};

export function valueOf(row: ValueRow) {
  return {
    orders: row.orders,
    moneyMinor: row.money_minor,
    marginMinor: row.margin_minor,
    marginOrders: row.margin_orders,
    unratedOrders: row.unrated_orders,
    shippedUnits: row.shipped_units,
    returnedUnits: row.returned_units,
    firstOrderAt: row.first_order_at,
    lastOrderAt: row.last_order_at,
    segment: row.segment as Segment | null,
    isVip: row.is_vip,
  };
}

export async function customerOfOrder(
  db: Queryable,
  orderId: string,
): Promise<z.infer<typeof orderCustomerSchema>> {
  const { rows } = await db.query<{
    customer_id: string;
    name: string;
    orders: number;
    is_vip: boolean;
    segment: Segment | null;
    pinned: string[];
  }>(
    `SELECT v.customer_id, v.name, v.orders, v.is_vip, v.segment,
       ARRAY(SELECT n.text FROM customer_note n JOIN customer m ON m.stream_id = n.stream_id AND m.customer_id = n.customer_id
         WHERE m.stream_id = c.stream_id AND m.root_id = c.root_id AND n.is_pinned ORDER BY n.at DESC LIMIT 5) AS pinned
     FROM customer_order o JOIN customer c ON c.stream_id = o.stream_id AND c.customer_id = o.customer_id
     JOIN customer_value v ON v.stream_id = c.stream_id AND v.customer_id = c.root_id
     WHERE o.stream_id = $1 AND o.order_id = $2`,
    [companyStream, orderId],
  );
  const [row] = rows;
  return {
    customer: row
      ? {
          customerId: row.customer_id,
          name: row.name,
          orders: row.orders,
          isVip: row.is_vip,
          segment: row.segment,
          pinned: row.pinned,
        }
      : null,
  };
}
