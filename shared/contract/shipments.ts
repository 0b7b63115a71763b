// Requests about shipments: labels, prices, tracking, manifests, and how carriers are reached. No answer holds a secret.
import { z } from 'zod';
import { carrierIdSchema, parcelIdSchema, warehouseIdSchema } from '../domain/ids';
import { manifestSchema, manifestStates } from '../domain/manifest/manifest';
import { boughtLabelSchema, shipmentStates } from '../domain/shipment/shipment';
import { trackingEventSchema, trackingStatuses } from '../domain/shipment/tracking';
import { productCustomsSchema } from '../domain/shipping/customs';
import { dayText, workCalendarSchema } from '../domain/shipping/work-calendar';

const name = z.string().max(120);
const nullableText = z.string().max(2000).nullable();

// GET /v1/parcels/:parcelId/carrier-label, for the bench that holds the parcel, answers keptLabelSchema of label/model.ts
export const shipmentParams = z.strictObject({ parcelId: parcelIdSchema });
export const carrierParams = z.strictObject({ carrierId: carrierIdSchema });

// GET /v1/shipments (office): newest first; `text` begins an order's number or is a tracking number
export const shipmentsQuerySchema = z.strictObject({
  state: z.enum(shipmentStates).optional(),
  text: z.string().max(60).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const shipmentRowSchema = z.object({
  parcelId: z.string().max(40),
  orderId: z.string().max(40),
  orderNumber: name,
  boxNumber: z.int(),
  warehouseId: name,
  carrierId: name,
  carrierName: name,
  serviceName: name,
  countryCode: name,
  state: z.enum(shipmentStates),
  tracking: z.enum(trackingStatuses),
  trackingNumber: nullableText,
  trackingUrl: nullableText,
  labelUrl: nullableText,
  /** Where the customer looks: head office's own page. */
  pagePath: z.string().max(200),
  amountMinor: z.int().nullable(),
  currency: z.string().max(3).nullable(),
  /** Until when it can be given back; null when it cannot, or has no end. */
  voidUntil: nullableText,
  mayBeVoid: z.boolean(),
  trouble: nullableText,
  promisedFor: nullableText,
  eta: nullableText,
  isLate: z.boolean(),
  outcome: nullableText,
  handedOverAt: nullableText,
});
export type ShipmentRow = z.infer<typeof shipmentRowSchema>;
export const shipmentsResponseSchema = z.object({
  rows: z.array(shipmentRowSchema).max(200),
  total: z.int(),
  cursor: z.string().max(400).nullable(),
});
// GET /v1/shipments/:parcelId (office)
export const shipmentDetailSchema = shipmentRowSchema.extend({
  events: z.array(trackingEventSchema).max(200),
  spent: z.array(boughtLabelSchema).max(50),
});
// POST /v1/shipments/:parcelId/void (office)
export const voidRequestSchema = z.strictObject({ reason: z.string().trim().min(1).max(60) });
// POST /v1/shipments/:parcelId/number (office): typed off the carrier's own label
export const typeNumberRequestSchema = z.strictObject({ trackingNumber: z.string().min(1).max(80) });
// POST /v1/shipments/:parcelId/buy, /lost (office): no body

// GET /v1/shipments/:parcelId/rates (office)
export const ratesQuerySchema = z.strictObject({
  by: z.enum(['cost', 'speed']).default('cost'),
  fresh: z.enum(['yes', 'no']).default('no'),
});
const reasonValues = z.record(z.string().max(40), z.union([z.string().max(120), z.number()]));
export const ratesResponseSchema = z.object({
  promisedFor: nullableText,
  offers: z
    .array(
      z.object({
        carrierName: name,
        serviceId: name,
        serviceName: name,
        amountMinor: z.int(),
        currency: z.string().max(3),
        /** In the currency of the comparison; null without a rate. */
        costMinor: z.int().nullable(),
        days: z.int().nullable(),
        arrives: nullableText,
        source: z.enum(['own', 'asked']),
        askedAt: z.string().max(40),
        isChosen: z.boolean(),
        reason: z.object({ code: z.string().max(40), values: reasonValues }),
      }),
    )
    .max(1000),
  /** Where offers are in several currencies: in which they were compared, and at rates of which day. */
  compared: z.object({ currency: z.string().max(3), day: z.string().max(10) }).nullable(),
  /** Carriers that gave no price, and why. */
  silent: z.array(z.object({ carrierName: name, code: name })).max(200),
});
export type RatesResponse = z.infer<typeof ratesResponseSchema>;

// POST /v1/carriers/:carrierId/connection (office), answered like GET
export const connectionRequestSchema = z.strictObject({
  kind: z.string().min(1).max(40),
  settings: z.record(
    z.string().max(60),
    z.union([z.string().max(400), z.number(), z.array(z.string().max(60)).max(60)]),
  ),
  secrets: z.record(z.string().max(60), z.string().max(200)).optional(),
  buyAt: z.enum(['released', 'box', 'sealed']),
});
export const connectionResponseSchema = z.object({
  kind: name,
  settings: z.record(z.string().max(60), z.unknown()),
  secretsSet: z.array(name).max(20),
  buyAt: z.enum(['released', 'box', 'sealed']),
});
// POST /v1/products/:sku/customs (office)
export const customsRequestSchema = productCustomsSchema;
// POST /v1/calendars/:calendarId (office)
export const calendarRequestSchema = workCalendarSchema;

// Manifests (office): GET /v1/manifests, POST /v1/manifests, POST /v1/manifests/:manifestId/close
export const manifestsQuerySchema = z.strictObject({
  state: z.enum(manifestStates).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const openManifestRequestSchema = z.strictObject({
  warehouseId: warehouseIdSchema,
  carrierId: carrierIdSchema,
  day: dayText,
});
export const manifestParams = z.strictObject({ manifestId: z.uuid() });
export const manifestRowSchema = manifestSchema.extend({ manifestId: z.string().max(40) });
export type ManifestRow = z.infer<typeof manifestRowSchema>;
export const manifestsResponseSchema = z.object({
  rows: z.array(manifestRowSchema).max(200),
  total: z.int(),
  cursor: z.string().max(400).nullable(),
});
