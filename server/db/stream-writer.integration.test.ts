import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStreamWriter, type Batch, type StreamWriter } from './stream-writer';
import { testDatabase, type TestDatabase } from './test-database';

let database: TestDatabase;
let writer: StreamWriter;
const epoch = '00000000-0000-4000-8000-000000000001';

beforeAll(async () => {
  database = await testDatabase();
  await database.pool.query(
    `INSERT INTO stream (stream_id, kind, epoch) VALUES ('company', 'company', $1), ('W1', 'warehouse', $1), ('W2', 'warehouse', $1)`,
    [epoch],
  );
  writer = createStreamWriter(database.pool, { pollMs: 20 });
});
afterAll(async () => {
  await writer.stop();
  await database.close();
});

const write = (into: StreamWriter, streamId: string, entryId: string): Promise<number> =>
  into.submit([streamId], async (tx) => {
    const seq = tx.nextSeq(streamId);
    const document = { entryId, seq };
    await tx.client.query(
      `INSERT INTO directory (stream_id, entry_id, kind, doc, seq) VALUES ($1, $2, 'test', $3, $4)`,
      [streamId, entryId, document, seq],
    );
    tx.announce({ streamId, collection: 'directory', seq, document, stationId: null, warehouseIds: null });
    return seq;
  });

describe('the stream writer', () => {
  it('law 7: a reader that follows the sequence misses nothing, and there are no gaps', async () => {
    const other = createStreamWriter(database.pool);
    const read: number[] = [];
    let reading = true;
    const reader = (async () => {
      let after = 0;
      while (reading || after < 640) {
        const { rows } = await database.pool.query<{ seq: number }>(
          `SELECT seq FROM directory WHERE stream_id = 'W1' AND seq > $1 ORDER BY seq LIMIT 50`,
          [after],
        );
        for (const row of rows) read.push(row.seq);
        after = rows.at(-1)?.seq ?? after;
      }
    })();
    const writers = Array.from({ length: 16 }, async (_, who) => {
      for (let turn = 0; turn < 40; turn += 1)
        await write(who % 2 === 0 ? writer : other, 'W1', `w${who}-${turn}`);
    });
    await Promise.all(writers);
    reading = false;
    await reader;
    await other.stop();
    expect(read).toEqual(Array.from({ length: 640 }, (_, index) => index + 1));
  });

  it('fails only the unit that throws, and leaves no gap behind it', async () => {
    const turns = await Promise.allSettled([
      write(writer, 'W2', 'before'),
      writer.submit(['W2'], async (tx) => {
        tx.nextSeq('W2');
        await tx.client.query('SELECT 1/0');
      }),
      write(writer, 'W2', 'after'),
    ]);
    expect(turns.map((turn) => turn.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const { rows } = await database.pool.query(
      `SELECT entry_id, seq FROM directory WHERE stream_id = 'W2' ORDER BY seq`,
    );
    expect(rows).toEqual([
      { entry_id: 'before', seq: 1 },
      { entry_id: 'after', seq: 2 },
    ]);
  });

  it('refuses a unit that writes to a stream it did not name', async () => {
    await expect(writer.submit(['W1'], async (tx) => tx.nextSeq('W2'))).rejects.toThrow('without naming it');
  });

  it('announces what was committed, in order, and asks for a pull when another process wrote', async () => {
    const heard: (Batch | null)[] = [];
    const stop = writer.subscribe((streamId, batch) => {
      if (streamId === 'company') heard.push(batch);
    });
    await write(writer, 'company', 'one');
    await write(writer, 'company', 'two');
    expect(
      heard.flatMap((batch) => batch?.changes.map((change) => change.document['entryId']) ?? []),
    ).toEqual(['one', 'two']);
    const other = createStreamWriter(database.pool);
    await write(other, 'company', 'three');
    await expect.poll(() => heard.at(-1)).toBeNull();
    await other.stop();
    stop();
  });

  it('works on two streams at once from two processes without a deadlock', async () => {
    const other = createStreamWriter(database.pool);
    const both = (into: StreamWriter, first: string, second: string): Promise<void> =>
      into.submit([first, second], async (tx) => {
        tx.nextSeq(first);
        tx.nextSeq(second);
      });
    const turns = Array.from({ length: 60 }, (_, index) =>
      index % 2 === 0 ? both(writer, 'company', 'W2') : both(other, 'W2', 'company'),
    );
    await Promise.all(turns);
    await other.stop();
    const { rows } = await database.pool.query(`SELECT seq FROM stream WHERE stream_id = 'W2'`);
    expect(rows).toEqual([{ seq: 62 }]);
  });
});
