// Brings the database to the shape this version needs. Migrations run once, in order, each in its own transaction; one
// that was changed after it ran, or a database that is ahead of this program, is refused before anything is touched.
import { createHash } from 'node:crypto';
import { DatabaseFailure } from './database-failure';
import { migrations } from './migrations';
import { type Pool, withTransaction } from './pool';

/** Two head offices starting at once must not both migrate; the lock ends with the transaction. */
const migrationLock = 7_294_001;

/** @returns names of the migrations that ran now */
export async function migrate(pool: Pool): Promise<string[]> {
  await withTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    await client.query(
      'CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, checksum text NOT NULL, at timestamptz NOT NULL DEFAULT now())',
    );
  });
  const ran: string[] = [];
  for (const { name, sql } of migrations) {
    const checksum = createHash('sha256').update(sql).digest('hex');
    const isNew = await withTransaction(pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
      const { rows } = await client.query<{ checksum: string }>(
        'SELECT checksum FROM migration WHERE name = $1',
        [name],
      );
      const known = rows[0];
      if (known && known.checksum !== checksum) {
        throw new DatabaseFailure(
          'database-newer',
          `Migration ${name} ran here in another form. This program and this database do not belong together: use the version that made the database, or restore a backup.`,
          { name },
        );
      }
      if (known) return false;
      await client.query(sql);
      await client.query('INSERT INTO migration (name, checksum) VALUES ($1, $2)', [name, checksum]);
      return true;
    });
    if (isNew) ran.push(name);
  }
  await refuseNewer(pool);
  return ran;
}

async function refuseNewer(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM migration');
  const own = new Set(migrations.map((migration) => migration.name));
  const foreign = rows.map((row) => row.name).filter((name) => !own.has(name));
  if (foreign.length > 0) {
    throw new DatabaseFailure(
      'database-newer',
      `This database was used by a newer Waybill (it knows ${foreign.join(', ')}). Update this one, or point it to another database or data folder.`,
      { names: foreign.join(', ') },
    );
  }
}
