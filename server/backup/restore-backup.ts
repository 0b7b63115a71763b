// Puts a backup in the place of head office's data: into a database of its own first, which takes the other's name only
// when it is whole, and the other is kept aside under a name of its own. Every stream begins a new life (epoch), so that
// stations see that head office has forgotten something: they pull everything again and send again what it lacks.
// Must never touch the data in use before the backup has proved whole, and never give a number out twice.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DatabaseFailure } from '../db/database-failure';
import { migrate } from '../db/migrate';
import { migrations } from '../db/migrations';
import { type Client, openPool, type Pool, type Queryable } from '../db/pool';
import { verifyAllLedgers } from '../db/verify-ledger';
import { beginNewLife } from '../services/stations/lost-history';
import { skipNumbers } from '../services/stations/number-ranges';
import { type BackupHead, type BackupTable, openBackup } from './backup-file';
import { accessOf, carryAccess } from './carry-access';

export type Restored = {
  head: BackupHead;
  /** Name under which what was there before is kept. */
  keptAs: string;
  rows: Record<string, number>;
  /** Of the restored ledger; it is restored all the same. */
  ledgerFaults: number;
};

export type RestoreOptions = {
  /** Connection string of the database in use; nobody else may be connected to it. */
  url: string;
  file: string;
  now: () => Date;
  /** Told before each table. */
  onTable?: (table: string) => void;
  /** Lets go of connections to the database in use: it is about to get another name. */
  release: () => Promise<void>;
};

const draftName = 'waybill_restoring';
const blockBytes = 65_536;

/** @throws DatabaseFailure: then the data in use is as it was */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { url, file, now } = options;
  const backup = await openBackup(file);
  checkMigrations(backup.head, file);
  const draftUrl = withDatabase(url, draftName);
  await inMaintenance(url, (client) => client.query(`DROP DATABASE IF EXISTS ${draftName}`));
  const used = await ask(url, usedNumbers);
  const access = await ask(url, accessOf);
  const pool = await openPool(draftUrl);
  let rows: Record<string, number>;
  let ledgerFaults: number;
  try {
    const known = new Set(backup.head.migrations);
    await migrate(
      pool,
      migrations.filter(({ name }) => known.has(name)),
    );
    rows = await fill(pool, backup.tables, options.onTable);
    await migrate(pool);
    await beginAgain(pool, used, now(), backup.head.madeAt);
    await carryAccess(pool, access);
    ledgerFaults = await countFaults(pool);
  } catch (cause) {
    await pool.end();
    await inMaintenance(url, (client) => client.query(`DROP DATABASE IF EXISTS ${draftName}`));
    throw cause;
  }
  await pool.end();
  await options.release();
  const keptAs = await swap(url, draftName, `waybill_before_${stamp(now())}`);
  return { head: backup.head, keptAs, rows, ledgerFaults };
}

/**
 * Takes back the last restore: what was kept aside is in use again, and what was restored is kept aside.
 * @throws DatabaseFailure `nothing-kept` when nothing is kept aside
 */
export async function undoRestore(
  url: string,
  now: Date,
  release: () => Promise<void>,
): Promise<{ nowInUse: string; keptAs: string }> {
  const last = (await keptAside(url)).at(-1);
  if (last === undefined)
    throw new DatabaseFailure('nothing-kept', 'No restore can be taken back: nothing is kept aside here.');
  const used = await ask(url, usedNumbers);
  const access = await ask(url, accessOf);
  const pool = await openPool(withDatabase(url, last));
  try {
    await migrate(pool);
    await beginAgain(pool, used, now, null);
    await carryAccess(pool, access);
  } finally {
    await pool.end();
  }
  await release();
  return { nowInUse: last, keptAs: await swap(url, last, `waybill_undone_${stamp(now)}`) };
}

