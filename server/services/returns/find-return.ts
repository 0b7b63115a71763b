// What the desk means by a code: a return's number, an order's number, what a carrier calls a box on its way there or back,
// or the number of the box. Most certain first; several orders of one number are named, and a person chooses.
import { readOwnCode } from '../../../shared/barcode/own-code';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import { readReturnNumber } from '../../../shared/domain/returns/return-number';
import type { Queryable } from '../../db/pool';
import { findRecords } from '../records/read-records';
import { shipmentMachine, trackingKey } from '../shipments/shipment-machine';
import { returnMachine } from './return-machine';

/** `returnId`: the code names one return of the order. */
export type FoundOrder = { orderId: OrderId; returnId: string | null };

const mostFound = 10;

export async function findOrders(db: Queryable, code: string): Promise<FoundOrder[]> {
  const text = code.trim();
  const own = readOwnCode(text);
  const number = own.is === 'own' && own.kind === 'return' ? own.payload : readReturnNumber(text);
  if (number !== null) {
    const found = await findRecords(db, returnMachine, `number:${number}`);
    if (found.length > 0) return found.map(({ doc }) => ({ orderId: doc.orderId, returnId: doc.returnId }));
  }
  if (own.is === 'own' && own.kind === 'order') return byNumber(db, own.payload);
  const onTheWay = await findRecords(db, returnMachine, `tracking:${text}`);
  if (onTheWay.length > 0)
    return onTheWay.map(({ doc }) => ({ orderId: doc.orderId, returnId: doc.returnId }));
  const orders = await byNumber(db, text);
  if (orders.length > 0) return orders;
  const sent = await findRecords(db, shipmentMachine, trackingKey(text));
  if (sent.length > 0) return sent.map(({ doc }) => ({ orderId: doc.orderId, returnId: null }));
  return bySscc(db, text);
}

async function byNumber(db: Queryable, number: string): Promise<FoundOrder[]> {
  const { rows } = await db.query<{ order_id: OrderId }>({
    name: 'return-by-number',
    text: `SELECT order_id FROM sales_order WHERE stream_id = $1 AND number = $2 AND NOT deleted
           ORDER BY placed_at DESC, order_id LIMIT $3`,
    values: [companyStream, number, mostFound],
  });
  return rows.map(({ order_id: orderId }) => ({ orderId, returnId: null }));
}

/** With or without the application identifier that a label has in front of it. */
async function bySscc(db: Queryable, text: string): Promise<FoundOrder[]> {
  const sscc = /^(?:\]C1)?(?:00)?(\d{18})$/.exec(text)?.[1];
  if (sscc === undefined) return [];
  const { rows } = await db.query<{ order_id: OrderId }>(
    `SELECT order_id FROM parcel WHERE stream_id IN (SELECT stream_id FROM stream WHERE kind = 'warehouse')
       AND sscc = $1 AND NOT deleted LIMIT $2`,
    [sscc, mostFound],
  );
  return rows.map(({ order_id: orderId }) => ({ orderId, returnId: null }));
}
