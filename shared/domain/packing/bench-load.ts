// Goods for another site, loaded by scans alone: the sheet of the transfer, bin, item, the next bin or the sheet again; FINISH when
// it leaves. How many are loaded is what is on the way, whatever was asked for (law 3).
// Must never load a unit before the bin was scanned that it lies in.
import type { LocationId, TransferId } from '../ids';
import { mostMoves, type InHand, type Moving, startedMoving } from '../putaway/moving';
import { ofLot } from '../stock/lot';
import { outsideLocations } from '../stock/ledger';
import { toLoad } from '../transfer/questions';
import { type Transfer, transferNumber } from '../transfer/transfer';
import type { BenchOp } from './bench-ops';
import { scanArrival } from './bench-receive';
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

const soft = { tone: 'look', sound: 'look' } as const;
type Scan = Extract<BenchInput, { kind: 'transfer' }>;

/** The sheet of a transfer was scanned where nothing else is in the middle. */
export function scanTransfer(bench: Bench, input: Scan, facts: BenchFacts): BenchOutcome {
  const { here } = input;
  if (facts.open) return refused(bench, { code: 'box-open-first', values: {} }, input, facts);
  if (!here) return refused(bench, { code: 'transfer-unknown', values: {} }, input, facts);
  return here.side === 'receive'
    ? scanArrival(bench, input, facts, here.transfer)
    : startLoading(bench, startedMoving(), here.transfer);
}

function startLoading(bench: Bench, moving: Moving, transfer: Transfer): BenchOutcome {
  const { transferId, number, toName } = transfer;
  const values = { number: transferNumber(number), site: toName };
  return movedTo(bench, { ...moving, transferId, task: null }, [], 'transfer-opened', values, soft);
}

/** With units in hand they are loaded; without, it is what is loaded from now on. */
export function answerLoading(bench: Bench, moving: Moving, input: Scan, facts: BenchFacts): BenchOutcome {
  const { here } = input;
  const { inHand } = moving;
  if (!here) return refused(bench, { code: 'transfer-unknown', values: {} }, input, facts);
  if (here.side === 'receive') return refused(bench, { code: 'finish-first', values: {} }, input, facts);
  return inHand
    ? load(bench, moving, inHand, here.transfer, facts)
    : startLoading(bench, moving, here.transfer);
}

function load(
  bench: Bench,
  moving: Moving,
  inHand: InHand,
  transfer: Transfer,
  facts: BenchFacts,
): BenchOutcome {
  const { sku, name, code, scanId, lot } = inHand;
  const { transferId } = transfer;
  const { from } = moving;
  const quantity = Math.min(bench.times ?? inHand.quantity, inHand.quantity);
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'transfer.load',
    parcelId: null,
    fence: null,
    body: { transferId, sku, quantity, from, code, scanId, ...ofLot(lot) },
  };
  const left = inHand.quantity - quantity;
  const to = outsideLocations.transit;
  const move = { opId: op.opId, sku, name, quantity, from, to, transferId, ...ofLot(lot) };
  const next: Moving = {
    ...moving,
    transferId,
    task: null,
    inHand: left > 0 ? { ...inHand, quantity: left } : null,
    moves: [...moving.moves, move].slice(-mostMoves),
  };
  const line = transfer.lines.find((each) => each.sku === sku);
  const asked = line?.asked ?? 0;
  const sent = (line?.sent ?? 0) + quantity;
  const isOver = sent > asked;
  return movedTo(
    bench,
    next,
    [op],
    isOver ? 'loaded-over' : 'loaded',
    { name, quantity, sent, asked },
    isOver ? soft : { sound: sent === asked ? 'line-complete' : 'accepted' },
  );
}

/** Who goes on to the next bin has put to the transfer what was in hand: as a picker does, bin by bin. */
export function loadAndTakeFrom(
  bench: Bench,
  moving: Moving,
  inHand: InHand,
  from: LocationId,
  facts: BenchFacts,
): BenchOutcome | null {
  const here = facts.transfers.find(
    ({ side, transfer }) => side === 'send' && transfer.transferId === moving.transferId,
  );
  if (!here) return null;
  const loaded = load({ ...bench, times: null }, moving, inHand, here.transfer, facts);
  const { aside } = loaded.bench;
  return aside?.kind === 'move'
    ? { ...loaded, bench: { ...loaded.bench, aside: { ...aside, moving: { ...aside.moving, from } } } }
    : loaded;
}

/** It leaves with what is on it. */
export function depart(bench: Bench, moving: Moving, input: BenchInput, facts: BenchFacts): BenchOutcome {
  const { transferId } = moving;
  const transfer = facts.transfers.find((each) => each.transfer.transferId === transferId)?.transfer;
  const left: Bench = { ...bench, aside: null, ...nothingSaid };
  // Over meanwhile, or gone before: there is nothing to tell of it.
  if (!transferId || !transfer || transfer.state !== 'released')
    return outcome(left, [], answer('aside-left', {}, soft));
  const number = transferNumber(transfer.number);
  const units = transfer.lines.reduce((sum, { sent }) => sum + sent, 0);
  if (units === 0) return refused(bench, { code: 'transfer-empty', values: { number } }, input, facts);
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'transfer.depart',
    parcelId: null,
    fence: null,
    body: { transferId },
  };
  const isAll = transfer.lines.every((line) => toLoad(transfer, line) === 0);
  return outcome(
    left,
    [op],
    answer(
      isAll ? 'transfer-departed' : 'transfer-departed-part',
      { number, units },
      isAll ? { sound: 'order-complete' } : soft,
    ),
  );
}

/** What was loaded last lies in its bin again. */
export function takeOff(
  bench: Bench,
  moving: Moving,
  last: Moving['moves'][number] & { transferId: TransferId },
  facts: BenchFacts,
): BenchOutcome {
  const { opId: undoes, transferId, sku, name, quantity, from } = last;
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'transfer.unload',
    parcelId: null,
    fence: null,
    body: { transferId, undoes, sku, quantity, to: from },
  };
  const next: Moving = { ...moving, moves: moving.moves.slice(0, -1) };
  return movedTo(bench, next, [op], 'move-undone', { name, quantity, location: from }, soft);
}

export function movedTo(
  bench: Bench,
  moving: Moving,
  ops: BenchOp[],
  code: VerdictCode,
  values: Record<string, string | number> = {},
  options: Parameters<typeof answer>[2] = {},
): BenchOutcome {
  return outcome(
    { ...bench, aside: { kind: 'move', moving }, ...nothingSaid },
    ops,
    answer(code, values, options),
  );
}
