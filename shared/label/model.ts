// What a shipping label says, by value. It says nothing about where ink goes (label-layout) or how (label-zpl).
// Every text may hold anything a customer typed: hostile characters, any script, any length up to the limit.
import { z } from 'zod';
import { ssccSchema } from '../barcode/sscc';
import { type Paper, paperSchema } from '../document/paper';
import { printerProfileSchema } from './printer-profile';

const shortText = z.string().max(120);

export const labelPartySchema = z.object({
  name: z.string().min(1).max(160),
  /** Postal lines below the name, in the order they are written, without the country. */
  lines: z.array(z.string().max(160)).max(8),
});
export type LabelParty = z.infer<typeof labelPartySchema>;

export const labelItemSchema = z.object({ quantity: z.int().positive(), text: z.string().max(200) });
export type LabelItem = z.infer<typeof labelItemSchema>;

export const shippingLabelSchema = z.object({
  sender: labelPartySchema,
  recipient: labelPartySchema.extend({
    /** ISO 3166-1 alpha-2. */
    countryCode: z.string().regex(/^[A-Z]{2}$/),
    /** Name of the country, in words the sorting office reads. */
    countryName: z.string().min(1).max(80),
  }),
  carrierName: shortText.min(1),
  serviceName: shortText,
  orderNumber: z.string().min(1).max(60),
  /** What the order barcode says when scanned; usually the order number itself. */
  orderCode: z.string().min(1).max(60),
  /** Parcel 1 of 2; `count` is null while it is not known how many parcels the order becomes. */
  parcel: z.object({ number: z.int().positive(), count: z.int().positive().nullable() }),
  /** What is inside, biggest first; the label shows as many as fit and says how many it left out. */
  items: z.array(labelItemSchema).max(500),
  sscc: ssccSchema,
  /** The carrier's own number, printed as bars too; left out where there is none. */
  carrierNumber: z.string().min(1).max(40).optional(),
  weightGrams: z.int().nonnegative().nullable(),
});
export type ShippingLabel = z.infer<typeof shippingLabelSchema>;

/** The tag of a special order: goes with the goods, and is scanned to open the order and to prove the box. */
export const specialTagSchema = z.object({
  kind: z.literal('tag'),
  /** What the bars say. */
  barcode: z.string().min(1).max(60),
  /** The same for people, in groups. */
  code: z.string().min(1).max(20),
  /** Names of its kinds in both languages, first kind first. */
  kinds: z
    .array(z.object({ en: z.string().max(40), tr: z.string().max(40) }))
    .min(1)
    .max(20),
  orderNumber: z.string().min(1).max(60),
  boxNumber: z.int().positive(),
  recipient: z.string().max(160),
  needsSecond: z.boolean(),
  note: z.string().max(1200),
  giftMessage: z.string().max(500),
});
export type SpecialTag = z.infer<typeof specialTagSchema>;

