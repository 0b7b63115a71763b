// Requests of the routing workbench: plans of the orders that wait together, what-if, and a person's word for many at once.
import { z } from 'zod';
import { orderIdSchema, warehouseIdSchema } from '../domain/ids';
import { routingPolicySchema } from '../domain/routing/policy';
import { sourcingPlanSchema } from '../domain/routing/sourcing';
import { currencySchema } from '../money/money';
import { placeSchema, routeOverrideSchema } from './routing';

export const planIdSchema = z.uuid();
export const planStates = ['planning', 'ready', 'cancelled', 'failed'] as const;
export const planCauses = ['person', 'stock', 'start'] as const;
/** proposed: may be applied. stale: something it rests on has changed. */
export const groupStates = ['proposed', 'applied', 'undone', 'stale'] as const;
export const staleReasons = ['released', 'overridden', 'order-changed', 'stock-changed'] as const;

const count = z.int().nonnegative();
export const poolTotalsSchema = z.object({
  costMinor: z.int(),
  shipments: count,
  splitOrders: count,
  completeOrders: count,
  unitsShort: count,
});
export const nodeLoadSchema = z.object({
  nodeId: z.string(),
  waiting: count,
  inForce: count,
  proposed: count,
  shipmentsPerDay: z.int().nullable(),
});
export const planGroupSchema = z.object({
  groupNo: count,
  orders: count,
  savingMinor: z.int(),
  state: z.enum(groupStates),
  reason: z.enum(staleReasons).nullable(),
});
export type PlanGroup = z.infer<typeof planGroupSchema>;

/** What is not of one order. */
export const planDocSchema = z.object({
  orders: count,
  /** There were more than are planned at once. */
  isCut: z.boolean(),
  currency: currencySchema,
  totals: z.object({ inForce: poolTotalsSchema, proposed: poolTotalsSchema, nearest: poolTotalsSchema }),
  loads: z.array(nodeLoadSchema),
  groups: z.array(planGroupSchema),
  whatIf: z.object({
    closed: z.array(z.string()),
    capacities: z.array(z.object({ warehouseId: z.string(), shipmentsPerDay: z.int().nullable() })),
  }),
  tries: count,
});
export type PlanDoc = z.infer<typeof planDocSchema>;

export const planSchema = z.object({
  planId: planIdSchema,
  kind: z.enum(['proposal', 'what-if']),
  cause: z.enum(planCauses),
  state: z.enum(planStates),
  /** Share that is done, 0 to 1. */
  progress: z.number(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** Null until it is ready. */
  plan: planDocSchema.nullable(),
});
export type RoutingPlan = z.infer<typeof planSchema>;

// GET /v1/routing/workbench: the newest plan, and where everything is
export const workbenchSchema = z.object({
  newest: planSchema.nullable(),
  /** The one under way, when there is one. */
  underWay: planSchema.nullable(),
  nodes: z.array(
    z.object({
      nodeId: z.string(),
      name: z.string(),
      place: placeSchema.nullable(),
      /** Local time there, and until when parcels of today leave. */
      localTime: z.string(),
      cutOff: z.string().nullable(),
    }),
  ),
  /** Complete orders whose parcels are not made yet, and when the next of them are. */
  gathering: z.object({ orders: count, nextAt: z.iso.datetime().nullable() }),
});
export type Workbench = z.infer<typeof workbenchSchema>;

// POST /v1/routing/plans
export const planRequestSchema = z.strictObject({
  /** Left out: as it is. A what-if is never applied. */
  whatIf: z
    .strictObject({
      closed: z.array(warehouseIdSchema).max(100).default([]),
      capacities: z
        .array(
          z.strictObject({
            warehouseId: warehouseIdSchema,
            shipmentsPerDay: z.int().positive().max(1_000_000).nullable(),
          }),
        )
        .max(100)
        .default([]),
    })
    .optional(),
});
export const planParamsSchema = z.strictObject({ planId: planIdSchema });

// POST /v1/routing/plans/:planId/apply, /undo
export const groupsRequestSchema = z.strictObject({
  /** Left out: all that can be. */
  groups: z.array(count).max(2000).optional(),
});

// GET /v1/routing/plans/:planId/orders
export const poolOrdersQuerySchema = z.strictObject({
  only: z.enum(['at-risk', 'changes', 'pinned', 'split']).optional(),
  text: z.string().max(100).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const poolOrderSchema = z.object({
  orderId: orderIdSchema,
  number: z.string(),
  city: z.string(),
  countryCode: z.string(),
  place: placeSchema.nullable(),
  customerName: z.string(),
  priority: z.enum(['normal', 'vip']),
  isPinned: z.boolean(),
  risk: z.enum(['short', 'late']).nullable(),
  inForce: sourcingPlanSchema.nullable(),
  proposed: sourcingPlanSchema.nullable(),
  nearestMinor: z.number().nullable(),
  lacks: count,
  lacksThen: count,
  groupNo: count.nullable(),
});
export type PoolOrderRow = z.infer<typeof poolOrderSchema>;
export const poolOrdersResponseSchema = z.object({
  rows: z.array(poolOrderSchema),
  total: count,
  isTotalLeast: z.boolean(),
  cursor: z.string().nullable(),
});

// POST /v1/routing/overrides: a person's word for many orders, or taken back (null)
export const overridesRequestSchema = z.strictObject({
  orders: z
    .array(
      z.strictObject({
        orderId: orderIdSchema,
        warehouseIds: routeOverrideSchema.shape.warehouseIds.nullable(),
      }),
    )
    .min(1)
    .max(200),
  reason: routeOverrideSchema.shape.reason,
});
export const overridesResponseSchema = z.object({
  done: count,
  refused: z.array(z.object({ orderId: orderIdSchema, code: z.string() })),
});

// POST /v1/routing/release: complete orders that gather go to the benches now
export const releaseRequestSchema = z.strictObject({
  orderIds: z.array(orderIdSchema).min(1).max(500).optional(),
});
export const releasedSchema = z.object({ released: count });

// POST /v1/routing/preview: what other rules would do to the orders that wait now; nothing is kept
export const previewRequestSchema = z.strictObject({ policy: routingPolicySchema });
export const previewResponseSchema = z.object({
  orders: count,
  currency: currencySchema,
  /** Orders that would be chosen to ship from elsewhere, and that no node could ship. */
  moved: count,
  nowhere: count,
  costBeforeMinor: z.int(),
  costAfterMinor: z.int(),
  /** Orders that each rule speaks about. */
  rules: z.array(z.object({ ruleId: z.string(), orders: count })),
  examples: z.array(
    z.object({
      orderId: orderIdSchema,
      number: z.string(),
      from: z.array(z.string()),
      to: z.array(z.string()),
      costBeforeMinor: z.int().nullable(),
      costAfterMinor: z.int().nullable(),
    }),
  ),
});
export type PolicyPreview = z.infer<typeof previewResponseSchema>;

// GET /v1/routing/policies: versions, newest first
export const policiesResponseSchema = z.object({
  rows: z.array(
    z.object({
      version: count,
      changedAt: z.iso.datetime(),
      /** The person who answered for it, or the station it was set at. */
      changedBy: z.string(),
      rules: count,
      activeRules: count,
      policy: routingPolicySchema,
    }),
  ),
});
export type PolicyVersions = z.infer<typeof policiesResponseSchema>;
