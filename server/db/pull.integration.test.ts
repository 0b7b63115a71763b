import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPool, type Pool } from './pool';
import { pullPage, type PullPage } from './pull';
import { entriesOf, makeStreams, testEpoch, writeEntry } from './stream.test-kit';
import { type Batch, createStreamWriter, type StreamWriter } from './stream-writer';
import { testDatabase, type TestDatabase } from './test-database';

let database: TestDatabase;
let writer: StreamWriter;
const station = '00000000-0000-4000-8000-0000000000a1';
const scope = { warehouseId: 'W1', stationId: station };

beforeAll(async () => {
  database = await testDatabase();
  await makeStreams(database.pool);
  writer = createStreamWriter(database.pool, { pollMs: 1_000_000 });
});
beforeEach(async () => {
  await database.pool.query('DELETE FROM directory; UPDATE stream SET seq = 0, low_seq = 0');
});
afterAll(async () => {
  await writer.stop();
  await database.close();
});

const pull = (
  after: { epoch: string | undefined; seq: number },
  limit = 1000,
  collection: Parameters<typeof pullPage>[1] = 'directory',
): Promise<PullPage> => pullPage(database.pool, collection, scope, after, limit);

const write = async (...names: string[]): Promise<void> => {
  for (const name of names) await writeEntry(writer, 'company', name);
};

describe('a page of a collection', () => {
  it('goes on where the one before ended, and ends at the stream’s own place', async () => {
    await write('a', 'b', 'c');
    const first = await pull({ epoch: undefined, seq: 0 }, 2);
    expect(first).toMatchObject({
      kind: 'page',
      documents: [
        { entryId: 'a', seq: 1 },
        { entryId: 'b', seq: 2 },
      ],
      checkpoint: { epoch: testEpoch, seq: 2 },
    });
    await writer.submit(['company'], async (tx) => tx.nextSeq('company'));
    expect(await pull({ epoch: testEpoch, seq: 2 }, 2)).toMatchObject({
      kind: 'page',
      documents: [{ entryId: 'c', seq: 3 }],
      checkpoint: { epoch: testEpoch, seq: 4 },
    });
    expect(await pull({ epoch: testEpoch, seq: 4 }, 2)).toMatchObject({
      documents: [],
      checkpoint: { seq: 4 },
    });
  });

  it('brings what was deleted as deleted', async () => {
    await write('a');
    await database.pool.query('UPDATE directory SET deleted = true');
    expect(await pull({ epoch: testEpoch, seq: 0 })).toMatchObject({
      documents: [{ entryId: 'a', seq: 1, _deleted: true }],
    });
  });

  it.each([
    ['another epoch', { epoch: '00000000-0000-4000-8000-000000000002', seq: 1 }],
    ['another epoch from its beginning', { epoch: '00000000-0000-4000-8000-000000000002', seq: 0 }],
    ['no epoch', { epoch: undefined, seq: 1 }],
    ['a place that head office has not reached', { epoch: testEpoch, seq: 4 }],
    ['a place before what is kept', { epoch: testEpoch, seq: 1 }],
  ])('is refused with a reset for a checkpoint of %s', async (_words, after) => {
    await write('a', 'b', 'c');
    await database.pool.query(`UPDATE stream SET low_seq = 2 WHERE stream_id = 'company'`);
    expect(await pull(after)).toEqual({ kind: 'reset', epoch: testEpoch });
    expect(await pull({ epoch: testEpoch, seq: 2 })).toMatchObject({ documents: [{ entryId: 'c' }] });
  });

  it('shows a station its own results and the orders of its warehouse, and moves past the others', async () => {
    const other = '00000000-0000-4000-8000-0000000000b2';
    await database.pool.query(
      `INSERT INTO station (station_id, stream_id, name, roles, sscc_prefix, sscc_from, sscc_to)
       VALUES ($1, 'W1', 'one', '{station}', '0', 0, 9), ($2, 'W1', 'two', '{station}', '0', 10, 19)`,
      [station, other],
    );
    await database.pool.query(
      `INSERT INTO op (op_id, stream_id, seq, station_id, station_seq, type, v, body, content_hash, status, at, doc)
       SELECT gen_random_uuid(), 'W1', n, CASE WHEN n = 2 THEN $1::uuid ELSE $2::uuid END, n, 't', 1, '{}', 'h', 'applied', now(),
         jsonb_build_object('n', n) FROM generate_series(1, 3) AS n`,
      [station, other],
    );
    await database.pool.query(
      `INSERT INTO sales_order (stream_id, order_id, channel_id, external_id, number, content_hash, status, customer_name,
         country_code, placed_at, total_minor, currency, warehouse_ids, doc, seq)
       SELECT 'company', gen_random_uuid(), 'c', n::text, n::text, 'h', 'open', 'x', 'GB', now(), 1, 'GBP',
         ARRAY['W' || n], jsonb_build_object('n', n), n FROM generate_series(1, 2) AS n`,
    );
    await database.pool.query('UPDATE stream SET seq = 3');
    expect(await pull({ epoch: testEpoch, seq: 0 }, 1000, 'results')).toMatchObject({
      documents: [{ n: 2, seq: 2 }],
      checkpoint: { seq: 3 },
    });
    expect(await pull({ epoch: testEpoch, seq: 0 }, 1000, 'orders')).toMatchObject({
      documents: [{ n: 1, seq: 1 }],
      checkpoint: { seq: 3 },
    });
  });
});

