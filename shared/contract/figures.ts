// The figures of the company: what was ordered, picked, packed, sent and brought back over some days, told apart by where and
// what for, and the events behind any of it.
import { z } from 'zod';
import { type Dimension, dimensions, measureNames, steps } from '../domain/figures/measures';

const day = z.iso.date().max(10);
const name = z.string().max(80);

/** Null where a dimension is left open. */
const filterShape = {
  channel: name.optional(),
  country: name.optional(),
  currency: name.optional(),
  warehouse: name.optional(),
};
/** Both days are counted in. At most five years. */
export const figuresQuerySchema = z.strictObject({ from: day, to: day, ...filterShape });
export type FiguresQuery = z.infer<typeof figuresQuerySchema>;

export const buckets = ['day', 'week', 'month'] as const;
const sumSchema = z.object({ count: z.int(), amount: z.int() });
const partSchema = sumSchema.extend({ name });

/** The dimensions and, where the measure has one, what its key tells apart. Longest first; of more than fit the rest is one. */
export const mostParts = 12;
export const restOfParts = '…';

export const measureFiguresSchema = sumSchema.extend({
  /** One entry for every day, week (its Monday) or month (its first) of the time asked for. */
  series: z.array(sumSchema.extend({ at: day })),
  by: z.object(
    Object.fromEntries(dimensions.map((each) => [each, z.array(partSchema)])) as Record<
      Dimension,
      z.ZodArray<typeof partSchema>
    >,
  ),
});

// GET /v1/figures
export const figuresSchema = z.object({
  from: day,
  to: day,
  bucket: z.enum(buckets),
  /** That amounts of money are in; null: nobody has said which one the books are in, and all amounts stand as they are. */
  currency: z.string().max(3).nullable(),
  /** Events that happened and are not counted yet. */
  behind: z.int().nonnegative(),
  measures: z.object(
    Object.fromEntries(measureNames.map((each) => [each, measureFiguresSchema])) as Record<
      (typeof measureNames)[number],
      typeof measureFiguresSchema
    >,
  ),
  /** How many hours people worked at it: an hour in which somebody picked or packed counts for each of them. */
  hours: z.object({ picked: z.int(), packed: z.int() }),
  steps: z.array(
    z.object({
      step: z.enum(steps),
      count: z.int(),
      /** Minutes; null where none was done. */
      mean: z.number().nullable(),
      median: z.number().nullable(),
      /** Nine of ten were done in this time. */
      nineOfTen: z.number().nullable(),
    }),
  ),
});
export type Figures = z.infer<typeof figuresSchema>;
export type MeasureFigures = z.infer<typeof measureFiguresSchema>;

// GET /v1/figures/rows: one measure as a table, by time or by a dimension.
export const figureRowsQuerySchema = figuresQuerySchema.extend({
  measure: z.enum(measureNames),
  by: z.enum(['time', ...dimensions]).default('time'),
});
export const figureRowsSchema = z.object({
  rows: z.array(
    z.object({
      name,
      count: z.int(),
      /** Units or minutes; null for money and for what is only counted. */
      amount: z.int().nullable(),
      amountMinor: z.int().nullable(),
      currency: z.string().max(3).nullable(),
    }),
  ),
});

// GET /v1/figures/behind: the events a number is the sum of, newest first.
export const behindQuerySchema = figuresQuerySchema.extend({
  measure: z.enum(measureNames),
  key: name.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional(),
});
export const behindSchema = z.object({
  rows: z.array(
    z.object({
      at: z.iso.datetime(),
      type: z.string().max(60),
      orderId: z.uuid().nullable(),
      number: z.string().max(40).nullable(),
      warehouse: name,
      key: name,
      count: z.int(),
      amount: z.int(),
    }),
  ),
  /** A page may hold fewer rows than asked for, even none, and still not be the last one. */
  cursor: z.string().max(300).nullable(),
});
export type Behind = z.infer<typeof behindSchema>;
