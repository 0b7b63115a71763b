// Loads what a batch of ops of one warehouse is decided on, one statement a kind however many ops there are.
import type { WarehouseId } from '../../../shared/domain/ids';
import { type OpEnvelope, opBodies } from '../../../shared/sync/op';
import type { Task } from '../../../shared/sync/documents';
import { listOnce } from '../../db/planned-once';
import type { Queryable } from '../../db/pool';
import type { ChangeSet } from '../changes/change-set';
import { loadOrdersOfParcels, loadParcels, loadTasks, loadTours, loadToursBehind } from '../changes/load';
import { loadOpPeople } from './load-op-people';
import { isCatchingUp } from '../stations/catching-up';
import type { BoxFacts, DeliveredOp, OpFacts } from './apply-op';
import { boxContents, type PackedUnits } from './box-contents';
import { loadBins } from './load-bins';
import { loadMoveFacts, noMoves } from './load-move-facts';
import { loadReceiptFacts, noReceipts } from './load-receipt-facts';
import { loadReturnFacts, noReturns } from './load-return-facts';
import { loadStockFacts, noStockFacts } from './load-stock-facts';
import { loadTransferFacts, noLoads } from './load-transfer-facts';

/** Ops whose effects may reach the order and the ledger; the others stay within their parcel. */
const orderOps: ReadonlySet<OpEnvelope['type']> = new Set<OpEnvelope['type']>([
  'parcel.report-item',
  'parcel.undo',
  'parcel.ship-part',
  'parcel.seal',
  'parcel.reopen',
  'parcel.hand-over',
  'parcel.answer-cancel',
  'parcel.give-back',
  'tour.pick',
  'tour.put-back',
  'tour.look-elsewhere',
  'tour.short',
  // What waits for goods is promised anew.
  'receipt.take',
  'receipt.undo',
  'receipt.finish',
  // Returns are the company's.
  'return.take',
  'return.undo',
  'return.shelve',
  'return.report',
  'return.finish',
  // What orders were given of them goes along.
  'stock.move',
  // What goes to another site is promised there.
  'transfer.load',
  'transfer.unload',
  'transfer.depart',
]);

export function mayTouchOrder(op: Pick<OpEnvelope, 'type'>): boolean {
  return orderOps.has(op.type);
}

export async function loadOpFacts(
  db: Queryable,
  changes: ChangeSet,
  delivered: readonly DeliveredOp[],
  areBoxesNeeded: boolean,
): Promise<OpFacts> {
  const warehouseId = delivered[0]?.station.warehouseId;
  if (warehouseId === undefined)
    return {
      takenParcelIds: new Set(),
      ssccOwners: new Map(),
      tasks: new Map(),
      memory: 'whole',
      held: new Map(),
      people: { roles: new Map(), tasks: new Map() },
      boxes: null,
      stock: noStockFacts,
      receipts: noReceipts,
      returns: noReturns,
      moves: noMoves,
      loads: noLoads,
    };
  const ops = delivered.map(({ envelope }) => envelope);
  const parcelIds = [...new Set(ops.flatMap((op) => (op.parcelId ? [op.parcelId] : [])))];
  const touching = ops.some(mayTouchOrder);
  // A box made in this batch has the order of the box before it.
  const reaching = ops.filter((op) => mayTouchOrder(op) || (touching && op.type === 'parcel.next-box'));
  const [takenParcelIds, ssccOwners, tasks, memory, held, people, boxes, stock, receipts, returns] =
    await Promise.all([
      loadTaken(db, ops),
      loadSsccOwners(db, warehouseId, ops),
      loadTasksDone(db, warehouseId, ops),
      loadMemory(db, warehouseId, new Date(changes.at)),
      loadHeld(db, warehouseId, delivered),
      loadOpPeople(db, warehouseId, delivered),
      areBoxesNeeded ? loadBoxes(db, warehouseId, delivered) : null,
      loadStockFacts(db, changes, warehouseId, delivered),
      loadReceiptFacts(db, changes, warehouseId, ops),
      loadReturnFacts(db, changes, warehouseId, delivered),
      loadParcels(db, changes, warehouseId, parcelIds),
      loadToursOf(db, changes, warehouseId, ops),
      loadOrdersOfParcels(db, changes, warehouseId, [
        ...new Set(reaching.flatMap((op) => (op.parcelId ? [op.parcelId] : []))),
      ]),
    ]);
  const moves = await loadMoveFacts(db, changes, warehouseId, ops);
  const loads = await loadTransferFacts(db, changes, warehouseId, ops);
  const ofGoods = { stock, receipts, returns, moves, loads };
  return { takenParcelIds, ssccOwners, tasks, memory, held, people, boxes, ...ofGoods };
}

