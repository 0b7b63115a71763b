// What the alerts of stock are asked of, many products in one statement: levels, what orders wait for, goods on their way, the
// newest forecast with what people said of its weeks, and when a product was asked for and came last.
import { withOverrides } from '../../../shared/domain/forecasting/overrides';
import type { StockFacts } from '../../../shared/domain/alert/stock-rules';
import { companyStream } from '../../../shared/domain/ids';
import { outsideLocations } from '../../../shared/domain/stock/ledger';
import type { Queryable } from '../../db/pool';
import { warehousesOf } from '../allocation/allocate-orders';
import { loadOverrides } from '../demand/overrides';
import { addDays, addWeeks } from '../demand/weeks';

const skusAtOnce = 2_000;

type Row = Omit<StockFacts, 'today' | 'warehouseId'> & { share: number };
/** What a warehouse sold of late is its share of what is expected. */
const shareDays = 182;

/** Products page by page, of all warehouses or of one. `idleDays`: only for goods that nobody asked for so long it is looked when they came. */
export async function* gatherStock(
  db: Queryable,
  today: string,
  idleDays: number,
  warehouseId: string | null,
): AsyncGenerator<StockFacts[]> {
  const warehouseIds = warehouseId === null ? await warehousesOf(db) : [warehouseId];
  let after = '';
  for (;;) {
    const { rows } = await db.query<Row>({
      name: 'alert-stock',
      text: `WITH page AS MATERIALIZED (
          SELECT sku, name FROM product WHERE stream_id = $1 AND NOT deleted AND sku > $2 ORDER BY sku LIMIT $3
        ), held AS (
          SELECT s.sku, sum(s.on_hand)::int AS on_hand, sum(s.available)::int AS available FROM page JOIN stock s USING (sku)
          WHERE s.stream_id = ANY($4::text[]) AND NOT s.deleted GROUP BY s.sku
        ), waiting AS (
          SELECT sku, sum(units)::int AS units FROM (
            SELECT b.sku, b.quantity AS units FROM page JOIN backorder_line b USING (sku) WHERE b.stream_id = $1 AND $8::text IS NULL
            UNION ALL
            SELECT d.sku, d.units FROM page JOIN dated_demand d USING (sku) WHERE d.stream_id = $8::text
          ) AS wanted GROUP BY sku
        ), coming AS (
          SELECT d.sku, json_agg(json_build_object('on', to_char(d.due_on, 'YYYY-MM-DD'), 'units', d.units) ORDER BY d.due_on) AS supplies
          FROM page JOIN dated_supply d USING (sku) WHERE d.stream_id = ANY($4::text[]) AND d.due_on >= $5::date GROUP BY d.sku
        )
        SELECT page.sku, page.name, coalesce(held.on_hand, 0) AS "onHand",
          coalesce(held.available, 0) - coalesce(waiting.units, 0) AS free,
          coalesce(f.weeks, '{}') AS expected, CASE WHEN $8::text IS NULL THEN 1 ELSE coalesce(own.share, 0) END AS share, to_char(f.from_week, 'YYYY-MM-DD') AS "fromWeek",
          coalesce(coming.supplies, '[]') AS incoming,
          to_char(asked.day, 'YYYY-MM-DD') AS "lastAskedOn", to_char(came.day, 'YYYY-MM-DD') AS "lastCameOn"
        FROM page LEFT JOIN held USING (sku) LEFT JOIN waiting USING (sku) LEFT JOIN coming USING (sku)
          LEFT JOIN forecast f ON f.stream_id = $1 AND f.sku = page.sku
          LEFT JOIN LATERAL (SELECT max(d.day) AS day FROM demand_line d WHERE d.stream_id = $1 AND d.sku = page.sku AND d.units > 0
            AND ($8::text IS NULL OR d.site = $8)) asked ON true
          LEFT JOIN LATERAL (
            SELECT sum(d.units) FILTER (WHERE d.site = $8)::float8 / nullif(sum(d.units), 0) AS share FROM demand_line d
            WHERE $8::text IS NOT NULL AND d.stream_id = $1 AND d.sku = page.sku AND d.day >= $9::date) own ON true
          LEFT JOIN LATERAL (
            SELECT max(m.at)::date AS day FROM stock_move m
            WHERE held.on_hand > 0 AND (asked.day IS NULL OR asked.day <= $6::date)
              AND m.stream_id = ANY($4::text[]) AND m.sku = page.sku AND m.from_location = $7) came ON true
        ORDER BY page.sku`,
      values: [
        companyStream,
        after,
        skusAtOnce,
        warehouseIds,
        today,
        addDays(today, -idleDays),
        outsideLocations.supplier,
        warehouseId,
        addDays(today, -shareDays),
      ],
    });
    if (rows.length > 0)
      yield (await withPeople(db, rows, today)).map((facts) => ({ ...facts, warehouseId }));
    const last = rows.at(-1)?.sku;
    if (last === undefined || rows.length < skusAtOnce) return;
    after = last;
  }
}

/** What people know better counts. */
async function withPeople(
  db: Queryable,
  rows: readonly Row[],
  today: string,
): Promise<Omit<StockFacts, 'warehouseId'>[]> {
  const overrides = await loadOverrides(
    db,
    rows.map(({ sku }) => sku),
  );
  return rows.map(({ share, ...row }) => {
    const own = overrides.get(row.sku);
    const { fromWeek, expected } = row;
    const shared = (units: readonly number[]): number[] => units.map((each) => each * share);
    if (!own || fromWeek === null) return { ...row, expected: shared(expected), today };
    const weeks = expected.map((_, at) => addWeeks(fromWeek, at));
    return { ...row, expected: shared(withOverrides(expected, weeks, own)), today };
  });
}
