// Streams rows into a table with COPY, the fastest door PostgreSQL has. Holds 64 KB at a time and waits when the
// database does. Escapes as COPY's text format wants it (PostgreSQL manual, COPY, "Text Format").
import { from as copyFrom } from 'pg-copy-streams';
import type { Client } from '../../db/pool';

export type CopyValue = string | number | null;

export type RowCopy = {
  /** Resolves when there is room for more. */
  write: (values: readonly CopyValue[]) => Promise<void> | undefined;
  /** Resolves when every row is in the table (still inside the caller's transaction). */
  end: () => Promise<void>;
  /** Gives up; the caller rolls back. */
  abort: (cause: Error) => Promise<void>;
};

const blockChars = 65_536;

/** @param target table and columns, `import_run (import_id, run_no)` */
export function copyInto(client: Client, target: string): RowCopy {
  const stream = client.query(copyFrom(`COPY ${target} FROM STDIN`));
  const closed = new Promise<void>((resolve, reject) => {
    stream.once('finish', resolve);
    stream.once('error', reject);
  });
  // Whoever writes or ends hears of it; this only keeps Node from calling it unhandled before.
  closed.catch(() => undefined);
  let block = '';

  const send = (): Promise<void> | undefined => {
    const full = block;
    block = '';
    if (stream.write(Buffer.from(full))) return undefined;
    return Promise.race([new Promise<void>((resolve) => stream.once('drain', resolve)), closed]);
  };

  return {
    write: (values) => {
      let line = '';
      for (const value of values) line += line === '' ? field(value) : `\t${field(value)}`;
      block += `${line}\n`;
      return block.length >= blockChars ? send() : undefined;
    },
    end: async () => {
      stream.end(block === '' ? undefined : Buffer.from(block));
      await closed;
    },
    abort: async (cause) => {
      stream.destroy(cause);
      await closed.catch(() => undefined);
    },
  };
}

function field(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, escaped) : value;
}

function escaped(sign: string): string {
  if (sign === '\n') return '\\n';
  if (sign === '\t') return '\\t';
  return sign === '\r' ? '\\r' : '\\\\';
}
