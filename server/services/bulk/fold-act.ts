// One act on one order of many, folded over a change set: the same for the preview, which throws the change set away, and
// for the run, which stores it. The order's own rules say no (law 4); nothing is done here that one order would refuse.
import type { RouteOverride } from '../../../shared/contract/routing';
import type { BulkAct } from '../../../shared/domain/bulk/bulk-act';
import { unitsAsked } from '../../../shared/domain/cancelling/questions';
import type { Refusal } from '../../../shared/domain/decision';
import type { OrderId } from '../../../shared/domain/ids';
import { evolveOrder } from '../../../shared/domain/order/evolve';
import type { Order, OrderCommand, OrderHold } from '../../../shared/domain/order/order';
import { openQuantity } from '../../../shared/domain/order/status';
import { undoOf } from '../../../shared/domain/order/undo';
import type { Cause, ChangeSet } from '../changes/change-set';
import { tellOrder } from '../changes/order-changes';
import { foldCancellation } from '../orders/cancel-lines';
import { followPriority } from '../orders/follow-priority';
import { giveBackUnits } from '../routing/give-back-units';

/** What takes it back: commands for the order, or the override it had before. */
export type BulkUndo = { commands: OrderCommand[] } | { override: RouteOverride | null };

/** What is done to one order: the act of the run, or what takes an earlier run back. */
export type ItemAct = Exclude<BulkAct, { kind: 'mail' }> | ({ kind: 'undo' } & BulkUndo);

export type Verdict =
  | { ok: true; undo: BulkUndo | null; override?: RouteOverride | null }
  | { ok: false; code: string; values: Refusal['values'] };

export type ActContext = {
  cause: Cause;
  /** Who answers, for holds. */
  by: string;
  overrides: ReadonlyMap<string, RouteOverride | null>;
};

/** The order, its reservations and its parcels must be loaded. */
export function foldAct(changes: ChangeSet, orderId: OrderId, act: ItemAct, context: ActContext): Verdict {
  const order = changes.orders.get(orderId);
  if (!order) return { ok: false, code: 'order-unknown', values: {} };
  switch (act.kind) {
    case 'hold':
      return tell(changes, order, holdCommands(order, act, context), context);
    case 'release':
      return tell(
        changes,
        order,
        order.holds
          .filter(({ reason }) => act.reason === null || reason === act.reason)
          .map(({ reason }) => ({ type: 'ReleaseHold', reason, note: act.note, by: context.by })),
        context,
      );
    case 'priority':
      return tell(changes, order, [{ type: 'SetPriority', priority: act.priority, by: context.by }], context);
    case 'cancel':
      return cancelOpen(changes, order, act.reason, context);
    case 'route':
      return route(
        changes,
        order,
        act.warehouseId === null ? null : { warehouseIds: [act.warehouseId], reason: context.by },
        context,
      );
    case 'undo':
      return 'override' in act
        ? route(changes, order, act.override, context)
        : tell(changes, order, act.commands, context);
    default: {
      const never: never = act;
      throw new Error(`unexpected ${JSON.stringify(never)}`);
    }
  }
}

function holdCommands(
  order: Order,
  { reason, note }: Extract<ItemAct, { kind: 'hold' }>,
  { by, cause }: ActContext,
): OrderCommand[] {
  if (order.holds.some((hold) => hold.reason === reason)) return [];
  const hold: OrderHold = { reason, note, by: by.slice(0, 40), owner: null, at: cause.at };
  return [{ type: 'HoldOrder', hold }];
}

/** All commands or none; an order to which they say nothing new is left alone and said so. */
function tell(
  changes: ChangeSet,
  order: Order,
  commands: readonly OrderCommand[],
  { cause }: ActContext,
): Verdict {
  const inverses: OrderCommand[] = [];
  let hasInverse = true;
  let before = order;
  let happened = 0;
  for (const command of commands) {
    const told = tellOrder(changes, order.orderId, command, cause);
    if (!told.ok) return { ok: false, ...told.refusal };
    for (const event of told.events) {
      happened += 1;
      const inverse = undoOf(before, event);
      hasInverse &&= inverse !== null;
      if (inverse) inverses.unshift(inverse);
      before = evolveOrder(before, event);
      followPriority(changes, order.orderId, event, cause);
    }
  }
  if (happened === 0) return { ok: false, code: 'already-so', values: { number: order.number } };
  return { ok: true, undo: hasInverse ? { commands: inverses } : null };
}

function cancelOpen(changes: ChangeSet, order: Order, reason: string, { cause }: ActContext): Verdict {
  const parcels = [...changes.parcels.values()].filter(({ orderId }) => orderId === order.orderId);
  const lines = order.lines.flatMap((line) => {
    const asked = parcels.reduce((sum, each) => sum + unitsAsked(each.cancel, line.lineNo), 0);
    const quantity = openQuantity(line) - asked;
    return quantity > 0 ? [{ lineNo: line.lineNo, quantity }] : [];
  });
  if (lines.length === 0) return { ok: false, code: 'nothing-open', values: { number: order.number } };
  const answer = foldCancellation(changes, { orderId: order.orderId, reason, lines }, cause);
  return answer.ok ? { ok: true, undo: null } : { ok: false, ...answer.refusal };
}

function route(
  changes: ChangeSet,
  order: Order,
  override: RouteOverride | null,
  { cause, overrides }: ActContext,
): Verdict {
  const given = giveBackUnits(changes, order.orderId, cause);
  if (given !== 'given-back') return { ok: false, code: given, values: { number: order.number } };
  return { ok: true, override, undo: { override: overrides.get(order.orderId) ?? null } };
}
