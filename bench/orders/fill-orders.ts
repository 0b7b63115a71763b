// A company with a history: orders by the hundred thousand, each with names, dates, lines, money and marks of its own and
// with what happened to it, written set by set. Most are closed, as in any company that is years old; some wait for money or
// for a person. What is common, rare or all but absent among them is what a list is filtered by. Documents are those of an
// order that head office placed itself.
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

/** Channels besides `web`, in which orders are rarer from one to the next; the last is all but unused. */
const otherChannels = ['shop', 'market', 'phone', 'fair'] as const;
/** The rarest of each kind: a filter that finds little among much. */
export const rare = { country: 'MT', channel: 'fair', tag: 'museum', reason: 'fraud' } as const;
export const filterField = 'gift_wrap';

/** A whole number from 0 up to `most`, the same for the same order and word. */
const drawn = (word: string, most: number): string =>
  `(abs(hashtextextended('${word} ' || number, 7)) % ${most})::int`;

/** An id (uuid of version 4), the same for the same order and word. */
const idOf = (word: string): string =>
  `overlay(overlay(md5('${word} ' || number) placing '4' from 13) placing '8' from 17)::uuid`;

/**
 * @param count orders to add; the company must have one order of channel `web` to take after
 * @param skus products of theirs, the first ones far oftener than the last
 */
export async function fillOrders(
  pool: Pool,
  count: number,
  skus: readonly string[],
  note: (text: string) => void,
): Promise<void> {
  await pool.query(
    `INSERT INTO channel (channel_id, name, kind, formats, currency)
     SELECT id, id, 'waybill', '{}', 'GBP' FROM unnest($1::text[]) AS id ON CONFLICT DO NOTHING`,
    [[...otherChannels]],
  );
  await pool.query(
    `INSERT INTO field_definition (stream_id, owner, key, doc, changed_at) VALUES ('company', 'order', $1, $2, now()) ON CONFLICT DO NOTHING`,
    [
      filterField,
      {
        owner: 'order',
        key: filterField,
        names: { en: 'Gift wrap', tr: 'Hediye paketi' },
        kind: 'text',
        filterable: true,
      },
    ],
  );
  const indexes = await withoutIndexes(pool);
  // The past is written with its promises and payments on it.
  await pool.query('ALTER TABLE record DISABLE TRIGGER USER');
  for (let from = 0; from < count; from += atOnce) {
    const size = Math.min(atOnce, count - from);
    await fillSome(pool, from, size, count, skus);
    if ((from / atOnce) % 5 === 4) note(`${from + size} of ${count} orders of the past`);
  }
  await pool.query('ALTER TABLE record ENABLE TRIGGER USER');
  await fillCustomers(pool);
  note('indexes');
  for (const each of indexes)
    await pool.query(`SET maintenance_work_mem = '400MB'; ${each}; RESET maintenance_work_mem`);
  await pool.query('VACUUM ANALYZE customer, customer_value');
  await pool.query('VACUUM ANALYZE sales_order');
  await pool.query('VACUUM ANALYZE record');
  await pool.query('ANALYZE event');
}

