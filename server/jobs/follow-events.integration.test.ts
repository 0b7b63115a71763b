// A follower of the history, on real PostgreSQL with real writers: sees every event once and in order, also those that
// commit while it reads, also when it fails half-way, also with a second one of its name.
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestOffice, type TestOffice, type TestStation } from '../test-office.test-kit';
import { type FollowerOptions, type HistoryEvent, startFollower } from './follow-events';

let office: TestOffice;
let station: TestStation;
beforeAll(async () => {
  office = await startTestOffice();
  station = await office.enrol();
  await office.receive('MUG', 500);
});
afterAll(() => office.close());

const follower = (name: string, more: Partial<FollowerOptions> = {}): ReturnType<typeof startFollower> =>
  startFollower({
    pool: office.office.pool,
    name,
    types: ['OrderPlaced', 'ParcelReleased'],
    react: () => Promise.resolve(),
    idleMs: 1_000_000,
    atOnce: 7,
    onFailure: () => undefined,
    ...more,
  });

const place = async (count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await station.place({ externalId: uuidV7() }));
  return ids;
};

describe('a follower of the history', () => {
  it('sees every event of its types once and in the order of its stream, from where it began', async () => {
    await place(2);
    const seen: HistoryEvent[] = [];
    const react: FollowerOptions['react'] = (_client, events) => {
      seen.push(...events);
      return Promise.resolve();
    };
    const job = follower('reader', { react });
    await job.drain();
    expect(seen).toEqual([]);
    const [ids] = await Promise.all([place(10), job.drain(), job.drain()]);
    await office.settled();
    await job.drain();
    expect(seen.filter(({ type }) => type === 'OrderPlaced').map(({ orderId }) => orderId)).toEqual(ids);
    expect(
      new Set(seen.filter(({ aggregate }) => aggregate === 'parcel').map(({ orderId }) => orderId)),
    ).toEqual(new Set(ids));
    for (const streamId of new Set(seen.map((event) => event.streamId))) {
      const seqs = seen.filter((event) => event.streamId === streamId).map(({ seq }) => seq);
      expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    }
    await job.stop();
  });

  it('begins again where it was when it failed, and what it had written is gone with it', async () => {
    const job = follower('writer', {
      react: async (client, events) => {
        for (const { aggregateId } of events)
          await client.query(`INSERT INTO outbox (id, topic, key, payload) VALUES ($1, 'seen', $2, '{}')`, [
            uuidV7(),
            aggregateId,
          ]);
        if (isBroken) throw new Error('half-way');
      },
    });
    let isBroken = false;
    await job.drain();
    const ids = await place(5);
    isBroken = true;
    await expect(job.drain()).rejects.toThrow('half-way');
    const seen = (): Promise<{ key: string }[]> =>
      office.rows<{ key: string }>(
        `SELECT key FROM outbox WHERE topic = 'seen' AND key = ANY($1::text[])`,
        ids,
      );
    expect(await seen()).toEqual([]);
    isBroken = false;
    const twin = follower('writer', {
      react: async (client, events) => {
        for (const { aggregateId } of events)
          await client.query(`INSERT INTO outbox (id, topic, key, payload) VALUES ($1, 'seen', $2, '{}')`, [
            uuidV7(),
            aggregateId,
          ]);
      },
    });
    await Promise.all([job.drain(), twin.drain()]);
    await Promise.all([job.drain(), twin.drain()]);
    expect((await seen()).map(({ key }) => key).sort()).toEqual([...ids].sort());
    await job.stop();
    await twin.stop();
  });

  const places = (name: string): Promise<{ seq: number; end: number }[]> =>
    office.rows(
      'SELECT f.seq, s.seq AS "end" FROM follower f JOIN stream s USING (stream_id) WHERE f.name = $1',
      name,
    );
  const isAtTheEnd = ({ seq, end }: { seq: number; end: number }): boolean => seq === end;

  it('is carried along over what it did not ask for, and is never called for it', async () => {
    const told: string[] = [];
    const note =
      (name: string): FollowerOptions['react'] =>
      (_client, events) => {
        told.push(...events.map(({ type }) => `${name} ${type}`));
        return Promise.resolve();
      };
    const deaf = follower('deaf', { types: ['NothingOfTheKind'], react: note('deaf') });
    const unwilling = follower('unwilling', {
      types: null,
      isWanted: () => Promise.resolve(false),
      react: note('unwilling'),
    });
    const stock = follower('stock', { types: [], withMoves: true, react: note('stock') });
    const jobs = [deaf, unwilling, stock];
    for (const job of jobs) await job.drain();
    await place(3);
    await office.receive('MUG', 4);
    await office.settled();
    // One look carries all of them along.
    await deaf.drain();
    expect((await places('deaf')).map(isAtTheEnd)).toEqual([true, true, true]);
    expect((await places('unwilling')).map(isAtTheEnd)).toEqual([true, true, true]);
    await stock.drain();
    expect((await places('stock')).every(isAtTheEnd)).toBe(true);
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((line) => !line.startsWith('stock '))).toEqual([]);
    for (const job of jobs) await job.stop();
  });

  it('reads again what was lost with the power after it had read it', async () => {
    const seen: HistoryEvent[] = [];
    const job = follower('forgetful', {
      react: (_client, events) => {
        seen.push(...events);
        return Promise.resolve();
      },
    });
    await job.drain();
    const before = await places('forgetful');
    await place(2);
    await office.settled();
    await job.drain();
    const once = seen.length;
    expect(once).toBeGreaterThan(0);
    // A commit that waits for no disk may be gone: its place is what the database says, not what the process remembers.
    await office.rows(
      'UPDATE follower SET seq = least(seq, $2) WHERE name = $1',
      'forgetful',
      Math.min(...before.map(({ seq }) => seq)),
    );
    await job.drain();
    expect(seen.length).toBeGreaterThanOrEqual(2 * once);
    await job.stop();
  });

  it('holds nobody up who writes to the stream while it notes what it read', async () => {
    let placed: string[] = [];
    const job = follower('slow', {
      react: async (client, events) => {
        const [first] = events;
        if (!first || placed.length > 0) return;
        await client.query(
          'INSERT INTO supply_level (stream_id, supply) VALUES ($1, $2) ON CONFLICT DO NOTHING',
          [first.streamId, 'box of a test'],
        );
        placed = await place(1);
      },
    });
    await job.drain();
    await place(1);
    await office.settled();
    await job.drain();
    expect(placed).toHaveLength(1);
    await job.stop();
  });

  it('reads from the beginning of the company when it is told to', async () => {
    let placed = 0;
    const job = follower('historian', {
      fromStart: true,
      react: (_client, events) => {
        placed += events.filter(({ type }) => type === 'OrderPlaced').length;
        return Promise.resolve();
      },
    });
    await job.drain();
    await job.stop();
    expect(placed).toBe(24);
  });
});
