import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { entriesOf, makeStreams, writeEntry } from './stream.test-kit';
import { type Batch, createStreamWriter, type StreamWriter } from './stream-writer';
import { testDatabase, type TestDatabase } from './test-database';

let database: TestDatabase;
let writer: StreamWriter;
const troubles: unknown[] = [];

beforeAll(async () => {
  database = await testDatabase();
  await makeStreams(database.pool);
  writer = createStreamWriter(database.pool, { pollMs: 20, onTrouble: (cause) => troubles.push(cause) });
});
beforeEach(async () => {
  await database.pool.query('DELETE FROM directory; UPDATE stream SET seq = 0');
});
afterAll(async () => {
  await writer.stop();
  await database.close();
});

const statusOf = (turns: PromiseSettledResult<unknown>[]): string[] => turns.map(({ status }) => status);

describe('law 7: the order of a stream', () => {
  it('has no gaps, and a reader that follows it misses nothing, with 16 writers in two head offices', async () => {
    const other = createStreamWriter(database.pool);
    const read: number[] = [];
    let isWriting = true;
    const reader = (async () => {
      let after = 0;
      while (isWriting || after < 640) {
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
        await writeEntry(who % 2 === 0 ? writer : other, 'W1', `w${who}-${turn}`);
    });
    await Promise.all(writers);
    isWriting = false;
    await reader;
    await other.stop();
    expect(read).toEqual(Array.from({ length: 640 }, (_, index) => index + 1));
    expect(await entriesOf(database.pool, 'W1')).toHaveLength(640);
  });

  it('is the order of submission', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `entry-${index}`);
    await Promise.all(names.map((name) => writeEntry(writer, 'W1', name)));
    expect(await entriesOf(database.pool, 'W1')).toEqual(names);
  });

  it('costs many waiting units few commits', async () => {
    const commits = async (): Promise<number> => {
      const { rows } = await database.pool.query<{ n: number }>(
        `SELECT max(group_no) AS n FROM writer_mark WHERE stream_id = 'W1'`,
      );
      return rows[0]?.n ?? 0;
    };
    const fresh = createStreamWriter(database.pool);
    await database.pool.query('DELETE FROM writer_mark');
    await Promise.all(Array.from({ length: 300 }, (_, index) => writeEntry(fresh, 'W1', `many-${index}`)));
    expect(await commits()).toBe(3);
    await fresh.stop();
  });

  it('keeps two streams at once, named in any order by two head offices, without a deadlock', async () => {
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
    const { rows } = await database.pool.query(`SELECT seq FROM stream WHERE stream_id IN ('company', 'W2')`);
    expect(rows).toEqual([{ seq: 60 }, { seq: 60 }]);
  });

  it('of one warehouse does not wait for slow work of another', async () => {
    let finish: () => void = () => undefined;
    const slow = writer.submit(['W2'], () => new Promise<void>((resolve) => (finish = resolve)));
    await writeEntry(writer, 'W1', 'quick');
    expect(await entriesOf(database.pool, 'W1')).toEqual(['quick']);
    finish();
    await slow;
  });
});

