// What a manager may set of routing: prices of splitting, lateness and full days, what is known of each node, and rules.
// All of it is data; which rule says what about an order is worked out in rules.ts.
import { z } from 'zod';
import { channelIdSchema, skuSchema, warehouseIdSchema } from '../ids';

const amountMinor = z.int().nonnegative().max(100_000_000);

export const nodeKinds = ['warehouse', 'store', 'supplier'] as const;

export const nodePolicySchema = z.strictObject({
  warehouseId: warehouseIdSchema,
  kind: z.enum(nodeKinds),
  /** Degrees; null: found by the warehouse's town. */
  place: z
    .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
    .nullable(),
  handlingMinorPerUnit: amountMinor,
  /** Parcels it can ship a day; null: not limited. */
  shipmentsPerDay: z.int().positive().max(1_000_000).nullable(),
  /** Price of one more shipment when a whole day's work waits there already. */
  fullDayMinor: amountMinor,
  /** On top of the carrier's price, for a destination in another country. */
  abroadMinor: amountMinor,
  /** On top of the carrier's price, by distance. */
  minorPer100Km: amountMinor,
});
export type NodePolicy = z.infer<typeof nodePolicySchema>;

/** An empty list means any. */
const whenSchema = z.strictObject({
  skus: z.array(skuSchema).max(500),
  countries: z
    .array(
      z
        .string()
        .regex(/^[A-Z]{2}$/)
        .max(2),
    )
    .max(250),
  channelIds: z.array(channelIdSchema).max(100),
  vipOnly: z.boolean(),
});

const nodesMeantSchema = z.strictObject({
  warehouseIds: z.array(warehouseIdSchema).max(100),
  kinds: z.array(z.enum(nodeKinds)).max(nodeKinds.length),
});

export const routingRuleSchema = z.strictObject({
  ruleId: z.string().min(1).max(40),
  name: z.string().trim().min(1).max(120),
  active: z.boolean(),
  when: whenSchema,
  // oxlint-disable-next-line unicorn/no-thenable
  then: z.discriminatedUnion('kind', [
    /** The lines meant ship from none of these nodes. */
    z.strictObject({ kind: z.literal('never'), nodes: nodesMeantSchema }),
    /** The lines meant ship from these nodes alone. */
    z.strictObject({ kind: z.literal('only'), nodes: nodesMeantSchema }),
    /** Other nodes count as so much dearer. */
    z.strictObject({ kind: z.literal('prefer'), nodes: nodesMeantSchema, worthMinor: amountMinor }),
    /** The order gets its stock before others. */
    z.strictObject({ kind: z.literal('first') }),
  ]),
});
export type RoutingRule = z.infer<typeof routingRuleSchema>;

export const replanModes = ['off', 'propose', 'apply'] as const;

export const routingPolicySchema = z.strictObject({
  splitMinor: amountMinor,
  lateMinorPerDay: amountMinor,
  /** Days after the order within which it is promised, working days of the carrier or not. */
  promiseDays: z.int().positive().max(90),
  /** Days on which nothing leaves and nothing arrives: 0 is Sunday. */
  closedWeekdays: z.array(z.int().min(0).max(6)).max(6),
  holidays: z.array(z.iso.date().max(10)).max(400),
  nodes: z.array(nodePolicySchema).max(100),
  rules: z.array(routingRuleSchema).max(200),
  /** Minutes that a complete order waits to be planned with others before its parcels are made; 0: none. */
  gatherMinutes: z.int().min(0).max(1440).default(0),
  /** What becomes of a better plan of the orders that wait: nobody looks, a person is shown it, or it is applied. */
  replan: z.enum(replanModes).default('propose'),
  /** A change of plan that saves less is not worth the trouble. */
  leastSavingMinor: amountMinor.default(50),
  /** Whether what stock is worth to later orders counts when an order comes, and how far ahead it is looked. */
  scarcity: z
    .strictObject({ isOn: z.boolean(), horizonDays: z.int().min(1).max(60) })
    .default({ isOn: false, horizonDays: 7 }),
});
export type RoutingPolicy = z.infer<typeof routingPolicySchema>;

/** Until somebody sets it: a second box costs about what a small parcel does, and a day late a little less. */
export const defaultRoutingPolicy: RoutingPolicy = {
  splitMinor: 300,
  lateMinorPerDay: 200,
  promiseDays: 5,
  closedWeekdays: [0, 6],
  holidays: [],
  nodes: [],
  rules: [],
  gatherMinutes: 0,
  replan: 'propose',
  leastSavingMinor: 50,
  scarcity: { isOn: false, horizonDays: 7 },
};

export function nodePolicyOf(policy: RoutingPolicy, warehouseId: string): Omit<NodePolicy, 'warehouseId'> {
  return (
    policy.nodes.find((node) => node.warehouseId === warehouseId) ?? {
      kind: 'warehouse',
      place: null,
      handlingMinorPerUnit: 0,
      shipmentsPerDay: null,
      fullDayMinor: 0,
      abroadMinor: 0,
      minorPer100Km: 0,
    }
  );
}
