// Finds the customer of each order by its sure keys, in the order in which the company took the orders, and keeps what is
// known of them: contacts, addresses, what each order was worth. The same history gives the same customers.
// Must never join two customers: where keys point to several, the order goes with the strongest key and a person is asked.
import { createHash } from 'node:crypto';
import { v5 } from 'uuid';
import { type Contact, contactsOf, keyOf, sureKeysOf } from '../../../shared/domain/customer/contact';
import type { CustomerRules } from '../../../shared/domain/customer/rules';
import { companyStream } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import type { Client, Queryable } from '../../db/pool';
import { jsonRows } from '../changes/json-rows';
import { companyCurrency, loadCustomerRules, lockCustomers } from './customer-settings';
import { factsOfOrders } from './order-facts';
import { proposePairs, readLikeness } from './propose-pairs';
import { countValue } from './customer-value';

/** Namespace of customer ids: the first order of a customer gives them theirs. */
const customerNamespace = '7f1d8d0a-7a52-4f7b-8f0e-3f6a2f0a9c11';

type Matched = { order: Order; customerId: string; matchedBy: string; isNew: boolean };

export async function matchOrders(client: Client, orderIds: readonly string[], at: string): Promise<void> {
  if (orderIds.length === 0) return;
  await lockCustomers(client);
  const rules = await loadCustomerRules(client);
  const orders = await ordersOf(client, orderIds);
  const matched = await match(client, orders, rules);
  const living = await livingAmong(client, matched);
  await storeCustomers(client, living);
  await storeKeys(client, living, rules);
  await storeContacts(client, living);
  await storeOrders(client, matched, await companyCurrency(client, rules));
  const customerIds = [...new Set(matched.map(({ customerId }) => customerId))];
  await proposePairs(
    client,
    await readLikeness(client, [...new Set(living.map((each) => each.customerId))]),
    at,
  );
  await countValue(client, customerIds, rules, at);
}

/** What these orders are worth, read anew: something that is not in their history has changed. Whoever calls holds the lock. */
export async function recountOrders(client: Client, orderIds: readonly string[], at: string): Promise<void> {
  const rules = await loadCustomerRules(client);
  const known = await client.query<{ order_id: string; customer_id: string; matched_by: string }>(
    'SELECT order_id, customer_id, matched_by FROM customer_order WHERE stream_id = $1 AND order_id = ANY($2::uuid[])',
    [companyStream, orderIds],
  );
  const of = new Map(known.rows.map((row) => [row.order_id, row]));
  const orders = await ordersOf(client, orderIds);
  const matched = orders.flatMap((order): Matched[] => {
    const row = of.get(order.orderId);
    return row ? [{ order, customerId: row.customer_id, matchedBy: row.matched_by, isNew: false }] : [];
  });
  await storeOrders(client, matched, await companyCurrency(client, rules));
  await countValue(client, [...new Set(matched.map(({ customerId }) => customerId))], rules, at);
}

