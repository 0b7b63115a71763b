// What routing is decided from: policy, carriers, boxes, warehouses with their place, local time and waiting parcels, and
// the weights and sizes of products. Read once for all orders of a transaction.
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import type { Address } from '../../../shared/domain/customer/address';
import type { LocalTime } from '../../../shared/domain/routing/arrival';
import type { PackedBox, RoutingFacts } from '../../../shared/domain/routing/order-nodes';
import type { OfferTo } from '../../../shared/domain/routing/service-offers';
import type { ServiceLevel } from '../../../shared/domain/channel/service-level';
import type { Carrier } from '../../../shared/domain/shipping/carrier';
import type { DirectoryEntry } from '../../../shared/sync/documents';
import type { Size } from '../../../shared/units/measure';
import type { Queryable } from '../../db/pool';
import { loadCarrierFacts } from './carrier-facts';
import { loadServiceLevels } from '../channels/service-levels';
import { placeOf } from './gazetteer';
import { loadPolicy } from './policy';

export type LoadedFacts = RoutingFacts & {
  policyVersion: number;
  /** Of all amounts; null without a carrier. */
  currency: string | null;
  /** What was agreed for orders of a channel; null for one without an agreement. */
  levelOf: (channelId: string) => ServiceLevel | null;
};

export async function loadRoutingFacts(
  db: Queryable,
  warehouseIds: readonly WarehouseId[],
  skus: readonly string[],
  at: string,
  destinations: readonly OfferTo[],
): Promise<LoadedFacts> {
  const askedDirectory = db.query<{ doc: DirectoryEntry; connected: boolean }>({
    name: 'routing-directory',
    text: `SELECT doc, EXISTS (SELECT 1 FROM carrier_connection c WHERE c.carrier_id = doc->'carrier'->>'carrierId') AS connected
           FROM directory WHERE stream_id = $1 AND kind IN ('carrier', 'box', 'warehouse') AND NOT deleted ORDER BY entry_id`,
    values: [companyStream],
  });
  const askedProducts = db.query<{ sku: string; weight_grams: number; size: Size }>({
    name: 'routing-products',
    text: `SELECT sku, weight_grams, doc->'size' AS size FROM product WHERE stream_id = $1 AND sku = ANY($2::text[])`,
    values: [companyStream, skus],
  });
  const [{ policy, version }, directory, products, levels] = await Promise.all([
    loadPolicy(db),
    askedDirectory,
    askedProducts,
    loadServiceLevels(db),
  ]);
  // Only nodes with a limit are counted: a count of a long queue takes its time.
  const limited = policy.nodes
    .filter((node) => node.shipmentsPerDay !== null)
    .map((node) => node.warehouseId);
  const waiting =
    limited.length === 0
      ? { rows: [] }
      : await db.query<{ stream_id: string; parcels: number }>({
          name: 'routing-waiting',
          text: `SELECT stream_id, count(*)::int AS parcels FROM parcel
                 WHERE stream_id = ANY($1::text[]) AND state = 'released' AND NOT deleted GROUP BY stream_id`,
          values: [limited],
        });
  const stockPrices = policy.scarcity.isOn ? await loadStockPrices(db, warehouseIds, skus) : undefined;
  const waitingAt = new Map(waiting.rows.map((row) => [row.stream_id, row.parcels]));
  const carriers: Carrier[] = [];
  const connected: string[] = [];
  const boxes: PackedBox[] = [];
  const buildings = new Map<string, { address: Address; timeZone: string }>();
  for (const { doc, connected: isConnected } of directory.rows) {
    if (doc.kind === 'carrier') {
      carriers.push(doc.carrier);
      if (isConnected) connected.push(doc.carrier.carrierId);
    } else if (doc.kind === 'box') boxes.push(doc.box);
    else if (doc.kind === 'warehouse') buildings.set(doc.warehouse.warehouseId, doc.warehouse);
  }
  const currency = carriers[0]?.services[0]?.currency ?? null;
  const warehouses = new Map(
    warehouseIds.map((id) => [id as string, { timeZone: buildings.get(id)?.timeZone ?? 'UTC' }]),
  );
  const carrierFacts =
    currency === null
      ? {}
      : await loadCarrierFacts(db, { carriers, connected, warehouses, destinations, currency, at });
  return {
    policy,
    policyVersion: version,
    currency,
    carrierFacts,
    levelOf: (channelId) => levels.get(channelId) ?? null,
    carriers,
    boxes,
    ...(stockPrices ? { stockPrices } : {}),
    products: new Map(
      products.rows.map((row) => [row.sku, { weightGrams: row.weight_grams, size: row.size }]),
    ),
    nodes: warehouseIds.map((nodeId) => {
      const building = buildings.get(nodeId);
      return {
        nodeId,
        countryCode: building?.address.countryCode ?? null,
        place: building ? placeOf(building.address) : null,
        now: localTime(at, building?.timeZone ?? 'UTC'),
        waiting: waitingAt.get(nodeId) ?? 0,
      };
    }),
  };
}

async function loadStockPrices(
  db: Queryable,
  warehouseIds: readonly string[],
  skus: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await db.query<{ stream_id: string; sku: string; price_minor: number }>({
    name: 'stock-prices',
    text: 'SELECT stream_id, sku, price_minor FROM stock_price WHERE stream_id = ANY($1::text[]) AND sku = ANY($2::text[])',
    values: [warehouseIds, skus],
  });
  return new Map(rows.map((row) => [`${row.stream_id}\n${row.sku}`, row.price_minor]));
}

const clocks = new Map<string, Intl.DateTimeFormat>();

export function localTime(at: string, timeZone: string): LocalTime {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  clocks.set(timeZone, clock);
  // The Swedish form is `2026-11-28 16:05`.
  const [date = '', time = ''] = clock.format(new Date(at)).split(' ');
  return { date, time };
}
