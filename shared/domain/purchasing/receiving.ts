// Goods taken in at a station, scan by scan: against a purchase order or without one. What was counted is an op with each
// scan; here is only what the next scan has to know: which order, what can be taken back, and what is still asked of a unit.
import { z } from 'zod';
import { opIdSchema, purchaseIdSchema, receivingIdSchema, skuSchema, transferIdSchema } from '../ids';
import {
  conditions,
  type Purchase,
  purchaseNumber,
  receivedTo,
  type Trait,
  traits,
  type TraitValues,
} from './purchase';
import { totalsOfSku } from './questions';

const traitText = z.string().min(1).max(20);
export const traitValuesSchema = z.object({
  lot: traitText.nullable(),
  serial: traitText.nullable(),
  /** YYMMDD as it is printed; day 00 is the last of the month. */
  expiry: z.string().length(6).nullable(),
});
export const noTraits: TraitValues = { lot: null, serial: null, expiry: null };

const takeSchema = z.object({
  opId: opIdSchema,
  sku: skuSchema,
  name: z.string(),
  quantity: z.int().positive(),
  condition: z.enum(conditions),
  to: z.enum(receivedTo),
  serial: z.string().nullable(),
});
export type Take = z.infer<typeof takeSchema>;

export const receivingSchema = z.object({
  receivingId: receivingIdSchema,
  purchaseId: purchaseIdSchema.nullable(),
  /** They come from another site; left out where they do not. */
  transferId: transferIdSchema.optional(),
  /** Newest last. */
  takes: z.array(takeSchema),
  /** Units that were scanned and count once the rest is known of them. */
  asking: z
    .object({
      sku: skuSchema,
      name: z.string(),
      quantity: z.int().positive(),
      code: z.string(),
      scanId: z.string(),
      isDamaged: z.boolean(),
      asks: z.array(z.enum(traits)),
      values: traitValuesSchema,
    })
    .nullable(),
});
export type Receiving = z.infer<typeof receivingSchema>;
export type AskingItem = NonNullable<Receiving['asking']>;

/** Takes kept to be taken back; older ones are the office's to put right. */
export const mostTakes = 500;

export function startReceiving(
  receivingId: Receiving['receivingId'],
  purchaseId: Receiving['purchaseId'],
): Receiving {
  return { receivingId, purchaseId, takes: [], asking: null };
}

/** What is still to be asked of a unit, in the order it is asked; null when all is known. */
export function traitAsked({ asks, values }: Pick<AskingItem, 'asks' | 'values'>): Trait | null {
  return traits.find((trait) => asks.includes(trait) && values[trait] === null) ?? null;
}

/** Null for what cannot be one: too long, or not a day. */
export function readTrait(trait: Trait, text: string): string | null {
  const read = text.trim();
  if (trait !== 'expiry') return read.length >= 1 && read.length <= 20 ? read : null;
  const [, year, month, day] = /^(\d\d)(\d\d)(\d\d)$/.exec(read) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  if (month < '01' || month > '12') return null;
  const lastDay = new Date(Date.UTC(2000 + Number(year), Number(month), 0)).getUTCDate();
  return Number(day) <= lastDay ? read : null;
}

/** How units fit the order they come with. `over` units of them are more than ordered. */
export type Fit =
  | { kind: 'blind' }
  | { kind: 'fits'; received: number; ordered: number }
  | { kind: 'over'; received: number; ordered: number; over: number }
  | { kind: 'not-ordered' };

/** What goods are counted against: an order to a supplier, or what another site sent. */
export type Awaited = {
  id: string;
  /** As it is printed, and who it is from. */
  number: string;
  from: string;
  lines: readonly {
    lineNo: number;
    sku: string;
    name: string;
    ordered: number;
    received: number;
    damaged: number;
  }[];
  extras: readonly { sku: string; name: string; received: number; damaged: number }[];
};

export function awaitedOf({ purchaseId, number, supplier, lines, extras }: Purchase): Awaited {
  return { id: purchaseId, number: purchaseNumber(number), from: supplier, lines, extras };
}

export function fitOf(
  purchase: Pick<Awaited, 'lines' | 'extras'> | null,
  sku: string,
  quantity: number,
): Fit {
  if (!purchase) return { kind: 'blind' };
  const { ordered, received: before } = totalsOfSku(purchase, sku);
  if (ordered === 0) return { kind: 'not-ordered' };
  const received = before + quantity;
  const over = Math.min(quantity, Math.max(0, received - ordered));
  return over > 0 ? { kind: 'over', received, ordered, over } : { kind: 'fits', received, ordered };
}
