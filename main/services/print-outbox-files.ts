// The disk as the print journal needs it: bytes are there when a call returns, whatever happens next.
// Never acknowledges before the operating system has synced; a replaced file is the old one or the new one.
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../failure';

export type AppendFile = {
  /** Adds bytes at the end and syncs them. */
  append: (bytes: Uint8Array) => Promise<void>;
  /** Cuts the file to so many bytes and syncs that. */
  truncate: (length: number) => Promise<void>;
  close: () => Promise<void>;
};

export type JournalFiles = {
  /** Null when there is no such file. */
  read: (path: string) => Promise<Uint8Array | null>;
  /** Writes a whole file beside and puts it in the old one's place. Makes the folder when it is not there. */
  replace: (path: string, bytes: Uint8Array) => Promise<void>;
  openAppend: (path: string) => Promise<AppendFile>;
};

const syncFolder = async (folder: string): Promise<void> => {
  // Windows cannot sync a folder and does not need it for a rename to last.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

export const nodeJournalFiles: JournalFiles = {
  read: async (path) => {
    try {
      return await readFile(path);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw cause;
    }
  },
  replace: async (path, bytes) => {
    const beside = `${path}.writing`;
    await mkdir(dirname(path), { recursive: true });
    try {
      const file = await open(beside, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, path);
    } catch (cause) {
      await rm(beside, { force: true }).catch(() => undefined);
      throw cause;
    }
    await syncFolder(dirname(path));
  },
  openAppend: async (path) => {
    const file = await open(path, 'a', 0o600);
    return {
      append: async (bytes) => {
        await file.appendFile(bytes);
        await file.datasync();
      },
      truncate: async (length) => {
        await file.truncate(length);
        await file.datasync();
      },
      close: () => file.close(),
    };
  },
};

const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** A failure of the disk with words for people: `disk.full` or `disk.cannot-write` (values: path). */
export function diskFailure(cause: unknown, path: string): Failure {
  if (cause instanceof Failure) return cause;
  const code = (cause as NodeJS.ErrnoException | null)?.code ?? '';
  return new Failure(fullCodes.has(code) ? 'disk.full' : 'disk.cannot-write', { path }, { cause });
}
