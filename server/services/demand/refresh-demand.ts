// Brings the history of demand up to date from what head office has: lines of orders that changed since the last time, and
// the days on which a warehouse had none of a product. Reads the ledgers only; run twice it changes nothing.
import { companyStream } from '../../../shared/domain/ids';
import { outsideLocations } from '../../../shared/domain/stock/ledger';
import type { Client, Pool } from '../../db/pool';

/** Cancelled with one of these words it was wanted all the same; with any other the customer did not want it any more. */
const cancelledForStock = ['stock', 'out-of-stock', 'short'];

export async function refreshDemand(pool: Pool): Promise<{ lines: number; products: number }> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    // One at a time, so that no mark goes back.
    await client.query('LOCK TABLE demand_reader IN EXCLUSIVE MODE');
    const lines = await readOrders(client);
    const products = await readStockOuts(client);
    await client.query('COMMIT');
    return { lines, products };
  } catch (cause) {
    await client.query('ROLLBACK');
    throw cause;
  } finally {
    client.release();
  }
}

async function readOrders(client: Client): Promise<number> {
  const { rows } = await client.query<{ seq: string; until: string }>(
    `SELECT coalesce((SELECT seq FROM demand_reader WHERE stream_id = $1), 0) AS seq,
       coalesce((SELECT max(seq) FROM sales_order WHERE stream_id = $1), 0) AS until`,
    [companyStream],
  );
  const { seq = '0', until = '0' } = rows[0] ?? {};
  if (BigInt(until) <= BigInt(seq)) return 0;
  const { rowCount } = await client.query(
    `INSERT INTO demand_line (stream_id, order_id, line_no, sku, channel_id, site, day, units)
     SELECT o.stream_id, o.order_id, l."lineNo", l.sku, o.channel_id,
       coalesce((SELECT e.body->>'warehouseId' FROM event e
         WHERE e.order_id = o.order_id AND e.type = 'LinesAllocated'
           AND e.body->'lines' @> jsonb_build_array(jsonb_build_object('lineNo', l."lineNo"))
         ORDER BY e.at DESC, e.seq DESC LIMIT 1), o.warehouse_ids[1], ''),
       (o.placed_at AT TIME ZONE 'UTC')::date,
       greatest(0, l.ordered - least(l.cancelled, coalesce((
         SELECT coalesce(sum((x->>'quantity')::int) FILTER (WHERE NOT (e.body->>'reason' = ANY($4::text[]))), 0)::int
         FROM event e, jsonb_array_elements(e.body->'lines') x
         WHERE e.order_id = o.order_id AND e.type = 'LinesCancelled' AND (x->>'lineNo')::int = l."lineNo"
         HAVING count(*) > 0), l.cancelled)))
     FROM sales_order o, jsonb_to_recordset(o.doc->'lines') AS l("lineNo" int, sku text, ordered int, cancelled int)
     WHERE o.stream_id = $1 AND o.seq > $2 AND o.seq <= $3 AND NOT o.deleted
     ON CONFLICT (stream_id, order_id, line_no) DO UPDATE
       SET sku = excluded.sku, site = excluded.site, day = excluded.day, units = excluded.units
       WHERE (demand_line.sku, demand_line.site, demand_line.day, demand_line.units)
         IS DISTINCT FROM (excluded.sku, excluded.site, excluded.day, excluded.units)`,
    [companyStream, seq, until, cancelledForStock],
  );
  await setMark(client, companyStream, until);
  return rowCount ?? 0;
}

/** Days that begin and end without any, a row a stretch. */
async function readStockOuts(client: Client): Promise<number> {
  const { rows } = await client.query<{ stream_id: string; seq: string; until: string }>(
    `SELECT s.stream_id, coalesce(r.seq, 0) AS seq, coalesce((SELECT max(seq) FROM stock_move m WHERE m.stream_id = s.stream_id), 0) AS until
     FROM stream s LEFT JOIN demand_reader r ON r.stream_id = s.stream_id WHERE s.kind = 'warehouse' ORDER BY s.stream_id`,
  );
  let products = 0;
  for (const { stream_id: streamId, seq, until } of rows) {
    if (BigInt(until) <= BigInt(seq)) continue;
    const changed = await client.query<{ sku: string }>(
      'SELECT DISTINCT sku FROM stock_move WHERE stream_id = $1 AND seq > $2 AND seq <= $3',
      [streamId, seq, until],
    );
    const skus = changed.rows.map(({ sku }) => sku);
    products += skus.length;
    await client.query('DELETE FROM stock_out WHERE stream_id = $1 AND sku = ANY($2::text[])', [
      streamId,
      skus,
    ]);
    await client.query(
      `WITH days AS (
         SELECT sku, (at AT TIME ZONE 'UTC')::date AS day,
           sum(CASE WHEN from_location = ANY($4::text[]) THEN 0 ELSE -quantity END
             + CASE WHEN to_location = ANY($4::text[]) THEN 0 ELSE quantity END) AS change
         FROM stock_move WHERE stream_id = $1 AND sku = ANY($2::text[]) AND seq <= $3 GROUP BY 1, 2
       ), levels AS (
         SELECT sku, day, sum(change) OVER before AS level, lead(day) OVER before AS next_day
         FROM days WINDOW before AS (PARTITION BY sku ORDER BY day)
       )
       INSERT INTO stock_out (stream_id, sku, from_day, until_day)
       SELECT $1, sku, day + 1, next_day FROM levels WHERE level <= 0 AND (next_day IS NULL OR next_day > day + 1)`,
      [streamId, skus, until, Object.values(outsideLocations)],
    );
    await setMark(client, streamId, until);
  }
  return products;
}

async function setMark(client: Client, streamId: string, seq: string): Promise<void> {
  await client.query(
    `INSERT INTO demand_reader (stream_id, seq) VALUES ($1, $2)
     ON CONFLICT (stream_id) DO UPDATE SET seq = greatest(demand_reader.seq, excluded.seq)`,
    [streamId, seq],
  );
}
