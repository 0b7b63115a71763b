// Writes what moved: the ledger, the levels it sums to, the reservations, and the derived stock documents (law 5).
// A bin that falls below zero was counted wrong, and somebody is asked to count it: a fact is never refused (law 3).
import type { Sku, WarehouseId } from '../../../shared/domain/ids';
import { carriedTo } from '../../../shared/domain/stock/count';
import { benchLocation, isOutside, quarantineLocation } from '../../../shared/domain/stock/ledger';
import { collections, type CollectionDoc } from '../../../shared/sync/documents';
import { listOnce } from '../../db/planned-once';
import type { StreamTx } from '../../db/stream-writer';
import { addTask, type ChangeSet, stockKey } from './change-set';
import { jsonRows } from './json-rows';
import { columnsOf } from './store-lots';

type LevelDelta = {
  stream_id: WarehouseId;
  sku: Sku;
  location_id: string;
  delta: number;
  /** Of it, goods that really moved: not what only the books did. */
  carried: number;
};

/**
 * Bins below zero raise tasks of the same change set, which are therefore stored after this.
 * @returns units that came into quarantine (or left it) by `stockKey`: a warehouse may have many places for such goods
 */
export async function storeLevels(tx: StreamTx, changes: ChangeSet): Promise<ReadonlyMap<string, number>> {
  const quarantined = new Map<string, number>();
  const deltas = levelDeltas(changes);
  if (deltas.length === 0) return quarantined;
  const { rows } = await tx.client.query<{
    stream_id: WarehouseId;
    sku: Sku;
    location_id: string;
    on_hand: number;
    is_quarantine: boolean;
    checks_empty: boolean | null;
  }>({
    name: 'store-levels',
    text: `INSERT INTO stock_level (stream_id, sku, location_id, on_hand)
           SELECT * FROM json_to_recordset($1) AS r (stream_id text, sku text, location_id text, delta int)
           ON CONFLICT (stream_id, sku, location_id) DO UPDATE SET on_hand = stock_level.on_hand + excluded.on_hand
           RETURNING stream_id, sku, location_id, on_hand, location_id = $2 OR EXISTS (SELECT 1 FROM location p WHERE p.stream_id = stock_level.stream_id
             AND p.location_id = stock_level.location_id AND p.kind = 'quarantine') AS is_quarantine,
             on_hand = 0 AND (SELECT (q.doc->>'checksEmpty')::boolean FROM count_policy q WHERE q.stream_id = stock_level.stream_id) AS checks_empty`,
    values: [jsonRows(deltas), quarantineLocation],
  });
  const deltaOf = new Map(
    deltas.map((row) => [`${stockKey(row.stream_id, row.sku)}\n${row.location_id}`, row]),
  );
  for (const { stream_id, sku, location_id, on_hand, is_quarantine, checks_empty } of rows) {
    const key = stockKey(stream_id, sku);
    const { delta = 0, carried = 0 } = deltaOf.get(`${key}\n${location_id}`) ?? {};
    if (is_quarantine) quarantined.set(key, (quarantined.get(key) ?? 0) + delta);
    if (checks_empty && carried < 0 && location_id !== benchLocation && !isOutside(location_id))
      addTask(
        changes,
        stream_id,
        {
          kind: 'count-cycle',
          values: { location: location_id, sku, name: sku, class: '', reason: 'empty' },
        },
        { orderId: null, parcelId: null, opId: null },
      );
    if (isOutside(location_id) || on_hand >= 0 || on_hand - delta < 0) continue;
    addTask(
      changes,
      stream_id,
      { kind: 'count-bin', values: { location: location_id, sku, name: sku, quantity: -on_hand } },
      { orderId: null, parcelId: null, opId: null },
    );
  }
  return quarantined;
}

function levelDeltas(changes: ChangeSet): LevelDelta[] {
  const deltas = new Map<string, LevelDelta>();
  const add = (warehouseId: WarehouseId, sku: Sku, locationId: string, by: number, carried: number): void => {
    const key = `${stockKey(warehouseId, sku)}\n${locationId}`;
    const row = deltas.get(key) ?? {
      stream_id: warehouseId,
      sku,
      location_id: locationId,
      delta: 0,
      carried: 0,
    };
    row.delta += by;
    row.carried += carried;
    deltas.set(key, row);
  };
  for (const { warehouseId, move } of changes.moves) {
    add(warehouseId, move.sku, move.from, -move.quantity, carriedTo(move.from, move));
    add(warehouseId, move.sku, move.to, move.quantity, carriedTo(move.to, move));
  }
  return [...deltas.values()];
}

type StockDelta = {
  stream_id: WarehouseId;
  sku: Sku;
  on_hand: number;
  quarantine: number;
  allocated: number;
  seq: number;
};

/** @param quarantined what `storeLevels` comes to */
export function storeStock(
  tx: StreamTx,
  changes: ChangeSet,
  quarantined: Promise<ReadonlyMap<string, number>>,
): Promise<unknown>[] {
  const deltas = stockDeltas(tx, changes);
  const derive = async (): Promise<void> => {
    for (const [key, units] of await quarantined) {
      const row = deltas.get(key);
      if (row) row.quarantine += units;
    }
    await storeDerived(tx, [...deltas.values()]);
  };
  return [...storeReservations(tx, changes), ...(deltas.size === 0 ? [] : [derive()])];
}

