// What each service of each carrier takes from one node to one destination, in one currency, and when it arrives: by its own
// tariff with zone, surcharges and steps above the last, or by what a carrier that is asked for its prices said of the lane.
// A price in a currency without a rate is no offer. Arrival is what the lane has shown where the carrier is set up, else
// the contract's days.
import type { Carrier, Rate, Service } from '../shipping/carrier';
import { laneOf } from '../shipping/lane';
import { withSurcharges } from '../shipping/surcharge';
import { destinationOf, zoneOf } from '../shipping/tariff';
import { addDays, arrivalDate, daysBetween } from './arrival';
import type { NodeFacts, RoutingFacts } from './order-nodes';
import type { ServiceOffer } from './shipment-price';

export type OfferTo = { countryCode: string; postcode?: string | null };
type Steps = readonly { uptoGrams: number; amountMinor: number }[];
export type AskedSteps = { steps: Steps; currency: string };

/** What carriers said and showed; all of it is left out where nothing of it is known. */
export type CarrierFacts = {
  /** Amounts of another currency in that of the weighing; null without a rate. */
  convert?: (amountMinor: number, currency: string) => number | null;
  /** By carrier, service and lane (`askedKey`). */
  asked?: ReadonlyMap<string, AskedSteps>;
  /** Null: nothing is known of this carrier here. */
  arrivalOf?: (
    nodeId: string,
    carrierId: string,
    service: Service,
    to: OfferTo,
    fromMs: number,
  ) => { leaves: string; arrives: string } | null;
};

export const askedKey = (carrierId: string, serviceId: string, lane: string): string =>
  `${carrierId}\n${serviceId}\n${lane}`;

export type OfferWish = {
  node: NodeFacts;
  to: OfferTo;
  /** Last day that keeps the promise. */
  promised: string;
  /** Day by which it shall have left; null: any. */
  leavesBy: string | null;
  /** On top of every shipment from this node. */
  surchargeMinor: number;
};

export function serviceOffers(facts: RoutingFacts, wish: OfferWish): ServiceOffer[] {
  return facts.carriers.flatMap((carrier) =>
    carrier.services.flatMap((service) => serviceOffer(facts, carrier, service, wish) ?? []),
  );
}

function serviceOffer(
  facts: RoutingFacts,
  carrier: Carrier,
  service: Service,
  { node, to, promised, leavesBy, surchargeMinor }: OfferWish,
): ServiceOffer | null {
  const { carrierFacts = {}, policy } = facts;
  const destination = destinationOf({ countryCode: to.countryCode, postcode: to.postcode ?? null });
  const rate = zoneOf(service.rates, destination);
  const asked = carrierFacts.asked?.get(
    askedKey(carrier.carrierId, service.serviceId, laneOf(node.nodeId, to)),
  );
  if (!asked && !rate) return null;
  const own = asked ?? { steps: tariffSteps(service, rate as Rate, destination), currency: service.currency };
  const steps = converted(own, carrierFacts.convert);
  if (!steps) return null;
  const today = node.now.date;
  const from = node.isClosedToday ? { date: addDays(today, 1), time: '00:00' } : node.now;
  const days = rate?.days ?? service.days;
  const laterMs = node.isClosedToday ? dayMs : 0;
  const shown = carrierFacts.arrivalOf?.(node.nodeId, carrier.carrierId, { ...service, days }, to, laterMs);
  const { leaves, arrives } = shown ?? arrivalDate(from, { cutOff: service.cutOff, days }, policy);
  const daysLateOut = leavesBy !== null && leaves > leavesBy ? daysBetween(leavesBy, leaves) : 0;
  // A promise that is broken already is not broken again by each service: it counts from today.
  const due = promised < today ? today : promised;
  return {
    carrierId: carrier.carrierId,
    serviceId: service.serviceId,
    lateDays: Math.max(0, daysBetween(due, arrives), daysLateOut),
    divisorMm3PerGram: carrier.divisorMm3PerGram,
    ...(asked ? { pricedBy: 'carrier' as const } : {}),
    steps: steps.map((step) => ({ ...step, amountMinor: step.amountMinor + surchargeMinor })),
  };
}

const dayMs = 86_400_000;

function converted({ steps, currency }: AskedSteps, convert: CarrierFacts['convert']): Steps | null {
  if (!convert) return steps;
  const list: { uptoGrams: number; amountMinor: number }[] = [];
  for (const { uptoGrams, amountMinor } of steps) {
    const minor = convert(amountMinor, currency);
    if (minor === null) return null;
    list.push({ uptoGrams, amountMinor: minor });
  }
  return list;
}

/** Steps with what comes on top of each; how large the box is is not known yet. */
function tariffSteps(service: Service, rate: Rate, to: { countryCode: string; postcode: string }): Steps {
  const steps = rate.above ? stepsAbove(rate) : rate.steps;
  const surcharges = service.surcharges ?? [];
  if (surcharges.length === 0) return steps;
  return steps.map(({ uptoGrams, amountMinor }) => ({
    uptoGrams,
    amountMinor: (withSurcharges(amountMinor, surcharges, { to, size: null, codMinor: null }) ?? []).reduce(
      (sum, part) => sum + part.amountMinor,
      0,
    ),
  }));
}

/** So many steps at most are made of a price by the kilogram; then each is of several. */
const mostAbove = 100;
const known = new WeakMap<Rate, Steps>();

function stepsAbove(rate: Rate): Steps {
  const before = known.get(rate);
  if (before) return before;
  const last = rate.steps.at(-1);
  if (!last || !rate.above) return rate.steps;
  const { uptoGrams, amountMinorPerKg } = rate.above;
  const kilograms = Math.ceil((uptoGrams - last.uptoGrams) / 1000);
  const each = Math.max(1, Math.ceil(kilograms / mostAbove));
  const steps = [...rate.steps];
  for (let kilogram = each; kilogram - each < kilograms; kilogram += each) {
    steps.push({
      uptoGrams: Math.min(uptoGrams, last.uptoGrams + kilogram * 1000),
      amountMinor: last.amountMinor + Math.min(kilogram, kilograms) * amountMinorPerKg,
    });
  }
  known.set(rate, steps);
  return steps;
}
