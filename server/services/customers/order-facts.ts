// What an order is worth to the company: money in the company's currency at the rate of its day, less what went back; margin
// where the cost of everything in it is known; units that left and came back. Read anew whenever something of it happens.
import { convert, type ExchangeRate } from '../../../shared/money/convert';
import { companyStream } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { orderTotalMinor } from '../../../shared/domain/order/status';
import type { Queryable } from '../../db/pool';
import { ratesFor } from '../rates/rates';
import { returnedUnits } from './returned-units';

export type OrderFacts = {
  is_counted: boolean;
  /** Null: no rate leads to the company's currency. */
  money_minor: number | null;
  /** The oldest day a rate of it is of; null when nothing had to be converted. */
  rate_day: string | null;
  /** Money less cost of the goods; null where a cost is not known. */
  margin_minor: number | null;
  shipped_units: number;
  returned_units: number;
};

type Cost = { sku: string; from_day: string; cost_minor: number; currency: string };

/** By order id. */
export async function factsOfOrders(
  db: Queryable,
  orders: readonly Order[],
  currency: string,
): Promise<ReadonlyMap<string, OrderFacts>> {
  const ids = orders.map(({ orderId }) => orderId);
  const skus = [...new Set(orders.flatMap(({ lines }) => lines.map(({ sku }) => sku)))];
  const refunds = await db.query<{ order_id: string; minor: number }>({
    name: 'customer-refunds',
    text: `SELECT order_id, sum((doc ->> 'amountMinor')::bigint)::bigint AS minor FROM record
           WHERE order_id = ANY($1::uuid[]) AND kind = 'refund' AND state = 'settled' AND stream_id = $2 GROUP BY order_id`,
    values: [ids, companyStream],
  });
  const costs = await db.query<Cost>({
    name: 'customer-costs',
    text: `SELECT sku, to_char(from_day, 'YYYY-MM-DD') AS from_day, cost_minor, currency FROM product_cost
           WHERE stream_id = $1 AND sku = ANY($2::text[]) ORDER BY sku, product_cost.from_day DESC`,
    values: [companyStream, skus],
  });
  const refunded = new Map(refunds.rows.map(({ order_id, minor }) => [order_id, minor]));
  const returned = await returnedUnits(db, ids);
  const costsOf = new Map<string, Cost[]>();
  for (const cost of costs.rows) costsOf.set(cost.sku, [...(costsOf.get(cost.sku) ?? []), cost]);
  const rates = new Map<string, ExchangeRate[]>();
  const facts = new Map<string, OrderFacts>();
  for (const order of orders) {
    const day = order.placedAt.slice(0, 10);
    const known = order.lines.map(
      ({ sku }) => costsOf.get(sku)?.find(({ from_day }) => from_day <= day) ?? null,
    );
    const isForeign = [order.currency, ...known.flatMap((cost) => cost?.currency ?? [])].some(
      (each) => each !== currency,
    );
    if (isForeign && !rates.has(day)) rates.set(day, await ratesFor(db, day));
    const inCompany = (minor: number, from: string) =>
      convert(minor, from, currency, rates.get(day) ?? [], day);
    const money = inCompany(orderTotalMinor(order) - (refunded.get(order.orderId) ?? 0), order.currency);
    let cost: number | null = 0;
    order.lines.forEach((line, index) => {
      const units = line.ordered - line.cancelled;
      const unit = known[index];
      const each =
        units === 0
          ? 0
          : unit
            ? (inCompany(unit.cost_minor * units, unit.currency)?.amountMinor ?? null)
            : null;
      cost = cost === null || each === null ? null : cost + each;
    });
    facts.set(order.orderId, {
      is_counted: order.state !== 'cancelled',
      money_minor: money?.amountMinor ?? null,
      rate_day: money?.day ?? null,
      margin_minor: money === null || cost === null ? null : money.amountMinor - cost,
      shipped_units: order.lines.reduce((sum, line) => sum + line.shipped, 0),
      returned_units: returned.get(order.orderId) ?? 0,
    });
  }
  return facts;
}
