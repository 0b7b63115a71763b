// The disk as the second place of ops needs it: the print journal's, and a look into its folder.
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type JournalFiles, nodeJournalFiles } from './print-outbox-files';

export type FileSeen = { name: string; changedMs: number };

export type KeptFiles = JournalFiles & {
  /** Files of a folder by name; empty when there is no such folder. */
  list: (folder: string) => Promise<FileSeen[]>;
  remove: (path: string) => Promise<void>;
};

export const nodeKeptFiles: KeptFiles = {
  ...nodeJournalFiles,
  list: async (folder) => {
    let names: string[];
    try {
      names = await readdir(folder);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw cause;
    }
    const seen = await Promise.all(
      names.sort().map(async (name) => ({ name, changedMs: (await stat(join(folder, name))).mtimeMs })),
    );
    return seen;
  },
  remove: (path) => rm(path, { force: true }),
};
