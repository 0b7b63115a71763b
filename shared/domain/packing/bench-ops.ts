// Ops as the packing session makes them. The same shapes as shared/sync/op.ts carries, written here because
// shared/domain may not know about synchronisation; a type test in shared/sync keeps the two equal.
import type { BoxOverride } from '../boxing/box-override';
import type { AskedPaper } from '../document/paper-rules';
import type { Parcel, ParcelActor, ParcelLabel } from '../parcel/parcel';
import type { Bench, BenchFacts } from './session';
import type {
  BoxId,
  LocationId,
  OpId,
  ParcelId,
  PersonId,
  PurchaseId,
  ReceivingId,
  Sku,
  TaskId,
  TourId,
  TransferId,
} from '../ids';
import type { PhotoFile, PhotoSubject } from '../photo/photo';
import type { Condition, ReceivedTo, TraitValues } from '../purchasing/purchase';
import type { ReturnCondition } from '../returns/goods-return';
import type { BroughtWith } from '../returns/returning';
import type { CarrierNumber } from '../shipping/carrier';
import type { UsedPadding } from './box';
import type { WrongItem } from './mistake';
import type { OverrideReason } from '../special/special-mark';
import type { SaleSaid } from '../stock/counter-sale';
import type { CoveredLine } from '../stock/quota';
import type { Lot } from '../stock/lot';
import type { LotUnits } from '../stock/lot-levels';
import type { LotSwap } from '../stock/swap';
import type { SealWeight } from '../weighing/seal-weight';
import type { StationOrder } from '../stock/station-order';

type TakenIn = {
  receivingId: ReceivingId;
  purchaseId: PurchaseId | null;
  transferId?: TransferId | undefined;
  sku: Sku;
  quantity: number;
  condition: Condition;
  to: ReceivedTo;
};

