// What an accountant decided about the official waybills (e-İrsaliye) of a warehouse in Turkey: who sends, in which series, by
// which way they are handed to the tax authority, and what happens to a box whose waybill is late.
import { z } from 'zod';
import { carrierIdSchema } from '../ids';
import { waybillFallbacks } from './parcel-waybill';

const text = (most: number) => z.string().trim().min(1).max(most);

/** VKN of a company has 10 digits, TCKN of a person 11. */
export const taxNumberSchema = z
  .string()
  .max(11)
  .regex(/^\d{10,11}$/);

export const waybillSenderSchema = z.strictObject({
  taxNumber: taxNumberSchema,
  taxOffice: text(60),
  name: text(120),
  street: text(120),
  /** İlçe. */
  district: text(60),
  /** İl. */
  city: text(60),
  postcode: z
    .string()
    .max(5)
    .regex(/^\d{5}$/),
});
export type WaybillSender = z.infer<typeof waybillSenderSchema>;

/** folder: written as a file, answered by one. http: posted to an integrator, asked after there. by-hand: downloaded in the office, answered there or by a program's call. */
export const waybillTransmitters = ['folder', 'http', 'by-hand'] as const;
export type WaybillTransmitterKind = (typeof waybillTransmitters)[number];

export const waybillRulesSchema = z.strictObject({
  /** Boxes wait for their waybill. */
  isOn: z.boolean(),
  fallback: z.enum(waybillFallbacks),
  transmitter: z.enum(waybillTransmitters),
  /** Three letters or digits before the year: `IRS2026000000001`. */
  series: z
    .string()
    .max(3)
    .regex(/^[A-Z0-9]{3}$/),
  sender: waybillSenderSchema,
  /** Whom the authority knows each carrier as: it asks who carries. */
  carriers: z.array(z.strictObject({ carrierId: carrierIdSchema, taxNumber: taxNumberSchema })).max(50),
});
export type WaybillRules = z.infer<typeof waybillRulesSchema>;

/** The country whose law asks for it. */
export const waybillCountry = 'TR';

const digitsOfNumber = 9;

/** The series that numbers are counted in, without holes: one a year. */
export function waybillSeries(series: string, issuedAt: string): string {
  return `${series}${turkishDay(issuedAt).slice(0, 4)}`;
}
/** 16 signs, as the authority wants them. */
export function waybillNumber(series: string, number: number): string {
  return `${series}${String(number).padStart(digitsOfNumber, '0')}`;
}

/** Turkey is three hours ahead of UTC all year long since 2016. */
const offsetMs = 3 * 3_600_000;
function turkish(at: string): string {
  return new Date(Date.parse(at) + offsetMs).toISOString();
}
export function turkishDay(at: string): string {
  return turkish(at).slice(0, 10);
}
export function turkishTime(at: string): string {
  return turkish(at).slice(11, 19);
}
