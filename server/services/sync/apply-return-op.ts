// Head office's answer to an op about goods that came back. They are in the warehouse, so they are in the ledger, whatever
// their return says (law 3): what does not fit is one task for the office. Goods are for sale only where a bench put them into
// a bin as new. Nothing is paid back from here: what the bench saw stands in the return, and the desk decides.
// An undo takes back what is known to have come and nothing else.
import type { OrderId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import { extraOf, isOfOrder } from '../../../shared/domain/returns/arrival';
import { decideReturn } from '../../../shared/domain/returns/decide';
import type {
  GoodsReturn,
  NewReturn,
  ReturnEvent,
  ReturnId,
} from '../../../shared/domain/returns/goods-return';
import { awaitedUnits } from '../../../shared/domain/returns/questions';
import { isOutside, outsideLocations, quarantineLocation } from '../../../shared/domain/stock/ledger';
import { answerReturnOp, type ReturnOp } from '../../../shared/sync/apply-return-op';
import type { Task } from '../../../shared/sync/documents';
import { addTask, type Cause, type ChangeSet, type ReturnTakeRecord, wake } from '../changes/change-set';
import { happenOnReturn } from '../changes/return-changes';
import { linesLeft } from '../returns/announce-returns';
import type { AppliedOp, StationFacts } from './apply-op';
import { growTask } from './grow-task';
import { awaitedReturnOf, type ReturnBeginnings } from './load-return-facts';

export type ReturnFacts = {
  /** What was taken in before, by op. */
  before: ReadonlyMap<string, ReturnTakeRecord>;
  /** Open tasks about differences, by `differenceKey`. */
  differences: ReadonlyMap<string, Omit<Task, 'seq'>>;
  nameOf: (sku: string) => string;
  /** Whether it is a bin. */
  isPlace: (locationId: string) => boolean;
  orders: ReadonlyMap<string, Order>;
  /** What a bench called it, and the return that it is; grows with the ops. */
  givenAs: Map<string, string>;
  byNumber: ReadonlyMap<string, string>;
  /** For returns that nobody announced; null when there is none such. */
  begin: ReturnBeginnings | null;
};

type Act = {
  changes: ChangeSet;
  op: ReturnOp;
  station: StationFacts;
  facts: ReturnFacts;
  cause: Cause;
};
type ActOf<Type extends ReturnOp['type']> = Act & { op: Extract<ReturnOp, { type: Type }> };

export function applyReturnOp(
  changes: ChangeSet,
  op: ReturnOp,
  station: StationFacts,
  facts: ReturnFacts,
  cause: Cause,
): AppliedOp {
  const about = { changes, station, facts, cause };
  switch (op.type) {
    case 'return.take':
      return take({ ...about, op });
    case 'return.undo':
      return undo({ ...about, op });
    case 'return.shelve':
      return shelve({ ...about, op });
    case 'return.report':
      return report({ ...about, op });
    case 'return.finish':
      return finish({ ...about, op });
  }
}

function take(act: ActOf<'return.take'>): AppliedOp {
  const { changes, op, station, facts, cause } = act;
  const { sku, quantity, condition, returnId: givenId } = op.body;
  const before = foundFor(act) ?? begin(act);
  const lines = before ? linesOf(act, before) : [];
  const events = before ? answered(act, before, lines).events : [];
  const after = before ? happenOnReturn(changes, before.returnId, events, cause) : null;
  changes.returnTakes.set(op.opId.toLowerCase(), {
    warehouseId: station.warehouseId,
    opId: op.opId,
    givenId,
    returnId: before?.returnId ?? null,
    stationId: station.stationId,
    sku,
    quantity,
    condition,
    actor: op.actor,
    at: cause.at,
    undoneBy: null,
  });
  if (!before || !after) {
    const move = {
      sku,
      from: outsideLocations.customer,
      to: quarantineLocation,
      quantity,
      cause: 'UnitsReceived',
    };
    changes.moves.push({ warehouseId: station.warehouseId, move, cause });
    return applied(tell(act, null, 'blind', sku, quantity));
  }
  facts.givenAs.set(givenId.toLowerCase(), before.returnId);
  const extra = extraOf(after, sku) - extraOf(before, sku);
  return applied(tell(act, after, isOfOrder(lines, sku) ? 'extra' : 'wrong', sku, extra));
}

function undo(act: ActOf<'return.undo'>): AppliedOp {
  const { changes, op, station, facts, cause } = act;
  const key = op.body.undoes.toLowerCase();
  const known = changes.returnTakes.get(key) ?? facts.before.get(key);
  // Whatever the body says came, only what is known to have come goes back.
  if (!known || known.undoneBy !== null || known.stationId !== station.stationId)
    return contradicted(act, foundFor(act));
  const { sku, quantity } = known;
  const before = known.returnId ? (changes.returns.get(known.returnId) ?? null) : null;
  if (!before) {
    changes.returnTakes.set(key, { ...known, undoneBy: op.opId });
    const move = {
      sku,
      from: quarantineLocation,
      to: outsideLocations.customer,
      quantity,
      cause: 'UnitsTakenBack',
    };
    changes.moves.push({ warehouseId: station.warehouseId, move, cause });
    tell(act, null, 'blind', sku, -quantity);
    return applied(null);
  }
  heard(act, before);
  const lines = linesOf(act, before);
  const decision = answerReturnOp(op, aboutOf(act, before, lines));
  if (!decision.ok) return contradicted(act, before);
  changes.returnTakes.set(key, { ...known, undoneBy: op.opId });
  const after = happenOnReturn(changes, before.returnId, decision.events, cause) ?? before;
  const reason = isOfOrder(lines, sku) ? 'extra' : 'wrong';
  tell(act, after, reason, sku, extraOf(after, sku) - extraOf(before, sku));
  return applied(null);
}

function shelve(act: ActOf<'return.shelve'>): AppliedOp {
  const { changes, op, station, facts, cause } = act;
  const { warehouseId } = station;
  const { sku, quantity, to } = op.body;
  const before = foundFor(act);
  if (before) heard(act, before);
  if (isOutside(to) || to === quarantineLocation)
    return {
      status: 'contradiction',
      refusal: { code: 'move-same-bin', values: { location: to } },
      taskId: null,
    };
  const events = before ? answered(act, before, linesOf(act, before)).events : [];
  if (before) happenOnReturn(changes, before.returnId, events, cause);
  const decided = events.reduce(
    (sum, event) => (event.type === 'UnitsDisposed' ? sum + event.disposal.quantity : sum),
    0,
  );
  const rest = quantity - decided;
  // They lie in the bin all the same.
  if (rest > 0) {
    const move = { sku, from: quarantineLocation, to, quantity: rest, cause: 'UnitsDisposed' };
    changes.moves.push({ warehouseId, move, cause });
  }
  wake(changes, { kind: 'stock', warehouseId, sku });
  const unknown = facts.isPlace(to)
    ? null
    : addTask(
        changes,
        warehouseId,
        {
          kind: 'bin-unknown',
          values: {
            sku,
            name: facts.nameOf(sku),
            quantity,
            from: quarantineLocation,
            to,
            location: to,
            station: station.name,
          },
        },
        { orderId: null, parcelId: null, opId: op.opId },
      );
  const told = rest > 0 ? tell(act, before, 'shelved', sku, rest) : null;
  return applied(told ?? unknown);
}

function report(act: ActOf<'return.report'>): AppliedOp {
  const before = foundFor(act);
  if (before) heard(act, before);
  return applied(tell(act, before, 'foreign', '', 1));
}

function finish(act: ActOf<'return.finish'>): AppliedOp {
  const { changes, op, cause } = act;
  const before = foundFor(act);
  if (!before) return applied(null);
  heard(act, before);
  if (op.body.rest === 'awaited') return applied(null);
  let first: string | null = null;
  for (const { sku, lines } of awaitedLines(before)) first ??= tell(act, before, 'missing', sku, lines);
  const { events, refusal } = answered(act, before, []);
  happenOnReturn(changes, before.returnId, events, cause);
  return refusal ? { status: 'contradiction', refusal, taskId: first } : applied(first);
}

function awaitedLines({ lines }: GoodsReturn): { sku: string; lines: number }[] {
  const units = new Map<string, number>();
  for (const line of lines) units.set(line.sku, (units.get(line.sku) ?? 0) + awaitedUnits(line));
  return [...units].filter(([, left]) => left > 0).map(([sku, left]) => ({ sku, lines: left }));
}

function aboutOf({ changes, station, facts }: Act, found: GoodsReturn, lines: ReturnType<typeof linesLeft>) {
  return { found, lines, warehouseId: station.warehouseId, nameOf: facts.nameOf, at: changes.at };
}

function answered(act: Act, found: GoodsReturn, lines: ReturnType<typeof linesLeft>) {
  const decision = answerReturnOp(act.op, aboutOf(act, found, lines));
  heard(act, found);
  return decision.ok
    ? { events: decision.events, refusal: null }
    : { events: [] as ReturnEvent[], refusal: decision.refusal };
}

/** The station folds it no more once it has the return with this in it. */
function heard({ changes, op, station }: Act, { returnId }: GoodsReturn): void {
  const { stationId, warehouseId } = station;
  changes.heardOfReturns.push({ returnId, stationId, stationSeq: op.stationSeq, warehouseId });
}

/** By its id, by what the bench called it before, by its number, or by its order where one is awaited. */
function foundFor({ changes, op, facts }: Act): GoodsReturn | null {
  const { returnId, number, orderId } = op.body;
  const named =
    changes.returns.get(returnId) ?? changes.returns.get(facts.givenAs.get(returnId.toLowerCase()) ?? '');
  if (named) return named;
  const numbered = number === null ? undefined : facts.byNumber.get(number);
  if (numbered !== undefined) return changes.returns.get(numbered) ?? null;
  return orderId === null ? null : awaitedReturnOf(changes, orderId);
}

function linesOf({ changes, facts }: Act, found: GoodsReturn): ReturnType<typeof linesLeft> {
  const order = facts.orders.get(found.orderId);
  if (!order) return [];
  const ofOrder = [...changes.returns.values()].filter(({ orderId }) => orderId === found.orderId);
  return linesLeft(order, ofOrder, found.returnId);
}

const dayMs = 86_400_000;

/** Nobody announced it: it is begun under the bench's name for it, asking for nothing. Null where no order is known. */
function begin({ changes, op, station, facts, cause }: ActOf<'return.take'>): GoodsReturn | null {
  const { returnId, orderId } = op.body;
  const order = orderId === null ? undefined : facts.orders.get(orderId);
  const number = facts.begin?.numbers.get(returnId.toLowerCase());
  if (!order || !facts.begin || number === undefined) return null;
  if (order.lines.every(({ shipped }) => shipped === 0)) return null;
  const advised = deskReturn(
    order,
    { returnId, number, at: changes.at, warehouseId: station.warehouseId },
    facts.begin,
  );
  const decision = decideReturn(null, { type: 'AdviseReturn', advised, facts: { left: new Map() } });
  return decision.ok ? happenOnReturn(changes, returnId, decision.events, cause) : null;
}

function deskReturn(
  order: Order,
  {
    returnId,
    number,
    at,
    warehouseId,
  }: Pick<NewReturn, 'number' | 'warehouseId'> & { returnId: ReturnId; at: string },
  { policy }: ReturnBeginnings,
): NewReturn {
  return {
    returnId,
    number,
    orderId: order.orderId as OrderId,
    orderNumber: order.number,
    channelId: order.channelId,
    customer: order.shipTo.name,
    currency: order.currency,
    origin: 'desk',
    wish: 'refund',
    warehouseId,
    providerId: 'own',
    advisedAt: at,
    expiresAt: new Date(Date.parse(at) + policy.waitDays * dayMs).toISOString(),
    postageMinor: 0,
    postageBack: policy.postageBack,
    lines: [],
  };
}

type Reason = 'blind' | 'extra' | 'wrong' | 'missing' | 'foreign' | 'shelved' | 'undo';

/** One task for each return (or for a station what belongs to none), product and reason. @returns the one that is open then */
function tell(
  { changes, op, station, facts, cause }: Act,
  found: GoodsReturn | null,
  reason: Reason,
  sku: string,
  change: number,
): string | null {
  if (change === 0) return null;
  const values = {
    of: found?.returnId ?? station.stationId,
    reason,
    sku,
    name: sku === '' ? '' : facts.nameOf(sku),
    number: found?.orderNumber ?? '',
    other: found?.number ?? '',
    station: station.name,
    text: op.type === 'return.report' || op.type === 'return.take' ? op.body.note : '',
  };
  const { warehouseId } = station;
  return growTask(
    changes,
    { kind: 'return-differs', warehouseId, values, change, opId: cause.opId },
    facts.differences,
  );
}

function contradicted(act: ActOf<'return.undo'>, found: GoodsReturn | null): AppliedOp {
  const { sku, quantity } = act.op.body;
  if (found) heard(act, found);
  const taskId = tell(act, found, 'undo', sku, quantity);
  return { status: 'contradiction', refusal: { code: 'nothing-to-undo', values: {} }, taskId };
}

function applied(taskId: string | null): AppliedOp {
  return { status: 'applied', refusal: null, taskId };
}
