// What an op about goods that come in means for the order they come with. Station overlay and head office cross the same
// bridge; a receipt without an order is about no order here, and moves stock at head office alone.
import type { Decision } from '../domain/decision';
import { accept } from '../domain/decision';
import type { StationId } from '../domain/ids';
import { decidePurchase } from '../domain/purchasing/decide';
import { evolvePurchase } from '../domain/purchasing/evolve';
import type { Purchase, PurchaseCommand, PurchaseEvent } from '../domain/purchasing/purchase';
import type { Op } from './op';

export type ReceiptOp = Extract<Op, { type: `receipt.${string}` }>;

export function isReceiptOp(op: Op): op is ReceiptOp {
  return op.type.startsWith('receipt.');
}

function purchaseCommandOf(op: ReceiptOp, at: string): PurchaseCommand | null {
  switch (op.type) {
    case 'receipt.take': {
      const { sku, quantity, condition } = op.body;
      const isDamaged = condition === 'damaged';
      return { type: 'TakeUnits', opId: op.opId, sku, name: sku, quantity, isDamaged };
    }
    case 'receipt.undo': {
      const { undoes, sku, quantity, condition } = op.body;
      return { type: 'TakeBackUnits', undoes, sku, quantity, isDamaged: condition === 'damaged' };
    }
    case 'receipt.finish':
      return op.body.rest === 'short' ? { type: 'ClosePurchase', at } : null;
  }
}

/** @param at head office's clock; the station's own until head office has answered */
export function answerReceiptOp(
  purchase: Purchase | null,
  op: ReceiptOp,
  stationId: StationId,
  at: string,
): Decision<PurchaseEvent> {
  const command = purchase && purchaseCommandOf(op, at);
  if (!command) return accept();
  const decision = decidePurchase(purchase, command);
  return decision.ok
    ? accept(...decision.events.map((event) => ({ ...event, stationId, stationSeq: op.stationSeq })))
    : decision;
}

export function isHeard({ heard }: Purchase, stationId: StationId, stationSeq: number): boolean {
  return heard.some((each) => each.stationId === stationId && stationSeq <= each.stationSeq);
}

/** Pulled orders with this station's ops folded over them, in station order; changed in place. */
export function overlayInbound(
  inbound: Map<string, Purchase>,
  ops: readonly ReceiptOp[],
  stationId: StationId,
): void {
  for (const op of ops) {
    const { purchaseId } = op.body;
    const purchase = purchaseId === null ? undefined : inbound.get(purchaseId);
    if (!purchase || isHeard(purchase, stationId, op.stationSeq)) continue;
    const decision = answerReceiptOp(purchase, op, stationId, op.at);
    if (!decision.ok) continue;
    inbound.set(purchase.purchaseId, decision.events.reduce<Purchase>(evolvePurchase, purchase));
  }
}
