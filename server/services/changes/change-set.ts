// Everything one transaction changes, in memory: orders, parcels, reservations, movements, tasks and what follows later.
// Rules fold over it without touching the database; load.ts fills it and store.ts writes it set by set.
// Must never let a reservation fall below zero or a unit be reserved twice: that is a bug, and it throws.
import type { OrderId, ParcelId, Sku, StationId, WarehouseId } from '../../../shared/domain/ids';
import type { Order } from '../../../shared/domain/order/order';
import type { TaskDraft } from '../../../shared/domain/parcel/effects';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { AbcClass } from '../../../shared/domain/stock/count-policy';
import type { StockMove } from '../../../shared/domain/stock/ledger';
import type { LotUnits } from '../../../shared/domain/stock/lot-levels';
import type { Grant } from '../../../shared/domain/stock/quota';
import type { Condition, Purchase } from '../../../shared/domain/purchasing/purchase';
import type { GoodsReturn, ReturnCondition } from '../../../shared/domain/returns/goods-return';
import type { Lot } from '../../../shared/domain/stock/lot';
import type { Tour } from '../../../shared/domain/tour/tour';
import type { Transfer } from '../../../shared/domain/transfer/transfer';
import type { OpResult, Task } from '../../../shared/sync/documents';
import type { OpEnvelope } from '../../../shared/sync/op';
import type { OtherSiteWork } from './other-sites';
import type { CounterSaleRecord } from './counter-sales';
import type { StationOrderRecord } from './station-orders';
import type { StockHold } from './stock-holds';
import type { TillCountRecord } from './till-counts';

/** Who and when: from the token and the op, or head office itself (nulls). */
export type Cause = { at: string; actor: string | null; stationId: string | null; opId: string | null };

export type Reservation = {
  warehouseId: WarehouseId;
  orderId: OrderId;
  lineNo: number;
  sku: Sku;
  locationId: string;
  quantity: number;
  /** Units of it that a parcel's plan counts on; the rest waits until the order is complete. */
  inParcels: number;
};

export type EventRecord = {
  aggregate:
    | 'order'
    | 'parcel'
    | 'tour'
    | 'purchase'
    | 'transfer'
    | 'return'
    | 'stock'
    | 'receiving'
    | 'counter-sale'
    | 'till';
  aggregateId: string;
  type: string;
  body: Record<string, unknown>;
  cause: Cause;
};

export type AnsweredOp = {
  envelope: OpEnvelope;
  stationId: string;
  warehouseId: WarehouseId;
  contentHash: string;
  result: Omit<OpResult, 'seq' | 'parcelSeq'>;
  /** The whole answer, once it is stored. */
  stored?: OpResult;
};

/** A count as it was told, and what became of it. */
export type CountRecord = {
  warehouseId: WarehouseId;
  opId: string;
  stationId: string;
  locationId: string;
  sku: Sku;
  counted: number;
  inBoxes: number;
  epoch: string;
  seq: number;
  difference: number;
  /** Who counted, and when. */
  actor: string | null;
  at: string;
  /** What the books would have had there before the counter's eyes. */
  expected: number;
  class: AbcClass | null;
  /** The difference is small enough by the rules of that class. */
  isWithin: boolean;
  /** Of a unit; null where nobody has told one. */
  cost: UnitCost | null;
  /** waiting: for a second count. approval: for a manager. unplaced: told of a life of head office that is over. */
  state: 'booked' | 'waiting' | 'approval' | 'superseded' | 'unplaced';
  /** It was judged when so many movements of this change set had been made. */
  behind: number;
};

export type UnitCost = { costMinor: number; currency: string };

/** The lots of a place as they were counted: true once the first `behind` movements were made. */
export type LotCount = {
  behind: number;
  warehouseId: WarehouseId;
  sku: Sku;
  locationId: string;
  lots: LotUnits[];
  cause: Cause;
};

/** Units that were taken in, as they were told. */
export type ReceiptRecord = {
  warehouseId: WarehouseId;
  opId: string;
  receivingId: string;
  purchaseId: string | null;
  transferId: string | null;
  stationId: string;
  sku: Sku;
  quantity: number;
  condition: Condition;
  locationId: string;
  lot: string | null;
  serial: string | null;
  expiry: string | null;
  actor: string | null;
  at: string;
  /** The op that took it back. */
  undoneBy: string | null;
};

