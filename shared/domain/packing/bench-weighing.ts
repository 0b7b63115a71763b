// Weighing at the bench: the question before the seal, a weight that is typed, and what ZERO and TARE do. A scale is never needed:
// SKIP goes on with the weight by the catalogue, digits and WEIGH with one that somebody read elsewhere.
// Must never hold a box back for what it weighs: a reason is asked, and the seal goes on.
import type { Parcel } from '../parcel/parcel';
import { gramsOf } from '../../units/weight';
import { weightReasons } from '../weighing/seal-weight';
import { no } from './bench-act';
import { answerCommand } from './bench-commands';
import type { BenchCommand } from './bench-command';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, outcome } from './session';
import { answer } from './verdict';
import { asked, expectedOf, knownAs } from './weigh-asks';
import type { KnownWeight } from './weighing-facts';

const look = { tone: 'look', sound: 'look', place: { kind: 'box' } } as const;

/** The answer to a scan while a weight is asked for; null: it is about something else. */
export function answerWeighing(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const { open } = facts;
  const { weighing } = bench;
  if (!weighing || !bench.operator || bench.stop || !open || input.kind !== 'command') return null;
  const { command } = input;
  switch (command) {
    case 'cancel':
      return outcome({ ...bench, weighing: null, times: null }, [], answer('cancelled-command', {}, look));
    case 'ok':
      return asked(bench, open, weighing, facts);
    case 'skip':
      return goOn(bench, knownAs(open, null), facts);
    case 'weigh':
    case 'seal':
    case 'next-box':
      return bench.times === null ? again(bench, facts) : goOn(bench, typed(open, bench.times), facts);
    case 'zero-scale':
    case 'tare-scale':
      return { ...actOnScale(bench, command, facts), bench };
    default:
      return answerDigit(bench, command, open, facts);
  }
}

/** Digits say why it differs; before that they are the grams that somebody types. */
function answerDigit(
  bench: Bench,
  command: BenchCommand,
  open: Parcel,
  facts: BenchFacts,
): BenchOutcome | null {
  const { weighing } = bench;
  const digit = /^quantity-(\d)$/.exec(command)?.[1];
  if (digit === undefined || !weighing) return null;
  if (weighing.ask !== 'differs' || !weighing.taken) {
    const set = answerCommand(bench, command, facts);
    return { ...set, bench: { ...set.bench, weighing } };
  }
  const reason = weightReasons[Number(digit) - 1];
  return reason
    ? goOn(bench, knownAs(open, weighing.taken, reason), facts)
    : asked(bench, open, weighing, facts);
}

/** WEIGH with no question open: with digits before it the weight of the open box, else what the scale says and what was expected. */
export function weigh(bench: Bench, facts: BenchFacts): BenchOutcome {
  const { open, scale } = facts;
  if (!open) return no(bench, 'weigh', facts, 'order-first', { code: 'weigh' });
  const { grams: expected, toleranceGrams: tolerance } = expectedOf(open, facts);
  if (bench.times !== null) {
    const weighed = typed(open, bench.times);
    return outcome(
      { ...bench, weighed, times: null, confirm: null },
      [],
      answer('weight-typed', { weighed: bench.times, expected, tolerance }, { place: { kind: 'box' } }),
    );
  }
  if (!scale) return no(bench, 'weigh', facts, 'scale-missing', {});
  if (scale.milligrams === null) return no(bench, 'weigh', facts, 'scale-not-at-rest', {});
  const weighed = gramsOf(scale.milligrams);
  return outcome(
    { ...bench, confirm: null },
    [],
    answer('weight-read', { weighed, expected, tolerance }, { place: { kind: 'box' } }),
  );
}

/** The scale was asked already: what it did is in the facts. */
export function actOnScale(
  bench: Bench,
  command: 'zero-scale' | 'tare-scale',
  facts: BenchFacts,
): BenchOutcome {
  const { scale } = facts;
  if (!scale) return no(bench, command, facts, 'scale-missing', {});
  if (scale.acted !== 'done')
    return no(bench, command, facts, scale.acted === 'unable' ? 'scale-unable' : 'scale-not-at-rest', {});
  const code = command === 'zero-scale' ? 'scale-zeroed' : 'scale-tared';
  return outcome({ ...bench, confirm: null }, [], answer(code, {}, { tone: 'look', sound: 'accepted' }));
}

function typed(open: Parcel, grams: number): KnownWeight {
  return knownAs(open, { by: 'typed', grams, scaleId: null });
}

/** Weighed anew where there is a scale; else what was typed stands. */
function again(bench: Bench, facts: BenchFacts): BenchOutcome {
  return goOn(bench, facts.scale ? null : bench.weighed, facts);
}

/** What waited for the weight goes on by itself. */
function goOn(bench: Bench, weighed: KnownWeight | null, facts: BenchFacts): BenchOutcome {
  const { weighing } = bench;
  if (!weighing) throw new Error('nobody asked for a weight');
  return answerCommand({ ...bench, weighing: null, weighed, times: null }, weighing.command, facts);
}
