// Makes the parcels of orders that have all their stock: one an order and warehouse, of the units no parcel counts on yet.
// An order that still waits for stock keeps what it holds and ships complete; a complete one may gather (gathering.ts). Where no carrier takes a parcel, a person is
// told, and it is tried again at the next start.
import { companyStream, type OrderId, type ParcelId, type WarehouseId } from '../../../shared/domain/ids';
import { customsMissing } from '../../../shared/domain/document/customs-forms';
import type { ProductCustoms } from '../../../shared/domain/shipping/customs';
import type { Order } from '../../../shared/domain/order/order';
import { unallocatedQuantity } from '../../../shared/domain/order/status';
import { planParcel } from '../../../shared/domain/parcel/plan';
import { carriersOf, type ServiceLevel } from '../../../shared/domain/channel/service-level';
import type { Carrier } from '../../../shared/domain/shipping/carrier';
import type { WaybillFallback } from '../../../shared/domain/waybill/parcel-waybill';
import type { Allocation } from '../../../shared/domain/stock/allocate';
import type { OrderRoute } from '../../../shared/contract/routing';
import type { Queryable } from '../../db/pool';
import { loadShown, type ShownOn } from '../marks/shown-on-parcels';
import { loadRoutes } from '../routing/order-routes';
import { loadPolicy } from '../routing/policy';
import { loadServiceLevels } from '../channels/service-levels';
import {
  addTask,
  type ChangeSet,
  changeReservation,
  headOfficeCause,
  type Reservation,
} from '../changes/change-set';
import { happen } from '../changes/parcel-changes';
import { loadProductCustoms } from '../shipments/shipment-facts';
import { waybillFallbacksOf } from '../waybills/waybill-rules';
import { notGathering } from './gathering';

type ReleaseFacts = {
  carriers: Carrier[];
  /** Where orders were chosen to ship from, and with which service. */
  routes: ReadonlyMap<string, OrderRoute>;
  channelNames: ReadonlyMap<string, string>;
  weights: ReadonlyMap<string, { weightGrams: number }>;
  /** Where warehouses are; of those that have told their address. */
  countries: ReadonlyMap<string, string>;
  customs: ReadonlyMap<string, ProductCustoms>;
  /** Warehouses whose boxes need an official waybill. */
  waybills: ReadonlyMap<string, WaybillFallback>;
  /** What was agreed for orders of a channel. */
  levels: ReadonlyMap<string, ServiceLevel>;
  /** Walking order and zone by warehouse and location. */
  walk: ReadonlyMap<string, { order: number; zone: string | null }>;
  /** Highest box number so far, by order and warehouse. */
  boxes: ReadonlyMap<string, number>;
  /** The plan with what packers see of the order's own fields. */
  shownOn: ShownOn;
  /** Orders for which somebody has been told already that no carrier takes them. */
  toldOf: ReadonlySet<string>;
};

export async function releaseParcels(
  db: Queryable,
  changes: ChangeSet,
  orderIds: readonly OrderId[],
): Promise<ParcelId[]> {
  const ready = orderIds
    .map((orderId) => changes.orders.get(orderId))
    .filter((order): order is Order => order !== undefined && isComplete(order))
    .map((order) => ({ order, waiting: unplannedOf(changes, order.orderId) }))
    .filter(({ waiting }) => waiting.length > 0);
  if (ready.length === 0) return [];
  const [{ policy }, facts] = await Promise.all([
    loadPolicy(db),
    loadFacts(
      db,
      ready.map(({ order }) => order),
      ready.flatMap(({ waiting }) => waiting),
    ),
  ]);
  const due = await notGathering(
    db,
    changes.at,
    ready.map(({ order, waiting }) => ({
      order,
      warehouseIds: [...new Set(waiting.map((row) => row.warehouseId))],
      isBegun: (changes.reservations.get(order.orderId) ?? []).some((row) => row.inParcels > 0),
    })),
    { policy, carriers: facts.carriers },
  );
  return makeParcels(
    changes,
    ready.filter(({ order }) => due.has(order.orderId)),
    facts,
  );
}

function makeParcels(
  changes: ChangeSet,
  ready: readonly { order: Order; waiting: Reservation[] }[],
  facts: ReleaseFacts,
): ParcelId[] {
  const released: ParcelId[] = [];
  for (const { order, waiting } of ready) {
    const warehouseIds = [...new Set(waiting.map((row) => row.warehouseId))];
    for (const warehouseId of warehouseIds) {
      const rows = waiting.filter((row) => row.warehouseId === warehouseId);
      const parcelId = release(changes, order, warehouseId, rows, facts);
      if (parcelId) released.push(parcelId);
    }
  }
  return released;
}

