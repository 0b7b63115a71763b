// Why an order waits for a person although it could go on: data of the company, judged by one pure function. A hold names
// what to do; nothing here refuses an order.
import { z } from 'zod';
import { currencySchema } from '../../money/money';
import type { Address } from '../customer/address';
import { type OrderHold, orderHoldSchema } from '../order/order';
import { type AddressProblem, type AddressRules, checkAddress, usualAddressRules } from './address-check';

const channels = z.array(z.string().min(1).max(40)).max(200);

export const blockedKinds = ['email', 'phone', 'postcode', 'customer', 'name'] as const;

export const placementSettingsSchema = z.object({
  address: z
    .object({
      /** Channels whose addresses are checked; `*` is every one. */
      channels: channels.default([]),
      phoneNeeded: z.array(z.string().min(1).max(2)).max(250).default([]),
      longestLine: z.int().min(20).max(120).default(usualAddressRules.longestLine),
    })
    .prefault({}),
  fraud: z
    .object({
      channels: channels.default([]),
      /** By currency: above this a person looks. */
      amountsOver: z
        .array(z.object({ currency: currencySchema, amountMinor: z.int().positive() }))
        .max(50)
        .default([]),
      /** The order is paid for in another country than it goes to. */
      countriesDiffer: z.boolean().default(false),
      /** This many orders from one e-mail address within an hour; 0: not counted. */
      ordersInAnHour: z.int().min(0).max(1000).default(0),
      blocked: z
        .array(z.object({ kind: z.enum(blockedKinds), value: z.string().min(1).max(120) }))
        .max(5000)
        .default([]),
    })
    .prefault({}),
  /** Products nobody packs for now: a recall, a supplier's warning. */
  stopped: z.array(z.string().min(1).max(64)).max(5000).default([]),
  /** Who looks after holds of a reason; a name or a team, as the office calls it. */
  owners: z
    .array(z.object({ reason: orderHoldSchema.shape.reason, owner: z.string().min(1).max(40) }))
    .max(10)
    .default([]),
});
export type PlacementSettings = z.infer<typeof placementSettingsSchema>;
export const noPlacementRules: PlacementSettings = placementSettingsSchema.parse({});

/** What judging needs of an order. */
export type JudgedOrder = {
  channelId: string;
  currency: string;
  totalMinor: number;
  customerId: string | null;
  shipTo: Address;
  /** ISO alpha-2; null: the channel did not say. */
  billingCountry: string | null;
  /** What it comes to in the currency of the books, when that is another one. */
  booked?: { currency: string; totalMinor: number } | null;
};

export type PlacementFacts = {
  at: string;
  /** Orders of this e-mail address in the hour before, this one not counted. */
  ordersInTheHour: number;
  /** The customer's account, when the order is to be paid on account. */
  account: { limitMinor: number; openMinor: number; overdueMinor: number } | null;
  /** SKUs that cannot be had: held before anybody packs. */
  stopped: readonly string[];
};

export type HoldCause =
  | { reason: 'address'; problems: readonly AddressProblem[] }
  | { reason: 'fraud'; signs: readonly FraudSign[] }
  | { reason: 'credit'; why: 'over-limit' | 'overdue'; byMinor: number }
  | { reason: 'stock'; skus: readonly string[] };
export const fraudSigns = ['amount', 'countries', 'many-orders', 'blocked'] as const;
export type FraudSign = (typeof fraudSigns)[number];

export function judgePlacement(
  order: JudgedOrder,
  settings: PlacementSettings,
  facts: PlacementFacts,
): HoldCause[] {
  const causes: HoldCause[] = [];
  if (covers(settings.address.channels, order.channelId)) {
    const problems = checkAddress(order.shipTo, addressRules(settings));
    if (problems.length > 0) causes.push({ reason: 'address', problems });
  }
  if (covers(settings.fraud.channels, order.channelId)) {
    const signs = fraudSignsOf(order, settings.fraud, facts);
    if (signs.length > 0) causes.push({ reason: 'fraud', signs });
  }
  if (facts.account) {
    const { limitMinor, openMinor, overdueMinor } = facts.account;
    const overMinor = openMinor + order.totalMinor - limitMinor;
    if (overdueMinor > 0) causes.push({ reason: 'credit', why: 'overdue', byMinor: overdueMinor });
    else if (overMinor > 0) causes.push({ reason: 'credit', why: 'over-limit', byMinor: overMinor });
  }
  if (facts.stopped.length > 0) causes.push({ reason: 'stock', skus: facts.stopped });
  return causes;
}

export function addressRules({ address }: PlacementSettings): AddressRules {
  return { phoneNeeded: address.phoneNeeded, longestLine: address.longestLine };
}

/** As it is stored: what is wrong in codes that every language has words for. */
export function holdOf(cause: HoldCause, settings: PlacementSettings, at: string): OrderHold {
  return {
    reason: cause.reason,
    note: noteOf(cause).slice(0, 500),
    by: 'placement',
    at,
    owner: settings.owners.find(({ reason }) => reason === cause.reason)?.owner ?? null,
  };
}

function noteOf(cause: HoldCause): string {
  switch (cause.reason) {
    case 'address':
      return cause.problems.map(({ field, fault }) => `${field}:${fault}`).join(' ');
    case 'fraud':
      return cause.signs.join(' ');
    case 'credit':
      return `${cause.why} ${cause.byMinor}`;
    case 'stock':
      return cause.skus.join(' ');
  }
}

function covers(list: readonly string[], channelId: string): boolean {
  return list.includes('*') || list.includes(channelId);
}

function fraudSignsOf(
  order: JudgedOrder,
  rules: PlacementSettings['fraud'],
  { ordersInTheHour }: PlacementFacts,
): FraudSign[] {
  const signs: FraudSign[] = [];
  const limitOf = (currency: string): number | undefined =>
    rules.amountsOver.find((each) => each.currency === currency)?.amountMinor;
  // Where no limit is set in its own currency, that of the books counts.
  const own = limitOf(order.currency);
  const books = own === undefined && order.booked ? limitOf(order.booked.currency) : undefined;
  const isOver =
    own === undefined
      ? (order.booked?.totalMinor ?? 0) > (books ?? Number.POSITIVE_INFINITY)
      : order.totalMinor > own;
  if (isOver) signs.push('amount');
  const { shipTo, billingCountry } = order;
  if (rules.countriesDiffer && billingCountry !== null && billingCountry !== shipTo.countryCode)
    signs.push('countries');
  if (rules.ordersInAnHour > 0 && ordersInTheHour + 1 >= rules.ordersInAnHour) signs.push('many-orders');
  const values: Record<(typeof blockedKinds)[number], string | null> = {
    email: shipTo.email,
    phone: shipTo.phone?.replace(/\D/g, '') ?? null,
    postcode: shipTo.postcode?.replace(/\s/g, '') ?? null,
    customer: order.customerId,
    name: shipTo.name,
  };
  const isBlocked = rules.blocked.some(({ kind, value }) => {
    const own = values[kind];
    const blocked =
      kind === 'phone' ? value.replace(/\D/g, '') : kind === 'postcode' ? value.replace(/\s/g, '') : value;
    return own !== null && own !== '' && same(own, blocked);
  });
  if (isBlocked) signs.push('blocked');
  return signs;
}

/** Capitals of ASCII are no other letter; Turkish ones are left alone. */
function same(a: string, b: string): boolean {
  const small = (text: string): string => text.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return small(a) === small(b);
}
