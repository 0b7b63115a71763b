// Requests about orders that wait for a person: which and why, who looks after them, and what mends them.
import { z } from 'zod';
import { addressSchema } from '../domain/customer/address';
import { orderIdSchema } from '../domain/ids';
import { orderHoldSchema, orderSchema } from '../domain/order/order';
import { addressFaults, addressFields } from '../domain/placement/address-check';
import { placementSettingsSchema } from '../domain/placement/placement-rules';
import { currencySchema } from '../money/money';
import { answeringSchema } from './payments';

const reasonSchema = orderHoldSchema.shape.reason;

export const addressProblemSchema = z.object({
  field: z.enum(addressFields),
  fault: z.enum(addressFaults),
  suggestion: z.string().nullable(),
});

// GET /v1/holds: longest waiting first
export const holdsQuerySchema = z.strictObject({
  reason: reasonSchema.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const holdRowSchema = z.object({
  orderId: orderIdSchema,
  number: z.string(),
  channelId: z.string(),
  customerName: z.string(),
  placedAt: z.string(),
  totalMinor: z.int(),
  currency: currencySchema,
  holds: z.array(orderHoldSchema),
  /** What is wrong with its address now, with suggestions. */
  problems: z.array(addressProblemSchema),
});
export type HoldRow = z.infer<typeof holdRowSchema>;
export const holdsResponseSchema = z.object({
  rows: z.array(holdRowSchema),
  total: z.int(),
  cursor: z.string().nullable(),
});

// POST /v1/orders/:orderId/holds, .../holds/release, .../holds/assign
export const putHoldRequestSchema = z.strictObject({
  reason: reasonSchema,
  note: z.string().trim().min(1).max(500),
  owner: z.string().trim().min(1).max(40).nullable().default(null),
});
export const releaseHoldRequestSchema = z.strictObject({
  reason: reasonSchema,
  note: z.string().trim().min(1).max(500),
  by: answeringSchema,
});
export const assignHoldRequestSchema = z.strictObject({
  reason: reasonSchema,
  owner: z.string().trim().min(1).max(40).nullable(),
});
export const heldOrderSchema = z.object({ order: orderSchema });

// POST /v1/orders/:orderId/address: checked again; a good one ends the hold
export const correctAddressRequestSchema = z.strictObject({ shipTo: addressSchema.strict() });
export const addressCheckedSchema = z.object({ order: orderSchema, problems: z.array(addressProblemSchema) });

// GET and POST /v1/placement-settings
export const placementSettingsResponseSchema = placementSettingsSchema;
export const savePlacementSettingsRequestSchema = z.strictObject({
  address: z.strictObject({
    channels: z.array(z.string().min(1).max(40)).max(200),
    phoneNeeded: z.array(z.string().min(1).max(2)).max(250),
    longestLine: z.int().min(20).max(120),
  }),
  fraud: z.strictObject({
    channels: z.array(z.string().min(1).max(40)).max(200),
    amountsOver: z
      .array(z.strictObject({ currency: currencySchema, amountMinor: z.int().positive() }))
      .max(50),
    countriesDiffer: z.boolean(),
    ordersInAnHour: z.int().min(0).max(1000),
    blocked: z
      .array(
        z.strictObject({
          kind: z.enum(['email', 'phone', 'postcode', 'customer', 'name']),
          value: z.string().min(1).max(120),
        }),
      )
      .max(5000),
  }),
  stopped: z.array(z.string().min(1).max(64)).max(5000),
  owners: z.array(z.strictObject({ reason: reasonSchema, owner: z.string().min(1).max(40) })).max(10),
  by: answeringSchema,
});
