// Who got a lot, or a serial: the parcels it was taken for, and what still lies in the warehouses. Found by what benches told.
import { mostTaken, type TakenAnswer } from '../../../shared/contract/lots';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { outsideLocations } from '../../../shared/domain/stock/ledger';
import type { Queryable } from '../../db/pool';

type Row = Omit<TakenAnswer['rows'][number], 'placedAt' | 'bestBefore' | 'serial'> & {
  placedAt: Date;
  bestBefore: string;
  serial: string;
  state: Parcel['state'];
};

export async function whoGot(
  db: Queryable,
  { code, sku }: { code: string; sku?: string | undefined },
): Promise<TakenAnswer> {
  const { rows } = await db.query<Row>(
    `SELECT g.stream_id AS "warehouseId", g.parcel_id AS "parcelId", p.order_id AS "orderId", p.order_number AS "orderNumber",
       p.doc->'shipTo'->>'name' AS recipient, g.sku, g.lot, g.best_before AS "bestBefore", g.serial, g.units, p.state, p.placed_at AS "placedAt"
     FROM parcel_goods g JOIN parcel p ON p.stream_id = g.stream_id AND p.parcel_id = g.parcel_id
     WHERE ((g.lot = $1 AND g.lot <> '') OR (g.serial = $1 AND g.serial <> '')) AND ($2::text IS NULL OR g.sku = $2)
     ORDER BY p.placed_at DESC, g.parcel_id, g.line_no, g.best_before LIMIT $3`,
    [code, sku ?? null, mostTaken + 1],
  );
  const { rows: levels } = await db.query<TakenAnswer['here'][number] & { bestBefore: string }>(
    `SELECT stream_id AS "warehouseId", location_id AS "locationId", sku, lot, best_before AS "bestBefore", on_hand AS units FROM lot_level
     WHERE lot = $1 AND on_hand > 0 AND location_id <> ALL($3::text[]) AND ($2::text IS NULL OR sku = $2)
     ORDER BY stream_id, location_id, sku, best_before LIMIT $4`,
    [code, sku ?? null, Object.values(outsideLocations), mostTaken],
  );
  const dayOf = (text: string): string | null => (text === '' ? null : text);
  return {
    rows: rows.slice(0, mostTaken).map((row) => ({
      ...row,
      bestBefore: dayOf(row.bestBefore),
      serial: row.serial === '' ? null : row.serial,
      placedAt: new Date(row.placedAt).toISOString(),
    })),
    isMore: rows.length > mostTaken,
    here: levels.map((row) => ({ ...row, bestBefore: dayOf(row.bestBefore) })),
  };
}
