// One page of a pulled collection, in stream order. Because a stream's sequence has no gaps and commits in order,
// "seq > mine" never misses a document. Says reset when the asker's checkpoint is of another life of this stream, or was
// given in a history that is not this one's any more.
import { type Checkpoint, type CollectionName, streamOf } from '../../shared/sync/documents';
import type { Queryable } from './pool';
import { eraOfNumber, isInHistory, markOf, readMark } from './stream-eras';

/** A checkpoint; without an epoch for the very first page. */
export type Asked = { epoch: string | undefined; seq: number; mark?: string | undefined };
export type PullScope = { warehouseId: string; stationId: string };
export type PullPage =
  | { kind: 'page'; documents: Record<string, unknown>[]; checkpoint: Checkpoint }
  | { kind: 'reset'; epoch: string };

/** `eraThen` is of the number in the asker's mark. */
type Life = { epoch: string; era: string | null; seq: number; lowSeq: number; eraThen: string | null };
type Source = { table: string; where: string };

/** Parameters: $1 stream, $2 seq, $3 limit, $4 the number of the asker's mark, $5 what the filter needs. */
const sources: Record<CollectionName, Source> = {
  orders: { table: 'sales_order', where: 'AND warehouse_ids @> ARRAY[$5]' },
  products: { table: 'product', where: '' },
  barcodes: { table: 'barcode', where: '' },
  directory: { table: 'directory', where: '' },
  parcels: { table: 'parcel', where: '' },
  stock: { table: 'stock', where: '' },
  tours: { table: 'tour', where: '' },
  inbound: { table: 'inbound_document', where: '' },
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
  const given = readMark(after.mark);
  const { table, where } = sources[collection];
  const filter =
    collection === 'orders' ? [scope.warehouseId] : collection === 'results' ? [scope.stationId] : [];
  // One statement sees one moment: the stream as it stands is the row of number 0, what changed on it comes behind.
  const { rows } = await db.query<{ seq: number; deleted: boolean; doc: Record<string, unknown> }>(
    `SELECT 0 AS seq, false AS deleted, jsonb_build_object('epoch', epoch, 'era', era, 'seq', seq, 'lowSeq', low_seq, 'eraThen', ${eraOfNumber('$4')}) AS doc
     FROM stream WHERE stream_id = $1
     UNION ALL (SELECT seq, deleted, doc FROM ${table} WHERE stream_id = $1 AND seq > $2 ${where} ORDER BY seq LIMIT $3)
     ORDER BY seq`,
    [streamId, after.seq, limit, given?.seq ?? null, ...filter],
  );
  const [first, ...changed] = rows;
  if (first?.seq !== 0) throw new Error(`there is no stream ${streamId}`);
  const life = first.doc as Life;
  const isOtherLife = after.seq > 0 || after.epoch !== undefined ? after.epoch !== life.epoch : false;
  if (isOtherLife || after.seq > life.seq || (after.seq > 0 && after.seq < life.lowSeq))
    return { kind: 'reset', epoch: life.epoch };
  if (given && after.epoch === life.epoch && !isInHistory(life, given, life.eraThen))
    return { kind: 'reset', epoch: life.epoch };
  const documents = changed.map((row) => ({
    ...shape(row.doc),
    seq: row.seq,
    ...(row.deleted ? { _deleted: true } : {}),
  }));
  // A short page is the end: everything up to the stream's own seq was looked at, also what the scope hides.
  const last = changed.length < limit ? life.seq : (changed.at(-1)?.seq ?? after.seq);
  // Where the stream stood, not where the page ends: no more than that was ever seen of this history.
  const mark = markOf(life);
  return {
    kind: 'page',
    documents,
    checkpoint: { epoch: life.epoch, seq: last, ...(mark !== null && { mark }) },
  };
}
