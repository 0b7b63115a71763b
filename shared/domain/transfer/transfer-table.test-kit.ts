// What every command answers in every state of a transfer, printed to docs/states/transfer.md. The types make it complete: a
// new state or command does not compile until it has its cells.
import type { Sku, TransferId, WarehouseId } from '../ids';
import type { RefusalCode } from '../refusal';
import { evolveTransfer } from './evolve';
import type {
  Transfer,
  TransferCommand,
  TransferEvent,
  TransferHere,
  TransferPlan,
  TransferSide,
} from './transfer';

export type TransferCell = readonly TransferEvent['type'][] | RefusalCode;
export const transferColumns = [
  'none',
  'draft',
  'released',
  'loading',
  'in transit',
  'partly received',
  'closed',
  'cancelled',
] as const;
export type TransferColumn = (typeof transferColumns)[number];

const transferId = '019b0000-0000-7000-8000-0000000000f1' as TransferId;
export const mug = 'MUG' as Sku;
export const lamp = 'LAMP' as Sku;
export const cup = 'CUP' as Sku;
const at = '2026-01-05T10:00:00.000Z';

export const transferPlan: TransferPlan = {
  transferId,
  number: 1001,
  fromId: 'W1' as WarehouseId,
  fromName: 'Leeds',
  toId: 'W2' as WarehouseId,
  toName: 'Rotterdam',
  dueOn: '2026-01-12',
  note: '',
  lines: [
    { lineNo: 1, sku: mug, name: 'White mug', asked: 10 },
    { lineNo: 2, sku: lamp, name: 'Lamp', asked: 4 },
  ],
};

const released: TransferEvent = { type: 'TransferReleased', transferId, at };
const opId = '019b0000-0000-7000-8000-0000000000e3';
const loaded: TransferEvent = {
  type: 'GoodsLoaded',
  transferId,
  opId,
  sku: mug,
  name: 'White mug',
  quantity: 8,
};
const departed: TransferEvent = { type: 'TransferDeparted', transferId, at };
const arrived: TransferEvent = { ...loaded, type: 'GoodsArrived', quantity: 3, isDamaged: false };
const ways: Record<Exclude<TransferColumn, 'none'>, readonly TransferEvent[]> = {
  draft: [],
  released: [released],
  loading: [released, loaded],
  'in transit': [released, loaded, departed],
  'partly received': [released, loaded, departed, arrived],
  closed: [released, loaded, departed, arrived, { type: 'TransferClosed', transferId, at, isShort: true }],
  cancelled: [released, { type: 'TransferCancelled', transferId, at }],
};

/** Ten mugs and four lamps are asked for; eight mugs were loaded, and three of them arrived, where somebody did. */
export function transferIn(state: TransferColumn): Transfer | null {
  if (state === 'none') return null;
  const drafted: TransferEvent = { type: 'TransferDrafted', transferId, plan: transferPlan };
  return [drafted, ...ways[state]].reduce<Transfer | null>(evolveTransfer, null);
}

/** As a station has one that is under way. */
export function transferAt(side: TransferSide, state: TransferColumn = 'in transit'): TransferHere {
  const transfer = transferIn(side === 'send' ? 'released' : state);
  if (!transfer) throw new Error('a station has no transfer that is not there');
  return { side, transfer };
}

const enough = [
  { sku: mug, units: 10 },
  { sku: lamp, units: 9 },
];
const unit = { opId, sku: mug, name: 'White mug', quantity: 2 };
export const transferSayings = {
  draft: { type: 'DraftTransfer', plan: transferPlan },
  change: { type: 'ChangeTransfer', plan: { ...transferPlan, note: 'soon' } },
  release: { type: 'ReleaseTransfer', at, free: enough },
  'release more than there is': { type: 'ReleaseTransfer', at, free: [{ sku: mug, units: 9 }] },
  'expect on another day': { type: 'ExpectTransfer', dueOn: '2026-02-01' },
  load: { type: 'LoadUnits', ...unit },
  'load what nobody asked for': { type: 'LoadUnits', ...unit, sku: cup, name: 'Cup' },
  'load none': { type: 'LoadUnits', ...unit, quantity: 0 },
  'take eight mugs off': { type: 'UnloadUnits', undoes: opId, sku: mug, quantity: 8 },
  depart: { type: 'DepartTransfer', at },
  arrive: { type: 'ArriveUnits', ...unit, isDamaged: false },
  'arrive, and nobody sent it': { type: 'ArriveUnits', ...unit, sku: cup, name: 'Cup', isDamaged: true },
  'take three arrived mugs back': {
    type: 'TakeBackArrival',
    undoes: opId,
    sku: mug,
    quantity: 3,
    isDamaged: false,
  },
  close: { type: 'CloseTransfer', at },
  cancel: { type: 'CancelTransfer', at },
  reopen: { type: 'ReopenTransfer' },
} as const satisfies Record<string, TransferCommand>;
export type TransferSaying = keyof typeof transferSayings;

type Row = Record<TransferColumn, TransferCell>;
type Cells = [
  draft: TransferCell,
  released: TransferCell,
  loading: TransferCell,
  way: TransferCell,
  partly: TransferCell,
  closed: TransferCell,
  cancelled: TransferCell,
];
const row = (...[draft, whenReleased, loading, way, partly, closed, cancelled]: Cells): Row => ({
  none: 'transfer-unknown',
  draft,
  released: whenReleased,
  loading,
  'in transit': way,
  'partly received': partly,
  closed,
  cancelled,
});
const always = (cell: TransferCell): Row => row(cell, cell, cell, cell, cell, cell, cell);
const notNow = 'transfer-not-now';
const undone = 'nothing-to-undo';

export const transferTable: Record<TransferSaying, Row> = {
  draft: { ...always('transfer-exists'), none: ['TransferDrafted'] },
  change: row(['TransferChanged'], notNow, notNow, notNow, notNow, notNow, notNow),
  release: row(['TransferReleased'], [], [], notNow, notNow, notNow, notNow),
  'release more than there is': row('transfer-not-there', [], [], notNow, notNow, notNow, notNow),
  'expect on another day': row(
    ['TransferExpected'],
    ['TransferExpected'],
    ['TransferExpected'],
    ['TransferExpected'],
    ['TransferExpected'],
    notNow,
    notNow,
  ),
  load: always(['GoodsLoaded']),
  'load what nobody asked for': always(['GoodsLoaded']),
  'load none': always('quantity-not-positive'),
  'take eight mugs off': row(
    undone,
    undone,
    ['GoodsUnloaded'],
    ['GoodsUnloaded'],
    ['GoodsUnloaded'],
    ['GoodsUnloaded'],
    undone,
  ),
  depart: row(notNow, 'transfer-empty', ['TransferDeparted'], [], [], notNow, notNow),
  arrive: always(['GoodsArrived']),
  'arrive, and nobody sent it': always(['GoodsArrived']),
  'take three arrived mugs back': row(
    undone,
    undone,
    undone,
    undone,
    ['ArrivalUndone'],
    ['ArrivalUndone'],
    undone,
  ),
  close: row(notNow, notNow, ['TransferClosed'], ['TransferClosed'], ['TransferClosed'], [], notNow),
  cancel: row(['TransferCancelled'], ['TransferCancelled'], notNow, notNow, notNow, notNow, []),
  reopen: row([], [], [], [], [], ['TransferReopened'], ['TransferReopened']),
};
