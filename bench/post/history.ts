// A history to post: orders of one to five lines, paid, shipped in one parcel, some paid back, and the goods they were made
// of, as rows of the same tables that head office fills.
import type { Pool } from '../../server/db/pool';
import { uuidFrom } from './uuid-from';

export const shops = { company: 'company', warehouse: 'W1' } as const;
const products = 2_000;
const slice = 2_000;
const hourMs = 3_600_000;
const startMs = Date.parse('2026-01-01T00:00:00Z');

export type History = { events: number; moves: number; orders: number };

type Row = Record<string, unknown>;

/** Every tenth customer pays in another currency, every twentieth gets something back. @returns what there is to post */
export async function fillHistory(pool: Pool, orders: number, random: () => number): Promise<History> {
  await openShop(pool);
  const seq = { company: 0, warehouse: 0 };
  const count: History = { events: 0, moves: 0, orders };
  const skuOf = (n: number): string => `SKU-${String(n).padStart(5, '0')}`;
  const at = (n: number): string =>
    new Date(startMs + Math.floor((n * 90 * 24 * hourMs) / orders)).toISOString();
  const received: Row[] = [];
  for (let n = 0; n < products; n += 1) {
    seq.warehouse += 1;
    received.push(moveRow(seq.warehouse, 'StockReceived', skuOf(n), 'supplier', 'A-01', 100_000, at(0)));
  }
  await insert(pool, 'stock_move', received);
  count.moves += received.length;
  for (let from = 0; from < orders; from += slice) {
    const rows = { orders: [] as Row[], payments: [] as Row[], events: [] as Row[], moves: [] as Row[] };
    for (let n = from; n < Math.min(orders, from + slice); n += 1) {
      const orderId = uuidFrom(random);
      const paymentId = uuidFrom(random);
      const currency = n % 10 === 9 ? 'USD' : 'EUR';
      const lines = Array.from({ length: 1 + Math.floor(random() * 5) }, (_, index) => ({
        lineNo: index + 1,
        sku: skuOf(Math.floor(random() * products)),
        unitPriceMinor: 200 + Math.floor(random() * 5000),
        ordered: 1 + Math.floor(random() * 4),
      }));
      const totalMinor = 495 + lines.reduce((sum, line) => sum + line.unitPriceMinor * line.ordered, 0);
      rows.orders.push(orderRow(orderId, n, currency, lines, totalMinor, at(n)));
      rows.payments.push({
        stream_id: shops.company,
        kind: 'payment',
        record_id: paymentId,
        order_id: orderId,
        state: 'captured',
        created_at: at(n),
        doc: { paymentId, orderId, providerId: 'card', method: 'card', currency, asks: [] },
        seq: 0,
      });
      const event = (type: string, aggregate: string, aggregateId: string, body: object): void => {
        seq.company += 1;
        rows.events.push({
          stream_id: shops.company,
          seq: seq.company,
          aggregate,
          aggregate_id: aggregateId,
          order_id: orderId,
          type,
          body,
          at: at(n),
        });
      };
      event('PaymentCaptured', 'payment', paymentId, { amountMinor: totalMinor, key: null });
      event('LinesShipped', 'order', orderId, {
        parcelId: orderId,
        lines: lines.map(({ lineNo, ordered }) => ({ lineNo, quantity: ordered })),
      });
      if (n % 20 === 19)
        event('PaymentRefunded', 'payment', paymentId, { amountMinor: 495, key: 'pages', reference: null });
      for (const { sku, ordered } of lines) {
        seq.warehouse += 1;
        rows.moves.push(moveRow(seq.warehouse, 'ParcelHandedOver', sku, 'A-01', 'customer', ordered, at(n)));
      }
    }
    await insert(pool, 'sales_order', rows.orders);
    await insert(pool, 'record', rows.payments);
    await insert(pool, 'event', rows.events);
    await insert(pool, 'stock_move', rows.moves);
    count.events += rows.events.length;
    count.moves += rows.moves.length;
  }
  await pool.query('UPDATE stream SET seq = CASE stream_id WHEN $1 THEN $2::bigint ELSE $3::bigint END', [
    shops.company,
    seq.company,
    seq.warehouse,
  ]);
  await pool.query('VACUUM ANALYZE event, stock_move, sales_order, record');
  return count;
}

async function openShop(pool: Pool): Promise<void> {
  await pool.query(
    `INSERT INTO stream (stream_id, kind, epoch) VALUES ($1, 'company', gen_random_uuid()), ($2, 'warehouse', gen_random_uuid())`,
    [shops.company, shops.warehouse],
  );
  await pool.query(
    `INSERT INTO channel (channel_id, name, kind, formats, currency) VALUES ('shop', 'Shop', 'web', '{}', 'EUR')`,
  );
  await pool.query(
    `INSERT INTO exchange_rate (base, currency, day, rate, source, entered_at)
     SELECT 'EUR', 'USD', DATE '2026-01-01' + n, (1.05 + n * 0.001)::text, 'bench', now() FROM generate_series(0, 100) AS n`,
  );
  await pool.query(
    `INSERT INTO product_cost (stream_id, sku, from_day, cost_minor, currency)
     SELECT $1, 'SKU-' || lpad(n::text, 5, '0'), DATE '2025-01-01', 100 + n, 'EUR' FROM generate_series(0, $2::int - 1) AS n`,
    [shops.company, products],
  );
  await pool.query(
    `INSERT INTO vat_rate (country, sku, from_day, ppm) VALUES ('DE', '', '2020-01-01', 190000), ('DE', 'SKU-00007', '2020-01-01', 70000)`,
  );
}

function moveRow(
  seq: number,
  cause: string,
  sku: string,
  from: string,
  to: string,
  quantity: number,
  at: string,
): Row {
  return { stream_id: shops.warehouse, seq, cause, sku, from_location: from, to_location: to, quantity, at };
}

function orderRow(
  orderId: string,
  n: number,
  currency: string,
  lines: readonly { lineNo: number; sku: string; unitPriceMinor: number; ordered: number }[],
  totalMinor: number,
  at: string,
): Row {
  const number = `B-${n}`;
  const none = { allocated: 0, packed: 0, cancelled: 0, name: 'Goods' };
  return {
    stream_id: shops.company,
    order_id: orderId,
    channel_id: 'shop',
    external_id: number,
    number,
    content_hash: '',
    status: 'shipped',
    customer_name: 'Customer',
    country_code: 'DE',
    placed_at: at,
    total_minor: totalMinor,
    currency,
    doc: {
      orderId,
      number,
      channelId: 'shop',
      currency,
      placedAt: at,
      priority: 'normal',
      customer: { customerId: null, name: 'Customer' },
      shipTo: { countryCode: 'DE', name: 'Customer' },
      state: 'confirmed',
      lines: lines.map((line) => ({ ...line, ...none, shipped: line.ordered })),
      charges: [{ kind: 'shipping', code: 'post', name: 'Post', amountMinor: 495 }],
      holds: [],
    },
    seq: 0,
  };
}

async function insert(pool: Pool, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first).join(', ');
  await pool.query(
    `INSERT INTO public.${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::public.${table}, $1)`,
    [JSON.stringify(rows)],
  );
}
