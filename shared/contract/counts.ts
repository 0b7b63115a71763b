// Requests about counting: what is due, what is open, differences a manager decides on, rules, and how right the books were.
import { z } from 'zod';
import { warehouseIdSchema } from '../domain/ids';
import { abcClasses, countPolicySchema } from '../domain/stock/count-policy';
import { countKinds } from '../domain/task/task';
import { answeringSchema } from './answering';

export const countsParamsSchema = z.strictObject({ warehouseId: warehouseIdSchema });
export const countParamsSchema = z.strictObject({ warehouseId: warehouseIdSchema, countId: z.uuid() });

const count = z.int().nonnegative();

/** An earlier look at the same place. */
export const countLookSchema = z.object({
  at: z.iso.datetime(),
  /** Null: nobody was logged in. */
  by: z.string().nullable(),
  station: z.string(),
  counted: z.int(),
  /** In boxes that had not left. */
  inBoxes: z.int(),
  difference: z.int(),
  state: z.string(),
});

export const countDifferenceSchema = z.object({
  countId: z.uuid(),
  locationId: z.string(),
  sku: z.string(),
  name: z.string(),
  class: z.enum(abcClasses).nullable(),
  expected: z.int(),
  difference: z.int(),
  /** Of the difference; null where nobody has told what a unit costs. */
  value: z.object({ amountMinor: z.int(), currency: z.string() }).nullable(),
  /** Newest first; the first is the count itself. */
  looks: z.array(countLookSchema).max(20),
});
export type CountDifference = z.infer<typeof countDifferenceSchema>;

export const mostDifferences = 200;
export const mostOpenCounts = 200;
export const accuracyWeeks = 26;

// GET /v1/counts/:warehouseId
export const countsPageSchema = z.object({
  warehouseId: warehouseIdSchema,
  /** Null: nobody has set any rules. */
  policy: countPolicySchema.nullable(),
  classes: z.array(
    z.object({
      class: z.enum(abcClasses),
      /** Bins with a product of it. */
      places: count,
      due: count,
      /** Never counted at all. */
      never: count,
    }),
  ),
  /** Asked for and not counted yet, oldest first. */
  open: z
    .array(
      z.object({
        taskId: z.string(),
        kind: z.enum(countKinds as [string, ...string[]]),
        /** Of a count of its own: its turn (`cycle`), or a bin that the books say is empty (`empty`). */
        reason: z.string(),
        locationId: z.string(),
        sku: z.string(),
        name: z.string(),
        at: z.iso.datetime(),
      }),
    )
    .max(mostOpenCounts),
  openTotal: count,
  differences: z.array(countDifferenceSchema).max(mostDifferences),
  /** A week a row, oldest first, those without a count left out. */
  accuracy: z
    .array(
      z.object({
        /** Its Monday. */
        week: z.iso.date(),
        counts: count,
        /** Found exactly what the books say. */
        exact: count,
        /** Within the tolerance of their class. */
        within: count,
        /** Units too many and too few together. */
        units: count,
      }),
    )
    .max(accuracyWeeks + 1),
});
export type CountsPage = z.infer<typeof countsPageSchema>;

// POST /v1/counts/:warehouseId/policy
export const savePolicySchema = z.strictObject({ policy: countPolicySchema, by: answeringSchema });

// POST /v1/counts/:warehouseId/hand-out
export const handedOutSchema = z.object({ counts: count });

// POST /v1/counts/:warehouseId/differences/:countId
export const decideCountSchema = z.strictObject({ decision: z.enum(['book', 'again']), by: answeringSchema });
export type DecideCount = z.infer<typeof decideCountSchema>;
