// Where a file that the office made is put: among the downloads, under its own name, never over another file.
import { join } from 'node:path';

/** @param fileName as the page calls it: nothing of it leaves the folder */
export function savePathOf(folder: string, fileName: string, isThere: (path: string) => boolean): string {
  const isFit = (sign: string): boolean => sign >= ' ' && !'/\\:*?"<>|'.includes(sign);
  const plain =
    [...fileName]
      .map((sign) => (isFit(sign) ? sign : '-'))
      .join('')
      .replace(/^\.+/, '')
      .slice(-120) || 'waybill';
  const dot = plain.lastIndexOf('.');
  const [stem, end] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ''];
  let path = join(folder, plain);
  for (let nth = 2; isThere(path); nth += 1) path = join(folder, `${stem} (${nth})${end}`);
  return path;
}
