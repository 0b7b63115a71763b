// Finds the batching instances below a folder, and the values published for them.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type BatchingInstance, readBatching } from './order-batching';

export type NamedInstance = BatchingInstance & {
  /** Family, as its folder is named. */
  family: string;
  name: string;
  file: string;
};

export type PublishedValue = {
  /** Metres with optimal tours, the best that was published or measured; instances of other policies have none. */
  best: number;
  isProven: boolean;
};

const batchingMark = /^TYPE\s*:\s*Order_batching/m;

/** Files of this format, in order of their paths. */
export function batchingFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return batchingFiles(path);
      return name.endsWith('.txt') && batchingMark.test(head(path)) ? [path] : [];
    });
}

function head(path: string): string {
  return readFileSync(path, 'latin1').slice(0, 400);
}

/** @param root below which families are told apart by their folder */
export function readInstance(root: string, file: string): NamedInstance {
  const path = file.slice(root.length + 1);
  const family = path.includes('/') ? (path.split('/')[0] as string) : basename(root);
  return { ...readBatching(readFileSync(file, 'latin1')), family, name: basename(file), file };
}

/** Published values of a family lie beside its folder, `best-known-*.csv`, with our own reference of longer runs. */
export function publishedValues(root: string): (instance: NamedInstance) => PublishedValue | null {
  const folders = [root, dirname(root)];
  const tables = folders.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => /^(best-known|reference).*\.csv$/.test(name))
          .map((name) => readCsv(join(folder, name)))
      : [],
  );
  return ({ file, name }) => {
    const rows = tables.flatMap((rowsOf) =>
      rowsOf.filter(
        (row) => row['file'] === name && (row['set'] === undefined || file.includes(`/${row['set']}/`)),
      ),
    );
    const values = rows
      .flatMap((row) => [row['bks_optimal_routing'], row['optimal'], row['ils_10s_optimal_routing']])
      .map(Number)
      .filter((value) => value > 0);
    if (values.length === 0) return null;
    const isProven = rows.some((row) => row['optimal_proven'] === 'True' || 'number of orders' in row);
    return { best: Math.min(...values), isProven };
  };
}

function readCsv(path: string): Record<string, string | undefined>[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, at) => [name, cells[at]]));
  });
}
