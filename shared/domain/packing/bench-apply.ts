// The label scanned back on its box, where the warehouse asks for it: the only proof, on every printer, that a label came out and is on
// the right box. What is asked follows from the box that was sealed last, so a restart asks again.
// Must never take a label for another box's: that is a stop, as two boxes are about to be swapped.
import { isStanding } from '../cancelling/questions';
import { decideParcel } from '../parcel/decide';
import type { Parcel } from '../parcel/parcel';
import { about, actor, type BenchOp } from './bench-ops';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, outcome, refused } from './session';
import { answer } from './verdict';

type Sealed = Pick<BenchFacts, 'rules' | 'lastSealed' | 'stationId'>;

/** The box whose label is to be scanned before anything else goes into a box; null: none is. */
export function labelToApply({ laterLabelId }: Pick<Bench, 'laterLabelId'>, facts: Sealed): Parcel | null {
  const { lastSealed, rules } = facts;
  if (rules.scansLabels !== true || !lastSealed || lastSealed.parcelId === laterLabelId) return null;
  if (lastSealed.state !== 'sealed' && lastSealed.state !== 'labelled') return null;
  if (lastSealed.holder !== facts.stationId || isStanding(lastSealed.cancel) || lastSealed.hold) return null;
  // A provisional pack has no label before head office took it.
  if (lastSealed.provisional && !lastSealed.label) return null;
  return lastSealed.label?.outcome === 'scanned' ? null : lastSealed;
}

/** Null: no label is waited for, or this goes on beside it. */
export function answerApply(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const parcel = labelToApply(bench, facts);
  if (!parcel || bench.aside) return null;
  const number = parcel.orderNumber;
  const first = (): BenchOutcome =>
    refused(bench, { code: 'label-first', values: { number } }, input, facts, { kind: 'label' });
  switch (input.kind) {
    case 'command':
      if (input.command === 'skip')
        return outcome(
          { ...bench, laterLabelId: parcel.parcelId, confirm: null },
          [],
          answer('label-later', { number }, { tone: 'look', sound: 'look', place: { kind: 'label' } }),
        );
      return input.command === 'seal' || input.command === 'next-box' ? first() : null;
    case 'parcels':
      if (input.by !== 'label' && input.by !== 'carrier') return first();
      // Which of them is in the hand only our own label says.
      if (input.by === 'carrier' && input.parcels.length > 1) return null;
      if (input.parcels.some(({ parcelId }) => parcelId === parcel.parcelId))
        return proved(bench, parcel, input, facts);
      return refused(
        bench,
        {
          code: 'label-of-other-box',
          values: { number, other: input.parcels[0]?.orderNumber ?? input.text },
        },
        input,
        facts,
        { kind: 'label' },
      );
    case 'item':
    case 'tote':
    case 'box':
    case 'unknown':
    case 'order-elsewhere':
      return first();
    default:
      return null;
  }
}

function proved(bench: Bench, parcel: Parcel, input: BenchInput, facts: BenchFacts): BenchOutcome {
  const label = {
    jobId: parcel.sealedBy ?? '',
    attempt: facts.attemptOf?.(parcel) ?? parcel.label?.attempt ?? 1,
    outcome: 'scanned' as const,
  };
  const decision = decideParcel(
    parcel,
    { type: 'RecordLabel', parcelId: parcel.parcelId, label },
    actor(bench, parcel, facts),
  );
  if (!decision.ok) return refused(bench, decision.refusal, input, facts, { kind: 'label' });
  const op: BenchOp = { ...about(parcel, facts), type: 'parcel.record-label', body: { label } };
  return outcome(
    { ...bench, confirm: null },
    [op],
    answer('label-on-box', { number: parcel.orderNumber }, { place: { kind: 'label' } }),
  );
}
