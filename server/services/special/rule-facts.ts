// What rules may ask of orders, for many at once: most of it stands in the order, the rest in the catalogue, in what is
// known of the customer, and in returns that were exchanged.
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { orderTotalMinor } from '../../../shared/domain/order/status';
import { conditionsOf, type RuleFacts, type SpecialRule } from '../../../shared/domain/special/special-rule';
import type { Queryable } from '../../db/pool';

/** @param rules only what they ask for is read */
export async function loadRuleFacts(
  db: Queryable,
  orders: readonly Order[],
  rules: readonly SpecialRule[],
): Promise<Map<OrderId, RuleFacts>> {
  const asked = new Set(rules.filter(({ isOn }) => isOn).flatMap(({ when }) => conditionsOf(when)));
  const [categories, customers, exchanges] = [
    asked.has('categories') ? await loadCategories(db, orders) : new Map<string, string>(),
    asked.has('segments') || asked.has('isVip') ? await loadCustomers(db, orders) : new Map<string, Known>(),
    asked.has('isExchange') ? await loadExchanges(db, orders) : new Set<string>(),
  ];
  return new Map(
    orders.map((order) => {
      const skus = [...new Set(order.lines.map(({ sku }) => sku))];
      const customer = customers.get(order.orderId);
      const facts: RuleFacts = {
        isVip: order.priority === 'vip' || (customer?.isVip ?? false),
        segments: customer?.segment ? [customer.segment] : [],
        valueMinor: orderTotalMinor(order),
        currency: order.currency,
        countryCode: order.shipTo.countryCode,
        skus,
        categories: [...new Set(skus.flatMap((sku) => categories.get(sku) ?? []))],
        channelId: order.channelId,
        tags: order.tags ?? [],
        hasGiftMessage: Boolean(order.giftMessage),
        isExchange: exchanges.has(order.orderId),
      };
      return [order.orderId, facts];
    }),
  );
}

async function loadCategories(db: Queryable, orders: readonly Order[]): Promise<Map<string, string>> {
  const skus = [...new Set(orders.flatMap(({ lines }) => lines.map(({ sku }) => sku)))];
  const { rows } = await db.query<{ sku: string; category: string }>({
    name: 'categories-of-products',
    text: `SELECT sku, doc->>'category' AS category FROM product
           WHERE stream_id = $1 AND sku = ANY($2::text[]) AND doc->>'category' IS NOT NULL`,
    values: [companyStream, skus],
  });
  return new Map(rows.map(({ sku, category }) => [sku, category]));
}

type Known = { segment: string | null; isVip: boolean };

/** What the customer is worth, where head office knows already whose order it is. */
async function loadCustomers(db: Queryable, orders: readonly Order[]): Promise<Map<string, Known>> {
  const { rows } = await db.query<{ order_id: string; segment: string | null; is_vip: boolean }>(
    `SELECT o.order_id, v.segment, v.is_vip FROM customer_order o
     JOIN customer c ON c.stream_id = o.stream_id AND c.customer_id = o.customer_id
     JOIN customer_value v ON v.stream_id = o.stream_id AND v.customer_id = c.root_id
     WHERE o.stream_id = $1 AND o.order_id = ANY($2::uuid[])`,
    [companyStream, orders.map(({ orderId }) => orderId)],
  );
  return new Map(rows.map(({ order_id, segment, is_vip }) => [order_id, { segment, isVip: is_vip }]));
}

/** Orders that a return was exchanged for. */
async function loadExchanges(db: Queryable, orders: readonly Order[]): Promise<Set<string>> {
  const { rows } = await db.query<{ order_id: string }>({
    name: 'orders-of-exchanges',
    text: `SELECT DISTINCT e.body->'exchange'->>'orderId' AS order_id FROM event e
           WHERE e.type = 'ReturnExchanged' AND e.body->'exchange'->>'orderId' = ANY($1::text[])`,
    values: [orders.map(({ orderId }) => orderId)],
  });
  return new Set(rows.map(({ order_id: orderId }) => orderId));
}
