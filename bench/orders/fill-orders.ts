// A company with a history: closed orders by the hundred thousand, each with names, dates and lines of its own and with
// what happened to it, written set by set. Documents are those of an order that head office placed itself.
import type { Pool } from '../../server/db/pool';

const atOnce = 20_000;
const eventsOfAnOrder = 3;

const firstNames = [
  'Ayşe',
  'Çağla',
  'Daniel',
  'Emma',
  'Fatma',
  'Grace',
  'Hüseyin',
  'İbrahim',
  'Jack',
  'Oğuz',
  'Şule',
  'Zoë',
];
const middle = [
  'Ada',
  'Bell',
  'Can',
  'Dere',
  'Eris',
  'Fox',
  'Gül',
  'Hill',
  'Iron',
  'Kaya',
  'Lake',
  'Mor',
  'Nur',
  'Oak',
  'Par',
  'Reed',
  'Sand',
  'Tan',
  'Ulu',
  'Well',
];
const endings = [
  'berg',
  'can',
  'dağ',
  'field',
  'ford',
  'gil',
  'ham',
  'kaya',
  'lı',
  'man',
  'oğlu',
  'son',
  'ton',
  'türk',
  'wood',
  'yurt',
];

/** A name among several thousand, the same for the same number. */
export function nameOf(index: number): string {
  const pick = (list: readonly string[], step: number): string =>
    list[Math.floor(index / step) % list.length] ?? '';
  const family =
    pick(middle, 12) +
    pick(endings, 240) +
    (index % 7 === 0 ? `-${pick(middle, 5)}${pick(endings, 31)}` : '');
  return `${pick(firstNames, 1)} ${family}`;
}

export const numberOf = (index: number): string => `H${String(index).padStart(8, '0')}`;

/** @param count orders to add; the company must have one order of channel `web` to take after */
export async function fillOrders(pool: Pool, count: number, note: (text: string) => void): Promise<void> {
  for (let from = 0; from < count; from += atOnce) {
    const size = Math.min(atOnce, count - from);
    await pool.query(
      `WITH taken AS (
         UPDATE stream SET seq = seq + $2::int * ${1 + eventsOfAnOrder} WHERE stream_id = 'company'
         RETURNING seq - $2::int * ${1 + eventsOfAnOrder} AS seq
       ), example AS (
         SELECT doc, total_minor FROM sales_order WHERE stream_id = 'company' AND channel_id = 'web' ORDER BY jsonb_array_length(doc->'lines') DESC LIMIT 1
       ), made AS MATERIALIZED (
         SELECT gen_random_uuid() AS order_id, 'H' || lpad(($1::int + n - 1)::text, 8, '0') AS number, name, n, taken.seq,
                timestamptz '2019-01-01' + ($1::int + n) * interval '211 seconds' AS placed_at,
                CASE WHEN n % 50 = 0 THEN 'cancelled' ELSE 'shipped' END AS status
         FROM unnest($3::text[]) WITH ORDINALITY AS r (name, n), taken
       ), orders AS (
         INSERT INTO sales_order (stream_id, order_id, channel_id, external_id, number, content_hash, status, customer_name, country_code, placed_at,
                                  total_minor, currency, warehouse_ids, doc, seq)
         SELECT 'company', order_id, 'web', 'history-' || number, number, md5(number), status, name, CASE WHEN n % 9 = 0 THEN 'TR' ELSE 'GB' END, placed_at,
                e.total_minor, 'GBP', ARRAY['W1'],
                e.doc || jsonb_build_object('orderId', order_id, 'externalId', 'history-' || number, 'number', number,
                  'state', CASE status WHEN 'cancelled' THEN 'cancelled' ELSE 'closed' END, 'placedAt', to_char(placed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                  'customer', jsonb_build_object('customerId', null, 'name', name), 'warehouseIds', jsonb_build_array('W1'), 'seq', m.seq + n),
                m.seq + n
         FROM made m, example e RETURNING 1
       )
       INSERT INTO event (stream_id, seq, aggregate, aggregate_id, order_id, type, body, at)
       SELECT 'company', m.seq + $2::int + (n - 1) * ${eventsOfAnOrder} + k, 'order', order_id, order_id,
              (ARRAY['OrderPlaced', 'OrderConfirmed', 'OrderClosed'])[k],
              CASE k WHEN 1 THEN jsonb_build_object('header', e.doc - 'lines', 'lines', e.doc->'lines', 'charges', '[]'::jsonb) ELSE '{}' END,
              placed_at + k * interval '1 hour'
       FROM made m, example e, generate_series(1, ${eventsOfAnOrder}) AS k`,
      [from, size, Array.from({ length: size }, (_, index) => nameOf(from + index))],
    );
    if ((from / atOnce) % 5 === 4) note(`${from + size} of ${count} orders of the past`);
  }
  await pool.query('VACUUM ANALYZE sales_order');
  await pool.query('ANALYZE event');
}
