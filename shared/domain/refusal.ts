// Every way the product says no, with the tone it says it in. Words live in shared/text as
// `refusal.CODE.title` and `refusal.CODE.next` (what to do next), in every language; a test compares the lists.
import { z } from 'zod';

/** go: carry on. look: read the screen, then carry on. stop: held until acknowledged. wait: something is under way. */
export const tones = ['go', 'look', 'stop', 'wait'] as const;
export type Tone = (typeof tones)[number];

export const refusalTones = {
  // order
  'order-exists': 'look',
  'order-not-placed': 'stop',
  'order-closed': 'stop',
  'order-cancelled': 'stop',
  'order-held': 'stop',
  'order-has-no-lines': 'stop',
  'line-unknown': 'stop',
  'quantity-not-positive': 'stop',
  'more-than-open': 'stop',
  'more-than-allocated': 'stop',
  'more-than-packed': 'stop',
  'hold-unknown': 'look',
  // parcel
  'parcel-unknown': 'stop',
  'parcel-exists': 'look',
  'parcel-not-held-here': 'stop',
  'parcel-fence-old': 'stop',
  'catching-up': 'stop',
  'too-many-held': 'stop',
  'station-signed-off': 'stop',
  'lease-over': 'stop',
  'packed-elsewhere': 'stop',
  'parcel-on-hold': 'stop',
  'parcel-already-open': 'look',
  'parcel-not-open': 'stop',
  'parcel-sealed': 'look',
  'parcel-not-sealed': 'stop',
  'parcel-not-labelled': 'stop',
  'parcel-handed-over': 'look',
  'parcel-cancelled': 'stop',
  'parcel-empty': 'stop',
  'parcel-incomplete': 'stop',
  'parcel-complete': 'look',
  'item-not-in-order': 'stop',
  'item-of-another-order': 'stop',
  'item-complete': 'stop',
  'item-too-many': 'stop',
  'line-cancelled': 'stop',
  'cancel-asked': 'stop',
  'cancel-stops-parcel': 'stop',
  'cancel-not-asked': 'look',
  'nothing-to-undo': 'look',
  'box-not-chosen': 'stop',
  'box-unknown': 'stop',
  'label-wrong': 'stop',
  // bench
  'code-unknown': 'stop',
  'code-misread': 'stop',
  'badge-unknown': 'stop',
  'badge-first': 'stop',
  'person-retired': 'stop',
  'person-may-not': 'stop',
  'person-locked': 'stop',
  'people-too-old': 'stop',
  'pin-missing': 'stop',
  'pin-not-here': 'stop',
  'pin-wrong': 'look',
  'pin-first': 'look',
  'order-first': 'look',
  'nothing-waiting': 'look',
  'other-parcel-open': 'stop',
  'order-not-on-this-bench': 'stop',
  'needs-head-office': 'stop',
  'scan-held-by-stop': 'stop',
  'number-range-empty': 'stop',
  // counter and count
  'quota-none': 'stop',
  'quota-over': 'stop',
  'sale-beyond-quota': 'stop',
  'sale-empty': 'look',
  'location-first': 'look',
  'item-another-count': 'stop',
  'count-nothing': 'look',
  'count-not-placed': 'stop',
  'box-open-first': 'stop',
  'finish-first': 'stop',
  'document-numbers-empty': 'stop',
  'not-saved': 'stop',
  // shipping
  'shipment-unknown': 'look',
  'shipment-no-label': 'look',
  'shipment-has-label': 'look',
  'shipment-void': 'look',
  'shipment-withdrawn': 'look',
  'shipment-done': 'look',
  'shipment-left': 'stop',
  'void-too-late': 'stop',
  'customs-missing': 'stop',
  // head office
  'contradicts-head-office': 'stop',
} as const satisfies Record<string, Exclude<Tone, 'go'>>;

export type RefusalCode = keyof typeof refusalTones;
export const refusalCodes = Object.keys(refusalTones) as RefusalCode[];
export const refusalSchema = z.object({
  code: z.enum(refusalCodes as [RefusalCode, ...RefusalCode[]]),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