function isComplete(order: Order): boolean {
  return (
    order.state === 'confirmed' &&
    order.holds.length === 0 &&
    order.lines.every((line) => unallocatedQuantity(line) === 0)
  );
}

function unplannedOf(changes: ChangeSet, orderId: OrderId): Reservation[] {
  return (changes.reservations.get(orderId) ?? []).filter((row) => row.quantity > row.inParcels);
}

function release(
  changes: ChangeSet,
  order: Order,
  warehouseId: WarehouseId,
  rows: readonly Reservation[],
  facts: ReleaseFacts,
): ParcelId | null {
  const parcelId = changes.newId() as ParcelId;
  const planWith = (carriers: readonly Carrier[]): ReturnType<typeof planParcel> =>
    planParcel(
      parcelId,
      order,
      (facts.channelNames.get(order.channelId) ?? order.channelId).slice(0, 60),
      allocationOf(warehouseId, rows, facts),
      facts.weights,
      carriers,
      (facts.boxes.get(`${order.orderId} ${warehouseId}`) ?? 0) + 1,
      facts.countries.get(warehouseId) ?? null,
    );
  // What a parcel holds in the end may differ from what was weighed: where the service does not take it, any may.
  const agreed = carriersOf(facts.levels.get(order.channelId) ?? null, facts.carriers, order.shipTo);
  const plan = planWith(chosenService(facts, order, warehouseId)) ?? planWith(agreed);
  if (!plan) {
    if (facts.toldOf.has(order.orderId)) return null;
    addTask(
      changes,
      warehouseId,
      {
        kind: 'contradiction',
        values: { code: 'no-carrier', number: order.number, country: order.shipTo.countryCode },
      },
      { orderId: order.orderId, parcelId: null, opId: null },
    );
    return null;
  }
  for (const row of rows) changeReservation(changes, row, 0, row.quantity - row.inParcels);
  const waybillFallback = facts.waybills.get(warehouseId);
  const zoned = facts.shownOn(
    { ...plan, zones: zonesOf(facts, rows), ...(waybillFallback ? { waybillFallback } : {}) },
    order,
  );
  happen(changes, [{ type: 'ParcelReleased', parcelId, plan: zoned }], headOfficeCause(changes));
  const missing = customsMissing(plan.lines, (sku) => facts.customs.get(sku) ?? null);
  if (missing.length > 0)
    addTask(
      changes,
      warehouseId,
      { kind: 'customs-missing', values: { number: order.number, what: missing.join(', ').slice(0, 200) } },
      { orderId: order.orderId, parcelId, opId: null },
    );
  return parcelId;
}

/** The carriers with the one service that routing chose for this order and warehouse; none when it chose none. */
function chosenService(
  { carriers, routes }: ReleaseFacts,
  order: Order,
  warehouseId: WarehouseId,
): Carrier[] {
  const shipments = routes.get(order.orderId)?.route?.decision.chosen?.shipments ?? [];
  const quote = shipments.find(({ nodeId }) => nodeId === warehouseId)?.quote;
  if (!quote) return [];
  return carriers
    .filter(({ carrierId }) => carrierId === quote.carrierId)
    .map((carrier) => ({
      ...carrier,
      services: carrier.services.filter(({ serviceId }) => serviceId === quote.serviceId),
    }));
}

function allocationOf(
  warehouseId: WarehouseId,
  rows: readonly Reservation[],
  facts: ReleaseFacts,
): Allocation {
  const lines = new Map<number, Allocation['lines'][number]>();
  const inWalkingOrder = [...rows].sort(
    (a, b) =>
      a.lineNo - b.lineNo || walkOf(facts, a) - walkOf(facts, b) || (a.locationId < b.locationId ? -1 : 1),
  );
  for (const row of inWalkingOrder) {
    const quantity = row.quantity - row.inParcels;
    const line = lines.get(row.lineNo) ?? { lineNo: row.lineNo, sku: row.sku, quantity: 0, sources: [] };
    lines.set(row.lineNo, line);
    line.quantity += quantity;
    line.sources.push({
      locationId: row.locationId as Allocation['lines'][number]['sources'][number]['locationId'],
      quantity,
    });
  }
  return { warehouseId, lines: [...lines.values()] };
}

function walkOf(facts: ReleaseFacts, row: Reservation): number {
  return facts.walk.get(`${row.warehouseId} ${row.locationId}`)?.order ?? 0;
}

