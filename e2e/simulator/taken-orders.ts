// What a bench promised a customer is an order at head office, with all its units, once; or a task says why it is not.
import { orderLinesOf, stationOrderSchema } from '../../shared/domain/stock/station-order';
import { stationOrderNumber } from '../../server/services/changes/station-orders';
import { orderIdOf } from '../../server/services/orders/order-id';
import type { World } from './world';

export async function takenOrders({ database }: World, broken: string[]): Promise<void> {
  const { rows } = await database.pool.query<{ op_id: string; body: unknown }>(
    `SELECT op_id, body FROM op WHERE type = 'order.take' AND status = 'applied'
     AND NOT EXISTS (SELECT 1 FROM task t WHERE t.kind = 'order-not-placed' AND t.doc->>'opId' = op.op_id::text)`,
  );
  for (const { body } of rows) {
    const taken = stationOrderSchema.parse(body);
    const number = stationOrderNumber(taken);
    const stored = await database.pool.query<{ ordered: number }>(
      `SELECT (SELECT sum((l->>'ordered')::int)::int FROM jsonb_array_elements(o.doc->'lines') l) AS ordered
       FROM sales_order o WHERE o.order_id = $1`,
      [orderIdOf(taken.channelId, number)],
    );
    const wanted = orderLinesOf(taken).reduce((sum, { quantity }) => sum + quantity, 0);
    const found = stored.rows.map(({ ordered }) => ordered).join(', ');
    if (found !== String(wanted)) broken.push(`order ${number} of ${wanted} units is there with: ${found}`);
  }
}
