// A kind of special order: what the company calls it, how it is shown, and what it asks of a bench. Kinds are data: a
// manager adds and changes them; what an order was marked with stays as it was then.
import { z } from 'zod';

/** Sign and colour stand beside the name and never alone. */
export const specialSigns = ['star', 'gift', 'heart', 'exchange', 'warning', 'megaphone', 'flag'] as const;
export const specialColours = ['violet', 'pink', 'amber', 'red', 'blue', 'green'] as const;

export const kindIdSchema = z
  .string()
  .max(40)
  .regex(/^[a-z0-9][a-z0-9-]*$/);

export const wordsSchema = z.strictObject({ en: z.string().trim().max(300), tr: z.string().trim().max(300) });
const nameSchema = z.strictObject({
  en: z.string().trim().min(1).max(40),
  tr: z.string().trim().min(1).max(40),
});

export const specialKindSchema = z.strictObject({
  kindId: kindIdSchema,
  names: nameSchema,
  sign: z.enum(specialSigns),
  colour: z.enum(specialColours),
  /** What the packer does with it; empty: nothing beside the banner. */
  notes: wordsSchema,
  /** A second person looks into the box before it is sealed. */
  needsSecond: z.boolean(),
  /** Where nobody else is there, a supervisor may do without one, with a reason. */
  mayOverride: z.boolean(),
  /** Packed before other orders. */
  goesFirst: z.boolean(),
  /** 1 comes first on lists and in the banner. */
  priority: z.int().min(1).max(9),
  /** Hours from the order until it should have left; null: only the promised day counts. */
  leaveWithinHours: z.int().min(1).max(720).nullable(),
  /** Orders are no longer marked with a kind that is off. */
  isOn: z.boolean(),
});
export type SpecialKind = z.infer<typeof specialKindSchema>;

export const specialKindsSchema = z
  .array(specialKindSchema)
  .max(40)
  .refine((kinds) => new Set(kinds.map(({ kindId }) => kindId)).size === kinds.length, {
    error: 'two kinds have the same id',
  });

/** What a company begins with. */
export const firstKinds: readonly SpecialKind[] = [
  kind('recall', 'Recall', 'Geri çağırma', 'warning', 'red', 1, {
    en: 'Read the note before you touch the goods.',
    tr: 'Ürünlere dokunmadan önce notu okuyun.',
  }),
  kind('vip', 'VIP', 'VIP', 'star', 'violet', 2, {
    en: 'Best box, no dents, tissue paper inside.',
    tr: 'En iyi kutu, ezik olmasın, içine ince kâğıt koyun.',
  }),
  kind('press', 'Press', 'Basın', 'megaphone', 'blue', 3, {
    en: 'Put the press letter on top.',
    tr: 'Basın mektubunu en üste koyun.',
  }),
  kind('exchange', 'Exchange', 'Değişim', 'exchange', 'amber', 4, {
    en: 'Put the return slip in.',
    tr: 'İade fişini içine koyun.',
  }),
  kind('thank-you', 'Thank-you', 'Teşekkür', 'heart', 'green', 5, {
    en: 'Put the thank-you card in.',
    tr: 'Teşekkür kartını içine koyun.',
  }),
  kind('gift', 'Gift', 'Hediye', 'gift', 'pink', 6, {
    en: 'No prices in the box. Put the gift message in.',
    tr: 'Kutuya fiyat koymayın. Hediye mesajını içine koyun.',
  }),
];

function kind(
  kindId: string,
  en: string,
  tr: string,
  sign: SpecialKind['sign'],
  colour: SpecialKind['colour'],
  priority: number,
  notes: SpecialKind['notes'],
): SpecialKind {
  const isDear = kindId === 'vip' || kindId === 'press' || kindId === 'recall';
  return {
    kindId,
    names: { en, tr },
    sign,
    colour,
    notes,
    needsSecond: isDear,
    mayOverride: kindId === 'press',
    goesFirst: isDear,
    priority,
    leaveWithinHours: isDear ? 24 : null,
    isOn: true,
  };
}
