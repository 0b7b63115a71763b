// Requests about routing: why an order ships from where it does, saying otherwise, and what a manager sets.
import { z } from 'zod';
import { currencySchema } from '../money/money';
import { skuSchema, warehouseIdSchema } from '../domain/ids';
import { routingPolicySchema } from '../domain/routing/policy';
import { answeringSchema } from './payments';
import { sourcingDecisionSchema } from '../domain/routing/sourcing';

export const routeOverrideSchema = z.strictObject({
  warehouseIds: z.array(warehouseIdSchema).min(1).max(30),
  reason: z.string().trim().min(1).max(200),
});
export type RouteOverride = z.infer<typeof routeOverrideSchema>;

/** What is kept of a choice. */
export const routeRecordSchema = z.object({
  decision: sourcingDecisionSchema,
  /** What rules forbade. */
  bans: z
    .array(z.object({ nodeId: z.string().max(60), sku: skuSchema, ruleId: z.string().max(40) }))
    .max(10_000),
  policyVersion: z.int().nonnegative(),
  /** Chosen together with other orders: how many, and what all of them saved. */
  together: z.object({ orders: z.int().positive(), savingMinor: z.int() }).optional(),
  /** Of all its amounts. */
  currency: currencySchema,
});
export type RouteRecord = z.infer<typeof routeRecordSchema>;

/** Degrees. */
export const placeSchema = z.object({ latitude: z.number(), longitude: z.number() });

/** What is kept of an order's route. */
export const orderRouteSchema = z.object({
  /** Null: not decided yet. */
  decidedAt: z.iso.datetime().nullable(),
  route: routeRecordSchema.nullable(),
  override: routeOverrideSchema.nullable(),
});
export type OrderRoute = z.infer<typeof orderRouteSchema>;

// GET /v1/orders/:orderId/route (office): with what a map needs
export const routePageSchema = orderRouteSchema.extend({
  destination: placeSchema.nullable(),
  nodes: z
    .array(z.object({ nodeId: z.string().max(60), name: z.string().max(120), place: placeSchema.nullable() }))
    .max(1000),
});
export type RoutePage = z.infer<typeof routePageSchema>;

// POST /v1/orders/:orderId/route (office) answers orderRouteSchema
export const routeRequestSchema = z.strictObject({
  /** Null takes back what was said before. */
  override: routeOverrideSchema.nullable(),
});

// GET and POST /v1/routing/policy (office)
export const policyResponseSchema = z.object({
  version: z.int().nonnegative(),
  changedAt: z.iso.datetime().nullable(),
  policy: routingPolicySchema,
});
export const policyRequestSchema = z.strictObject({
  /** The version that was changed; another one set meanwhile is not overwritten. */
  from: z.int().nonnegative(),
  policy: routingPolicySchema,
  /** Who answers for it, so that its version has a name. */
  by: answeringSchema.optional(),
});
