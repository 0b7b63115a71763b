// What it costs to serve an order, and what an hour of hands costs.
import { z } from 'zod';
import { costKinds } from '../domain/figures/cost-to-serve';
import { answeringSchema } from './answering';
import { buckets } from './figures';

const day = z.iso.date().max(10);

// GET /v1/figures/costs, asked as /v1/figures is
export const servedCostsSchema = z.object({
  from: day,
  to: day,
  bucket: z.enum(buckets),
  /** That amounts are in; null: the books have none yet, and all amounts stand as they are. */
  currency: z.string().max(3).nullable(),
  /** Orders served. */
  orders: z.int(),
  /** Orders that hands were at work for: those of the filtered warehouse, of all channels and countries. */
  handledOrders: z.int(),
  /** Null: nobody has said what an hour costs. Hands are not told apart by channel or country: their average is taken. */
  rows: z.array(
    z.object({
      kind: z.enum(costKinds),
      amountMinor: z.int().nullable(),
      perOrderMinor: z.int().nullable(),
    }),
  ),
  /** Null while a part is not known. */
  perOrderMinor: z.int().nullable(),
  series: z.array(z.object({ at: day, orders: z.int(), perOrderMinor: z.int().nullable() })),
  /** Hands at work, and how many of these seconds no rate is known for. */
  seconds: z.int(),
  secondsWithoutRate: z.int(),
});
export type ServedCostsPage = z.infer<typeof servedCostsSchema>;

// GET and POST /v1/figures/labour-rates
export const labourRateSchema = z.object({
  fromDay: day,
  minorPerHour: z.int().nonnegative(),
  currency: z.string().max(3),
  by: z.string().max(120),
  at: z.iso.datetime(),
});
export const labourRatesSchema = z.object({ rows: z.array(labourRateSchema) });
export type LabourRates = z.infer<typeof labourRatesSchema>;
/** From a day on, in the currency of the books; the same day again is put right. */
export const saveLabourRateSchema = z.strictObject({
  fromDay: day,
  minorPerHour: z.int().min(0).max(100_000_000),
  by: answeringSchema,
});
