// What goods come in with at this station, and what is loaded here for another site, as it stands now with own ops in it.
import { openOrder } from '../../../shared/domain/packing/bench-receive';
import type { Bench } from '../../../shared/domain/packing/session';
import type { Awaited } from '../../../shared/domain/purchasing/receiving';
import type { Transfer } from '../../../shared/domain/transfer/transfer';
import type { InboundBook } from '../../data/inbound';

type Ports = { inbound: Pick<InboundBook, 'open' | 'transfers'> };

/** Null where none is received, without an order, and for one that is over. */
export function receivedOrder({ aside }: Bench, { inbound }: Ports): Awaited | null {
  return aside?.kind === 'receive'
    ? openOrder(aside.receiving, { inbound: inbound.open(), transfers: inbound.transfers() })
    : null;
}

/** Null where none is loaded, and for one that is over. */
export function loadedTransfer({ aside }: Bench, { inbound }: Ports): Transfer | null {
  const transferId = aside?.kind === 'move' ? aside.moving.transferId : undefined;
  const here = inbound.transfers().find(({ transfer }) => transfer.transferId === transferId);
  return here?.transfer ?? null;
}
