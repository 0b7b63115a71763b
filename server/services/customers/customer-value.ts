// What customers are worth, counted by the database in sets: of those that something happened to at once, of everybody's
// fifths and segments from time to time. What is kept can be counted anew and compared.
import type { CustomerRules } from '../../../shared/domain/customer/rules';
import { quantiles, segmentTable, type ValueScale } from '../../../shared/domain/customer/value';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { loadCustomerRules, loadScale, saveSetting } from './customer-settings';

const sums = `
  SELECT c.stream_id, c.root_id AS customer_id, root.name,
    count(o.order_id) FILTER (WHERE o.is_counted)::int AS orders,
    coalesce(sum(o.money_minor) FILTER (WHERE o.is_counted), 0)::bigint AS money_minor,
    (sum(o.margin_minor) FILTER (WHERE o.is_counted))::bigint AS margin_minor,
    count(o.margin_minor) FILTER (WHERE o.is_counted)::int AS margin_orders,
    (count(o.order_id) FILTER (WHERE o.is_counted AND o.money_minor IS NULL))::int AS unrated_orders,
    coalesce(sum(o.shipped_units), 0)::int AS shipped_units,
    coalesce(sum(o.returned_units), 0)::int AS returned_units,
    min(o.placed_at) FILTER (WHERE o.is_counted) AS first_order_at,
    max(o.placed_at) FILTER (WHERE o.is_counted) AS last_order_at
  FROM customer c
  JOIN customer root ON root.stream_id = c.stream_id AND root.customer_id = c.root_id
  LEFT JOIN customer_order o ON o.stream_id = c.stream_id AND o.customer_id = c.customer_id`;
const counted = [
  'name',
  'orders',
  'money_minor',
  'margin_minor',
  'margin_orders',
  'unrated_orders',
  'shipped_units',
  'returned_units',
  'first_order_at',
  'last_order_at',
];

