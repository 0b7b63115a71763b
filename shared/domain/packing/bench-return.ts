// Goods that come back, by scans alone: what they came with (a return's code, a number on the parcel, the order, or an item),
// then every unit and how it looks. As new goes into a bin, everything else waits apart for the office; nothing is for sale
// because it came back, and nothing is paid back from here. What does not fit is taken in all the same (law 3).
// Must never take in a unit that nobody has judged.
import type { OrderId } from '../ids';
import { type Arrival, awaitedOf, isOfOrder } from '../returns/arrival';
import type { ReturnCondition } from '../returns/goods-return';
import { readReturnNumber } from '../returns/return-number';
import {
  type BroughtWith,
  mostReturnActs,
  type Returning,
  type ScannedUnits,
  startedReturning,
} from '../returns/returning';
import { outsideLocations, quarantineLocation } from '../stock/ledger';
import { confirmMs } from './bench-act';
import type { BenchOp } from './bench-ops';
import {
  type Aside,
  type Bench,
  type BenchFacts,
  type BenchInput,
  type BenchOutcome,
  outcome,
  refused,
} from './session';
import { answer, type VerdictCode } from './verdict';

const soft = { tone: 'look', sound: 'look' } as const;
export type ReturnAside = Extract<Aside, { kind: 'return' }>;

/** A digit chooses among them; more are found by another code. */
export const mostChoices = 9;

export function startReturning(bench: Bench): BenchOutcome {
  return told(bench, startedReturning(), [], 'returns-started', {}, soft);
}

/** The code of a return was scanned, wherever the bench stands. */
export function scanReturn(
  bench: Bench,
  input: Extract<BenchInput, { kind: 'return' }>,
  facts: BenchFacts,
): BenchOutcome {
  if (facts.open) return refused(bench, { code: 'box-open-first', values: {} }, input, facts);
  const before = bench.aside?.kind === 'return' ? bench.aside.returning : startedReturning();
  const held = heldBack(bench, before, input, facts);
  if (held) return held;
  const { number } = input;
  const found = facts.returns.filter((arrival) => arrival.found.number === number);
  if (found.length > 0) return open(bench, before, found);
  // Awaited elsewhere, or not told of yet: head office knows it by its number.
  const brought = { returnId: facts.newReturnId(), orderId: null, number };
  return unannounced(bench, before, brought, number);
}

