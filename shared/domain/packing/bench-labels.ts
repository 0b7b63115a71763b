// The last label of this bench: printed once more, or made void by opening its box again.
import { isStanding } from '../cancelling/questions';
import { evolveParcel } from '../parcel/evolve';
import type { Parcel } from '../parcel/parcel';
import { unitsPacked, unitsWanted } from '../parcel/questions';
import { confirmFirst, no, tryOp } from './bench-act';
import { leaveOut } from './bench-cancel';
import { about, type BenchOp } from './bench-ops';
import { type Bench, type BenchFacts, type BenchOutcome, outcome } from './session';
import { answer } from './verdict';

/** Prints the last label once more; the print outbox counts the attempts. A parcel that left needs none. */
export function reprint(bench: Bench, facts: BenchFacts): BenchOutcome {
  const last = facts.lastSealed;
  const number = last?.orderNumber ?? '';
  if (last?.state === 'handed-over') return no(bench, 'reprint', facts, 'parcel-handed-over', { number });
  if (last?.state === 'cancelled') return no(bench, 'reprint', facts, 'parcel-cancelled', { number });
  if (last?.state !== 'sealed' && last?.state !== 'labelled')
    return no(bench, 'reprint', facts, 'parcel-not-sealed', { number });
  return outcome(
    // A new label is to be scanned like the first.
    { ...bench, confirm: null, laterLabelId: null },
    [],
    answer('label-asked', { number }, { tone: 'look', sound: 'look', place: { kind: 'label' } }),
    last.parcelId,
  );
}

/** Opens the last sealed box again: its label is void. Refused once the carrier has it. */
export function reopen(bench: Bench, facts: BenchFacts): BenchOutcome {
  const last = facts.lastSealed;
  if (!last) return no(bench, 'reopen', facts, 'parcel-not-sealed', { number: '' });
  if (facts.open?.parcelId === last.parcelId)
    return no(bench, 'reopen', facts, 'parcel-already-open', { number: last.orderNumber });
  if (last.state === 'packing')
    return no(bench, 'reopen', facts, 'parcel-not-sealed', { number: last.orderNumber });
  if (facts.open && unitsPacked(facts.open) > 0) {
    return no(bench, 'reopen', facts, 'other-parcel-open', {
      number: facts.open.orderNumber,
      other: last.orderNumber,
    });
  }
  // A parcel that was stopped for a cancellation is opened for it: the stop was the question.
  const isAskedBack = isStanding(last.cancel);
  const asked = isAskedBack ? null : confirmFirst(bench, 'reopen', last, facts);
  if (asked) return asked;
  const op: BenchOp = { ...about(last, facts), type: 'parcel.reopen', body: { reason: 'bench' } };
  return tryOp(
    bench,
    last,
    { type: 'ReopenParcel', parcelId: last.parcelId, reason: 'bench' },
    op,
    facts,
    'reopen',
    (events) =>
      isAskedBack
        ? leaveOut(
            bench,
            events.reduce<Parcel>((parcel, event) => evolveParcel(parcel, event), last),
            [op],
            facts,
          )
        : outcome(
            { ...bench, parcelId: last.parcelId, confirm: null },
            [op],
            answer(
              'reopened',
              { number: last.orderNumber, wanted: unitsWanted(last) },
              { tone: 'look', sound: 'look' },
            ),
          ),
  );
}
