// A company with a lot of stock, drawn by the database itself from hashes of a seed; the plain sum that availability is
// measured beside; and a reference that walks day by day without any of the product's code.
import type { Pool } from '../../server/db/pool';
import { lookAheadDays } from '../../server/services/promising/promisable';
import type { Sku, WarehouseId } from '../../shared/domain/ids';
import { dayAfter } from '../../shared/domain/stock/available-to-promise';

export const today = '2026-05-04';
/** Sold a week ahead. */
export const askedDay = dayAfter(today, 7);
const lastDay = dayAfter(today, lookAheadDays);

/** A whole number from 0 up to `most`, the same for the same words. */
const drawn = (words: string, most: number): string =>
  `(abs(hashtextextended(${words}, $2::bigint)) % ${most})::int`;
const eachRow = `generate_series(0, 9) AS w, generate_series(0, $1::int - 1) AS n`;
const place = `'W' || w, 'S' || lpad(n::text, 6, '0')`;
const named = (what: string): string => `'${what} ' || w || ' ' || n`;

/** @returns how many rows there are */
export async function fillStock(pool: Pool, products: number, seed: number): Promise<number> {
  const values = [products, seed];
  await pool.query(
    `INSERT INTO stream (stream_id, kind, epoch) SELECT 'W' || w, 'warehouse', gen_random_uuid() FROM generate_series(0, 9) AS w`,
  );
  await pool.query(
    `INSERT INTO channel (channel_id, name, kind, formats, currency, policy)
     SELECT 'C' || c, 'Channel', 'signed-api', '{}', 'EUR', jsonb_build_object('stockRules', jsonb_build_array(jsonb_build_object('sku', NULL, 'keepUnits', c, 'keepPercent', c)))
     FROM generate_series(0, 4) AS c`,
  );
  let rows = 0;
  const add = async (text: string): Promise<void> => {
    rows += (await pool.query(text, values)).rowCount ?? 0;
  };
  await add(
    `INSERT INTO stock (stream_id, sku, on_hand, quarantine, allocated, available, doc, seq)
     SELECT ${place}, 60, 0, 60 - ${drawn(named('free'), 50)}, ${drawn(named('free'), 50)}, '{}', n + 1 FROM ${eachRow}`,
  );
  await add(
    `INSERT INTO stock_hold (stream_id, holder_id, sku, holder, channel_id, units)
     SELECT 'W' || w, gen_random_uuid(), 'S' || lpad(n::text, 6, '0'), 'cart', 'C' || ${drawn(named('channel'), 5)}, 1 + ${drawn(named('held'), 3)}
     FROM ${eachRow} WHERE ${drawn(named('holds'), 20)} = 0`,
  );
  for (const [table, source, share] of [
    ['supply', 'purchase', 3],
    ['demand', 'order', 5],
  ] as const)
    for (const turn of [0, 1]) {
      const day = `DATE '${today}' + ${drawn(`'${turn} ' || ${named(`${table} day`)}`, 110)} - 10`;
      const units = `1 + ${drawn(`'${turn} ' || ${named(`${table} units`)}`, 40)}`;
      const isThere = `${drawn(`'${turn} ' || ${named(`${table} is`)}`, share)} = 0`;
      await add(
        table === 'supply'
          ? `INSERT INTO dated_supply (stream_id, source, supply_id, sku, due_on, units)
             SELECT 'W' || w, '${source}', '${turn}', 'S' || lpad(n::text, 6, '0'), ${day}, ${units} FROM ${eachRow} WHERE ${isThere}`
          : `INSERT INTO dated_demand (stream_id, order_id, line_no, sku, due_on, units)
             SELECT 'W' || w, gen_random_uuid(), 1, 'S' || lpad(n::text, 6, '0'), ${day}, ${units} FROM ${eachRow} WHERE ${isThere}`,
      );
    }
  await pool.query('VACUUM ANALYZE stock, stock_hold, dated_supply, dated_demand');
  return rows;
}

export async function companyOf(pool: Pool): Promise<WarehouseId[]> {
  const { rows } = await pool.query<{ stream_id: WarehouseId }>(
    `SELECT stream_id FROM stream WHERE kind = 'warehouse' ORDER BY stream_id`,
  );
  return rows.map((row) => row.stream_id);
}

/** Everything that is counted, without days: $1 the first and $2 the last that count. */
const plainSum = (only: string): string =>
  `SELECT stream_id, sku, sum(units)::int AS units FROM (
     SELECT stream_id, sku, available AS units FROM stock WHERE NOT deleted ${only}
     UNION ALL SELECT stream_id, sku, -units FROM stock_hold WHERE true ${only}
     UNION ALL SELECT stream_id, sku, units FROM dated_supply WHERE due_on BETWEEN $1::date AND $2::date ${only}
     UNION ALL SELECT stream_id, sku, -units FROM dated_demand WHERE due_on <= $2::date ${only}
   ) AS counted GROUP BY stream_id, sku`;
export const plainSumSql = plainSum('');

export async function plainSumOf(pool: Pool, warehouseIds: readonly WarehouseId[], sku: Sku): Promise<void> {
  await pool.query({
    name: 'plain-sum',
    text: plainSum('AND stream_id = ANY($3::text[]) AND sku = ANY($4::text[])'),
    values: [today, lastDay, warehouseIds, [sku]],
  });
}

type Dated = { place: string; due_on: string; units: number };

/** By `warehouse sku`: the lowest number from a day on, walked day by day over the rows as they are stored. */
export async function naivelyPromisable(pool: Pool, from: string): Promise<Map<string, number>> {
  const number = new Map(
    Array.from({ length: lookAheadDays + 1 }, (_, ahead) => [dayAfter(today, ahead), ahead]),
  );
  const changes = new Map<string, Int32Array>();
  const changesOf = (place: string): Int32Array => {
    const known = changes.get(place);
    if (known) return known;
    const fresh = new Int32Array(lookAheadDays + 1);
    changes.set(place, fresh);
    return fresh;
  };
  const all = async (text: string): Promise<Dated[]> => (await pool.query<Dated>(text)).rows;
  for (const { place, units } of await all(
    `SELECT stream_id || ' ' || sku AS place, available AS units FROM stock`,
  ))
    changesOf(place)[0] = units;
  for (const { place, units } of await all(
    `SELECT stream_id || ' ' || sku AS place, units FROM stock_hold`,
  )) {
    const days = changesOf(place);
    days[0] = (days[0] ?? 0) - units;
  }
  for (const [table, sign] of [
    ['dated_supply', 1],
    ['dated_demand', -1],
  ] as const)
    for (const { place, due_on, units } of await all(
      `SELECT stream_id || ' ' || sku AS place, due_on, units FROM ${table}`,
    )) {
      // What was to come and has not is nothing; what was promised still is.
      if (due_on < today && sign === 1) continue;
      const at = due_on < today ? 0 : number.get(due_on);
      if (at === undefined) continue;
      const days = changesOf(place);
      days[at] = (days[at] ?? 0) + sign * units;
    }
  const start = number.get(from) ?? 0;
  const lowest = new Map<string, number>();
  for (const [place, days] of changes) {
    let there = 0;
    let least = Number.POSITIVE_INFINITY;
    for (const [at, change] of days.entries()) {
      there += change;
      if (at >= start) least = Math.min(least, there);
    }
    lowest.set(place, least);
  }
  return lowest;
}
