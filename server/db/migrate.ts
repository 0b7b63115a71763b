// Brings the database to the shape this version needs. Migrations run once, in order, each in its own transaction; one
// that was changed after it ran, or a database that is ahead of this program, is refused before anything is touched.
import { createHash } from 'node:crypto';
import { DatabaseFailure } from './database-failure';
import { migrations as ownMigrations } from './migrations';
import { type Client, type Pool, withTransaction } from './pool';

export type Migration = { name: string; sql: string };

/** Two head offices starting at once must not both migrate; the lock ends with each transaction. */
const migrationLock = 7_294_001;

/**
 * @returns names of the migrations that ran now
 * @throws DatabaseFailure `database-newer` when this program and the database do not belong together
 */
export async function migrate(
  pool: Pool,
  migrations: readonly Migration[] = ownMigrations,
): Promise<string[]> {
  const ran: string[] = [];
  for (;;) {
    const name = await withTransaction(pool, (client) => runNext(client, migrations));
    if (name === null) return ran;
    ran.push(name);
  }
}

/** Looks at everything again each time, because another head office may have migrated since. */
async function runNext(client: Client, migrations: readonly Migration[]): Promise<string | null> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
  await client.query(
    'CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, checksum text NOT NULL, at timestamptz NOT NULL DEFAULT now())',
  );
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'SELECT name, checksum FROM migration ORDER BY name',
  );
  const known = new Map(rows.map((row) => [row.name, row.checksum]));
  refuseForeign(known, migrations);
  const next = migrations.find(({ name }) => !known.has(name));
  if (!next) return null;
  await client.query(next.sql);
  await client.query('INSERT INTO migration (name, checksum) VALUES ($1, $2)', [next.name, checksumOf(next)]);
  return next.name;
}

function checksumOf({ sql }: Migration): string {
  return createHash('sha256').update(sql).digest('hex');
}

function refuseForeign(known: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const own = new Set(migrations.map(({ name }) => name));
  const foreign = [...known.keys()].filter((name) => !own.has(name)).join(', ');
  if (foreign !== '') {
    throw new DatabaseFailure(
      'database-newer',
      `This database was used by a newer Waybill (it knows ${foreign}). Update this one, or point it to another database or data folder.`,
      { names: foreign },
    );
  }
  const changed = migrations.find((each) => (known.get(each.name) ?? checksumOf(each)) !== checksumOf(each));
  if (changed) {
    throw new DatabaseFailure(
      'database-newer',
      `Migration ${changed.name} ran here in another form. This program and this database do not belong together: use the version that made the database, or restore a backup.`,
      { name: changed.name },
    );
  }
}
