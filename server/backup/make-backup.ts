// Writes everything head office knows into one file while it goes on working: one snapshot of the database, table by
// table. Never leaves half a backup under the name that was asked for.
import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { diskFull } from '../db/data-folder';
import { DatabaseFailure } from '../db/database-failure';
import type { Client, Pool } from '../db/pool';
import { backupFormat, type BackupHead, type BackupTable, tableEnd } from './backup-file';

export type BackupMade = { file: string; rows: Record<string, number> };

export type BackupOptions = {
  pool: Pool;
  file: string;
  version: string;
  now: () => Date;
  /** Told before each table. */
  onTable?: (table: string) => void;
};

/** @throws DatabaseFailure `disk-full` or `backup-not-written` */
export async function makeBackup(options: BackupOptions): Promise<BackupMade> {
  const file = resolve(options.file);
  const draft = `${file}.partial`;
  try {
    await mkdir(dirname(file), { recursive: true });
    const rows = await writeDraft(draft, options);
    await rename(draft, file);
    return { file, rows };
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw inWords(cause, file);
  }
}

async function writeDraft(draft: string, options: BackupOptions): Promise<Record<string, number>> {
  const client = await options.pool.connect();
  let broken: Error | undefined;
  try {
    const gzip = createGzip();
    const writing = pipeline(gzip, createWriteStream(draft, { mode: 0o600 }));
    // Heard by whoever awaits it; without this a full disk would end the program while a table is being read.
    writing.catch(() => undefined);
    const rows = await Promise.race([
      writeAll(client, gzip, options),
      writing.then(() => Promise.reject(new Error('the file was closed early'))),
    ]);
    gzip.end();
    await writing;
    const handle = await open(draft, 'r+');
    await handle.sync();
    await handle.close();
    return rows;
  } catch (cause) {
    broken = cause instanceof Error ? cause : new Error(String(cause));
    throw cause;
  } finally {
    client.release(broken);
  }
}

async function writeAll(
  client: Client,
  gzip: Gzip,
  { version, now, onTable }: BackupOptions,
): Promise<Record<string, number>> {
  const hash = createHash('sha256');
  // One snapshot for all tables: what is committed meanwhile is not in it, not even in part.
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const migrations = await client.query<{ name: string }>('SELECT name FROM migration ORDER BY name');
  const head: BackupHead = {
    waybillBackup: backupFormat,
    madeAt: now().toISOString(),
    version,
    migrations: migrations.rows.map(({ name }) => name),
  };
  await say(gzip, hash, JSON.stringify(head));
  const rows: Record<string, number> = {};
  for (const table of await tablesOf(client)) {
    onTable?.(table.table);
    await say(gzip, hash, JSON.stringify(table));
    rows[table.table] = await copyOut(client, table, gzip, hash);
    await say(gzip, hash, tableEnd);
  }
  await client.query('COMMIT');
  const end = { end: true, rows, sha256: hash.digest('hex') };
  await write(gzip, `${JSON.stringify(end)}\n`);
  return rows;
}

/**
 * Every table that outlives a crash, with its columns; what only helps an import along is left out, and columns that the
 * database works out itself.
 */
async function tablesOf(client: Client): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(
    `SELECT c.relname AS "table", array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relpersistence = 'p' AND c.relname <> 'migration'
     GROUP BY c.relname ORDER BY c.relname`,
  );
  return rows;
}

async function copyOut(
  client: Client,
  { table, columns }: BackupTable,
  gzip: Gzip,
  hash: Hash,
): Promise<number> {
  let rows = 0;
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const source = client.query(copyTo(`COPY ${pg.escapeIdentifier(table)} (${list}) TO STDOUT`));
  for await (const chunk of source as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1;
    hash.update(chunk);
    await write(gzip, chunk);
  }
  return rows;
}

async function say(gzip: Gzip, hash: Hash, line: string): Promise<void> {
  hash.update(line).update('\n');
  await write(gzip, `${line}\n`);
}

async function write(gzip: Gzip, content: string | Buffer): Promise<void> {
  if (!gzip.write(content)) await once(gzip, 'drain');
}

function inWords(cause: unknown, file: string): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(dirname(file), cause);
  if (
    code === 'ENOENT' ||
    code === 'EACCES' ||
    code === 'EPERM' ||
    code === 'EROFS' ||
    code === 'ENOTDIR' ||
    code === 'EISDIR'
  )
    return new DatabaseFailure(
      'backup-not-written',
      `The backup ${file} cannot be written (${code}). Name another place for it.`,
      { file, code },
      { cause },
    );
  return cause;
}
