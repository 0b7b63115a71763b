// A supplier's bill, matched three ways: what was ordered, what came, what is asked. One that fits is approved by itself;
// one that does not waits with every difference named, until somebody who may approves it all the same or refuses it.
// Keeps: a supplier's number once, never more paid than asked. Posted when it is approved, never before.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import { bookDaySchema } from '../books/book-day';
import { billFor } from '../books/post-costs';
import { purchaseIdSchema, skuSchema } from '../ids';

export const billIdSchema = z.uuid().brand<'BillId'>();
export type BillId = z.infer<typeof billIdSchema>;

export const billStates = ['held', 'approved', 'refused'] as const;
export type BillState = (typeof billStates)[number];

const amount = z.int().min(0).max(1_000_000_000_000);
export const mostBillLines = 500;

export const billLineSchema = z.strictObject({
  for: z.enum(billFor),
  /** Of goods. */
  sku: skuSchema.nullable(),
  text: z.string().trim().min(1).max(200),
  quantity: z.int().min(1).max(1_000_000),
  /** Of all its units, without tax. */
  netMinor: amount,
});
export type BillLine = z.infer<typeof billLineSchema>;

export const billTaxSchema = z.strictObject({
  country: z
    .string()
    .length(2)
    .regex(/^[A-Z]{2}$/),
  ppm: z.int().min(0).max(1_000_000),
  netMinor: amount,
  taxMinor: amount,
});

export const billContentSchema = z.strictObject({
  supplier: z.string().trim().min(1).max(120),
  /** The supplier's own number. */
  number: z.string().trim().min(1).max(60),
  /** Under which its tax may be deducted; null: not on the bill. */
  vatNumber: z.string().trim().min(1).max(30).nullable(),
  purchaseId: purchaseIdSchema.nullable(),
  currency: currencySchema,
  day: bookDaySchema,
  dueOn: bookDaySchema,
  lines: z.array(billLineSchema).min(1).max(mostBillLines),
  taxes: z.array(billTaxSchema).max(20),
  /** As the supplier writes it. */
  totalMinor: amount,
});
export type BillContent = z.infer<typeof billContentSchema>;

export const billProblemSchema = z.object({
  kind: z.enum([
    'price',
    'quantity',
    'not-ordered',
    'no-order',
    'sum',
    'tax',
    'supplier',
    'currency',
    'vat-number',
  ]),
  sku: z.string(),
  /** What was expected, and what the bill says: a price of one unit, units, or an amount. */
  expected: z.string().max(120),
  told: z.string().max(120),
});
export type BillProblem = z.infer<typeof billProblemSchema>;

export const supplierBillSchema = z.object({
  ...billContentSchema.shape,
  billId: billIdSchema,
  state: z.enum(billStates),
  problems: z.array(billProblemSchema).max(2000),
  paidMinor: amount,
  /** Who answered, and why. */
  answeredBy: z.string().max(120).nullable(),
  note: z.string().max(300).nullable(),
  payments: z.array(z.object({ key: z.string().max(120), amountMinor: amount, day: z.string() })).max(1000),
});
export type SupplierBill = z.infer<typeof supplierBillSchema>;

/** What it is matched with. */
export type MatchFacts = {
  /** Null: it names no order, or one that is not there. */
  purchase: {
    supplier: string;
    currency: string;
    lines: readonly { sku: string; received: number; unitCostMinor: number | null }[];
  } | null;
  /** Units that other bills of the order ask for already, by SKU. */
  billed: ReadonlyMap<string, number>;
  /** Millionths of the ordered price by which the asked one may be higher. */
  tolerancePpm: number;
};

export type BillCommand =
  | { type: 'EnterBill'; billId: BillId; content: BillContent; facts: MatchFacts }
  | { type: 'ApproveBill'; by: string; note: string | null }
  | { type: 'RefuseBill'; by: string; note: string }
  | { type: 'PayBill'; key: string; amountMinor: number; day: string };

export type BillEvent =
  | { type: 'BillEntered'; billId: BillId; content: BillContent; problems: BillProblem[] }
  | { type: 'BillApproved'; by: string | null; note: string | null }
  | { type: 'BillRefused'; by: string; note: string }
  | { type: 'BillPaid'; key: string; amountMinor: number; day: string };
