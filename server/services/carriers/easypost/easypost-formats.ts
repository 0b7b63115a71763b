// EasyPost's documents as far as they are used here (docs.easypost.com, API v2): what comes is checked, what is not needed
// is let pass. Weights are ounces, lengths inches, money decimal text.
import { z } from 'zod';

const text = z.string();
const maybe = text.nullish();

export const easypostRate = z.object({
  id: text,
  carrier: text,
  service: text,
  rate: text,
  currency: text,
  delivery_days: z.number().nullish(),
  est_delivery_days: z.number().nullish(),
});
export type EasypostRate = z.infer<typeof easypostRate>;

export const easypostTracker = z.object({
  id: text,
  tracking_code: text,
  status: text,
  updated_at: maybe,
  shipment_id: maybe,
  public_url: maybe,
  tracking_details: z
    .array(
      z.object({
        message: maybe,
        status: text,
        datetime: text,
        tracking_location: z.object({ city: maybe, country: maybe }).nullish(),
      }),
    )
    .nullish(),
});
export type EasypostTracker = z.infer<typeof easypostTracker>;

export const easypostShipment = z.object({
  id: text,
  reference: maybe,
  rates: z.array(easypostRate).nullish(),
  selected_rate: easypostRate.nullish(),
  tracking_code: maybe,
  postage_label: z.object({ label_url: maybe, label_zpl_url: maybe }).nullish(),
  tracker: easypostTracker.nullish(),
  refund_status: maybe,
});
export type EasypostShipment = z.infer<typeof easypostShipment>;

export const easypostScanForm = z.object({ id: text, status: maybe, message: maybe, form_url: maybe });

export const easypostEvent = z.object({ id: text, description: text, result: z.unknown() });

export const easypostError = z.object({
  error: z.object({ code: text, message: z.unknown() }),
});
