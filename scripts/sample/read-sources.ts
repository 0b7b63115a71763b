// Reads the two public data sets the sample company is made from (see server/sample/ATTRIBUTION.md).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createCsvReader } from '../../shared/domain/channel/csv';
import { readHeader } from '../../shared/domain/channel/csv-header';
import type { RowReading } from '../../shared/domain/channel/online-retail-row';
import {
  createRowReader,
  onlineRetailColumns,
  rowTextOf,
} from '../../shared/domain/channel/online-retail-row';

export type SourceLine = { text: string; reading: RowReading };
export type SourceInvoice = { externalId: string; lines: SourceLine[] };

export type RetailSource = { header: string; invoices: SourceInvoice[] };

/** Invoices in the order of the file, each with its lines as written. */
export function readRetail(dataFolder: string): RetailSource {
  const path = join(dataFolder, 'orders-uci-online-retail', 'online_retail.csv.gz');
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  const header = text.slice(0, text.indexOf('\n')).replace(/\r$/, '');
  const reading = readHeader(header, onlineRetailColumns);
  if (!reading.ok) throw new Error(`columns missing: ${reading.missing.join(', ')}`);
  const readRow = createRowReader('GBP', 'Europe/London', reading.plan);
  const reader = createCsvReader(reading.plan.separator);
  const invoices = new Map<string, SourceInvoice>();
  for (const record of [...reader.push(text), ...reader.end()].slice(1)) {
    const rowText = record.fields && rowTextOf(record.fields, reading.plan);
    if (!rowText) throw new Error(`line ${record.lineNo} of the source cannot be read`);
    const invoice = invoices.get(rowText.invoice) ?? { externalId: rowText.invoice, lines: [] };
    invoice.lines.push({ text: record.text, reading: readRow(rowText) });
    invoices.set(rowText.invoice, invoice);
  }
  return { header, invoices: [...invoices.values()] };
}

export type OlistMeasure = {
  category: string;
  weightGrams: number;
  lengthMm: number;
  widthMm: number;
  heightMm: number;
};

/** Products with weight and size, categories in English. */
export function readOlist(dataFolder: string): OlistMeasure[] {
  const folder = join(dataFolder, 'products-olist');
  const table = (name: string): string[][] => {
    const reader = createCsvReader(',');
    const text = readFileSync(join(folder, name), 'utf8').replace(/^\ufeff/, '');
    return [...reader.push(text), ...reader.end()].slice(1).map((record) => record.fields ?? []);
  };
  const english = new Map(
    table('product_category_name_translation.csv').map(([from = '', to = '']) => [from, to]),
  );
  const measures: OlistMeasure[] = [];
  for (const fields of table('olist_products_dataset.csv')) {
    const category = english.get(fields[1] ?? '');
    const [grams = 0, lengthCm = 0, heightCm = 0, widthCm = 0] = fields.slice(5).map(Number);
    if (!category || !(grams > 0 && lengthCm > 0 && heightCm > 0 && widthCm > 0)) continue;
    measures.push({
      category,
      weightGrams: Math.round(grams),
      lengthMm: Math.round(lengthCm * 10),
      widthMm: Math.round(widthCm * 10),
      heightMm: Math.round(heightCm * 10),
    });
  }
  return measures;
}
