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

type Row = Omit<StockFacts, 'today'>;

/** Products page by page. `idleDays`: only for goods that nobody asked for so long it is looked when they came. */
export async function* gatherStock(
  db: Queryable,
  today: string,
  idleDays: number,
): AsyncGenerator<StockFacts[]> {
  const warehouseIds = await warehousesOf(db);
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
          SELECT b.sku, sum(b.quantity)::int AS units FROM page JOIN backorder_line b USING (sku) WHERE b.stream_id = $1 GROUP BY b.sku
        ), coming AS (
          SELECT d.sku, json_agg(json_build_object('on', to_char(d.due_on, 'YYYY-MM-DD'), 'units', d.units) ORDER BY d.due_on) AS supplies
          FROM page JOIN dated_supply d USING (sku) WHERE d.stream_id = ANY($4::text[]) AND d.due_on >= $5::date GROUP BY d.sku
        )
        SELECT page.sku, page.name, coalesce(held.on_hand, 0) AS "onHand",
          coalesce(held.available, 0) - coalesce(waiting.units, 0) AS free,
          coalesce(f.weeks, '{}') AS expected, to_char(f.from_week, 'YYYY-MM-DD') AS "fromWeek",
          coalesce(coming.supplies, '[]') AS incoming,
          to_char(asked.day, 'YYYY-MM-DD') AS "lastAskedOn", to_char(came.day, 'YYYY-MM-DD') AS "lastCameOn"
        FROM page LEFT JOIN held USING (sku) LEFT JOIN waiting USING (sku) LEFT JOIN coming USING (sku)
          LEFT JOIN forecast f ON f.stream_id = $1 AND f.sku = page.sku
          LEFT JOIN LATERAL (SELECT max(d.day) AS day FROM demand_line d WHERE d.stream_id = $1 AND d.sku = page.sku AND d.units > 0) asked ON true
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
      ],
    });
    if (rows.length > 0) yield await withPeople(db, rows, today);
    const last = rows.at(-1)?.sku;
    if (last === undefined || rows.length < skusAtOnce) return;
    after = last;
  }
}

/** What people know better counts. */
async function withPeople(db: Queryable, rows: readonly Row[], today: string): Promise<StockFacts[]> {
  const overrides = await loadOverrides(
    db,
    rows.map(({ sku }) => sku),
  );
  return rows.map((row) => {
    const own = overrides.get(row.sku);
    const { fromWeek, expected } = row;
    if (!own || fromWeek === null) return { ...row, today };
    const weeks = expected.map((_, at) => addWeeks(fromWeek, at));
    return { ...row, expected: withOverrides(expected, weeks, own), today };
  });
}
