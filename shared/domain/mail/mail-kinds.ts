// What customers are written about, why they may be written to, and which values a template of each may name.
// A mail that belongs to an order is always sent; an optional one only to who has not opted out of its topic.

export const mailLanguages = ['en', 'tr'] as const;
export type MailLanguage = (typeof mailLanguages)[number];

export const mailKinds = [
  'order-confirmed',
  'payment-link',
  'order-shipped',
  'order-delayed',
  'order-delivered',
  'rating-request',
  'cart-recovery',
  'refund-sent',
  'return-advised',
  'return-received',
  'quote',
  'back-in-stock',
  'payment-reminder',
] as const;
export type MailKind = (typeof mailKinds)[number];

/** What a customer can opt out of. */
export const mailTopics = ['ratings', 'carts', 'stock'] as const;
export type MailTopic = (typeof mailTopics)[number];

/** Null: it belongs to an order, and is sent whatever a customer opted out of. */
export const topicOf: Readonly<Record<MailKind, MailTopic | null>> = {
  'order-confirmed': null,
  'payment-link': null,
  'order-shipped': null,
  'order-delayed': null,
  'order-delivered': null,
  'rating-request': 'ratings',
  'cart-recovery': 'carts',
  'refund-sent': null,
  'return-advised': null,
  'return-received': null,
  quote: null,
  'back-in-stock': 'stock',
  'payment-reminder': null,
};

/** A text, an address to follow, or rows with values of their own. */
export type ValueShape = 'text' | 'link' | Readonly<Record<string, 'text' | 'link'>>;
export type ValueShapes = Readonly<Record<string, ValueShape>>;

const everywhere = { customer: 'text', shop: 'text', serviceMail: 'text', servicePhone: 'text' } as const;
const ofOrder = { ...everywhere, number: 'text' } as const;
const ofReturn = { returnNumber: 'text', returnLink: 'link' } as const;
const goods = {
  lines: { quantity: 'text', name: 'text', price: 'text' },
  total: 'text',
} as const;
const journey = {
  parcels: { carrier: 'text', trackingNumber: 'text', trackingLink: 'link' },
  eta: 'text',
} as const;

/** What a template of a kind may name; every one of them may be empty. */
export const valuesOfKind: Readonly<Record<MailKind, ValueShapes>> = {
  'order-confirmed': { ...ofOrder, ...goods, address: { line: 'text' } },
  'payment-link': { ...ofOrder, ...goods, amount: 'text', paymentLink: 'link' },
  'order-shipped': { ...ofOrder, ...goods, ...journey, address: { line: 'text' } },
  'order-delayed': { ...ofOrder, ...journey },
  'order-delivered': { ...ofOrder, ...journey },
  'rating-request': { ...ofOrder, rateLink: 'link' },
  'cart-recovery': { ...everywhere, ...goods, cartLink: 'link' },
  'refund-sent': { ...ofOrder, amount: 'text', reason: 'text' },
  'return-advised': { ...ofOrder, ...ofReturn },
  'return-received': { ...ofOrder, ...ofReturn },
  quote: { ...ofOrder, ...goods, validUntil: 'text', quoteLink: 'link' },
  'back-in-stock': { ...everywhere, product: 'text', productLink: 'link' },
  // One of `first`, `next` and `last` is there: how firmly.
  'payment-reminder': {
    ...everywhere,
    first: 'text',
    next: 'text',
    last: 'text',
    debts: { number: 'text', due: 'text', days: 'text', amount: 'text' },
    credit: 'text',
    fee: 'text',
    total: 'text',
  },
};

export type MailRow = Readonly<Record<string, string>>;
export type MailValues = Readonly<Record<string, string | readonly MailRow[]>>;
