// Which papers a border asks of a box, as data by the country it is posted in: the small form CN 22, or the full one (CN 23).
// Must never choose the small form in doubt: the full one is taken everywhere.
// Source: Regulations of the Convention of the Universal Postal Union: CN 22 up to 300 SDR; posts say it in their own currency,
// and take up to 2 kg with it. Amounts are rounded down.
import { z } from 'zod';
import { needsCustoms, type ProductCustoms } from '../shipping/customs';

export const customsForms = ['cn22', 'cn23'] as const;
export type CustomsForm = (typeof customsForms)[number];

type FormRule = {
  /** Countries a box is posted in; null: every other. */
  from: readonly string[] | null;
  /** Null: only the full form. Minor units by currency; a currency that is not here goes with the full form. */
  small: { mostGrams: number; mostMinor: Readonly<Record<string, number>> } | null;
  /** Who bears duties, on the commercial invoice (Incoterms 2020). */
  terms: 'DAP';
};

export const formRules: readonly FormRule[] = [
  {
    from: ['GB', 'IM'],
    small: { mostGrams: 2_000, mostMinor: { GBP: 27_000, EUR: 31_000, USD: 35_000 } },
    terms: 'DAP',
  },
  {
    from: ['CH', 'LI'],
    small: { mostGrams: 2_000, mostMinor: { CHF: 30_000, EUR: 30_000, USD: 33_000 } },
    terms: 'DAP',
  },
  // Parcels of La Poste always have the full form.
  { from: ['FR'], small: null, terms: 'DAP' },
  {
    from: null,
    small: {
      mostGrams: 2_000,
      mostMinor: { EUR: 33_000, USD: 36_000, GBP: 27_000, CHF: 30_000, SEK: 350_000, PLN: 140_000 },
    },
    terms: 'DAP',
  },
];

export function formRuleOf(fromCountry: string): FormRule {
  const own = formRules.find(({ from }) => from?.includes(fromCountry));
  return own ?? (formRules.at(-1) as FormRule);
}

export function customsFormOf(
  fromCountry: string,
  { grams, valueMinor, currency }: { grams: number; valueMinor: number; currency: string },
): CustomsForm {
  const { small } = formRuleOf(fromCountry);
  const most = small?.mostMinor[currency];
  return small && most !== undefined && grams <= small.mostGrams && valueMinor <= most ? 'cn22' : 'cn23';
}

/** What a line is worth at a border, kept with the box that leaves the customs union: benches know no prices. */
export const declaredValueSchema = z.object({
  unitValueMinor: z.int().nonnegative(),
  currency: z.string().length(3),
});
export type DeclaredValue = z.infer<typeof declaredValueSchema>;

export type DeclaredLine = { lineNo: number; sku: string; declared?: DeclaredValue | undefined };

/** Products of a box that leaves the union, of which customs would ask what nobody has told yet. */
export function customsMissing(
  lines: readonly DeclaredLine[],
  customsOf: (sku: string) => ProductCustoms | null,
): string[] {
  return [
    ...new Set(
      lines
        .filter(({ sku, declared }) => declared && (customsOf(sku) === null || declared.unitValueMinor <= 0))
        .map(({ sku }) => sku),
    ),
  ];
}

export function leavesUnion(lines: readonly DeclaredLine[]): boolean {
  return lines.some(({ declared }) => declared !== undefined);
}

/** Of an order line for the parcel that ships it; undefined where no border asks. */
export function declaredValue(
  fromCountry: string | null,
  toCountry: string,
  line: { unitPriceMinor: number } | undefined,
  currency: string,
): DeclaredValue | undefined {
  if (fromCountry === null || !needsCustoms(fromCountry, toCountry)) return undefined;
  return { unitValueMinor: line?.unitPriceMinor ?? 0, currency };
}
