// Goods that come back, by scans alone: what they came with (a return's code, a number on the parcel, the order, or an item),
// then every unit and how it looks. As new goes into a bin, everything else waits apart for the office; nothing is for sale
// because it came back, and nothing is paid back from here. What does not fit is taken in all the same (law 3).
// Must never take in a unit that nobody has judged.
import { awaitedOf } from '../returns/arrival';
import type { ReturnCondition } from '../returns/goods-return';
import { type Returning, startedReturning } from '../returns/returning';
import { confirmMs } from './bench-act';
import type { BenchOp } from './bench-ops';
import {
  byCode,
  byOrder,
  choose,
  heldBack,
  openReturn,
  scanItem,
  scanReturn,
  soft,
  told,
} from './bench-return-open';
import { printRestock } from './bench-return-label';
import { photograph } from './bench-return-photo';
import { judge, leaveApart, putInto, reportStrange, undo } from './bench-return-units';
import {
  type Aside,
  type Bench,
  type BenchFacts,
  type BenchInput,
  type BenchOutcome,
  outcome,
  refused,
} from './session';
import { answer } from './verdict';

export type ReturnAside = Extract<Aside, { kind: 'return' }>;

export function startReturning(bench: Bench): BenchOutcome {
  return told(bench, startedReturning(), [], 'returns-started', {}, soft);
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
    case 'transfer':
      return heldBack(bench, returning, input, facts);
    default:
      return null;
  }
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
    case 'photo':
      return photograph(bench, returning, input, facts);
    case 'print-tag':
      return printRestock(bench, returning, input, facts);
    case 'skip':
      return leaveApart(bench, returning, input, facts);
    case 'undo':
      return undo(bench, returning, input, facts);
    case 'cancel':
      if (asking || choices || isNoting)
        return told(
          bench,
          { ...returning, asking: null, choices: null, isNoting: false, photos: [], photosOf: null },
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
