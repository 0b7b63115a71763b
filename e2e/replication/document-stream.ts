// A two-way stream of any documents on head office's own machinery: the writer's gap-free counter, the live streams with
// their ring, pages by "seq > mine", over real HTTP. It exists so that suites others wrote for replication can run
// against that machinery. The product has no such route: there stations push ops and nobody edits pulled state (law 7).
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import Fastify from 'fastify';
import type { Checkpoint } from '../../shared/sync/documents';
import { createStreamWriter, type StreamTx } from '../../server/db/stream-writer';
import { testDatabase } from '../../server/db/test-database';
import { createLiveStreams } from '../../server/services/sync/live-streams';

export type AnyDocument = Record<string, unknown> & { _deleted: boolean };
export type PushedRow = { assumedMasterState?: AnyDocument; newDocumentState: AnyDocument };
export type DocumentPage = { documents: AnyDocument[]; checkpoint: Checkpoint };

export type DocumentStream = {
  origin: string;
  all: () => Promise<AnyDocument[]>;
  /** Takes every document out; the stream's numbers go on. */
  empty: () => Promise<void>;
  close: () => Promise<void>;
};

const streamId = 'W1';
/** What the live stream calls these documents; its messages know the product's collections only. */
const streamedAs = 'directory';

/** @param key the field of a document that is its id */
export async function openDocumentStream(key: string): Promise<DocumentStream> {
  const { pool, close } = await testDatabase();
  await pool.query(`INSERT INTO stream (stream_id, kind, epoch) VALUES ($1, 'warehouse', $2)`, [
    streamId,
    randomUUID(),
  ]);
  await pool.query(
    `CREATE TABLE any_document (stream_id text, id text, doc jsonb NOT NULL, seq bigint NOT NULL, PRIMARY KEY (stream_id, id))`,
  );
  const writer = createStreamWriter(pool);
  const live = createLiveStreams(writer, { now: () => new Date() });
  const app = Fastify();

  app.get<{ Querystring: { seq: number; limit: number } }>(
    '/pull',
    async ({ query }): Promise<DocumentPage> => {
      // One statement sees one moment: a page must not claim a counter that it has not looked up to.
      const { rows } = await pool.query<{ epoch: string; top: number; doc: AnyDocument | null; seq: number }>(
        `SELECT s.epoch, s.seq AS top, d.doc, d.seq FROM stream s
       LEFT JOIN any_document d ON d.stream_id = s.stream_id AND d.seq > $2
       WHERE s.stream_id = $1 ORDER BY d.seq LIMIT $3`,
        [streamId, Number(query.seq), Number(query.limit)],
      );
      const documents = rows.flatMap(({ doc }) => (doc ? [doc] : []));
      const [first] = rows;
      if (!first) throw new Error('the stream is gone');
      const seq = documents.length < Number(query.limit) ? first.top : (rows.at(-1)?.seq ?? first.top);
      return { documents, checkpoint: { epoch: first.epoch, seq } };
    },
  );

  app.post<{ Body: PushedRow[] }>('/push', ({ body }) =>
    writer.submit([streamId], (tx) => takeRows(tx, key, body)),
  );

  app.get('/v1/stream', (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    const asked = request.headers['last-event-id'];
    live.open(
      { stationId: request.id, warehouseId: streamId },
      reply.raw,
      typeof asked === 'string' ? asked : null,
    );
  });

  return {
    origin: await app.listen({ port: 0, host: '127.0.0.1' }),
    all: async () =>
      (await pool.query<{ doc: AnyDocument }>('SELECT doc FROM any_document ORDER BY seq')).rows.map(
        ({ doc }) => doc,
      ),
    empty: async () => {
      await pool.query('DELETE FROM any_document');
    },
    close: async () => {
      live.stop();
      await app.close();
      await writer.stop();
      await close();
    },
  };
}

/** Takes each row whose writer knew the newest state; answers the newest state of the others. */
async function takeRows(tx: StreamTx, key: string, rows: readonly PushedRow[]): Promise<AnyDocument[]> {
  const conflicts: AnyDocument[] = [];
  for (const { newDocumentState: document, assumedMasterState: assumed } of rows) {
    const id = String(document[key]);
    const { rows: found } = await tx.client.query<{ doc: AnyDocument }>(
      'SELECT doc FROM any_document WHERE stream_id = $1 AND id = $2',
      [streamId, id],
    );
    const master = found[0]?.doc;
    if (master && !isDeepStrictEqual(master, assumed)) {
      conflicts.push(master);
      continue;
    }
    const seq = tx.nextSeq(streamId);
    await tx.client.query(
      `INSERT INTO any_document (stream_id, id, doc, seq) VALUES ($1, $2, $3, $4)
       ON CONFLICT (stream_id, id) DO UPDATE SET doc = excluded.doc, seq = excluded.seq`,
      [streamId, id, document, seq],
    );
    tx.announce({ streamId, collection: streamedAs, seq, document, stationId: null, warehouseIds: null });
  }
  return conflicts;
}