describe('a unit that fails', () => {
  it('fails alone, and leaves no gap behind it', async () => {
    const turns = await Promise.allSettled([
      writeEntry(writer, 'W2', 'before'),
      writer.submit(['W2'], async (tx) => {
        tx.nextSeq('W2');
        await tx.client.query('SELECT 1/0');
      }),
      writeEntry(writer, 'W2', 'between'),
      writer.submit(['W2'], () => Promise.reject(new Error('by itself'))),
      writeEntry(writer, 'W2', 'after'),
    ]);
    expect(statusOf(turns)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await entriesOf(database.pool, 'W2')).toEqual(['before', 'between', 'after']);
  });

  it('fails alone when it hides that a statement of it failed', async () => {
    const turns = await Promise.allSettled([
      writeEntry(writer, 'W2', 'before'),
      writer.submit(['W2'], async (tx) => {
        await tx.client.query('SELECT 1/0').catch(() => undefined);
      }),
      writeEntry(writer, 'W2', 'after'),
    ]);
    expect(statusOf(turns)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await entriesOf(database.pool, 'W2')).toEqual(['before', 'after']);
  });

  it('fails alone when it names a stream that is not there, or none, or writes to one it did not name', async () => {
    const turns = await Promise.allSettled([
      writer.submit(['W2', 'W9'], async () => undefined),
      writer.submit(['W2'], async (tx) => tx.nextSeq('W1')),
      writer.submit([], async () => undefined),
      writeEntry(writer, 'W2', 'sound'),
    ]);
    expect(statusOf(turns)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
    expect(turns.slice(0, 3).map((turn) => (turn.status === 'rejected' ? turn.reason.message : ''))).toEqual([
      'there is no stream W9',
      'a unit wrote to W1 without naming it',
      'a unit must name its streams',
    ]);
    expect(await entriesOf(database.pool, 'W2')).toEqual(['sound']);
  });
});

describe('what is announced', () => {
  it('is what was committed, in order; when another process wrote, listeners are told to pull', async () => {
    const heard: (Batch | null)[] = [];
    const stop = writer.subscribe((streamId, batch) => {
      if (streamId === 'company') heard.push(batch);
    });
    await writeEntry(writer, 'company', 'one');
    await writeEntry(writer, 'company', 'two');
    const names = heard.flatMap((batch) => batch?.changes.map((change) => change.document['entryId']) ?? []);
    expect(names.slice(-1)).toEqual(['two']);
    const other = createStreamWriter(database.pool);
    await writeEntry(other, 'company', 'three');
    await expect.poll(() => heard.at(-1)).toBeNull();
    await other.stop();
    stop();
  });

  it('is no batch while somebody may have written unseen before it', async () => {
    await writeEntry(writer, 'company', 'before');
    const fresh = createStreamWriter(database.pool, { pollMs: 1_000_000 });
    const heard: (Batch | null)[] = [];
    fresh.subscribe((_streamId, batch) => heard.push(batch));
    await writeEntry(fresh, 'company', 'one');
    await writeEntry(fresh, 'company', 'two');
    await fresh.stop();
    expect(heard.map((batch) => batch && batch.changes.map(({ seq }) => seq))).toEqual([null, [3]]);
  });

  it('is nothing of a unit that failed', async () => {
    const heard: unknown[] = [];
    const stop = writer.subscribe((_streamId, batch) => heard.push(...(batch?.changes ?? [])));
    const failing = writer.submit(['W1'], async (tx) => {
      const seq = tx.nextSeq('W1');
      tx.announce({
        streamId: 'W1',
        collection: 'x',
        seq,
        document: { name: 'ghost' },
        stationId: null,
        warehouseIds: null,
      });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await writeEntry(writer, 'W1', 'sound');
    stop();
    expect(JSON.stringify(heard)).not.toContain('ghost');
  });

  it('cannot fail or repeat a unit, whatever a listener does', async () => {
    const stop = writer.subscribe(() => {
      throw new Error('a bad listener');
    });
    const turns = ['a', 'b'].map((name) => writeEntry(writer, 'W1', name));
    expect(await Promise.all(turns)).toEqual([1, 2]);
    stop();
    expect(await entriesOf(database.pool, 'W1')).toEqual(['a', 'b']);
    expect(troubles).toContainEqual(new Error('a bad listener'));
  });
});

describe('stopping', () => {
  it('finishes what waits, and takes no more', async () => {
    const stopping = createStreamWriter(database.pool);
    const last = writeEntry(stopping, 'W1', 'last');
    await stopping.stop();
    expect(await entriesOf(database.pool, 'W1')).toEqual(['last']);
    expect(await last).toBe(1);
    await expect(writeEntry(stopping, 'W1', 'late')).rejects.toMatchObject({ code: 'head-office-stopping' });
  });
});
