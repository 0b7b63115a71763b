// Counting as the office sees it.
import {
  accuracyWeeks,
  type CountDifference,
  type CountsPage,
  mostDifferences,
  mostOpenCounts,
} from '../../../shared/contract/counts';
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import { abcClasses, dueMs, usualPolicy } from '../../../shared/domain/stock/count-policy';
import { countKinds } from '../../../shared/domain/task/task';
import type { Queryable } from '../../db/pool';
import { loadPolicy } from './count-policy';
import { countPlaces } from './hand-out-counts';

export async function readCounts(db: Queryable, warehouseId: WarehouseId, now: Date): Promise<CountsPage> {
  const [policy, places, open, differences, accuracy] = await Promise.all([
    loadPolicy(db, warehouseId),
    countPlaces(db, warehouseId),
    openCounts(db, warehouseId),
    openDifferences(db, warehouseId),
    accuracyOf(db, warehouseId, now),
  ]);
  const rules = policy ?? usualPolicy;
  return {
    warehouseId,
    policy,
    classes: abcClasses.map((abc) => {
      const own = places.filter((place) => place.class === abc);
      return {
        class: abc,
        places: own.length,
        due: own.filter((place) => dueMs(place, rules) <= now.getTime()).length,
        never: own.filter(({ countedMs }) => countedMs === null).length,
      };
    }),
    open: open.map(({ total: _total, ...task }) => task),
    openTotal: open[0]?.total ?? 0,
    differences,
    accuracy,
  };
}

type OpenRow = CountsPage['open'][number] & { total: number };

async function openCounts(db: Queryable, warehouseId: WarehouseId): Promise<OpenRow[]> {
  const { rows } = await db.query<OpenRow>(
    `SELECT t.task_id AS "taskId", t.kind, coalesce(t.doc->'values'->>'reason', '') AS reason, coalesce(t.doc->'values'->>'location', '') AS "locationId", coalesce(t.doc->'values'->>'sku', '') AS sku,
       coalesce(p.doc->>'name', t.doc->'values'->>'name', '') AS name, t.doc->>'at' AS at, count(*) OVER ()::int AS total
     FROM task t LEFT JOIN product p ON p.stream_id = $2 AND p.sku = t.doc->'values'->>'sku'
     WHERE t.stream_id = $1 AND t.state = 'open' AND t.kind = ANY($3::text[]) ORDER BY t.seq LIMIT $4`,
    [warehouseId, companyStream, countKinds, mostOpenCounts],
  );
  return rows;
}

type DifferenceRow = Omit<CountDifference, 'value'> & { costMinor: number | null; currency: string | null };

async function openDifferences(db: Queryable, warehouseId: WarehouseId): Promise<CountDifference[]> {
  const { rows } = await db.query<DifferenceRow>(
    `SELECT c.op_id AS "countId", c.location_id AS "locationId", c.sku, coalesce(p.doc->>'name', c.sku) AS name, c.class,
       coalesce(c.expected, c.counted + c.in_boxes - c.difference) AS expected, c.difference, c.cost_minor AS "costMinor", c.currency,
       (SELECT jsonb_agg(jsonb_build_object('at', to_char(h.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', h.by, 'station', h.station,
          'counted', h.counted, 'inBoxes', h.in_boxes, 'difference', h.difference, 'state', h.state) ORDER BY h.at DESC)
        FROM (SELECT e.at, e.counted, e.in_boxes, e.difference, e.state, s.name AS station,
                coalesce((SELECT d.doc->'person'->>'name' FROM directory d WHERE d.kind = 'person' AND d.doc->'person'->>'personId' = e.actor LIMIT 1), e.actor) AS by
              FROM stock_count e JOIN station s ON s.station_id = e.station_id
              WHERE e.stream_id = c.stream_id AND e.sku = c.sku AND e.location_id = c.location_id AND e.at IS NOT NULL
              ORDER BY e.at DESC LIMIT 20) h) AS looks
     FROM stock_count c LEFT JOIN product p ON p.stream_id = $2 AND p.sku = c.sku
     WHERE c.stream_id = $1 AND c.state = 'approval' ORDER BY c.at LIMIT $3`,
    [warehouseId, companyStream, mostDifferences],
  );
  return rows.map(({ costMinor, currency, ...row }) => ({
    ...row,
    looks: row.looks ?? [],
    value:
      costMinor === null || currency === null ? null : { amountMinor: row.difference * costMinor, currency },
  }));
}

/** Second counts of the same difference are not counted again: only what settled a place. */
async function accuracyOf(
  db: Queryable,
  warehouseId: WarehouseId,
  now: Date,
): Promise<CountsPage['accuracy']> {
  const { rows } = await db.query<CountsPage['accuracy'][number]>(
    `SELECT to_char(date_trunc('week', at AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS week, count(*)::int AS counts,
       (count(*) FILTER (WHERE difference = 0))::int AS exact, (count(*) FILTER (WHERE is_within))::int AS within,
       coalesce(sum(abs(difference)), 0)::int AS units
     FROM stock_count WHERE stream_id = $1 AND state IN ('booked', 'approval') AND is_within IS NOT NULL
       AND at > $2::timestamptz - make_interval(weeks => $3)
     GROUP BY 1 ORDER BY 1`,
    [warehouseId, now.toISOString(), accuracyWeeks],
  );
  return rows;
}
