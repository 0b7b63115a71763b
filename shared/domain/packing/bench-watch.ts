// Weigh as you scan, as the bench answers it: the next scan and the seal wait until what was scanned before lies on the scale. UNDO
// takes the scan back, SKIP goes on with what lies there.
import { gramsOf } from '../../units/weight';
import type { Unmatched, WatchedScan } from '../weighing/scan-watch';
import type { Refusal } from '../decision';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, outcome, refused } from './session';
import { answer } from './verdict';

const stops: readonly Refusal['code'][] = ['unit-not-put-in', 'unit-weighs-otherwise'];

/** Null: everything that was scanned is on the scale, or nobody can know. */
export function heldByScale(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const { open } = facts;
  const unmatched = facts.scale?.unmatched?.(nextOf(bench, input, facts));
  if (!unmatched || !open || bench.aside) return null;
  return refused(bench, refusalOf(unmatched, facts), input, facts, placeOf(unmatched, facts));
}

/**
 * The answer to the scale while such a stop stands: once everything is in, it is over by itself; SKIP and UNDO end it too. Null: it
 * is about something else.
 */
export function answerPutIn(bench: Bench, input: BenchInput, facts: BenchFacts): BenchOutcome | null {
  const { stop } = bench;
  if (input.kind !== 'command' || !bench.operator || !facts.open) return null;
  const isStopped = stop !== null && stops.includes(stop.code);
  if (input.command === 'skip' && (isStopped || (stop === null && facts.scale?.unmatched?.(null))))
    return outcome(
      { ...bench, stop: null },
      [],
      answer('unit-unwatched', {}, { tone: 'look', sound: 'look' }),
    );
  if (!isStopped || input.command !== 'weigh' || facts.scale?.unmatched?.(null)) return null;
  return outcome({ ...bench, stop: null }, [], answer('unit-is-in', {}, { place: { kind: 'box' } }));
}

/** UNDO is what such a stop asks for. */
export function undoesUnit(stop: Refusal, input: BenchInput): boolean {
  return stops.includes(stop.code) && input.kind === 'command' && input.command === 'undo';
}

function nextOf({ times }: Bench, input: BenchInput, facts: BenchFacts): WatchedScan | null {
  if (input.kind !== 'item') return null;
  const { sku, units } = input;
  return { sku, units: units * (times ?? 1), learned: facts.weights?.(sku) ?? null };
}

function refusalOf(
  { sku, units, kind, expectedMilligrams, changedMilligrams }: Unmatched,
  facts: BenchFacts,
): Refusal {
  const name = facts.open?.lines.find((line) => line.sku === sku)?.name ?? sku;
  if (kind === 'nothing') return { code: 'unit-not-put-in', values: { name, quantity: units } };
  const values = { name, weighs: gramsOf(expectedMilligrams), changed: gramsOf(changedMilligrams) };
  return { code: 'unit-weighs-otherwise', values };
}

function placeOf({ sku }: Unmatched, { open }: BenchFacts): Parameters<typeof refused>[4] {
  const line = open?.lines.find((each) => each.sku === sku);
  return line ? { kind: 'line', lineNo: line.lineNo } : null;
}
