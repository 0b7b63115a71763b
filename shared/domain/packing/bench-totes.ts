// Units of one box that come out of several totes, because zones were picked apart: which lot a unit is of when it goes into the
// box. The code says it, or the tote it is taken from; a lot that nobody picked for this box does not go into it.
// Must never guess between two lots: a recall would look for the wrong boxes.
import type { Refusal } from '../decision';
import type { Parcel } from '../parcel/parcel';
import { type ZoneTote, zoneTotes } from '../parcel/bring-together';
import { toPack } from '../parcel/questions';
import { type Lot, lotOf } from '../stock/lot';
import { isMeant } from '../stock/swap';
import { nameOf } from './bench-pick';
import { type Bench, type BenchInput, type BenchOutcome, outcome } from './session';
import { answer } from './verdict';

type ItemInput = Extract<BenchInput, { kind: 'item' }>;
type Lying = { zone: string; tote: string | null; quantity: number; lot?: Lot | undefined };

/** The tote that units of this box are taken from now; null when none was scanned, or it is empty by now. */
export function toteTaken({ fromTote }: Pick<Bench, 'fromTote'>, open: Parcel): ZoneTote | null {
  if (fromTote?.parcelId !== open.parcelId) return null;
  return zoneTotes(open).find(({ tote }) => tote === fromTote.tote) ?? null;
}

/** A tote of the open box was scanned: the next units come out of it. Null where it is none of them. */
export function takeFromTote(bench: Bench, tote: string, open: Parcel | null): BenchOutcome | null {
  const found = open && zoneTotes(open).find((each) => each.tote === tote);
  if (!open || !found) return null;
  const quantity = found.units.reduce((sum, units) => sum + units.quantity, 0);
  return outcome(
    { ...bench, fromTote: { parcelId: open.parcelId, tote }, confirm: null },
    [],
    answer('from-tote', { tote, zone: found.zone, quantity }, { tone: 'look', sound: 'accepted' }),
  );
}

/** @returns the lot to write down, or why these units do not go into the box; null where no zones were picked apart */
export function lotFromTotes(
  bench: Bench,
  open: Parcel,
  { sku, name, traits }: ItemInput,
  quantity: number,
): { lot: Lot | undefined } | Refusal | null {
  const there = lyingOf(zoneTotes(open), sku);
  if (there.length === 0) return null;
  const taken = toteTaken(bench, open);
  // A tote that is empty by now is none.
  const here = taken ? there.filter(({ tote }) => tote === taken.tote) : there;
  if (taken && here.length === 0)
    return { code: 'item-not-in-tote', values: { name, tote: taken.tote ?? '', right: placesOf(there) } };
  const told = traits && lotOf(traits);
  if (told) {
    const meant = here.filter(({ lot }) => !lot || isMeant(lot, told));
    const [first] = meant;
    // Some of them were picked by nobody, and come from their bin.
    if (!first && isPickedInPart(open, sku, there)) return null;
    if (!first) return { code: 'lot-not-in-totes', values: { name, lot: nameOf(told), right: lotsOf(here) } };
    return enough(meant, quantity, name) ?? { lot: first.lot ?? told };
  }
  const [first] = here;
  const isOne = here.every(({ lot }) => isOneLot(lot, first?.lot));
  if (!first || !isOne) return { code: 'lot-of-which-tote', values: { name, right: lotsOf(here) } };
  return enough(here, quantity, name) ?? { lot: first.lot };
}

function lyingOf(totes: readonly ZoneTote[], sku: string): Lying[] {
  return totes.flatMap(({ zone, tote, units }) =>
    units
      .filter((each) => each.sku === sku)
      .map(({ quantity, lot }) => ({ zone, tote, quantity, ...(lot ? { lot } : {}) })),
  );
}

/** The same, as far as both were told. */
function isOneLot(a: Lot | undefined, b: Lot | undefined): boolean {
  return a && b ? isMeant(a, b) : !a && !b;
}

function isPickedInPart({ lines }: Parcel, sku: string, there: readonly Lying[]): boolean {
  const wanted = lines.reduce((sum, line) => (line.sku === sku ? sum + toPack(line) : sum), 0);
  return wanted > there.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Null where there are so many; more of another lot is another scan. */
function enough(there: readonly Lying[], quantity: number, name: string): Refusal | null {
  const left = there.reduce((sum, each) => sum + each.quantity, 0);
  if (quantity <= left) return null;
  return { code: 'lot-too-many', values: { name, quantity, left, right: lotsOf(there) } };
}

function placesOf(there: readonly Lying[]): string {
  return [...new Set(there.map(({ tote, zone }) => tote ?? zone))].join(', ');
}

/** `L1 in T1`, as people say it. */
function lotsOf(there: readonly Lying[]): string {
  const said = there.map(({ tote, zone, lot }) => `${tote ?? zone}: ${lot ? nameOf(lot) : '–'}`);
  return [...new Set(said)].join(', ');
}
