// What every command answers in every state of a return, printed to docs/states/return.md. The types make it complete.
import { binOf, channelIdOf, orderIdOf, skuOf, warehouseIdOf } from '../ids.test-kit';
import type { RefusalCode } from '../refusal';
import { evolveReturn } from './evolve';
import {
  type GoodsReturn,
  type NewReturn,
  type ReturnCommand,
  type ReturnEvent,
  type ReturnId,
  type ReturnState,
  returnStates,
} from './goods-return';

export type ReturnCell = readonly ReturnEvent['type'][] | RefusalCode;
export type ReturnColumn = 'none' | ReturnState;
export const returnColumns: readonly ReturnColumn[] = ['none', ...returnStates];

const at = '2026-03-10T09:00:00.000Z';
const leeds = warehouseIdOf('W1');

export const newReturn: NewReturn = {
  returnId: '00000007-0000-7000-8000-000000000001' as ReturnId,
  number: '100000014',
  orderId: orderIdOf(1),
  orderNumber: '1042',
  channelId: channelIdOf('web'),
  customer: 'Ann',
  currency: 'GBP',
  origin: 'customer',
  wish: 'refund',
  warehouseId: leeds,
  providerId: 'own',
  advisedAt: '2026-03-01T09:00:00.000Z',
  expiresAt: '2026-03-31T09:00:00.000Z',
  postageMinor: 0,
  postageBack: 'whole-order',
  lines: [
    { lineNo: 1, sku: skuOf('MUG'), name: 'A mug', asked: 2, reason: 'not-wanted', note: '', feePercent: 10 },
  ],
};

const mugs = (quantity: number) => [{ lineNo: 1, sku: skuOf('MUG'), name: 'A mug', quantity, note: '' }];
export const leftOf = (units: number) => ({ left: new Map([[1, units]]) });
export const nobodyDeclined = { declined: [] };
let acts = 0;
export const newAct = (): string => {
  acts += 1;
  return `00000009-0000-7000-8000-${String(acts).padStart(12, '0')}`;
};
/** What a bench took in in `received` and `disposed`. */
const seenAct = newAct();
export const receive = (quantity: number, left = 5): ReturnCommand => ({
  type: 'ReceiveUnits',
  act: newAct(),
  units: mugs(quantity),
  warehouseId: leeds,
  by: 'P1',
  at,
  facts: leftOf(left),
});
type Dispose = Extract<ReturnCommand, { type: 'DisposeUnits' }>;
export const dispose = (change: Partial<Dispose> = {}): Dispose => ({
  type: 'DisposeUnits',
  act: newAct(),
  no: 1,
  quantity: 1,
  disposition: 'restock',
  locationId: binOf('A-01'),
  note: '',
  from: null,
  by: 'P1',
  at,
  facts: nobodyDeclined,
  ...change,
});

export const returnCommands = {
  ask: { type: 'AdviseReturn', advised: newReturn, facts: leftOf(5) },
  label: {
    type: 'RecordReturnLabel',
    label: { reference: 'L1', carrierName: 'Post', trackingNumber: 'QP1', labelUrl: null, howTo: '' },
  },
  'sent off': { type: 'RecordReturnSent', at },
  'one arrives': receive(1),
  'taken back': { type: 'TakeBackUnits', act: newAct(), undoes: seenAct, by: 'P1', at },
  'lies in a bin': {
    type: 'ShelveUnits',
    act: newAct(),
    sku: skuOf('MUG'),
    quantity: 1,
    warehouseId: leeds,
    locationId: binOf('A-01'),
    by: 'P1',
    at,
  },
  'put on the shelf': dispose(),
  scrap: dispose({ disposition: 'scrap', locationId: null }),
  'let it be kept': dispose({ disposition: 'keep', locationId: null }),
  'nothing more comes': { type: 'CloseReturn', at },
  refuse: { type: 'RefuseReturn', reason: 'worn', by: 'P1', at },
  cancel: { type: 'CancelReturn', reason: 'kept', by: null, at },
  'its time is over': { type: 'ExpireReturn', at: '2026-04-01T00:00:00.000Z' },
  'give money back': {
    type: 'RecordRefundAsked',
    refund: { refundId: 'r2', amountMinor: 500, postageMinor: 0, lines: [{ lineNo: 1, quantity: 1 }] },
    facts: nobodyDeclined,
  },
  exchange: {
    type: 'RecordExchange',
    exchange: {
      orderId: orderIdOf(2),
      number: '1042-E1',
      paymentId: null,
      creditMinor: 500,
      postageMinor: 0,
      lines: [{ lineNo: 1, quantity: 1 }],
    },
    facts: nobodyDeclined,
  },
} as const satisfies Record<string, ReturnCommand>;