/** One label of the receipt of an order taken at a station, in the words of the operator's language. */
export const receiptSchema = z.object({
  kind: z.literal('receipt'),
  company: labelPartySchema,
  title: z.string().min(1).max(60),
  orderNumber: z.string().min(1).max(60),
  /** What the bars say. */
  barcode: z.string().min(1).max(60),
  /** The order's number in a sentence. */
  orderWords: z.string().min(1).max(120),
  page: z.object({ number: z.int().positive(), count: z.int().positive() }),
  /** When, for whom, how it is paid: a row each. */
  facts: z.array(z.string().max(200)).max(6),
  /** Name of the product, `2 x £4.50`, `£9.00`. */
  lines: z
    .array(z.object({ text: z.string().max(200), each: z.string().max(60), amount: z.string().max(60) }))
    .max(50),
  /** On the last label only. */
  total: z.object({ name: z.string().max(60), amount: z.string().max(60) }).nullable(),
  /** On every label but the last. */
  goesOn: z.string().max(120).nullable(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** The label of a bin, for its rack. */
export const binLabelSchema = z.object({
  kind: z.literal('bin'),
  /** What the bars say. */
  barcode: z.string().min(1).max(260),
  code: z.string().min(1).max(40),
  /** Zone, aisle, rack and level. */
  place: z.string().max(160),
  purpose: z.string().max(60),
  limits: z.string().max(80),
});
export type BinLabel = z.infer<typeof binLabelSchema>;

/** The label of goods that came back: for the unit itself, or the bundle of one judgement. */
export const restockLabelSchema = z.object({
  kind: z.literal('restock'),
  /** What the bars say: one unit of the product. */
  barcode: z.string().min(1).max(260),
  sku: z.string().min(1).max(64),
  name: z.string().max(200),
  quantity: z.int().positive(),
  /** Bin, or that they wait apart. */
  goesTo: z.string().min(1).max(64),
  condition: z.string().max(60),
  /** Lot and day, in words; empty where nobody knows them. */
  lot: z.string().max(120),
  /** In groups; empty where nobody knows the return. */
  returnNumber: z.string().max(40),
});
export type RestockLabel = z.infer<typeof restockLabelSchema>;

/** The label of a tote, or of any box that goes round the house. */
export const toteLabelSchema = z.object({
  kind: z.literal('tote'),
  /** What the bars say. */
  barcode: z.string().min(1).max(60),
  code: z.string().min(1).max(40),
  /** What it is for, such as its warehouse. */
  words: z.string().max(120),
});
export type ToteLabel = z.infer<typeof toteLabelSchema>;

/** The label of a product, for goods that came without a code. */
export const productLabelSchema = z.object({
  kind: z.literal('product'),
  /** What the bars say. */
  barcode: z.string().min(1).max(260),
  sku: z.string().min(1).max(64),
  name: z.string().max(200),
  /** In words; empty where none is printed. */
  price: z.string().max(60),
});
export type ProductLabel = z.infer<typeof productLabelSchema>;

/** The badge of a person. Its code lets in: whoever prints it holds it. */
export const badgeLabelSchema = z.object({
  kind: z.literal('badge'),
  /** What the bars say. */
  barcode: z.string().min(1).max(120),
  name: z.string().min(1).max(120),
  /** What they do, and where. */
  words: z.string().max(160),
});
export type BadgeLabel = z.infer<typeof badgeLabelSchema>;

/** Commands that fit one label. */
export const mostCommands = 6;

/** A part of the command sheet: each command's words, key and code. */
export const commandsLabelSchema = z.object({
  kind: z.literal('commands'),
  title: z.string().min(1).max(60),
  commands: z
    .array(
      z.object({
        barcode: z.string().min(1).max(40),
        words: z.string().min(1).max(60),
        key: z.string().max(30),
      }),
    )
    .min(1)
    .max(mostCommands),
});
export type CommandsLabel = z.infer<typeof commandsLabelSchema>;

/** The label by which a printer is tried. */
export const testLabelSchema = z.object({
  kind: z.literal('test'),
  /** What people call the printer. */
  printer: z.string().min(1).max(60),
  at: z.string().max(40),
});
export type TestLabel = z.infer<typeof testLabelSchema>;

/** Characters of a carrier's label; one of nothing but pictures has about a third of it. */
export const mostLabelText = 200_000;

/** The label that the carrier sold, in its own words to a printer. */
export const carrierLabelSchema = z.object({
  kind: z.literal('carrier'),
  orderNumber: z.string().min(1).max(60),
  sscc: ssccSchema,
  carrierName: shortText.min(1),
  trackingNumber: z.string().min(1).max(60),
  /** What it was drawn for. */
  dpi: printerProfileSchema.shape.dpi,
  /** As carrier-label-zpl.ts reads it; checked again before it is printed. */
  zpl: z.string().min(1).max(mostLabelText),
});
export type CarrierLabel = z.infer<typeof carrierLabelSchema>;

/** What head office keeps of a bought label, and the bench fetches. */
export const keptLabelSchema = carrierLabelSchema
  .pick({ dpi: true, zpl: true })
  .extend({ reference: z.string() });
export type KeptLabel = z.infer<typeof keptLabelSchema>;

/** Anything that a label printer prints. What is not our own shipping label says what it is. */
export const printableSchema = z.union([
  specialTagSchema,
  carrierLabelSchema,
  receiptSchema,
  binLabelSchema,
  restockLabelSchema,
  toteLabelSchema,
  productLabelSchema,
  badgeLabelSchema,
  commandsLabelSchema,
  testLabelSchema,
  paperSchema,
  shippingLabelSchema,
]);
export type Printable = z.infer<typeof printableSchema>;

export function isTag(label: Printable): label is SpecialTag {
  return 'kind' in label && label.kind === 'tag';
}

export function isCarrierLabel(label: Printable): label is CarrierLabel {
  return 'kind' in label && label.kind === 'carrier';
}

export function isReceipt(label: Printable): label is Receipt {
  return 'kind' in label && label.kind === 'receipt';
}

export function isPaper(label: Printable): label is Paper {
  return 'kind' in label && label.kind === 'paper';
}

/** What people call it by: its order, its bin, the product that came back, or the printer that is tried. */
export function nameOnLabel(label: Printable): string {
  if (!('kind' in label)) return label.orderNumber;
  switch (label.kind) {
    case 'restock':
    case 'product':
      return label.sku;
    case 'test':
      return label.printer;
    case 'bin':
    case 'tote':
      return label.code;
    case 'badge':
      return label.name;
    case 'commands':
      return label.title;
    default:
      return label.orderNumber;
  }
}

/** What differs from print to print of the same label: attempt 1 is the first, 2 the first reprint. */
export const labelPrintingSchema = z.object({
  attempt: z.int().positive(),
  /** Text the printer is asked to echo once the label is out (letters, digits, `-`, `.`; up to 40), or null. */
  echoToken: z.string().max(40).nullable(),
});
export type LabelPrinting = z.infer<typeof labelPrintingSchema>;
