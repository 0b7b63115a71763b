// Marks orders as special, by rule or by a person, and tells the benches that have boxes of them. The order's own rule says
// whether a mark counts; its code is made once and is no other order's.
import type { OrderId } from '../../../shared/domain/ids';
import { companyStream } from '../../../shared/domain/ids';
import type { Refusal } from '../../../shared/domain/decision';
import type { Order, OrderCommand } from '../../../shared/domain/order/order';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { benchPart } from '../../../shared/domain/parcel/special-rules';
import { decideParcel } from '../../../shared/domain/parcel/decide';
import { specialCodeOf } from '../../../shared/domain/special/special-code';
import {
  type BenchMark,
  benchMarkOf,
  markedKind,
  type SpecialMark,
} from '../../../shared/domain/special/special-mark';
import { kindsByRule } from '../../../shared/domain/special/special-rule';
import type { Queryable } from '../../db/pool';
import { type Cause, type ChangeSet, headOfficeCause } from '../changes/change-set';
import { tellOrder } from '../changes/order-changes';
import { happen } from '../changes/parcel-changes';
import { hashOf } from '../sync/op-content';
import { loadRuleFacts } from './rule-facts';
import { loadSpecialSettings, type SpecialSettings } from './special-settings';

/** Marks what the rules mark of these loaded orders; orders that say so already stay as they are. */
export async function markByRules(
  db: Queryable,
  changes: ChangeSet,
  orderIds: readonly OrderId[],
  settings?: SpecialSettings,
): Promise<void> {
  const { rules, kinds } = settings ?? (await loadSpecialSettings(db));
  if (!rules.some(({ isOn }) => isOn)) return;
  const orders = orderIds
    .map((orderId) => changes.orders.get(orderId))
    .filter((order): order is Order => order !== undefined && order.state !== 'cancelled');
  if (orders.length === 0) return;
  const facts = await loadRuleFacts(db, orders, rules);
  for (const { orderId } of orders) {
    const known = facts.get(orderId);
    if (!known) continue;
    for (const { kind, rule } of kindsByRule(rules, kinds, known)) {
      const mark: SpecialMark = {
        kind: markedKind(kind),
        note: null,
        reason: '',
        by: { from: 'rule', ruleId: rule.ruleId, name: rule.name },
        at: changes.at,
      };
      await markOrder(db, changes, orderId, mark, headOfficeCause(changes));
    }
  }
}

/** The order must be loaded, and its parcels too where it may have some. */
export async function markOrder(
  db: Queryable,
  changes: ChangeSet,
  orderId: OrderId,
  mark: SpecialMark,
  cause: Cause,
): Promise<Refusal | null> {
  const known = changes.orders.get(orderId)?.special?.code;
  const code = known ?? (await freeCode(db, changes, orderId));
  return tellSpecial(changes, orderId, { type: 'MarkOrder', code, mark }, cause);
}

/** Tells the order and then every box of it that has not left. */
export function tellSpecial(
  changes: ChangeSet,
  orderId: OrderId,
  command: Extract<OrderCommand, { type: 'MarkOrder' | 'UnmarkOrder' | 'RaisePriority' }>,
  cause: Cause,
): Refusal | null {
  const answer = tellOrder(changes, orderId, command, cause);
  if (!answer.ok) return answer.refusal;
  if (answer.events.length > 0) tellBoxes(changes, orderId, cause);
  return null;
}

/** Boxes that say something else than their order are told. @returns how many were */
export function tellBoxes(changes: ChangeSet, orderId: OrderId, cause: Cause): number {
  const order = changes.orders.get(orderId);
  if (!order) return 0;
  const mark = benchMarkOf(order.special, order);
  let told = 0;
  for (const parcel of [...changes.parcels.values()].filter((each) => each.orderId === orderId)) {
    if (isSaid(parcel, mark)) continue;
    const decision = decideParcel(parcel, { type: 'MarkParcel', parcelId: parcel.parcelId, mark }, null);
    if (!decision.ok || decision.events.length === 0) continue;
    happen(changes, decision.events, cause);
    told += 1;
  }
  return told;
}

function isSaid({ special }: Parcel, mark: BenchMark | null): boolean {
  if (!special || !mark) return !special && !mark;
  return hashOf(benchPart(special)) === hashOf(benchPart(mark));
}

/** Those of the orders that the rules would mark now. */
export async function ordersToMark(db: Queryable, orderIds: readonly OrderId[]): Promise<OrderId[]> {
  const { rules, kinds } = await loadSpecialSettings(db);
  if (!rules.some(({ isOn }) => isOn)) return [];
  const { rows } = await db.query<{ doc: Order }>({
    name: 'orders-to-mark',
    text: `SELECT doc FROM sales_order WHERE stream_id = $1 AND order_id = ANY($2::uuid[]) AND NOT deleted`,
    values: [companyStream, orderIds],
  });
  const orders = rows.map(({ doc }) => doc).filter(({ state }) => state !== 'cancelled');
  const facts = await loadRuleFacts(db, orders, rules);
  return orders.flatMap(({ orderId, special }) => {
    const known = facts.get(orderId);
    const given = new Set([
      ...(special?.marks.map(({ kind }) => kind.kindId) ?? []),
      ...(special?.takenOff ?? []),
    ]);
    const isNew = known && kindsByRule(rules, kinds, known).some(({ kind }) => !given.has(kind.kindId));
    return isNew ? [orderId] : [];
  });
}

/** Few orders are special and codes are many: the first is nearly always free. */
async function freeCode(db: Queryable, changes: ChangeSet, orderId: OrderId): Promise<string> {
  for (let turn = 0; ; turn += 1) {
    const code = specialCodeOf(orderId, turn);
    const isTakenHere = [...changes.orders.values()].some(({ special }) => special?.code === code);
    if (isTakenHere) continue;
    const { rows } = await db.query({
      name: 'special-code-taken',
      text: `SELECT 1 FROM sales_order WHERE stream_id = $1 AND doc->'special'->>'code' = $2`,
      values: [companyStream, code],
    });
    if (rows.length === 0) return code;
  }
}
