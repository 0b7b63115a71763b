// The two orders that are followed from cart to refund: one at home told in English, one abroad told in Turkish.
import type { Address } from '../../../shared/domain/customer/address';
import en from '../../../shared/text/en.json';
import tr from '../../../shared/text/tr.json';

const words = { en, tr } as const;

export type Life = {
  language: keyof typeof words;
  theme: 'light' | 'dark';
  /** What the shop calls the order, and what people do. */
  shopId: number;
  number: string;
  shipTo: Address;
  /** Why it waits for a person, and how it ends. */
  hold: 'fraud' | 'address';
  /** Worth more than this is looked at, in pence. */
  looksAboveMinor: number;
  /** Of the multi-carrier service. */
  serviceId: string;
  /** Units of the first product, of which one comes back; one of the second. */
  mugs: number;
  /** Begins of the subjects of the mails it brings, in their order. */
  subjects: { confirmed: string; shipped: string; delivered: string; rating: string };
};

export const prices = { mugMinor: 1250, bowlMinor: 800, postageMinor: 450 } as const;

export const atHome: Life = {
  language: 'en',
  theme: 'light',
  shopId: 9001,
  number: 'LIFE-1',
  shipTo: {
    name: 'Gülşah Öztürk',
    company: null,
    lines: ['14 Kiln Yard'],
    postcode: 'YO1 7HT',
    city: 'York',
    region: null,
    countryCode: 'GB',
    phone: null,
    email: 'gulsah@example.org',
  },
  hold: 'fraud',
  looksAboveMinor: 3_000,
  serviceId: 'RoyalMail:Tracked48',
  mugs: 2,
  subjects: {
    confirmed: 'Order LIFE-1: thank you',
    shipped: 'Order LIFE-1 is on its way',
    delivered: 'Order LIFE-1 has arrived',
    rating: 'How was order LIFE-1?',
  },
};

export const abroad: Life = {
  language: 'tr',
  theme: 'dark',
  shopId: 9002,
  number: 'LIFE-2',
  shipTo: {
    name: 'Işıl Çağlayan',
    company: null,
    lines: ['Bağdat Caddesi 14'],
    // A letter for the last figure.
    postcode: '3471O',
    city: 'Kadıköy',
    region: 'İstanbul',
    countryCode: 'TR',
    phone: null,
    email: 'isil@example.org',
  },
  hold: 'address',
  looksAboveMinor: 100_000,
  serviceId: 'DHLExpress:Worldwide',
  mugs: 1,
  subjects: {
    confirmed: 'LIFE-2 numaralı siparişiniz: teşekkürler',
    shipped: 'LIFE-2 numaralı siparişiniz yolda',
    delivered: 'LIFE-2 numaralı siparişiniz teslim edildi',
    rating: 'LIFE-2 numaralı siparişiniz nasıldı?',
  },
};

/** Words as the screens say them, plain values put in. */
export function say(
  { language }: Pick<Life, 'language'>,
  key: keyof typeof en,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return words[language][key].replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ''));
}

export function totalMinor({ mugs }: Pick<Life, 'mugs'>): number {
  return mugs * prices.mugMinor + prices.bowlMinor + prices.postageMinor;
}
