// An item was scanned: into the box, out of it (late cancellation), reported damaged, or refused with the reason.
// With no box open, the oldest waiting parcel of this bench that wants the item is opened by it.
import type { Refusal } from '../decision';
import { decideParcel } from '../parcel/decide';
import { evolveParcel } from '../parcel/evolve';
import { mayPack } from '../parcel/lease';
import type { Parcel, ParcelAct, ParcelLine } from '../parcel/parcel';
import { type Lot, lotOf, ofLot } from '../stock/lot';
import { isComplete, toPack, toTakeOut, unitsPacked, unitsWanted } from '../parcel/questions';
import {
  type Bench,
  type BenchFacts,
  type BenchInput,
  type BenchOutcome,
  nothingSaid,
  outcome,
  refused,
} from './session';
import { leaseOver } from './bench-leases';
import { about, actor, type BenchOp } from './bench-ops';
import { lotFromTotes, toteTaken } from './bench-totes';
import { answer, type Place, type Verdict } from './verdict';

type ItemInput = Extract<BenchInput, { kind: 'item' }>;

export function answerItem(bench: Bench, input: ItemInput, facts: BenchFacts): BenchOutcome {
  const open = facts.open;
  if (!open) return openByItem(bench, input, facts);
  const late = open.lines.find((line) => line.sku === input.sku && toTakeOut(line) > 0);
  const act =
    late && open.acts.filter(({ lineNo, kind }) => lineNo === late.lineNo && kind === 'packed').at(-1);
  if (late && act) return takeOut(bench, input, open, late, act, facts);
  return bench.damagedNext ? reportDamaged(bench, input, open, facts) : pack(bench, input, open, facts);
}

/** Takes back the newest scan of the line; what of it is still wanted stays in the box and is counted anew. */
function takeOut(
  bench: Bench,
  input: ItemInput,
  open: Parcel,
  line: ParcelLine,
  act: ParcelAct,
  facts: BenchFacts,
): BenchOutcome {
  const place: Place = { kind: 'line', lineNo: line.lineNo };
  const decision = decideParcel(
    open,
    { type: 'UndoAct', parcelId: open.parcelId, undoes: act.opId },
    actor(bench, open, facts),
  );
  if (!decision.ok) return refused(bench, decision.refusal, input, facts, place);
  const quantity = Math.min(toTakeOut(line), act.quantity);
  const ops: BenchOp[] = [{ ...about(open, facts), type: 'parcel.undo', body: { undoes: act.opId } }];
  if (act.quantity > quantity) {
    const { sku, code, scanId } = input;
    const body = { sku, quantity: act.quantity - quantity, code, scanId };
    ops.push({ ...about(open, facts), type: 'parcel.pack-item', body });
  }
  const ended = decision.events.some((event) => event.type === 'ParcelCancelled');
  return outcome(
    {
      ...bench,
      parcelId: ended ? null : bench.parcelId,
      times: null,
      damagedNext: false,
      confirm: null,
    },
    ops,
    answer('item-taken-out', { name: line.name, quantity }, { place, tone: 'look', sound: 'look' }),
  );
}

function openByItem(bench: Bench, input: ItemInput, facts: BenchFacts): BenchOutcome {
  // DAMAGED was said of a box that is no longer open: the unit must not go into another one as a good one.
  if (bench.damagedNext)
    return refused(bench, { code: 'order-first', values: { code: input.code } }, input, facts);
  const candidates = input.wantedBy.filter(({ state }) => state === 'leased' || state === 'packing');
  const free = candidates.filter((parcel) => !parcel.hold);
  const waiting = free.find((parcel) => mayPack(parcel, facts.headOfficeMs)) ?? free[0] ?? candidates[0];
  if (!waiting)
    return refused(
      bench,
      { code: 'nothing-waiting', values: { name: input.name, sku: input.sku } },
      input,
      facts,
    );
  if (!mayPack(waiting, facts.headOfficeMs)) return leaseOver(bench, input, waiting, facts);
  const opened = decideParcel(
    waiting,
    { type: 'OpenParcel', parcelId: waiting.parcelId },
    actor(bench, waiting, facts),
  );
  if (!opened.ok) return refused(bench, opened.refusal, input, facts);
  const after = opened.events.reduce<Parcel>((parcel, event) => evolveParcel(parcel, event), waiting);
  const op: BenchOp = { ...about(waiting, facts), type: 'parcel.open', body: {} };
  const packed = pack(bench, input, after, facts);
  if (packed.verdict.kind === 'refusal') return packed;
  return {
    ...packed,
    bench: { ...packed.bench, parcelId: waiting.parcelId },
    ops: opened.events.length > 0 ? [op, ...packed.ops] : packed.ops,
  };
}

