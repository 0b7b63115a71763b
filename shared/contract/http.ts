// Every request head office answers, as zod schemas: server and station share them, OpenAPI is generated from them.
// A station is known by its token; no body says who it is. Strict objects refuse fields a client may not set.
import { z } from 'zod';
import { channelIdSchema, orderIdSchema, parcelIdSchema, skuSchema, warehouseIdSchema } from '../domain/ids';
import { addressSchema } from '../domain/customer/address';
import { fieldsSchema } from '../domain/field/field';
import { orderChargeSchema, orderSchema } from '../domain/order/order';
import { giftMessageSchema } from '../domain/special/special-mark';
import { mostTags, writtenTagSchema } from '../domain/tag/tag';
import { cancelStates } from '../domain/cancelling/cancel-request';
import { mostParcelsHeld } from '../domain/parcel/lease';
import { labelProofFilters, labelProofSchema } from '../domain/parcel/label-proof';
import { parcelStates } from '../domain/parcel/parcel';
import { orderPaymentSchema } from '../domain/payment/order-payment';
import { threeFactsSchema } from '../domain/parcel/three-facts';
import { taskKinds } from '../domain/task/task';
import { answeringSchema } from './answering';
import { cancelRowSchema, holderSchema } from './leases';
import { currencySchema, moneySchema } from '../money/money';
import {
  checkpointSchema,
  streamMarkSchema,
  collectionNames,
  opResultSchema,
  taskSchema,
} from '../sync/documents';
import { chainLinkSchema, opEnvelopeSchema } from '../sync/op';
import { rightsAnswerSchema, rightsToldSchema } from './rights';

const instantSchema = z.iso.datetime().max(40);

/** Body of every answer that is not 2xx. `code` has words in shared/text under `error.CODE`. */
export const errorSchema = z.object({
  code: z.string(),
  message: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

// POST /v1/ops -> 200 opsResponse | 409 { expect } when stationSeq has a hole
export const opsRequestSchema = z.strictObject({ ops: z.array(opEnvelopeSchema).min(1).max(500) });
/** Where the station's next op goes: its number, and the link it follows on; none before the station's chain began. */
const opPlaceSchema = z.object({ expect: z.int().positive(), chain: chainLinkSchema.optional() });
export const opsResponseSchema = opPlaceSchema.extend({ results: z.array(opResultSchema) });
export const opsHoleSchema = opPlaceSchema;

// GET /v1/pull -> 200 pullResponse | 410 when the checkpoint is of another epoch or of a lost history
export const pullQuerySchema = z.strictObject({
  collection: z.enum(collectionNames),
  epoch: z.uuid().optional(),
  seq: z.coerce.number().int().nonnegative().default(0),
  mark: streamMarkSchema.optional(),
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
});
export const pullResponseSchema = z.object({
  documents: z.array(z.record(z.string(), z.unknown())),
  checkpoint: checkpointSchema,
});

// GET /v1/stream: server-sent events; `data` of each event is a streamMessage. Behind the messages of a commit comes an
// event with an `id` and no data; sent back as `Last-Event-ID`, the stream goes on behind it and says `resumed`, or it
// says `resync`: then everything since the checkpoints must be pulled.
export const streamMessageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('documents'),
    collection: z.enum(collectionNames),
    documents: z.array(z.record(z.string(), z.unknown())),
    checkpoint: checkpointSchema,
  }),
  z.object({ kind: z.literal('resync') }),
  z.object({ kind: z.literal('resumed') }),
  z.object({ kind: z.literal('heartbeat'), at: z.string() }),
]);
export type StreamMessage = z.infer<typeof streamMessageSchema>;

