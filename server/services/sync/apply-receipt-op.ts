// Head office's answer to an op about goods that came in. They are in the warehouse, so they are in the ledger, whatever
// their order says (law 3): what does not fit is one task for the office, with what to do. An undo takes back what is known
// to have come and nothing else, so no order of ops makes stock out of nothing.
import type { Refusal } from '../../../shared/domain/decision';
import type { Sku } from '../../../shared/domain/ids';
import { type Difference, differencesOf, missingOf } from '../../../shared/domain/purchasing/differences';
import type { Purchase } from '../../../shared/domain/purchasing/purchase';
import {
  outsideLocations,
  quarantineLocation,
  receivingLocation,
  type StockMove,
} from '../../../shared/domain/stock/ledger';
import { lotOf, ofLot } from '../../../shared/domain/stock/lot';
import { answerReceiptOp, type ReceiptOp } from '../../../shared/sync/apply-receipt-op';
import { type Cause, type ChangeSet, type ReceiptRecord, wake } from '../changes/change-set';
import { happenOnPurchase } from '../changes/purchase-changes';
import type { AppliedOp, StationFacts } from './apply-op';
import { type ArrivalAct, comingHere, finishArrived, takeArrived, undoArrived } from './apply-arrival';
import { type DifferenceFacts, differingOrder, tellDifferences } from './tell-differences';

export type ReceiptFacts = DifferenceFacts & {
  /** What was taken in before and is taken back, by op. */
  before: ReadonlyMap<string, ReceiptRecord>;
};

type Act = { changes: ChangeSet; station: StationFacts; facts: ReceiptFacts; cause: Cause };

export function applyReceiptOp(
  changes: ChangeSet,
  op: ReceiptOp,
  station: StationFacts,
  facts: ReceiptFacts,
  cause: Cause,
): AppliedOp {
  const act: Act = { changes, station, facts, cause };
  switch (op.type) {
    case 'receipt.take':
      return take(act, op);
    case 'receipt.undo':
      return undo(act, op);
    case 'receipt.finish':
      return finish(act, op);
  }
}

function take(act: Act, op: Extract<ReceiptOp, { type: 'receipt.take' }>): AppliedOp {
  const { changes, station, facts, cause } = act;
  const { warehouseId, stationId } = station;
  const { receivingId, purchaseId, sku, quantity, condition, to, lot, serial, expiry } = op.body;
  const transfer = comingHere(act, op.body.transferId);
  const before = purchaseId && !transfer ? (changes.purchases.get(purchaseId) ?? null) : null;
  const decision = answerReceiptOp(before, op, stationId, changes.at);
  const events = decision.ok ? decision.events : [];
  if (!before && !transfer && !changes.receivingsBegun.has(receivingId))
    changes.receivingsBegun.set(receivingId, {
      warehouseId,
      receivingId,
      stationId,
      at: cause.at,
      by: op.actor,
    });
  const after = happenOnPurchase(
    changes,
    events.map((event) => (event.type === 'GoodsReceived' ? { ...event, name: facts.nameOf(sku) } : event)),
    cause,
  );
  changes.receipts.set(op.opId.toLowerCase(), {
    warehouseId,
    opId: op.opId,
    receivingId,
    purchaseId: before?.purchaseId ?? null,
    transferId: transfer?.transferId ?? null,
    stationId,
    sku,
    quantity,
    condition,
    locationId: to,
    lot,
    serial,
    expiry,
    actor: op.actor,
    at: cause.at,
    undoneBy: null,
  });
  if (to === 'receiving') wake(changes, { kind: 'stock', warehouseId, sku });
  if (transfer) {
    const { of, told } = takeArrived(arrivalAct(act), transfer, op, placeOf(to));
    return { status: 'applied', refusal: null, taskId: tellDifferences(act, of, receivingId, told) };
  }
  moved(act, {
    sku,
    from: outsideLocations.supplier,
    to: placeOf(to),
    quantity,
    cause: 'GoodsReceived',
    ...ofLot(lotOf({ lot, expiry })),
  });
  const told = before
    ? differencesOf(before, after, sku)
    : [{ reason: 'blind', sku: '', change: quantity } as const];
  return { status: 'applied', refusal: null, taskId: tell(act, before, receivingId, told) };
}