/** Of the customers these are shown as. Whoever calls holds the lock. */
export async function countValue(
  db: Queryable,
  customerIds: readonly string[],
  rules: CustomerRules,
  at: string,
): Promise<void> {
  if (customerIds.length === 0) return;
  const { rows } = await db.query<{ root_id: string }>({
    name: 'customer-roots',
    text: 'SELECT DISTINCT root_id FROM customer WHERE stream_id = $1 AND customer_id = ANY($2::uuid[])',
    values: [companyStream, customerIds],
  });
  const roots = rows.map(({ root_id }) => root_id);
  await db.query({
    name: 'customer-value-merged',
    text: 'DELETE FROM customer_value WHERE stream_id = $1 AND customer_id = ANY($2::uuid[]) AND NOT customer_id = ANY($3::uuid[])',
    values: [companyStream, customerIds, roots],
  });
  await db.query({
    name: 'count-customer-value',
    text: `INSERT INTO customer_value (stream_id, customer_id, ${counted.join(', ')}, is_vip)
           SELECT s.*, false FROM (${sums} WHERE c.stream_id = $1 AND c.root_id = ANY($2::uuid[]) GROUP BY c.stream_id, c.root_id, root.name) s
           ON CONFLICT (stream_id, customer_id) DO UPDATE SET ${counted.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    values: [companyStream, roots],
  });
  await judge(db, rules, await loadScale(db), at, roots);
}

/** Works out the fifths of everybody, and puts everybody into their segment. */
export async function rescale(db: Queryable, at: string): Promise<ValueScale | null> {
  const fractions = `ARRAY[${quantiles.join(', ')}]`;
  const { rows } = await db.query<{
    customers: number;
    recency: string[] | null;
    frequency: number[] | null;
    money: number[] | null;
  }>(
    `SELECT count(*)::int AS customers,
       (percentile_disc(${fractions}) WITHIN GROUP (ORDER BY last_order_at)) AS recency,
       (percentile_disc(${fractions}) WITHIN GROUP (ORDER BY orders)) AS frequency,
       (percentile_disc(${fractions}) WITHIN GROUP (ORDER BY money_minor))::bigint[] AS money
     FROM customer_value WHERE stream_id = $1 AND orders > 0`,
    [companyStream],
  );
  const [row] = rows;
  const rules = await loadCustomerRules(db);
  const scale: ValueScale | null =
    row?.recency && row.frequency && row.money
      ? {
          at,
          customers: row.customers,
          recency: row.recency.map((each) => new Date(each).toISOString()),
          frequency: row.frequency.map(Number),
          money: row.money.map(Number),
        }
      : null;
  if (scale) await saveSetting(db, 'scale', scale);
  await judge(db, rules, scale, at, null);
  return scale;
}

/** The rows of the table of segments as a choice of the database. */
const segmentSql = `CASE ${segmentTable
  .map(
    ({ segment, r, fm }) =>
      `WHEN score.r BETWEEN ${r[0]} AND ${r[1]} AND score.f + score.m BETWEEN ${fm[0]} AND ${fm[1]} THEN '${segment}'`,
  )
  .join(' ')} END`;

function scoreSql(column: string, limits: string): string {
  return `1 + (SELECT count(*) FROM unnest(${limits}) AS l (value) WHERE l.value < ${column})`;
}

/** Segment, and whether a VIP, of some or of all. */
async function judge(
  db: Queryable,
  { vip }: CustomerRules,
  scale: ValueScale | null,
  at: string,
  roots: readonly string[] | null,
): Promise<void> {
  const since =
    vip && vip.withinDays > 0 ? new Date(Date.parse(at) - vip.withinDays * 86_400_000).toISOString() : null;
  await db.query({
    name: roots === null ? 'judge-all-customers' : 'judge-customers',
    text: `UPDATE customer_value v SET segment = told.segment, is_vip = told.is_vip
           FROM (
             SELECT each.customer_id,
               CASE WHEN $2::timestamptz[] IS NULL OR each.orders = 0 THEN NULL ELSE ${segmentSql} END AS segment,
               coalesce(root.vip_by_hand, $5::bigint IS NOT NULL AND root.erased_at IS NULL AND each.orders > 0
                 AND each.money_minor >= $5 AND each.orders >= $6
                 AND ($7::timestamptz IS NULL OR each.last_order_at >= $7)
                 AND each.returned_units::bigint * 100 <= each.shipped_units::bigint * $8) AS is_vip
             FROM customer_value each
             JOIN customer root ON root.stream_id = each.stream_id AND root.customer_id = each.customer_id
             CROSS JOIN LATERAL (SELECT ${scoreSql('each.last_order_at', '$2::timestamptz[]')} AS r,
               ${scoreSql('each.orders', '$3::int[]')} AS f, ${scoreSql('each.money_minor', '$4::bigint[]')} AS m) score
             WHERE each.stream_id = $1 ${roots === null ? '' : 'AND each.customer_id = ANY($9::uuid[])'}
           ) told
           WHERE v.stream_id = $1 AND v.customer_id = told.customer_id ${roots === null ? '' : 'AND v.customer_id = ANY($9::uuid[])'}
             AND (v.segment IS DISTINCT FROM told.segment OR v.is_vip <> told.is_vip)`,
    values: [
      companyStream,
      scale?.recency ?? null,
      scale?.frequency ?? null,
      scale?.money ?? null,
      vip?.moneyMinor ?? null,
      vip?.orders ?? 0,
      since,
      vip?.returnPercent ?? 100,
      ...(roots === null ? [] : [roots]),
    ],
  });
}

/** Customers whose kept sums are not what their orders add up to, and those that have none; both empty in a sound file. */
export async function verifyValue(db: Queryable): Promise<{ customer_id: string }[]> {
  const columns = counted.map((name) => `s.${name} IS DISTINCT FROM v.${name}`).join(' OR ');
  const { rows } = await db.query<{ customer_id: string }>(
    `SELECT coalesce(s.customer_id, v.customer_id) AS customer_id
     FROM (${sums} WHERE c.stream_id = $1 GROUP BY c.stream_id, c.root_id, root.name) s
     FULL JOIN (SELECT * FROM customer_value WHERE stream_id = $1) v ON v.customer_id = s.customer_id
     WHERE v.customer_id IS NULL OR s.customer_id IS NULL OR ${columns}`,
    [companyStream],
  );
  return rows;
}
