// Lets what happened to an order to a supplier happen in a change set.
import { evolvePurchase } from '../../../shared/domain/purchasing/evolve';
import type { Purchase, PurchaseEvent } from '../../../shared/domain/purchasing/purchase';
import type { Cause, ChangeSet } from './change-set';

export function happenOnPurchase(
  changes: ChangeSet,
  events: readonly PurchaseEvent[],
  cause: Cause,
): Purchase | null {
  let purchase: Purchase | null = null;
  for (const event of events) {
    purchase = evolvePurchase(changes.purchases.get(event.purchaseId) ?? null, event);
    changes.purchases.set(event.purchaseId, purchase);
    changes.touchedPurchases.add(event.purchaseId);
    const { type, purchaseId, stationId: _station, stationSeq: _seq, ...body } = event;
    changes.events.push({ aggregate: 'purchase', aggregateId: purchaseId, type, body, cause });
  }
  return purchase;
}
