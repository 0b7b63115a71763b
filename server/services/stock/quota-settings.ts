// What a station shall be able to sell by itself, as the office sets it, and what it has of it now. A change reaches the
// station with its next greeting (services/stations/station-rights.ts).
import type { z } from 'zod';
import type { quotaRequestSchema, quotasResponseSchema } from '../../../shared/contract/rights';
import { companyStream, type StationId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { ensureStationChannels } from '../orders/station-channels';

type Quotas = z.infer<typeof quotasResponseSchema>;

/** Null when there is no such station. */
export async function listQuotas(db: Queryable, stationId: StationId): Promise<Quotas | null> {
  const station = await db.query('SELECT 1 FROM station WHERE station_id = $1', [stationId]);
  if (station.rows.length === 0) return null;
  const { rows } = await db.query<Quotas['rows'][number]>(
    `SELECT coalesce(t.sku, g.sku) AS sku, coalesce(p.name, t.sku, g.sku) AS name, coalesce(t.units, 0) AS units,
       coalesce(g.granted, 0)::int AS granted, coalesce(g.used, 0)::int AS used, g.until
     FROM (SELECT sku, units FROM quota_target WHERE station_id = $1) t
     FULL JOIN (SELECT sku, sum(units) AS granted, sum(used) AS used, max(until) AS until FROM quota
                WHERE station_id = $1 AND state = 'open' GROUP BY sku) g ON g.sku = t.sku
     LEFT JOIN product p ON p.stream_id = $2 AND p.sku = coalesce(t.sku, g.sku)
     ORDER BY 1`,
    [stationId, companyStream],
  );
  return { rows };
}

export async function setQuota(
  db: Queryable,
  stationId: StationId,
  { sku, units }: z.infer<typeof quotaRequestSchema>,
): Promise<'done' | 'no-station' | 'no-product'> {
  const [station, product] = await Promise.all([
    db.query<{ stream_id: string }>(
      'SELECT stream_id FROM station WHERE station_id = $1 AND revoked_at IS NULL',
      [stationId],
    ),
    db.query<{ currency: string }>(
      `SELECT doc#>>'{price,currency}' AS currency FROM product WHERE stream_id = $1 AND sku = $2 AND NOT deleted`,
      [companyStream, sku],
    ),
  ]);
  const warehouseId = station.rows[0]?.stream_id;
  if (warehouseId === undefined) return 'no-station';
  const [known] = product.rows;
  if (!known && units > 0) return 'no-product';
  // From now on it may take orders.
  if (known && units > 0) await ensureStationChannels(db, known.currency);
  if (units === 0)
    await db.query('DELETE FROM quota_target WHERE stream_id = $1 AND station_id = $2 AND sku = $3', [
      warehouseId,
      stationId,
      sku,
    ]);
  else
    await db.query(
      `INSERT INTO quota_target (stream_id, station_id, sku, units) VALUES ($1, $2, $3, $4)
       ON CONFLICT (stream_id, station_id, sku) DO UPDATE SET units = excluded.units`,
      [warehouseId, stationId, sku, units],
    );
  return 'done';
}
