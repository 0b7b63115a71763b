// Which papers go with a box or a sale: rules of a warehouse, by country, channel and what kind of sale it is. Head office keeps
// them, the directory brings them to the benches. Every rule that fits asks; a paper that several ask for is printed once.
import { z } from 'zod';
import { warehouseIdSchema } from '../ids';

export const paperKinds = [
  'packing-slip',
  'delivery-note',
  'receipt',
  /** Only where a box leaves the customs union: CN 22, or CN 23 for what is worth or weighs more (customs-forms). */
  'customs-declaration',
  'commercial-invoice',
] as const;
export type PaperKind = (typeof paperKinds)[number];
/** Of a whole order too; the others are of one box. */
export const orderPaperKinds = [
  'packing-slip',
  'delivery-note',
  'receipt',
] as const satisfies readonly PaperKind[];
export type OrderPaperKind = (typeof orderPaperKinds)[number];

export function isOfOrder(kind: PaperKind): kind is OrderPaperKind {
  return orderPaperKinds.some((each) => each === kind);
}

/** `roll-80`: the 80 mm roll of a slip printer. */
export const paperFormats = ['A4', 'A5', 'roll-80'] as const;
export type PaperFormat = (typeof paperFormats)[number];

/** counter: goods taken away at once. business: an address with a company. private: every other. */
export const paperSales = ['counter', 'business', 'private'] as const;
export type PaperSale = (typeof paperSales)[number];

export const askedPaperSchema = z.strictObject({ kind: z.enum(paperKinds), format: z.enum(paperFormats) });
export type AskedPaper = z.infer<typeof askedPaperSchema>;

/** What a sealed box was given: the papers and, where the station had one, the number of its delivery note. */
export const parcelPapersSchema = z.strictObject({
  asked: z.array(askedPaperSchema).max(paperKinds.length),
  noteNumber: z.string().max(40).nullable(),
});
export type ParcelPapers = z.infer<typeof parcelPapersSchema>;

const countryCode = z
  .string()
  .length(2)
  .regex(/^[A-Z]{2}$/);

export const paperRuleSchema = z.strictObject({
  /** ISO 3166-1 alpha-2; none: every country. */
  countries: z.array(countryCode).max(60),
  /** The countries are those that the rule is not about. */
  isElsewhere: z.boolean(),
  /** Names of channels as they stand on the box; none: every channel. */
  channels: z.array(z.string().min(1).max(60)).max(30),
  /** None: every kind of sale. */
  sales: z.array(z.enum(paperSales)).max(paperSales.length),
  papers: z.array(askedPaperSchema).min(1).max(paperKinds.length),
});
export type PaperRule = z.infer<typeof paperRuleSchema>;

export const mostPaperRules = 40;
export const paperRulesSchema = z.strictObject({
  warehouseId: warehouseIdSchema,
  rules: z.array(paperRuleSchema).max(mostPaperRules),
});
export type PaperRules = z.infer<typeof paperRulesSchema>;

/**
 * Until somebody has said otherwise: who takes goods away at the counter is given a receipt, and what leaves the customs union has
 * the papers of the border with it.
 */
export function usualPaperRules(warehouseId: PaperRules['warehouseId']): PaperRules {
  return {
    warehouseId,
    rules: [
      {
        countries: [],
        isElsewhere: false,
        channels: [],
        sales: ['counter'],
        papers: [{ kind: 'receipt', format: 'roll-80' }],
      },
      {
        countries: [],
        isElsewhere: false,
        channels: [],
        sales: ['business', 'private'],
        papers: [
          { kind: 'customs-declaration', format: 'A5' },
          { kind: 'commercial-invoice', format: 'A4' },
        ],
      },
    ],
  };
}
