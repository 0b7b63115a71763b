// Puts tags and fields on orders, one or many: judged by the definitions of the order's channel, and what an order waited
// for ends its hold when all of it is there.
import { fieldsOf, type FieldChanges } from '../../../shared/domain/field/field';
import { type FieldProblem, judgeFields } from '../../../shared/domain/field/judge-fields';
import type { Refusal } from '../../../shared/domain/decision';
import type { OrderId } from '../../../shared/domain/ids';
import type { LineFields, Order, OrderCommand } from '../../../shared/domain/order/order';
import type { StreamTx } from '../../db/stream-writer';
import { type Cause, type ChangeSet, newChangeSet } from '../changes/change-set';
import { loadOrders, loadParcelsOfOrders } from '../changes/load';
import { tellOrder } from '../changes/order-changes';
import { storeChanges } from '../changes/store';
import { ensureTags } from './marks';
import { loadOrderBook, type OrderBook } from './order-book';
import { showOnParcels } from './shown-on-parcels';

export type Marking = {
  add: readonly string[];
  remove: readonly string[];
  fields: FieldChanges;
  lines: readonly LineFields[];
  /** A person, a key of the API, a channel. */
  by: string;
};

export type MarkAnswer =
  | { ok: true; order: Order }
  | { ok: false; refusal: Refusal }
  | { ok: false; problems: (FieldProblem & { place: string })[] };

/** The order must be loaded, the values judged. */
export function foldMarks(
  changes: ChangeSet,
  book: OrderBook,
  orderId: OrderId,
  { add, remove, fields, lines, by }: Marking,
  cause: Cause,
): Refusal | null {
  const tagged = tellOrder(
    changes,
    orderId,
    { type: 'TagOrder', add: [...add], remove: [...remove], by },
    cause,
  );
  if (!tagged.ok) return tagged.refusal;
  const set = tellOrder(changes, orderId, { type: 'SetFields', fields, lines: [...lines], by }, cause);
  if (!set.ok) return set.refusal;
  const order = changes.orders.get(orderId);
  const waited = order?.holds.some(({ reason, by: whose }) => reason === 'field' && whose === 'fields');
  if (order && waited && book.missingOf(order).length === 0)
    tellOrder(changes, orderId, { type: 'ReleaseHold', reason: 'field', note: by, by: 'fields' }, cause);
  return null;
}

/** The unit of work must name the company's stream and every warehouse: what packers see changes with it. */
export async function markOrder(
  tx: StreamTx,
  orderId: OrderId,
  marking: Marking,
  newId: () => string,
  cause: Cause,
): Promise<MarkAnswer> {
  const changes = newChangeSet(cause.at, newId);
  await loadOrders(tx.client, changes, [orderId]);
  const order = changes.orders.get(orderId);
  if (!order) return { ok: false, refusal: { code: 'order-not-placed', values: {} } };
  const book = await loadOrderBook(tx.client, [order]);
  const problems = judge(book, order, marking);
  if (problems.length > 0) return { ok: false, problems };
  const add = await ensureTags(tx.client, marking.add);
  const refusal = foldMarks(changes, book, orderId, { ...marking, add }, cause);
  if (refusal) return { ok: false, refusal };
  await loadParcelsOfOrders(tx.client, changes, [orderId]);
  await showOnParcels(tx.client, changes, orderId, cause);
  await storeChanges(tx, changes);
  return { ok: true, order: changes.orders.get(orderId) ?? order };
}

export type BulkTagged = { changed: number; refused: { orderId: OrderId; code: string }[] };

/** Tags of many orders; one that cannot be tagged leaves the others as they are. The unit of work must name the company's stream. */
export async function tagOrders(
  tx: StreamTx,
  orderIds: readonly OrderId[],
  { add, remove, by }: Pick<Marking, 'add' | 'remove' | 'by'>,
  newId: () => string,
  cause: Cause,
): Promise<BulkTagged> {
  const changes = newChangeSet(cause.at, newId);
  const ids = [...new Set(orderIds)];
  await loadOrders(tx.client, changes, ids);
  const keys = await ensureTags(tx.client, add);
  const refused: BulkTagged['refused'] = [];
  for (const orderId of ids) {
    const command: OrderCommand = { type: 'TagOrder', add: keys, remove: [...remove], by };
    const told = tellOrder(changes, orderId, command, cause);
    if (!told.ok) refused.push({ orderId, code: told.refusal.code });
  }
  await storeChanges(tx, changes);
  return { changed: changes.touchedOrders.size, refused };
}

function judge(book: OrderBook, order: Order, { fields, lines }: Marking) {
  const { channelId, currency } = order;
  const ofOrder = fieldsOf(book.fields, 'order', channelId);
  const ofLines = fieldsOf(book.fields, 'line', channelId);
  return [
    ...judgeFields(ofOrder, fields, currency).map((each) => ({ ...each, place: `fields.${each.key}` })),
    ...lines.flatMap(({ lineNo, fields: given }) =>
      judgeFields(ofLines, given, currency).map((each) => ({
        ...each,
        place: `lines.${lineNo}.fields.${each.key}`,
      })),
    ),
  ];
}
