// What people of the office do about special orders: mark one, take a mark off, look after it, note a call, put it first.
import type { SpecialAct, SpecialPreview } from '../../../shared/contract/special';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import type { Refusal } from '../../../shared/domain/decision';
import type { Order } from '../../../shared/domain/order/order';
import { markedKind } from '../../../shared/domain/special/special-mark';
import type { SpecialKind } from '../../../shared/domain/special/special-kind';
import { isMatch, type SpecialRule } from '../../../shared/domain/special/special-rule';
import type { WatchCommand } from '../../../shared/domain/special/watch';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamTx, StreamWriter } from '../../db/stream-writer';
import { warehousesOf } from '../allocation/allocate-orders';
import { type Cause, type ChangeSet, newChangeSet } from '../changes/change-set';
import { loadOrders, loadParcelsOfOrders } from '../changes/load';
import { storeChanges } from '../changes/store';
import { tellRecord } from '../records/tell-record';
import { markOrder, tellSpecial } from './mark-orders';
import { loadRuleFacts } from './rule-facts';
import { loadSpecialSettings } from './special-settings';
import { watchMachine } from './watch-machine';

type Tools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };
export type By = { stationId: string; personId: string | null; name: string };

/** @returns why not, or null when it is so */
export function markByHand(
  tools: Tools,
  orderId: OrderId,
  wanted: { kindId: string; reason: string; note: string | null },
  by: By,
): Promise<Refusal | null> {
  return withOrder(tools, orderId, by, async (tx, changes, cause) => {
    const { kinds } = await loadSpecialSettings(tx.client);
    const kind = kinds.find(({ kindId, isOn }) => isOn && kindId === wanted.kindId);
    if (!kind) return { code: 'special-kind-unknown', values: {} };
    const mark = {
      kind: markedKind(kind),
      note: wanted.note,
      reason: wanted.reason,
      by: {
        from: 'person' as const,
        personId: (by.personId ?? '').slice(0, 40),
        name: by.name.slice(0, 120),
      },
      at: cause.at,
    };
    return markOrder(tx.client, changes, orderId, mark, cause);
  });
}

export function takeOff(
  tools: Tools,
  orderId: OrderId,
  wanted: { kindId: string; reason: string },
  by: By,
): Promise<Refusal | null> {
  return withOrder(tools, orderId, by, async (_tx, changes, cause) =>
    tellSpecial(changes, orderId, { type: 'UnmarkOrder', ...wanted, by: by.name }, cause),
  );
}

export async function actOnSpecial(
  tools: Tools,
  orderId: OrderId,
  act: SpecialAct,
  by: By,
): Promise<Refusal | null> {
  if (act.act === 'raise') {
    const refusal = await withOrder(tools, orderId, by, async (_tx, changes, cause) =>
      tellSpecial(changes, orderId, { type: 'RaisePriority', reason: act.reason, by: by.name }, cause),
    );
    if (refusal) return refusal;
  }
  const at = tools.now().toISOString();
  const told = await tools.writer.submit([companyStream], (tx) =>
    tellRecord(tx, watchMachine, orderId, commandOf(act, by, at), causeOf(by, at)),
  );
  return told.ok ? null : told.refusal;
}

function commandOf(act: SpecialAct, by: By, at: string): WatchCommand {
  switch (act.act) {
    case 'take':
      return { type: 'TakeWatch', owner: act.owner };
    case 'raise':
      return { type: 'RaiseWatch', by: by.name, reason: act.reason };
    default:
      return { type: 'NoteCall', call: { at, by: by.name.slice(0, 120), kind: act.act, text: act.text } };
  }
}

/** Behind every counter: benches may have boxes of it. */
async function withOrder(
  { pool, writer, now, newId }: Tools,
  orderId: OrderId,
  by: By,
  act: (tx: StreamTx, changes: ChangeSet, cause: Cause) => Promise<Refusal | null>,
): Promise<Refusal | null> {
  const streams = [companyStream, ...(await warehousesOf(pool))];
  return writer.submit(streams, async (tx) => {
    const changes = newChangeSet(now().toISOString(), newId);
    await loadOrders(tx.client, changes, [orderId]);
    await loadParcelsOfOrders(tx.client, changes, [orderId]);
    const refusal = await act(tx, changes, causeOf(by, changes.at));
    if (refusal) return refusal;
    await storeChanges(tx, changes);
    return null;
  });
}

function causeOf({ stationId, personId }: By, at: string): Cause {
  return { at, actor: personId, stationId, opId: null };
}

const previewed = 1000;
const shownNumbers = 5;

/** What the rules would mark of the newest orders; nothing is changed. */
export async function previewRules(
  db: Queryable,
  { rules, kinds }: { rules: readonly SpecialRule[]; kinds: readonly SpecialKind[] },
): Promise<SpecialPreview> {
  const { rows } = await db.query<{ doc: Order }>(
    `SELECT doc FROM sales_order WHERE stream_id = $1 AND NOT deleted ORDER BY placed_at DESC, order_id LIMIT $2`,
    [companyStream, previewed],
  );
  const orders = rows.map(({ doc }) => doc);
  const facts = await loadRuleFacts(db, orders, rules);
  const isKnown = new Set(kinds.filter(({ isOn }) => isOn).map(({ kindId }) => kindId));
  const special = new Set<string>();
  const found = rules.map((rule) => {
    const matched = orders.filter(({ orderId }) => {
      const known = facts.get(orderId);
      return known && isKnown.has(rule.kindId) && isMatch(rule, known);
    });
    for (const { orderId } of matched) special.add(orderId);
    return {
      ruleId: rule.ruleId,
      orders: matched.length,
      numbers: matched.slice(0, shownNumbers).map(({ number }) => number),
    };
  });
  return { orders: orders.length, special: special.size, rules: found };
}
