// What PostgreSQL alone allows: the rows that taking an order writes, copied from orders that were taken, by 16
// connections, one order a transaction, without a rule being asked.
import type { Pool } from '../../server/db/pool';

const connections = 16;
const tables = ['sales_order', 'event', 'reservation', 'parcel'] as const;

/** @param prefix of the numbers of the orders that were taken */
export async function insertFloor(
  pool: Pool,
  seconds: number,
  prefix: string,
): Promise<{ ordersPerSecond: number }> {
  for (const table of tables)
    await pool.query(`CREATE TABLE floor_${table} (LIKE ${table} INCLUDING DEFAULTS INCLUDING INDEXES)`);
  const { rows } = await pool.query<{ order_id: string }>(
    `SELECT order_id FROM sales_order WHERE number LIKE $1 ORDER BY order_id LIMIT 2000`,
    [`${prefix}%`],
  );
  const endMs = performance.now() + seconds * 1000;
  const startedMs = performance.now();
  let next = 0;
  let done = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = await pool.connect();
      try {
        while (performance.now() < endMs) {
          const order = rows[next % rows.length];
          next += 1;
          if (!order) return;
          // Each round of the sample goes under another stream, so that keys stay unique.
          const stream = `floor-${next}`;
          await client.query('BEGIN');
          for (const table of tables) await client.query(copyOf(table), [order.order_id, stream]);
          await client.query('COMMIT');
          done += 1;
        }
      } finally {
        client.release();
      }
    }),
  );
  const ordersPerSecond = (done * 1000) / (performance.now() - startedMs);
  for (const table of tables) await pool.query(`DROP TABLE floor_${table}`);
  return { ordersPerSecond };
}

function copyOf(table: (typeof tables)[number]): { name: string; text: string } {
  return {
    name: `floor-${table}`,
    text: `INSERT INTO floor_${table} SELECT (jsonb_populate_record(t, jsonb_build_object('stream_id', $2::text || t.stream_id))).*
           FROM ${table} t WHERE t.order_id = $1`,
  };
}
