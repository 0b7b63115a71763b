// The print journal: one line an entry, each with a checksum, synced before the entry counts. What was acknowledged is
// read back; a last line cut short by a crash was never acknowledged and is dropped; a damaged line is kept aside and
// counted, never guessed at.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Failure } from '../failure';
import { type AppendFile, diskFailure, type JournalFiles } from './print-outbox-files';

const format = 'waybill-print-outbox';
const version = 1;
const headSchema = z.object({ format: z.literal(format), version: z.int().positive() });

export type Journal<Entry> = {
  /** Adds an entry. Rejects with `disk.full` or `disk.cannot-write`; then the entry is not in the journal. */
  append: (entry: Entry) => Promise<void>;
  close: () => Promise<void>;
};

export type OpenedJournal<Entry> = {
  journal: Journal<Entry>;
  entries: Entry[];
  /** Whole lines that could not be read; their text is in a file of its own beside the journal. */
  damagedLines: number;
};

export type JournalOptions<Entry> = {
  files: JournalFiles;
  path: string;
  schema: z.ZodType<Entry>;
  /** Entries that say the same in fewer lines; the journal is rewritten with them when it is opened. */
  shorten: (entries: readonly Entry[], damagedLines: number) => Entry[];
};

/** First 16 hex digits of SHA-256: enough to notice damage, short enough to read past. */
const checksum = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const lineOf = (value: unknown): string => {
  const body = JSON.stringify({ entry: value }).slice(1);
  return `{"sum":"${checksum(body)}",${body}\n`;
};

const readLine = (line: string): { value: unknown } | null => {
  const parts = /^\{"sum":"([0-9a-f]{16})",(.*)$/s.exec(line);
  if (parts === null || checksum(parts[2] ?? '') !== parts[1]) return null;
  try {
    return { value: (JSON.parse(line) as { entry: unknown }).entry };
  } catch {
    return null;
  }
};

type ReadJournal<Entry> = { entries: Entry[]; damaged: string[]; goodBytes: number };

const readJournal = <Entry>(
  bytes: Uint8Array,
  schema: z.ZodType<Entry>,
  path: string,
): ReadJournal<Entry> => {
  const found: ReadJournal<Entry> = { entries: [], damaged: [], goodBytes: 0 };
  const text = Buffer.from(bytes).toString('utf8');
  const lastEnd = bytes.lastIndexOf(0x0a);
  found.goodBytes = lastEnd + 1;
  const lines = text.split('\n').slice(0, -1);
  lines.forEach((line, index) => {
    const read = readLine(line);
    if (read === null) {
      found.damaged.push(line);
      return;
    }
    if (index === 0) {
      const head = headSchema.safeParse(read.value);
      if (head.success && head.data.version > version) {
        throw new Failure('print.newer-version', { path, version: head.data.version });
      }
      if (head.success) return;
    }
    const entry = schema.safeParse(read.value);
    if (entry.success) found.entries.push(entry.data);
    else found.damaged.push(line);
  });
  return found;
};

const appender = (file: AppendFile, path: string, startBytes: number): Omit<Journal<unknown>, 'close'> => {
  let length = startBytes;
  let isWhole = true;
  let last: Promise<unknown> = Promise.resolve();
  const append = async (entry: unknown): Promise<void> => {
    const bytes = Buffer.from(lineOf(entry), 'utf8');
    try {
      if (!isWhole) await file.truncate(length);
      isWhole = false;
      await file.append(bytes);
      isWhole = true;
      length += bytes.length;
    } catch (cause) {
      // Half a line may be there: it goes now if it can, else before the next entry.
      await file.truncate(length).then(
        () => {
          isWhole = true;
        },
        () => undefined,
      );
      throw diskFailure(cause, path);
    }
  };
  return {
    append: (entry) => {
      const mine = last.then(() => append(entry));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
};

/**
 * Opens the journal, reads it and rewrites it short. When the disk has no room for that, the old file goes on.
 * Throws `disk.full`, `disk.cannot-write` or `print.newer-version` (values: path).
 */
export async function openJournal<Entry>(options: JournalOptions<Entry>): Promise<OpenedJournal<Entry>> {
  const { files, path, schema, shorten } = options;
  try {
    const bytes = await files.read(path);
    const found = readJournal(bytes ?? new Uint8Array(), schema, path);
    if (found.damaged.length > 0) {
      const aside = `${path}.damaged`;
      const earlier = (await files.read(aside)) ?? new Uint8Array();
      await files.replace(aside, Buffer.concat([earlier, Buffer.from(`${found.damaged.join('\n')}\n`)]));
    }
    const entries = shorten(found.entries, found.damaged.length);
    const short = Buffer.from([lineOf({ format, version }), ...entries.map(lineOf)].join(''), 'utf8');
    const isShort = await files.replace(path, short).then(
      () => true,
      (cause: unknown) => {
        if (bytes === null || diskFailure(cause, path).code !== 'disk.full') throw cause;
        return false;
      },
    );
    const file = await files.openAppend(path);
    if (!isShort) await file.truncate(found.goodBytes);
    const length = isShort ? short.length : found.goodBytes;
    return {
      journal: { ...appender(file, path, length), close: () => file.close() },
      entries,
      damagedLines: found.damaged.length,
    };
  } catch (cause) {
    throw diskFailure(cause, path);
  }
}