/** Units that were loaded for another site, as they were told; without a transfer that is known when it is null. */
export type LoadRecord = {
  warehouseId: WarehouseId;
  opId: string;
  transferId: string | null;
  stationId: string;
  sku: Sku;
  quantity: number;
  locationId: string;
  lot: Lot | null;
  actor: string | null;
  at: string;
  /** The op that took it back. */
  undoneBy: string | null;
};

/** Goods that come without an order: counting them was begun, or is over. */
export type ReceivingMark = {
  warehouseId: WarehouseId;
  receivingId: string;
  stationId: string;
  at: string;
  by: string | null;
};

/** Units that came back and were taken in at a bench, as they were told. */
export type ReturnTakeRecord = {
  warehouseId: WarehouseId;
  opId: string;
  /** As the bench called what they came back with, and the return that it was found to be. */
  givenId: string;
  returnId: string | null;
  stationId: string;
  sku: Sku;
  quantity: number;
  condition: ReturnCondition;
  actor: string | null;
  at: string;
  /** The op that took it back. */
  undoneBy: string | null;
};

/** `order`: try to allocate this order. `stock`: units of a SKU became free; orders that wait for it come first. */
export type Wake =
  | { kind: 'order'; orderId: OrderId }
  | { kind: 'stock'; warehouseId: WarehouseId; sku: Sku };

export type ChangeSet = {
  /** Head office's clock for this transaction. */
  at: string;
  newId: () => string;
  orders: Map<string, Order>;
  parcels: Map<string, Parcel>;
  tours: Map<string, Tour>;
  purchases: Map<string, Purchase>;
  transfers: Map<string, Transfer>;
  reservations: Map<string, Reservation[]>;
  /** Content hash of orders that are placed here; others are updated. */
  placed: Map<string, string>;
  touchedOrders: Set<string>;
  touchedParcels: Set<string>;
  touchedTours: Set<string>;
  touchedPurchases: Set<string>;
  touchedTransfers: Set<string>;
  /** New ones, and those of before that were taken back. */
  loads: Map<string, LoadRecord>;
  /** New ones, and those of before that were taken back. */
  receipts: Map<string, ReceiptRecord>;
  /** By receiving; each is marked once, whatever is told later. */
  receivingsBegun: Map<string, ReceivingMark>;
  receivingsClosed: Map<string, ReceivingMark>;
  returns: Map<string, GoodsReturn>;
  touchedReturns: Set<string>;
  /** Ops of stations that were about a return, whether they changed it or not. */
  heardOfReturns: { returnId: string; stationId: StationId; stationSeq: number; warehouseId: WarehouseId }[];
  /** New ones, and those of before that were taken back. */
  returnTakes: Map<string, ReturnTakeRecord>;
  touchedReservations: Set<Reservation>;
  /** Orders whose list of lines waiting for stock is written anew: allocation was tried, or was given up. */
  backordersOf: Set<string>;
  events: EventRecord[];
  moves: { warehouseId: WarehouseId; move: StockMove; cause: Cause }[];
  /** What counts told of lots. */
  lotCounts: LotCount[];
  grants: Map<string, Grant & { warehouseId: WarehouseId }>;
  touchedGrants: Set<string>;
  counts: CountRecord[];
  /** What orders keep without being given it, by order. */
  stockHolds: Map<string, StockHold[]>;
  touchedStockHolds: Set<StockHold>;
  /** Orders taken at stations, to be placed with what their quotas covered. */
  stationOrders: StationOrderRecord[];
  /** Sales over the counter that told what was asked and how it was paid. */
  counterSales: CounterSaleRecord[];
  tillCounts: TillCountRecord[];
  /** Rests that shall come from another site than the one that was short. */
  otherSites: OtherSiteWork[];
  /** Change of reserved units by warehouse and SKU. */
  reserved: Map<string, { warehouseId: WarehouseId; sku: Sku; delta: number }>;
  tasks: { warehouseId: WarehouseId; task: Omit<Task, 'seq'> }[];
  ops: AnsweredOp[];
  wakes: Map<string, Wake>;
  /** Documents have passed their schemas (check-documents.ts). */
  checked: boolean;
};