/** A tour that ends lets go of its parcels. */
async function loadToursOf(
  db: Queryable,
  changes: ChangeSet,
  warehouseId: WarehouseId,
  ops: readonly OpEnvelope[],
): Promise<void> {
  const toursOf = (of: readonly OpEnvelope[]): string[] => [
    ...new Set(
      of.flatMap((op) => {
        const body = op.type.startsWith('tour.') ? opBodies[op.type].safeParse(op.body) : null;
        return body?.success ? [(body.data as { tourId: string }).tourId] : [];
      }),
    ),
  ];
  await loadTours(db, changes, warehouseId, toursOf(ops));
  const before = [...changes.tours.values()].flatMap(({ after }) => after ?? []);
  await loadTours(db, changes, warehouseId, before);
  const ending = toursOf(ops.filter(({ type }) => type === 'tour.drop'));
  await loadToursBehind(db, changes, warehouseId, ending);
  const parcelIds = ending.flatMap((tourId) => changes.tours.get(tourId)?.places ?? []);
  await loadParcels(
    db,
    changes,
    warehouseId,
    parcelIds.map(({ parcelId }) => parcelId),
  );
}

async function loadHeld(
  db: Queryable,
  warehouseId: WarehouseId,
  delivered: readonly DeliveredOp[],
): Promise<OpFacts['held']> {
  const claiming = delivered.filter(({ envelope }) => envelope.type === 'parcel.claim');
  if (claiming.length === 0) return new Map();
  const { rows } = await db.query<{ station_id: string; held: number; is_off: boolean }>({
    name: 'parcels-held',
    text: `SELECT s.station_id, s.signed_off_at IS NOT NULL AS is_off,
             (SELECT count(*)::int FROM parcel p WHERE p.stream_id = $1 AND p.holder_station_id = s.station_id
                AND p.state IN ('leased', 'packing')) AS held
           FROM station s WHERE s.station_id = ANY($2::uuid[])`,
    values: [warehouseId, [...new Set(claiming.map(({ station }) => station.stationId))]],
  });
  return new Map(rows.map((row) => [row.station_id, { count: row.held, isOff: row.is_off }]));
}

async function loadMemory(db: Queryable, warehouseId: WarehouseId, now: Date): Promise<OpFacts['memory']> {
  const { rows } = await db.query({
    name: 'was-restored',
    text: 'SELECT 1 FROM stream WHERE stream_id = $1 AND restored_at IS NOT NULL',
    values: [warehouseId],
  });
  if (rows.length === 0) return 'whole';
  return (await isCatchingUp(db, warehouseId, now)) ? 'catching-up' : 'forgot';
}

async function loadBoxes(
  db: Queryable,
  warehouseId: WarehouseId,
  delivered: readonly DeliveredOp[],
): Promise<BoxFacts> {
  const handOvers = delivered.filter(({ envelope }) => envelope.type === 'parcel.hand-over');
  const duplicates = await loadDuplicates(
    db,
    warehouseId,
    delivered.flatMap(({ envelope }) => (envelope.parcelId ? [envelope.parcelId] : [])),
  );
  const packed = await loadPacked(
    db,
    handOvers.flatMap(({ envelope }) => (envelope.parcelId ? [envelope.parcelId] : [])),
  );
  const inBatch = delivered
    .filter(({ envelope }) => envelope.type === 'parcel.pack-item' || envelope.type === 'parcel.undo')
    .map(({ envelope, station }) => ({ ...envelope, stationId: station.stationId }));
  return {
    duplicateOf: (parcelId, stationId) => duplicates.get(`${parcelId} ${stationId}`) ?? null,
    contentOf: (op, stationId) => boxContents(op, stationId, packed, inBatch),
    binOf: await loadBins(db, warehouseId, skusOf([...packed, ...inBatch])),
  };
}

