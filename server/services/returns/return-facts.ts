// What is looked up about an order before anything of it comes back: its lines and when they arrived, what may come back
// under the policy, and the returns there are.
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import type { Product } from '../../../shared/domain/catalogue/product';
import type { Order, OrderLine } from '../../../shared/domain/order/order';
import type { GoodsReturn } from '../../../shared/domain/returns/goods-return';
import { judgeLine, type LineJudged, type ReturnPolicy } from '../../../shared/domain/returns/policy';
import { leftToReturn } from '../../../shared/domain/returns/questions';
import type { Queryable } from '../../db/pool';
import { recordsOfOrder } from '../records/read-records';
import { returnMachine } from './return-machine';

export type ReturnableLine = {
  line: OrderLine;
  /** Codes on the product, as the catalogue keeps them. */
  codes: string[];
  weightGrams: number;
  deliveredAt: string | null;
  handedOverAt: string | null;
  judged: LineJudged;
  /** Shipped units that no return has, or waits for. */
  left: number;
};

export type ReturnableOrder = { order: Order; lines: ReturnableLine[]; returns: GoodsReturn[] };

export async function readReturnable(
  db: Queryable,
  orderId: OrderId,
  policy: ReturnPolicy,
  now: string,
): Promise<ReturnableOrder | null> {
  const { rows } = await db.query<{ doc: Order }>({
    name: 'return-order',
    text: 'SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = $2 AND NOT deleted',
    values: [companyStream, orderId],
  });
  const order = rows[0]?.doc;
  if (!order) return null;
  const [arrivals, products, records] = await Promise.all([
    arrivalsOf(db, order),
    productsOf(
      db,
      order.lines.map(({ sku }) => sku),
    ),
    recordsOfOrder(db, returnMachine, orderId),
  ]);
  const returns = records.map(({ doc }) => doc);
  const left = leftToReturn(order, returns, null, 'promised');
  return {
    order,
    returns,
    lines: order.lines.map((line) => {
      const product = products.get(line.sku);
      const arrival = arrivals.get(line.lineNo) ?? { deliveredAt: null, handedOverAt: null };
      return {
        line,
        codes: product?.barcodes.map(({ code }) => code) ?? [],
        weightGrams: product?.weightGrams ?? 0,
        ...arrival,
        left: left.get(line.lineNo) ?? 0,
        judged: judgeLine(
          policy,
          {
            sku: line.sku,
            category: product?.category ?? null,
            channelId: order.channelId,
            countryCode: order.shipTo.countryCode,
            orderedAt: order.placedAt,
            ...arrival,
          },
          now,
        ),
      };
    }),
  };
}

type Arrival = { deliveredAt: string | null; handedOverAt: string | null };

/** By line: when the newest of its boxes was delivered, while all of them were, and when it left. */
async function arrivalsOf(db: Queryable, order: Order): Promise<Map<number, Arrival>> {
  const { rows } = await db.query<{
    line_no: number;
    handed_over_at: string;
    delivered_at: string | null;
    is_all: boolean;
  }>({
    name: 'return-arrivals',
    text: `SELECT (l->>'lineNo')::int AS line_no, max(e.at) AS handed_over_at,
             max((r.doc #>> '{tracking,deliveredAt}')::timestamptz) AS delivered_at,
             bool_and(r.doc #>> '{tracking,deliveredAt}' IS NOT NULL) AS is_all
           FROM event e CROSS JOIN LATERAL jsonb_array_elements(e.body->'lines') AS l
           LEFT JOIN record r ON r.stream_id = $1 AND r.kind = 'shipment' AND r.record_id::text = e.body->>'parcelId'
           WHERE e.order_id = $2 AND e.aggregate = 'order' AND e.type = 'LinesShipped' GROUP BY 1`,
    values: [companyStream, order.orderId],
  });
  const known = new Map(
    rows.map((row) => [
      row.line_no,
      {
        handedOverAt: new Date(row.handed_over_at).toISOString(),
        deliveredAt: row.is_all && row.delivered_at ? new Date(row.delivered_at).toISOString() : null,
      },
    ]),
  );
  return new Map(
    order.lines.map(({ lineNo, shipped }) => [
      lineNo,
      // History that was read from a file left when it was placed, as far as anybody knows.
      known.get(lineNo) ?? { deliveredAt: null, handedOverAt: shipped > 0 ? order.placedAt : null },
    ]),
  );
}

async function productsOf(db: Queryable, skus: readonly string[]): Promise<Map<string, Product>> {
  const { rows } = await db.query<{ doc: Product }>({
    name: 'return-products',
    text: 'SELECT doc FROM product WHERE stream_id = $1 AND sku = ANY($2::text[]) AND NOT deleted',
    values: [companyStream, [...new Set(skus)]],
  });
  return new Map(rows.map(({ doc }) => [doc.sku, doc]));
}

/** Refunds of a return that were declined: what they were for is open again. */
export async function declinedOf(db: Queryable, returnIds: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ record_id: string }>({
    name: 'return-declined',
    text: `SELECT record_id FROM record WHERE stream_id = $1 AND kind = 'refund' AND state = 'declined' AND keys && $2::text[]`,
    values: [companyStream, returnIds.map((returnId) => `return:${returnId}`)],
  });
  return rows.map((row) => row.record_id);
}

/** Numbers of orders, in the order of their ids. */
export async function namesOf(db: Queryable, orderIds: readonly OrderId[]): Promise<string[]> {
  if (orderIds.length === 0) return [];
  const { rows } = await db.query<{ number: string }>(
    'SELECT number FROM sales_order WHERE stream_id = $1 AND order_id = ANY($2::uuid[]) ORDER BY order_id',
    [companyStream, orderIds],
  );
  return rows.map(({ number }) => number);
}
