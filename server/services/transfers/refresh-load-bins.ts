// Which bins hold the goods that are still to be loaded for another site, worked out of the ledger behind the moves: no scan
// waits for it. Told anew when units of its products moved or were promised; over when the transfer has left.
import type { TransferId, WarehouseId } from '../../../shared/domain/ids';
import { type LoadBin, type LoadBins, mostBinsOfSku } from '../../../shared/domain/transfer/loading';
import { loadBinsEntry } from '../../../shared/sync/documents';
import type { OfficeParts } from '../../head-office';
import type { StreamTx } from '../../db/stream-writer';

type Tools = Pick<OfficeParts, 'pool' | 'writer' | 'now'>;
type Behind = {
  transferId: TransferId;
  warehouseId: WarehouseId;
  isOver: boolean;
  isTouched: boolean;
  /** How far the warehouse's stream is. */
  now: number;
};

/** What is fetched a thousand times an hour is not told a thousand times. */
const leastMsBetween = 5000;

/** One look at every transfer that is loaded. @returns whether anything was written */
export async function refreshLoadBins(
  { pool, writer, now }: Tools,
  restMs: number = leastMsBetween,
): Promise<boolean> {
  const { rows: behind } = await pool.query<Behind>({
    name: 'load-bins-behind',
    text: `SELECT t.transfer_id AS "transferId", t.from_warehouse AS "warehouseId", t.state <> 'released' AS "isOver", s.seq AS now,
             b.transfer_id IS NULL OR t.state <> 'released' OR b.is_over OR EXISTS (
               SELECT 1 FROM jsonb_array_elements(t.doc->'lines') AS line
               WHERE EXISTS (SELECT 1 FROM stock_move m WHERE m.stream_id = t.from_warehouse AND m.seq > b.looked_to AND m.sku = line->>'sku')
                 OR EXISTS (SELECT 1 FROM stock k WHERE k.stream_id = t.from_warehouse AND k.sku = line->>'sku' AND k.seq > b.looked_to)
             ) AS "isTouched"
           FROM stock_transfer t JOIN stream s ON s.stream_id = t.from_warehouse
           LEFT JOIN transfer_bins b ON b.stream_id = t.from_warehouse AND b.transfer_id = t.transfer_id
           WHERE CASE WHEN t.state = 'released' THEN b.transfer_id IS NULL OR b.is_over OR (s.seq > b.looked_to AND b.written_at <= $1)
             ELSE NOT b.is_over END`,
    values: [new Date(now().getTime() - restMs).toISOString()],
  });
  const touched = behind.filter(({ isTouched }) => isTouched);
  for (const { transferId, warehouseId, isOver } of touched)
    await writer.submit([warehouseId], async (tx) => {
      const found = isOver ? { bins: [], asOf: 0 } : await binsNow(tx, warehouseId, transferId);
      await store(tx, warehouseId, { transferId, ...found }, { isOver, at: now().toISOString() });
    });
  const others = behind.filter(({ isTouched }) => !isTouched);
  if (others.length > 0)
    await pool.query({
      name: 'load-bins-looked',
      text: `UPDATE transfer_bins b SET looked_to = greatest(b.looked_to, l.now)
             FROM unnest($1::text[], $2::uuid[], $3::bigint[]) AS l (stream_id, transfer_id, now)
             WHERE b.stream_id = l.stream_id AND b.transfer_id = l.transfer_id`,
      values: [
        others.map(({ warehouseId }) => warehouseId),
        others.map(({ transferId }) => transferId),
        others.map(({ now: seen }) => seen),
      ],
    });
  return touched.length > 0;
}

/** As the ledger has them. The unit of work must name the warehouse. */
async function binsNow(
  { client }: StreamTx,
  warehouseId: WarehouseId,
  transferId: TransferId,
): Promise<Pick<LoadBins, 'bins' | 'asOf'>> {
  const { rows: bins } = await client.query<LoadBin>({
    name: 'load-bins-as-they-are',
    text: `WITH wanted AS (
             SELECT DISTINCT line->>'sku' AS sku FROM stock_transfer t, jsonb_array_elements(t.doc->'lines') AS line
             WHERE t.transfer_id = $2 AND (line->>'asked')::int > 0
           ), free AS (
             SELECT l.location_id, l.sku, p.walk_order, coalesce(h.doc->>'kind' = 'bulk', false) AS is_bulk,
               l.on_hand - coalesce((SELECT sum(r.quantity) FROM reservation r
                 WHERE r.stream_id = l.stream_id AND r.sku = l.sku AND r.location_id = l.location_id), 0)::int AS units
             FROM wanted w JOIN stock_level l ON l.stream_id = $1 AND l.sku = w.sku AND l.on_hand > 0
             JOIN location p ON p.stream_id = l.stream_id AND p.location_id = l.location_id AND p.kind = 'bin'
             LEFT JOIN shelf h ON h.stream_id = l.stream_id AND h.location_id = l.location_id AND NOT h.deleted
           ), ranked AS (
             SELECT *, row_number() OVER (PARTITION BY sku ORDER BY is_bulk DESC, units DESC, walk_order, location_id) AS place FROM free WHERE units > 0
           )
           SELECT location_id AS "locationId", walk_order AS "walkOrder", is_bulk AS "isBulk", sku, units FROM ranked
           WHERE place <= $3 ORDER BY walk_order, location_id, sku`,
    values: [warehouseId, transferId, mostBinsOfSku],
  });
  const { rows } = await client.query<{ seq: number }>({
    name: 'load-bins-as-of',
    text: 'SELECT seq FROM stream WHERE stream_id = $1',
    values: [warehouseId],
  });
  return { bins, asOf: rows[0]?.seq ?? 0 };
}

async function store(
  tx: StreamTx,
  warehouseId: WarehouseId,
  doc: LoadBins,
  { isOver, at }: { isOver: boolean; at: string },
): Promise<void> {
  const seq = tx.nextSeq(warehouseId);
  await tx.client.query({
    name: 'store-load-bins',
    text: `INSERT INTO transfer_bins (stream_id, transfer_id, doc, looked_to, written_at, is_over, seq) VALUES ($1, $2, $3, $4, $5, $6, $4)
           ON CONFLICT (stream_id, transfer_id) DO UPDATE SET doc = excluded.doc, looked_to = excluded.looked_to,
             written_at = excluded.written_at, is_over = excluded.is_over, seq = excluded.seq`,
    values: [warehouseId, doc.transferId, JSON.stringify(doc), seq, at, isOver],
  });
  tx.announce({
    streamId: warehouseId,
    collection: 'inbound',
    seq,
    document: loadBinsEntry(doc, seq),
    stationId: null,
    warehouseIds: null,
  });
}
