// One page of a pulled collection, in stream order. Because a stream's sequence has no gaps and commits in order,
// "seq > mine" never misses a document. Says reset when the asker's checkpoint is of another life of this stream.
import { type CollectionName, streamOf } from '../../shared/sync/documents';
import type { Queryable } from './pool';

export type PullScope = { warehouseId: string; stationId: string };
export type PullPage =
  | { kind: 'page'; documents: Record<string, unknown>[]; checkpoint: { epoch: string; seq: number } }
  | { kind: 'reset'; epoch: string };

type Source = { table: string; where: string };

/** Parameters: $1 stream, $2 seq, $3 limit, $4 what the filter needs. */
const sources: Record<CollectionName, Source> = {
  orders: { table: 'sales_order', where: 'AND warehouse_ids @> ARRAY[$4]' },
  products: { table: 'product', where: '' },
  barcodes: { table: 'barcode', where: '' },
  directory: { table: 'directory', where: '' },
  parcels: { table: 'parcel', where: '' },
  stock: { table: 'stock', where: '' },
  tasks: { table: 'task', where: '' },
  results: { table: 'op', where: 'AND station_id = $4::uuid' },
};

/**
 * @param after the asker's checkpoint; epoch undefined for the very first page
 * @param shape turns a stored document into the pulled one (orders are summarised)
 */
export async function pullPage(
  db: Queryable,
  collection: CollectionName,
  scope: PullScope,
  after: { epoch: string | undefined; seq: number },
  limit: number,
  shape: (doc: Record<string, unknown>) => Record<string, unknown> = (doc) => doc,
): Promise<PullPage> {
  const streamId = streamOf(collection, scope.warehouseId);
  const stream = await db.query<{ epoch: string; seq: number; low_seq: number }>(
    'SELECT epoch, seq, low_seq FROM stream WHERE stream_id = $1',
    [streamId],
  );
  const life = stream.rows[0];
  if (!life) throw new Error(`there is no stream ${streamId}`);
  const isOtherLife = after.seq > 0 || after.epoch !== undefined ? after.epoch !== life.epoch : false;
  if (isOtherLife || after.seq > life.seq || (after.seq > 0 && after.seq < life.low_seq))
    return { kind: 'reset', epoch: life.epoch };
  const { table, where } = sources[collection];
  const filter =
    collection === 'orders' ? [scope.warehouseId] : collection === 'results' ? [scope.stationId] : [];
  const { rows } = await db.query<{ doc: Record<string, unknown>; seq: number; deleted: boolean }>(
    `SELECT doc, seq, deleted FROM ${table} WHERE stream_id = $1 AND seq > $2 ${where} ORDER BY seq LIMIT $3`,
    [streamId, after.seq, limit, ...filter],
  );
  const documents = rows.map((row) => ({
    ...shape(row.doc),
    seq: row.seq,
    ...(row.deleted ? { _deleted: true } : {}),
  }));
  // A short page is the end: everything up to the stream's own seq was looked at, also what the scope hides.
  const last =
    rows.length < limit ? Math.max(life.seq, rows.at(-1)?.seq ?? 0) : (rows.at(-1)?.seq ?? after.seq);
  return { kind: 'page', documents, checkpoint: { epoch: life.epoch, seq: last } };
}