/** Names of the databases that restores have kept aside, oldest first. */
async function keptAside(url: string): Promise<string[]> {
  return inMaintenance(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT datname AS name FROM pg_database WHERE datname LIKE 'waybill\\_before\\_%' ORDER BY datname`,
    );
    return rows.map(({ name }) => name);
  });
}

function checkMigrations(head: BackupHead, file: string): void {
  const own = new Set(migrations.map(({ name }) => name));
  const foreign = head.migrations.filter((name) => !own.has(name));
  if (foreign.length === 0) return;
  throw new DatabaseFailure(
    'backup-wrong',
    `${file} was made by a newer Waybill (${head.version}, it knows ${foreign.join(', ')}). Update this one first; nothing was changed.`,
    { file },
  );
}

async function fill(
  pool: Pool,
  tables: AsyncGenerator<{ table: BackupTable; lines: AsyncGenerator<Buffer> }>,
  onTable: ((table: string) => void) | undefined,
): Promise<Record<string, number>> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const rows: Record<string, number> = {};
  try {
    // Tables come by name, not in the order their references ask for; the backup kept to them as a whole.
    await client.query("BEGIN; SET LOCAL session_replication_role = 'replica'");
    for await (const { table, lines } of tables) {
      onTable?.(table.table);
      // Migrations put rows of their own into some tables; the backup has them too.
      await client.query(`DELETE FROM ${pg.escapeIdentifier(table.table)}`);
      rows[table.table] = await copyIn(client, table, lines);
    }
    await client.query('COMMIT');
    return rows;
  } catch (cause) {
    broken = cause instanceof Error ? cause : new Error(String(cause));
    throw cause;
  } finally {
    client.release(broken);
  }
}

async function copyIn(
  client: Client,
  { table, columns }: BackupTable,
  lines: AsyncGenerator<Buffer>,
): Promise<number> {
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const stream = client.query(copyFrom(`COPY ${pg.escapeIdentifier(table)} (${list}) FROM STDIN`));
  const closed = once(stream, 'finish');
  closed.catch(() => undefined);
  let rows = 0;
  let block: Buffer[] = [];
  let bytes = 0;
  const send = async (): Promise<void> => {
    const full = Buffer.concat(block);
    block = [];
    bytes = 0;
    if (!stream.write(full)) await Promise.race([once(stream, 'drain'), closed]);
  };
  try {
    for await (const line of lines) {
      block.push(line, lineBreak);
      bytes += line.length + 1;
      rows += 1;
      if (bytes >= blockBytes) await send();
    }
    if (bytes > 0) await send();
    stream.end();
    await closed;
    return rows;
  } catch (cause) {
    stream.destroy();
    throw cause;
  }
}

const lineBreak = Buffer.from('\n');

export type UsedNumbers = { series: string; upto: number }[];

/** The last number of every series that was given to a station: also to those the backup does not know. */
export async function usedNumbers(client: Queryable): Promise<UsedNumbers> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE tablename IN ('station', 'number_series')`,
  );
  if (tables.length === 0) return [];
  // The data to be replaced may be older than this program.
  const { rows } = await client.query<{ series: string; upto: string }>(
    tables.some(({ name }) => name === 'number_series')
      ? 'SELECT series, last::text AS upto FROM number_series'
      : `SELECT 'sscc ' || sscc_prefix AS series, max(sscc_to)::text AS upto FROM station GROUP BY sscc_prefix`,
  );
  return rows.map(({ series, upto }) => ({ series, upto: Number(upto) }));
}

/**
 * A new life of every stream, and no number of the life before.
 * @param dataOf when the data was the newest there was; null: when a station was last seen
 */
export async function beginAgain(
  pool: Pool,
  used: UsedNumbers,
  now: Date,
  dataOf: string | null,
): Promise<void> {
  await beginNewLife(pool, randomUUID, now, dataOf);
  for (const { series, upto } of used) await skipNumbers(pool, series, upto);
}

async function countFaults(pool: Pool): Promise<number> {
  const proofs = await verifyAllLedgers(pool);
  return proofs.reduce((sum, { differences }) => sum + differences.length, 0);
}

/** Both names change in one transaction: a cut in between leaves everything as it was. */
async function swap(url: string, draft: string, keptAs: string): Promise<string> {
  const inUse = new URL(url).pathname.slice(1);
  await inMaintenance(url, async (client) => {
    await client.query('BEGIN');
    await client.query(
      `ALTER DATABASE ${pg.escapeIdentifier(inUse)} RENAME TO ${pg.escapeIdentifier(keptAs)}`,
    );
    await client.query(
      `ALTER DATABASE ${pg.escapeIdentifier(draft)} RENAME TO ${pg.escapeIdentifier(inUse)}`,
    );
    await client.query('COMMIT');
  });
  return keptAs;
}

function withDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

async function inMaintenance<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return ask(withDatabase(url, 'postgres'), work);
}

async function ask<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Names of databases sort by it. */
function stamp(at: Date): string {
  return at.toISOString().replace(/\D/g, '').slice(0, 17);
}
