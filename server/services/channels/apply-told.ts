// Makes orders of what channels tell: places, cancels by the negotiation with the benches, changes addresses; what cannot
// be done is held and becomes a task in words. The unit of work must name the company's stream and every warehouse.
import type { NewOrder } from '../../../shared/contract/http';
import { type ChannelMemory, followTold, type OrderChange } from '../../../shared/domain/channel/follow-told';
import type { ToldOrder, ToldSource } from '../../../shared/domain/channel/told-order';
import { problem, type ToldProblem } from '../../../shared/domain/channel/told-problems';
import { channelActor } from '../../../shared/domain/order/told-by';
import type { OrderPayment } from '../../../shared/domain/payment/order-payment';
import type { OrderId, WarehouseId } from '../../../shared/domain/ids';
import type { OrderHold } from '../../../shared/domain/order/order';
import type { Queryable } from '../../db/pool';
import { addTask, type Cause, type ChangeSet, headOfficeCause } from '../changes/change-set';
import { loadOrders, loadParcelsOfOrders } from '../changes/load';
import { tellOrder } from '../changes/order-changes';
import { wordsOf } from '../imports/words';
import { foldMarks } from '../marks/mark-orders';
import { loadOrderBook } from '../marks/order-book';
import { showOnParcels } from '../marks/shown-on-parcels';
import { ensureTags } from '../marks/marks';
import { foldCancellation } from '../orders/cancel-lines';
import { orderIdOf } from '../orders/order-id';
import { foldOrders } from '../orders/place-orders';
import { cartIdOf } from '../carts/cart-record';
import type { OrderedCart } from '../carts/order-cart';
import type { SalesChannel } from './channel-rows';
import { type Memories, memoryKey } from './memory';

export type Applied =
  | { as: 'created' | 'changed' | 'unchanged' | 'older' | 'remembered'; orderId: OrderId }
  | { as: 'differs'; orderId: OrderId }
  | { as: 'refused'; orderId: OrderId; problems: ToldProblem[] };

export type ApplyContext = {
  db: Queryable;
  changes: ChangeSet;
  memories: Memories;
  /** Keys of memories to be stored. */
  touched: Set<string>;
  /** Deliveries about orders whose customer was erased: their bodies are not kept. */
  ofErased: { channelId: string; deliveryId: string }[];
  warehouseIds: readonly WarehouseId[];
  /** Carts that became orders here. */
  cartsOrdered: OrderedCart[];
  /** How orders that were placed here say they are paid. */
  toPay: { orderId: OrderId; payment: OrderPayment }[];
};

/** Nothing of a picture with a problem is taken. */
export async function applyTold(
  context: ApplyContext,
  channel: SalesChannel,
  told: ToldOrder,
  source: ToldSource,
): Promise<Applied> {
  const { memories, touched } = context;
  const key = memoryKey(channel.channelId, told.externalId);
  const orderId = orderIdOf(channel.channelId, told.externalId);
  const memory = memories.get(key) ?? null;
  const following = followTold(memory, told, source);
  const remember = (lineNos: ChannelMemory['lineNos'], placed: boolean): void => {
    memories.set(key, { told, source, lineNos, placed });
    touched.add(key);
  };
  switch (following.as) {
    case 'repeated':
      return { as: 'unchanged', orderId };
    case 'older':
      return { as: 'older', orderId };
    case 'differs':
      return { as: 'differs', orderId };
    case 'remember':
      remember({}, false);
      return { as: 'remembered', orderId };
    case 'place': {
      const problems = await place(context, channel, told);
      if (problems.length > 0) return { as: 'refused', orderId, problems };
      if (told.cartKey !== undefined)
        context.cartsOrdered.push({
          cartId: cartIdOf(channel.channelId, told.cartKey),
          orderId,
          channelId: channel.channelId,
        });
      if (told.payment) context.toPay.push({ orderId, payment: told.payment });
      remember(Object.fromEntries(told.lines.map((line, index) => [line.lineId, index + 1])), true);
      await makeChanges(context, channel, orderId, following.changes);
      return { as: 'created', orderId };
    }
    case 'change': {
      const wrong = await fieldProblems(context, channel, told);
      if (wrong.length > 0) return { as: 'refused', orderId, problems: wrong };
      await makeChanges(context, channel, orderId, following.changes);
      remember(memory?.lineNos ?? {}, true);
      return { as: following.changes.length === 0 ? 'unchanged' : 'changed', orderId };
    }
  }
}

