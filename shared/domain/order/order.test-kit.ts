// Orders for tests: one in every state, and the canonical command of every type.
import { markOf, testCode } from '../special/special.test-kit';
import { channelIdOf, orderIdOf, skuOf, warehouseIdOf } from '../ids.test-kit';
import { evolveOrder } from './evolve';
import type { NewLine, Order, OrderCommand, OrderEvent, OrderHeader, OrderLine, OrderState } from './order';

export const header: OrderHeader = {
  orderId: orderIdOf(1),
  number: '1042',
  channelId: channelIdOf('web'),
  externalId: 'W-1042',
  placedAt: '2026-01-05T09:30:00.000Z',
  currency: 'GBP',
  customer: { customerId: null, name: 'Ayşe Yılmaz' },
  shipTo: {
    name: 'Ayşe Yılmaz',
    company: null,
    lines: ['1 High Street'],
    postcode: 'LS1 4AP',
    city: 'Leeds',
    region: null,
    countryCode: 'GB',
    phone: null,
    email: null,
  },
  priority: 'normal',
  note: null,
};

export const leeds = warehouseIdOf('leeds');

export const newLines: NewLine[] = [
  { sku: skuOf('MUG'), name: 'White mug', unitPriceMinor: 255, ordered: 5 },
  { sku: skuOf('LAMP'), name: 'Metal lantern', unitPriceMinor: 1295, ordered: 2 },
];

const placedEvent: OrderEvent = {
  type: 'OrderPlaced',
  header,
  lines: newLines.map((line, index) => ({
    ...line,
    lineNo: index + 1,
    allocated: 0,
    packed: 0,
    shipped: 0,
    cancelled: 0,
  })),
  charges: [],
};

const allocated: OrderEvent = {
  type: 'LinesAllocated',
  warehouseId: leeds,
  lines: [
    { lineNo: 1, quantity: 3 },
    { lineNo: 2, quantity: 2 },
  ],
};
const packed: OrderEvent = {
  type: 'LinesPacked',
  parcelId: 'first',
  lines: [
    { lineNo: 1, quantity: 2 },
    { lineNo: 2, quantity: 1 },
  ],
};
const shippedOne: OrderEvent = {
  type: 'LinesShipped',
  parcelId: 'first',
  lines: [{ lineNo: 1, quantity: 1 }],
};
const held: OrderEvent = { type: 'OrderHeld', hold: { reason: 'address', note: '', by: 'office' } };

export function orderAfter(...events: OrderEvent[]): Order {
  const order = events.reduce<Order | null>((state, event) => evolveOrder(state, event), null);
  if (!order) throw new Error('an order needs events');
  return order;
}

/**
 * One order in every state. Line 1: ordered 5, allocated 2, packed 2, shipped 1 (so 4 open, 1 waiting in a box);
 * line 2: ordered 2, allocated 2, packed 1. `held` is confirmed and on hold: a flag, not a state, but it refuses.
 */
export const orderIn: Record<OrderState | 'none' | 'held', Order | null> = {
  none: null,
  placed: orderAfter(placedEvent, allocated, packed, shippedOne),
  confirmed: orderAfter(placedEvent, { type: 'OrderConfirmed' }, allocated, packed, shippedOne),
  held: orderAfter(placedEvent, { type: 'OrderConfirmed' }, allocated, packed, shippedOne, held),
  closed: orderAfter(placedEvent, { type: 'OrderConfirmed' }, { type: 'OrderClosed' }),
  cancelled: orderAfter(placedEvent, { type: 'OrderConfirmed' }, { type: 'OrderCancelled' }),
};

const oneOfLineOne = [{ lineNo: 1, quantity: 1 }];

/** The plainest command of every type: one unit of line 1. */
export const orderCommandOf: Record<OrderCommand['type'], OrderCommand> = {
  PlaceOrder: { type: 'PlaceOrder', header, lines: newLines, charges: [] },
  ConfirmOrder: { type: 'ConfirmOrder' },
  AllocateLines: { type: 'AllocateLines', warehouseId: leeds, lines: oneOfLineOne },
  RestoreAllocation: { type: 'RestoreAllocation', warehouseId: leeds, lines: oneOfLineOne },
  ReleaseAllocation: { type: 'ReleaseAllocation', reason: 'ship-part', lines: oneOfLineOne },
  RecordPacked: { type: 'RecordPacked', parcelId: 'first', lines: oneOfLineOne },
  RecordUnpacked: { type: 'RecordUnpacked', parcelId: 'first', lines: oneOfLineOne },
  RecordShipped: { type: 'RecordShipped', parcelId: 'first', lines: oneOfLineOne },
  CancelLines: { type: 'CancelLines', reason: 'customer', lines: oneOfLineOne },
  ChangeAddress: { type: 'ChangeAddress', shipTo: header.shipTo, inParcels: false },
  HoldOrder: { type: 'HoldOrder', hold: { reason: 'credit', note: '', by: 'office' } },
  ReleaseHold: { type: 'ReleaseHold', reason: 'address' },
  AssignHold: { type: 'AssignHold', reason: 'address', owner: 'retention' },
  MarkOrder: { type: 'MarkOrder', code: testCode, mark: markOf('vip') },
  UnmarkOrder: { type: 'UnmarkOrder', kindId: 'vip', reason: 'asked', by: 'Bob' },
  RaisePriority: { type: 'RaisePriority', reason: 'asked', by: 'Bob' },
  TagOrder: { type: 'TagOrder', add: ['gift'], remove: [], by: 'office' },
  SetFields: {
    type: 'SetFields',
    fields: { gift_note: 'Hello' },
    lines: [{ lineNo: 1, fields: { engraving: 'A' } }],
    by: 'office',
  },
  SetPriority: { type: 'SetPriority', priority: 'vip', by: 'office' },
};

/** An order of one line with the given counters, confirmed unless said otherwise. */
export function orderOfOne(counters: Partial<OrderLine>, order: Partial<Order> = {}): Order {
  const placed = orderAfter(placedEvent, { type: 'OrderConfirmed' });
  const first = placed.lines[0];
  if (!first) throw new Error('the order has a line');
  return { ...placed, ...order, lines: [{ ...first, ordered: 10, ...counters }] };
}
