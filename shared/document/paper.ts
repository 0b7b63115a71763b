// What a paper says, by value and in the customer's words: whoever prints it needs no words, prices or clocks of its own.
// It says nothing about ink (paper-html). Every text may hold anything that somebody typed.
import { z } from 'zod';
import { paperFormats, paperKinds } from '../domain/document/paper-rules';

export const paperLanguages = ['en', 'tr'] as const;
export type PaperLanguage = (typeof paperLanguages)[number];

const text = (most: number) => z.string().max(most);
const partySchema = z.object({
  /** `Deliver to`; empty for who sells. */
  title: text(60),
  name: text(160),
  lines: z.array(text(160)).max(9),
});
export type PaperParty = z.infer<typeof partySchema>;

export const paperLineSchema = z.object({
  sku: text(64),
  text: text(200),
  quantity: text(20),
  /** Null where a paper shows no prices. */
  price: text(60).nullable(),
  amount: text(60).nullable(),
});
export type PaperLine = z.infer<typeof paperLineSchema>;

export const mostPaperLines = 2000;

/** Papers with columns of their own. */
export const paperGridSchema = z.object({
  columns: z
    .array(z.object({ name: text(60), isNumber: z.boolean() }))
    .min(1)
    .max(8),
  rows: z
    .array(
      z.object({
        cells: z.array(text(240)).max(8),
        /** To be scanned; null: nothing. */
        code: text(80).nullable(),
      }),
    )
    .max(mostPaperLines),
  /** Below them, by column; none: no line of totals. */
  totals: z.array(text(100)).max(8),
});
export type PaperGrid = z.infer<typeof paperGridSchema>;

/** What is printed: what goes with goods, what people work by, and the page a printer is tried by. */
export const printedKinds = [...paperKinds, 'pick-list', 'test-page'] as const;

export const paperSchema = z.object({
  kind: z.literal('paper'),
  paper: z.enum(printedKinds),
  format: z.enum(paperFormats),
  language: z.enum(paperLanguages),
  title: text(80).min(1),
  /** Its own number, as it is read aloud. */
  number: text(60).min(1),
  /** Of the order it is about; of a sale without one that of the sale. */
  orderNumber: text(60).min(1),
  /** What the bars say. */
  barcode: text(80).min(1),
  seller: partySchema,
  to: partySchema.nullable(),
  /** `Order` `1042`: a row each. */
  facts: z.array(z.object({ name: text(60), value: text(200) })).max(12),
  columns: z.object({ sku: text(40), item: text(40), quantity: text(40), price: text(40), amount: text(40) }),
  lines: z.array(paperLineSchema).max(mostPaperLines),
  /** In place of lines. */
  grid: paperGridSchema.optional(),
  /** Below the lines; the last one is what it comes to. */
  sums: z.array(z.object({ name: text(220), amount: text(60) })).max(60),
  gift: z.object({ title: text(60), message: text(500) }).nullable(),
  foot: z.array(text(300)).max(6),
  /** Before the number of a second print: `Copy`. */
  copyWord: text(30).min(1),
});
export type Paper = z.infer<typeof paperSchema>;

/** Width and height in millimetres; a roll is as long as what stands on it (paper-html). */
export const sheetMm = {
  A4: { widthMm: 210, heightMm: 297 },
  A5: { widthMm: 148, heightMm: 210 },
} as const;
export const rollMm = { 'roll-80': 80 } as const;