// POST /v1/hello, every 30 s and at start and stop
export const helloRequestSchema = z.strictObject({
  maxStationSeq: z.int().nonnegative(),
  unsent: z.int().nonnegative().max(2_000_000_000),
  oldestUnsentAt: z.string().max(40).nullable(),
  appVersion: z.string().max(40),
  at: instantSchema,
  /** How many parcels this bench wants to hold for itself; head office leases up to this many. */
  wantParcels: z.int().min(0).max(mostParcelsHeld),
  /** The last op of this station that head office confirmed. */
  received: z.int().nonnegative().default(0),
  /** By stream, the life, the highest number this station has seen and its mark: head office may have lost that history. */
  knows: z
    .record(
      z.string().max(60),
      z.strictObject({ epoch: z.uuid(), seq: z.int().nonnegative(), mark: streamMarkSchema.optional() }),
    )
    .default({}),
  /** Leases this bench still wants: head office makes these longer, and lets the others run out. */
  holds: z
    .array(z.strictObject({ parcelId: parcelIdSchema, fence: z.int().nonnegative() }))
    .max(500)
    .default([]),
  rights: rightsToldSchema.optional(),
});
export const helloResponseSchema = opPlaceSchema.extend({
  at: z.string(),
  skewMs: z.number(),
  epochs: z.record(z.string(), z.uuid()),
  /** The zone this bench packs; null is every zone. */
  zone: z.string().nullable().default(null),
  /** The most parcels head office lets this bench hold, whatever it wants. */
  maxParcels: z.int().nonnegative().default(60),
  rights: rightsAnswerSchema.nullable().default(null),
  /** This computer gets no work any more; it sends what it has. The name of the one in its place, when there is one. */
  signedOff: z.object({ replacedBy: z.string().nullable() }).nullable().default(null),
});

// POST /v1/orders (office or channel token); the same channel and externalId again answers 200 with the order as it is
const newLineSchema = z.strictObject({
  sku: skuSchema,
  quantity: z.int().positive().max(1_000_000),
  /** What is taken off is a charge of kind `discount`, never a price below nothing. */
  unitPriceMinor: z.int().nonnegative(),
  name: z.string().max(200).optional(),
  fields: fieldsSchema.optional(),
});
const newOrderShape = z.strictObject({
  channelId: channelIdSchema,
  externalId: z.string().min(1).max(80),
  number: z.string().min(1).max(40).optional(),
  placedAt: instantSchema,
  currency: currencySchema,
  customer: z.strictObject({ customerId: z.string().max(40).nullable(), name: z.string().min(1).max(120) }),
  shipTo: addressSchema.strict(),
  /** ISO alpha-2 of where the bill goes, when the channel knows it. */
  billingCountry: z
    .string()
    .length(2)
    .regex(/^[A-Z]{2}$/)
    .optional(),
  priority: z.enum(['normal', 'vip']).default('normal'),
  note: z.string().max(1000).nullable().default(null),
  /** What the customer wants written on the card of a gift. */
  giftMessage: giftMessageSchema.optional(),
  lines: z.array(newLineSchema).max(10_000),
  charges: z.array(orderChargeSchema.strict()).max(100).default([]),
  /** As somebody writes them; known by their keys from then on. */
  tags: z.array(writtenTagSchema).max(mostTags).optional(),
  /** Fields that the office has defined, by key. */
  fields: fieldsSchema.optional(),
  /** The cart it was: the order takes over the stock that the cart holds. */
  cartId: z.uuid().optional(),
  /** How it is paid, where the channel leaves the payment to head office. Never a card: a token of the provider. */
  payment: orderPaymentSchema.optional(),
});
const countable = { path: ['lines'], error: 'the amounts are too large to be summed' };
export const newOrderSchema = newOrderShape.refine(isCountable, countable);
/** A line without a price has that of its channel's list, or the product's own. */
export const takeOrderRequestSchema = newOrderShape
  .extend({ lines: z.array(newLineSchema.partial({ unitPriceMinor: true })).max(10_000) })
  .refine(isCountable, countable);
export type NewOrder = z.infer<typeof newOrderSchema>;

/** Every sum of its amounts is a whole number that can be told exactly. */
function isCountable(order: {
  lines: { quantity: number; unitPriceMinor?: number | undefined }[];
  charges: { amountMinor: number }[];
}): boolean {
  const amounts = [
    ...order.lines.map(({ quantity, unitPriceMinor }) => Math.abs(quantity * (unitPriceMinor ?? 0))),
    ...order.charges.map(({ amountMinor }) => Math.abs(amountMinor)),
  ];
  return amounts.reduce((sum, amount) => sum + amount, 0) <= Number.MAX_SAFE_INTEGER;
}
export const newOrderResponseSchema = z.object({
  orderId: orderIdSchema,
  number: z.string(),
  created: z.boolean(),
});

