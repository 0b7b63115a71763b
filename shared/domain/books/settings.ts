// How a company keeps its books, chosen when they are opened.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { costMethods } from './stock-cost';

export const stockMethods = ['perpetual', 'periodic'] as const;

/** What becomes of something that happened in a closed month: into the next open one, or it waits for somebody. */
export const lateWays = ['next-open', 'hold'] as const;

export const providerFeeSchema = z.strictObject({
  providerId: z.string().min(1).max(40),
  /** Millionths of what is taken. */
  ppm: z.int().min(0).max(1_000_000),
  fixedMinor: z.int().min(0).max(1_000_000_000),
});

export const bookSettingsSchema = z.strictObject({
  /** Of the books; fixed once they are open. */
  currency: currencySchema,
  /** Perpetual: every movement is posted. Periodic: bills are an expense, and stock is corrected when a period closes. */
  stock: z.enum(stockMethods),
  costing: z.enum(costMethods),
  /** Millionths of goods sold that are expected back (IFRS 15 B20 to B27); zero: returns are posted when they come. */
  expectedReturnsPpm: z.int().min(0).max(1_000_000),
  /** Days after hand-over until nobody may return any more. */
  returnDays: z.int().min(0).max(365),
  fees: z.array(providerFeeSchema).max(50),
  late: z.enum(lateWays).default('next-open'),
  /** Millionths of an ordered price by which a supplier's bill may be dearer. */
  priceTolerancePpm: z.int().min(0).max(1_000_000).default(20_000),
});
export type BookSettings = z.infer<typeof bookSettingsSchema>;
