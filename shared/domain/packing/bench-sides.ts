// Two operators at one bench, a side each, with a scanner of their own. Each side is answered as a bench by itself; what the
// other one has in hand is not for this one: it opens no box that is open there, and nobody works at both.
// Must never refuse what an operator does to a box of their own side.
import type { ParcelId, PersonId, TourId } from '../ids';
import type { Parcel } from '../parcel/parcel';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, refused } from './session';

export const benchSides = ['left', 'right'] as const;
export type BenchSide = (typeof benchSides)[number];

/** What stands in the hands of one side. */
export type InSideHands = {
  operatorId: PersonId | null;
  parcelIds: ReadonlySet<ParcelId>;
  tourId: TourId | null;
};

export type SidesFacts = { here: BenchSide; other: InSideHands };

export function inSideHands({ operator, parcelId, places, aside }: Bench): InSideHands {
  return {
    operatorId: operator?.personId ?? null,
    parcelIds: new Set([...(parcelId ? [parcelId] : []), ...places.map((each) => each.parcelId)]),
    tourId: aside?.kind === 'tour' ? aside.walk.tourId : null,
  };
}

/** Those that may be opened here. @param sides left out: the bench has one side */
export function notBeside<T extends Pick<Parcel, 'parcelId'>>(
  parcels: readonly T[],
  sides: SidesFacts | undefined,
): readonly T[] {
  const there = sides?.other.parcelIds;
  return there && there.size > 0 ? parcels.filter(({ parcelId }) => !there.has(parcelId)) : parcels;
}

/** What a scan means at this side alone. */
export function forThisSide(input: BenchInput, { sides }: BenchFacts): BenchInput {
  switch (input.kind) {
    case 'parcels':
    case 'tote':
      return { ...input, parcels: notBeside(input.parcels, sides) };
    case 'item':
      return { ...input, wantedBy: notBeside(input.wantedBy, sides) };
    default:
      return input;
  }
}

/** A box that is open at the other side, or the badge of whoever works there; null: nothing is in the way. */
export function heldByOtherSide(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const { sides } = facts;
  if (!sides) return null;
  if (input.kind === 'badge') {
    const isThere = input.person !== null && input.person.personId === sides.other.operatorId;
    return isThere
      ? refused(bench, { code: 'badge-on-other-side', values: {} }, input, facts, { kind: 'operator' })
      : null;
  }
  if (input.kind !== 'parcels' && input.kind !== 'tote') return null;
  const [first] = input.parcels;
  if (!bench.operator || !first || notBeside(input.parcels, sides).length > 0) return null;
  const refusal = { code: 'parcel-on-other-side', values: { number: first.orderNumber } } as const;
  return refused(bench, refusal, input, facts);
}
