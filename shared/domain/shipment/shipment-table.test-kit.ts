// What every command answers in every state of a box's label: the specification of decide.ts as data, printed to
// docs/states/shipment.md.
import type { RefusalCode } from '../refusal';
import type { ShipmentCommand, ShipmentEvent, ShipmentState } from './shipment';

/** Event types in order, or the refusal code. No events means: already so. */
export type ShipmentCell = readonly ShipmentEvent['type'][] | RefusalCode;
/** `left` is bought and handed over to the carrier. */
export type ShipmentColumn = ShipmentState | 'none' | 'left';
export const shipmentColumns: readonly ShipmentColumn[] = [
  'none',
  'planned',
  'buying',
  'bought',
  'left',
  'void-requested',
  'voided',
  'failed',
  'withdrawn',
  'done',
];

type Row = Record<ShipmentColumn, ShipmentCell>;

function row(cells: ShipmentCell, over: Partial<Row> = {}): Row {
  const all = Object.fromEntries(shipmentColumns.map((column) => [column, cells])) as Row;
  return { ...all, none: 'shipment-unknown', ...over };
}

/** `PlanShipment` is about another box than the one the label is for; the deadline of the label has not passed. */
export const shipmentTable: Record<ShipmentCommand['type'], Row> = {
  PlanShipment: row([], {
    none: ['ShipmentPlanned'],
    planned: ['ShipmentReplanned'],
    buying: ['ShipmentAwaits'],
    bought: ['VoidRequested'],
    left: 'shipment-left',
    'void-requested': ['ShipmentAwaits'],
    voided: ['ShipmentPlanned'],
    failed: ['ShipmentPlanned'],
    withdrawn: 'shipment-withdrawn',
    done: 'shipment-done',
  }),
  StartPurchase: row([], {
    planned: ['PurchaseStarted'],
    'void-requested': 'shipment-void',
    voided: 'shipment-void',
    failed: 'shipment-no-label',
    withdrawn: 'shipment-withdrawn',
    done: 'shipment-done',
  }),
  RecordDraft: row([], { buying: ['PurchasePrepared'] }),
  RecordLabel: row([], { buying: ['LabelBought'] }),
  RecordFailure: row([], { buying: ['PurchaseFailed'] }),
  TakeNumber: row(['LabelBought'], {
    buying: 'shipment-no-label',
    bought: 'shipment-has-label',
    left: 'shipment-has-label',
    'void-requested': 'shipment-void',
    voided: 'shipment-void',
    withdrawn: 'shipment-withdrawn',
    done: 'shipment-done',
  }),
  RequestVoid: row(['ShipmentWithdrawn'], {
    buying: ['ShipmentAwaits'],
    bought: ['VoidRequested'],
    left: 'shipment-left',
    'void-requested': [],
    withdrawn: [],
    done: 'shipment-done',
  }),
  RecordVoid: row([], { 'void-requested': ['LabelVoided'] }),
  RefuseVoid: row([], { 'void-requested': ['VoidRefused'] }),
  RecordHandOver: row(['ShipmentHandedOver'], { left: [], done: [] }),
  RecordTracking: row(['TrackingSeen'], {
    bought: ['TrackingSeen', 'ShipmentDelivered'],
    left: ['TrackingSeen', 'ShipmentDelivered'],
    done: [],
  }),
  NoteDay: row([], { left: ['ShipmentLate'] }),
  DeclareLost: row('shipment-no-label', {
    bought: ['ShipmentLost'],
    left: ['ShipmentLost'],
    'void-requested': 'shipment-void',
    voided: 'shipment-void',
    withdrawn: 'shipment-withdrawn',
    done: 'shipment-done',
  }),
};
