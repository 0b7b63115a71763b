// Two histories that have all numbers in common are told apart by their eras.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraOfNumber, isInHistory, type Mark, readMark } from './stream-eras';
import { makeStreams, writeEntry } from './stream.test-kit';
import { createStreamWriter, type StreamWriter } from './stream-writer';
import { testDatabase, type TestDatabase } from './test-database';

let database: TestDatabase;
let writer: StreamWriter;

beforeAll(async () => {
  database = await testDatabase();
  await makeStreams(database.pool);
  writer = createStreamWriter(database.pool);
});
afterAll(async () => {
  await writer.stop();
  await database.close();
});

type Life = { seq: number; era: string | null };
async function lifeNow(): Promise<Life> {
  const { rows } = await database.pool.query<Life>(`SELECT seq, era FROM stream WHERE stream_id = 'W1'`);
  return rows[0] ?? { seq: 0, era: null };
}
const markNow = async (): Promise<Mark> => {
  const { seq, era } = await lifeNow();
  return readMark(`${seq}.${era}`) ?? { seq: 0, era: '' };
};
const isKnown = async (mark: Mark): Promise<boolean> => {
  const { rows } = await database.pool.query<{ era: string | null }>(
    `SELECT ${eraOfNumber('$1')} AS era FROM stream WHERE stream_id = 'W1'`,
    [mark.seq],
  );
  return isInHistory(await lifeNow(), mark, rows[0]?.era ?? null);
};
const eras = async (): Promise<number> =>
  (await database.pool.query(`SELECT 1 FROM stream_era WHERE stream_id = 'W1'`)).rows.length;

describe('an era', () => {
  it('lasts as long as the connection, and what was written before it stays known', async () => {
    expect((await lifeNow()).era).toBeNull();
    await writeEntry(writer, 'W1', 'a');
    const first = await markNow();
    await writeEntry(writer, 'W1', 'b');
    expect((await markNow()).era).toBe(first.era);
    expect(await eras()).toBe(1);
    const other = createStreamWriter(database.pool);
    await writeEntry(other, 'W1', 'c');
    await other.stop();
    expect((await markNow()).era).not.toBe(first.era);
    expect(await isKnown(first)).toBe(true);
    expect(await isKnown(await markNow())).toBe(true);
  });

  it('tells numbers that were lost from those that took their place', async () => {
    const before = await lifeNow();
    await writeEntry(writer, 'W1', 'lost');
    const lost = await markNow();
    await database.pool.query(`DELETE FROM stream_era WHERE from_seq > $1`, [before.seq]);
    await database.pool.query(`UPDATE stream SET seq = $1, era = $2 WHERE stream_id = 'W1'`, [
      before.seq,
      before.era,
    ]);
    expect(await isKnown(lost)).toBe(false);
    const after = createStreamWriter(database.pool);
    for (const entry of ['d', 'e', 'f']) await writeEntry(after, 'W1', entry);
    await after.stop();
    expect(await isKnown(lost)).toBe(false);
    expect(await isKnown({ seq: before.seq, era: before.era ?? '' })).toBe(true);
  });

  it('is believed once it is forgotten', async () => {
    const old = await markNow();
    await database.pool.query(`UPDATE stream_era SET begun_at = now() - interval '31 days'`);
    const other = createStreamWriter(database.pool);
    await writeEntry(other, 'W1', 'g');
    await other.stop();
    expect(await eras()).toBe(1);
    expect(await isKnown(old)).toBe(true);
  });
});
