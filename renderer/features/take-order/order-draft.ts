// What the operator has entered of an order so far. It outlives its page: a stop that must be seen first loses nothing.
import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type OrderForm, stationChannels, stationPayments } from '../../../shared/domain/stock/station-order';

export const draftFields = [
  'name',
  'phone',
  'street',
  'postcode',
  'city',
  'region',
  'country',
  'email',
] as const;
export type DraftField = (typeof draftFields)[number];
const written = z.string().max(500);
export const draftSchema = z.object({
  name: written,
  phone: written,
  street: written,
  postcode: written,
  city: written,
  region: written,
  country: written,
  email: written,
  channelId: z.enum(stationChannels),
  payment: z.enum(stationPayments),
  note: written,
}) satisfies z.ZodType<Record<DraftField, string>>;
export type Draft = z.infer<typeof draftSchema>;

export type OrderDraft = { store: StoreApi<Draft>; clear: () => void };

const empty: Draft = {
  name: '',
  phone: '',
  street: '',
  postcode: '',
  city: '',
  region: '',
  country: '',
  email: '',
  channelId: 'counter',
  payment: 'cash',
  note: '',
};

/** The next customer is asked where, and how, anew; place of the order and country are mostly the same. */
export function withoutCustomer({ country, channelId, payment }: Draft): Draft {
  return { ...empty, country, channelId, payment };
}

/** @param found what was written before; null for nothing */
export function createOrderDraft(found: Draft | null = null): OrderDraft {
  const store = createStore<Draft>(() => found ?? empty);
  return { store, clear: () => store.setState(withoutCustomer(store.getState())) };
}

/** Fields without which no box can be sent. */
export const neededFields: ReadonlySet<DraftField> = new Set(['name', 'street', 'city', 'country']);

export function formOf(draft: Draft): OrderForm {
  const orNone = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return {
    channelId: draft.channelId,
    payment: draft.payment,
    note: orNone(draft.note),
    shipTo: {
      name: draft.name.trim(),
      company: null,
      lines: [draft.street.trim()],
      postcode: orNone(draft.postcode),
      city: draft.city.trim(),
      region: orNone(draft.region),
      // No locale: a Turkish keyboard's i is no letter of a country's code.
      countryCode: draft.country.trim().replace(/[ıİ]/g, 'I').toUpperCase(),
      phone: orNone(draft.phone),
      email: orNone(draft.email),
    },
  };
}
