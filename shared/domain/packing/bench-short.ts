// What becomes of units that are not where they should be. A bin of a tour and an open box offer the same choices by the same
// commands; here is which command chooses what, and what a packing bench writes down for it.
// Must never say where the rest comes from: head office does, by the rules of routing.
import type { Parcel, ParcelCommand, ParcelLine } from '../parcel/parcel';
import { decideParcel } from '../parcel/decide';
import { notFound } from '../parcel/picked-units';
import { toPack } from '../parcel/questions';
import { benchLocation, isOutside, quarantineLocation } from '../stock/ledger';
import { confirmAct, no, tryOp } from './bench-act';
import type { BenchCommand } from './bench-command';
import { about, actor, type BenchOp } from './bench-ops';
import { type Bench, type BenchFacts, type BenchInput, type BenchOutcome, outcome, refused } from './session';
import { answer } from './verdict';

const soft = { tone: 'look', sound: 'look' } as const;

/** `ship-part`: the box goes without; `hold`: it waits for them; `other-site`: it goes without, they come from another site. */
export type ShortRest = 'ship-part' | 'hold' | 'other-site';

/** Null for what chooses nothing. */
export function restChosen(command: BenchCommand): ShortRest | null {
  switch (command) {
    case 'ship-part':
    case 'hold':
      return command;
    case 'quantity-1':
      return 'other-site';
    default:
      return null;
  }
}

/** Units of a line of the box: as many as QTY said, else all that are left of it. */
export type ShortUnits = { line: ParcelLine; quantity: number };

/** What MISSING was said of once; the choices stand until something else is done, however long the confirming takes. */
export function shortAsked(
  { confirm, times }: Pick<Bench, 'confirm' | 'times'>,
  open: Parcel,
): ShortUnits | null {
  return confirm?.act === confirmAct('missing', open) ? shortOf(open, times) : null;
}

function shortOf(open: Parcel, times: number | null): ShortUnits | null {
  const line = open.lines.find((candidate) => toPack(candidate) > 0);
  return line ? { line, quantity: Math.min(times ?? toPack(line), toPack(line)) } : null;
}

/** The answer to a choice; null where none is asked for, or this is none. */
export function answerShort(bench: Bench, command: BenchCommand, facts: BenchFacts): BenchOutcome | null {
  const { open } = facts;
  const rest = restChosen(command);
  if (!open || !rest || !shortAsked(bench, open)) return null;
  return reportMissing({ ...bench, confirm: null, damagedNext: false }, open, rest, command, facts);
}

/**
 * Another bin, scanned while the choices stand: the units were taken out of it and are at the bench, to be scanned into the box.
 * The bin they should have been in says that they are there after all. Null where nothing is asked.
 */
export function answerFetched(
  bench: Bench,
  input: Extract<BenchInput, { kind: 'location' }>,
  facts: BenchFacts,
): BenchOutcome | null {
  const { open } = facts;
  const { locationId: from } = input;
  const short = open && shortAsked(bench, open);
  if (!short || isOutside(from) || from === benchLocation || from === quarantineLocation) return null;
  const calm: Bench = { ...bench, confirm: null, damagedNext: false, times: null };
  const { line, quantity } = short;
  const { sku, name, lineNo } = line;
  if (notFound(line, quantity).every(({ locationId }) => locationId === from))
    return outcome(calm, [], answer('cancelled-command', {}, soft));
  const op: BenchOp = {
    ...about(open, facts),
    type: 'parcel.report-item',
    body: { sku, quantity, problem: 'missing', takenFrom: from },
  };
  const { opId } = op;
  const told: ParcelCommand = { type: 'FetchItem', parcelId: open.parcelId, opId, sku, quantity, from };
  const decision = decideParcel(open, told, actor(bench, open, facts));
  if (!decision.ok) return refused(calm, decision.refusal, input, facts);
  const place = { kind: 'line', lineNo } as const;
  return outcome(
    calm,
    [op],
    answer('taken-elsewhere', { name, quantity, location: from }, { ...soft, place }),
  );
}

/** Tells that units of the line on screen are missing, and what the box does about it. */
export function reportMissing(
  bench: Bench,
  open: Parcel,
  rest: ShortRest,
  command: BenchCommand,
  facts: BenchFacts,
): BenchOutcome {
  const short = shortOf(open, bench.times);
  if (!short) return no(bench, command, facts, 'parcel-complete', { number: open.orderNumber });
  const { line, quantity } = short;
  const { sku, name, lineNo } = line;
  const op: BenchOp = {
    ...about(open, facts),
    type: 'parcel.report-item',
    body: { sku, quantity, problem: 'missing', ...(rest === 'other-site' ? { otherSite: true } : {}) },
  };
  const told: ParcelCommand = {
    type: 'ReportItem',
    parcelId: open.parcelId,
    opId: op.opId,
    sku,
    quantity,
    problem: 'missing',
  };
  return tryOp(bench, open, told, op, facts, command, () => {
    const next: Bench = { ...bench, times: null };
    if (rest !== 'hold') {
      const place = { kind: 'line', lineNo } as const;
      const code = rest === 'other-site' ? 'short-other-site' : 'marked-missing';
      return outcome(next, [op], answer(code, { name, quantity }, { ...soft, place }));
    }
    const held: BenchOp = { ...about(open, facts), type: 'parcel.hold', body: { reason: 'short-pick' } };
    return outcome(
      { ...next, parcelId: null },
      [op, held],
      answer('held', { number: open.orderNumber }, soft),
    );
  });
}
