// What every command answers in every state of a purchase order, printed to docs/states/purchase.md. The types make it
// complete: a new state or command does not compile until it has its cells.
import type { PurchaseId, Sku, WarehouseId } from '../ids';
import type { RefusalCode } from '../refusal';
import { evolvePurchase } from './evolve';
import type { Purchase, PurchaseCommand, PurchaseEvent, PurchasePlan } from './purchase';

export type PurchaseCell = readonly PurchaseEvent['type'][] | RefusalCode;
export const purchaseColumns = ['none', 'draft', 'sent', 'partly received', 'closed', 'cancelled'] as const;
export type PurchaseColumn = (typeof purchaseColumns)[number];

const purchaseId = '019b0000-0000-7000-8000-0000000000d1' as PurchaseId;
export const mug = 'MUG' as Sku;
export const lamp = 'LAMP' as Sku;
export const cup = 'CUP' as Sku;
const at = '2026-01-05T10:00:00.000Z';

export const purchasePlan: PurchasePlan = {
  purchaseId,
  number: 1001,
  warehouseId: 'W1' as WarehouseId,
  supplier: 'Mug Works',
  supplierReference: 'MW-77',
  currency: 'EUR',
  note: '',
  lines: [
    { lineNo: 1, sku: mug, name: 'White mug', ordered: 10, unitCostMinor: 180, expectedOn: '2026-01-12' },
    { lineNo: 2, sku: lamp, name: 'Lamp', ordered: 4, unitCostMinor: null, expectedOn: '2026-01-12' },
    { lineNo: 3, sku: mug, name: 'White mug', ordered: 5, unitCostMinor: 180, expectedOn: '2026-01-10' },
  ],
};

const sent: PurchaseEvent = { type: 'PurchaseSent', purchaseId, at };
const came: PurchaseEvent = {
  type: 'GoodsReceived',
  purchaseId,
  opId: '019b0000-0000-7000-8000-0000000000e1',
  sku: mug,
  name: 'White mug',
  quantity: 3,
  isDamaged: false,
  shares: { lines: [{ lineNo: 3, quantity: 3 }], extra: 0 },
};
const ways: Record<Exclude<PurchaseColumn, 'none'>, readonly PurchaseEvent[]> = {
  draft: [],
  sent: [sent],
  'partly received': [sent, came],
  closed: [sent, came, { type: 'PurchaseClosed', purchaseId, at, isShort: true }],
  cancelled: [sent, { type: 'PurchaseCancelled', purchaseId, at }],
};

/** Mugs on two days and lamps; three mugs came where something did. */
export function purchaseIn(state: PurchaseColumn): Purchase | null {
  if (state === 'none') return null;
  const drafted: PurchaseEvent = { type: 'PurchaseDrafted', purchaseId, plan: purchasePlan };
  return [drafted, ...ways[state]].reduce<Purchase | null>(evolvePurchase, null);
}

const opId = '019b0000-0000-7000-8000-0000000000e2';
export const purchaseSayings = {
  draft: { type: 'DraftPurchase', plan: purchasePlan },
  change: { type: 'ChangePurchase', plan: { ...purchasePlan, note: 'soon' } },
  send: { type: 'SendPurchase', at },
  'expect on another day': { type: 'RescheduleLine', lineNo: 1, expectedOn: '2026-02-01' },
  'expect a line that is not there': { type: 'RescheduleLine', lineNo: 9, expectedOn: '2026-02-01' },
  cancel: { type: 'CancelPurchase', at },
  close: { type: 'ClosePurchase', at },
  reopen: { type: 'ReopenPurchase' },
  'take goods in': { type: 'TakeUnits', opId, sku: mug, name: 'White mug', quantity: 2, isDamaged: false },
  'take in what nobody ordered': {
    type: 'TakeUnits',
    opId,
    sku: cup,
    name: 'Cup',
    quantity: 1,
    isDamaged: true,
  },
  'take in none': { type: 'TakeUnits', opId, sku: mug, name: 'White mug', quantity: 0, isDamaged: false },
  'take three mugs back': {
    type: 'TakeBackUnits',
    undoes: opId,
    sku: mug,
    quantity: 3,
    isDamaged: false,
  },
  'take back what never came': {
    type: 'TakeBackUnits',
    undoes: opId,
    sku: lamp,
    quantity: 1,
    isDamaged: false,
  },
} as const satisfies Record<string, PurchaseCommand>;
export type PurchaseSaying = keyof typeof purchaseSayings;

const none = 'purchase-unknown';
const notNow = 'purchase-not-now';
type Row = Record<PurchaseColumn, PurchaseCell>;
const row = (
  draft: PurchaseCell,
  whenSent: PurchaseCell,
  partly: PurchaseCell,
  closed: PurchaseCell,
  cancelled: PurchaseCell,
): Row => ({ none, draft, sent: whenSent, 'partly received': partly, closed, cancelled });

export const purchaseTable: Record<PurchaseSaying, Row> = {
  draft: {
    none: ['PurchaseDrafted'],
    draft: 'purchase-exists',
    sent: 'purchase-exists',
    'partly received': 'purchase-exists',
    closed: 'purchase-exists',
    cancelled: 'purchase-exists',
  },
  change: row(['PurchaseChanged'], notNow, notNow, notNow, notNow),
  send: row(['PurchaseSent'], [], [], notNow, notNow),
  'expect on another day': row(['LineRescheduled'], ['LineRescheduled'], ['LineRescheduled'], notNow, notNow),
  'expect a line that is not there': row(
    'line-unknown',
    'line-unknown',
    'line-unknown',
    'line-unknown',
    'line-unknown',
  ),
  cancel: row(['PurchaseCancelled'], ['PurchaseCancelled'], notNow, notNow, []),
  close: row(notNow, ['PurchaseClosed'], ['PurchaseClosed'], [], notNow),
  reopen: row([], [], [], ['PurchaseReopened'], ['PurchaseReopened']),
  'take goods in': row(
    ['GoodsReceived'],
    ['GoodsReceived'],
    ['GoodsReceived'],
    ['GoodsReceived'],
    ['GoodsReceived'],
  ),
  'take in what nobody ordered': row(
    ['GoodsReceived'],
    ['GoodsReceived'],
    ['GoodsReceived'],
    ['GoodsReceived'],
    ['GoodsReceived'],
  ),
  'take in none': row(
    'quantity-not-positive',
    'quantity-not-positive',
    'quantity-not-positive',
    'quantity-not-positive',
    'quantity-not-positive',
  ),
  'take three mugs back': row(
    'nothing-to-undo',
    'nothing-to-undo',
    ['ReceiptUndone'],
    ['ReceiptUndone'],
    'nothing-to-undo',
  ),
  'take back what never came': row(
    'nothing-to-undo',
    'nothing-to-undo',
    'nothing-to-undo',
    'nothing-to-undo',
    'nothing-to-undo',
  ),
};