/** What anyone sees of stock: the sums so far and their changes. */
async function storeDerived(tx: StreamTx, deltas: readonly StockDelta[]): Promise<void> {
  const { rows } = await tx.client.query<{
    stream_id: string;
    seq: number;
    doc: CollectionDoc<'stock'>;
  }>({
    name: 'store-stock',
    // The sums are made where the row is found: joining them first reads the whole table.
    text: `INSERT INTO stock AS s (stream_id, sku, on_hand, quarantine, allocated, available, doc, seq)
           SELECT stream_id, sku, on_hand, quarantine, allocated, on_hand - quarantine - allocated,
             jsonb_build_object('sku', sku, 'onHand', on_hand, 'quarantine', quarantine, 'allocated', allocated,
               'available', on_hand - quarantine - allocated, 'seq', seq), seq
           FROM json_to_recordset($1) AS d (stream_id text, sku text, on_hand int, quarantine int, allocated int, seq bigint)
           ON CONFLICT (stream_id, sku) DO UPDATE SET on_hand = s.on_hand + excluded.on_hand,
             quarantine = s.quarantine + excluded.quarantine, allocated = s.allocated + excluded.allocated,
             available = s.available + excluded.available,
             doc = jsonb_build_object('sku', s.sku, 'onHand', s.on_hand + excluded.on_hand, 'quarantine', s.quarantine + excluded.quarantine,
               'allocated', s.allocated + excluded.allocated, 'available', s.available + excluded.available, 'seq', excluded.seq),
             seq = excluded.seq
           RETURNING stream_id, seq, doc`,
    values: [jsonRows(deltas)],
  });
  for (const { stream_id, seq, doc } of rows) {
    tx.announce({
      streamId: stream_id,
      collection: 'stock',
      seq,
      document: collections.stock.schema.parse(doc),
      stationId: null,
      warehouseIds: null,
    });
  }
}

function stockDeltas(tx: StreamTx, changes: ChangeSet): Map<string, StockDelta> {
  const deltas = new Map<string, StockDelta>();
  const of = (warehouseId: WarehouseId, sku: Sku): StockDelta => {
    const key = stockKey(warehouseId, sku);
    const known = deltas.get(key);
    if (known) return known;
    const fresh = { stream_id: warehouseId, sku, on_hand: 0, quarantine: 0, allocated: 0, seq: 0 };
    deltas.set(key, fresh);
    return fresh;
  };
  for (const { warehouseId, move } of changes.moves) {
    const row = of(warehouseId, move.sku);
    if (!isOutside(move.from)) row.on_hand -= move.quantity;
    if (!isOutside(move.to)) row.on_hand += move.quantity;
  }
  for (const { warehouseId, sku, delta } of changes.reserved.values()) {
    if (delta !== 0) of(warehouseId, sku).allocated += delta;
  }
  for (const row of deltas.values()) row.seq = tx.nextSeq(row.stream_id);
  return deltas;
}

export function storeMoves(tx: StreamTx, changes: ChangeSet): Promise<unknown>[] {
  if (changes.moves.length === 0) return [];
  const rows = changes.moves.map(({ warehouseId, move, cause }) => ({
    stream_id: warehouseId,
    seq: tx.nextSeq(warehouseId),
    op_id: cause.opId,
    cause: move.cause,
    sku: move.sku,
    from_location: move.from,
    to_location: move.to,
    quantity: move.quantity,
    at: cause.at,
    ...columnsOf(move.lot),
  }));
  return [
    tx.client.query({
      name: 'store-moves',
      text: `INSERT INTO stock_move (stream_id, seq, op_id, cause, sku, from_location, to_location, quantity, at, lot, best_before)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, seq bigint, op_id uuid, cause text, sku text, from_location text, to_location text,
               quantity int, at timestamptz, lot text, best_before text)`,
      values: [jsonRows(rows)],
    }),
  ];
}

function storeReservations(tx: StreamTx, changes: ChangeSet): Promise<unknown>[] {
  const rows = [...changes.touchedReservations];
  const kept = rows.filter((row) => row.quantity > 0);
  const gone = rows.filter((row) => row.quantity === 0);
  const writes: Promise<unknown>[] = [];
  if (kept.length > 0) {
    const columns = kept.map((row) => ({
      stream_id: row.warehouseId,
      order_id: row.orderId,
      line_no: row.lineNo,
      sku: row.sku,
      location_id: row.locationId,
      quantity: row.quantity,
      in_parcels: row.inParcels,
    }));
    writes.push(
      tx.client.query({
        name: 'store-reservations',
        text: `INSERT INTO reservation (stream_id, order_id, line_no, sku, location_id, quantity, in_parcels)
               SELECT * FROM json_to_recordset($1) AS r (stream_id text, order_id uuid, line_no int, sku text, location_id text, quantity int, in_parcels int)
               ON CONFLICT (stream_id, order_id, line_no, location_id) DO UPDATE SET quantity = excluded.quantity, in_parcels = excluded.in_parcels`,
        values: [jsonRows(columns)],
      }),
    );
  }
  if (gone.length > 0) {
    // Arrays and not a record set: the planner takes a set for a hundred rows and would read the whole table for them.
    writes.push(
      tx.client.query({
        name: 'clear-reservations',
        text: `DELETE FROM reservation v USING unnest(${listOnce('$1', 'text')}, ${listOnce('$2', 'uuid')}, ${listOnce('$3', 'int')}, ${listOnce('$4', 'text')}) AS r (stream_id, order_id, line_no, location_id)
               WHERE v.stream_id = r.stream_id AND v.order_id = r.order_id AND v.line_no = r.line_no AND v.location_id = r.location_id`,
        values: [
          gone.map((row) => row.warehouseId),
          gone.map((row) => row.orderId),
          gone.map((row) => row.lineNo),
          gone.map((row) => row.locationId),
        ],
      }),
    );
  }
  return writes;
}
