// One order at the door: placed, confirmed and allocated in one transaction, so that whoever sent it finds it promised. Where
// it has to be paid first, its payment begins in the same transaction.
import type { NewOrder } from '../../../shared/contract/http';
import { companyStream } from '../../../shared/domain/ids';
import type { Pool } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { allocateOrders, warehousesOf } from '../allocation/allocate-orders';
import { headOfficeCause, newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { owedInTheEndMinor } from '../../../shared/domain/payment/owed';
import { startPayment } from '../payments/start-payment';
import { foldOrders, type PlacedOrder } from './place-orders';

export type TakeOrderTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

export async function takeOrder(tools: TakeOrderTools, order: NewOrder): Promise<PlacedOrder> {
  const warehouseIds = await warehousesOf(tools.pool);
  return tools.writer.submit([companyStream, ...warehouseIds], async (tx) => {
    const changes = newChangeSet(tools.now().toISOString(), tools.newId);
    const [placed] = await foldOrders(tx.client, changes, [order]);
    if (!placed) throw new Error('an order was not answered');
    if (placed.kind === 'created' && changes.orders.get(placed.orderId)?.state === 'confirmed') {
      await allocateOrders(tx.client, changes, [placed.orderId], warehouseIds);
      // It was tried just now; nothing is left for the outbox.
      changes.wakes.delete(`order ${placed.orderId}`);
    }
    await storeChanges(tx, changes);
    const stored = changes.orders.get(placed.orderId);
    if (placed.kind === 'created' && stored?.state === 'placed' && order.payment) {
      const wanted = { ...order.payment, amountMinor: owedInTheEndMinor(stored) };
      // A provider that is not there any more is no reason to lose the order: it waits, and its page says so.
      if (wanted.amountMinor > 0)
        await startPayment(tx, stored, wanted, tools.newId, headOfficeCause(changes));
    }
    return placed;
  });
}
