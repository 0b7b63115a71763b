// Lets what happened to a transfer happen in a change set, with what follows of it: units that are given up as lost when it is
// closed leave what is on the way, and come back to it when it is opened again or they arrive after all.
import { evolveTransfer } from '../../../shared/domain/transfer/evolve';
import { outsideLocations } from '../../../shared/domain/stock/ledger';
import { writeOffs } from '../../../shared/domain/transfer/questions';
import type { Transfer, TransferEvent } from '../../../shared/domain/transfer/transfer';
import type { Cause, ChangeSet } from './change-set';

/** The unit of work must name the streams of both sites. */
export function happenOnTransfer(
  changes: ChangeSet,
  events: readonly TransferEvent[],
  cause: Cause,
): Transfer | null {
  let transfer: Transfer | null = null;
  for (const event of events) {
    const before = changes.transfers.get(event.transferId) ?? null;
    transfer = evolveTransfer(before, event);
    changes.transfers.set(event.transferId, transfer);
    changes.touchedTransfers.add(event.transferId);
    const { type, transferId, stationId: _station, stationSeq: _seq, ...body } = event;
    changes.events.push({ aggregate: 'transfer', aggregateId: transferId, type, body, cause });
    const { transit, adjustment } = outsideLocations;
    for (const { sku, units } of writeOffs(before, transfer)) {
      const way = units > 0 ? { from: transit, to: adjustment } : { from: adjustment, to: transit };
      const move = { sku, ...way, quantity: Math.abs(units), cause: 'TransferSettled' };
      changes.moves.push({ warehouseId: transfer.fromId, move, cause });
    }
  }
  return transfer;
}
