// Units put away or carried from bin to bin, by scans alone: bin, item, quantity, bin. Where they go is proposed with its
// reason; where they are put is where they are (law 3).
// Must never move a unit before the bin was scanned that it lies in now.
import { noTraits } from '../purchasing/receiving';
import { isSameLot, lotOf, ofLot } from '../stock/lot';
import type { InHand, Moving } from '../putaway/moving';
import { mostMoves, startedMoving } from '../putaway/moving';
import type { LocationId } from '../ids';
import type { BenchOp } from './bench-ops';
import { answerLoading, depart, loadAndTakeFrom, movedTo, takeOff } from './bench-load';
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

const soft = { tone: 'look', sound: 'look' } as const;
export type MoveAside = Extract<Aside, { kind: 'move' }>;

export function startMoving(bench: Bench): BenchOutcome {
  const moving = startedMoving();
  return movedTo(bench, moving, [], 'move-started', { location: moving.from }, soft);
}

/** Null where a scan is about something else. */
export function answerMoving(
  bench: Bench,
  { moving }: MoveAside,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome | null {
  switch (input.kind) {
    case 'item':
      return takeInHand(bench, moving, input, facts);
    case 'location':
      return moving.inHand
        ? putInto(bench, moving, moving.inHand, input, facts)
        : takeFrom(bench, moving, input.locationId, facts);
    case 'command':
      return command(bench, moving, input, facts);
    case 'transfer':
      return input.here?.side === 'send' || moving.inHand ? answerLoading(bench, moving, input, facts) : null;
    default:
      return moving.inHand && (input.kind === 'parcels' || input.kind === 'tote' || input.kind === 'purchase')
        ? refused(bench, { code: 'finish-first', values: {} }, input, facts)
        : null;
  }
}

/** A bin from which a face is to be filled up begins that by being scanned. */
function takeFrom(bench: Bench, moving: Moving, from: LocationId, facts: BenchFacts): BenchOutcome {
  // Who loads for another site fills up nothing.
  const task = moving.transferId ? null : (facts.replenishments.find((each) => each.from === from) ?? null);
  const next: Moving = { ...moving, from, task };
  if (!task) return movedTo(bench, next, [], 'taken-from', { location: from }, soft);
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'task.begin',
    parcelId: null,
    fence: null,
    body: { taskId: task.taskId },
  };
  const { name, quantity, to: location, lot, date } = task;
  const which = lot || date;
  return which
    ? movedTo(bench, next, [op], 'replenish-begun-lot', { name, quantity, location, lot: which })
    : movedTo(bench, next, [op], 'replenish-begun', { name, quantity, location });
}

function takeInHand(
  bench: Bench,
  moving: Moving,
  input: Extract<BenchInput, { kind: 'item' }>,
  facts: BenchFacts,
): BenchOutcome {
  const { sku, name, code, scanId } = input;
  const { inHand, task } = moving;
  const lot = lotOf(input.traits ?? noTraits);
  // Of two lots each is told by itself: first the one in hand is put down.
  if (inHand && (inHand.sku !== sku || !isSameLot(inHand.lot, lot)))
    return refused(bench, { code: 'item-another-count', values: { name: inHand.name } }, input, facts);
  if (task && task.sku !== sku)
    return refused(
      bench,
      { code: 'replenish-other-item', values: { name, expected: task.name } },
      input,
      facts,
    );
  const quantity = (inHand?.quantity ?? 0) + input.units * (bench.times ?? 1);
  const measures = input.measures ?? null;
  const next: Moving = { ...moving, inHand: { sku, name, quantity, code, scanId, measures, ...ofLot(lot) } };
  return movedTo(bench, next, [], 'in-hand', { name, quantity }, soft);
}

