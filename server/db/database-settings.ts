// What a data folder remembers of its embedded database: format, port, password. Written whole or not at all, before
// the database is made, and readable by its owner alone: losing the password would lock the company out of its data.
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { diskFull } from './data-folder';
import { DatabaseFailure } from './database-failure';

const settingsSchema = z.object({
  format: z.literal(1),
  port: z.int().min(1).max(65_535),
  password: z.string().min(20),
});
export type DatabaseSettings = z.infer<typeof settingsSchema>;

const settingsFormat = 1;
const fileName = 'database.json';

/**
 * The folder's settings; null when it has none yet.
 * @throws DatabaseFailure when they are of a newer Waybill or damaged
 */
export function readDatabaseSettings(folder: string): DatabaseSettings | null {
  const file = join(folder, fileName);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new DatabaseFailure(
      'data-folder-not-writable',
      `${file} cannot be read (${code}). Start Waybill as the user who made it, or set WAYBILL_DATA_DIR to another folder.`,
      { folder, code: code ?? '' },
      { cause },
    );
  }
  const parsed = parseJson(text);
  const format = z.object({ format: z.number() }).safeParse(parsed);
  if (format.success && format.data.format > settingsFormat) {
    throw new DatabaseFailure(
      'data-folder-newer',
      `The data folder ${folder} belongs to a newer Waybill. Update this one, or choose another WAYBILL_DATA_DIR.`,
      { folder },
    );
  }
  const settings = settingsSchema.safeParse(parsed);
  if (settings.success) return settings.data;
  // The reason is left out: it could quote the password.
  throw new DatabaseFailure(
    'data-folder-damaged',
    `${file} is damaged, so the password of the database is not known. Put the file back from a backup of the folder, or choose another WAYBILL_DATA_DIR.`,
    { folder },
  );
}

/** Settings of a new folder; when two start at once, both get what the first one wrote. */
export function makeDatabaseSettings(folder: string, port: number): DatabaseSettings {
  const settings: DatabaseSettings = {
    format: settingsFormat,
    port,
    password: randomBytes(24).toString('hex'),
  };
  store(folder, settings, 'first');
  const stored = readDatabaseSettings(folder);
  if (!stored) throw new Error(`${fileName} vanished from ${folder}`);
  return stored;
}

export function writeDatabaseSettings(folder: string, settings: DatabaseSettings): void {
  store(folder, settings, 'replace');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// A full disk or a power cut leaves the old file, never half of the new one.
function store(folder: string, settings: DatabaseSettings, how: 'first' | 'replace'): void {
  const file = join(folder, fileName);
  const draft = `${file}.${process.pid}`;
  try {
    const handle = openSync(draft, 'w', 0o600);
    try {
      chmodSync(draft, 0o600);
      writeSync(handle, `${JSON.stringify(settings)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (how === 'replace') renameSync(draft, file);
    else linkOnce(draft, file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw diskFull(folder, cause);
    throw cause;
  } finally {
    rmSync(draft, { force: true });
  }
}

function linkOnce(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    // Some file systems know no hard links; there two that start at once may not see each other.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw cause;
    renameSync(draft, file);
  }
}