function undo(act: Act, op: Extract<ReceiptOp, { type: 'receipt.undo' }>): AppliedOp {
  const { changes, station, facts, cause } = act;
  const { receivingId, undoes } = op.body;
  const key = undoes.toLowerCase();
  const known = changes.receipts.get(key) ?? facts.before.get(key);
  // Whatever the body says came, only what is known to have come goes back.
  if (!known || known.undoneBy !== null || known.stationId !== station.stationId)
    return contradicted(act, op, receivingId);
  const { purchaseId, sku, quantity, condition } = known;
  const transfer = comingHere(act, known.transferId);
  if (transfer) {
    const taken = undoArrived(arrivalAct(act), transfer, op, known);
    if (!taken) return contradicted(act, op, receivingId);
    changes.receipts.set(key, { ...known, undoneBy: op.opId });
    tellDifferences(act, taken.of, known.receivingId, taken.told);
    return { status: 'applied', refusal: null, taskId: null };
  }
  const before = purchaseId ? (changes.purchases.get(purchaseId) ?? null) : null;
  const asTaken: ReceiptOp = { ...op, body: { ...op.body, sku, quantity, condition } };
  const decision = answerReceiptOp(before, asTaken, station.stationId, changes.at);
  if (!decision.ok) return contradicted(act, op, receivingId);
  const after = happenOnPurchase(changes, decision.events, cause);
  changes.receipts.set(key, { ...known, undoneBy: op.opId });
  const from = known.locationId as StockMove['from'];
  moved(act, {
    sku,
    from,
    to: outsideLocations.supplier,
    quantity,
    cause: 'ReceiptUndone',
    ...ofLot(lotOf(known)),
  });
  const told = before
    ? differencesOf(before, after, sku)
    : [{ reason: 'blind', sku: '', change: -quantity } as const];
  tell(act, before, known.receivingId, told);
  return { status: 'applied', refusal: null, taskId: null };
}

function finish(act: Act, op: Extract<ReceiptOp, { type: 'receipt.finish' }>): AppliedOp {
  const { changes, station, cause } = act;
  const { purchaseId, receivingId } = op.body;
  const transfer = comingHere(act, op.body.transferId);
  if (transfer) {
    const { of, told } = finishArrived(arrivalAct(act), transfer, op);
    return { status: 'applied', refusal: null, taskId: tellDifferences(act, of, receivingId, told) };
  }
  const before = purchaseId ? (changes.purchases.get(purchaseId) ?? null) : null;
  const decision = answerReceiptOp(before, op, station.stationId, changes.at);
  if (!decision.ok) return { status: 'contradiction', refusal: decision.refusal, taskId: null };
  const { warehouseId, stationId } = station;
  if (!before && !changes.receivingsClosed.has(receivingId))
    changes.receivingsClosed.set(receivingId, {
      warehouseId,
      receivingId,
      stationId,
      at: cause.at,
      by: op.actor,
    });
  const after = happenOnPurchase(changes, decision.events, cause);
  const isClosed = decision.events.some(({ type }) => type === 'PurchaseClosed');
  const taskId = after && isClosed ? tell(act, after, receivingId, missingOf(after)) : null;
  return { status: 'applied', refusal: null, taskId };
}

function contradicted(
  act: Act,
  op: Extract<ReceiptOp, { type: 'receipt.undo' }>,
  receivingId: string,
): AppliedOp {
  const { sku, quantity, purchaseId } = op.body;
  const purchase = purchaseId ? (act.changes.purchases.get(purchaseId) ?? null) : null;
  const refusal: Refusal = { code: 'nothing-to-undo', values: {} };
  const taskId = tell(act, purchase, receivingId, [{ reason: 'undo', sku, change: quantity }]);
  return { status: 'contradiction', refusal, taskId };
}

function placeOf(to: 'receiving' | 'quarantine'): StockMove['to'] {
  return to === 'receiving' ? receivingLocation : quarantineLocation;
}

function moved({ changes, station, cause }: Act, move: Omit<StockMove, 'sku'> & { sku: Sku }): void {
  changes.moves.push({ warehouseId: station.warehouseId, move, cause });
}

function tell(
  act: Act,
  purchase: Purchase | null,
  receivingId: string,
  differences: readonly Difference[],
): string | null {
  return tellDifferences(act, purchase && differingOrder(purchase), receivingId, differences);
}

function arrivalAct({ changes, station, facts, cause }: Act): ArrivalAct {
  return { changes, station, nameOf: facts.nameOf, cause };
}
