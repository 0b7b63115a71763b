// Requests about webhooks, and the body that other systems are told. Signed as Standard Webhooks says: `webhook-id`,
// `webhook-timestamp`, `webhook-signature`. A secret is told once, when it is made.
import { z } from 'zod';
import { fieldsSchema } from '../domain/field/field';
import { channelIdSchema } from '../domain/ids';
import { orderHoldSchema, orderStates } from '../domain/order/order';
import { orderStatuses } from '../domain/order/status';
import { eventPatternSchema } from '../domain/webhook/webhook-events';
import { currencySchema } from '../money/money';
import { answeringSchema } from './payments';

/** The body's shape is of this version for as long as a webhook asks for it. */
export const bodyVersions = ['1'] as const;

const told = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** An order as it is when something of it is told. */
export const toldOrderPictureSchema = z.object({
  orderId: z.uuid(),
  number: z.string(),
  externalId: z.string(),
  channelId: channelIdSchema,
  state: z.enum(orderStates),
  status: z.enum(orderStatuses),
  placedAt: z.iso.datetime(),
  currency: currencySchema,
  totalMinor: z.int(),
  priority: z.enum(['normal', 'vip']),
  tags: z.array(z.string()),
  fields: fieldsSchema,
  holds: z.array(orderHoldSchema.shape.reason),
  /** At most 500 of them; `linesTotal` says how many there are. */
  lines: z.array(
    z.object({
      lineNo: z.int(),
      sku: z.string(),
      name: z.string(),
      ordered: z.int(),
      allocated: z.int(),
      packed: z.int(),
      shipped: z.int(),
      cancelled: z.int(),
      unitPriceMinor: z.int(),
      fields: fieldsSchema,
    }),
  ),
  linesTotal: z.int(),
  /** Null unless the webhook was set to be told of people. */
  customer: z.object({ customerId: z.string().nullable(), name: z.string() }).nullable(),
  shipTo: z
    .object({
      name: z.string(),
      company: z.string().nullable(),
      lines: z.array(z.string()),
      postcode: z.string().nullable(),
      city: z.string(),
      region: z.string().nullable(),
      countryCode: z.string(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
    })
    .nullable(),
});

export const webhookBodySchema = z.object({
  type: z.string(),
  version: z.enum(bodyVersions),
  /** When it happened. */
  timestamp: z.iso.datetime(),
  data: z.object({
    /** What it happened to: an order, a parcel, a shipment, a return ...; for stock, the product. */
    about: z.object({ kind: z.string(), id: z.string() }),
    /** What the event says of itself. */
    event: z.record(z.string(), z.union([told, z.array(z.union([told, z.record(z.string(), told)]))])),
    order: toldOrderPictureSchema.nullable(),
    /** The parcel, shipment, return, payment ... as it is, where it is about one. */
    record: z.record(z.string(), told).nullable(),
  }),
});
export type WebhookBody = z.infer<typeof webhookBodySchema>;

export const webhookParamsSchema = z.strictObject({ webhookId: z.uuid() });
export const deliveryParamsSchema = z.strictObject({ webhookId: z.uuid(), deliveryId: z.uuid() });

// GET /v1/webhooks
export const webhookStates = ['on', 'off', 'stopped'] as const;
export const webhookRowSchema = z.object({
  webhookId: z.uuid(),
  name: z.string(),
  url: z.string(),
  types: z.array(z.string()),
  version: z.enum(bodyVersions),
  personal: z.boolean(),
  /** stopped: by head office, because it failed for too long or said that it is gone. */
  state: z.enum(webhookStates),
  why: z.string().nullable(),
  /** In a row. */
  failures: z.int(),
  pausedUntil: z.string().nullable(),
  deliveredAt: z.string().nullable(),
  waiting: z.int(),
  /** Two while one replaces the other. */
  secrets: z.int(),
  createdAt: z.string(),
});
export type WebhookRow = z.infer<typeof webhookRowSchema>;
export const webhooksResponseSchema = z.object({
  rows: z.array(webhookRowSchema),
  /** Names to choose from. */
  events: z.array(z.string()),
});

// POST /v1/webhooks, POST /v1/webhooks/:webhookId
const content = {
  name: z.string().trim().min(1).max(60),
  url: z.string().trim().min(1).max(500),
  types: z.array(eventPatternSchema).min(1).max(100),
  version: z.enum(bodyVersions).default('1'),
  /** Whether customers' names and addresses are told. */
  personal: z.boolean().default(false),
};
export const newWebhookRequestSchema = z.strictObject({ ...content, by: answeringSchema });
export const webhookRequestSchema = z.strictObject({ ...content, isOn: z.boolean(), by: answeringSchema });
export const webhookMadeSchema = z.object({ webhook: webhookRowSchema, secret: z.string() });
// POST /v1/webhooks/:webhookId/rotate, .../remove, .../ping
export const answeredRequestSchema = z.strictObject({ by: answeringSchema });

// GET /v1/webhooks/:webhookId/deliveries
export const webhookDeliveryStates = ['waiting', 'delivered', 'gave-up', 'left-out'] as const;
export const webhookDeliveriesQuerySchema = z.strictObject({
  state: z.enum(webhookDeliveryStates).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const webhookDeliveryRowSchema = z.object({
  deliveryId: z.uuid(),
  type: z.string(),
  subject: z.string(),
  state: z.enum(webhookDeliveryStates),
  attempts: z.int(),
  createdAt: z.string(),
  doneAt: z.string().nullable(),
  /** Of the last try. */
  status: z.int().nullable(),
  answer: z.string().nullable(),
});
export type WebhookDeliveryRow = z.infer<typeof webhookDeliveryRowSchema>;
export const webhookDeliveriesResponseSchema = z.object({
  rows: z.array(webhookDeliveryRowSchema),
  total: z.int(),
  cursor: z.string().nullable(),
});
// GET /v1/webhooks/:webhookId/deliveries/:deliveryId
export const webhookDeliverySchema = z.object({
  delivery: webhookDeliveryRowSchema,
  /** Cut where it is long. */
  body: z.string(),
  tries: z.array(
    z.object({
      attempt: z.int(),
      at: z.string(),
      /** Headers it was sent with: id, time and signature among them. */
      sent: z.record(z.string(), z.string()),
      status: z.int().nullable(),
      answer: z.string(),
      ms: z.int(),
    }),
  ),
});
// POST /v1/webhooks/:webhookId/resend
export const resendRequestSchema = z.strictObject({ deliveryIds: z.array(z.uuid()).min(1).max(500) });
export const resentSchema = z.object({ changed: z.int() });
