// Which return goods come back with: by its code, a number on the parcel, the order, or an item; of several one is chosen, and
// where nobody announced one it is begun all the same (law 3).
import type { OrderId } from '../ids';
import { type Arrival, awaitedOf } from '../returns/arrival';
import { readReturnNumber } from '../returns/return-number';
import { type BroughtWith, type Returning, type ScannedUnits, startedReturning } from '../returns/returning';
import { isSameLot, type Lot, lotOf, ofLot } from '../stock/lot';
import type { BenchOp } from './bench-ops';
import {
  type Bench,
  type BenchFacts,
  type BenchInput,
  type BenchOutcome,
  nothingSaid,
  outcome,
  refused,
} from './session';
import { answer, type VerdictCode } from './verdict';

export const soft = { tone: 'look', sound: 'look' } as const;

/** A digit chooses among them; more are found by another code. */
export const mostChoices = 9;

/** The code of a return was scanned, wherever the bench stands. */
export function scanReturn(
  bench: Bench,
  input: Extract<BenchInput, { kind: 'return' }>,
  facts: BenchFacts,
): BenchOutcome {
  if (facts.open) return refused(bench, { code: 'box-open-first', values: {} }, input, facts);
  const before = bench.aside?.kind === 'return' ? bench.aside.returning : startedReturning();
  const held = heldBeforeOpening(bench, before, input, facts);
  if (held) return held;
  const { number } = input;
  const found = facts.returns.filter((arrival) => arrival.found.number === number);
  if (found.length > 0) return open(bench, before, found);
  // Awaited elsewhere, or not told of yet: head office knows it by its number.
  const brought = { returnId: facts.newReturnId(), orderId: null, number };
  return unannounced(bench, before, brought, number);
}

