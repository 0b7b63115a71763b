// Stock for the office, by SKU and warehouse. `text` begins a SKU or is in a product's name.
import type { z } from 'zod';
import type { stockQuerySchema, stockResponseSchema } from '../../../shared/contract/http';
import { companyStream, skuSchema, warehouseIdSchema } from '../../../shared/domain/ids';
import { dayOf } from '../../../shared/domain/stock/available-to-promise';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';
import { loadPromisable } from '../promising/promisable';
import { contains, likeText, listPage } from '../../db/list-page';

export async function listStock(
  db: Queryable,
  query: z.infer<typeof stockQuerySchema>,
  now: Date,
): Promise<z.infer<typeof stockResponseSchema>> {
  const text = query.text?.trim();
  let list = from
    .selectFrom('stock')
    .leftJoin('product', (join) =>
      join.on('product.stream_id', '=', companyStream).onRef('product.sku', '=', 'stock.sku'),
    )
    .select([
      'stock.stream_id',
      'stock.sku',
      'product.name',
      'stock.on_hand',
      'stock.allocated',
      'stock.quarantine',
      'stock.available',
    ])
    .where('stock.deleted', '=', false);
  if (query.warehouseId) list = list.where('stock.stream_id', '=', query.warehouseId);
  if (text) {
    list = list.where(({ eb, or }) =>
      or([eb('stock.sku', 'like', `${likeText(text)}%`), contains('product.name', text)]),
    );
  }
  const page = await listPage(db, list, {
    keys: [
      { by: 'stock.sku', type: 'text' },
      { by: 'stock.stream_id', type: 'text' },
    ],
    cursor: query.cursor,
    limit: query.limit,
  });
  const today = dayOf(now);
  const promisable = await loadPromisable(
    db,
    [...new Set(page.rows.map((row) => warehouseIdSchema.parse(row.stream_id)))],
    [...new Set(page.rows.map((row) => row.sku))],
    { today, day: today },
  );
  return {
    ...page,
    rows: page.rows.map((row) => ({
      warehouseId: row.stream_id,
      sku: row.sku,
      name: row.name ?? row.sku,
      onHand: row.on_hand,
      allocated: row.allocated,
      quarantine: row.quarantine,
      available: row.available,
      promisable:
        promisable.get(skuSchema.parse(row.sku))?.get(warehouseIdSchema.parse(row.stream_id))?.promisable ??
        0,
    })),
  };
}
