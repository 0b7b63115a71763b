// Ops about stock itself and the money for it: a sale over the counter, an order taken out of quotas, counts of bins and tills. All tell what happened and are
// never refused; what goes beyond a quota, or beyond what the books can place, becomes a task.
import type { Refusal } from '../../../shared/domain/decision';
import type { LocationId, Sku } from '../../../shared/domain/ids';
import { documentNumber } from '../../../shared/domain/numbers/series';
import { carriedTo, type CountFacts, judgeCount } from '../../../shared/domain/stock/count';
import { type AbcClass, toleranceOf, unsetRule } from '../../../shared/domain/stock/count-policy';
import { outsideLocations } from '../../../shared/domain/stock/ledger';
import { coverSale } from '../../../shared/domain/stock/quota';
import type { Op } from '../../../shared/sync/op';
import { countKinds, type TaskKind } from '../../../shared/domain/task/task';
import type { Task } from '../../../shared/sync/documents';
import { bookDifference } from '../counts/book-difference';
import { areHandOps, reallyAtMs, type Skews } from '../counts/late-moves';
import { addTask, type Cause, type ChangeSet, type CountRecord, type UnitCost } from '../changes/change-set';
import { changeGrant } from '../changes/grant-changes';
import type { AppliedOp, StationFacts } from './apply-op';
import { type SaleFacts, tellSale } from './tell-sale';
import { countTill, noteCash, type TillFacts } from './tell-till';

export type StockFacts = {
  /** A bin that holds a SKU, for goods that left although no quota says from where. */
  saleBinOf: (sku: string) => string | null;
  countOf: (opId: string) => StoredCountFacts | null;
  sale: SaleFacts;
  tills: TillFacts;
};

/** What the database knows of the place of a count; ops of the same delivery are added here. */
export type StoredCountFacts = CountFacts & {
  class: AbcClass | null;
  cost: UnitCost | null;
  /** Whose count waits. */
  waitingBy: string | null;
  /** People at the benches of the warehouse, known only where it has rules. */
  here: ReadonlySet<string>;
  /** How wrong the clocks of the warehouse's stations are. */
  skews: Skews;
  /** The station's checkpoint is of this life of head office. */
  isThisLife: boolean;
  isPlace: boolean;
  /** Open tasks to count this place. */
  tasks: readonly Omit<Task, 'seq'>[];
};

type StockOp = Extract<Op, { type: 'counter.sell' | 'order.take' | 'stock.count' | 'till.count' }>;
const stockOps: readonly string[] = ['counter.sell', 'order.take', 'stock.count', 'till.count'];

export function isStockOp(op: Op): op is StockOp {
  return stockOps.includes(op.type);
}

export function applyStockOp(
  changes: ChangeSet,
  op: StockOp,
  station: StationFacts,
  facts: StockFacts,
  cause: Cause,
): AppliedOp {
  switch (op.type) {
    case 'counter.sell':
      noteCash(facts.tills, station.stationId, op);
      return sell(changes, op, station, facts, cause);
    case 'order.take':
      noteCash(facts.tills, station.stationId, op);
      return takeOrder(changes, op, station);
    case 'till.count':
      return countTill(changes, op, station, facts.tills, cause);
    case 'stock.count':
      return count(changes, op, station, facts, cause);
  }
}

