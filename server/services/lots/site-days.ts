// Which day it is at each warehouse, by the time zone of its entry in the directory.
import { companyStream } from '../../../shared/domain/ids';
import { siteDay } from '../../../shared/domain/stock/site-day';
import type { Queryable } from '../../db/pool';

/** Of every warehouse; UTC where one says no zone. */
export async function siteDays(db: Queryable, at: string): Promise<(warehouseId: string) => string> {
  const { rows } = await db.query<{ id: string; zone: string | null }>({
    name: 'time-zones-of-warehouses',
    text: `SELECT doc->'warehouse'->>'warehouseId' AS id, doc->'warehouse'->>'timeZone' AS zone FROM directory
           WHERE stream_id = $1 AND kind = 'warehouse' AND NOT deleted`,
    values: [companyStream],
  });
  const zones = new Map(rows.map(({ id, zone }) => [id, zone ?? 'UTC']));
  return (warehouseId) => siteDay(at, zones.get(warehouseId) ?? 'UTC');
}