/** Into the bin that was proposed go as many as were proposed, into any other all, unless somebody says how many. */
function putInto(
  bench: Bench,
  moving: Moving,
  inHand: InHand,
  input: Extract<BenchInput, { kind: 'location' }>,
  facts: BenchFacts,
): BenchOutcome {
  const { from, task } = moving;
  const to = input.locationId;
  if (to === from) return refused(bench, { code: 'move-same-bin', values: { location: to } }, input, facts);
  const loaded = moving.transferId ? loadAndTakeFrom(bench, moving, inHand, to, facts) : null;
  if (loaded) return loaded;
  const proposed = proposalOf(moving, inHand, facts);
  const meant = proposed.to === to ? proposed.quantity : inHand.quantity;
  const quantity = Math.min(bench.times ?? meant, inHand.quantity);
  const { sku, name, code, scanId, lot } = inHand;
  const taskId = task?.taskId ?? null;
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'stock.move',
    parcelId: null,
    fence: null,
    body: { sku, quantity, from, to, taskId, code, scanId, ...ofLot(lot) },
  };
  const left = inHand.quantity - quantity;
  const next: Moving = {
    ...moving,
    inHand: left > 0 ? { ...inHand, quantity: left } : null,
    task: task && task.quantity > quantity ? { ...task, quantity: task.quantity - quantity } : null,
    moves: [...moving.moves, { opId: op.opId, sku, name, quantity, from, to, ...ofLot(lot) }].slice(
      -mostMoves,
    ),
  };
  return movedTo(bench, next, [op], left > 0 ? 'put-into-some' : 'put-into', {
    name,
    quantity,
    location: to,
    left,
  });
}

/** Where what is in hand goes: for a face that is filled up to that face. */
export function proposalOf(
  { from, task }: Moving,
  inHand: InHand,
  { propose }: Pick<BenchFacts, 'propose'>,
):
  | ReturnType<BenchFacts['propose']>
  | { to: LocationId; quantity: number; reason: 'replenish'; order: string } {
  if (task)
    return {
      to: task.to,
      quantity: Math.min(task.quantity, inHand.quantity),
      reason: 'replenish',
      order: '',
    };
  return propose(inHand, from);
}

function command(
  bench: Bench,
  moving: Moving,
  input: Extract<BenchInput, { kind: 'command' }>,
  facts: BenchFacts,
): BenchOutcome | null {
  switch (input.command) {
    case 'undo':
      return undo(bench, moving, input, facts);
    case 'cancel':
      if (moving.inHand || bench.times !== null)
        return movedTo(bench, { ...moving, inHand: null }, [], 'cancelled-command', {}, soft);
      return outcome({ ...bench, aside: null, times: null }, [], answer('aside-left', {}, soft));
    case 'finish':
    case 'seal':
    case 'log-out':
      if (moving.inHand) return refused(bench, { code: 'finish-first', values: {} }, input, facts);
      if (moving.transferId && input.command !== 'log-out') return depart(bench, moving, input, facts);
      if (input.command === 'log-out') return null;
      return outcome({ ...bench, aside: null, times: null }, [], answer('aside-left', {}, soft));
    default:
      return null;
  }
}

/** What is in hand goes back first; then the last move is carried back. */
function undo(bench: Bench, moving: Moving, input: BenchInput, facts: BenchFacts): BenchOutcome {
  const { inHand, moves } = moving;
  if (inHand) {
    const { name, quantity } = inHand;
    return movedTo(bench, { ...moving, inHand: null }, [], 'scan-taken-back', { name, quantity }, soft);
  }
  const last = moves.at(-1);
  if (!last) return refused(bench, { code: 'nothing-to-undo', values: {} }, input, facts);
  const { sku, name, quantity, from, to, lot } = last;
  if (last.transferId) return takeOff(bench, moving, { ...last, transferId: last.transferId }, facts);
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'stock.move',
    parcelId: null,
    fence: null,
    body: { sku, quantity, from: to, to: from, taskId: null, code: '', scanId: '', ...ofLot(lot) },
  };
  const next: Moving = { ...moving, moves: moves.slice(0, -1) };
  return movedTo(bench, next, [op], 'move-undone', { name, quantity, location: from }, soft);
}