function pack(bench: Bench, input: ItemInput, open: Parcel, facts: BenchFacts): BenchOutcome {
  const quantity = input.units * (bench.times ?? 1);
  const of = lotFromTotes(bench, open, input, quantity);
  if (of && 'code' in of) return refused(bench, of, input, facts, placeOf(open, input.sku));
  const tote = of && toteTaken(bench, open)?.tote;
  const known = { ...traitsIn(input, quantity), ...ofLot(of?.lot), ...(tote ? { tote } : {}) };
  const op: BenchOp = {
    ...about(open, facts),
    type: 'parcel.pack-item',
    body: { sku: input.sku, quantity, code: input.code, scanId: input.scanId, ...known },
  };
  const decision = decideParcel(
    open,
    {
      type: 'PackItem',
      parcelId: open.parcelId,
      opId: op.opId,
      sku: input.sku,
      quantity,
      ...known,
    },
    actor(bench, open, facts),
  );
  if (!decision.ok)
    return refused(bench, elsewhere(decision.refusal, input, open), input, facts, placeOf(open, input.sku));
  const after = decision.events.reduce<Parcel>((parcel, event) => evolveParcel(parcel, event), open);
  const event = decision.events[0];
  const lineNo = event && 'lineNo' in event ? event.lineNo : 0;
  return outcome({ ...bench, ...nothingSaid }, [op], packedVerdict(after, lineNo, quantity));
}

/** What the code tells of the unit; a serial is one unit's. */
function traitsIn({ traits }: ItemInput, quantity: number): { lot?: Lot; serial?: string } {
  if (!traits) return {};
  const serial = quantity === 1 ? traits.serial : null;
  return { ...ofLot(lotOf(traits)), ...(serial === null ? {} : { serial }) };
}

export function packedVerdict(after: Parcel, lineNo: number, quantity: number): Verdict {
  const line = after.lines.find((candidate) => candidate.lineNo === lineNo);
  const values = {
    number: after.orderNumber,
    name: line?.name ?? '',
    quantity,
    packed: line?.packed ?? 0,
    expected: (line?.packed ?? 0) + (line ? toPack(line) : 0),
    done: unitsPacked(after),
    wanted: unitsWanted(after),
  };
  const place = { kind: 'line', lineNo } as const;
  if (isComplete(after)) return answer('parcel-complete', values, { sound: 'order-complete', place });
  if (line && toPack(line) === 0) return answer('line-complete', values, { sound: 'line-complete', place });
  return answer('item-packed', values, { place });
}

function reportDamaged(bench: Bench, input: ItemInput, open: Parcel, facts: BenchFacts): BenchOutcome {
  const quantity = input.units * (bench.times ?? 1);
  const op: BenchOp = {
    ...about(open, facts),
    type: 'parcel.report-item',
    body: { sku: input.sku, quantity, problem: 'damaged' },
  };
  const decision = decideParcel(
    open,
    {
      type: 'ReportItem',
      parcelId: open.parcelId,
      opId: op.opId,
      sku: input.sku,
      quantity,
      problem: 'damaged',
    },
    actor(bench, open, facts),
  );
  if (!decision.ok)
    return refused(bench, elsewhere(decision.refusal, input, open), input, facts, placeOf(open, input.sku));
  const verdict = answer(
    'marked-damaged',
    { name: input.name, quantity },
    { tone: 'look', sound: 'look', place: placeOf(open, input.sku) },
  );
  return outcome({ ...bench, ...nothingSaid }, [op], verdict);
}

/** "Not in this order" is more useful as "it belongs to order 1042". */
function elsewhere(refusal: Refusal, input: ItemInput, open: Parcel): Refusal {
  const other = input.wantedBy.find((parcel) => parcel.orderId !== open.orderId);
  if (refusal.code === 'item-not-in-order' && other) {
    return {
      code: 'item-of-another-order',
      values: { ...refusal.values, name: input.name, other: other.orderNumber },
    };
  }
  return { code: refusal.code, values: { name: input.name, ...refusal.values } };
}

function placeOf(parcel: Parcel, sku: string): { kind: 'line'; lineNo: number } | null {
  const line = parcel.lines.find((candidate) => candidate.sku === sku);
  return line ? { kind: 'line', lineNo: line.lineNo } : null;
}
