// Which day it is at each warehouse, by the time zone of its entry in the directory.
import { companyStream } from '../../../shared/domain/ids';
import { siteDay } from '../../../shared/domain/stock/site-day';
import type { Queryable } from '../../db/pool';

/** By warehouse, in the order of their ids; UTC where one says no zone. */
export async function warehouseZones(db: Queryable): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ id: string; zone: string | null }>({
    name: 'time-zones-of-warehouses',
    text: `SELECT doc->'warehouse'->>'warehouseId' AS id, doc->'warehouse'->>'timeZone' AS zone FROM directory
           WHERE stream_id = $1 AND kind = 'warehouse' AND NOT deleted ORDER BY 1`,
    values: [companyStream],
  });
  return new Map(rows.map(({ id, zone }) => [id, zone ?? 'UTC']));
}

/** Of every warehouse; UTC where one says no zone. */
export async function siteDays(db: Queryable, at: string): Promise<(warehouseId: string) => string> {
  const zones = await warehouseZones(db);
  return (warehouseId) => siteDay(at, zones.get(warehouseId) ?? 'UTC');
}
