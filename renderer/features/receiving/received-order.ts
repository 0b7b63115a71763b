// The order that goods come in with at this station, as it stands now with own ops in it.
import type { Bench } from '../../../shared/domain/packing/session';
import type { Purchase } from '../../../shared/domain/purchasing/purchase';
import type { InboundBook } from '../../data/inbound';

/** Null where none is received, without an order, and for one that is over. */
export function receivedOrder(
  { aside }: Bench,
  { inbound }: { inbound: Pick<InboundBook, 'get'> },
): Purchase | null {
  const purchaseId = aside?.kind === 'receive' ? aside.receiving.purchaseId : null;
  return purchaseId === null ? null : inbound.get(purchaseId);
}