/** Open tasks about second boxes, by parcel and station. */
async function loadDuplicates(
  db: Queryable,
  warehouseId: WarehouseId,
  parcelIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ task_id: string; parcel_id: string; station_id: string }>({
    name: 'open-duplicates',
    text: `SELECT task_id, parcel_id, doc->'values'->>'stationId' AS station_id FROM task
           WHERE parcel_id = ANY($2::uuid[]) AND kind = 'duplicate-pack' AND state = 'open' AND stream_id = $1`,
    values: [warehouseId, parcelIds],
  });
  return new Map(rows.map((row) => [`${row.parcel_id} ${row.station_id}`, row.task_id]));
}

async function loadPacked(db: Queryable, parcelIds: readonly string[]): Promise<PackedUnits[]> {
  if (parcelIds.length === 0) return [];
  const { rows } = await db.query<{
    op_id: string;
    parcel_id: string;
    station_id: string;
    fence: number | null;
    type: string;
    body: Record<string, unknown>;
  }>({
    name: 'packed-by-stations',
    text: `SELECT op_id, parcel_id, station_id, fence, type, body FROM op
           WHERE parcel_id = ANY($1::uuid[]) AND type IN ('parcel.pack-item', 'parcel.undo')`,
    values: [parcelIds],
  });
  return rows.map((row) => ({
    opId: row.op_id,
    parcelId: row.parcel_id,
    stationId: row.station_id,
    fence: row.fence,
    type: row.type,
    body: row.body,
  }));
}

async function loadTaken(db: Queryable, ops: readonly OpEnvelope[]): Promise<ReadonlySet<string>> {
  const wanted = ops
    .filter((op) => op.type === 'parcel.next-box')
    .map((op) => String(op.body['newParcelId']).toLowerCase())
    .filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id));
  if (wanted.length === 0) return new Set();
  const { rows } = await db.query<{ parcel_id: string }>({
    name: 'taken-parcel-ids',
    text: 'SELECT parcel_id::text FROM parcel WHERE parcel_id = ANY($1::uuid[])',
    values: [wanted],
  });
  return new Set(rows.map((row) => row.parcel_id));
}

async function loadSsccOwners(
  db: Queryable,
  warehouseId: WarehouseId,
  ops: readonly OpEnvelope[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = ops
    .filter((op) => op.type === 'parcel.seal')
    .map((op) => String(op.body['sscc']))
    .filter((sscc) => /^\d{18}$/.test(sscc));
  if (wanted.length === 0) return new Map();
  const { rows } = await db.query<{ sscc: string; parcel_id: string }>({
    name: 'sscc-owners',
    text: `SELECT sscc, parcel_id FROM parcel WHERE stream_id = $1 AND sscc = ANY(${listOnce('$2', 'text')})`,
    values: [warehouseId, wanted],
  });
  return new Map(rows.map((row) => [row.sscc, row.parcel_id]));
}

async function loadTasksDone(
  db: Queryable,
  warehouseId: WarehouseId,
  ops: readonly OpEnvelope[],
): Promise<ReadonlyMap<string, Task>> {
  const taskIds = ops.flatMap((op) => {
    if (op.type !== 'task.done' && op.type !== 'task.begin' && op.type !== 'stock.move') return [];
    const body = opBodies[op.type].safeParse(op.body);
    return body.success && body.data.taskId !== null ? [body.data.taskId] : [];
  });
  const tasks = await loadTasks(db, warehouseId, taskIds);
  return new Map(tasks.map((task) => [task.taskId, task]));
}

function skusOf(packed: readonly Pick<PackedUnits, 'body'>[]): string[] {
  const skus = new Set<string>();
  for (const { body } of packed) if (typeof body['sku'] === 'string') skus.add(body['sku']);
  return [...skus];
}
