// Goods that came without an order, and are found to be of one later: they count for it as though the bench had named it, unit
// by unit, by the order's own rule. Nothing moves by it, the goods came long ago; and it can be taken back.
// Must never count a unit twice: what counts for an order is not matched again before it was taken back.
import { accept, type Decision, refuse } from '../decision';
import { decidePurchase } from './decide';
import { evolvePurchase } from './evolve';
import {
  type Condition,
  type Purchase,
  type PurchaseCommand,
  type PurchaseEvent,
  purchaseNumber,
} from './purchase';
import { purchaseStatus, toCome } from './questions';

/** What was counted by one op and not taken back. */
export type ReceivedUnits = {
  opId: string;
  sku: Purchase['lines'][number]['sku'];
  name: string;
  quantity: number;
  condition: Condition;
};

/** `purchaseId`: the order it was found to be of. */
export type BlindReceiving = { number: number; isClosed: boolean; purchaseId: Purchase['purchaseId'] | null };

/** As it is shown: `GR-17`. */
export function receivingNumber(number: number): string {
  return `GR-${number}`;
}

/** Null for anything that is not the number of a receiving. */
export function readReceivingNumber(text: string): number | null {
  const digits = /^GR-?(\d{1,9})$/.exec(text.trim().toUpperCase())?.[1];
  return digits === undefined ? null : Number(digits);
}

/** @param units those that count for no order yet */
export function decideMatch(
  receiving: BlindReceiving,
  units: readonly ReceivedUnits[],
  purchase: Purchase,
): Decision<PurchaseEvent> {
  const number = receivingNumber(receiving.number);
  if (!receiving.isClosed) return refuse('receiving-open', { number });
  if (receiving.purchaseId !== null && receiving.purchaseId !== purchase.purchaseId)
    return refuse('receiving-matched', { number });
  if (units.length === 0) return refuse('receiving-empty', { number });
  // The supplier does not have it: nothing can have come of it.
  if (purchase.state === 'draft')
    return refuse('purchase-not-now', {
      number: purchaseNumber(purchase.number),
      status: purchaseStatus(purchase),
    });
  return told(purchase, units, ({ opId, sku, name, quantity, condition }) => {
    const isDamaged = condition === 'damaged';
    return { type: 'TakeUnits', opId, sku, name, quantity, isDamaged };
  });
}

/** @param units those that count for `purchase` by a match */
export function decideUnmatch(
  receiving: BlindReceiving,
  units: readonly ReceivedUnits[],
  purchase: Purchase,
): Decision<PurchaseEvent> {
  if (receiving.purchaseId !== purchase.purchaseId)
    return refuse('receiving-not-matched', { number: receivingNumber(receiving.number) });
  // The last ones first, as a bench would.
  return told(purchase, units.toReversed(), ({ opId: undoes, sku, quantity, condition }) => {
    const isDamaged = condition === 'damaged';
    return { type: 'TakeBackUnits', undoes, sku, quantity, isDamaged };
  });
}

function told(
  purchase: Purchase,
  units: readonly ReceivedUnits[],
  commandOf: (units: ReceivedUnits) => PurchaseCommand,
): Decision<PurchaseEvent> {
  let after = purchase;
  const events: PurchaseEvent[] = [];
  for (const each of units) {
    const decision = decidePurchase(after, commandOf(each));
    if (!decision.ok) return decision;
    events.push(...decision.events);
    after = decision.events.reduce<Purchase>(evolvePurchase, after);
  }
  return accept(...events);
}

/** Units of it that the order still waits for: how well it fits. */
export function unitsThatFit(
  { lines }: Pick<Purchase, 'lines'>,
  units: readonly Pick<ReceivedUnits, 'sku' | 'quantity'>[],
): number {
  const open = new Map<string, number>();
  for (const line of lines) open.set(line.sku, (open.get(line.sku) ?? 0) + toCome(line));
  let fits = 0;
  for (const { sku, quantity } of units) {
    const left = open.get(sku) ?? 0;
    const taken = Math.min(left, quantity);
    open.set(sku, left - taken);
    fits += taken;
  }
  return fits;
}