function zonesOf(facts: ReleaseFacts, rows: readonly Reservation[]): string[] {
  const zones = rows.map((row) => facts.walk.get(`${row.warehouseId} ${row.locationId}`)?.zone ?? null);
  return [...new Set(zones.filter((zone) => zone !== null))].sort();
}

async function loadCarriers(db: Queryable): Promise<Carrier[]> {
  const { rows } = await db.query<{ doc: { carrier: Carrier } }>({
    name: 'carriers',
    text: `SELECT doc FROM directory WHERE stream_id = $1 AND kind = 'carrier' AND NOT deleted ORDER BY entry_id`,
    values: [companyStream],
  });
  return rows.map((row) => row.doc.carrier);
}

async function loadFacts(
  db: Queryable,
  orders: readonly Order[],
  rows: readonly Reservation[],
): Promise<ReleaseFacts> {
  const askedChannels = db.query<{ channel_id: string; name: string }>({
    name: 'channel-names',
    text: 'SELECT channel_id, name FROM channel WHERE channel_id = ANY($1::text[])',
    values: [[...new Set(orders.map((order) => order.channelId))]],
  });
  const askedWeights = db.query<{ sku: string; weight_grams: number }>({
    name: 'product-weights',
    text: 'SELECT sku, weight_grams FROM product WHERE stream_id = $1 AND sku = ANY($2::text[])',
    values: [companyStream, [...new Set(rows.map((row) => row.sku))]],
  });
  const askedWalk = db.query<{
    stream_id: string;
    location_id: string;
    walk_order: number;
    zone: string | null;
  }>({
    name: 'walking-order',
    text: `SELECT stream_id, location_id, walk_order, zone FROM location WHERE stream_id = ANY($1::text[]) AND location_id = ANY($2::text[])`,
    values: [
      [...new Set(rows.map((row) => row.warehouseId))],
      [...new Set(rows.map((row) => row.locationId))],
    ],
  });
  const askedBoxes = db.query<{ order_id: string; stream_id: string; boxes: number }>({
    name: 'boxes-so-far',
    text: `SELECT order_id, stream_id, max((doc->>'boxNumber')::int) AS boxes FROM parcel WHERE order_id = ANY($1::uuid[]) GROUP BY order_id, stream_id`,
    values: [orders.map((order) => order.orderId)],
  });
  const askedTold = db.query<{ order_id: string }>({
    name: 'told-of-no-carrier',
    text: `SELECT order_id FROM task WHERE order_id = ANY($1::uuid[]) AND state = 'open' AND doc->'values'->>'code' = 'no-carrier'`,
    values: [orders.map((order) => order.orderId)],
  });
  const askedCountries = db.query<{ warehouse_id: string; country: string }>({
    name: 'warehouse-countries',
    text: `SELECT doc->'warehouse'->>'warehouseId' AS warehouse_id, doc->'warehouse'->'address'->>'countryCode' AS country
           FROM directory WHERE stream_id = $1 AND kind = 'warehouse' AND NOT deleted`,
    values: [companyStream],
  });
  const [
    channels,
    weights,
    walk,
    boxes,
    told,
    routes,
    shownOn,
    levels,
    carriers,
    countries,
    customs,
    waybills,
  ] = await Promise.all([
    askedChannels,
    askedWeights,
    askedWalk,
    askedBoxes,
    askedTold,
    loadRoutes(
      db,
      orders.map((order) => order.orderId),
    ),
    loadShown(
      db,
      rows.map((row) => row.sku),
    ),
    loadServiceLevels(db),
    loadCarriers(db),
    askedCountries,
    loadProductCustoms(
      db,
      rows.map((row) => row.sku),
    ),
    waybillFallbacksOf(db, [...new Set(rows.map((row) => row.warehouseId))]),
  ]);
  return {
    shownOn,
    countries: new Map(countries.rows.map((row) => [row.warehouse_id, row.country])),
    customs,
    waybills,
    routes,
    levels,
    carriers,
    channelNames: new Map(channels.rows.map((row) => [row.channel_id, row.name])),
    weights: new Map(weights.rows.map((row) => [row.sku, { weightGrams: row.weight_grams }])),
    walk: new Map(
      walk.rows.map((row) => [
        `${row.stream_id} ${row.location_id}`,
        { order: row.walk_order, zone: row.zone },
      ]),
    ),
    boxes: new Map(boxes.rows.map((row) => [`${row.order_id} ${row.stream_id}`, row.boxes])),
    toldOf: new Set(told.rows.map((row) => row.order_id)),
  };
}
