// Orders of an online-retail file (columns InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice,
// CustomerID, Country), as far as a label needs them. Cancellations and lines that are no goods are left out.
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { LabelItem } from '../../shared/label/model';
import { BenchCannotRun } from '../bench';

export type RealOrder = { orderNumber: string; country: string; items: LabelItem[] };

const names = ['online_retail.csv.gz', 'online_retail.csv'];

const fileIn = async (folder: string): Promise<string> => {
  for (const path of [folder, ...names.map((name) => join(folder, name))]) {
    if (!/\.csv(\.gz)?$/.test(path)) continue;
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  throw new BenchCannotRun(`no ${names.join(' or ')} in ${folder}`);
};

/** Every order of the file with at least one line of goods, in the file's order, lines by falling quantity. */
export async function readRealOrders(folder: string): Promise<RealOrder[]> {
  const path = await fileIn(folder);
  const orders = new Map<string, RealOrder>();
  const bytes = createReadStream(path);
  const rows = (path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes).pipe(
    parse({ columns: true, relax_column_count: true, relax_quotes: true, bom: true }),
  );
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    const quantity = Number(row['Quantity']);
    const orderNumber = row['InvoiceNo'] ?? '';
    const text = row['Description'] ?? '';
    if (!/^\d+$/.test(orderNumber) || !Number.isInteger(quantity) || quantity <= 0 || text === '') continue;
    const order = orders.get(orderNumber) ?? { orderNumber, country: row['Country'] ?? '', items: [] };
    if (order.items.length < 500) order.items.push({ quantity, text: text.slice(0, 200) });
    orders.set(orderNumber, order);
  }
  if (orders.size === 0) throw new BenchCannotRun(`${path} has no orders`);
  for (const order of orders.values()) order.items.sort((one, other) => other.quantity - one.quantity);
  return [...orders.values()];
}