export function newChangeSet(at: string, newId: () => string): ChangeSet {
  return {
    at,
    newId,
    orders: new Map(),
    parcels: new Map(),
    tours: new Map(),
    purchases: new Map(),
    transfers: new Map(),
    reservations: new Map(),
    placed: new Map(),
    touchedOrders: new Set(),
    touchedParcels: new Set(),
    touchedTours: new Set(),
    touchedPurchases: new Set(),
    touchedTransfers: new Set(),
    loads: new Map(),
    receipts: new Map(),
    receivingsBegun: new Map(),
    receivingsClosed: new Map(),
    returns: new Map(),
    touchedReturns: new Set(),
    heardOfReturns: [],
    returnTakes: new Map(),
    touchedReservations: new Set(),
    backordersOf: new Set(),
    events: [],
    moves: [],
    lotCounts: [],
    grants: new Map(),
    touchedGrants: new Set(),
    counts: [],
    stockHolds: new Map(),
    touchedStockHolds: new Set(),
    stationOrders: [],
    counterSales: [],
    tillCounts: [],
    otherSites: [],
    reserved: new Map(),
    tasks: [],
    ops: [],
    wakes: new Map(),
    checked: false,
  };
}

export function headOfficeCause(changes: Pick<ChangeSet, 'at'>): Cause {
  return { at: changes.at, actor: null, stationId: null, opId: null };
}

export type ReservationPlace = Pick<Reservation, 'warehouseId' | 'orderId' | 'lineNo' | 'sku' | 'locationId'>;

/** Adds (or takes, when negative) units reserved in one bin for one order line; `inParcels` moves with its own count. */
export function changeReservation(
  changes: ChangeSet,
  place: ReservationPlace,
  quantity: number,
  inParcels: number,
): void {
  if (quantity === 0 && inParcels === 0) return;
  const list = changes.reservations.get(place.orderId) ?? [];
  changes.reservations.set(place.orderId, list);
  let row = list.find(
    (each) =>
      each.lineNo === place.lineNo &&
      each.locationId === place.locationId &&
      each.warehouseId === place.warehouseId,
  );
  if (!row) {
    row = { ...place, quantity: 0, inParcels: 0 };
    list.push(row);
  }
  row.quantity += quantity;
  row.inParcels += inParcels;
  if (row.quantity < 0 || row.inParcels < 0 || row.inParcels > row.quantity) {
    throw new Error(
      `reservation of order ${place.orderId} line ${place.lineNo} at ${place.locationId} became ${row.quantity} with ${row.inParcels} in parcels`,
    );
  }
  changes.touchedReservations.add(row);
  const key = stockKey(place.warehouseId, place.sku);
  const total = changes.reserved.get(key) ?? { warehouseId: place.warehouseId, sku: place.sku, delta: 0 };
  total.delta += quantity;
  changes.reserved.set(key, total);
}

export function stockKey(warehouseId: string, sku: string): string {
  return `${warehouseId}\n${sku}`;
}

export function wake(changes: ChangeSet, reason: Wake): void {
  const key =
    reason.kind === 'order' ? `order ${reason.orderId}` : `stock ${stockKey(reason.warehouseId, reason.sku)}`;
  changes.wakes.set(key, reason);
}

export function addTask(
  changes: ChangeSet,
  warehouseId: WarehouseId,
  draft: TaskDraft,
  about: { orderId: OrderId | null; parcelId: ParcelId | null; opId: string | null },
): Task['taskId'] {
  const taskId = changes.newId() as Task['taskId'];
  changes.tasks.push({
    warehouseId,
    task: {
      taskId,
      kind: draft.kind,
      state: 'open',
      values: draft.values,
      orderId: about.orderId,
      parcelId: about.parcelId,
      opId: about.opId as Task['opId'],
      at: changes.at,
    },
  });
  return taskId;
}
