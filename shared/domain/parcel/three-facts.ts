// "Packed here", "known at head office", "accepted by the carrier": three facts of every parcel, each true or not by
// itself. Answers for none being shown before it is so: a seal is known when head office has proven that it has it, and
// a parcel is accepted when head office has applied a hand-over, never because a bench says so.
// Must never be stored: whoever shows them works them out of acts and what became of them.

import { z } from 'zod';

/** What head office made of an act: nothing yet, the parcel shows it, or the books say otherwise and a task stands. */
export type ActOutcome = 'not-known' | 'applied' | 'contradicted';

export type KnownAct = {
  /** Clock of the bench. */
  at: string;
  outcome: ActOutcome;
  /** When head office took it, by its own clock; null when that is not told. */
  knownAt: string | null;
};

/** How it is known that the carrier has the parcel; a carrier's own confirmation is one more source of the same fact. */
export type Acceptance = KnownAct & { source: 'driver-scan' };

/** `coming`: done here, and not yet so at head office. `disputed`: head office knows otherwise. */
const factSchema = z.object({
  state: z.enum(['yes', 'coming', 'no', 'disputed']),
  at: z.string().nullable(),
});
export type Fact = z.infer<typeof factSchema>;

export const factNames = ['packedHere', 'knownAtHeadOffice', 'acceptedByCarrier'] as const;
export type FactName = (typeof factNames)[number];
export const threeFactsSchema = z.object({
  packedHere: factSchema,
  knownAtHeadOffice: factSchema,
  acceptedByCarrier: factSchema,
});
export type ThreeFacts = z.infer<typeof threeFactsSchema>;

/** @param seal the seal that stands, null when the box is open */
export function threeFacts(seal: KnownAct | null, acceptances: readonly Acceptance[]): ThreeFacts {
  return {
    packedHere: seal ? { state: 'yes', at: seal.at } : no,
    knownAtHeadOffice: knownFact(seal),
    acceptedByCarrier: acceptedFact(acceptances),
  };
}

const no: Fact = { state: 'no', at: null };

function knownFact(seal: KnownAct | null): Fact {
  if (!seal) return no;
  if (seal.outcome === 'not-known') return { state: 'coming', at: null };
  return { state: seal.outcome === 'applied' ? 'yes' : 'disputed', at: seal.knownAt };
}

/** The first source that head office has applied counts, with the time at which the parcel was taken. */
function acceptedFact(acceptances: readonly Acceptance[]): Fact {
  const inOrder = [...acceptances].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const applied = inOrder.find(({ outcome }) => outcome === 'applied');
  if (applied) return { state: 'yes', at: applied.at };
  const coming = inOrder.find(({ outcome }) => outcome === 'not-known');
  if (coming) return { state: 'coming', at: coming.at };
  return inOrder[0] ? { state: 'disputed', at: inOrder[0].at } : no;
}

/**
 * What became of an act of a bench.
 * @param isProven head office has every op up to and including this one
 * @param status of the op's result; null when it has not come, or is not kept any more
 * @param isInParcel the parcel as head office sends it shows the act
 */
export function outcomeOf(
  isProven: boolean,
  status: 'applied' | 'refused' | 'contradiction' | null,
  isInParcel: boolean,
): ActOutcome {
  if (!isProven) return 'not-known';
  // With a contradiction the fact may have been applied all the same (reconcile.ts).
  return status === null || status === 'applied' || isInParcel ? 'applied' : 'contradicted';
}
