// Sales over the counter for the office, the newest first, as their ops told them.
import { sql } from 'kysely';
import type { z } from 'zod';
import {
  type CounterSaleRow,
  counterSaleRowSchema,
  type counterSalesQuerySchema,
  type counterSalesResponseSchema,
} from '../../../shared/contract/counter';
import { companyStream } from '../../../shared/domain/ids';
import { contains, listPage } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';
import type { Tables } from '../../db/tables';

/** @throws CursorWrong */
export async function listCounterSales(
  db: Queryable,
  { method, text, cursor, limit }: z.infer<typeof counterSalesQuerySchema>,
): Promise<z.infer<typeof counterSalesResponseSchema>> {
  let list = from.selectFrom('counter_sale_told').selectAll();
  if (method) list = list.where('method', '=', method);
  const wanted = text?.trim() ?? '';
  if (wanted !== '')
    list = list.where(sql<boolean>`(${contains('number', wanted)} OR ${contains('station', wanted)})`);
  const page = await listPage(db, list, {
    keys: [
      { by: 'at', type: 'timestamptz', descending: true },
      { by: 'op_id', type: 'uuid', descending: true },
    ],
    cursor,
    limit,
  });
  const names = await namesOf(
    db,
    page.rows.flatMap(({ lines }) => lines.map(({ sku }) => sku)),
  );
  return { ...page, rows: page.rows.map((row) => rowOf(row, names)) };
}

function rowOf(row: Tables['counter_sale_told'], names: ReadonlyMap<string, string>): CounterSaleRow {
  return counterSaleRowSchema.parse({
    opId: row.op_id,
    number: row.number,
    warehouseId: row.stream_id,
    station: row.station,
    at: new Date(row.at).toISOString(),
    by: row.by,
    currency: row.currency,
    country: row.country,
    units: row.units,
    totalMinor: row.total_minor,
    taxMinor: row.tax_minor,
    method: row.method,
    tenderedMinor: row.tendered_minor,
    changeMinor: row.change_minor,
    reference: row.reference,
    lines: row.lines.map(({ sku, ...line }) => ({ ...line, sku, name: names.get(sku) ?? sku })),
  });
}

async function namesOf(db: Queryable, skus: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (skus.length === 0) return new Map();
  const { rows } = await db.query<{ sku: string; name: string }>({
    name: 'counter-names',
    text: 'SELECT sku, name FROM product WHERE stream_id = $1 AND sku = ANY($2::text[])',
    values: [companyStream, [...new Set(skus)]],
  });
  return new Map(rows.map(({ sku, name }) => [sku, name]));
}
