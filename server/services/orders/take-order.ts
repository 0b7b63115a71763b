// One order at the door: placed, confirmed and allocated in one transaction, so that whoever sent it finds it promised.
import type { NewOrder } from '../../../shared/contract/http';
import { companyStream } from '../../../shared/domain/ids';
import type { Pool } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { allocateOrders, warehousesOf } from '../allocation/allocate-orders';
import { newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { foldOrders, type PlacedOrder } from './place-orders';

export type TakeOrderTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

export async function takeOrder(tools: TakeOrderTools, order: NewOrder): Promise<PlacedOrder> {
  const warehouseIds = await warehousesOf(tools.pool);
  return tools.writer.submit([companyStream, ...warehouseIds], async (tx) => {
    const changes = newChangeSet(tools.now().toISOString(), tools.newId);
    const [placed] = await foldOrders(tx.client, changes, [order]);
    if (!placed) throw new Error('an order was not answered');
    if (placed.kind === 'created') {
      await allocateOrders(tx.client, changes, [placed.orderId], warehouseIds);
      // It was tried just now; nothing is left for the outbox.
      changes.wakes.delete(`order ${placed.orderId}`);
    }
    await storeChanges(tx, changes);
    return placed;
  });
}