/** A reader as a station is one: it listens first, pulls what was before, then takes batches, and pulls when told to. */
const follow = (
  from: StreamWriter,
  pool: Pool,
): { names: () => string[]; settle: () => Promise<void>; stop: () => void } => {
  const names: string[] = [];
  let at = 0;
  let work: Promise<void> = Promise.resolve();
  const take = (documents: readonly Record<string, unknown>[]): void => {
    for (const document of documents) {
      const seq = Number(document['seq']);
      if (seq > at) names.push(String(document['entryId']));
    }
  };
  const pullAll = async (): Promise<void> => {
    for (;;) {
      const page = await pullPage(pool, 'directory', scope, { epoch: testEpoch, seq: at }, 7);
      if (page.kind === 'reset') throw new Error('reset');
      take(page.documents);
      at = page.checkpoint.seq;
      if (page.documents.length < 7) return;
    }
  };
  const hear = async (batch: Batch | null): Promise<void> => {
    if (!batch) return pullAll();
    if (batch.seq <= at) return;
    take(batch.changes.map(({ document }) => document));
    at = batch.seq;
  };
  const stop = from.subscribe((streamId, batch) => {
    if (streamId === 'company') work = work.then(() => hear(batch));
  });
  work = work.then(pullAll);
  return {
    names: () => names,
    settle: async () => {
      let seen: Promise<void> | null = null;
      while (seen !== work) {
        seen = work;
        await seen;
      }
    },
    stop,
  };
};

describe('law 7: what is announced and what is pulled', () => {
  it('join without a hole or a double, while another head office writes between', async () => {
    const pool = await openPool(database.url, { max: 3 });
    const other = createStreamWriter(pool);
    const followers: ReturnType<typeof follow>[] = [];
    const writing = ['own', 'foreign'].flatMap((who) =>
      Array.from({ length: 4 }, async (_, writerNo) => {
        for (let turn = 0; turn < 40; turn += 1) {
          await writeEntry(who === 'own' ? writer : other, 'company', `${who}-${writerNo}-${turn}`);
          if (who === 'own' && turn % 10 === 5) followers.push(follow(writer, database.pool));
        }
      }),
    );
    await Promise.all(writing);
    // The last word is ours, because nothing here looks for what the other one wrote last.
    await write('last');
    const stored = await entriesOf(database.pool, 'company');
    expect(stored).toHaveLength(321);
    expect(followers).toHaveLength(16);
    for (const follower of followers) {
      await follower.settle();
      follower.stop();
      expect(follower.names()).toEqual(stored);
    }
    await other.stop();
    await pool.end();
  });

  it('need no announcement at all when only another head office writes', async () => {
    const watching = createStreamWriter(database.pool, { pollMs: 20 });
    const follower = follow(watching, database.pool);
    const pool = await openPool(database.url, { max: 2 });
    const other = createStreamWriter(pool);
    for (const name of ['a', 'b', 'c']) await writeEntry(other, 'company', name);
    await expect.poll(() => follower.names()).toEqual(['a', 'b', 'c']);
    follower.stop();
    await watching.stop();
    await other.stop();
    await pool.end();
  });
});