/** Null where a scan is about something else. */
export function answerReturning(
  bench: Bench,
  { returning }: ReturnAside,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome | null {
  switch (input.kind) {
    case 'return':
      return scanReturn(bench, input, facts);
    case 'parcels': {
      const [first] = input.parcels;
      if (!first) return byCode(bench, returning, input, facts);
      return byOrder(bench, returning, first.orderId, first.orderNumber, input, facts);
    }
    case 'order-elsewhere':
      return input.orderId === undefined
        ? null
        : byOrder(bench, returning, input.orderId, input.number, input, facts);
    case 'unknown':
    case 'misread':
      return returning.isNoting
        ? told(
            bench,
            { ...returning, isNoting: false, note: input.text.slice(0, 500) },
            [],
            'return-noted',
            {},
            soft,
          )
        : byCode(bench, returning, input, facts);
    case 'item':
      return scanItem(bench, returning, input, facts);
    case 'location':
      return putInto(bench, returning, input, facts);
    case 'command':
      return command(bench, returning, input, facts);
    case 'tote':
    case 'box':
    case 'purchase':
      return heldBack(bench, returning, input, facts);
    default:
      return null;
  }
}

/** What is begun with one return is not carried to another. */
function heldBack(
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

function byOrder(
  bench: Bench,
  returning: Returning,
  orderId: OrderId,
  orderNumber: string,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const held = heldBack(bench, returning, input, facts);
  if (held) return held;
  const found = facts.returns.filter((arrival) => arrival.found.orderId === orderId);
  if (found.length > 0) return open(bench, returning, found);
  const brought = { returnId: facts.newReturnId(), orderId, number: null };
  return unannounced(bench, returning, brought, orderNumber);
}

/** The number of a return as a person reads it, or what stands on a parcel. */
function byCode(
  bench: Bench,
  returning: Returning,
  input: Extract<BenchInput, { kind: 'unknown' | 'misread' | 'parcels' }>,
  facts: BenchFacts,
): BenchOutcome {
  const held = heldBack(bench, returning, input, facts);
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
  const { asking, note } = returning;
  const isSame = returning.with?.returnId === returnId;
  const next: Returning = isSame
    ? { ...returning, choices: null }
    : { ...startedReturning(), asking, note, with: { returnId, orderId, number }, orderNumber };
  return asking
    ? told(bench, next, [], 'return-judge', { name: asking.name, quantity: asking.quantity }, soft)
    : told(bench, next, [], 'return-opened', { number: orderNumber }, soft);
}

function unannounced(bench: Bench, returning: Returning, brought: BroughtWith, number: string): BenchOutcome {
  const { asking, note } = returning;
  const next: Returning = { ...startedReturning(), asking, note, with: brought, orderNumber: number };
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
function scanItem(
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
  const scanned: ScannedUnits = { sku, name, quantity, code, scanId, measures: input.measures ?? null };
  const next: Returning = { ...returning, asking: scanned };
  if (returning.with) return told(bench, next, [], 'return-judge', { name, quantity }, soft);
  const waiting = facts.returns.filter(({ found }) => awaitedOf(found, sku) > 0);
  if (waiting.length > 0) return open(bench, next, waiting);
  return told(bench, next, [], 'return-judge-blind', { name, quantity }, soft);
}

const judged: Record<string, ReturnCondition> = {
  'quantity-1': 'as-new',
  'quantity-2': 'opened',
  'quantity-3': 'damaged',
  damaged: 'damaged',
};

function command(
  bench: Bench,
  returning: Returning,
  input: Extract<BenchInput, { kind: 'command' }>,
  facts: BenchFacts,
): BenchOutcome | null {
  const { asking, choices, isNoting } = returning;
  const digit = /^quantity-(\d)$/.exec(input.command)?.[1];
  if (choices && digit !== undefined) return choose(bench, returning, Number(digit), input, facts);
  const condition = judged[input.command];
  if (condition) return judge(bench, returning, condition, input, facts);
  switch (input.command) {
    case 'quantity-4':
      return reportStrange(bench, returning, input, facts);
    case 'quantity-5':
      return told(bench, { ...returning, isNoting: true }, [], 'return-note-asked', {}, soft);
    case 'skip':
      return leaveApart(bench, returning, input, facts);
    case 'undo':
      return undo(bench, returning, input, facts);
    case 'cancel':
      if (asking || choices || isNoting)
        return told(
          bench,
          { ...returning, asking: null, choices: null, isNoting: false },
          [],
          'cancelled-command',
          {},
          soft,
        );
      return (
        heldBack(bench, returning, input, facts) ??
        outcome({ ...bench, aside: null, times: null }, [], answer('aside-left', {}, soft))
      );
    case 'finish':
    case 'seal':
      return heldBack(bench, returning, input, facts) ?? finish(bench, returning, 'awaited', facts);
    case 'missing':
      return heldBack(bench, returning, input, facts) ?? closeMissing(bench, returning, input, facts);
    case 'log-out':
      return heldBack(bench, returning, input, facts);
    default:
      return digit === undefined
        ? null
        : refused(bench, { code: 'return-nothing-to-judge', values: {} }, input, facts);
  }
}

function choose(
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

function judge(
  bench: Bench,
  returning: Returning,
  condition: ReturnCondition,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const { asking, choices, note } = returning;
  if (choices) return refused(bench, { code: 'return-choose-first', values: {} }, input, facts);
  if (!asking) return refused(bench, { code: 'return-nothing-to-judge', values: {} }, input, facts);
  const { sku, name, quantity, code, scanId } = asking;
  const brought = returning.with ?? { returnId: facts.newReturnId(), orderId: null, number: null };
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'return.take',
    parcelId: null,
    fence: null,
    body: { ...brought, sku, quantity, condition, note, code, scanId },
  };
  const arrival = openReturn(returning, facts);
  const fit = fitOf(arrival, brought, sku, quantity);
  const isForSale = condition === 'as-new' && fit !== 'blind' && fit !== 'wrong';
  const next: Returning = {
    ...returning,
    with: returning.with ?? (fit === 'blind' ? null : brought),
    asking: null,
    note: '',
    toShelve: isForSale ? [...returning.toShelve, { ...asking, opId: op.opId }] : returning.toShelve,
    acts: [...returning.acts, { opId: op.opId, sku, name, quantity, condition, to: null }].slice(
      -mostReturnActs,
    ),
  };
  const values = { name, quantity };
  if (fit === 'blind' || fit === 'wrong' || fit === 'extra')
    return told(bench, next, [op], oddities[fit], values, soft);
  if (!isForSale) return told(bench, next, [op], 'return-apart', values);
  return told(bench, next, [op], 'return-as-new', values, {
    sound: fit === 'last' ? 'order-complete' : 'accepted',
  });
}

const oddities = { blind: 'return-blind', wrong: 'return-wrong', extra: 'return-extra' } as const;
type Fit = 'blind' | 'wrong' | 'extra' | 'last' | 'fits';

/** How units fit what they came with. */
function fitOf(arrival: Arrival | null, brought: BroughtWith, sku: string, quantity: number): Fit {
  if (!arrival) return brought.orderId === null && brought.number === null ? 'blind' : 'fits';
  if (!isOfOrder(arrival.lines, sku)) return 'wrong';
  const awaited = awaitedOf(arrival.found, sku);
  if (arrival.found.origin !== 'desk' && quantity > awaited) return 'extra';
  const all = new Set(arrival.found.lines.map((line) => line.sku));
  const left = [...all].reduce((sum, each) => sum + awaitedOf(arrival.found, each), 0);
  return left === quantity ? 'last' : 'fits';
}

function putInto(
  bench: Bench,
  returning: Returning,
  input: Extract<BenchInput, { kind: 'location' }>,
  facts: BenchFacts,
): BenchOutcome {
  const { asking, toShelve, with: brought } = returning;
  const [first, ...others] = toShelve;
  if (asking)
    return refused(bench, { code: 'return-judge-first', values: { name: asking.name } }, input, facts);
  const location = input.locationId;
  if (location === quarantineLocation) return leaveApart(bench, returning, input, facts);
  if (!first || !brought)
    return refused(bench, { code: 'return-nothing-to-shelve', values: { location } }, input, facts);
  const proposed = shelfFor(first, facts);
  const quantity = proposed.to === location ? proposed.quantity : first.quantity;
  const { sku, name, code, scanId } = first;
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'return.shelve',
    parcelId: null,
    fence: null,
    body: { ...brought, sku, quantity, to: location, code, scanId },
  };
  const left = first.quantity - quantity;
  const next: Returning = {
    ...returning,
    toShelve: left > 0 ? [{ ...first, quantity: left }, ...others] : others,
    acts: returning.acts.map((act) => (act.opId === first.opId ? { ...act, to: location } : act)),
  };
  return told(bench, next, [op], 'return-shelved', { name, quantity, location });
}

/** Where units that are as new go. */
export function shelfFor(
  units: Returning['toShelve'][number],
  { propose }: Pick<BenchFacts, 'propose'>,
): ReturnType<BenchFacts['propose']> {
  return propose(units, outsideLocations.customer);
}

/** Not into a bin: they lie apart, and the office decides. */
function leaveApart(bench: Bench, returning: Returning, input: BenchInput, facts: BenchFacts): BenchOutcome {
  const [first, ...others] = returning.toShelve;
  if (!first)
    return refused(bench, { code: 'return-nothing-to-shelve', values: { location: '' } }, input, facts);
  const { name, quantity } = first;
  return told(bench, { ...returning, toShelve: others }, [], 'return-left', { name, quantity }, soft);
}

function reportStrange(
  bench: Bench,
  returning: Returning,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const { asking, note } = returning;
  if (asking)
    return refused(bench, { code: 'return-judge-first', values: { name: asking.name } }, input, facts);
  const brought = returning.with ?? { returnId: facts.newReturnId(), orderId: null, number: null };
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'return.report',
    parcelId: null,
    fence: null,
    body: { ...brought, problem: 'not-ours', note },
  };
  return told(bench, { ...returning, note: '' }, [op], 'return-not-ours', {}, soft);
}

/** What waits to be judged first; then the last act, unless it lies in a bin: that is carried back as any other. */
function undo(bench: Bench, returning: Returning, input: BenchInput, facts: BenchFacts): BenchOutcome {
  const { asking, acts, toShelve } = returning;
  if (asking) {
    const { name, quantity } = asking;
    return told(
      bench,
      { ...returning, asking: null, choices: null },
      [],
      'scan-taken-back',
      { name, quantity },
      soft,
    );
  }
  const last = acts.at(-1);
  const brought = returning.with ?? { returnId: facts.newReturnId(), orderId: null, number: null };
  if (!last || last.to !== null) return refused(bench, { code: 'nothing-to-undo', values: {} }, input, facts);
  const { opId: undoes, sku, name, quantity } = last;
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'return.undo',
    parcelId: null,
    fence: null,
    body: { ...brought, undoes, sku, quantity },
  };
  const next: Returning = {
    ...returning,
    acts: acts.slice(0, -1),
    toShelve: toShelve.filter(({ opId }) => opId !== undoes),
  };
  return told(bench, next, [op], 'return-undone', { name, quantity }, soft);
}

