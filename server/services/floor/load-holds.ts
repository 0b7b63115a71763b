// What stands against taking bins away: goods that lie there or are promised from there, and tours on their way.
import type { WarehouseId } from '../../../shared/domain/ids';
import type { BinHold } from '../../../shared/domain/floor/floor-change';
import type { Queryable } from '../../db/pool';

export async function loadHolds(
  db: Queryable,
  warehouseId: WarehouseId,
  bins: readonly string[],
): Promise<(locationId: string) => readonly BinHold[]> {
  if (bins.length === 0) return () => [];
  const { rows } = await db.query<{ bin: string; units: number | null; tour: number | null }>(
    `SELECT location_id AS bin, sum(abs(units))::int AS units, NULL::int AS tour FROM (
       SELECT location_id, on_hand AS units FROM stock_level WHERE stream_id = $1 AND location_id = ANY($2::text[]) AND on_hand <> 0
       UNION ALL
       SELECT location_id, quantity FROM reservation WHERE stream_id = $1 AND location_id = ANY($2::text[])
       UNION ALL
       SELECT location_id, units - used FROM quota WHERE stream_id = $1 AND location_id = ANY($2::text[]) AND state = 'open' AND units > used
     ) AS held GROUP BY location_id
     UNION ALL
     SELECT bin, NULL, number FROM tour, jsonb_array_elements_text(doc->'route') AS bin
     WHERE stream_id = $1 AND NOT deleted AND state IN ('planned', 'claimed', 'picking') AND bin = ANY($2::text[])
     ORDER BY bin, units NULLS LAST, tour`,
    [warehouseId, bins],
  );
  const holds = new Map<string, BinHold[]>();
  for (const { bin, units, tour } of rows) {
    const known = holds.get(bin) ?? [];
    holds.set(bin, known);
    if (units !== null) known.push({ kind: 'stock', units });
    if (tour !== null) known.push({ kind: 'tour', number: tour });
  }
  return (locationId) => holds.get(locationId) ?? [];
}
