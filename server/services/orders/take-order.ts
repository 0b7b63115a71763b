// Orders at the door: placed, confirmed and allocated in one transaction, so that whoever sent one finds it promised. Where
// one has to be paid first, its payment begins in the same transaction.
// Orders that come while others are being written wait and share the next transaction and its statements.
import type { NewOrder } from '../../../shared/contract/http';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import { dayOf } from '../../../shared/domain/stock/available-to-promise';
import type { Client, Pool } from '../../db/pool';
import type { StreamTx, StreamWriter } from '../../db/stream-writer';
import { allocateOrders, warehousesOf } from '../allocation/allocate-orders';
import { type ChangeSet, headOfficeCause, newChangeSet } from '../changes/change-set';
import { waitingSkus } from '../changes/store-orders';
import { loadStockHolds, settleStockHolds } from '../changes/stock-holds';
import { storeChanges } from '../changes/store';
import { orderCarts } from '../carts/order-cart';
import { pegOrders } from '../promising/peg-orders';
import { takeCash } from '../payments/cash';
import { beginPayByLink } from '../payments/pay-by-link';
import { beginPayment } from './begin-payment';
import { foldOrders, loadPlacingFacts, type PlacedOrder, type PlacingFacts } from './place-orders';

export type TakeOrderTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

export type OrdersDesk = {
  /** Resolves after commit. Rejects when the database fails; nothing of the order is then taken. */
  take: (order: NewOrder) => Promise<PlacedOrder>;
};

type Waiting = { order: NewOrder; resolve: (placed: PlacedOrder) => void; reject: (cause: unknown) => void };

/** Stations wait for the transaction, so it stays short. */
const ordersAtOnce = 50;
const linesAtOnce = 2000;

export function createOrdersDesk(tools: TakeOrderTools): OrdersDesk {
  const queue: Waiting[] = [];
  let isRunning = false;

  const settle = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const placed = await takeOrders(
        tools,
        group.map(({ order }) => order),
      );
      group.forEach(({ resolve, reject }, index) => {
        const answer = placed[index];
        if (answer) resolve(answer);
        else reject(new Error('an order was not answered'));
      });
    } catch (cause) {
      // What one order breaks must not fail the others.
      if (group.length === 1) group[0]?.reject(cause);
      else for (const waiting of group) await settle([waiting]);
    }
  };

  const work = async (): Promise<void> => {
    while (queue.length > 0) await settle(nextGroup(queue));
    isRunning = false;
  };

  return {
    take: (order) =>
      new Promise((resolve, reject) => {
        queue.push({ order, resolve, reject });
        if (isRunning) return;
        isRunning = true;
        // A turn of the event loop lets requests that arrived together share one commit.
        setImmediate(() => void work());
      }),
  };
}

type Taking = {
  /** Stock is kept for them already, under their ids. */
  keepStock?: boolean;
  /** Their money is in a till already. */
  isPaidInCash?: boolean;
  /** Their customers pay on a page of the channel's provider, where it has one. */
  payByLink?: boolean;
};

/** @returns answers in the order of `orders` */
export async function takeOrders(
  tools: TakeOrderTools,
  orders: readonly NewOrder[],
  { keepStock = false, isPaidInCash = false, payByLink = false }: Taking = {},
): Promise<PlacedOrder[]> {
  const warehouseIds = await warehousesOf(tools.pool);
  const take = async (tx: StreamTx, facts: PlacingFacts): Promise<PlacedOrder[]> => {
    const changes = newChangeSet(tools.now().toISOString(), tools.newId);
    const placed = await foldOrders(tx.client, changes, orders, { isJudged: false, facts });
    const created = placed.flatMap((each) => (each.kind === 'created' ? [each.orderId] : []));
    if (keepStock) await takeOverStock(tx, changes, created);
    await orderCarts(
      tx,
      changes,
      placed.flatMap((each, index) => {
        const order = orders[index];
        return each.kind === 'created' && order?.cartId !== undefined
          ? [{ cartId: order.cartId, orderId: each.orderId, channelId: order.channelId }]
          : [];
      }),
    );
    const confirmed = created.filter((orderId) => changes.orders.get(orderId)?.state === 'confirmed');
    if (confirmed.length > 0) await allocateOrders(tx.client, changes, confirmed, warehouseIds);
    // They were tried just now; nothing of them is left for the outbox.
    for (const orderId of confirmed) changes.wakes.delete(`order ${orderId}`);
    await storeChanges(tx, changes);
    await pegOrders(tx.client, waitingSkus(changes), dayOf(changes.at));
    for (const [index, each] of placed.entries())
      if (each.kind === 'created') {
        const stored = changes.orders.get(each.orderId);
        if (isPaidInCash && stored) await takeCash(tx, stored, tools.newId, headOfficeCause(changes));
        else if (payByLink && stored) await beginPayByLink(tx, stored, tools.newId, headOfficeCause(changes));
        else await beginPayment(tx, tools.newId, changes, each.orderId, orders[index]?.payment);
      }
    return placed;
  };
  const read = (client: Client): Promise<PlacingFacts> =>
    loadPlacingFacts(client, orders, tools.now().toISOString());
  return tools.writer.submitRead([companyStream, ...warehouseIds], read, take);
}

async function takeOverStock(tx: StreamTx, changes: ChangeSet, orderIds: readonly OrderId[]): Promise<void> {
  await loadStockHolds(tx.client, changes, orderIds);
  for (const orderId of orderIds) {
    const order = changes.orders.get(orderId);
    if (order) settleStockHolds(changes, order);
  }
}

function nextGroup(queue: Waiting[]): Waiting[] {
  let lines = 0;
  let size = 0;
  while (size < queue.length && size < ordersAtOnce) {
    lines += queue[size]?.order.lines.length ?? 0;
    if (size > 0 && lines > linesAtOnce) break;
    size += 1;
  }
  return queue.splice(0, size);
}
