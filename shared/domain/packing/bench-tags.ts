// The tag of a special order: scanned on the open box it proves that it is on the right one; on any other it stops. With no
// box in hand it opens its order like the order's own code.
import { decideParcel } from '../parcel/decide';
import { unitsPacked } from '../parcel/questions';
import { no } from './bench-act';
import { about, actor } from './bench-ops';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, outcome, refused } from './session';
import { answer } from './verdict';

/** Null when the scan is no tag, or one that opens its order. */
export function answerTag(
  bench: Bench,
  input: Extract<BenchInput, { kind: 'parcels' }>,
  facts: BenchFacts,
): BenchOutcome | null {
  const { open } = facts;
  const first = input.parcels[0];
  if (input.by !== 'tag' || !first || !open) return null;
  const code = first.special?.code ?? '';
  const place = { kind: 'label' } as const;
  if (open.orderId !== first.orderId) {
    // An empty box is no box yet: the tag says which order is packed now.
    if (unitsPacked(open) === 0) return null;
    return refused(
      bench,
      { code: 'tag-wrong', values: { number: open.orderNumber, code } },
      input,
      facts,
      place,
    );
  }
  const decision = decideParcel(
    open,
    { type: 'ProveTag', parcelId: open.parcelId, code },
    actor(bench, open, facts),
  );
  if (!decision.ok) return refused(bench, decision.refusal, input, facts, place);
  return outcome(
    { ...bench, confirm: null },
    decision.events.length > 0 ? [{ ...about(open, facts), type: 'parcel.prove-tag', body: { code } }] : [],
    answer('tag-right', { number: open.orderNumber }, { place }),
  );
}

/** Prints the tag of the box in hand, or of the one sealed last, once more. */
export function printTag(bench: Bench, facts: BenchFacts): BenchOutcome {
  const parcel = facts.open ?? facts.lastSealed;
  const number = parcel?.orderNumber ?? '';
  if (!parcel?.special) return no(bench, 'print-tag', facts, 'not-special', { number });
  return {
    ...outcome(
      { ...bench, confirm: null },
      [],
      answer('tag-asked', { number }, { tone: 'look', sound: 'look', place: { kind: 'label' } }),
    ),
    tag: parcel.parcelId,
  };
}
