// What lies in the warehouses of a product by lot, in the order in which it goes out, and what the office says of that order.
import type { z } from 'zod';
import type { LotRow, ProductLots, rotationBodySchema } from '../../../shared/contract/lots';
import type { Product } from '../../../shared/domain/catalogue/product';
import { companyStream, type Sku, type WarehouseId } from '../../../shared/domain/ids';
import { outsideLocations } from '../../../shared/domain/stock/ledger';
import { inTurn, isFit, rotationOf } from '../../../shared/domain/stock/rotation';
import type { OfficeParts } from '../../head-office';
import type { Queryable } from '../../db/pool';
import { storableJson } from '../changes/json-rows';
import { lotOfColumns } from '../changes/store-lots';
import { siteDays } from './site-days';

const mostRows = 1000;

/** @returns null when there is no such product */
export async function readProductLots(db: Queryable, sku: Sku, at: string): Promise<ProductLots | null> {
  const product = await readProduct(db, sku);
  if (!product) return null;
  const rotation = rotationOf(product);
  const { rows } = await db.query<{
    warehouseId: WarehouseId;
    locationId: string;
    lot: string;
    best_before: string;
    units: number;
    since: Date;
  }>(
    `SELECT l.stream_id AS "warehouseId", l.location_id AS "locationId", l.lot, l.best_before, l.on_hand AS units, k.since FROM lot_level l
     JOIN lot k ON k.stream_id = l.stream_id AND k.sku = l.sku AND k.lot = l.lot AND k.best_before = l.best_before
     WHERE l.sku = $1 AND l.on_hand <> 0 AND l.location_id <> ALL($2::text[])
     ORDER BY l.stream_id, l.best_before = '', l.best_before, k.since, l.location_id LIMIT $3`,
    [sku, Object.values(outsideLocations), mostRows],
  );
  const todayAt = await siteDays(db, at);
  const found = rows.map((row) => {
    const { lot, bestBefore } = lotOfColumns(row);
    const { warehouseId, locationId, units } = row;
    const since = new Date(row.since).toISOString();
    const fit = rotation === null || isFit({ lot, bestBefore }, rotation, todayAt(warehouseId));
    return { warehouseId, locationId, lot, bestBefore, units, since, isFit: fit };
  });
  const of = (row: LotRow): { lot: { lot: string; bestBefore: string | null }; since: string } => ({
    lot: { lot: row.lot, bestBefore: row.bestBefore },
    since: row.since,
  });
  const turn = rotation ?? { by: 'fifo' as const };
  found.sort((a, b) =>
    a.warehouseId === b.warehouseId ? inTurn(of(a), of(b), turn) : a.warehouseId < b.warehouseId ? -1 : 1,
  );
  return { sku, rotation, isSaid: product.rotation !== undefined, rows: found };
}

/** @returns false when there is no such product */
export async function saveRotation(
  { writer }: Pick<OfficeParts, 'writer'>,
  sku: Sku,
  { rotation }: z.infer<typeof rotationBodySchema>,
): Promise<boolean> {
  return writer.submit([companyStream], async (tx) => {
    const product = await readProduct(tx.client, sku);
    if (!product) return false;
    const { rotation: _before, ...others } = product;
    const seq = tx.nextSeq(companyStream);
    const document: Product = { ...others, ...(rotation ? { rotation } : {}), seq };
    await tx.client.query('UPDATE product SET doc = $3, seq = $4 WHERE stream_id = $1 AND sku = $2', [
      companyStream,
      sku,
      storableJson(document),
      seq,
    ]);
    tx.announce({
      streamId: companyStream,
      collection: 'products',
      seq,
      document,
      stationId: null,
      warehouseIds: null,
    });
    return true;
  });
}

async function readProduct(db: Queryable, sku: string): Promise<Product | null> {
  const { rows } = await db.query<{ doc: Product }>(
    'SELECT doc FROM product WHERE stream_id = $1 AND sku = $2 AND NOT deleted',
    [companyStream, sku],
  );
  return rows[0]?.doc ?? null;
}
