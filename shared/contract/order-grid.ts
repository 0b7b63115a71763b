// The list of orders: what it can be asked for, in which order, and what a row tells. Filters that are saved hold the same
// fields, so that whatever can be seen can be kept, counted, exported and worked on at once.
import { z } from 'zod';
import { fieldsSchema } from '../domain/field/field';
import { tagKeySchema } from '../domain/tag/tag';
import { channelIdSchema, orderIdSchema, skuSchema, warehouseIdSchema } from '../domain/ids';
import { orderHoldSchema } from '../domain/order/order';
import { orderStatuses } from '../domain/order/status';
import { paymentStates } from '../domain/payment/payment';
import { currencySchema } from '../money/money';
import { orderSummarySchema } from '../sync/documents';

export const holdReasons = orderHoldSchema.shape.reason.options;
const day = z.iso.date().max(10);
const minor = z.coerce.number().int().min(-9_007_199_254_740_991).max(9_007_199_254_740_991);

/** Statuses with commas between them, any of which will do. */
const statusListSchema = z
  .string()
  .max(200)
  .refine((text) => text.split(',').every((each) => (orderStatuses as readonly string[]).includes(each)), {
    error: `one of ${orderStatuses.join(', ')}, or several with commas between them`,
  });

/** Days are days of UTC; `From` and `To` are both within. */
export const orderFilterSchema = z.strictObject({
  text: z.string().max(100).optional(),
  status: statusListSchema.optional(),
  channelId: channelIdSchema.optional(),
  country: z
    .string()
    .length(2)
    .regex(/^[A-Z]{2}$/)
    .optional(),
  warehouseId: warehouseIdSchema.optional(),
  /** `any`: whatever the reason. */
  hold: z.enum(['any', 'none', ...holdReasons]).optional(),
  /** `none`: nobody pays through head office. */
  payment: z.enum(['none', ...paymentStates]).optional(),
  priority: z.enum(['normal', 'vip']).optional(),
  placedFrom: day.optional(),
  placedTo: day.optional(),
  promisedFrom: day.optional(),
  promisedTo: day.optional(),
  currency: currencySchema.optional(),
  /** Minor units of `currency`; of every currency when there is none. */
  totalFrom: minor.optional(),
  totalTo: minor.optional(),
  sku: skuSchema.optional(),
  tag: tagKeySchema.optional(),
  /** A filterable field and its value: `gift_wrap:red`. */
  field: z
    .string()
    .max(260)
    .regex(/^[a-z][a-z0-9_]*:/)
    .optional(),
  /** Is in the customer's name. */
  customer: z.string().max(100).optional(),
});
export type OrderFilter = z.infer<typeof orderFilterSchema>;
export const orderFilterNames = Object.keys(orderFilterSchema.shape) as (keyof OrderFilter)[];

/** Each is carried by an index of the database (server/services/office/order-sorts.ts). */
export const orderSorts = ['placed', 'number', 'customer', 'status', 'channel', 'country', 'total'] as const;
export type OrderSort = (typeof orderSorts)[number];

// GET /v1/orders
export const ordersQuerySchema = z.strictObject({
  ...orderFilterSchema.shape,
  sort: z.enum(orderSorts).default('placed'),
  /** As people read the column first: newest, dearest, A to Z; `true` is the other way round. */
  turned: z
    .enum(['true', 'false'])
    .default('false')
    .transform((turned) => turned === 'true'),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const orderRowSchema = orderSummarySchema.extend({
  totalMinor: z.int(),
  currency: currencySchema,
  priority: z.enum(['normal', 'vip']),
  holds: z.array(z.enum(holdReasons)),
  tags: z.array(z.string()).default([]),
  fields: fieldsSchema.default({}),
  /** States of its payments, oldest first. */
  payments: z.array(z.string()),
  /** The last day any parcel of it is promised for; null while none is. */
  promisedFor: z.string().nullable(),
});
export type OrderRow = z.infer<typeof orderRowSchema>;

export const ordersResponseSchema = z.object({
  rows: z.array(orderRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean().default(false),
  cursor: z.string().nullable(),
});

/** Columns a person may show, in the order they come in at first. */
export const orderColumns = [
  'number',
  'status',
  'customer',
  'country',
  'channel',
  'placed',
  'units',
  'open',
  'total',
  'promised',
  'priority',
  'warehouses',
  'holds',
  'payments',
  'tags',
  'fields',
  'external',
] as const;
export type OrderColumn = (typeof orderColumns)[number];

/** How a list looks besides what is in it. */
export const orderLookSchema = z.strictObject({
  columns: z.array(z.enum(orderColumns)).min(1).max(40),
  sort: z.enum(orderSorts),
  turned: z.boolean(),
});
export type OrderLook = z.infer<typeof orderLookSchema>;

// GET /v1/orders/filters, POST /v1/orders/filters, POST /v1/orders/filters/:filterId/remove
export const savedFilterSchema = z.object({
  filterId: z.uuid(),
  name: z.string(),
  /** Everybody's, or of this computer alone. */
  shared: z.boolean(),
  filter: orderFilterSchema,
  look: orderLookSchema,
  /** Orders it finds now, counted up to a limit. */
  total: z.int(),
  isTotalLeast: z.boolean(),
});
export type SavedFilter = z.infer<typeof savedFilterSchema>;
export const savedFiltersResponseSchema = z.object({ rows: z.array(savedFilterSchema) });
export const saveFilterRequestSchema = z.strictObject({
  /** One that is there is written over. */
  filterId: z.uuid().optional(),
  name: z.string().trim().min(1).max(60),
  shared: z.boolean(),
  filter: orderFilterSchema,
  look: orderLookSchema,
});

/** What a selection of orders is: some by name, or all that a filter finds. */
export const orderSelectionSchema = z.union([
  z.strictObject({ orderIds: z.array(orderIdSchema).min(1).max(10_000) }),
  z.strictObject({ filter: orderFilterSchema, except: z.array(orderIdSchema).max(10_000).default([]) }),
]);
export type OrderSelection = z.infer<typeof orderSelectionSchema>;
