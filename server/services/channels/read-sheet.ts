// A sheet that somebody sends, CSV or Excel, as headings and rows. Reads values only: formulas are what they came to,
// nothing in a file is run or followed. Limits stand before anything is unpacked, so that a small file cannot become a
// big one.
import { inflateRawSync } from 'node:zlib';
import { readSheet as readExcel } from 'read-excel-file/node';
import type { Cell, Sheet } from '../../../shared/domain/channel/column-mapping';
import { separators } from '../../../shared/domain/channel/csv-header';
import { createCsvReader, readOneRecord } from '../../../shared/domain/channel/csv';
import { ImportRefused } from '../imports/import-refused';
import { readText } from '../imports/read-text';

export const mostSheetBytes = 16 * 1_048_576;
const mostUnpackedBytes = 96 * 1_048_576;
const mostRows = 100_000;
const mostColumns = 200;
const mostCellText = 8_000;

type Record = { rowNo: number; cells: Cell[] };

/** @throws ImportRefused */
export async function readSheet(
  bytes: Buffer,
  legacyEncoding: 'windows-1252' | 'windows-1254',
): Promise<Sheet> {
  if (bytes.length === 0) throw new ImportRefused('import-empty');
  const records = bytes.subarray(0, 4).equals(zipStart)
    ? await excelRecords(bytes)
    : await csvRecords(bytes, legacyEncoding);
  const [first, ...rest] = records;
  if (!first || rest.length === 0) throw new ImportRefused('import-no-rows');
  if (rest.length > mostRows) throw new ImportRefused('sheet-too-long', { limit: mostRows });
  const headings = first.cells
    .slice(0, mostColumns)
    .map((cell, index) => String(cell).trim() || `#${index + 1}`);
  return { headings, rows: rest };
}

async function csvRecords(bytes: Buffer, legacyEncoding: 'windows-1252' | 'windows-1254'): Promise<Record[]> {
  const pieces: string[] = [];
  for await (const piece of readText(oneChunk(bytes), {
    maxBytes: mostUnpackedBytes,
    legacyEncoding,
    onBytes: () => undefined,
  }))
    pieces.push(piece);
  const text = pieces.join('');
  const line = text.slice(0, text.search(/\r?\n|$/));
  const widths = separators.map((separator) => ({
    separator,
    width: readOneRecord(line, separator)?.length ?? 0,
  }));
  const { separator } = widths.reduce((best, each) => (each.width > best.width ? each : best));
  const reader = createCsvReader(separator);
  return [...reader.push(text), ...reader.end()].slice(0, mostRows + 2).map(
    (record): Record => ({
      rowNo: record.lineNo,
      // What cannot be taken apart stands in the first column as it is, and is told as an order without its fields.
      cells: record.fields ?? [record.text.slice(0, 100)],
    }),
  );
}

async function* oneChunk(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function excelRecords(bytes: Buffer): Promise<Record[]> {
  refuseBomb(bytes);
  const rows = await readExcel(bytes).catch((cause: unknown) => {
    throw new ImportRefused('sheet-unreadable', {
      detail: (cause instanceof Error ? cause.message : String(cause)).slice(0, 200),
    });
  });
  return rows
    .slice(0, mostRows + 2)
    .map((row, index): Record => ({ rowNo: index + 1, cells: row.slice(0, mostColumns).map(cellOf) }));
}

function cellOf(value: unknown): Cell {
  if (typeof value === 'number') return value;
  if (value === null || value === undefined) return '';
  // A day without a time has none in the sheet either.
  if (value instanceof Date)
    return Number.isNaN(value.getTime())
      ? ''
      : value.toISOString().slice(0, 19).replace('T', ' ').replace(' 00:00:00', '');
  return typeof value === 'string' ? value.slice(0, mostCellText) : JSON.stringify(value);
}

const zipStart = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const entryMark = 0x02014b50;
const endMark = 0x06054b50;

/** Unpacks every part of the file under one limit and throws it away: what a part says of its own size is not believed. */
function refuseBomb(bytes: Buffer): void {
  const unreadable = new ImportRefused('sheet-unreadable', { detail: 'not a whole zip file' });
  const tailFrom = Math.max(0, bytes.length - 65_557);
  const endAt = bytes.subarray(tailFrom).lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06])) + tailFrom;
  if (endAt < tailFrom || bytes.length < endAt + 22 || bytes.readUInt32LE(endAt) !== endMark)
    throw unreadable;
  let left = mostUnpackedBytes;
  let at = bytes.readUInt32LE(endAt + 16);
  for (let entry = bytes.readUInt16LE(endAt + 10); entry > 0; entry -= 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryMark) throw unreadable;
    const [method, packed, local] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    ];
    if (local + 30 > bytes.length) throw unreadable;
    const dataAt = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(dataAt, dataAt + packed);
    if (method === 8) {
      try {
        left -= inflateRawSync(data, { maxOutputLength: Math.max(1, left) }).length;
      } catch {
        throw new ImportRefused('import-too-large', { limitMb: mostUnpackedBytes / 1_048_576 });
      }
    } else if (method === 0) left -= data.length;
    else throw unreadable;
    if (left < 0) throw new ImportRefused('import-too-large', { limitMb: mostUnpackedBytes / 1_048_576 });
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}
