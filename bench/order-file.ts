// The order file in a folder of data: the largest CSV with the columns of one.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readHeader } from '../shared/domain/channel/csv-header';
import { onlineRetailColumns } from '../shared/domain/channel/online-retail-row';
import { BenchCannotRun } from './bench';

/** `folder`: or the file itself. */
export function findOrderFile(folder: string): string {
  let names: string[];
  try {
    names = statSync(folder).isFile() ? [''] : readdirSync(folder);
  } catch {
    throw new BenchCannotRun(`there is no ${folder}; name a folder with an order file by --data`);
  }
  const files = names
    .map((name) => join(folder, name))
    .filter((path) => /\.csv(\.gz)?$/.test(path) && readHeader(firstLine(path), onlineRetailColumns).ok)
    .sort((a, b) => statSync(b).size - statSync(a).size);
  if (!files[0]) throw new BenchCannotRun(`no file in ${folder} has the columns of an order file`);
  return files[0];
}

function firstLine(path: string): string {
  const bytes = readFileSync(path);
  const text = path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  const end = text.indexOf(10);
  return text
    .subarray(0, end < 0 ? text.length : end)
    .toString('utf8')
    .trim();
}

export function textOf(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
