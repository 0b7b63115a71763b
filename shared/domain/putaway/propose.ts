// Where units go that came in, and why, in the order a good storekeeper would think: to the order that waits, to the face of
// the product, to bulk, to where the same product lies, to an empty bin that they fit into. A proposal is never a command:
// whoever puts them elsewhere has put them there.
import { benchLocation, quarantineLocation } from '../stock/ledger';
import type { LocationId, Sku } from '../ids';
import { type Size, volumeMm3 } from '../../units/measure';
import { faceOf, type Shelf, unitsOf } from './shelf';

export const putAwayReasons = [
  'cross-dock',
  'quarantine',
  'face',
  'bulk-full-face',
  'bulk-empty',
  'same-item',
  'empty-near',
  'empty-far',
  'none',
] as const;
export type PutAwayReason = (typeof putAwayReasons)[number];

export type Proposal = {
  /** Null: nobody knows a bin with room. */
  to: LocationId | null;
  /** Of the units asked about, how many go there; the rest is asked about again. */
  quantity: number;
  reason: PutAwayReason;
  /** For the words: the order that waits. */
  order: string;
};

export type PutAwayQuestion = {
  sku: Sku;
  quantity: number;
  /** Null where the product is not known here: only its kind of place counts then. */
  product: { size: Size; weightGrams: number } | null;
  isAside: boolean;
  /** Orders that wait for units lying where goods are unloaded, who waits longest first. */
  waiting: readonly { number: string; units: number }[];
  /** Orders ask for it now. */
  isFast: boolean;
};

/** What goes into a bin is loose: so much of its room is used. */
const usable = 0.85;

export function proposePutAway(question: PutAwayQuestion, shelves: readonly Shelf[]): Proposal {
  const { sku, quantity, isAside, waiting, isFast } = question;
  const to = (shelf: Shelf, reason: PutAwayReason, room: number): Proposal => ({
    to: shelf.locationId,
    quantity: Math.min(quantity, room),
    reason,
    order: '',
  });
  if (isAside) return { to: quarantineLocation, quantity, reason: 'quarantine', order: '' };
  const [first] = waiting;
  if (first && first.units > 0)
    return {
      to: benchLocation,
      quantity: Math.min(quantity, first.units),
      reason: 'cross-dock',
      order: first.number,
    };
  const near = [...shelves].sort(
    (a, b) => a.walkOrder - b.walkOrder || (a.locationId < b.locationId ? -1 : 1),
  );
  const faces = near.filter((shelf) => shelf.kind === 'pick' && faceOf(shelf, sku) !== null);
  for (const shelf of faces) {
    const room = Math.min((faceOf(shelf, sku)?.max ?? 0) - unitsOf(shelf, sku), roomIn(shelf, question));
    if (room > 0) return to(shelf, 'face', room);
  }
  const bulk = near.filter(({ kind }) => kind === 'bulk');
  for (const shelf of bulk) {
    const room = roomIn(shelf, question);
    if (unitsOf(shelf, sku) > 0 && isAlone(shelf, sku) && room > 0) return to(shelf, 'bulk-full-face', room);
  }
  if (faces.length > 0)
    for (const shelf of bulk) {
      const room = roomIn(shelf, question);
      if (shelf.holds.length === 0 && room > 0) return to(shelf, 'bulk-empty', room);
    }
  const pick = near.filter(({ kind }) => kind === 'pick');
  for (const shelf of pick) {
    const room = roomIn(shelf, question);
    if (unitsOf(shelf, sku) > 0 && isAlone(shelf, sku) && room > 0) return to(shelf, 'same-item', room);
  }
  // A bin that is the face of something else stays free for it.
  const empty = pick.filter((shelf) => shelf.holds.length === 0 && shelf.faces.length === 0);
  for (const shelf of isFast ? empty : empty.toReversed()) {
    const room = roomIn(shelf, question);
    if (room > 0) return to(shelf, isFast ? 'empty-near' : 'empty-far', room);
  }
  return { to: null, quantity, reason: 'none', order: '' };
}

/** What else lies there takes room that nobody has measured. */
function isAlone({ holds }: Shelf, sku: string): boolean {
  return holds.every((each) => each.sku === sku);
}

/** Units of the product that still go into a bin by size and weight; without its measures as many as one likes. */
export function roomIn(shelf: Shelf, { sku, product }: Pick<PutAwayQuestion, 'sku' | 'product'>): number {
  const unlimited = Number.MAX_SAFE_INTEGER;
  if (!product) return unlimited;
  const { size, maxGrams } = shelf;
  if (size && !fitsIn(product.size, size)) return 0;
  const bySize = size ? Math.floor((usable * volumeMm3(size)) / volumeMm3(product.size)) : unlimited;
  const byWeight = maxGrams === null ? unlimited : Math.floor(maxGrams / product.weightGrams);
  return Math.max(0, Math.min(bySize, byWeight) - unitsOf(shelf, sku));
}

/** In one of its six positions. */
function fitsIn(item: Size, bin: Size): boolean {
  const sides = (size: Size): number[] => [size.lengthMm, size.widthMm, size.heightMm].sort((a, b) => a - b);
  const [own, room] = [sides(item), sides(bin)];
  return own.every((side, at) => side <= (room[at] ?? 0));
}
