// What every command answers in every state of a parcel: the specification of decide.ts as data, printed to
// docs/states/parcel.md. The types make it complete: a new command or state does not compile until it has its cells.
import type { RefusalCode } from '../refusal';
import type { ParcelCommand, ParcelEvent, ParcelState } from './parcel';

/** Event types in order, or the refusal code. No events means: already so, or nothing to say about this box. */
export type ParcelCell = readonly ParcelEvent['type'][] | RefusalCode;
export type ParcelColumn = ParcelState | 'none' | 'complete' | 'held';

/** `complete` is packing with everything in the box; `held` is packing and on hold; the rest of packing is begun. */
export const parcelColumns = [
  'none',
  'released',
  'leased',
  'packing',
  'complete',
  'held',
  'sealed',
  'labelled',
  'handed-over',
  'cancelled',
] as const satisfies readonly ParcelColumn[];

const nobody = { none: 'parcel-unknown', released: 'parcel-not-held-here' } as const;
const finished = { 'handed-over': 'parcel-handed-over', cancelled: 'parcel-cancelled' } as const;
const sealedNow = { sealed: 'parcel-sealed', labelled: 'parcel-sealed' } as const;
const onlyWhilePacking = { ...nobody, leased: 'parcel-not-open', ...sealedNow, ...finished } as const;

export const parcelTable: Record<ParcelCommand['type'], Record<ParcelColumn, ParcelCell>> = {
  LeaseParcel: {
    none: 'parcel-unknown',
    released: ['ParcelLeased'],
    leased: [],
    packing: [],
    complete: [],
    held: [],
    ...sealedNow,
    ...finished,
  },
  EndLease: {
    ...nobody,
    leased: ['LeaseEnded'],
    packing: ['LeaseEnded'],
    complete: ['LeaseEnded'],
    held: ['LeaseEnded'],
    ...sealedNow,
    ...finished,
  },
  RenewLease: {
    ...nobody,
    leased: ['LeaseRenewed'],
    packing: ['LeaseRenewed'],
    complete: ['LeaseRenewed'],
    held: ['LeaseRenewed'],
    ...sealedNow,
    ...finished,
  },
  OpenProvisionally: {
    none: 'parcel-unknown',
    released: ['ProvisionalPackStarted'],
    leased: ['ProvisionalPackStarted'],
    packing: ['ProvisionalPackStarted'],
    complete: ['ProvisionalPackStarted'],
    held: 'parcel-on-hold',
    ...sealedNow,
    ...finished,
  },
  OpenParcel: {
    ...nobody,
    leased: ['PackingStarted'],
    packing: [],
    complete: [],
    held: [],
    ...sealedNow,
    ...finished,
  },
  PackItem: {
    ...onlyWhilePacking,
    packing: ['ItemPacked'],
    complete: 'item-complete',
    held: 'parcel-on-hold',
  },
  ReportItem: {
    ...onlyWhilePacking,
    packing: ['ItemMissing'],
    complete: 'item-complete',
    held: 'parcel-on-hold',
  },
  UndoAct: {
    ...onlyWhilePacking,
    packing: ['ActUndone'],
    complete: ['ActUndone'],
    held: 'parcel-on-hold',
  },
  ChooseBox: {
    ...onlyWhilePacking,
    packing: ['BoxChosen'],
    complete: ['BoxChosen'],
    held: 'parcel-on-hold',
  },
  StartNextBox: {
    ...onlyWhilePacking,
    packing: ['RemainderMoved', 'NextBoxStarted'],
    complete: 'parcel-complete',
    held: 'parcel-on-hold',
  },
  ShipPart: {
    ...onlyWhilePacking,
    packing: ['RemainderReleased'],
    complete: 'parcel-complete',
    held: 'parcel-on-hold',
  },
  HoldParcel: {
    ...onlyWhilePacking,
    packing: ['ParcelHeld'],
    complete: ['ParcelHeld'],
    held: ['ParcelHeld'],
  },
  ResumeParcel: {
    ...nobody,
    leased: [],
    packing: [],
    complete: [],
    held: ['ParcelResumed'],
    sealed: [],
    labelled: [],
    'handed-over': [],
    cancelled: [],
  },
  SealParcel: {
    ...onlyWhilePacking,
    packing: 'parcel-incomplete',
    complete: ['ParcelSealed'],
    held: 'parcel-on-hold',
  },
  ReopenParcel: {
    ...nobody,
    leased: 'parcel-not-open',
    packing: [],
    complete: [],
    held: [],
    sealed: ['ParcelReopened'],
    labelled: ['ParcelReopened'],
    ...finished,
  },
  RecordLabel: {
    ...nobody,
    leased: [],
    packing: [],
    complete: [],
    held: [],
    sealed: ['LabelPrinted'],
    labelled: ['LabelPrinted'],
    'handed-over': ['LabelPrinted'],
    cancelled: [],
  },
  HandOverParcel: {
    ...nobody,
    leased: 'parcel-not-sealed',
    packing: 'parcel-not-sealed',
    complete: 'parcel-not-sealed',
    held: 'parcel-not-sealed',
    sealed: 'parcel-not-labelled',
    labelled: ['ParcelHandedOver'],
    ...finished,
  },
  CancelParcelLine: {
    none: 'parcel-unknown',
    released: ['ParcelLineCancelled'],
    leased: ['ParcelLineCancelled'],
    packing: ['ParcelLineCancelled'],
    complete: ['ParcelLineCancelled'],
    held: ['ParcelLineCancelled'],
    sealed: ['ParcelLineCancelled'],
    labelled: ['ParcelLineCancelled'],
    ...finished,
  },
};
