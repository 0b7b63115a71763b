// Terms of a supplier and of what is bought of it, as they are typed and as they are kept: money as it is spoken, an empty
// field for what there is none of.
import type { z } from 'zod';
import {
  type SuppliedItem,
  suppliedItemSchema,
  type SupplierConditions,
  supplierTermsSchema,
} from '../../../../shared/domain/reorder/supply-terms';
import { amountText, readAmount } from '../../../../shared/money/spoken-amount';

/** text: as it is. number: whole. amount: money. Optional ones may be empty. */
export type Typed = 'text' | 'number' | 'amount' | 'optional-number' | 'optional-amount';

export const termFields = {
  name: 'text',
  currency: 'text',
  email: 'text',
  leadDays: 'number',
  reviewDays: 'number',
  orderCostMinor: 'amount',
  freightMinor: 'amount',
  freeFreightMinor: 'optional-amount',
  budgetMinor: 'optional-amount',
} as const satisfies Partial<Record<keyof SupplierConditions, Typed>>;

export const itemFields = {
  sku: 'text',
  unitCostMinor: 'amount',
  packUnits: 'number',
  leastOrder: 'number',
  palletUnits: 'optional-number',
  orderUnits: 'optional-number',
  leadDays: 'optional-number',
  shelfLifeWeeks: 'optional-number',
  mostCoverWeeks: 'optional-number',
} as const satisfies Partial<Record<keyof SuppliedItem, Typed>>;

export type Draft = Readonly<Record<string, string>>;
export type Read<T> = { ok: true; value: T } | { ok: false; field: string };

export const newTerms: Draft = {
  name: '',
  currency: '',
  email: '',
  language: 'en',
  leadDays: '14',
  reviewDays: '1',
  orderCostMinor: '0',
  freightMinor: '0',
  freeFreightMinor: '',
  budgetMinor: '',
};

export const newItem: Draft = {
  sku: '',
  unitCostMinor: '',
  packUnits: '1',
  leastOrder: '0',
  palletUnits: '',
  orderUnits: '',
  leadDays: '',
  shelfLifeWeeks: '',
  mostCoverWeeks: '',
  policy: 'up-to',
};

export function draftOf(kept: SupplierConditions | SuppliedItem, currency: string): Draft {
  const typed: Readonly<Record<string, Typed>> = { ...termFields, ...itemFields };
  return Object.fromEntries(
    Object.entries(kept).map(([name, value]) => {
      if (value === null) return [name, ''];
      const isAmount = typed[name]?.endsWith('amount') === true && typeof value === 'number';
      return [name, isAmount ? amountText(value, currency) : String(value)];
    }),
  );
}

export const readTerms = (draft: Draft): Read<SupplierConditions> =>
  read(
    supplierTermsSchema,
    termFields,
    { ...draft, currency: (draft['currency'] ?? '').trim().toUpperCase() },
    (draft['currency'] ?? '').trim().toUpperCase(),
  );
export const readItem = (draft: Draft, currency: string): Read<SuppliedItem> =>
  read(suppliedItemSchema, itemFields, draft, currency);

/** The first field that is wrong is named. */
function read<S extends z.ZodType>(
  schema: S,
  fields: Readonly<Record<string, Typed>>,
  draft: Draft,
  currency: string,
): Read<z.output<S>> {
  const values: Record<string, unknown> = { ...draft };
  for (const [name, typed] of Object.entries(fields)) {
    const text = (draft[name] ?? '').trim();
    if (typed === 'text') values[name] = text;
    else if (text === '' && typed.startsWith('optional')) values[name] = null;
    else values[name] = typed.endsWith('amount') ? readMoney(text, currency) : wholeOf(text);
  }
  const parsed = schema.safeParse(values);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, field: String(parsed.error.issues[0]?.path[0] ?? '') };
}

/** Where the currency is no currency, that is what is wrong. */
function readMoney(text: string, currency: string): number {
  return /^[A-Z]{3}$/.test(currency) ? (readAmount(text, currency) ?? Number.NaN) : 0;
}

function wholeOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}
