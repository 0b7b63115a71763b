// A purchase order: what a supplier was asked for, for which day and price, and what has come of it. Head office writes it;
// what comes is told by stations. How far it is follows from its lines (questions.ts, law 6).
import { z } from 'zod';
import { opIdSchema, purchaseIdSchema, skuSchema, stationIdSchema, warehouseIdSchema } from '../ids';

export const purchaseStates = ['draft', 'sent', 'closed', 'cancelled'] as const;
export type PurchaseState = (typeof purchaseStates)[number];

const day = z.iso.date();
const units = z.int().nonnegative().max(1_000_000_000);
export const mostLines = 500;

export const plannedLineSchema = z.strictObject({
  lineNo: z.int().positive().max(mostLines),
  sku: skuSchema,
  name: z.string().min(1).max(200),
  ordered: z.int().positive().max(1_000_000),
  /** Of one unit, in the currency of the order; null where it is not told: benches know no prices. */
  unitCostMinor: z.int().nonnegative().max(1_000_000_000_000).nullable(),
  /** The day it is expected. */
  expectedOn: day,
});

export const purchasePlanSchema = z.strictObject({
  purchaseId: purchaseIdSchema,
  /** Of the company, counted up; printed as `purchaseNumber` says. */
  number: z.int().positive(),
  warehouseId: warehouseIdSchema,
  supplier: z.string().min(1).max(120),
  /** What the supplier calls it. */
  supplierReference: z.string().max(80),
  /** ISO 4217. */
  currency: z.string().length(3),
  note: z.string().max(1000),
  lines: z.array(plannedLineSchema).min(1).max(mostLines),
});
export type PurchasePlan = z.infer<typeof purchasePlanSchema>;

/** `damaged` are among the received. */
const came = { received: units, damaged: units };
export const purchaseLineSchema = z.object({ ...plannedLineSchema.shape, ...came });
export type PurchaseLine = z.infer<typeof purchaseLineSchema>;

export const purchaseSchema = z.object({
  ...purchasePlanSchema.shape,
  lines: z.array(purchaseLineSchema).min(1).max(mostLines),
  /** Goods that came with it and that nobody ordered. */
  extras: z.array(z.object({ sku: skuSchema, name: z.string().max(200), ...came })).max(1000),
  state: z.enum(purchaseStates),
  /** Closed with units that never came. */
  isShort: z.boolean(),
  sentAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** The newest op of each station that is in it. */
  heard: z.array(z.object({ stationId: stationIdSchema, stationSeq: z.int().positive() })).max(1000),
  seq: z.int().nonnegative(),
});
export type Purchase = z.infer<typeof purchaseSchema>;

/** Units of one act, to the lines they count for; `extra` are of no line. */
export type Shares = { lines: { lineNo: number; quantity: number }[]; extra: number };

export type PurchaseCommand =
  | { type: 'DraftPurchase'; plan: PurchasePlan }
  | { type: 'ChangePurchase'; plan: PurchasePlan }
  | { type: 'SendPurchase'; at: string }
  | { type: 'RescheduleLine'; lineNo: number; expectedOn: string }
  | { type: 'CancelPurchase'; at: string }
  /** `null` from the office; a station says it when the lorry is empty. */
  | { type: 'ClosePurchase'; at: string }
  | { type: 'ReopenPurchase' }
  | {
      type: 'TakeUnits';
      opId: string;
      sku: PurchaseLine['sku'];
      name: string;
      quantity: number;
      isDamaged: boolean;
    }
  | { type: 'TakeBackUnits'; undoes: string; sku: PurchaseLine['sku']; quantity: number; isDamaged: boolean };

type Of = { purchaseId: Purchase['purchaseId'] };
export type PurchaseEvent = Heard &
  (
    | (Of & { type: 'PurchaseDrafted'; plan: PurchasePlan })
    | (Of & { type: 'PurchaseChanged'; plan: PurchasePlan })
    | (Of & { type: 'PurchaseSent'; at: string })
    | (Of & { type: 'LineRescheduled'; lineNo: number; expectedOn: string })
    | (Of & { type: 'PurchaseCancelled'; at: string })
    | (Of & { type: 'PurchaseClosed'; at: string; isShort: boolean })
    | (Of & { type: 'PurchaseReopened' })
    | (Of & { type: 'GoodsReceived'; opId: string; name: string } & Moved)
    | (Of & { type: 'ReceiptUndone'; undoes: string } & Moved)
  );
type Moved = { sku: PurchaseLine['sku']; quantity: number; isDamaged: boolean; shares: Shares };
/** Of a station's op. */
type Heard = { stationId?: z.infer<typeof stationIdSchema> | undefined; stationSeq?: number | undefined };

/** As it is printed and scanned: `PO-1001`. */
export function purchaseNumber(number: number): string {
  return `PO-${number}`;
}

/** Null for anything that is not the number of a purchase order. */
export function readPurchaseNumber(text: string): number | null {
  const digits = /^PO-?(\d{1,9})$/.exec(text.trim().toUpperCase())?.[1];
  return digits === undefined ? null : Number(digits);
}

export const conditions = ['good', 'damaged'] as const;
export type Condition = (typeof conditions)[number];
/** Where goods are put as they come in. */
export const receivedTo = ['receiving', 'quarantine'] as const;
export type ReceivedTo = (typeof receivedTo)[number];

/** What a product is told apart by besides its number, in the order it is asked for. */
export const traits = ['lot', 'serial', 'expiry'] as const;
export type Trait = (typeof traits)[number];
export type TraitValues = { lot: string | null; serial: string | null; expiry: string | null };

export const receiptRowSchema = z.object({
  opId: opIdSchema,
  sku: skuSchema,
  quantity: z.int().positive(),
  condition: z.enum(conditions),
  to: z.enum(receivedTo),
  lot: z.string().nullable(),
  serial: z.string().nullable(),
  expiry: z.string().nullable(),
  at: z.string(),
  station: z.string(),
  isUndone: z.boolean(),
});
