// Which of all carriers' offers a parcel goes by: cheapest that keeps the promise, or fastest, and why, in codes and
// numbers that a screen turns into words. Offers carry their age: a price that is too old is asked for again, not used.
import type { CarrierId } from '../ids';

export type Offer = {
  carrierId: CarrierId;
  carrierName: string;
  serviceId: string;
  serviceName: string;
  amountMinor: number;
  currency: string;
  /** Working days on the way; null when the carrier does not say. */
  days: number | null;
  /** The day it is promised for, YYYY-MM-DD; null when it cannot be known. */
  arrives: string | null;
  /** own: from a tariff of this company. asked: from the carrier, at `askedAt`. */
  source: 'own' | 'asked';
  askedAt: string;
};

export type ShopPolicy = {
  by: 'cost' | 'speed';
  /** The last day that keeps the promise, YYYY-MM-DD; null when nothing was promised. */
  promisedFor: string | null;
  /** Offers that were asked for longer ago are not used. */
  maxAgeMs: number;
};

export type ShopFacts = {
  nowMs: number;
  currency: string;
  /** Minor units of `currency`; null when there is no rate for the other one. */
  convert: (amountMinor: number, currency: string) => number | null;
};

/** Why an offer is in its place. `values` hold what the words need. */
export type ShopReason =
  | { code: 'cheapest-in-time'; values: { savedMinor: number; over: string } }
  | { code: 'fastest-in-time'; values: { daysSaved: number; extraMinor: number; over: string } }
  | { code: 'only-offer'; values: Record<never, never> }
  | { code: 'none-in-time'; values: { promisedFor: string } }
  | { code: 'dearer'; values: { byMinor: number } }
  | { code: 'slower'; values: { byDays: number } }
  | { code: 'too-late'; values: { promisedFor: string } }
  | { code: 'too-old'; values: { minutes: number } }
  | { code: 'no-rate'; values: { currency: string } };

export type RankedOffer = { offer: Offer; costMinor: number | null; reason: ShopReason };

/** Offers best first, each with its reason; `chosen` is the first one unless no offer can be used. */
export function shop(
  offers: readonly Offer[],
  policy: ShopPolicy,
  facts: ShopFacts,
): { chosen: RankedOffer | null; ranked: RankedOffer[] } {
  const usable: { offer: Offer; costMinor: number; isInTime: boolean }[] = [];
  const unusable: RankedOffer[] = [];
  for (const offer of offers) {
    const costMinor = facts.convert(offer.amountMinor, offer.currency);
    const ageMs = facts.nowMs - Date.parse(offer.askedAt);
    if (offer.source === 'asked' && ageMs > policy.maxAgeMs)
      unusable.push({
        offer,
        costMinor,
        reason: { code: 'too-old', values: { minutes: Math.floor(ageMs / 60_000) } },
      });
    else if (costMinor === null)
      unusable.push({ offer, costMinor, reason: { code: 'no-rate', values: { currency: offer.currency } } });
    else usable.push({ offer, costMinor, isInTime: isInTime(offer, policy) });
  }
  usable.sort(
    (a, b) =>
      Number(b.isInTime) - Number(a.isInTime) ||
      (policy.by === 'cost'
        ? a.costMinor - b.costMinor || compareArrival(a.offer, b.offer)
        : compareArrival(a.offer, b.offer) || a.costMinor - b.costMinor) ||
      (keyOf(a.offer) < keyOf(b.offer) ? -1 : 1),
  );
  const [best, ...rest] = usable;
  if (!best) return { chosen: null, ranked: unusable };
  const chosen: RankedOffer = { ...best, reason: reasonOfBest(best, rest, policy) };
  const ranked = [
    chosen,
    ...rest.map((each): RankedOffer => ({ ...each, reason: reasonBehind(each, best, policy) })),
    ...unusable,
  ];
  return {
    chosen: { offer: chosen.offer, costMinor: chosen.costMinor, reason: chosen.reason },
    ranked: ranked.map(({ offer, costMinor, reason }) => ({ offer, costMinor, reason })),
  };
}

type Usable = { offer: Offer; costMinor: number; isInTime: boolean };

function reasonOfBest(best: Usable, rest: readonly Usable[], policy: ShopPolicy): ShopReason {
  if (!best.isInTime && policy.promisedFor !== null)
    return { code: 'none-in-time', values: { promisedFor: policy.promisedFor } };
  const next = rest.find((each) => each.isInTime);
  if (!next) return { code: 'only-offer', values: {} };
  if (policy.by === 'cost')
    return {
      code: 'cheapest-in-time',
      values: { savedMinor: next.costMinor - best.costMinor, over: nameOf(next.offer) },
    };
  return {
    code: 'fastest-in-time',
    values: {
      daysSaved: (next.offer.days ?? 0) - (best.offer.days ?? 0),
      extraMinor: best.costMinor - next.costMinor,
      over: nameOf(next.offer),
    },
  };
}

function reasonBehind(each: Usable, best: Usable, policy: ShopPolicy): ShopReason {
  if (!each.isInTime && best.isInTime && policy.promisedFor !== null)
    return { code: 'too-late', values: { promisedFor: policy.promisedFor } };
  if (policy.by === 'cost' || compareArrival(each.offer, best.offer) === 0)
    return { code: 'dearer', values: { byMinor: each.costMinor - best.costMinor } };
  return { code: 'slower', values: { byDays: Math.max(0, (each.offer.days ?? 0) - (best.offer.days ?? 0)) } };
}

/** A carrier that names no day cannot be counted on to keep one. */
function isInTime({ arrives }: Offer, { promisedFor }: ShopPolicy): boolean {
  return promisedFor === null || (arrives !== null && arrives <= promisedFor);
}

const never = '9999-12-31';

function compareArrival(a: Offer, b: Offer): number {
  const [one, other] = [a.arrives ?? never, b.arrives ?? never];
  if (one !== other) return one < other ? -1 : 1;
  return (a.days ?? 999) - (b.days ?? 999);
}

const keyOf = (offer: Offer): string => `${offer.carrierId} ${offer.serviceId}`;
const nameOf = (offer: Offer): string => `${offer.carrierName} ${offer.serviceName}`;
