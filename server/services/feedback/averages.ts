// What customers said, in numbers: of the whole, of each product, of each warehouse that shipped.
import type { FeedbackAverages } from '../../../shared/contract/money';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';

const mostProducts = 100;

/** The poorest products first: those are looked for. @param days of which answers count */
export async function feedbackAverages(db: Queryable, since: string): Promise<FeedbackAverages> {
  const answered = `SELECT r.order_id, r.doc -> 'answer' AS answer FROM record r
    WHERE r.stream_id = $1 AND r.kind = 'feedback' AND r.state = 'answered' AND r.created_at > $2`;
  const [all, stars, products, warehouses] = await Promise.all([
    db.query<{ asked: number; answered: number; average: number | null }>(
      `SELECT count(*)::int AS asked, count(*) FILTER (WHERE state = 'answered')::int AS answered,
         avg((doc #>> '{answer,stars}')::int)::float8 AS average
       FROM record WHERE stream_id = $1 AND kind = 'feedback' AND created_at > $2`,
      [companyStream, since],
    ),
    db.query<{ stars: number; ratings: number }>(
      `WITH a AS (${answered}) SELECT (answer ->> 'stars')::int AS stars, count(*)::int AS ratings FROM a GROUP BY 1 ORDER BY 1 DESC`,
      [companyStream, since],
    ),
    db.query<FeedbackAverages['products'][number]>(
      `WITH a AS (${answered}), rated AS (
         SELECT l ->> 'sku' AS sku, l ->> 'name' AS name, (s ->> 'stars')::int AS stars
         FROM a JOIN sales_order o ON o.stream_id = $1 AND o.order_id = a.order_id
         CROSS JOIN LATERAL jsonb_array_elements(a.answer -> 'lines') AS s
         CROSS JOIN LATERAL jsonb_array_elements(o.doc -> 'lines') AS l
         WHERE (l ->> 'lineNo')::int = (s ->> 'lineNo')::int)
       SELECT sku, min(name) AS name, count(*)::int AS ratings, avg(stars)::float8 AS average FROM rated
       GROUP BY sku ORDER BY avg(stars), count(*) DESC, sku LIMIT ${mostProducts}`,
      [companyStream, since],
    ),
    db.query<FeedbackAverages['warehouses'][number]>(
      `WITH a AS (${answered})
       SELECT p.stream_id AS "warehouseId", count(*)::int AS ratings, avg((a.answer ->> 'stars')::int)::float8 AS average
       FROM a CROSS JOIN LATERAL (SELECT DISTINCT stream_id FROM parcel WHERE order_id = a.order_id AND state = 'handed-over') AS p
       GROUP BY 1 ORDER BY 1`,
      [companyStream, since],
    ),
  ]);
  const [sums] = all.rows;
  return {
    asked: sums?.asked ?? 0,
    answered: sums?.answered ?? 0,
    average: sums?.average ?? null,
    stars: stars.rows,
    products: products.rows,
    warehouses: warehouses.rows,
  };
}
