// Goods that come from another site, taken in against their transfer: they leave what is on the way from there and lie here, in
// one transaction. What does not fit is one task for the office of this site, as with goods of a supplier.
import { lotOf, ofLot } from '../../../shared/domain/stock/lot';
import type { Difference } from '../../../shared/domain/purchasing/differences';
import { arrivalDifferences, lostOf } from '../../../shared/domain/transfer/questions';
import { type Transfer, transferNumber } from '../../../shared/domain/transfer/transfer';
import { outsideLocations, type StockMove } from '../../../shared/domain/stock/ledger';
import type { ReceiptOp } from '../../../shared/sync/apply-receipt-op';
import { answerTransferOp } from '../../../shared/sync/apply-transfer-op';
import type { Cause, ChangeSet, ReceiptRecord } from '../changes/change-set';
import { happenOnTransfer } from '../changes/transfer-changes';
import type { StationFacts } from './apply-op';
import type { DifferingOrder } from './tell-differences';

export type ArrivalAct = {
  changes: ChangeSet;
  station: StationFacts;
  nameOf: (sku: string) => string;
  cause: Cause;
};
/** What is to be told, and of what. */
export type Arrived = { of: DifferingOrder; told: Difference[] };

/** One that comes here; a station receives no other. */
export function comingHere(
  { changes, station }: Pick<ArrivalAct, 'changes' | 'station'>,
  transferId: string | null | undefined,
): Transfer | null {
  const transfer = transferId ? changes.transfers.get(transferId) : undefined;
  return transfer?.toId === station.warehouseId ? transfer : null;
}

export function takeArrived(
  act: ArrivalAct,
  transfer: Transfer,
  op: Extract<ReceiptOp, { type: 'receipt.take' }>,
  to: StockMove['to'],
): Arrived {
  const { changes, station, cause, nameOf } = act;
  const { sku, quantity, lot, expiry } = op.body;
  const decision = answerTransferOp(transfer, op, station.stationId, changes.at);
  const events = (decision.ok ? decision.events : []).map((event) =>
    event.type === 'GoodsArrived' ? { ...event, name: nameOf(sku) } : event,
  );
  const after = happenOnTransfer(changes, events, cause) ?? transfer;
  const { transit, otherSite } = outsideLocations;
  const moved = { sku, quantity, cause: 'GoodsArrived' };
  changes.moves.push({
    warehouseId: transfer.fromId,
    move: { ...moved, from: transit, to: otherSite },
    cause,
  });
  const here = { ...moved, from: otherSite, to, ...ofLot(lotOf({ lot, expiry })) };
  changes.moves.push({ warehouseId: station.warehouseId, move: here, cause });
  return { of: calledOf(transfer), told: arrivalDifferences(transfer, after, sku) };
}

/** Null: so many never arrived. */
export function undoArrived(
  act: ArrivalAct,
  transfer: Transfer,
  op: Extract<ReceiptOp, { type: 'receipt.undo' }>,
  known: ReceiptRecord,
): Arrived | null {
  const { changes, station, cause } = act;
  const { sku, quantity, condition } = known;
  const { transferId } = transfer;
  const asTaken: ReceiptOp = { ...op, body: { ...op.body, transferId, sku, quantity, condition } };
  const decision = answerTransferOp(transfer, asTaken, station.stationId, changes.at);
  if (!decision.ok) return null;
  const after = happenOnTransfer(changes, decision.events, cause) ?? transfer;
  const { transit, otherSite } = outsideLocations;
  const moved = { sku, quantity, cause: 'ArrivalUndone' };
  const from = known.locationId as StockMove['from'];
  const here = { ...moved, from, to: otherSite, ...ofLot(lotOf(known)) };
  changes.moves.push({ warehouseId: station.warehouseId, move: here, cause });
  changes.moves.push({
    warehouseId: transfer.fromId,
    move: { ...moved, from: otherSite, to: transit },
    cause,
  });
  return { of: calledOf(transfer), told: arrivalDifferences(transfer, after, sku) };
}

export function finishArrived(
  act: ArrivalAct,
  transfer: Transfer,
  op: Extract<ReceiptOp, { type: 'receipt.finish' }>,
): Arrived {
  const { changes, station, cause } = act;
  const decision = answerTransferOp(transfer, op, station.stationId, changes.at);
  const events = decision.ok ? decision.events : [];
  const after = happenOnTransfer(changes, events, cause);
  const isClosed = events.some(({ type }) => type === 'TransferClosed');
  return { of: calledOf(transfer), told: after && isClosed ? lostOf(after) : [] };
}

function calledOf({ transferId, number, fromName, fromId }: Transfer): DifferingOrder {
  return { id: transferId, number: transferNumber(number), supplier: fromName || fromId };
}
