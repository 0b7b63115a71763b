// What is asked of a weight before a box is sealed, and what is told of one: without knowing of any other command. Where there is
// no scale and nobody typed anything, nothing is asked and the weight is reckoned.
import { decideParcel } from '../parcel/decide';
import type { Parcel, ParcelCommand } from '../parcel/parcel';
import { unitsPacked } from '../parcel/questions';
import {
  type ExpectedWeight,
  expectedWeight,
  isAsExpected,
  usualWeightRules,
} from '../weighing/expected-weight';
import { type PackingWeight, packingShare } from '../weighing/packing-weight';
import type { SealWeight } from '../weighing/seal-weight';
import { gramsOf } from '../../units/weight';
import { actor } from './bench-ops';
import type { UsedPadding } from './box';
import { type Bench, type BenchFacts, type BenchOutcome, outcome } from './session';
import { answer, type VerdictCode } from './verdict';
import type { KnownWeight, LearnedWeights, ScaleFacts, TakenWeight, WeightQuestion } from './weighing-facts';

/** So little on the scale is no box: grams, and a share of what is expected. */
const nothingGrams = 5;
const nothingShare = 0.05;
const look = { tone: 'look', sound: 'look', place: { kind: 'box' } } as const;
const wait = { tone: 'wait', sound: 'look', place: { kind: 'box' } } as const;

type ExpectedFacts = Pick<BenchFacts, 'box' | 'rules'> & {
  weights?: LearnedWeights | undefined;
  packing?: PackingWeight | null | undefined;
  /** What was prescribed for this box. */
  boxing?: { padding: UsedPadding | null } | null | undefined;
};

/** The box, what is prescribed beside the goods, and what was scanned into it. */
export function expectedOf(
  open: Parcel,
  { box, weights, packing, boxing, rules }: ExpectedFacts,
): ExpectedWeight {
  return expectedWeight(
    box?.tareGrams ?? 0,
    open.lines.map(({ sku, packed, unitWeightGrams }) => ({
      units: packed,
      unitGrams: unitWeightGrams,
      learned: weights?.(sku) ?? null,
    })),
    rules.weight ?? usualWeightRules,
    box && packingShare(packing ?? null, box.boxId, boxing?.padding ?? null),
  );
}

export type FoundWeight =
  | { kind: 'known'; weight: SealWeight | null }
  | { kind: 'ask'; ask: WeightQuestion['ask']; taken: TakenWeight | null };

/** What the seal says of the weight, or what has to be asked first. */
export function findWeight(bench: Bench, open: Parcel, facts: BenchFacts): FoundWeight {
  const expected = expectedOf(open, facts);
  const known = knownOf(bench, open);
  if (known && known.taken === null) return { kind: 'known', weight: null };
  if (!known && !facts.scale) return { kind: 'known', weight: null };
  const read = known?.taken ?? readOf(facts.scale ?? null, expected);
  if (typeof read === 'string') return { kind: 'ask', ask: read, taken: null };
  if (read === null) return { kind: 'known', weight: null };
  const reason = known?.reason ?? null;
  const rules = facts.rules.weight ?? usualWeightRules;
  if (rules.isChecked && reason === null && !isAsExpected(read.grams, expected))
    return { kind: 'ask', ask: 'differs', taken: read };
  return {
    kind: 'known',
    weight: {
      ...read,
      expectedGrams: expected.grams,
      toleranceGrams: expected.toleranceGrams,
      ...(reason ? { reason } : {}),
    },
  };
}

/** What the scale says, or why it says no weight of this box. */
function readOf(
  scale: ScaleFacts | null,
  expected: ExpectedWeight,
): TakenWeight | Exclude<WeightQuestion['ask'], 'differs'> | null {
  if (scale === null) return null;
  const { condition, milligrams, isNet, isUsed, scaleId } = scale;
  if (condition !== 'ok' && condition !== 'moving') return 'cannot';
  if (isNet) return 'cannot';
  if (isUsed) return 'put-on';
  if (milligrams === null) return 'settle';
  const grams = gramsOf(milligrams);
  if (isNothing(grams, expected)) return 'put-on';
  return { by: 'scale', grams, scaleId };
}

/** Whether so little on the scale is no box. */
export function isNothing(grams: number, expected: Pick<ExpectedWeight, 'grams'>): boolean {
  return grams <= Math.max(nothingGrams, expected.grams * nothingShare);
}

/** Of a box with more or less in it, nothing is known. */
function knownOf({ weighed }: Bench, open: Parcel): KnownWeight | null {
  return weighed?.parcelId === open.parcelId && weighed.units === unitsPacked(open) ? weighed : null;
}

export function knownAs(
  open: Parcel,
  taken: KnownWeight['taken'],
  reason: KnownWeight['reason'] = null,
): KnownWeight {
  return { parcelId: open.parcelId, units: unitsPacked(open), taken, reason };
}

/** Null when something else is in the way of the seal: that is said first. */
export function askWeight(
  bench: Bench,
  open: Parcel,
  seal: ParcelCommand,
  command: WeightQuestion['command'],
  { ask, taken }: Extract<FoundWeight, { kind: 'ask' }>,
  facts: BenchFacts,
): BenchOutcome | null {
  const { nextSscc, nextCarrierNumber } = facts;
  if (!decideParcel(open, seal, actor(bench, open, facts)).ok || !nextSscc || !nextCarrierNumber) return null;
  return asked({ ...bench, confirm: null }, open, { command, ask, taken }, facts);
}

/** The question, as it stands now. */
export function asked(bench: Bench, open: Parcel, question: WeightQuestion, facts: BenchFacts): BenchOutcome {
  const { ask, taken } = question;
  const number = open.orderNumber;
  const expected = expectedOf(open, facts);
  const said: Record<WeightQuestion['ask'], VerdictCode> = {
    'put-on': 'weigh-first',
    settle: 'weigh-settling',
    cannot: 'weigh-cannot',
    differs: 'weight-differs',
  };
  const weighed = taken?.grams ?? 0;
  const values = {
    number,
    condition: facts.scale?.isNet ? 'net' : (facts.scale?.condition ?? 'fault'),
    weighed,
    expected: expected.grams,
    tolerance: expected.toleranceGrams,
    difference: Math.abs(weighed - expected.grams),
    side: weighed < expected.grams ? 'lighter' : 'heavier',
  };
  return outcome(
    { ...bench, weighing: question, times: null },
    [],
    answer(said[ask], values, ask === 'settle' ? wait : look),
  );
}
