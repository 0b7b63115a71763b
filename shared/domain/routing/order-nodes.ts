// Turns what head office knows (carriers, boxes, stock, policy, where places are) into what one order's choice is made
// from. Services of carriers are offers with a price here; a node whose day is full, a distance, a border and a rule each
// become a price, a ban becomes nothing available.
import type { WantedLine } from '../stock/allocate';
import type { Carrier } from '../shipping/carrier';
import { volumeMm3, type Size } from '../../units/measure';
import { addDays, type LocalTime } from './arrival';
import { distanceBetween, type Place } from './distance';
import { nodePolicyOf, type RoutingPolicy } from './policy';
import { applyRules, type RuleOutcome } from './rules';
import { type CarrierFacts, type OfferTo, serviceOffers } from './service-offers';
import type { CartonOffer } from './shipment-price';
import type { SourcingNode, SourcingOrder } from './sourcing';

export type NodeFacts = {
  nodeId: string;
  countryCode: string | null;
  place: Place | null;
  now: LocalTime;
  /** Parcels that wait there already. */
  waiting: number;
  /** Nothing leaves before tomorrow. */
  isClosedToday?: boolean;
};

export type PackedBox = {
  boxId: string;
  inner: Size;
  outer: Size;
  tareGrams: number;
  maxGrams: number;
  costMinor: number;
};

export type RoutingFacts = {
  policy: RoutingPolicy;
  nodes: readonly NodeFacts[];
  carriers: readonly Carrier[];
  boxes: readonly PackedBox[];
  products: ReadonlyMap<string, { weightGrams: number; size: Size }>;
  /** What a unit is worth to later orders, minor units by `nodeId\nsku`; none when left out. */
  stockPrices?: ReadonlyMap<string, number>;
  carrierFacts?: CarrierFacts;
};

export type RoutedOrder = {
  shipTo: OfferTo;
  place: Place | null;
  channelId: string;
  priority: 'normal' | 'vip';
  /** Date of the order, `2026-11-28`. */
  placedOn: string;
  /** What its channel promised: days until it is there, and the day by which it shall have left; null: the policy's. */
  promiseDays?: number | null;
  leavesBy?: string | null;
};

/** Of a box's inside, goods and padding fill so much at best. */
const boxFill = 0.8;

/** `availableOf`: units that may be promised. `onlyFrom`: a person said so; null leaves it to the cost. */
export function orderNodes(
  facts: RoutingFacts,
  order: RoutedOrder,
  wanted: readonly WantedLine[],
  availableOf: (nodeId: string, sku: string) => number,
  onlyFrom: readonly string[] | null,
): { order: SourcingOrder; rules: RuleOutcome } {
  const { policy } = facts;
  const nodes = facts.nodes.filter(({ nodeId }) => onlyFrom === null || onlyFrom.includes(nodeId));
  const rules = applyRules(
    policy,
    {
      countryCode: order.shipTo.countryCode,
      channelId: order.channelId,
      isVip: order.priority === 'vip',
      skus: [...new Set(wanted.map(({ sku }) => sku))],
    },
    nodes.map(({ nodeId }) => nodeId),
  );
  const banned = new Set(rules.bans.map(({ nodeId, sku }) => `${nodeId}\n${sku}`));
  const cartons = facts.boxes.map(cartonOf);
  const promised = addDays(order.placedOn, order.promiseDays ?? policy.promiseDays);
  return {
    rules,
    order: {
      lines: wanted.map(({ lineNo, sku, quantity }) => {
        const product = facts.products.get(sku);
        return {
          lineNo,
          sku,
          quantity,
          grams: product?.weightGrams ?? 0,
          volumeMm3: product ? volumeMm3(product.size) : 0,
        };
      }),
      nodes: nodes.map((node): SourcingNode => {
        const own = nodePolicyOf(policy, node.nodeId);
        const place = own.place ?? node.place;
        const distanceKm = place && order.place ? distanceBetween(place, order.place) : 0;
        const isAbroad = node.countryCode !== null && node.countryCode !== order.shipTo.countryCode;
        const surcharge =
          (isAbroad ? own.abroadMinor : 0) + Math.round((own.minorPer100Km * distanceKm) / 100);
        const isFull = own.shipmentsPerDay !== null && node.waiting >= own.shipmentsPerDay;
        return {
          nodeId: node.nodeId,
          distanceKm,
          available: wanted.map(({ sku }) =>
            banned.has(`${node.nodeId}\n${sku}`) ? 0 : availableOf(node.nodeId, sku),
          ),
          unitCosts: wanted.map(() => own.handlingMinorPerUnit),
          scarcity: wanted.map(({ sku }) => facts.stockPrices?.get(`${node.nodeId}\n${sku}`) ?? 0),
          coverDays: wanted.map(({ sku }) => availableOf(node.nodeId, sku)),
          capacityCost: isFull ? own.fullDayMinor : 0,
          preferenceCost: rules.preferenceMinor.get(node.nodeId) ?? 0,
          services: serviceOffers(facts, {
            node,
            to: order.shipTo,
            promised,
            leavesBy: order.leavesBy ?? null,
            surchargeMinor: surcharge,
          }),
          cartons,
        };
      }),
      penalties: { splitMinor: policy.splitMinor, lateMinorPerDay: policy.lateMinorPerDay },
    },
  };
}

function cartonOf(box: PackedBox): CartonOffer {
  return {
    cartonId: box.boxId,
    holdsMm3: boxFill * volumeMm3(box.inner),
    outerMm3: volumeMm3(box.outer),
    ownGrams: box.tareGrams,
    maxGrams: box.maxGrams,
    costMinor: box.costMinor,
  };
}