/** Nothing more comes: asked for twice, because the office goes by it. */
function closeMissing(
  bench: Bench,
  returning: Returning,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome {
  const { with: brought, orderNumber: number } = returning;
  if (!brought) return refused(bench, { code: 'return-first', values: {} }, input, facts);
  const act = `missing ${brought.returnId}`;
  if (bench.confirm?.act === act && facts.nowMs <= bench.confirm.untilMs)
    return finish(bench, returning, 'missing', facts);
  const asked = told(bench, returning, [], 'confirm-again', { command: 'missing', number }, soft);
  return { ...asked, bench: { ...asked.bench, confirm: { act, untilMs: facts.nowMs + confirmMs } } };
}

function finish(
  bench: Bench,
  returning: Returning,
  rest: 'awaited' | 'missing',
  facts: BenchFacts,
): BenchOutcome {
  const { with: brought, acts } = returning;
  if (!brought || (acts.length === 0 && rest === 'awaited'))
    return outcome({ ...bench, aside: null, times: null, confirm: null }, [], answer('aside-left', {}, soft));
  const arrival = openReturn(returning, facts);
  const skus = new Set(arrival?.found.lines.map(({ sku }) => sku));
  const left = arrival ? [...skus].reduce((sum, sku) => sum + awaitedOf(arrival.found, sku), 0) : 0;
  const units = acts.reduce((sum, { quantity }) => sum + quantity, 0);
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'return.finish',
    parcelId: null,
    fence: null,
    body: { ...brought, rest },
  };
  const code = rest === 'missing' ? 'return-missing' : 'return-finished';
  return told(bench, startedReturning(), [op], code, { units, left }, { sound: 'order-complete' });
}

/** As it stands now; null where the bench does not know it. */
export function openReturn(
  { with: brought }: Returning,
  { returns }: Pick<BenchFacts, 'returns'>,
): Arrival | null {
  return returns.find(({ found }) => found.returnId === brought?.returnId) ?? null;
}

function told(
  bench: Bench,
  returning: Returning,
  ops: BenchOp[],
  code: VerdictCode,
  values: Record<string, string | number> = {},
  options: Parameters<typeof answer>[2] = {},
): BenchOutcome {
  return outcome(
    { ...bench, aside: { kind: 'return', returning }, times: null, damagedNext: false, confirm: null },
    ops,
    answer(code, values, options),
  );
}
