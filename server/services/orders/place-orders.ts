// Takes orders in, each told once however often it is sent: placed, and confirmed at once where the channel has seen to the
// payment; elsewhere the order waits until it is paid enough (services/payments). The caller stores the change
// set in a unit of work that names the company's stream; allocation follows from the outbox unless the caller does it.
import { channelActor } from '../../../shared/domain/order/told-by';
import type { NewOrder } from '../../../shared/contract/http';
import { channelPolicySchema } from '../../../shared/domain/channel/policy';
import { judgeOrder, type ToldLimits, type ToldProblem } from '../../../shared/domain/channel/told-problems';
import { companyStream, type OrderId } from '../../../shared/domain/ids';
import type { NewLine, Order, OrderHeader } from '../../../shared/domain/order/order';
import type { Refusal } from '../../../shared/domain/decision';
import { type ChannelPayment, channelPaymentSchema } from '../../../shared/domain/payment/channel-payment';
import type { Queryable } from '../../db/pool';
import { type ChangeSet, headOfficeCause, wake } from '../changes/change-set';
import { tellOrder } from '../changes/order-changes';
import { hashOf } from '../sync/op-content';
import { vipAmong } from '../customers/vip-orders';
import { actByRules } from '../automation/act-by-rules';
import { loadOrderBook, type OrderBook, type PlacedFieldProblem } from '../marks/order-book';
import { ensureTags } from '../marks/marks';
import { tagKeyOf } from '../../../shared/domain/tag/tag';
import { loadPlacement, type PlacementBook, totalOf } from '../placement/load-placement';
import { bookedTotal, type BooksFacts, loadBooks } from '../rates/money-settings';
import { orderIdOf } from './order-id';

export type PlacedOrder =
  | { kind: 'created' | 'unchanged'; orderId: OrderId; number: string }
  /** The channel told other content under this external id before. */
  | { kind: 'different'; orderId: OrderId; number: string }
  /** `lineNo` counts from 1; nothing of the order was taken. */
  | { kind: 'unknown-sku'; orderId: OrderId; lineNo: number; sku: string }
  | { kind: 'fields-wrong'; orderId: OrderId; problems: PlacedFieldProblem[] }
  | { kind: 'unknown-channel'; orderId: OrderId; channelId: string }
  /** The channel does not take such orders. */
  | { kind: 'unfit'; orderId: OrderId; problems: ToldProblem[] }
  | { kind: 'refused'; orderId: OrderId; refusal: Refusal };

/** At most this many characters of an external id stand in for a missing order number. */
const numberLength = 40;

type FoldOptions = {
  /** They were told in our own words and nobody has judged them yet. */
  isJudged?: boolean;
  /** What `loadPlacingFacts` gave in this transaction. */
  facts?: PlacingFacts;
};

/**
 * Folds orders into a change set, with as few statements for thousands as for one; results are in the order of `orders`.
 * Orders that cannot be taken leave the others as they are.
 */
export async function foldOrders(
  db: Queryable,
  changes: ChangeSet,
  orders: readonly NewOrder[],
  { isJudged = true, facts: read }: FoldOptions = {},
): Promise<PlacedOrder[]> {
  const facts = read ?? (await loadPlacingFacts(db, orders, changes.at));
  await ensureTags(
    db,
    orders.flatMap(({ tags }) => tags ?? []),
  );
  return orders.map((order) => foldOrder(changes, order, facts, isJudged));
}

export type PlacingFacts = {
  known: Map<string, { contentHash: string; number: string }>;
  /** What has to be paid before an order goes on, by channel. */
  channels: ReadonlyMap<string, ChannelPayment & ToldLimits>;
  placement: PlacementBook;
  /** Whether an order is of a customer who is a VIP by rule or by hand. */
  isVip: (order: NewOrder) => boolean;
  book: OrderBook;
  books: BooksFacts;
  /** Name by SKU. */
  products: ReadonlyMap<string, string>;
};

/** What these orders are judged by, all of it asked for at once. */
export async function loadPlacingFacts(
  db: Queryable,
  orders: readonly NewOrder[],
  at: string,
): Promise<PlacingFacts> {
  const ids = orders.map((order) => orderIdOf(order.channelId, order.externalId));
  const askedKnown = db.query<{ order_id: string; content_hash: string; number: string }>({
    name: 'known-orders',
    text: 'SELECT order_id, content_hash, number FROM sales_order WHERE stream_id = $1 AND order_id = ANY($2::uuid[])',
    values: [companyStream, ids],
  });
  const askedChannels = db.query<{
    channel_id: string;
    currency: string;
    most_lines: number | null;
    payment: unknown;
  }>({
    name: 'known-channels',
    text: `SELECT channel_id, currency, (policy ->> 'mostLines')::int AS most_lines, settings -> 'payment' AS payment FROM channel WHERE channel_id = ANY($1::text[])`,
    values: [[...new Set(orders.map((order) => order.channelId))]],
  });
  const skus = [...new Set(orders.flatMap((order) => order.lines.map((line) => line.sku)))];
  const askedProducts = db.query<{ sku: string; name: string }>({
    name: 'product-names',
    text: 'SELECT sku, name FROM product WHERE stream_id = $1 AND sku = ANY($2::text[]) AND NOT deleted',
    values: [companyStream, skus],
  });
  const currencies = new Set(orders.map((order) => order.currency));
  const [known, channels, products, placement, books, isVip, book] = await Promise.all([
    askedKnown,
    askedChannels,
    askedProducts,
    loadPlacement(db, at, orders),
    loadBooks(db, currencies, at.slice(0, 10)),
    vipAmong(db, orders),
    loadOrderBook(db, orders),
  ]);
  return {
    placement,
    isVip,
    book,
    books,
    known: new Map(
      known.rows.map((row) => [row.order_id, { contentHash: row.content_hash, number: row.number }]),
    ),
    channels: new Map(
      channels.rows.map((row) => [
        row.channel_id,
        {
          ...channelPaymentSchema.parse(row.payment ?? {}),
          currency: row.currency,
          mostLines: row.most_lines ?? channelPolicySchema.parse({}).mostLines,
        },
      ]),
    ),
    products: new Map(products.rows.map((row) => [row.sku, row.name])),
  };
}

