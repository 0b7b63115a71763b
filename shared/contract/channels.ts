// Requests about sales channels, as zod schemas: their doors (webhooks, our own signed protocol), how they are set up, what
// they sent and what was told them. Secrets go in and come back from nowhere: only that one is entered is told.
import { z } from 'zod';
import { toldOrderSchema } from '../domain/channel/told-order';
import { problemCodes } from '../domain/channel/told-problems';
import { channelPolicySchema } from '../domain/channel/policy';
import { channelIdSchema, orderIdSchema } from '../domain/ids';
import { currencySchema } from '../money/money';
import { listQuerySchema } from './http';

export const channelParamsSchema = z.strictObject({ channelId: channelIdSchema });

// POST /v1/channels/:channelId/webhooks: the body is the channel's own, signed as the channel signs
export const receivedSchema = z.object({ received: z.literal(true) });

// POST /v1/channels/:channelId/orders: `waybill-timestamp` and `waybill-signature` in the headers
export const signedOrderSchema = toldOrderSchema;
export const signedHeadersSchema = z.object({
  'waybill-timestamp': z
    .string()
    .max(12)
    .regex(/^\d{1,12}$/)
    .describe('Seconds since 1970, at most five minutes from head office’s clock'),
  'waybill-signature': z
    .string()
    .max(67)
    .regex(/^v1=[0-9a-f]{64}$/)
    .describe('v1= and the hex HMAC-SHA256 of the timestamp, a dot and the body, with the channel’s secret'),
});
export const toldOutcomes = ['created', 'changed', 'unchanged', 'older', 'remembered'] as const;
export const signedOrderResponseSchema = z.object({
  orderId: orderIdSchema,
  number: z.string(),
  /** `older`: a newer picture is known. `remembered`: it waits for the customer, or is shipped already. */
  outcome: z.enum(toldOutcomes),
});

const queueSchema = z.object({ waiting: z.int(), failing: z.int(), gaveUp: z.int() });
// GET /v1/channels/health
export const channelHealthSchema = z.object({
  channelId: channelIdSchema,
  name: z.string(),
  kind: z.string(),
  currency: currencySchema,
  /** A connector is there for its kind, and what it needs is entered. */
  canReceive: z.boolean(),
  canSend: z.boolean(),
  receivedAt: z.string().nullable(),
  waiting: z.int(),
  quarantined: z.int(),
  pulledAt: z.string().nullable(),
  pullError: z.string().nullable(),
  stock: queueSchema,
  shipments: queueSchema,
  pushedAt: z.string().nullable(),
});
export const channelHealthResponseSchema = z.object({ rows: z.array(channelHealthSchema) });
export type ChannelHealth = z.infer<typeof channelHealthSchema>;

// GET and POST /v1/channels/:channelId/settings, POST /v1/channels
const textFieldsSchema = z.record(z.string().max(40), z.string().max(500));
export const connectorFieldSchema = z.object({
  name: z.string(),
  kind: z.enum(['url', 'text', 'secret']),
  neededTo: z.array(z.enum(['receive', 'send'])),
});
export const channelSettingsResponseSchema = z.object({
  channelId: channelIdSchema,
  name: z.string(),
  kind: z.string(),
  currency: currencySchema,
  policy: channelPolicySchema,
  fields: textFieldsSchema,
  /** Names of the secrets that are entered. */
  secretsSet: z.array(z.string()),
  /** By kind of connector. */
  connectors: z.array(
    z.object({ kind: z.string(), fields: z.array(connectorFieldSchema), sends: z.boolean() }),
  ),
  warehouses: z.array(z.object({ warehouseId: z.string(), name: z.string() })),
});
export type ChannelSettingsAnswer = z.infer<typeof channelSettingsResponseSchema>;
export const channelSettingsRequestSchema = z.strictObject({
  name: z.string().min(1).max(80),
  kind: z.string().min(1).max(40),
  currency: currencySchema,
  policy: channelPolicySchema,
  fields: z
    .partialRecord(z.string().max(40), z.string().max(500))
    .refine((fields) => Object.keys(fields).length <= 40, {
      error: 'too many fields',
    }),
  /** What is not named stays as it is; an empty text takes it out. */
  secrets: z
    .partialRecord(z.string().max(40), z.string().max(500))
    .refine((fields) => Object.keys(fields).length <= 40, {
      error: 'too many fields',
    }),
});
export const newChannelRequestSchema = z.strictObject({
  channelId: channelIdSchema.regex(/^[a-z0-9][a-z0-9-]*$/),
  name: z.string().min(1).max(80),
  kind: z.string().min(1).max(40),
  currency: currencySchema,
});

// GET /v1/channels/:channelId/deliveries
export const deliveryStates = [
  'waiting',
  'taken',
  'unchanged',
  'quarantined',
  'superseded',
  'dropped',
] as const;
export const deliveriesQuerySchema = listQuerySchema
  .omit({ text: true })
  .extend({ state: z.enum(deliveryStates).optional() });
export const deliveryRowSchema = z.object({
  deliveryId: z.string(),
  source: z.string(),
  topic: z.string(),
  receivedAt: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  number: z.string().nullable(),
  externalId: z.string().nullable(),
  orderId: z.string().nullable(),
  problems: z.array(
    z.object({
      field: z.string(),
      code: z.enum(problemCodes),
      values: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
});
export type DeliveryRow = z.infer<typeof deliveryRowSchema>;
export const deliveriesResponseSchema = z.object({
  rows: z.array(deliveryRowSchema),
  total: z.int(),
  cursor: z.string().nullable(),
});
// POST /v1/channels/:channelId/deliveries/retry and /drop
export const deliveriesRequestSchema = z.strictObject({
  deliveryIds: z.array(z.string().min(1).max(200)).min(1).max(500),
});
export const changedResponseSchema = z.object({ changed: z.int() });

// GET /v1/channels/:channelId/pushes
export const pushKinds = ['stock', 'shipment'] as const;
export const pushesResponseSchema = z.object({
  /** What waits or was given up, oldest first; at most 200. */
  queue: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(pushKinds),
      subject: z.string(),
      state: z.enum(['waiting', 'failing', 'gave-up']),
      attempts: z.int(),
      nextAt: z.string(),
      error: z.string().nullable(),
    }),
  ),
  /** Every try with its answer, newest first; at most 200. */
  log: z.array(
    z.object({
      pushId: z.string(),
      kind: z.enum(pushKinds),
      subject: z.string(),
      detail: z.string(),
      outcome: z.enum(['done', 'failed', 'refused']),
      attempt: z.int(),
      status: z.int().nullable(),
      answer: z.string(),
      ms: z.int(),
      at: z.string(),
    }),
  ),
});
export type PushesAnswer = z.infer<typeof pushesResponseSchema>;
// POST /v1/channels/:channelId/pushes/retry: everything of it now; POST /v1/channels/:channelId/pull: ask for what was missed
