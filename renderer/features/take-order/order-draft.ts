// What the operator has entered of an order so far. It outlives its page: a stop that must be seen first loses nothing.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OrderForm, StationChannel, StationPayment } from '../../../shared/domain/stock/station-order';

export const draftFields = ['name', 'phone', 'street', 'postcode', 'city', 'country', 'email'] as const;
export type DraftField = (typeof draftFields)[number];
export type Draft = Record<DraftField, string> & {
  channelId: StationChannel;
  payment: StationPayment;
  note: string;
};

export type OrderDraft = { store: StoreApi<Draft>; clear: () => void };

const empty: Draft = {
  name: '',
  phone: '',
  street: '',
  postcode: '',
  city: '',
  country: '',
  email: '',
  channelId: 'counter',
  payment: 'cash',
  note: '',
};

export function createOrderDraft(): OrderDraft {
  const store = createStore<Draft>(() => empty);
  return {
    store,
    // The next customer is asked where, and how, anew; the country is mostly the same.
    clear: () => store.setState({ ...empty, country: store.getState().country }),
  };
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
      region: null,
      countryCode: draft.country.trim(),
      phone: orNone(draft.phone),
      email: orNone(draft.email),
    },
  };
}