/** What is begun with one return is not carried to another. */
export function heldBack(
  bench: Bench,
  { asking, choices, toShelve }: Returning,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome | null {
  if (choices) return null;
  if (asking)
    return refused(bench, { code: 'return-judge-first', values: { name: asking.name } }, input, facts);
  const [next] = toShelve;
  if (!next) return null;
  return refused(bench, { code: 'return-shelve-first', values: { name: next.name } }, input, facts);
}

/** Units whose return nobody knows are in the hand: what they came with may still be scanned. */
function heldBeforeOpening(
  bench: Bench,
  returning: Returning,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome | null {
  const isBlind = returning.asking !== null && returning.with === null;
  return isBlind ? null : heldBack(bench, returning, input, facts);
}

export function byOrder(
  bench: Bench,
  returning: Returning,
  orderId: OrderId,
  orderNumber: string,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const held = heldBeforeOpening(bench, returning, input, facts);
  if (held) return held;
  const found = facts.returns.filter((arrival) => arrival.found.orderId === orderId);
  if (found.length > 0) return open(bench, returning, found);
  const brought = { returnId: facts.newReturnId(), orderId, number: null };
  return unannounced(bench, returning, brought, orderNumber);
}

/** The number of a return as a person reads it, or what stands on a parcel. */
export function byCode(
  bench: Bench,
  returning: Returning,
  input: Extract<BenchInput, { kind: 'unknown' | 'misread' | 'parcels' }>,
  facts: BenchFacts,
): BenchOutcome {
  const held = heldBeforeOpening(bench, returning, input, facts);
  if (held) return held;
  const number = readReturnNumber(input.text);
  if (number !== null) return scanReturn(bench, { kind: 'return', number, text: input.text }, facts);
  const found = facts.returns.filter(({ codes }) => codes.some((code) => isOnParcel(code, input.text)));
  if (found.length > 0) return open(bench, returning, found);
  const code = input.kind === 'misread' ? 'code-misread' : 'code-unknown';
  return refused(bench, { code, values: { code: input.text } }, input, facts);
}

/** Fewer signs may stand in a foreign code by chance. */
const shortestInside = 10;

/** Carriers wrap their number in the bars. */
function isOnParcel(code: string, scanned: string): boolean {
  const bare = (text: string): string => text.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
  const [own, read] = [bare(code), bare(scanned)];
  return own !== '' && (own === read || (own.length >= shortestInside && read.includes(own)));
}

function open(bench: Bench, returning: Returning, found: readonly Arrival[]): BenchOutcome {
  const [only, ...others] = byAge(found);
  if (only && others.length === 0) return opened(bench, returning, only);
  const choices = byAge(found)
    .slice(0, mostChoices)
    .map((arrival) => arrival.found.returnId);
  const next = { ...returning, choices };
  return told(bench, next, [], 'return-choose', { count: Math.min(found.length, mostChoices) }, soft);
}

function opened(bench: Bench, returning: Returning, { found }: Arrival): BenchOutcome {
  const { returnId, orderId, number, orderNumber } = found;
  const { asking } = returning;
  const isSame = returning.with?.returnId === returnId;
  const next: Returning = isSame
    ? { ...returning, choices: null }
    : { ...startedReturning(), ...inHand(returning), with: { returnId, orderId, number }, orderNumber };
  return asking
    ? told(bench, next, [], 'return-judge', { name: asking.name, quantity: asking.quantity }, soft)
    : told(bench, next, [], 'return-opened', { number: orderNumber }, soft);
}

/** What goes along to the return that is found: units in the hand, with what was said and seen of them. */
function inHand({ asking, note, photos }: Returning): Pick<Returning, 'asking' | 'note' | 'photos'> {
  return { asking, note, photos };
}

function unannounced(bench: Bench, returning: Returning, brought: BroughtWith, number: string): BenchOutcome {
  const next: Returning = {
    ...startedReturning(),
    ...inHand(returning),
    with: brought,
    orderNumber: number,
  };
  return told(bench, next, [], 'return-unannounced', { number }, soft);
}

/** Who waits longest first. */
function byAge(arrivals: readonly Arrival[]): Arrival[] {
  return [...arrivals].sort(
    (a, b) =>
      (a.found.advisedAt < b.found.advisedAt ? -1 : a.found.advisedAt > b.found.advisedAt ? 1 : 0) ||
      (a.found.number < b.found.number ? -1 : 1),
  );
}

/** The same again before it is judged is one more of it. */
export function scanItem(
  bench: Bench,
  returning: Returning,
  input: Extract<BenchInput, { kind: 'item' }>,
  facts: BenchFacts,
): BenchOutcome {
  const { sku, name, code, scanId } = input;
  const { asking, choices } = returning;
  if (choices) return refused(bench, { code: 'return-choose-first', values: {} }, input, facts);
  if (asking && asking.sku !== sku)
    return refused(bench, { code: 'return-judge-first', values: { name: asking.name } }, input, facts);
  const quantity = (asking?.quantity ?? 0) + input.units * (bench.times ?? 1);
  const scanned: ScannedUnits = {
    sku,
    name,
    quantity,
    code,
    scanId,
    measures: input.measures ?? null,
    ...ofLot(sameLot(asking, input.traits && lotOf(input.traits))),
  };
  const next: Returning = { ...returning, asking: scanned };
  if (returning.with) return told(bench, next, [], 'return-judge', { name, quantity }, soft);
  const waiting = facts.returns.filter(({ found }) => awaitedOf(found, sku) > 0);
  if (waiting.length > 0) return open(bench, next, waiting);
  return told(bench, next, [], 'return-judge-blind', { name, quantity }, soft);
}

/** Units of several lots in one hand are of none that a label could name. */
function sameLot(asking: ScannedUnits | null, scanned: Lot | undefined): Lot | undefined {
  return !asking || isSameLot(asking.lot, scanned) ? scanned : undefined;
}

export function choose(
  bench: Bench,
  returning: Returning,
  digit: number,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const returnId = returning.choices?.[digit - 1];
  const arrival = facts.returns.find(({ found }) => found.returnId === returnId);
  return arrival
    ? opened(bench, returning, arrival)
    : refused(bench, { code: 'return-choose-first', values: {} }, input, facts);
}

/** As it stands now; null where the bench does not know it. */
export function openReturn(
  { with: brought }: Returning,
  { returns }: Pick<BenchFacts, 'returns'>,
): Arrival | null {
  return returns.find(({ found }) => found.returnId === brought?.returnId) ?? null;
}

export function told(
  bench: Bench,
  returning: Returning,
  ops: BenchOp[],
  code: VerdictCode,
  values: Record<string, string | number> = {},
  options: Parameters<typeof answer>[2] = {},
): BenchOutcome {
  return outcome(
    { ...bench, aside: { kind: 'return', returning }, ...nothingSaid },
    ops,
    answer(code, values, options),
  );
}
