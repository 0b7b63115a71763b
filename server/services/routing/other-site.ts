// A picker said that what a bin did not have shall come from another site: the order's rest is looked for in all others. From the
// op on no allocation gives it units of that site; this work chooses by the rules of routing, and takes that word back. Where
// no site can, the order is held and somebody is told. Told twice, it is the same end.
import { companyStream } from '../../../shared/domain/ids';
import { unallocatedQuantity } from '../../../shared/domain/order/status';
import type { OfficeParts } from '../../head-office';
import type { JobLoop } from '../../jobs/job-loop';
import { type Performed, startReaction } from '../../jobs/outbox';
import { allocateOrders, mayAllocate, warehousesOf } from '../allocation/allocate-orders';
import { addTask, headOfficeCause, newChangeSet } from '../changes/change-set';
import { loadOrders } from '../changes/load';
import { tellOrder } from '../changes/order-changes';
import { otherSiteReason, otherSiteTopic, type OtherSiteWork } from '../changes/other-sites';
import { storeChanges } from '../changes/store';
import { loadRoutes, saveOverride } from './order-routes';

export type OtherSiteParts = Pick<OfficeParts, 'pool' | 'writer' | 'now' | 'newId'>;

export function startOtherSites(parts: OfficeParts): JobLoop {
  return startReaction<OtherSiteWork>({
    pool: parts.pool,
    topic: otherSiteTopic,
    perform: (work) => lookElsewhere(parts, work),
    now: parts.now,
    idleMs: parts.idleMs,
    onFailure: (cause, job) =>
      parts.log.error({ err: cause, job }, 'another site could not be looked for and will be tried again'),
  });
}

export async function lookElsewhere(
  { pool, writer, now, newId }: OtherSiteParts,
  { payload }: Pick<Performed<OtherSiteWork>, 'payload'>,
): Promise<string> {
  const { orderId, warehouseId, lineNo } = payload;
  const warehouseIds = await warehousesOf(pool);
  const others = warehouseIds.filter((each) => each !== warehouseId);
  return writer.submit([companyStream, ...warehouseIds], async (tx) => {
    const changes = newChangeSet(now().toISOString(), newId);
    await loadOrders(tx.client, changes, [orderId]);
    const order = changes.orders.get(orderId);
    const openOf = (): number => {
      const line = changes.orders.get(orderId)?.lines.find((each) => each.lineNo === lineNo);
      return line ? unallocatedQuantity(line) : 0;
    };
    const before = openOf();
    if (order && before > 0 && mayAllocate(order) && others.length > 0)
      await allocateOrders(tx.client, changes, [orderId], others);
    // Its word was about this rest: whatever comes next is routed as any other order.
    const override = (await loadRoutes(tx.client, [orderId])).get(orderId)?.override ?? null;
    if (override?.reason === otherSiteReason) await saveOverride(tx.client, orderId, null);
    const left = openOf();
    if (order && left > 0 && mayAllocate(order)) hold(left);
    await storeChanges(tx, changes);
    return left === before ? 'no other site' : `${before - left} from elsewhere`;

    function hold(quantity: number): void {
      const line = order?.lines.find((each) => each.lineNo === lineNo);
      const about = { orderId, parcelId: null, opId: payload.opId };
      const values = {
        number: order?.number ?? '',
        sku: line?.sku ?? '',
        name: line?.name ?? '',
        quantity,
        location: payload.location,
      };
      addTask(changes, warehouseId, { kind: 'no-other-site', values }, about);
      const note = `${quantity} × ${line?.name ?? ''}`.slice(0, 200);
      tellOrder(
        changes,
        orderId,
        { type: 'HoldOrder', hold: { reason: 'stock', note, by: 'head office', at: changes.at } },
        headOfficeCause(changes),
      );
    }
  });
}
