// Stock for the office, by SKU and warehouse. `text` begins a SKU or is in a product's name.
import type { z } from 'zod';
import type { stockQuerySchema, stockResponseSchema } from '../../../shared/contract/http';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { likeText, listPage } from './list-page';

type Row = {
  stream_id: string;
  sku: string;
  name: string | null;
  on_hand: number;
  allocated: number;
  quarantine: number;
  available: number;
};

export async function listStock(
  db: Queryable,
  query: z.infer<typeof stockQuerySchema>,
): Promise<z.infer<typeof stockResponseSchema>> {
  const conditions: { sql: string; values: unknown[] }[] = [{ sql: 'NOT s.deleted', values: [] }];
  if (query.warehouseId) conditions.push({ sql: 's.stream_id = ?', values: [query.warehouseId] });
  const text = query.text?.trim();
  if (text) {
    const like = likeText(text);
    conditions.push({
      sql: '(s.sku LIKE ? OR lower(p.name) LIKE lower(?))',
      values: [`${like}%`, `%${like}%`],
    });
  }
  const page = await listPage<Row>(db, {
    from: `stock s LEFT JOIN product p ON p.stream_id = '${companyStream}' AND p.sku = s.sku`,
    select: 's.stream_id, s.sku, p.name, s.on_hand, s.allocated, s.quarantine, s.available',
    conditions,
    keys: [
      { sql: 's.sku', type: 'text', descending: false },
      { sql: 's.stream_id', type: 'text', descending: false },
    ],
    cursor: query.cursor,
    limit: query.limit,
  });
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
    })),
  };
}