async function place(
  { db, changes }: ApplyContext,
  channel: SalesChannel,
  told: ToldOrder,
): Promise<ToldProblem[]> {
  const [placed] = await foldOrders(db, changes, [newOrderOf(channel, told)]);
  switch (placed?.kind) {
    case 'created':
      return [];
    case 'unknown-sku':
      return [
        problem(`lines.${placed.lineNo - 1}.sku`, 'sku-unknown', { sku: placed.sku, lineNo: placed.lineNo }),
      ];
    case 'fields-wrong':
      return placed.problems.map(({ place: field, code, values }) => problem(field, code, values));
    case 'refused':
      return [
        problem('', 'order-refused', {
          refusal: wordsOf(`refusal.${placed.refusal.code}.title`, placed.refusal.values),
        }),
      ];
    default:
      // Somebody entered it by hand or from a file: which line is which nobody can know.
      return [problem('externalId', 'order-known', { number: told.number })];
  }
}

/** Of a picture that an order follows; one that is placed is looked at when it is. */
async function fieldProblems(
  { db }: ApplyContext,
  channel: SalesChannel,
  told: ToldOrder,
): Promise<ToldProblem[]> {
  if (told.fields === undefined && told.lines.every(({ fields }) => fields === undefined)) return [];
  const book = await loadOrderBook(db, []);
  return book
    .problemsOf(newOrderOf(channel, told))
    .map(({ place: field, code, values }) => problem(field, code, values));
}

function newOrderOf({ channelId }: SalesChannel, told: ToldOrder): NewOrder {
  const {
    externalId,
    number,
    placedAt,
    currency,
    customer,
    shipTo,
    priority,
    note,
    giftMessage,
    charges,
    payment,
    tags,
    fields,
  } = told;
  return {
    channelId,
    externalId,
    number,
    placedAt,
    currency,
    customer,
    shipTo,
    priority,
    note,
    ...(giftMessage === undefined ? {} : { giftMessage }),
    charges,
    ...(payment ? { payment } : {}),
    ...(tags ? { tags } : {}),
    ...(fields ? { fields } : {}),
    lines: told.lines.map((line) => ({
      sku: line.sku,
      quantity: line.quantity,
      unitPriceMinor: line.unitPriceMinor,
      name: line.name,
      ...(line.fields ? { fields: line.fields } : {}),
    })),
  };
}

async function makeChanges(
  context: ApplyContext,
  channel: SalesChannel,
  orderId: OrderId,
  wanted: readonly OrderChange[],
): Promise<void> {
  if (wanted.length === 0) return;
  const { db, changes, memories } = context;
  await loadOrders(db, changes, [orderId]);
  await loadParcelsOfOrders(db, changes, [orderId]);
  const order = changes.orders.get(orderId);
  if (!order) throw new Error(`order ${orderId} is remembered and not there`);
  const cause = { ...headOfficeCause(changes), actor: channelActor(channel.channelId) };
  const lineNos = memories.get(memoryKey(channel.channelId, order.externalId))?.lineNos ?? {};
  const maker: Maker = { context, channel, orderId, cause };
  for (const change of wanted) {
    switch (change.kind) {
      case 'cancel':
        cancel(maker, change.lines, lineNos);
        break;
      case 'address': {
        const inParcels = parcelsOf(maker).some((parcel) => parcel.state !== 'cancelled');
        const answer = tellOrder(
          changes,
          orderId,
          { type: 'ChangeAddress', shipTo: change.shipTo, inParcels },
          cause,
        );
        if (!answer.ok && answer.refusal.code === 'address-too-late')
          cannot(maker, 'address-too-late', {}, 'address');
        break;
      }
      case 'hold':
        hold(maker, 'customer', 'channel.waits');
        break;
      case 'release':
        tellOrder(changes, orderId, { type: 'ReleaseHold', reason: 'customer' }, cause);
        break;
      case 'marks': {
        const { add, remove, fields } = change;
        await ensureTags(db, add);
        const lines = change.lines.flatMap(({ lineId, fields: ofLine }) => {
          const lineNo = lineNos[lineId];
          return lineNo === undefined ? [] : [{ lineNo, fields: ofLine }];
        });
        const book = await loadOrderBook(db, []);
        foldMarks(changes, book, orderId, { add, remove, fields, lines, by: channel.name }, cause);
        await showOnParcels(db, changes, orderId, cause);
        break;
      }
      case 'cannot':
        cannot(maker, change.code, change.values, change.code === 'price-changed' ? null : 'other');
        break;
    }
  }
}

