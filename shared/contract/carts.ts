// Requests about what can be promised, and about carts: those of shops, signed like their orders, and those of the office.
import { z } from 'zod';
import {
  cartContentSchema,
  cartCustomerSchema,
  cartLineSchema,
  cartSchema,
  cartStates,
  mostCartLines,
} from '../domain/cart/cart';
import { addressSchema } from '../domain/customer/address';
import { channelIdSchema, orderIdSchema, skuSchema, warehouseIdSchema } from '../domain/ids';
import { wishContentSchema, wishStates } from '../domain/wish/wish';
import { referenceSchema } from '../domain/payment/payment';
import { listQuerySchema } from './http';

const daySchema = z.iso.date().max(10);
const mostAskedSkus = 500;

// GET /v1/availability/:sku
export const promiseParamsSchema = z.strictObject({ sku: skuSchema });
export const promiseQuerySchema = z.strictObject({
  days: z.coerce.number().int().min(1).max(90).default(30),
});
export const promiseDaySchema = z.object({
  on: z.string(),
  expected: z.int(),
  promised: z.int(),
  projected: z.int(),
  promisable: z.int(),
});
export const skuPromiseSchema = z.object({
  sku: skuSchema,
  name: z.string(),
  today: z.string(),
  /** Units that orders wait for and that nothing on its way was promised for. */
  waiting: z.int(),
  rows: z.array(
    z.object({
      warehouseId: warehouseIdSchema,
      /** For sale: without what is in quarantine. */
      onHand: z.int(),
      allocated: z.int(),
      /** By carts, and by orders that took one over. */
      held: z.int(),
      free: z.int(),
      days: z.array(promiseDaySchema),
    }),
  ),
  channels: z.array(
    z.object({ channelId: channelIdSchema, name: z.string(), aheadDays: z.int(), units: z.int() }),
  ),
});
export type SkuPromise = z.infer<typeof skuPromiseSchema>;

// POST /v1/channels/:channelId/availability, signed; and POST /v1/availability for the office
export const availabilityRequestSchema = z.strictObject({
  skus: z.array(skuSchema).min(1).max(mostAskedSkus),
});
export const officeAvailabilityRequestSchema = availabilityRequestSchema.extend({
  channelId: channelIdSchema,
});
export const availabilityResponseSchema = z.object({
  today: z.string(),
  rows: z.array(
    z.object({
      sku: skuSchema,
      /** Units the channel may sell now, by the days it sells ahead. */
      available: z.int(),
      /** The first later days on which there are more, and how many then. */
      later: z.array(z.object({ on: z.string(), available: z.int() })),
    }),
  ),
});
export type AvailabilityAnswer = z.infer<typeof availabilityResponseSchema>;

// GET and POST /v1/supplies
export const supplyRowSchema = z.strictObject({
  warehouseId: warehouseIdSchema,
  /** Who tells of it, with what that calls it: `purchase` and a number, `transfer`, `person`. */
  source: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[a-z][a-z-]*$/),
  supplyId: z.string().min(1).max(80),
  sku: skuSchema,
  dueOn: daySchema,
  units: z.int().nonnegative().max(1_000_000_000),
});
export const suppliesRequestSchema = z.strictObject({ rows: z.array(supplyRowSchema).min(1).max(1000) });
export const suppliesQuerySchema = z.strictObject({
  sku: skuSchema.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const suppliesResponseSchema = z.object({ rows: z.array(supplyRowSchema) });

// POST /v1/channels/:channelId/carts, signed: the whole cart as it is now; without lines it is gone
export const signedCartSchema = cartContentSchema.omit({ channelId: true }).extend({
  restoreUrl: cartContentSchema.shape.restoreUrl.default(null),
});
export const cartAnswerSchema = z.object({
  cartId: z.uuid(),
  state: z.enum(cartStates),
  heldUntil: z.string().nullable(),
  orderId: orderIdSchema.nullable(),
  lines: z.array(z.object({ sku: skuSchema, quantity: z.int(), held: z.int() })),
});
export type CartAnswer = z.infer<typeof cartAnswerSchema>;

// POST /v1/channels/:channelId/wishes, signed; the same wish again is the same
export const signedWishSchema = wishContentSchema.omit({ channelId: true });
export const wishAnswerSchema = z.object({ wishId: z.uuid(), state: z.enum(wishStates) });

// GET /v1/carts
export const cartsQuerySchema = listQuerySchema.extend({
  state: z.enum(cartStates).optional(),
  channelId: channelIdSchema.optional(),
});
export const cartRowSchema = cartSchema.extend({
  totalMinor: z.int(),
  /** Held units of all lines, and wanted ones. */
  units: z.int(),
  unitsHeld: z.int(),
  orderNumber: z.string().nullable(),
});
export type CartRow = z.infer<typeof cartRowSchema>;
export const cartsResponseSchema = z.object({
  rows: z.array(cartRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean().default(false),
  cursor: z.string().nullable(),
});
// GET /v1/carts/:cartId, POST /v1/carts/:cartId/hold and /remove answer one cartRow
export const cartParamsSchema = z.strictObject({ cartId: z.uuid() });

// POST /v1/carts/:cartId: a cart of the office (the telephone), under an id of the caller
export const officeCartSchema = z.strictObject({
  channelId: channelIdSchema,
  customer: cartCustomerSchema,
  lines: z
    .array(
      cartLineSchema.extend({
        name: z.string().max(200).default(''),
        /** By the channel's list when it is left out. */
        unitPriceMinor: cartLineSchema.shape.unitPriceMinor.optional(),
      }),
    )
    .max(mostCartLines),
});

// POST /v1/carts/:cartId/order: by telephone, in the channel given (that of the cart when none is)
export const orderCartRequestSchema = z.strictObject({
  channelId: channelIdSchema.optional(),
  customerName: z.string().min(1).max(120),
  shipTo: addressSchema.strict(),
  note: z.string().max(1000).nullable().default(null),
  payment: z
    .strictObject({
      providerId: z.string().min(1).max(40),
      token: referenceSchema.nullable().default(null),
    })
    .optional(),
});
export const cartOrderedSchema = z.object({
  orderId: orderIdSchema,
  number: z.string(),
  created: z.boolean(),
});
