// The backup file. Gzip of lines: a head, then each table as PostgreSQL's COPY text between its own head and `\.`, then
// an end with the row counts and the SHA-256 of every byte before it. COPY text never has a bare `\.` line and never a
// line break inside a field (PostgreSQL manual, COPY, "Text Format"), so lines are all a reader needs.
// Must never call a file whole that was cut short or changed.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { DatabaseFailure } from '../db/database-failure';

export const backupFormat = 1;
export const tableEnd = '\\.';

const headSchema = z.object({
  waybillBackup: z.int(),
  madeAt: z.iso.datetime(),
  version: z.string(),
  /** Migrations the data has been through, in order. */
  migrations: z.array(z.string()),
});
export type BackupHead = z.infer<typeof headSchema>;

const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });
export type BackupTable = z.infer<typeof tableSchema>;

const endSchema = z.object({ end: z.literal(true), rows: z.record(z.string(), z.int()), sha256: z.string() });

export type BackupReader = {
  head: BackupHead;
  /** Every table in turn; its lines must be read to their end before the next is asked for. */
  tables: AsyncGenerator<{ table: BackupTable; lines: AsyncGenerator<Buffer> }>;
};

/**
 * Opens a backup file. Reading `tables` to the end proves that it is whole.
 * @throws DatabaseFailure `backup-wrong` or `backup-damaged`, also while the tables are read
 */
export async function openBackup(file: string): Promise<BackupReader> {
  const hash = createHash('sha256');
  const lines = linesOf(file);
  const first = await nextLine(lines, file);
  hash.update(first).update('\n');
  const head = headSchema.safeParse(json(first));
  if (!head.success) throw wrong(file, 'it is not a backup made by "npm run backup"');
  if (head.data.waybillBackup > backupFormat)
    throw wrong(file, 'a newer Waybill made it; update this one first');

  async function* tables(): BackupReader['tables'] {
    const counted: Record<string, number> = {};
    for (;;) {
      const line = await nextLine(lines, file);
      const said = json(line);
      const end = endSchema.safeParse(said);
      if (end.success) {
        const isWhole =
          end.data.sha256 === hash.digest('hex') && JSON.stringify(end.data.rows) === JSON.stringify(counted);
        if (!isWhole) throw damaged(file);
        return;
      }
      hash.update(line).update('\n');
      const table = tableSchema.safeParse(said);
      if (!table.success) throw damaged(file);
      let rows = 0;
      async function* content(): AsyncGenerator<Buffer> {
        for (;;) {
          const row = await nextLine(lines, file);
          hash.update(row).update('\n');
          if (row.length === 2 && row.toString() === tableEnd) return;
          rows += 1;
          yield row;
        }
      }
      yield { table: table.data, lines: content() };
      counted[table.data.table] = rows;
    }
  }
  return { head: head.data, tables: tables() };
}

async function nextLine(lines: AsyncGenerator<Buffer>, file: string): Promise<Buffer> {
  let next: IteratorResult<Buffer>;
  try {
    next = await lines.next();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw wrong(file, 'there is no such file');
    if (code === 'EISDIR') throw wrong(file, 'it is a folder');
    if (code === 'EACCES' || code === 'EPERM') throw wrong(file, 'this user may not read it');
    if (code === 'Z_DATA_ERROR') throw wrong(file, 'it is not a backup made by "npm run backup"');
    throw damaged(file, cause);
  }
  if (next.done) throw damaged(file);
  return next.value;
}

/** Lines without their `\n`; what comes after the last one is no line. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file);
  const unpacked = createGunzip();
  source.on('error', (cause) => unpacked.destroy(cause));
  let rest: Buffer[] = [];
  for await (const chunk of source.pipe(unpacked) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      const part = chunk.subarray(from, at);
      yield rest.length === 0 ? part : Buffer.concat([...rest, part]);
      rest = [];
      from = at + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
}

function json(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString());
  } catch {
    return null;
  }
}

function wrong(file: string, why: string): DatabaseFailure {
  return new DatabaseFailure('backup-wrong', `${file} cannot be restored: ${why}. Nothing was changed.`, {
    file,
  });
}

function damaged(file: string, cause?: unknown): DatabaseFailure {
  return new DatabaseFailure(
    'backup-damaged',
    `${file} is damaged or was cut short. Take another copy of it or an older backup; nothing was changed.`,
    { file },
    cause === undefined ? {} : { cause },
  );
}