/** In the order asked for: that of the company's history. */
async function ordersOf(db: Queryable, ids: readonly string[]): Promise<Order[]> {
  const { rows } = await db.query<{ doc: Order }>({
    name: 'customer-orders-told',
    text: 'SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = ANY($2::uuid[]) AND NOT deleted',
    values: [companyStream, ids],
  });
  const byId = new Map(rows.map(({ doc }) => [doc.orderId as string, doc]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

async function match(db: Queryable, orders: readonly Order[], rules: CustomerRules): Promise<Matched[]> {
  const known = await db.query<{ order_id: string; customer_id: string; matched_by: string }>({
    name: 'customer-orders-known',
    text: 'SELECT order_id, customer_id, matched_by FROM customer_order WHERE stream_id = $1 AND order_id = ANY($2::uuid[])',
    values: [companyStream, orders.map(({ orderId }) => orderId)],
  });
  const before = new Map(known.rows.map((row) => [row.order_id, row]));
  const keys = new Map(orders.map((order) => [order.orderId as string, sureKeysOf(order, rules).map(keyOf)]));
  const held = await db.query<{ key: string; customer_id: string }>({
    name: 'customer-keys',
    text: 'SELECT key, customer_id FROM customer_key WHERE stream_id = $1 AND key = ANY($2::text[])',
    values: [companyStream, [...new Set([...keys.values()].flat())]],
  });
  const ownerOf = new Map(held.rows.map(({ key, customer_id }) => [key, customer_id]));
  return orders.map((order) => {
    const own = keys.get(order.orderId) ?? [];
    const row = before.get(order.orderId);
    const found = own.find((key) => ownerOf.has(key));
    const customerId =
      row?.customer_id ??
      (found === undefined ? v5(order.orderId, customerNamespace) : (ownerOf.get(found) ?? ''));
    for (const key of own) if (!ownerOf.has(key)) ownerOf.set(key, customerId);
    const matchedBy = row?.matched_by ?? (found === undefined ? 'new' : found.slice(0, found.indexOf(':')));
    return { order, customerId, matchedBy, isNew: row === undefined && found === undefined };
  });
}

/** Nothing more is learned of who was erased. */
async function livingAmong(db: Queryable, matched: readonly Matched[]): Promise<Matched[]> {
  const { rows } = await db.query<{ customer_id: string }>({
    name: 'customers-erased',
    text: 'SELECT customer_id FROM customer WHERE stream_id = $1 AND customer_id = ANY($2::uuid[]) AND erased_at IS NOT NULL',
    values: [companyStream, matched.map(({ customerId }) => customerId)],
  });
  const erased = new Set(rows.map(({ customer_id }) => customer_id));
  return matched.filter(({ customerId }) => !erased.has(customerId));
}

async function storeCustomers(db: Queryable, matched: readonly Matched[]): Promise<void> {
  // Who has several orders among these is called as in the last of them.
  const rows = new Map(
    [...matched]
      .sort((a, b) => (a.order.placedAt < b.order.placedAt ? -1 : 1))
      .map(({ order, customerId }) => [
        customerId,
        {
          customer_id: customerId,
          name: order.customer.name,
          country_code: order.shipTo.countryCode,
          at: order.placedAt,
        },
      ]),
  );
  await db.query({
    name: 'store-customers',
    text: `INSERT INTO customer AS known (stream_id, customer_id, root_id, name, country_code, first_seen_at)
           SELECT $1, customer_id, customer_id, name, country_code, at
           FROM json_to_recordset($2) AS r (customer_id uuid, name text, country_code text, at timestamptz)
           ON CONFLICT (stream_id, customer_id) DO UPDATE SET name = excluded.name, country_code = excluded.country_code,
             first_seen_at = least(known.first_seen_at, excluded.first_seen_at)
           WHERE NOT EXISTS (SELECT 1 FROM customer_order o WHERE o.stream_id = $1 AND o.customer_id = known.customer_id
             AND o.placed_at > excluded.first_seen_at)`,
    values: [companyStream, jsonRows([...rows.values()])],
  });
}

/** The first customer to have a key keeps it; one that the office took out comes back with a later order. */
async function storeKeys(db: Queryable, matched: readonly Matched[], rules: CustomerRules): Promise<void> {
  const rows = matched.flatMap(({ order, customerId }) =>
    sureKeysOf(order, rules).map((contact) => ({
      key: keyOf(contact),
      customer_id: customerId,
      at: order.placedAt,
    })),
  );
  await db.query({
    name: 'store-customer-keys',
    text: `INSERT INTO customer_key (stream_id, key, customer_id, since)
           SELECT DISTINCT ON (key) $1, key, customer_id, at FROM json_to_recordset($2) AS r (key text, customer_id uuid, at timestamptz, place int)
           WHERE NOT EXISTS (SELECT 1 FROM customer_contact k WHERE k.stream_id = $1 AND k.customer_id = r.customer_id
             AND k.kind || ':' || k.value = r.key AND k.removed_at >= r.at)
           ORDER BY key, place ON CONFLICT DO NOTHING`,
    values: [companyStream, jsonRows(rows.map((row, place) => ({ ...row, place })))],
  });
}

async function storeContacts(db: Queryable, matched: readonly Matched[]): Promise<void> {
  const contacts = matched.flatMap(({ order, customerId }) =>
    contactsOf(order).map((contact: Contact) => ({
      customer_id: customerId,
      ...contact,
      source: order.channelId,
      at: order.placedAt,
    })),
  );
  await db.query({
    name: 'store-customer-contacts',
    text: `INSERT INTO customer_contact AS known (stream_id, customer_id, kind, value, shown, source, first_at, last_at)
           SELECT DISTINCT ON (customer_id, kind, value) $1, customer_id, kind, value, shown, source,
             min(at) OVER w, max(at) OVER w
           FROM json_to_recordset($2) AS r (customer_id uuid, kind text, value text, shown text, source text, at timestamptz)
           WINDOW w AS (PARTITION BY customer_id, kind, value) ORDER BY customer_id, kind, value, at DESC
           ON CONFLICT (stream_id, customer_id, kind, value) DO UPDATE SET shown = excluded.shown,
             removed_by = CASE WHEN known.removed_at < excluded.last_at THEN NULL ELSE known.removed_by END,
             removed_at = CASE WHEN known.removed_at < excluded.last_at THEN NULL ELSE known.removed_at END,
             first_at = least(known.first_at, excluded.first_at), last_at = greatest(known.last_at, excluded.last_at)`,
    values: [companyStream, jsonRows(contacts)],
  });
  const addresses = matched.map(({ order, customerId }) => ({
    customer_id: customerId,
    address_key: addressHash(order.shipTo),
    doc: { ...order.shipTo, phone: null, email: null },
    at: order.placedAt,
  }));
  await db.query({
    name: 'store-customer-addresses',
    text: `INSERT INTO customer_address AS known (stream_id, customer_id, address_key, kind, doc, first_at, last_at)
           SELECT DISTINCT ON (customer_id, address_key) $1, customer_id, address_key, 'delivery', doc, min(at) OVER w, max(at) OVER w
           FROM json_to_recordset($2) AS r (customer_id uuid, address_key text, doc jsonb, at timestamptz)
           WINDOW w AS (PARTITION BY customer_id, address_key) ORDER BY customer_id, address_key, at DESC
           ON CONFLICT (stream_id, customer_id, kind, address_key) DO UPDATE SET
             removed_by = CASE WHEN known.removed_at < excluded.last_at THEN NULL ELSE known.removed_by END,
             removed_at = CASE WHEN known.removed_at < excluded.last_at THEN NULL ELSE known.removed_at END,
             first_at = least(known.first_at, excluded.first_at), last_at = greatest(known.last_at, excluded.last_at)`,
    values: [companyStream, jsonRows(addresses)],
  });
}

/** The same however it is written: small letters, no signs between. */
export function addressHash({ name, company, lines, postcode, city, countryCode }: Order['shipTo']): string {
  const text = [name, company ?? '', ...lines, postcode ?? '', city, countryCode].join('\n').toLowerCase();
  return createHash('sha256')
    .update(text.replace(/[^\p{L}\p{N}\n]/gu, ''))
    .digest('hex')
    .slice(0, 32);
}

async function storeOrders(db: Queryable, matched: readonly Matched[], currency: string): Promise<void> {
  const facts = await factsOfOrders(
    db,
    matched.map(({ order }) => order),
    currency,
  );
  const rows = matched.map(({ order, customerId, matchedBy }) => ({
    order_id: order.orderId,
    customer_id: customerId,
    matched_by: matchedBy,
    placed_at: order.placedAt,
    ...facts.get(order.orderId),
  }));
  await db.query({
    name: 'store-customer-orders',
    text: `INSERT INTO customer_order (stream_id, order_id, customer_id, matched_by, placed_at, is_counted, money_minor, rate_day,
             margin_minor, shipped_units, returned_units)
           SELECT $1, order_id, customer_id, matched_by, placed_at, is_counted, money_minor, rate_day, margin_minor, shipped_units, returned_units
           FROM json_to_recordset($2) AS r (order_id uuid, customer_id uuid, matched_by text, placed_at timestamptz, is_counted boolean,
             money_minor bigint, rate_day date, margin_minor bigint, shipped_units int, returned_units int)
           ON CONFLICT (stream_id, order_id) DO UPDATE SET is_counted = excluded.is_counted, money_minor = excluded.money_minor,
             rate_day = excluded.rate_day, margin_minor = excluded.margin_minor, shipped_units = excluded.shipped_units,
             returned_units = excluded.returned_units`,
    values: [companyStream, jsonRows(rows)],
  });
}
