// One page of a pulled collection, in stream order. Because a stream's sequence has no gaps and commits in order,
// "seq > mine" never misses a document. Says reset when the asker's checkpoint is of another life of this stream, or was
// given in a history that is not this one's any more.
import { type Checkpoint, type CollectionName, streamOf } from '../../shared/sync/documents';
import type { Queryable } from './pool';
import { isInHistory, markOf, readMark } from './stream-eras';

/** A checkpoint; without an epoch for the very first page. */
export type Asked = { epoch: string | undefined; seq: number; mark?: string | undefined };
export type PullScope = { warehouseId: string; stationId: string };
export type PullPage =
  | { kind: 'page'; documents: Record<string, unknown>[]; checkpoint: Checkpoint }
  | { kind: 'reset'; epoch: string };

type Source = { table: string; where: string };

/** Parameters: $1 stream, $2 seq, $3 limit, $4 the stream's own seq, $5 what the filter needs. */
const sources: Record<CollectionName, Source> = {
  orders: { table: 'sales_order', where: 'AND warehouse_ids @> ARRAY[$5]' },
  products: { table: 'product', where: '' },
  barcodes: { table: 'barcode', where: '' },
  directory: { table: 'directory', where: '' },
  parcels: { table: 'parcel', where: '' },
  stock: { table: 'stock', where: '' },
  tasks: { table: 'task', where: '' },
  results: { table: 'op', where: 'AND station_id = $5::uuid' },
};

/**
 * @param after the asker's checkpoint
 * @param shape turns a stored document into the pulled one (orders are summarised)
 */
export async function pullPage(
  db: Queryable,
  collection: CollectionName,
  scope: PullScope,
  after: Asked,
  limit: number,
  shape: (doc: Record<string, unknown>) => Record<string, unknown> = (doc) => doc,
): Promise<PullPage> {
  const streamId = streamOf(collection, scope.warehouseId);
  const stream = await db.query<{ epoch: string; era: string | null; seq: number; low_seq: number }>({
    name: 'life-of-stream',
    text: 'SELECT epoch, era, seq, low_seq FROM stream WHERE stream_id = $1',
    values: [streamId],
  });
  const life = stream.rows[0];
  if (!life) throw new Error(`there is no stream ${streamId}`);
  const isOtherLife = after.seq > 0 || after.epoch !== undefined ? after.epoch !== life.epoch : false;
  if (isOtherLife || after.seq > life.seq || (after.seq > 0 && after.seq < life.low_seq))
    return { kind: 'reset', epoch: life.epoch };
  const given = after.epoch === life.epoch ? readMark(after.mark) : null;
  if (given && !(await isInHistory(db, streamId, life, given))) return { kind: 'reset', epoch: life.epoch };
  const { table, where } = sources[collection];
  const filter =
    collection === 'orders' ? [scope.warehouseId] : collection === 'results' ? [scope.stationId] : [];
  const { rows } = await db.query<{ doc: Record<string, unknown>; seq: number; deleted: boolean }>(
    `SELECT doc, seq, deleted FROM ${table} WHERE stream_id = $1 AND seq > $2 AND seq <= $4 ${where} ORDER BY seq LIMIT $3`,
    [streamId, after.seq, limit, life.seq, ...filter],
  );
  const documents = rows.map((row) => ({
    ...shape(row.doc),
    seq: row.seq,
    ...(row.deleted ? { _deleted: true } : {}),
  }));
  // A short page is the end: everything up to the stream's own seq was looked at, also what the scope hides.
  const last = rows.length < limit ? life.seq : (rows.at(-1)?.seq ?? after.seq);
  // Where the stream stood, not where the page ends: no more than that was ever seen of this history.
  const mark = markOf(life);
  return {
    kind: 'page',
    documents,
    checkpoint: { epoch: life.epoch, seq: last, ...(mark !== null && { mark }) },
  };
}
