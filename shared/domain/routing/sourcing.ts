// What the choice of a source is made from and what it answers: an order's lines, what each node has and asks, and a
// decision that explains itself in data. Amounts are a weighing in minor units of one currency; fractions are allowed.
import { z } from 'zod';
import { shipmentQuoteSchema } from './shipment-price';
import type { CartonOffer, ServiceOffer } from './shipment-price';

export type SourcingLine = {
  lineNo: number;
  sku: string;
  quantity: number;
  /** Of one unit. */
  grams: number;
  volumeMm3: number;
};

/** What a node can do for one order. Lists are by line, in the order of the lines. */
export type SourcingNode = {
  nodeId: string;
  distanceKm: number;
  /** Units that may be promised. Two lines of one SKU share them. */
  available: readonly number[];
  /** Cost of a unit beside its shipment: handling, transport by the unit. */
  unitCosts: readonly number[];
  /** What a unit is worth to later orders. */
  scarcity: readonly number[];
  /** How many days its stock lasts; the longer, the rather it is taken. */
  coverDays: readonly number[];
  /** Price of one more shipment today; above 0 when the node's day is full or nearly so. */
  capacityCost: number;
  /** Price of a rule that prefers other nodes. */
  preferenceCost: number;
  services: readonly ServiceOffer[];
  cartons: readonly CartonOffer[];
};

export type SourcingPenalties = {
  /** Every shipment of an order after its first, for the customer who gets several boxes. */
  splitMinor: number;
  lateMinorPerDay: number;
};

export type SourcingOrder = {
  lines: readonly SourcingLine[];
  nodes: readonly SourcingNode[];
  penalties: SourcingPenalties;
};

const amountSchema = z.number();

/** Parts of a plan's cost; their sum is its score. */
export const costPartsSchema = z.object({
  /** Carrier and carton. */
  shipping: amountSchema,
  handling: amountSchema,
  split: amountSchema,
  late: amountSchema,
  capacity: amountSchema,
  scarcity: amountSchema,
  /** What rules that prefer other nodes put on top. */
  preference: amountSchema,
});
export type CostParts = z.infer<typeof costPartsSchema>;
export const costPartNames = [
  'shipping',
  'handling',
  'split',
  'late',
  'capacity',
  'scarcity',
  'preference',
] as const;

const plannedLineSchema = z.object({
  lineNo: z.int().positive(),
  sku: z.string().max(60),
  quantity: z.int().positive(),
});

export const plannedShipmentSchema = z.object({
  nodeId: z.string().max(60),
  distanceKm: z.number().nonnegative(),
  lines: z.array(plannedLineSchema).max(10_000),
  quote: shipmentQuoteSchema,
});
export type PlannedShipment = z.infer<typeof plannedShipmentSchema>;

export const sourcingPlanSchema = z.object({
  shipments: z.array(plannedShipmentSchema).max(30),
  parts: costPartsSchema,
  score: amountSchema,
  /** Days late of its latest shipment; 0 keeps the promise. */
  lateDays: z.int().nonnegative(),
  /** Days that the stock it takes would last, summed over its units. */
  coverDays: z.number(),
});
export type SourcingPlan = z.infer<typeof sourcingPlanSchema>;

export const sourcingReasons = [
  'only-way',
  'least-cost',
  'promise-kept',
  'fewer-shipments',
  'less-shipping',
  'nearer',
  'stock-balance',
  'same',
] as const;

export const sourcingDecisionSchema = z.object({
  /** Null when no node has any of it, or no service takes it. */
  chosen: sourcingPlanSchema.nullable(),
  /** Other sets of nodes that were weighed, the best first. */
  alternatives: z.array(sourcingPlanSchema).max(5),
  because: z.object({
    reason: z.enum(sourcingReasons),
    /** Cost above the choice of the best alternative. */
    aheadBy: amountSchema.nullable(),
    /** The part of the cost in which the choice is most ahead of that alternative. */
    through: z.enum(costPartNames).nullable(),
  }),
  /** Units that no node can promise. */
  short: z.array(plannedLineSchema).max(10_000),
  /** Every other plan was looked at or shown to cost more. False where the search was cut short. */
  proven: z.boolean(),
  /** Sets of nodes that were weighed. */
  weighed: z.int().nonnegative(),
});
export type SourcingDecision = z.infer<typeof sourcingDecisionSchema>;

export const totalOf = (parts: CostParts): number =>
  parts.shipping +
  parts.handling +
  parts.split +
  parts.late +
  parts.capacity +
  parts.scarcity +
  parts.preference;
