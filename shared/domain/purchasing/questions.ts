// What may be asked of a purchase order: how far it is, what is still to come, and for which line units count.
import type { Purchase, PurchaseLine, Shares } from './purchase';

export const purchaseStatuses = [
  'draft',
  'sent',
  'partly-received',
  'received',
  'closed',
  'cancelled',
] as const;
export type PurchaseStatus = (typeof purchaseStatuses)[number];

/** Derived, never stored (law 6). */
export function purchaseStatus({ state, lines }: Pick<Purchase, 'state' | 'lines'>): PurchaseStatus {
  if (state !== 'sent') return state;
  if (lines.every((line) => toCome(line) === 0)) return 'received';
  return lines.some(({ received }) => received > 0) ? 'partly-received' : 'sent';
}

/** Units of a line that have not come. */
export function toCome({ ordered, received }: Pick<PurchaseLine, 'ordered' | 'received'>): number {
  return Math.max(0, ordered - received);
}

/** Units that came and that nobody ordered, of a line. */
export function overOf({ ordered, received }: Pick<PurchaseLine, 'ordered' | 'received'>): number {
  return Math.max(0, received - ordered);
}

/** Units of a product: asked for, come, and those no line asked for. */
export type SkuTotals = { ordered: number; received: number; damaged: number; over: number; extra: number };

type Counted = { sku: string; received: number; damaged: number };
export function totalsOfSku(
  purchase: { lines: readonly (Counted & { ordered: number })[]; extras: readonly Counted[] },
  sku: string,
): SkuTotals {
  const totals: SkuTotals = { ordered: 0, received: 0, damaged: 0, over: 0, extra: 0 };
  for (const line of purchase.lines) {
    if (line.sku !== sku) continue;
    totals.ordered += line.ordered;
    totals.received += line.received;
    totals.damaged += line.damaged;
    totals.over += overOf(line);
  }
  for (const extra of purchase.extras) {
    if (extra.sku !== sku) continue;
    totals.extra += extra.received;
    totals.damaged += extra.damaged;
  }
  return totals;
}

/** Still expected of an order that was sent; of any other nothing is. */
export function expectedUnits(purchase: Pick<Purchase, 'state'>, line: PurchaseLine): number {
  return purchase.state === 'sent' ? toCome(line) : 0;
}

/** The line that is expected first takes first; what is more than ordered goes to the last line of the product. */
export function sharesOf({ lines }: Pick<Purchase, 'lines'>, sku: string, quantity: number): Shares {
  const own = linesOfSku(lines, sku);
  const last = own.at(-1);
  if (!last) return { lines: [], extra: quantity };
  let left = quantity;
  const shares = own.map((line) => {
    const taken = Math.min(left, toCome(line));
    left -= taken;
    return { lineNo: line.lineNo, quantity: line === last ? taken + left : taken };
  });
  return { lines: shares.filter((share) => share.quantity > 0), extra: 0 };
}

/** What `sharesOf` gave is taken back from the end; null when so many never came in that condition. */
export function sharesBack(
  { lines, extras }: Pick<Purchase, 'lines' | 'extras'>,
  sku: string,
  quantity: number,
  isDamaged: boolean,
): Shares | null {
  const own = linesOfSku(lines, sku);
  const has = ({ received, damaged }: { received: number; damaged: number }): number =>
    isDamaged ? damaged : received - damaged;
  if (own.length === 0) {
    const extra = extras.find((each) => each.sku === sku);
    return extra && has(extra) >= quantity ? { lines: [], extra: quantity } : null;
  }
  let left = quantity;
  const shares = own.toReversed().map((line) => {
    const taken = Math.min(left, has(line));
    left -= taken;
    return { lineNo: line.lineNo, quantity: taken };
  });
  return left > 0 ? null : { lines: shares.filter((share) => share.quantity > 0), extra: 0 };
}

function linesOfSku(lines: readonly PurchaseLine[], sku: string): PurchaseLine[] {
  return lines
    .filter((line) => line.sku === sku)
    .sort((a, b) =>
      a.expectedOn < b.expectedOn ? -1 : a.expectedOn > b.expectedOn ? 1 : a.lineNo - b.lineNo,
    );
}
