// The official waybill of a box, as benches know it: whether one is asked for, how far it is, and what may leave without.
import { z } from 'zod';
import type { OpId } from '../ids';

/** What an accountant chose for a box whose waybill is not transmitted: it stays, or it leaves with its printed delivery note. */
export const waybillFallbacks = ['block', 'printed-note'] as const;
export type WaybillFallback = (typeof waybillFallbacks)[number];

export const parcelWaybillStates = ['awaited', 'transmitted', 'refused'] as const;

export const parcelWaybillSchema = z.object({
  fallback: z.enum(waybillFallbacks),
  state: z.enum(parcelWaybillStates),
  /** As the authority knows it; null before there is one. */
  number: z.string().max(16).nullable(),
});
export type ParcelWaybill = z.infer<typeof parcelWaybillSchema>;

/** `sealedBy`: the seal that it is the waybill of. */
type Told = { sealedBy: OpId; state: ParcelWaybill['state']; number: string };
/** Null: nothing is asked for any more. */
type Asked = { fallback: WaybillFallback | null };
export type WaybillEvent = ({ type: 'WaybillAsked' } & Asked) | ({ type: 'WaybillTold' } & Told);
export type WaybillCommand = ({ type: 'AskWaybill' } & Asked) | ({ type: 'TellWaybill' } & Told);

/** How it left without the waybill it needs: on the printed note that the accountant allowed, or against the rules. */
export type LeftHow = 'on-note' | 'without';
