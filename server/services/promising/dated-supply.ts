// Goods that are on their way: who tells of them (a purchase order, a transfer, a person), for which day, how many. Told
// again, it is what was told last; none any more, and it is gone. Whoever told of it takes it back when the goods are there.
import type { z } from 'zod';
import type { supplyRowSchema } from '../../../shared/contract/carts';
import { companyStream } from '../../../shared/domain/ids';
import { dayOf } from '../../../shared/domain/stock/available-to-promise';
import type { OfficeParts } from '../../head-office';
import type { Queryable } from '../../db/pool';
import { tellStockOf } from '../channels/push-stock';
import { pegOrders } from './peg-orders';
import { warehousesOf } from '../allocation/allocate-orders';

export type Supply = z.infer<typeof supplyRowSchema>;

export type SupplyAnswer = { ok: true } | { ok: false; why: 'warehouse' | 'product'; value: string };

/** `units` 0: nothing is expected any more. All of them or none. */
export async function saveSupplies(
  { pool, writer, now, newId }: Pick<OfficeParts, 'pool' | 'writer' | 'now' | 'newId'>,
  supplies: readonly Supply[],
): Promise<SupplyAnswer> {
  const warehouseIds = await warehousesOf(pool);
  const stranger = supplies.find(({ warehouseId }) => !warehouseIds.includes(warehouseId));
  if (stranger) return { ok: false, why: 'warehouse', value: stranger.warehouseId };
  const skus = [...new Set(supplies.map(({ sku }) => sku))];
  const known = await pool.query<{ sku: string }>(
    'SELECT sku FROM product WHERE stream_id = $1 AND sku = ANY($2::text[]) AND NOT deleted',
    [companyStream, skus],
  );
  const unknown = skus.find((sku) => !known.rows.some((row) => row.sku === sku));
  if (unknown !== undefined) return { ok: false, why: 'product', value: unknown };
  await writer.submit([companyStream], async ({ client }) => {
    for (const { warehouseId, source, supplyId, sku, dueOn, units } of supplies)
      if (units === 0)
        await client.query(
          'DELETE FROM dated_supply WHERE stream_id = $1 AND source = $2 AND supply_id = $3 AND sku = $4',
          [warehouseId, source, supplyId, sku],
        );
      else
        await client.query(
          `INSERT INTO dated_supply (stream_id, source, supply_id, sku, due_on, units) VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (stream_id, source, supply_id, sku) DO UPDATE SET due_on = excluded.due_on, units = excluded.units`,
          [warehouseId, source, supplyId, sku, dueOn, units],
        );
    await pegOrders(client, skus, dayOf(now()));
    await tellStockOf(client, skus, newId);
  });
  return { ok: true };
}

/** The soonest first; of one product, or of all. */
export async function listSupplies(
  db: Queryable,
  asked: { sku?: string | undefined; limit: number },
): Promise<Supply[]> {
  const { rows } = await db.query<Supply>(
    `SELECT stream_id AS "warehouseId", source, supply_id AS "supplyId", sku, due_on AS "dueOn", units FROM dated_supply
     WHERE $1::text IS NULL OR sku = $1 ORDER BY due_on, sku, stream_id, source, supply_id LIMIT $2`,
    [asked.sku ?? null, asked.limit],
  );
  return rows;
}