function sell(
  changes: ChangeSet,
  op: Extract<Op, { type: 'counter.sell' }>,
  station: StationFacts,
  facts: StockFacts,
  cause: Cause,
): AppliedOp {
  const { warehouseId } = station;
  const leave = (sku: Sku, from: string, quantity: number): void => {
    const move = {
      sku,
      from: from as LocationId,
      to: outsideLocations.customer,
      quantity,
      cause: 'CounterSale',
    };
    changes.moves.push({ warehouseId, move, cause });
  };
  const beyond = new Map<Sku, number>();
  for (const { sku, quantity, grantId } of op.body.lines) {
    const known = changes.grants.get(grantId);
    const own = known?.stationId === station.stationId && known.sku === sku ? known : null;
    const cover = coverSale(own, quantity);
    if (own && cover.change) {
      changeGrant(changes, warehouseId, cover.change);
      leave(sku, own.locationId, cover.covered);
    }
    if (cover.beyond === 0) continue;
    leave(sku, facts.saleBinOf(sku) ?? outsideLocations.adjustment, cover.beyond);
    beyond.set(sku, (beyond.get(sku) ?? 0) + cover.beyond);
  }
  const document = documentNumber(op.body.series, op.body.number);
  let taskId: string | null = null;
  let refusal: Refusal | null = null;
  for (const [sku, quantity] of beyond) {
    const values = { sku, name: sku, quantity, document, station: station.name };
    const about = { orderId: null, parcelId: null, opId: op.opId };
    taskId ??= addTask(changes, warehouseId, { kind: 'sale-beyond-quota', values }, about);
    refusal ??= { code: 'sale-beyond-quota', values };
  }
  const told = tellSale(changes, op, station, facts.sale, cause);
  refusal ??= told.refusal;
  return { status: refusal ? 'contradiction' : 'applied', refusal, taskId: taskId ?? told.taskId };
}

/** What the quotas cover is kept for the order, which is placed behind this (services/orders/station-orders.ts). */
function takeOrder(
  changes: ChangeSet,
  op: Extract<Op, { type: 'order.take' }>,
  station: StationFacts,
): AppliedOp {
  const { warehouseId, stationId } = station;
  const kept = new Map<Sku, number>();
  for (const { sku, quantity, grantId } of op.body.lines) {
    const known = changes.grants.get(grantId);
    const own = known?.stationId === stationId && known.sku === sku ? known : null;
    const cover = coverSale(own, quantity);
    if (!cover.change) continue;
    changeGrant(changes, warehouseId, cover.change);
    kept.set(sku, (kept.get(sku) ?? 0) + cover.covered);
  }
  changes.stationOrders.push({ warehouseId, opId: op.opId, body: op.body, kept });
  return { status: 'applied', refusal: null, taskId: null };
}

function count(
  changes: ChangeSet,
  op: Extract<Op, { type: 'stock.count' }>,
  station: StationFacts,
  facts: StockFacts,
  cause: Cause,
): AppliedOp {
  const { warehouseId, stationId } = station;
  const { locationId, sku, counted, inBoxes, seen, lots } = op.body;
  const stored = facts.countOf(op.opId);
  const about = { orderId: null, parcelId: null, opId: op.opId };
  const values = { location: locationId, sku, name: sku, counted, station: station.name };
  const record = {
    warehouseId,
    opId: op.opId,
    stationId,
    locationId,
    sku,
    counted,
    inBoxes,
    ...seen,
    actor: op.actor,
    at: cause.at,
    class: stored?.class ?? null,
    cost: stored?.cost ?? null,
    behind: changes.moves.length,
  };
  const countAgain = (): string => addTask(changes, warehouseId, { kind: 'count-again', values }, about);
  if (!stored?.isPlace || !stored.isThisLife) {
    changes.counts.push({ ...record, difference: 0, expected: 0, isWithin: false, state: 'unplaced' });
    return { status: 'contradiction', refusal: { code: 'count-not-placed', values }, taskId: countAgain() };
  }
  const now = factsNow(changes, record, stored);
  const verdict = judgeCount({ counted, inBoxes, seq: seen.seq }, now);
  const { difference } = verdict;
  const states = { book: 'booked', approve: 'approval', again: 'waiting', superseded: 'superseded' } as const;
  changes.counts.push({
    ...record,
    difference,
    expected: counted + inBoxes - difference,
    isWithin: Math.abs(difference) <= toleranceOf(now.rule ?? unsetRule, now.level),
    state: states[verdict.kind],
  });
  switch (verdict.kind) {
    case 'superseded':
      return { status: 'applied', refusal: null, taskId: null };
    case 'again':
      // Of its round it is done: what is left is the second count.
      finishTasks(
        changes,
        record,
        stored.tasks.filter(({ kind }) => kind === 'count-cycle'),
        ['count-cycle'],
      );
      return { status: 'applied', refusal: null, taskId: countAgain() };
    case 'approve':
      finishTasks(changes, record, stored.tasks);
      return { status: 'applied', refusal: null, taskId: null };
    case 'book': {
      const told = now.unseen === 0 ? lots : undefined;
      bookDifference(changes, { ...record, difference, lots: told }, cause);
      finishTasks(changes, record, stored.tasks);
      return { status: 'applied', refusal: null, taskId: null };
    }
  }
}

