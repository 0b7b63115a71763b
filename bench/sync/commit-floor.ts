// What the disk and PostgreSQL alone allow here: one connection that changes one row and commits, again and again.
import type { Pool } from '../../server/db/pool';
import { percentile } from '../bench';

export async function commitFloor(
  pool: Pool,
  seconds: number,
): Promise<{ commitsPerSecond: number; commitP50Ms: number; commitP99Ms: number }> {
  const client = await pool.connect();
  try {
    await client.query('CREATE TABLE bench_floor (id int PRIMARY KEY, n bigint NOT NULL)');
    await client.query('INSERT INTO bench_floor VALUES (1, 0)');
    const tookMs: number[] = [];
    const endMs = performance.now() + seconds * 1000;
    while (performance.now() < endMs) {
      const startedMs = performance.now();
      await client.query('UPDATE bench_floor SET n = n + 1 WHERE id = 1');
      tookMs.push(performance.now() - startedMs);
    }
    await client.query('DROP TABLE bench_floor');
    return {
      commitsPerSecond: tookMs.length / seconds,
      commitP50Ms: percentile(tookMs, 0.5),
      commitP99Ms: percentile(tookMs, 0.99),
    };
  } finally {
    client.release();
  }
}