async function fillSome(
  pool: Pool,
  from: number,
  size: number,
  count: number,
  skus: readonly string[],
): Promise<void> {
  await pool.query(
    `WITH taken AS (
       UPDATE stream SET seq = seq + $2::int * ${1 + eventsOfAnOrder} WHERE stream_id = 'company'
       RETURNING seq - $2::int * ${1 + eventsOfAnOrder} AS seq
     ), read AS (
       -- Followers have read the past: what is measured is not their catching up.
       UPDATE follower f SET seq = taken.seq + $2::int * ${1 + eventsOfAnOrder} FROM taken WHERE f.stream_id = 'company'
     ), example AS (
       SELECT doc FROM sales_order WHERE stream_id = 'company' AND channel_id = 'web' ORDER BY placed_at LIMIT 1
     ), numbered AS (
       SELECT 'H' || lpad(($1::int + n - 1)::text, 8, '0') AS number, name, n, $1::int + n AS place FROM unnest($3::text[]) WITH ORDINALITY AS r (name, n)
     ), made AS MATERIALIZED (
       SELECT ${idOf('history')} AS order_id, number, name, n, taken.seq,
              timestamptz '2019-01-01' + place * interval '211 seconds' AS placed_at,
              CASE WHEN place > $4::int * 0.98 AND ${drawn('open', 3)} = 0 OR ${drawn('old', 200)} = 0 THEN 'placed'
                   WHEN place > $4::int * 0.98 AND ${drawn('held', 9)} = 0 OR ${drawn('long held', 2000)} = 0 THEN 'on-hold'
                   WHEN ${drawn('gone', 25)} = 0 THEN 'cancelled' ELSE 'shipped' END AS status,
              (ARRAY['GB','GB','GB','GB','GB','GB','TR','DE','FR','US'])[1 + ${drawn('country', 10)}] AS usual_country,
              ${drawn('rare', 2500)} = 0 AS is_rare,
              CASE WHEN ${drawn('channel', 4)} > 0 THEN 'web' WHEN ${drawn('other', 3000)} = 0 THEN '${rare.channel}'
                   ELSE (ARRAY['shop','shop','market','phone'])[1 + ${drawn('other', 4)}] END AS channel_id,
              CASE WHEN ${drawn('vip', 70)} = 0 THEN 'vip' ELSE 'normal' END AS priority,
              CASE ${drawn('place', 12)} WHEN 0 THEN ARRAY['W2'] WHEN 1 THEN ARRAY['W1','W2'] ELSE ARRAY['W1'] END AS warehouse_ids,
              CASE WHEN ${drawn('tag', 4000)} = 0 THEN '["${rare.tag}"]'::jsonb WHEN ${drawn('tag', 20)} = 1 THEN '["gift"]' ELSE NULL END AS tags,
              CASE WHEN ${drawn('wrap', 50)} = 0 THEN jsonb_build_object('${filterField}', (ARRAY['red','blue','gold'])[1 + ${drawn('colour', 3)}]) ELSE NULL END AS fields,
              (ARRAY['address','credit','stock','customer','${rare.reason}'])[1 + least(${drawn('reason', 30)} / 7, 4)] AS reason
       FROM numbered, taken
     ), lined AS MATERIALIZED (
       SELECT m.*, status = 'shipped' AND ${drawn('sent', 2)} = 0 AS is_sent,
              CASE WHEN ${drawn('paid', 3)} > 0 THEN 'none' WHEN status = 'placed' THEN 'pending' WHEN status = 'cancelled' THEN 'voided'
                   WHEN ${drawn('failed', 500)} = 0 THEN 'failed' ELSE 'captured' END AS payment, CASE WHEN is_rare THEN '${rare.country}' ELSE usual_country END AS country,
              CASE WHEN is_rare OR usual_country IN ('DE','FR') THEN 'EUR' WHEN usual_country = 'TR' THEN 'TRY' WHEN usual_country = 'US' THEN 'USD' ELSE 'GBP' END AS currency,
              l.lines, l.total
       FROM made m, LATERAL (
         SELECT jsonb_agg(jsonb_build_object('lineNo', k, 'sku', sku, 'name', sku, 'unitPriceMinor', price, 'ordered', units, 'allocated', 0, 'packed', 0,
                  'shipped', CASE m.status WHEN 'shipped' THEN units ELSE 0 END, 'cancelled', CASE m.status WHEN 'cancelled' THEN units ELSE 0 END)) AS lines,
                CASE m.status WHEN 'cancelled' THEN 0 ELSE sum(price * units) END AS total
         FROM (
           SELECT k, ($5::text[])[1 + floor(power(abs(hashtextextended('sku ' || k || m.number, 7)) % 100000 / 100000.0, 3) * array_length($5, 1))::int] AS sku,
                  (100 + power(abs(hashtextextended('price ' || k || m.number, 7)) % 1000, 1.6))::int AS price,
                  1 + (abs(hashtextextended('units ' || k || m.number, 7)) % 3)::int AS units
           FROM generate_series(1, 1 + (abs(hashtextextended('lines ' || m.number, 7)) % 4)::int) AS k
         ) AS each
       ) AS l
     ), orders AS (
       INSERT INTO sales_order (stream_id, order_id, channel_id, external_id, number, content_hash, status, customer_name, country_code, placed_at,
                                total_minor, currency, warehouse_ids, promised_for, payment_states, doc, seq)
       SELECT 'company', order_id, m.channel_id, 'history-' || number, number, md5(number), status, name, country, placed_at,
              total, currency, m.warehouse_ids, CASE WHEN is_sent THEN (placed_at + interval '3 days')::date END, payment,
              (e.doc - 'special') || jsonb_strip_nulls(jsonb_build_object('tags', tags, 'fields', fields)) || jsonb_build_object(
                'orderId', order_id, 'externalId', 'history-' || number, 'number', number, 'channelId', m.channel_id,
                'state', CASE status WHEN 'cancelled' THEN 'cancelled' WHEN 'shipped' THEN 'closed' WHEN 'placed' THEN 'placed' ELSE 'confirmed' END,
                'placedAt', to_char(placed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                'customer', jsonb_build_object('customerId', null, 'name', name), 'shipTo', e.doc->'shipTo' || jsonb_build_object('countryCode', country),
                'priority', m.priority, 'currency', currency, 'warehouseIds', to_jsonb(m.warehouse_ids), 'lines', lines, 'charges', '[]'::jsonb,
                'holds', CASE status WHEN 'on-hold' THEN jsonb_build_array(jsonb_build_object('reason', reason, 'note', '', 'by', 'Ada', 'owner', null)) ELSE '[]' END,
                'seq', m.seq + n),
              m.seq + n
       FROM lined m, example e RETURNING 1
     ), money AS (
       INSERT INTO record (stream_id, kind, record_id, order_id, state, created_at, doc, seq)
       SELECT 'company', 'payment', ${idOf('payment')}, order_id,
              payment, placed_at, '{}', m.seq
       FROM lined m WHERE payment <> 'none' RETURNING 1
     ), sent AS (
       INSERT INTO record (stream_id, kind, record_id, order_id, state, keys, created_at, doc, seq)
       SELECT 'company', 'shipment', ${idOf('shipment')}, order_id, 'done', ARRAY['tracking:T' || number], placed_at,
              jsonb_build_object('promisedFor', to_char(placed_at + interval '3 days', 'YYYY-MM-DD')), m.seq
       FROM lined m WHERE is_sent RETURNING 1
     )
     INSERT INTO event (stream_id, seq, aggregate, aggregate_id, order_id, type, body, at)
     SELECT 'company', m.seq + $2::int + (n - 1) * ${eventsOfAnOrder} + k, 'order', order_id, order_id,
            (ARRAY['OrderPlaced', 'OrderConfirmed', 'OrderClosed'])[k],
            CASE k WHEN 1 THEN jsonb_build_object('header', e.doc - 'lines', 'lines', m.lines, 'charges', '[]'::jsonb) ELSE '{}' END,
            placed_at + k * interval '1 hour'
     FROM lined m, example e, generate_series(1, ${eventsOfAnOrder}) AS k`,
    [from, size, Array.from({ length: size }, (_, index) => nameOf(from + index)), count, [...skus]],
  );
}

