// What waits to be picked, as sums: made where the boxes are kept, so that a look at the floor does not carry every box to it. Says
// the same as `loadJobs` does box by box (which planning needs), of all boxes there are.
import type { LocationId, WarehouseId } from '../../../shared/domain/ids';
import { benchLocation } from '../../../shared/domain/stock/ledger';
import type { Queryable } from '../../db/pool';
import { localTime } from '../routing/load-facts';
import { timeZoneOf } from './load-jobs';
import { nextCutOff } from './next-cut-off';

export type WaitingWork = {
  boxes: number;
  units: number;
  /** By when their carriers leave, the soonest first. */
  due: { dueAt: string | null; boxes: number; units: number }[];
  bins: { locationId: LocationId; units: number }[];
};

type Row = { part: 'all' | 'due' | 'bin'; name: string | null; boxes: number; units: number };

export async function loadWaiting(db: Queryable, warehouseId: WarehouseId, at: string): Promise<WaitingWork> {
  const now = localTime(at, await timeZoneOf(db, warehouseId));
  const { rows } = await db.query<Row>({
    name: 'waiting-work',
    // Sources stand in one order: those in the box first, then those that wait, then those that nobody wants any more.
    text: `WITH waiting AS (
             SELECT p.parcel_id, p.doc->'shipping'->>'cutOff' AS cut_off, s.location_id,
               least(s.upto, l.wanted) - greatest(s.upto - s.quantity, l.packed) AS units
             FROM parcel p
             CROSS JOIN LATERAL (
               SELECT line->'sources' AS sources, (line->>'packed')::int AS packed,
                 (line->>'expected')::int - (line->>'missing')::int - (line->>'damaged')::int - (line->>'cancelled')::int AS wanted
               FROM jsonb_array_elements(p.doc->'lines') AS line) AS l
             CROSS JOIN LATERAL (
               SELECT source->>'locationId' AS location_id, (source->>'quantity')::int AS quantity,
                 sum((source->>'quantity')::int) OVER (ORDER BY turn) AS upto
               FROM jsonb_array_elements(l.sources) WITH ORDINALITY AS each (source, turn)) AS s
             WHERE p.stream_id = $1 AND p.state = 'released' AND NOT p.deleted AND p.doc->'hold' = 'null'
               AND coalesce(p.doc->'tours', '[]') = '[]' AND s.location_id <> $2
           )
           SELECT CASE WHEN grouping(location_id) = 0 THEN 'bin' WHEN grouping(cut_off) = 0 THEN 'due' ELSE 'all' END AS part,
             coalesce(location_id, cut_off) AS name, count(DISTINCT parcel_id)::int AS boxes, coalesce(sum(units), 0)::int AS units
           FROM waiting WHERE units > 0 GROUP BY GROUPING SETS ((), (cut_off), (location_id))`,
    values: [warehouseId, benchLocation],
  });
  const due = new Map<string | null, { boxes: number; units: number }>();
  for (const { part, name, boxes, units } of rows) {
    if (part !== 'due') continue;
    const dueAt = nextCutOff(at, now, name ?? '');
    const known = due.get(dueAt) ?? { boxes: 0, units: 0 };
    due.set(dueAt, { boxes: known.boxes + boxes, units: known.units + units });
  }
  const all = rows.find(({ part }) => part === 'all');
  return {
    boxes: all?.boxes ?? 0,
    units: all?.units ?? 0,
    due: [...due]
      .map(([dueAt, counts]) => ({ dueAt, ...counts }))
      .sort((a, b) => ((a.dueAt ?? '9') < (b.dueAt ?? '9') ? -1 : 1)),
    bins: rows
      .filter(({ part }) => part === 'bin')
      .map(({ name, units }) => ({ locationId: name as LocationId, units })),
  };
}
