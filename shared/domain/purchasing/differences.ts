// What of a receipt does not fit its order, as the office has to hear of it: one thing to put right for each order, product
// and reason, with as many units as there are by now, however many scans told of them.
import type { Purchase } from './purchase';
import { toCome, totalsOfSku } from './questions';

export const differenceReasons = ['over', 'wrong', 'damaged', 'short', 'blind', 'late', 'undo'] as const;
/**
 * over: more than ordered. wrong: nobody ordered it. short: closed without it. blind: no order was named. late: the order
 * was closed, cancelled or never sent. undo: something was taken back that is not known to have come.
 */
export type DifferenceReason = (typeof differenceReasons)[number];
export type Difference = { reason: DifferenceReason; sku: string; change: number };

/** By what an act changed of an order. `change` may be negative: what was told was taken back. */
export function differencesOf(before: Purchase | null, after: Purchase | null, sku: string): Difference[] {
  const was = before ? totalsOfSku(before, sku) : { over: 0, extra: 0, damaged: 0, received: 0 };
  const is = after ? totalsOfSku(after, sku) : { over: 0, extra: 0, damaged: 0, received: 0 };
  const all: Difference[] = [
    { reason: 'over', sku, change: is.over - was.over },
    { reason: 'wrong', sku, change: is.extra - was.extra },
    { reason: 'damaged', sku, change: is.damaged - was.damaged },
  ];
  if (before && before.state !== 'sent')
    all.push({ reason: 'late', sku, change: is.received + is.extra - was.received - was.extra });
  return all.filter(({ change }) => change !== 0);
}

/** What never came of an order that is closed. */
export function missingOf(purchase: Purchase): Difference[] {
  const bySku = new Map<string, number>();
  for (const line of purchase.lines)
    if (toCome(line) > 0) bySku.set(line.sku, (bySku.get(line.sku) ?? 0) + toCome(line));
  return [...bySku].map(([sku, change]) => ({ reason: 'short', sku, change }));
}