/** The place has been counted: nobody need do it any more. A task is written once a transaction. */
function finishTasks(
  changes: ChangeSet,
  record: Pick<CountRecord, 'warehouseId' | 'locationId' | 'sku'>,
  stored: StoredCountFacts['tasks'],
  kinds: readonly TaskKind[] = countKinds,
): void {
  for (const each of changes.tasks)
    if (kinds.includes(each.task.kind) && isAbout(each.task, record))
      each.task = { ...each.task, state: 'done' };
  const written = new Set(changes.tasks.map(({ task }) => task.taskId));
  for (const task of stored)
    if (!written.has(task.taskId))
      changes.tasks.push({ warehouseId: record.warehouseId, task: { ...task, state: 'done' } });
}

function isAbout(
  task: Omit<Task, 'seq'>,
  { locationId, sku }: Pick<CountRecord, 'locationId' | 'sku'>,
): boolean {
  return (
    countKinds.includes(task.kind) && task.values['location'] === locationId && task.values['sku'] === sku
  );
}

/** What the database knows, and what ops of the same delivery have done since. A station's own earlier ops it has seen. */
function factsNow(
  changes: ChangeSet,
  record: Pick<CountRecord, 'warehouseId' | 'stationId' | 'locationId' | 'sku' | 'epoch' | 'actor' | 'at'>,
  stored: StoredCountFacts,
): CountFacts {
  const { warehouseId, stationId, locationId, sku } = record;
  const facts = { ...stored };
  for (const { warehouseId: place, move, cause } of changes.moves) {
    if (place !== warehouseId || move.sku !== sku) continue;
    if (move.to === locationId) facts.level += move.quantity;
    if (move.from === locationId) facts.level -= move.quantity;
    // In the hand before the counter looked: what he counted is without it.
    if (cause.stationId !== stationId && !isBefore(changes, cause, record, stored.skews))
      facts.unseen += carriedTo(locationId, move);
  }
  for (const other of changes.counts) {
    if (other.warehouseId !== warehouseId || other.locationId !== locationId || other.sku !== sku) continue;
    if (other.state === 'waiting') {
      facts.waiting = other.difference;
      facts.waitingBy = other.actor;
    }
    if (other.state !== 'booked') continue;
    facts.waiting = null;
    facts.bookedSeq = Math.max(facts.bookedSeq ?? 0, other.seq);
  }
  const { rule, waitingBy, here } = facts;
  const isOwn = waitingBy !== null && waitingBy === record.actor;
  const isSameCounter = isOwn && [...here].some((person) => person !== waitingBy);
  return rule ? { ...facts, rule: { ...rule, isSameCounter } } : facts;
}

function isBefore(
  changes: ChangeSet,
  cause: Cause,
  count: Pick<CountRecord, 'stationId' | 'at'>,
  skews: Skews,
): boolean {
  const op = changes.ops.find(({ envelope }) => envelope.opId === cause.opId);
  return (
    op !== undefined &&
    areHandOps.has(op.envelope.type) &&
    reallyAtMs(cause, skews) < reallyAtMs(count, skews)
  );
}
