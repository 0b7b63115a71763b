// Filters of the list of orders that people keep: everybody's, or one computer's, each with how many orders it finds now.
import {
  type OrderFilter,
  type OrderLook,
  orderFilterSchema,
  orderLookSchema,
  type SavedFilter,
  type saveFilterRequestSchema,
} from '../../../shared/contract/order-grid';
import type { z } from 'zod';
import { companyStream } from '../../../shared/domain/ids';
import { countMatches } from '../../db/list-page';
import type { Pool } from '../../db/pool';
import { fieldsForFilter } from '../marks/fields-for-filter';
import { findOrders } from './find-orders';

const page = 'orders';
/** Filters that are told at once: more are not looked through by anybody. */
const mostFilters = 100;
const countPatienceMs = 60;

type Row = { filter_id: string; name: string; station_id: string | null; filter: unknown; look: unknown };

/** Those of everybody first, by name. One that an older Waybill kept and this one does not understand is left out. */
export async function listFilters(pool: Pool, stationId: string): Promise<SavedFilter[]> {
  const { rows } = await pool.query<Row>(
    `SELECT filter_id, name, station_id, filter, look FROM saved_filter
     WHERE stream_id = $1 AND page = $2 AND (station_id IS NULL OR station_id = $3)
     ORDER BY station_id IS NOT NULL, lower(name), filter_id LIMIT ${mostFilters}`,
    [companyStream, page, stationId],
  );
  const filters: SavedFilter[] = [];
  for (const row of rows) {
    const filter = orderFilterSchema.safeParse(row.filter);
    const look = orderLookSchema.safeParse(row.look);
    if (!filter.success || !look.success) continue;
    const found = findOrders(filter.data, await fieldsForFilter(pool, filter.data));
    const counted = await countMatches(pool, found, countPatienceMs);
    filters.push({
      filterId: row.filter_id,
      name: row.name,
      shared: row.station_id === null,
      filter: filter.data,
      look: look.data,
      ...(counted ?? { total: 0, isTotalLeast: true }),
    });
  }
  return filters;
}

/** Keeps a filter, or writes over one that this computer may see. */
export async function saveFilter(
  { pool, now, newId }: { pool: Pool; now: () => Date; newId: () => string },
  stationId: string,
  asked: z.infer<typeof saveFilterRequestSchema>,
): Promise<void> {
  await pool.query(
    `INSERT INTO saved_filter AS kept (stream_id, filter_id, page, name, station_id, filter, look, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (stream_id, filter_id) DO UPDATE SET name = excluded.name, station_id = excluded.station_id,
       filter = excluded.filter, look = excluded.look, changed_at = excluded.changed_at
     WHERE kept.station_id IS NULL OR kept.station_id = $9`,
    [
      companyStream,
      asked.filterId ?? newId(),
      page,
      asked.name,
      asked.shared ? null : stationId,
      JSON.stringify(asked.filter satisfies OrderFilter),
      JSON.stringify(asked.look satisfies OrderLook),
      now().toISOString(),
      stationId,
    ],
  );
}

export async function removeFilter(pool: Pool, stationId: string, filterId: string): Promise<void> {
  await pool.query(
    'DELETE FROM saved_filter WHERE stream_id = $1 AND filter_id = $2 AND (station_id IS NULL OR station_id = $3)',
    [companyStream, filterId, stationId],
  );
}
