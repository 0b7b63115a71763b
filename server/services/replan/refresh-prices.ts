// What a unit of stock is worth to later orders, worked out now and then where the company wants it to count when an order
// comes (prices-ahead.ts): from the orders of the last weeks, against the stock of now, in a thread of its own.
import { companyStream, type Sku } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { demandFrom, type Destination } from '../../../shared/domain/routing/demand-forecast';
import { orderNodes } from '../../../shared/domain/routing/order-nodes';
import { cheapestShipment } from '../../../shared/domain/routing/shipment-price';
import { mostNodes } from '../../../shared/domain/routing/waiting-pool';
import type { OfficeParts } from '../../head-office';
import { warehousesOf } from '../allocation/allocate-orders';
import { loadAvailability } from '../allocation/availability';
import { placeOf } from '../routing/gazetteer';
import { type LoadedFacts, loadRoutingFacts } from '../routing/load-facts';
import { loadPolicy } from '../routing/policy';
import { unitsIn } from '../routing/route-order';
import { pricesInThread } from './plan-in-thread';

const lookBackDays = 28;
const mostOrders = 5000;
const dayMs = 86_400_000;
const wish = { seed: 20_261_128, futures: 6, rounds: 120, keep: 0.5 };

/** @returns how many prices there are; null where they do not count */
export async function refreshStockPrices({
  pool,
  now,
}: Pick<OfficeParts, 'pool' | 'now'>): Promise<number | null> {
  const { policy } = await loadPolicy(pool);
  if (!policy.scarcity.isOn) return null;
  const at = now().toISOString();
  const since = new Date(now().getTime() - lookBackDays * dayMs).toISOString();
  const { rows } = await pool.query<{ doc: Order }>(
    `SELECT doc FROM sales_order WHERE stream_id = $1 AND NOT deleted AND placed_at > $2 ORDER BY placed_at DESC LIMIT $3`,
    [companyStream, since, mostOrders],
  );
  const demand = demandFrom(
    rows.map(({ doc }) => ({
      countryCode: doc.shipTo.countryCode,
      place: placeOf(doc.shipTo),
      lines: doc.lines.map(({ sku, ordered }) => ({ sku, quantity: ordered })),
    })),
    lookBackDays,
    policy.scarcity.horizonDays,
  );
  const warehouseIds = (await warehousesOf(pool)).slice(0, mostNodes);
  const stock = await loadAvailability(pool, warehouseIds, demand.skus, at);
  const facts = await loadRoutingFacts(pool, warehouseIds, demand.skus, at, demand.destinations);
  const costs = demand.destinations.map((destination) =>
    costsTo(facts, destination, demand.skus[0] as Sku, at),
  );
  const units = Int32Array.from(
    demand.skus.flatMap((sku) => warehouseIds.map((id) => unitsIn(stock, id, sku))),
  );
  const forecast = demand.forecast(warehouseIds.length, costs);
  if (forecast.orders === 0 || forecast.destinations.length === 0) return 0;
  const from = Float64Array.from(
    demand.skus.flatMap((sku) => warehouseIds.map((id) => facts.stockPrices?.get(`${id}\n${sku}`) ?? 0)),
  );
  const prices = await pricesInThread({ forecast, stock: units, wish: { ...wish, from } }).answer;
  if (!prices) return null;
  const priced = demand.skus.flatMap((sku, skuAt) =>
    warehouseIds.flatMap((warehouseId, nodeAt) => {
      const price = prices[skuAt * warehouseIds.length + nodeAt] ?? 0;
      return price > 0.5 ? [{ stream_id: warehouseId, sku, price_minor: price }] : [];
    }),
  );
  await pool.query(
    `WITH fresh AS (
       INSERT INTO stock_price AS known (stream_id, sku, price_minor, made_at)
       SELECT stream_id, sku, price_minor, $2 FROM json_to_recordset($1) AS r (stream_id text, sku text, price_minor double precision)
       ON CONFLICT (stream_id, sku) DO UPDATE SET price_minor = excluded.price_minor, made_at = excluded.made_at RETURNING 1)
     DELETE FROM stock_price WHERE made_at < $2 AND (stream_id, sku) NOT IN
       (SELECT stream_id, sku FROM json_to_recordset($1) AS r (stream_id text, sku text, price_minor double precision))`,
    [JSON.stringify(priced), at],
  );
  return priced.length;
}

/** What a shipment of a usual product costs from each node to a destination, and the handling of a unit. */
function costsTo(facts: LoadedFacts, { countryCode, place }: Destination, sku: Sku, at: string) {
  const { order } = orderNodes(
    facts,
    { shipTo: { countryCode }, place, channelId: '', priority: 'normal', placedOn: at.slice(0, 10) },
    [{ lineNo: 1, sku, quantity: 1 }],
    () => 1,
    null,
  );
  const [line] = order.lines;
  const late = order.penalties.lateMinorPerDay;
  return {
    shipmentCosts: Float64Array.from(order.nodes, (node) => {
      const quote = line ? cheapestShipment(node.services, node.cartons, line, late) : null;
      return quote
        ? quote.costMinor + quote.lateDays * late + order.penalties.splitMinor + node.capacityCost
        : Number.POSITIVE_INFINITY;
    }),
    unitCosts: Float64Array.from(order.nodes, (node) => node.unitCosts[0] ?? 0),
  };
}
