// A PostgreSQL of a bench's own in a folder that is gone afterwards.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../server/db/embedded-postgres';
import { openPool, type Pool } from '../server/db/pool';

/** @param name in the folder's name, for whoever finds one left by a killed bench */
export async function withOwnDatabase<Result>(
  name: string,
  work: (pool: Pool) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), `waybill-${name}-`));
  const server = await startEmbeddedPostgres(folder);
  try {
    const pool = await openPool(server.url);
    try {
      return await work(pool);
    } finally {
      await pool.end();
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
