// Edits of a floor: one after the other in a warehouse, in the order of its stream, so that no goods arrive in a bin while it
// is taken away. Every edit is kept with its inverse, and undone by it.
import type { StationId, WarehouseId } from '../../../shared/domain/ids';
import type { Refusal } from '../../../shared/domain/decision';
import {
  binsInQuestion,
  changeFloor,
  type ChangedFloor,
  type FloorChange,
} from '../../../shared/domain/floor/floor-change';
import { kindOfPurpose } from '../../../shared/domain/floor/floor-plan';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamTx, StreamWriter } from '../../db/stream-writer';
import { jsonRows } from '../changes/json-rows';
import { loadHolds } from './load-holds';
import { type FloorDoc, loadPlan } from './load-plan';

export type FloorTools = { pool: Pool; writer: StreamWriter; now: () => Date };

export type EditAnswer =
  | { kind: 'done'; version: number }
  /** Somebody else has edited it since. */
  | { kind: 'changed' }
  | { kind: 'nothing' }
  | { kind: 'refused'; refusal: Refusal };

/** @param seen the version that whoever asks has looked at */
export async function editFloor(
  tools: FloorTools,
  warehouseId: WarehouseId,
  seen: number,
  change: FloorChange,
  by: StationId,
): Promise<EditAnswer> {
  return tools.writer.submit([warehouseId], async (tx) =>
    edit(tx, tools, warehouseId, seen, change, by, null),
  );
}

/** Undoes the newest edit that stands; undone again and again it goes further back. */
export async function undoFloor(
  tools: FloorTools,
  warehouseId: WarehouseId,
  seen: number,
  by: StationId,
): Promise<EditAnswer> {
  return tools.writer.submit([warehouseId], async (tx) => {
    const last = await nextUndo(tx.client, warehouseId);
    if (!last) return { kind: 'nothing' };
    return edit(tx, tools, warehouseId, seen, last.inverse, by, last.version);
  });
}

export type UndoableEdit = { version: number; inverse: FloorChange; at: string };

export async function nextUndo(db: Queryable, warehouseId: WarehouseId): Promise<UndoableEdit | null> {
  const { rows } = await db.query<UndoableEdit>(
    `SELECT e.version, e.inverse, e.at FROM floor_edit e WHERE e.stream_id = $1 AND e.undoes IS NULL
       AND NOT EXISTS (SELECT 1 FROM floor_edit u WHERE u.stream_id = e.stream_id AND u.undoes = e.version)
     ORDER BY e.version DESC LIMIT 1`,
    [warehouseId],
  );
  return rows[0] ?? null;
}

async function edit(
  tx: StreamTx,
  { now }: FloorTools,
  warehouseId: WarehouseId,
  seen: number,
  change: FloorChange,
  by: StationId,
  undoes: number | null,
): Promise<EditAnswer> {
  const { version, plan } = await loadPlan(tx.client, warehouseId);
  if (version !== seen) return { kind: 'changed' };
  const holdsOn = await loadHolds(tx.client, warehouseId, binsInQuestion(plan, change));
  const decided = changeFloor(plan, change, holdsOn);
  if (!decided.ok) return { kind: 'refused', refusal: decided.refusal };
  await storeFloor(tx, warehouseId, version + 1, decided);
  await tx.client.query(
    `INSERT INTO floor_edit (stream_id, version, change, inverse, undoes, at, by_station) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      warehouseId,
      version + 1,
      JSON.stringify(change),
      JSON.stringify(decided.inverse),
      undoes,
      now().toISOString(),
      by,
    ],
  );
  return { kind: 'done', version: version + 1 };
}

async function storeFloor(
  { client }: StreamTx,
  warehouseId: WarehouseId,
  version: number,
  { plan, inverse, bins }: ChangedFloor,
): Promise<void> {
  const { bins: all, ...around } = plan;
  const doc: FloorDoc = around;
  await client.query(
    `INSERT INTO floor_plan (stream_id, version, doc) VALUES ($1, $2, $3)
     ON CONFLICT (stream_id) DO UPDATE SET version = excluded.version, doc = excluded.doc`,
    [warehouseId, version, JSON.stringify(doc)],
  );
  const left = new Set(all.map(({ locationId }) => locationId as string));
  const gone = inverse.put.bins.flatMap(({ locationId }) => (left.has(locationId) ? [] : [locationId]));
  if (gone.length > 0)
    await client.query('DELETE FROM location WHERE stream_id = $1 AND location_id = ANY($2::text[])', [
      warehouseId,
      gone,
    ]);
  if (bins.length === 0) return;
  const rows = bins.map(({ locationId, purpose, zone, aisle, spot, size, maxGrams, walkOrder }) => ({
    stream_id: warehouseId,
    location_id: locationId,
    kind: kindOfPurpose[purpose],
    zone,
    aisle,
    walk_order: walkOrder,
    doc: { purpose, spot, size, maxGrams },
  }));
  await client.query(
    `INSERT INTO location (stream_id, location_id, kind, zone, aisle, walk_order, doc)
     SELECT * FROM json_to_recordset($1) AS r (stream_id text, location_id text, kind text, zone text, aisle text, walk_order int, doc jsonb)
     ON CONFLICT (stream_id, location_id) DO UPDATE SET kind = excluded.kind, zone = excluded.zone, aisle = excluded.aisle,
       walk_order = excluded.walk_order, doc = location.doc || excluded.doc`,
    [jsonRows(rows)],
  );
}