type Body = {
  'parcel.claim': Record<string, never>;
  'parcel.open': Record<string, never>;
  'parcel.open-provisional': { supervisorId: PersonId };
  'parcel.pack-item': {
    sku: Sku;
    quantity: number;
    code: string;
    scanId: string;
    lot?: Lot | undefined;
    serial?: string | undefined;
    tote?: string | undefined;
  };
  'parcel.report-item': {
    sku: Sku;
    quantity: number;
    problem: 'missing' | 'damaged';
    otherSite?: boolean | undefined;
    takenFrom?: LocationId | undefined;
  };
  'parcel.undo': { undoes: OpId };
  'parcel.choose-box': { boxId: BoxId; override?: BoxOverride | undefined };
  'parcel.next-box': { newParcelId: ParcelId };
  'parcel.ship-part': Record<string, never>;
  'parcel.hold': { reason: string };
  'parcel.resume': Record<string, never>;
  'parcel.record-label': { label: ParcelLabel };
  'parcel.seal': {
    sscc: string;
    weightGrams: number;
    carrierNumber?: CarrierNumber | undefined;
    read?: Sku[] | undefined;
    padding?: UsedPadding | undefined;
    weighed?: SealWeight | undefined;
    papers?: { asked: AskedPaper[]; note: { series: string; number: number } | null } | undefined;
  };
  'parcel.reopen': { reason: string };
  'parcel.answer-cancel':
    | { answer: 'accepted'; lines: { lineNo: number; quantity: number }[] }
    | { answer: 'too-late' };
  'parcel.give-back': Record<string, never>;
  'parcel.verify': { verifierId: PersonId; override?: OverrideReason | undefined };
  'parcel.prove-tag': { code: string };
  'parcel.hand-over': { sscc: string; onNote?: true | undefined };
  'code.propose': {
    code: string;
    text: string;
    raw: string;
    aim: string | null;
    scanId: string;
    sku: Sku;
    quantity: number;
    counted: boolean;
    supervisorId?: PersonId | undefined;
  };
  'photo.take': { subject: PhotoSubject; file: PhotoFile | null };
  'tour.claim': { tourId: TourId };
  'tour.begin': { tourId: TourId };
  'tour.take-tote': { tourId: TourId; position: number; tote: string };
  'tour.pick': {
    tourId: TourId;
    lineNo: number;
    quantity: number;
    from: LocationId;
    planned: LocationId;
    tote: string | null;
    code: string;
    scanId: string;
    lot?: Lot | undefined;
    serial?: string | undefined;
    swap?: LotSwap | undefined;
    zone?: string | undefined;
  };
  'tour.put-back': {
    tourId: TourId;
    undoes: OpId;
    lineNo: number;
    quantity: number;
    to: LocationId;
    lot?: Lot | undefined;
    serial?: string | undefined;
    zone?: string | undefined;
  };
  'tour.skip-bin': { tourId: TourId; locationId: LocationId };
  'tour.look-elsewhere': {
    tourId: TourId;
    lineNo: number;
    quantity: number;
    from: LocationId;
    to: LocationId;
  };
  'tour.short': {
    tourId: TourId;
    lineNo: number;
    quantity: number;
    at: LocationId;
    problem: 'missing' | 'damaged';
    holds: boolean;
    otherSite?: boolean | undefined;
  };
  'tour.drop': { tourId: TourId; locationId: LocationId };
  'tour.give-back': { tourId: TourId };
  'stock.move': {
    sku: Sku;
    quantity: number;
    from: LocationId;
    to: LocationId;
    taskId: TaskId | null;
    code: string;
    scanId: string;
    lot?: Lot | undefined;
  };
  'transfer.load': {
    transferId: TransferId;
    sku: Sku;
    quantity: number;
    from: LocationId;
    code: string;
    scanId: string;
    lot?: Lot | undefined;
  };
  'transfer.unload': { transferId: TransferId; undoes: OpId; sku: Sku; quantity: number; to: LocationId };
  'transfer.depart': { transferId: TransferId };
  'task.begin': { taskId: TaskId };
  'receipt.take': TakenIn & TraitValues & { code: string; scanId: string };
  'receipt.undo': TakenIn & { undoes: OpId };
  'receipt.finish': {
    receivingId: ReceivingId;
    purchaseId: PurchaseId | null;
    transferId?: TransferId | undefined;
    rest: 'awaited' | 'short';
  };
  'return.take': BroughtWith & {
    sku: Sku;
    quantity: number;
    condition: ReturnCondition;
    note: string;
    photos?: string[] | undefined;
    code: string;
    scanId: string;
  };
  'return.undo': BroughtWith & { undoes: OpId; sku: Sku; quantity: number };
  'return.shelve': BroughtWith & {
    sku: Sku;
    quantity: number;
    to: LocationId;
    code: string;
    scanId: string;
  };
  'return.report': BroughtWith & { problem: 'not-ours'; note: string };
  'return.finish': BroughtWith & { rest: 'awaited' | 'missing' };
  'counter.sell': { series: string; number: number; lines: CoveredLine[]; said?: SaleSaid | undefined };
  'order.take': StationOrder;
  'stock.count': {
    locationId: LocationId;
    sku: Sku;
    counted: number;
    inBoxes: number;
    seen: { epoch: string; seq: number };
    lots?: LotUnits[] | undefined;
  };
  'bench.log-in': { personId: PersonId; supervisorId?: PersonId | undefined; side?: 'right' | undefined };
  'bench.log-out': Record<string, never>;
  'bench.lost-op': Record<string, never>;
  'bench.lock-person': { personId: PersonId; lockMinutes: number };
  'bench.unlock-person': { personId: PersonId; supervisorId: PersonId };
  'bench.refuse-scan': { code: string; text: string; wrong?: WrongItem | undefined };
};

export type BenchOp = {
  [T in keyof Body]: { opId: OpId; type: T; parcelId: ParcelId | null; fence: number | null; body: Body[T] };
}[keyof Body];

/** Who acts at this bench on a parcel, as the parcel's rule asks. */
export function actor(bench: Bench, parcel: Parcel, facts: BenchFacts): ParcelActor {
  return { stationId: facts.stationId, personId: bench.operator?.personId ?? null, fence: parcel.fence };
}

/** What every op about a parcel begins with. */
export function about(parcel: Parcel, facts: BenchFacts): Pick<BenchOp, 'opId' | 'parcelId' | 'fence'> {
  return { opId: facts.newOpId(), parcelId: parcel.parcelId, fence: parcel.fence };
}