const arrived: ReturnEvent[] = [
  {
    type: 'UnitsReceived',
    act: seenAct,
    units: mugs(1).map((unit) => ({ ...unit, no: 1, seen: { condition: 'as-new', photos: [] } })),
    warehouseId: leeds,
    by: 'P1',
    at,
  },
];
const scrapped: ReturnEvent = {
  type: 'UnitsDisposed',
  act: newAct(),
  no: 1,
  from: null,
  disposal: { disposition: 'scrap', quantity: 1, locationId: null, note: '', by: 'P1', at },
};
const toState: Record<ReturnState, ReturnEvent[]> = {
  advised: [],
  'in-transit': [{ type: 'ReturnSent', at }],
  received: arrived,
  disposed: [
    ...arrived,
    scrapped,
    { type: 'UnitsGivenUp', lines: [{ no: 1, quantity: 1 }] },
    { type: 'ReturnDisposed', at },
  ],
  refused: [{ type: 'ReturnRefused', reason: 'worn', by: 'P1', at }],
  cancelled: [{ type: 'ReturnCancelled', reason: 'kept', by: null, at }],
  expired: [{ type: 'ReturnExpired', at }],
};

export function returnIn(state: ReturnColumn): GoodsReturn | null {
  if (state === 'none') return null;
  return [
    { type: 'ReturnAdvised', advised: newReturn } as const,
    ...toState[state],
  ].reduce<GoodsReturn | null>(evolveReturn, null);
}

const unknown = 'return-unknown';
const ended = 'return-ended';
const over = 'return-dispose-over';
const nothingKnown = 'nothing-to-undo';
const nothingHere = 'return-settled-over';
const fact = ['UnitsReceived'] as const;

export const returnTable: Record<keyof typeof returnCommands, Record<ReturnColumn, ReturnCell>> = {
  ask: {
    none: ['ReturnAdvised'],
    advised: [],
    'in-transit': [],
    received: [],
    disposed: [],
    refused: [],
    cancelled: [],
    expired: [],
  },
  label: {
    none: unknown,
    advised: ['ReturnLabelled'],
    'in-transit': ['ReturnLabelled'],
    received: ['ReturnLabelled'],
    disposed: ended,
    refused: ended,
    cancelled: ended,
    expired: ended,
  },
  'sent off': {
    none: unknown,
    advised: ['ReturnSent'],
    'in-transit': [],
    received: [],
    disposed: [],
    refused: [],
    cancelled: [],
    expired: ['ReturnSent'],
  },
  'one arrives': {
    none: unknown,
    advised: fact,
    'in-transit': fact,
    received: fact,
    disposed: fact,
    refused: fact,
    cancelled: fact,
    expired: fact,
  },
  'taken back': {
    none: unknown,
    advised: nothingKnown,
    'in-transit': nothingKnown,
    received: ['UnitsTakenBack'],
    disposed: over,
    refused: nothingKnown,
    cancelled: nothingKnown,
    expired: nothingKnown,
  },
  'lies in a bin': {
    none: unknown,
    advised: over,
    'in-transit': over,
    received: ['UnitsDisposed'],
    disposed: over,
    refused: over,
    cancelled: over,
    expired: over,
  },
  'put on the shelf': {
    none: unknown,
    advised: over,
    'in-transit': over,
    received: ['UnitsDisposed'],
    disposed: over,
    refused: over,
    cancelled: over,
    expired: over,
  },
  scrap: {
    none: unknown,
    advised: over,
    'in-transit': over,
    received: ['UnitsDisposed'],
    disposed: over,
    refused: over,
    cancelled: over,
    expired: over,
  },
  'let it be kept': {
    none: unknown,
    advised: ['UnitsDisposed'],
    'in-transit': ['UnitsDisposed'],
    received: ['UnitsDisposed'],
    disposed: ended,
    refused: ended,
    cancelled: ended,
    expired: ended,
  },
  'nothing more comes': {
    none: unknown,
    advised: 'return-not-received',
    'in-transit': 'return-not-received',
    received: 'return-not-decided',
    disposed: [],
    refused: ended,
    cancelled: ended,
    expired: ended,
  },
  refuse: {
    none: unknown,
    advised: ['ReturnRefused'],
    'in-transit': ended,
    received: ended,
    disposed: ended,
    refused: [],
    cancelled: ended,
    expired: ended,
  },
  cancel: {
    none: unknown,
    advised: ['ReturnCancelled'],
    'in-transit': ended,
    received: ended,
    disposed: ended,
    refused: ended,
    cancelled: [],
    expired: ended,
  },
  'its time is over': {
    none: unknown,
    advised: ['ReturnExpired'],
    'in-transit': ['ReturnExpired'],
    received: [],
    disposed: [],
    refused: [],
    cancelled: [],
    expired: [],
  },
  'give money back': {
    none: unknown,
    advised: nothingHere,
    'in-transit': nothingHere,
    received: ['ReturnRefundAsked'],
    disposed: ['ReturnRefundAsked'],
    refused: nothingHere,
    cancelled: nothingHere,
    expired: nothingHere,
  },
  exchange: {
    none: unknown,
    advised: nothingHere,
    'in-transit': nothingHere,
    received: ['ReturnExchanged'],
    disposed: ['ReturnExchanged'],
    refused: nothingHere,
    cancelled: nothingHere,
    expired: nothingHere,
  },
};
