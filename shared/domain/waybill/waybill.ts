// The official waybill of one seal: numbered when the box is sealed, handed to the tax authority's system, transmitted or
// refused. Its id is that of the seal and its universal number (ETTN), so one seal is one waybill however often it is asked
// for. What was transmitted and is not wanted any more has to be called off at the authority: a person does that.
import { z } from 'zod';
import { accept, assertNever, type Decision, refuse } from '../decision';
import { addressSchema } from '../customer/address';
import { opIdSchema, orderIdSchema, parcelIdSchema, skuSchema, warehouseIdSchema } from '../ids';
import { taxNumberSchema, waybillSenderSchema, waybillTransmitters } from './waybill-rules';

export const waybillStates = ['waiting', 'handed', 'transmitted', 'refused', 'void'] as const;
export type WaybillState = (typeof waybillStates)[number];

const instant = z.iso.datetime();

export const waybillDraftSchema = z.object({
  /** Of the op that sealed the box. */
  waybillId: opIdSchema,
  number: z.string().length(16),
  parcelId: parcelIdSchema,
  warehouseId: warehouseIdSchema,
  orderId: orderIdSchema,
  orderNumber: z.string().max(40),
  boxNumber: z.int().positive(),
  issuedAt: instant,
  orderedOn: z.string().length(10),
  sender: waybillSenderSchema,
  to: addressSchema,
  carrierName: z.string().max(60),
  carrierTaxNumber: taxNumberSchema.nullable(),
  weightGrams: z.int().positive(),
  lines: z
    .array(z.object({ sku: skuSchema, name: z.string().max(200), quantity: z.int().positive() }))
    .min(1)
    .max(1000),
  transmitter: z.enum(waybillTransmitters),
});
export type WaybillDraft = z.infer<typeof waybillDraftSchema>;

export const waybillSchema = waybillDraftSchema.extend({
  state: z.enum(waybillStates),
  transmittedAt: instant.nullable(),
  /** What the authority, or whoever stands between, calls it. */
  reference: z.string().max(100).nullable(),
  trouble: z.object({ code: z.string().max(60), message: z.string().max(500) }).nullable(),
});
export type Waybill = z.infer<typeof waybillSchema>;

export type WaybillRecordEvent =
  | { type: 'WaybillDrafted'; draft: WaybillDraft }
  | { type: 'WaybillHandedOn'; at: string }
  | { type: 'WaybillTransmitted'; at: string; reference: string | null }
  | { type: 'WaybillRefused'; code: string; message: string }
  | { type: 'WaybillTriedAgain' }
  /** `isKnown`: the authority has it, and somebody has to call it off there. */
  | { type: 'WaybillVoided'; isKnown: boolean };

export type WaybillRecordCommand =
  | { type: 'DraftWaybill'; draft: WaybillDraft }
  | { type: 'RecordHandedOn'; at: string }
  | { type: 'RecordTransmitted'; at: string; reference: string | null }
  | { type: 'RecordRefusal'; code: string; message: string }
  | { type: 'TryWaybillAgain' }
  | { type: 'VoidWaybill' };

export const waybillTransitions = {
  waiting: {
    WaybillHandedOn: 'handed',
    WaybillTransmitted: 'transmitted',
    WaybillRefused: 'refused',
    WaybillVoided: 'void',
  },
  handed: { WaybillTransmitted: 'transmitted', WaybillRefused: 'refused', WaybillVoided: 'void' },
  refused: { WaybillTriedAgain: 'waiting', WaybillTransmitted: 'transmitted', WaybillVoided: 'void' },
  transmitted: { WaybillVoided: 'void' },
  void: {},
} as const satisfies Record<WaybillState, Partial<Record<WaybillRecordEvent['type'], WaybillState>>>;

export function decideWaybillRecord(
  waybill: Waybill | null,
  command: WaybillRecordCommand,
): Decision<WaybillRecordEvent> {
  if (!waybill)
    return command.type === 'DraftWaybill'
      ? accept<WaybillRecordEvent>({ type: 'WaybillDrafted', draft: command.draft })
      : refuse('waybill-unknown');
  const { state, number } = waybill;
  switch (command.type) {
    case 'DraftWaybill':
      return accept();
    case 'RecordHandedOn':
      return state === 'waiting'
        ? accept<WaybillRecordEvent>({ type: 'WaybillHandedOn', at: command.at })
        : accept();
    case 'RecordTransmitted':
      // Told again, or told of one that is not wanted any more: the authority has it all the same.
      if (waybill.transmittedAt !== null) return accept();
      return accept<WaybillRecordEvent>({
        type: 'WaybillTransmitted',
        at: command.at,
        reference: command.reference,
      });
    case 'RecordRefusal':
      if (state === 'transmitted') return refuse('waybill-transmitted', { number });
      if (state === 'refused' || state === 'void') return accept();
      return accept<WaybillRecordEvent>({
        type: 'WaybillRefused',
        code: command.code,
        message: command.message,
      });
    case 'TryWaybillAgain':
      return state === 'refused'
        ? accept<WaybillRecordEvent>({ type: 'WaybillTriedAgain' })
        : refuse('waybill-not-refused', { number });
    case 'VoidWaybill':
      return state === 'void'
        ? accept()
        : accept<WaybillRecordEvent>({ type: 'WaybillVoided', isKnown: state === 'transmitted' });
    default:
      return assertNever(command);
  }
}

export function evolveWaybillRecord(waybill: Waybill | null, event: WaybillRecordEvent): Waybill {
  if (event.type === 'WaybillDrafted')
    return { ...event.draft, state: 'waiting', transmittedAt: null, reference: null, trouble: null };
  if (!waybill) throw new Error(`${event.type} before WaybillDrafted`);
  const moves: Partial<Record<WaybillRecordEvent['type'], WaybillState>> = waybillTransitions[waybill.state];
  const moved: Waybill = { ...waybill, state: moves[event.type] ?? waybill.state };
  switch (event.type) {
    case 'WaybillHandedOn':
    case 'WaybillVoided':
      return moved;
    case 'WaybillTransmitted':
      return { ...moved, transmittedAt: event.at, reference: event.reference, trouble: null };
    case 'WaybillRefused':
      return { ...moved, trouble: { code: event.code, message: event.message } };
    case 'WaybillTriedAgain':
      return { ...moved, trouble: null };
    default:
      return assertNever(event);
  }
}