function foldOrder(changes: ChangeSet, order: NewOrder, facts: PlacingFacts, isJudged: boolean): PlacedOrder {
  const orderId = orderIdOf(order.channelId, order.externalId);
  const contentHash = hashOf(order);
  const known = facts.known.get(orderId);
  if (known) {
    const kind = known.contentHash === contentHash ? 'unchanged' : 'different';
    return { kind, orderId, number: known.number };
  }
  const channel = facts.channels.get(order.channelId);
  if (!channel) return { kind: 'unknown-channel', orderId, channelId: order.channelId };
  const unfit = isJudged ? [] : judgeOrder(order, channel);
  if (unfit.length > 0) return { kind: 'unfit', orderId, problems: unfit };
  const unknownAt = order.lines.findIndex((line) => !facts.products.has(line.sku));
  const unknown = order.lines[unknownAt];
  if (unknown) return { kind: 'unknown-sku', orderId, lineNo: unknownAt + 1, sku: unknown.sku };
  const problems = facts.book.problemsOf(order);
  if (problems.length > 0) return { kind: 'fields-wrong', orderId, problems };
  const booked = bookedTotal(facts.books, totalOf(order), order.currency, changes.at.slice(0, 10));
  const header = { ...headerOf(order, orderId), ...(booked ? { booked } : {}) };
  if (facts.isVip(order)) header.priority = 'vip';
  const lines = order.lines.map<NewLine>((line) => ({
    sku: line.sku,
    name: line.name || facts.products.get(line.sku) || line.sku,
    unitPriceMinor: line.unitPriceMinor,
    ordered: line.quantity,
    ...(line.fields ? { fields: line.fields } : {}),
  }));
  const cause = { ...headOfficeCause(changes), actor: channelActor(order.channelId) };
  const answer = tellOrder(
    changes,
    orderId,
    { type: 'PlaceOrder', header, lines, charges: order.charges },
    cause,
  );
  if (!answer.ok) return { kind: 'refused', orderId, refusal: answer.refusal };
  for (const hold of facts.placement.holdsOf(order, booked))
    tellOrder(changes, orderId, { type: 'HoldOrder', hold }, cause);
  holdForFields(changes, orderId, facts.book);
  // Before anything is promised to it: a rule that holds it keeps it from being allocated.
  const placed = changes.orders.get(orderId);
  if (placed)
    actByRules(changes, orderId, facts.book.rules, facts.book.marksOf(placed), {
      trigger: 'order-placed',
      causeId: `placed ${orderId}`,
    });
  if (channel.rule === 'outside') tellOrder(changes, orderId, { type: 'ConfirmOrder' }, cause);
  changes.placed.set(orderId, contentHash);
  // The same order twice in one call is told once.
  facts.known.set(orderId, { contentHash, number: header.number });
  if (changes.orders.get(orderId)?.state === 'confirmed') wake(changes, { kind: 'order', orderId });
  return { kind: 'created', orderId, number: header.number };
}

/** What an order still needs before it goes on is a hold that names it; it ends when all of it is there. */
function holdForFields(changes: ChangeSet, orderId: OrderId, book: OrderBook): void {
  const order = changes.orders.get(orderId);
  const missing = order ? book.missingOf(order) : [];
  if (missing.length === 0) return;
  const note = [...new Set(missing)].join(' ').slice(0, 500);
  const hold = { reason: 'field', note, by: 'fields', at: changes.at, owner: null } as const;
  tellOrder(changes, orderId, { type: 'HoldOrder', hold }, headOfficeCause(changes));
}

function headerOf(order: NewOrder, orderId: Order['orderId']): OrderHeader {
  return {
    orderId,
    number: order.number ?? order.externalId.slice(0, numberLength),
    channelId: order.channelId,
    externalId: order.externalId,
    placedAt: order.placedAt,
    currency: order.currency,
    customer: order.customer,
    shipTo: order.shipTo,
    priority: order.priority,
    note: order.note,
    ...(order.giftMessage === undefined ? {} : { giftMessage: order.giftMessage }),
    ...(order.tags?.length ? { tags: keysOf(order.tags) } : {}),
    ...(order.fields ? { fields: order.fields } : {}),
  };
}

function keysOf(written: readonly string[]): string[] {
  return [...new Set(written.flatMap((tag) => tagKeyOf(tag) ?? []))].sort();
}
