// What the books know of one order: how much of it is sold, what the customer owes or has paid ahead, what is to be paid
// back. Folded from the company's history alone, so that the same history gives the same books.
import { z } from 'zod';

const poolSchema = z.object({ amountMinor: z.int(), baseMinor: z.int() });

export const orderBooksSchema = z.object({
  /** Units by line. */
  lines: z.record(z.string(), z.object({ shipped: z.int(), cancelled: z.int() })),
  isCancelled: z.boolean(),
  /** What is sold so far, by rate of tax in millionths. */
  sold: z.record(z.string(), z.object({ grossMinor: z.int(), taxMinor: z.int() })),
  shippingMinor: z.int(),
  /** Invoiced before it left: what of the invoice is not delivered yet. */
  deferred: poolSchema.nullable(),
  receivable: poolSchema,
  advance: poolSchema,
  /** Expected back, without tax. */
  liability: poolSchema,
  payable: poolSchema,
  /** By refund: what was approved, what of it was paid, and how the approval was posted. */
  refunds: z.record(
    z.string(),
    z.object({
      amountMinor: z.int(),
      paidMinor: z.int(),
      lines: z.array(
        z.object({
          account: z.string(),
          amountMinor: z.int(),
          baseMinor: z.int(),
          vat: z.object({ country: z.string(), ppm: z.int(), netMinor: z.int() }).optional(),
        }),
      ),
      /** Taken out of what was paid ahead. */
      advanceMinor: z.int(),
    }),
  ),
  /** The last day something of it left. */
  soldOn: z.string().nullable(),
  dueOn: z.string().nullable(),
});
export type OrderBooks = z.infer<typeof orderBooksSchema>;

const none = { amountMinor: 0, baseMinor: 0 };
export const newOrderBooks: OrderBooks = {
  lines: {},
  isCancelled: false,
  sold: {},
  shippingMinor: 0,
  deferred: null,
  receivable: none,
  advance: none,
  liability: none,
  payable: none,
  refunds: {},
  soldOn: null,
  dueOn: null,
};
