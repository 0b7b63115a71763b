// What a company lets happen by itself: when something happens to an order and it is so and so, then this. Data that a
// manager edits; what follows from it is run-rules.ts's business.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { fieldKeySchema } from '../field/field';
import { orderHoldSchema } from '../order/order';
import { tagKeySchema } from '../tag/tag';

export const triggers = [
  'order-placed',
  'order-confirmed',
  'order-tagged',
  'order-changed',
  'order-held',
  'hold-released',
  'parcel-handed-over',
  'shipment-delivered',
  'shipment-late',
  'order-closed',
  'order-cancelled',
] as const;
export type Trigger = (typeof triggers)[number];

/** Events of the history that let rules run; the placing of an order is asked before anything is promised to it. */
export const triggerOfEvent: Readonly<Record<string, Trigger>> = {
  OrderConfirmed: 'order-confirmed',
  OrderTagged: 'order-tagged',
  OrderUntagged: 'order-changed',
  FieldsChanged: 'order-changed',
  PriorityChanged: 'order-changed',
  AddressChanged: 'order-changed',
  OrderHeld: 'order-held',
  HoldReleased: 'hold-released',
  ParcelHandedOver: 'parcel-handed-over',
  ShipmentDelivered: 'shipment-delivered',
  ShipmentLate: 'shipment-late',
  OrderClosed: 'order-closed',
  OrderCancelled: 'order-cancelled',
};

const text = z.string().min(1).max(120);
const values = z.array(text).min(1).max(500);
const holdReason = orderHoldSchema.shape.reason;

export const listQuestions = [
  'channel',
  'country',
  'postcode',
  'sku',
  'customer',
  'tag',
  'customer-tag',
  'product-tag',
  'hold',
] as const;
export const fieldTests = ['set', 'unset', 'equals', 'not', 'contains', 'at-least', 'at-most'] as const;

export const conditionSchema = z.discriminatedUnion('what', [
  /** A postcode is looked at from its beginning; everything else is compared whole. */
  z.strictObject({ what: z.enum(listQuestions), is: z.enum(['any-of', 'none-of']), values }),
  /** In minor units; an order in another currency does not meet it. */
  z.strictObject({
    what: z.literal('total'),
    is: z.enum(['at-least', 'at-most']),
    amountMinor: z.int(),
    currency: currencySchema,
  }),
  z.strictObject({
    what: z.enum(['units', 'lines']),
    is: z.enum(['at-least', 'at-most']),
    count: z.int().nonnegative(),
  }),
  z.strictObject({ what: z.literal('priority'), is: z.enum(['normal', 'vip']) }),
  z.strictObject({ what: z.literal('note'), is: z.enum(['contains', 'empty']), text: z.string().max(120) }),
  /** Of the order itself. Numbers and days are compared as such, money by its minor units. */
  z.strictObject({
    what: z.literal('field'),
    key: fieldKeySchema,
    is: z.enum(fieldTests),
    value: z.string().max(200),
  }),
]);
export type Condition = z.infer<typeof conditionSchema>;

const tags = z.array(tagKeySchema).min(1).max(20);

export const actionSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('tag'), tags }),
  z.strictObject({ do: z.literal('untag'), tags }),
  z.strictObject({ do: z.literal('hold'), reason: holdReason, note: z.string().max(200) }),
  z.strictObject({ do: z.literal('release'), reason: holdReason }),
  z.strictObject({ do: z.literal('priority'), priority: z.enum(['normal', 'vip']) }),
  /** A task in the words of the rule. */
  z.strictObject({ do: z.literal('notify'), text: z.string().min(1).max(200) }),
  /** Told every subscriber of `automation.fired`. */
  z.strictObject({ do: z.literal('webhook'), name: fieldKeySchema }),
]);
export type Action = z.infer<typeof actionSchema>;

export const ruleSchema = z.strictObject({
  ruleId: z.string().min(1).max(40),
  name: z.string().min(1).max(80),
  isOn: z.boolean(),
  when: z.enum(triggers),
  /** Whether every condition has to hold, or one of them; none at all holds always. */
  match: z.enum(['all', 'any']),
  conditions: z.array(conditionSchema).max(20),
  actions: z.array(actionSchema).min(1).max(20),
});
export type Rule = z.infer<typeof ruleSchema>;

export const mostRules = 200;
export const rulesSchema = z
  .array(ruleSchema)
  .max(mostRules)
  .refine((rules) => new Set(rules.map(({ ruleId }) => ruleId)).size === rules.length, {
    error: 'two rules have one id',
  });