/** One customer to three orders. */
async function fillCustomers(pool: Pool): Promise<void> {
  await pool.query(
    `WITH told AS MATERIALIZED (
       SELECT ${idOf('customer')} AS customer_id, customer_name AS name, country_code, placed_at, total_minor
       FROM sales_order WHERE stream_id = 'company' AND number LIKE 'H%' AND ${drawn('customer', 3)} = 0
     ), known AS (
       INSERT INTO customer (stream_id, customer_id, root_id, name, country_code, search, first_seen_at)
       SELECT 'company', customer_id, customer_id, name, country_code, lower(name), placed_at FROM told ON CONFLICT DO NOTHING
     )
     INSERT INTO customer_value (stream_id, customer_id, name, orders, money_minor, margin_orders, unrated_orders, shipped_units, returned_units,
                                 first_order_at, last_order_at, is_vip)
     SELECT 'company', customer_id, name, 3, total_minor, 0, 0, 3, 0, placed_at, placed_at, false FROM told ON CONFLICT DO NOTHING`,
  );
}

/** Indexes that no constraint is made of are made when everything is there. @returns how */
async function withoutIndexes(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; text: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS text FROM pg_index i
     WHERE i.indrelid = ANY(ARRAY['sales_order', 'record', 'customer', 'customer_value']::regclass[]) AND NOT i.indisunique
     ORDER BY 1`,
  );
  for (const { name } of rows) await pool.query(`DROP INDEX ${name}`);
  return rows.map(({ text }) => text);
}