/** Lists answer newest first, one page; `cursor` of the answer asks for the next one. */
export const listQuerySchema = z.strictObject({
  text: z.string().max(100).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
// GET /v1/orders: order-grid.ts
// GET /v1/orders/:orderId
export const timelineEntrySchema = z.object({
  at: z.string(),
  type: z.string(),
  by: z.string().nullable(),
  station: z.string().nullable(),
  /** `order`, `parcel`, or the kind of a record of the order: payment, shipment, return. */
  aggregate: z.string(),
  body: z.record(z.string(), z.unknown()),
  /** The sales channel that told it; null where a person or head office did. */
  channel: z.string().nullable().default(null),
  /** Its number in the company's history, by which it can be taken back; null where it cannot be, or no longer. */
  undo: z.int().nullable().default(null),
});
// POST /v1/orders/:orderId/undo answers the order's page
export const undoRequestSchema = z.strictObject({ seq: z.int().positive(), by: answeringSchema });
const orderParcelSchema = z.object({
  parcelId: z.string(),
  boxNumber: z.int(),
  state: z.enum(parcelStates),
  holderName: z.string().nullable(),
  carrierName: z.string(),
  sscc: z.string().nullable(),
  boxId: z.string().nullable().default(null),
  /** What box and padding cost; null until it was sealed. */
  material: moneySchema.nullable().default(null),
  facts: threeFactsSchema,
  label: labelProofSchema,
});
export const orderResponseSchema = z.object({
  order: orderSchema,
  parcels: z.array(orderParcelSchema),
  timeline: z.array(timelineEntrySchema),
  cancels: z.array(cancelRowSchema),
});
// POST /v1/orders/:orderId/cancel-lines
export const cancelLinesRequestSchema = z.strictObject({
  reason: z.string().min(1).max(200),
  lines: z
    .array(z.strictObject({ lineNo: z.int().positive(), quantity: z.int().positive() }))
    .min(1)
    .max(10_000),
});

export const cancelLinesResponseSchema = z.object({
  order: orderSchema,
  /** Units in a station's hand: it was asked for them, and they are cancelled when it has answered. */
  asked: z.array(z.object({ parcelId: z.string(), lineNo: z.int(), quantity: z.int() })),
});

// GET /v1/parcels
export const parcelsQuerySchema = listQuerySchema.extend({
  state: z.enum(parcelStates).optional(),
  /** Of boxes whose label came out: those it was read on, or not. */
  label: z.enum(labelProofFilters).optional(),
});
export const parcelRowSchema = z.object({
  parcelId: z.string(),
  orderNumber: z.string(),
  boxNumber: z.int(),
  state: z.enum(parcelStates),
  holder: holderSchema.nullable(),
  fence: z.int(),
  zones: z.array(z.string()),
  cancel: z.enum(cancelStates).nullable(),
  carrierName: z.string(),
  serviceName: z.string(),
  sscc: z.string().nullable(),
  units: z.int(),
  unitsPacked: z.int(),
  countryCode: z.string(),
  placedAt: z.string(),
  facts: threeFactsSchema,
  label: labelProofSchema,
});
export const parcelsResponseSchema = z.object({
  rows: z.array(parcelRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean().default(false),
  cursor: z.string().nullable(),
});

// GET /v1/stock
export const stockQuerySchema = listQuerySchema.extend({ warehouseId: warehouseIdSchema.optional() });
export const stockRowSchema = z.object({
  warehouseId: z.string(),
  sku: z.string(),
  name: z.string(),
  onHand: z.int(),
  allocated: z.int(),
  quarantine: z.int(),
  available: z.int(),
  /** What may be promised today, looking ahead (services/promising). */
  promisable: z.int(),
});
export const stockResponseSchema = z.object({
  rows: z.array(stockRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean().default(false),
  cursor: z.string().nullable(),
});

// GET /v1/ledger, POST /v1/ledger/prove: what came out when stock was last rebuilt from its movements
const ledgerDifferenceSchema = z.object({
  kind: z.enum(['level', 'total', 'derived', 'document', 'lot', 'lot-since']),
  sku: z.string(),
  location: z.string().nullable(),
  stored: z.string(),
  rebuilt: z.string(),
});
export const ledgerResponseSchema = z.object({
  rows: z.array(
    z.object({
      warehouseId: z.string(),
      at: z.iso.datetime(),
      movements: z.int(),
      /** The first hundred. */
      differences: z.array(ledgerDifferenceSchema),
    }),
  ),
});

// GET /v1/tasks
export const tasksQuerySchema = listQuerySchema.extend({
  state: z.enum(['open', 'done']).optional(),
  kind: z.enum(taskKinds).optional(),
});
export const taskRowSchema = taskSchema.extend({
  warehouseId: z.string(),
  orderNumber: z.string().nullable(),
  /** Name of the person who did it. */
  doneBy: z.string().nullable(),
});
export const tasksResponseSchema = z.object({
  rows: z.array(taskRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean().default(false),
  cursor: z.string().nullable(),
});
// POST /v1/tasks/:taskId/done

// GET /v1/channels
export const channelRowSchema = z.object({
  channelId: channelIdSchema,
  name: z.string(),
  kind: z.string(),
  currency: currencySchema,
  formats: z.array(z.string()),
});
export const channelsResponseSchema = z.object({ rows: z.array(channelRowSchema) });

// POST /v1/imports?channelId=&format=&fileName= with the file as body (application/octet-stream, gzip allowed)
export const importQuerySchema = z.strictObject({
  channelId: z.string().min(1).max(40),
  format: z.string().min(1).max(40),
  fileName: z.string().min(1).max(200),
});
export const importStates = ['reading', 'placing', 'done', 'failed'] as const;
export const importRowSchema = z.object({
  importId: z.uuid(),
  channelId: z.string(),
  format: z.string(),
  fileName: z.string(),
  state: z.enum(importStates),
  bytes: z.int(),
  bytesTotal: z.int().nullable(),
  rowsRead: z.int(),
  rowsTaken: z.int(),
  rowsUnchanged: z.int(),
  rowsQuarantined: z.int(),
  ordersNew: z.int(),
  ordersUnchanged: z.int(),
  /** Orders taken before that a corrected file changed: by a further order, by cancelled units, or both. */
  ordersChanged: z.int(),
  unitsCancelled: z.int(),
  productsNew: z.int(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  error: errorSchema.nullable(),
});
export type ImportRow = z.infer<typeof importRowSchema>;
export const importsResponseSchema = z.object({ rows: z.array(importRowSchema) });
// GET /v1/imports/:importId and POST /v1/imports/:importId/cancel answer one importRow; what is placed stays placed
// GET /v1/imports/:importId/quarantine and GET /v1/quarantine
export const quarantineStates = ['open', 'taken', 'dropped'] as const;
export const quarantineQuerySchema = listQuerySchema.extend({
  importId: z.uuid().optional(),
  state: z.enum(quarantineStates).optional(),
  reasonCode: z.string().max(60).optional(),
});
export const quarantineRowSchema = z.object({
  quarantineId: z.uuid(),
  importId: z.uuid(),
  rowNo: z.int(),
  reasonCode: z.string(),
  reasonValues: z.record(z.string(), z.union([z.string(), z.number()])),
  originalText: z.string(),
  correctedText: z.string().nullable(),
  state: z.enum(quarantineStates),
});
export const quarantineResponseSchema = z.object({
  rows: z.array(quarantineRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean().default(false),
  cursor: z.string().nullable(),
  reasons: z.array(z.object({ reasonCode: z.string(), rows: z.int() })),
});
// POST /v1/quarantine/:quarantineId/retry and /drop
export const retryRequestSchema = z.strictObject({ correctedText: z.string().min(1).max(4000) });
export const retryResponseSchema = z.object({ row: quarantineRowSchema, orderId: orderIdSchema.nullable() });

// GET /health
export const healthSchema = z.object({
  name: z.literal('waybill'),
  ok: z.boolean(),
  version: z.string(),
  database: z.string(),
  startedAt: z.string(),
});
