// Requests about special orders: the watch list, marks of an order, its custody, kinds and rules.
import { z } from 'zod';
import { orderIdSchema } from '../domain/ids';
import { custodyActs, gapReasons, holders } from '../domain/special/custody';
import { kindIdSchema, specialKindSchema, specialKindsSchema } from '../domain/special/special-kind';
import { giftMessageSchema, orderSpecialSchema } from '../domain/special/special-mark';
import { riskLevels, riskSchema, wheres } from '../domain/special/special-risk';
import { specialRulesSchema } from '../domain/special/special-rule';
import { callSchema, specialWatchSchema, watchStates } from '../domain/special/watch';
import { answeringSchema } from './payments';

const shownKindSchema = specialKindSchema.pick({ kindId: true, names: true, sign: true, colour: true });

// GET /v1/special: the watch list, late first; `text` is a code, or begins an order's number or is in a customer's name
export const specialQuerySchema = z.strictObject({
  text: z.string().max(100).optional(),
  state: z.enum(watchStates).optional(),
  kindId: kindIdSchema.optional(),
  risk: z.enum(riskLevels).optional(),
  owner: z.string().max(80).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const specialRowSchema = specialWatchSchema.omit({ calls: true, kindIds: true, told: true }).extend({
  kinds: z.array(shownKindSchema),
  where: z.enum(wheres),
  /** The bench that has it, or the carrier. */
  at: z.string().nullable(),
  promise: z.string().nullable(),
  leaveBy: z.string().nullable(),
  calls: z.int(),
  lastCall: callSchema.nullable(),
  risk: riskSchema,
});
export type SpecialRow = z.infer<typeof specialRowSchema>;
export const specialListSchema = z.object({
  rows: z.array(specialRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean().default(false),
  cursor: z.string().nullable(),
});

// POST /v1/special/:orderId
export const specialActSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('take'), owner: z.string().trim().min(1).max(80).nullable() }),
  z.strictObject({ act: z.enum(['call', 'note']), text: z.string().trim().min(1).max(2000) }),
  z.strictObject({ act: z.literal('raise'), reason: z.string().trim().min(1).max(300) }),
]);
export type SpecialAct = z.infer<typeof specialActSchema>;

// GET /v1/orders/:orderId/special
export const custodyStepSchema = z.object({
  parcelId: z.string(),
  boxNumber: z.int().nullable(),
  act: z.enum(custodyActs),
  at: z.string(),
  until: z.string(),
  by: z.string().nullable(),
  where: z.string().nullable(),
  units: z.int().nullable(),
  holder: z.enum(holders),
  gap: z.object({ reason: z.enum(gapReasons), minutes: z.int() }).nullable(),
});
export const orderSpecialPageSchema = z.object({
  orderId: orderIdSchema,
  number: z.string(),
  special: orderSpecialSchema.nullable(),
  giftMessage: giftMessageSchema.nullable(),
  row: specialRowSchema.nullable(),
  calls: z.array(callSchema),
  custody: z.array(custodyStepSchema),
  /** Kinds an order may be marked with. */
  kinds: z.array(shownKindSchema),
});
export type OrderSpecialPage = z.infer<typeof orderSpecialPageSchema>;

// POST /v1/orders/:orderId/special
export const markRequestSchema = z.strictObject({
  kindId: kindIdSchema,
  reason: z.string().trim().min(1).max(300),
  /** For the packer. */
  note: z.string().trim().min(1).max(300).nullable().default(null),
});
// POST /v1/orders/:orderId/special/unmark: the box is then sealed without a second person
export const unmarkRequestSchema = z.strictObject({
  kindId: kindIdSchema,
  reason: z.string().trim().min(1).max(300),
  by: answeringSchema,
});

// GET and POST /v1/special-settings
export const specialSettingsSchema = z.object({
  version: z.int(),
  kinds: specialKindsSchema,
  rules: specialRulesSchema,
  changedAt: z.string().nullable(),
});
export type SpecialSettingsDoc = z.infer<typeof specialSettingsSchema>;
export const saveSpecialSettingsSchema = z.strictObject({
  version: z.int().nonnegative(),
  kinds: specialKindsSchema,
  rules: specialRulesSchema,
  by: answeringSchema,
});

// POST /v1/special-preview: what the rules would mark of the newest orders; nothing is changed
export const previewRequestSchema = z.strictObject({ kinds: specialKindsSchema, rules: specialRulesSchema });
export const previewSchema = z.object({
  /** Orders that were looked at. */
  orders: z.int(),
  special: z.int(),
  rules: z.array(
    z.object({
      ruleId: z.string(),
      orders: z.int(),
      /** The newest of them. */
      numbers: z.array(z.string()),
    }),
  ),
});
export type SpecialPreview = z.infer<typeof previewSchema>;
