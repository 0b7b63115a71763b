// A cancellation reaches the box in somebody's hands: everything stops until the operator has seen what to leave out, and
// the acknowledgement is the answer to head office. What is in the box then comes out scan by scan (bench-items.ts).
// Must never answer for an open box before a person has seen it.
import { isStanding } from '../cancelling/questions';
import { askedBack } from '../parcel/asked-back';
import { decideParcel } from '../parcel/decide';
import { evolveParcel } from '../parcel/evolve';
import type { Parcel } from '../parcel/parcel';
import { about, actor, type BenchOp } from './bench-ops';
import {
  type Bench,
  type BenchFacts,
  type BenchInput,
  type BenchOutcome,
  nothingSaid,
  outcome,
  refused,
} from './session';
import { answer } from './verdict';

/** What stands in the way of this scan because units of the open box are asked back; null when nothing does. */
export function heldByCancel(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const { open } = facts;
  return open && isStanding(open.cancel) ? refused(bench, askedBack(open), input, facts) : null;
}

/** Whether this scan says that the operator has seen what to leave out. */
export function isSeen(bench: Bench, input: BenchInput, facts: BenchFacts): boolean {
  return (
    bench.stop?.code === 'cancel-asked' &&
    bench.operator !== null &&
    input.kind === 'command' &&
    (input.command === 'ok' || input.command === 'cancel') &&
    isStanding(facts.open?.cancel)
  );
}

export function leaveOut(bench: Bench, open: Parcel, before: BenchOp[], facts: BenchFacts): BenchOutcome {
  const refusal = askedBack(open);
  const lines = open.cancel?.lines ?? [];
  const op: BenchOp = {
    ...about(open, facts),
    type: 'parcel.answer-cancel',
    body: { answer: 'accepted', lines },
  };
  const decision = decideParcel(
    open,
    { type: 'AnswerCancel', parcelId: open.parcelId, answer: 'accepted', lines },
    actor(bench, open, facts),
  );
  if (!decision.ok) return refused(bench, decision.refusal, { kind: 'command', command: 'ok' }, facts);
  const after = decision.events.reduce<Parcel>((parcel, event) => evolveParcel(parcel, event), open);
  const parcelId = after.state === 'cancelled' ? null : open.parcelId;
  return outcome(
    { ...bench, parcelId, stop: null, offeredId: null, ...nothingSaid },
    [...before, op],
    answer('cancel-accepted', refusal.values, { tone: 'look', sound: 'look' }),
  );
}
