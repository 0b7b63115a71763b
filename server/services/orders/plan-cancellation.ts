// Which parcels give up the units that an order cancels. Units nobody holds stock for go first, then units no parcel
// counts on, then parcels no station holds, newest box first: head office cancels those by itself. What is in a station's
// hand is asked for, boxes nobody has begun before those being packed, sealed ones last; a parcel that has left gives up
// nothing, and what is asked for already is not asked for twice.
import { unitsAsked } from '../../../shared/domain/cancelling/questions';
import type { LineQuantity, Order } from '../../../shared/domain/order/order';
import { openQuantity, unallocatedQuantity } from '../../../shared/domain/order/status';
import type { Parcel, ParcelState } from '../../../shared/domain/parcel/parcel';
import { toPack, wanted } from '../../../shared/domain/parcel/questions';

export type ParcelCut = { parcelId: Parcel['parcelId']; lineNo: number; quantity: number };

export type CancellationPlan = {
  /** What parcels that no station holds give up at once. */
  cuts: ParcelCut[];
  /** What stations are asked to leave out; the order cancels it when they have. */
  asks: ParcelCut[];
  /** Units with stock held that no parcel counts on. */
  unplanned: LineQuantity[];
};

/** The least cancellable limit that stands in the way, as the order would name it. */
export type CancellationLimit = { lineNo: number; sku: string; quantity: number; limit: number };

/**
 * @param parcels all parcels of the order
 * @param unplanned units of a line with stock held outside parcels
 */
export function planCancellation(
  order: Order,
  parcels: readonly Parcel[],
  unplanned: (lineNo: number) => number,
  lines: readonly LineQuantity[],
): { ok: true; plan: CancellationPlan } | { ok: false; limit: CancellationLimit } {
  const plan: CancellationPlan = { cuts: [], asks: [], unplanned: [] };
  const inOrder = [...parcels].sort(
    (a, b) => rank.indexOf(a.state) - rank.indexOf(b.state) || b.boxNumber - a.boxNumber,
  );
  for (const { lineNo, quantity } of summed(lines)) {
    const line = order.lines.find((each) => each.lineNo === lineNo);
    if (!line) return { ok: false, limit: { lineNo, sku: '', quantity, limit: 0 } };
    const open = openQuantity(line) - parcels.reduce((sum, each) => sum + unitsAsked(each.cancel, lineNo), 0);
    if (quantity > open) return { ok: false, limit: { lineNo, sku: line.sku, quantity, limit: open } };
    let left = quantity - Math.min(quantity, unallocatedQuantity(line));
    const free = Math.min(left, unplanned(lineNo));
    if (free > 0) plan.unplanned.push({ lineNo, quantity: free });
    left -= free;
    left = cutParcels(plan, inOrder, lineNo, left);
    if (left > 0) return { ok: false, limit: { lineNo, sku: line.sku, quantity, limit: quantity - left } };
  }
  return { ok: true, plan };
}

/** Parcels that can still give something up, the least trouble first. */
const rank: readonly ParcelState[] = ['released', 'leased', 'packing', 'sealed', 'labelled'];

function cutParcels(
  plan: CancellationPlan,
  parcels: readonly Parcel[],
  lineNo: number,
  wantedUnits: number,
): number {
  let left = wantedUnits;
  const cut = (parcel: Parcel, most: number): void => {
    const units = parcel.state === 'released' ? plan.cuts : plan.asks;
    const before = units.find((each) => each.parcelId === parcel.parcelId && each.lineNo === lineNo);
    const asked = unitsAsked(parcel.cancel, lineNo);
    const quantity = Math.min(left, most - asked - (before?.quantity ?? 0));
    if (quantity <= 0) return;
    left -= quantity;
    if (before) before.quantity += quantity;
    else units.push({ parcelId: parcel.parcelId, lineNo, quantity });
  };
  // First what is not in a box yet, everywhere; only then what somebody has to take out.
  for (const limit of [toPack, wanted]) {
    for (const parcel of parcels) {
      if (!rank.includes(parcel.state)) continue;
      const line = parcel.lines.find((each) => each.lineNo === lineNo);
      if (line) cut(parcel, limit(line));
    }
  }
  return left;
}

function summed(lines: readonly LineQuantity[]): LineQuantity[] {
  const byLine = new Map<number, number>();
  for (const { lineNo, quantity } of lines) byLine.set(lineNo, (byLine.get(lineNo) ?? 0) + quantity);
  return [...byLine].map(([lineNo, quantity]) => ({ lineNo, quantity }));
}