type Maker = { context: ApplyContext; channel: SalesChannel; orderId: OrderId; cause: Cause };

function parcelsOf({ context, orderId }: Maker) {
  return [...context.changes.parcels.values()].filter((parcel) => parcel.orderId === orderId);
}

/** As many of the units as can still be taken back; the others have left, and somebody has to know. */
function cancel(
  maker: Maker,
  units: Extract<OrderChange, { kind: 'cancel' }>['lines'],
  lineNos: ChannelMemory['lineNos'],
): void {
  const { context, channel, orderId, cause } = maker;
  const tooLate: typeof units = [];
  let wanted = units.flatMap(({ lineId, sku, quantity }) => {
    const lineNo = lineNos[lineId];
    return lineNo === undefined ? [] : [{ lineNo, sku, quantity, lineId }];
  });
  while (wanted.length > 0) {
    const lines = wanted.map(({ lineNo, quantity }) => ({ lineNo, quantity }));
    const answer = foldCancellation(
      context.changes,
      { orderId, reason: channel.name.slice(0, 200), lines },
      cause,
    );
    if (answer.ok) break;
    if (answer.refusal.code === 'order-cancelled') return;
    const { lineNo, limit } = answer.refusal.values;
    const short =
      answer.refusal.code === 'more-than-open' ? wanted.find((each) => each.lineNo === lineNo) : undefined;
    if (!short || typeof limit !== 'number' || limit >= short.quantity) {
      tooLate.push(...wanted);
      break;
    }
    tooLate.push({ ...short, quantity: short.quantity - limit });
    wanted = wanted.flatMap((each) =>
      each === short ? (limit > 0 ? [{ ...each, quantity: limit }] : []) : [each],
    );
  }
  for (const { sku, quantity } of tooLate) cannot(maker, 'cancel-too-late', { sku, quantity }, null);
}

/** Held where nothing has been decided yet, and told the warehouse that has the goods. */
function cannot(
  maker: Maker,
  code: Extract<OrderChange, { kind: 'cannot' }>['code'],
  values: Record<string, string | number>,
  reason: OrderHold['reason'] | null,
): void {
  const { context, channel, orderId } = maker;
  const order = context.changes.orders.get(orderId);
  if (!order) return;
  if (reason !== null) hold(maker, reason, `channel.cannot.${code}`, values);
  const live = parcelsOf(maker).filter((parcel) => parcel.state !== 'cancelled');
  const warehouseIds = new Set(live.map((parcel) => parcel.warehouseId));
  const known = warehouseIds.size > 0 ? [...warehouseIds] : order.warehouseIds.slice(0, 1);
  const places = known.length > 0 ? known : context.warehouseIds.slice(0, 1);
  for (const warehouseId of places)
    addTask(
      context.changes,
      warehouseId,
      { kind: 'channel-change', values: { code, number: order.number, channel: channel.name, ...values } },
      {
        orderId,
        parcelId: live.find((parcel) => parcel.warehouseId === warehouseId)?.parcelId ?? null,
        opId: null,
      },
    );
}

function hold(
  maker: Maker,
  reason: OrderHold['reason'],
  words: string,
  values: Record<string, string | number> = {},
): void {
  const { context, orderId, channel, cause } = maker;
  const note = wordsOf(words, { channel: channel.name, ...values }).slice(0, 500);
  tellOrder(
    context.changes,
    orderId,
    { type: 'HoldOrder', hold: { reason, note, by: channel.name.slice(0, 40) } },
    cause,
  );
}
