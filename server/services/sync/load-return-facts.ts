// Loads what goods that came back are decided on: the return that each op is about, however the bench called it, the orders
// and their other returns, what was taken in before and is taken back, and what the office was told of.
import { companyStream, type OrderId, type Sku, type WarehouseId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import type { BroughtWith } from '../../../shared/domain/returns/returning';
import type { GoodsReturn } from '../../../shared/domain/returns/goods-return';
import type { ReturnPolicy } from '../../../shared/domain/returns/policy';
import { isAwaited } from '../../../shared/domain/returns/questions';
import { opBodies } from '../../../shared/sync/op';
import type { Queryable } from '../../db/pool';
import type { ChangeSet, ReturnTakeRecord } from '../changes/change-set';
import { freeNumber } from '../returns/advise-return';
import { loadReturnPolicy } from '../returns/return-policy';
import type { DeliveredOp } from './apply-op';
import type { ReturnFacts } from './apply-return-op';
import { loadDifferences } from './load-receipt-facts';

export const noReturns: ReturnFacts = {
  before: new Map(),
  differences: new Map(),
  nameOf: (sku) => sku,
  isPlace: () => false,
  orders: new Map(),
  givenAs: new Map(),
  byNumber: new Map(),
  begin: null,
};

type Body = BroughtWith & { sku?: string; undoes?: string; to?: string };

export async function loadReturnFacts(
  db: Queryable,
  changes: ChangeSet,
  warehouseId: WarehouseId,
  delivered: readonly DeliveredOp[],
): Promise<ReturnFacts> {
  const ops = delivered.map(({ envelope }) => envelope);
  const bodies = ops.flatMap((op): Body[] => {
    if (!op.type.startsWith('return.')) return [];
    const body = opBodies[op.type].safeParse(op.body);
    return body.success ? [body.data as Body] : [];
  });
  if (bodies.length === 0) return noReturns;
  const given = [...new Set(bodies.map(({ returnId }) => returnId.toLowerCase()))];
  const before = await loadTakes(
    db,
    warehouseId,
    given,
    bodies.flatMap(({ undoes }) => undoes ?? []),
  );
  const givenAs = new Map<string, string>();
  for (const { givenId, returnId } of before.values()) if (returnId) givenAs.set(givenId, returnId);
  const numbers = [...new Set(bodies.flatMap(({ number }) => number ?? []))];
  const named = await loadReturns(db, [...given, ...givenAs.values()], numbers, []);
  const orderIds = [
    ...new Set([...bodies.flatMap(({ orderId }) => orderId ?? []), ...named.map(({ orderId }) => orderId)]),
  ];
  const all = [...named, ...(await loadReturns(db, [], [], orderIds))];
  for (const found of all) changes.returns.set(found.returnId, found);
  const skus = new Set<string>(
    [...bodies, ...before.values(), ...all.flatMap(({ lines }) => lines)].flatMap(({ sku }) => sku ?? []),
  );
  const isNew = bodies.some(({ returnId }) => !changes.returns.has(returnId) && !givenAs.has(returnId));
  const [differences, orders, names, places, { policy }] = await Promise.all([
    loadDifferences(
      db,
      warehouseId,
      [...delivered.map(({ station }) => station.stationId), ...all.map(({ returnId }) => returnId)],
      'return-differs',
    ),
    loadOrderDocs(db, orderIds),
    loadNames(db, skus),
    loadPlaces(
      db,
      warehouseId,
      bodies.flatMap(({ to }) => to ?? []),
    ),
    loadReturnPolicy(db),
  ]);
  return {
    before,
    differences,
    nameOf: (sku) => names.get(sku) ?? sku,
    isPlace: (locationId) => places.has(locationId),
    orders,
    givenAs,
    byNumber: new Map(all.map(({ number, returnId }) => [number, returnId])),
    begin: isNew ? { policy, numbers: await freeNumbers(db, given) } : null,
  };
}

/** By the bench's name for it: a number nobody has, for a return that has to be begun. */
async function freeNumbers(db: Queryable, given: readonly string[]): Promise<Map<string, string>> {
  const numbers = new Map<string, string>();
  for (const returnId of given) {
    let number = await freeNumber(db);
    while ([...numbers.values()].includes(number)) number = await freeNumber(db);
    numbers.set(returnId, number);
  }
  return numbers;
}

export type ReturnBeginnings = { policy: ReturnPolicy; numbers: ReadonlyMap<string, string> };

/** Of the returns of an order, the one that units belong to which came without saying: the oldest that is awaited. */
export function awaitedReturnOf(changes: Pick<ChangeSet, 'returns'>, orderId: OrderId): GoodsReturn | null {
  const awaited = [...changes.returns.values()].filter(
    (found) => found.orderId === orderId && isAwaited(found),
  );
  return awaited.sort((a, b) => (a.advisedAt < b.advisedAt ? -1 : 1))[0] ?? null;
}

async function loadReturns(
  db: Queryable,
  returnIds: readonly string[],
  numbers: readonly string[],
  orderIds: readonly string[],
): Promise<GoodsReturn[]> {
  const { rows } = await db.query<{ doc: GoodsReturn }>({
    name: 'returns-of-ops',
    text: `SELECT doc FROM record WHERE stream_id = $1 AND kind = 'return' AND record_id = ANY($2::uuid[])
           UNION SELECT doc FROM record WHERE stream_id = $1 AND kind = 'return' AND keys && $3::text[]
           UNION SELECT doc FROM record WHERE stream_id = $1 AND kind = 'return' AND order_id = ANY($4::uuid[])`,
    values: [companyStream, returnIds, numbers.map((number) => `number:${number}`), orderIds],
  });
  return rows.map(({ doc }) => doc);
}

async function loadTakes(
  db: Queryable,
  warehouseId: WarehouseId,
  givenIds: readonly string[],
  opIds: readonly string[],
): Promise<Map<string, ReturnTakeRecord>> {
  const { rows } = await db.query<
    Omit<ReturnTakeRecord, 'warehouseId' | 'sku' | 'at'> & { sku: string; at: Date }
  >({
    name: 'return-takes',
    text: `SELECT op_id AS "opId", given_id AS "givenId", return_id AS "returnId", station_id AS "stationId", sku, quantity, condition,
             actor, at, undone_by AS "undoneBy"
           FROM return_take WHERE stream_id = $1 AND (given_id = ANY($2::uuid[]) OR op_id = ANY($3::uuid[]))`,
    values: [warehouseId, givenIds, opIds],
  });
  return new Map(
    rows.map((row) => [
      row.opId,
      { ...row, warehouseId, sku: row.sku as Sku, at: new Date(row.at).toISOString() },
    ]),
  );
}

async function loadOrderDocs(db: Queryable, orderIds: readonly OrderId[]): Promise<Map<string, Order>> {
  const { rows } = await db.query<{ doc: Order }>({
    name: 'orders-of-returns',
    text: 'SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = ANY($2::uuid[])',
    values: [companyStream, orderIds],
  });
  return new Map(rows.map(({ doc }) => [doc.orderId, doc]));
}

async function loadNames(db: Queryable, skus: ReadonlySet<string>): Promise<Map<string, string>> {
  const { rows } = await db.query<{ sku: string; name: string }>({
    name: 'names-of-products',
    text: 'SELECT sku, name FROM product WHERE stream_id = $1 AND sku = ANY($2::text[])',
    values: [companyStream, [...skus]],
  });
  return new Map(rows.map(({ sku, name }) => [sku, name]));
}

async function loadPlaces(
  db: Queryable,
  warehouseId: WarehouseId,
  locationIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (locationIds.length === 0) return new Set();
  const { rows } = await db.query<{ location_id: string }>({
    name: 'bins-of-returns',
    text: `SELECT location_id FROM location WHERE stream_id = $1 AND location_id = ANY($2::text[]) AND kind = 'bin'`,
    values: [warehouseId, locationIds],
  });
  return new Set(rows.map((row) => row.location_id));
}
