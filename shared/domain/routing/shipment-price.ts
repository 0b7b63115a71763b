// What one shipment costs: carton, number of parcels, service and tariff are chosen together, because a larger carton
// may cost more through its volume than a dearer service does. Billable weight = max(real, volume / divisor).
// The price never falls when more goes in: the search for sources rests on that.
import { z } from 'zod';

/** A carrier's service from one node to one destination. Amounts in minor units of one currency. */
export type ServiceOffer = {
  carrierId: string;
  serviceId: string;
  /** Days after the promise that it arrives; 0 keeps the promise. */
  lateDays: number;
  /** Cubic millimetres that count as one gram. */
  divisorMm3PerGram: number;
  /** By billable weight, ascending; both rising. */
  steps: readonly { uptoGrams: number; amountMinor: number }[];
  /** Said by the carrier itself for this lane; left out: by its tariff. */
  pricedBy?: 'carrier';
};

export type CartonOffer = {
  cartonId: string;
  /** Volume that goods can fill, after what packing leaves empty. */
  holdsMm3: number;
  outerMm3: number;
  ownGrams: number;
  /** Gross weight it carries. */
  maxGrams: number;
  costMinor: number;
};

export type Contents = { grams: number; volumeMm3: number };

export const shipmentQuoteSchema = z.object({
  carrierId: z.string().max(60),
  serviceId: z.string().max(60),
  cartonId: z.string().max(60).nullable(),
  parcels: z.int().positive(),
  /** Of all its parcels. */
  billableGrams: z.number().nonnegative(),
  costMinor: z.number().nonnegative(),
  lateDays: z.int().nonnegative(),
  /** Said by the carrier itself for the lane; left out: by its tariff. */
  pricedBy: z.literal('carrier').optional(),
});
export type ShipmentQuote = z.infer<typeof shipmentQuoteSchema>;

/** A shipment of more parcels than this is freight and has no parcel price. */
const mostParcels = 40;

/**
 * The quote with the least cost and lateness together, or null when no service takes it. Without cartons the goods are
 * weighed as they are. Asked millions of times in a search: the quote is written down once, at the end.
 */
export function cheapestShipment(
  services: readonly ServiceOffer[],
  cartons: readonly CartonOffer[],
  contents: Contents,
  lateMinorPerDay: number,
): ShipmentQuote | null {
  let bestScore = Number.POSITIVE_INFINITY;
  let bestService: ServiceOffer | null = null;
  let bestBox: CartonOffer | null = null;
  let bestParcels = 0;
  let bestBillable = 0;
  let bestCost = 0;
  const boxes = cartons.length === 0 ? goodsAsTheyAre : cartons;
  for (const service of services) {
    const heaviest = service.steps.at(-1)?.uptoGrams ?? 0;
    const late = service.lateDays * lateMinorPerDay;
    for (const box of boxes) {
      const least = (service.steps[0]?.amountMinor ?? 0) + (box?.costMinor ?? 0);
      for (let parcels = fewestParcels(box, contents); parcels <= mostParcels; parcels += 1) {
        if (parcels * least + late >= bestScore) break;
        const volume = contents.volumeMm3 / parcels;
        if (box && volume > box.holdsMm3) continue;
        const grams = contents.grams / parcels + (box?.ownGrams ?? 0);
        if (box && grams > box.maxGrams) continue;
        const billable = Math.max(grams, (box?.outerMm3 ?? volume) / service.divisorMm3PerGram);
        if (billable > heaviest) continue;
        const cost = parcels * (stepAmount(service.steps, billable) + (box?.costMinor ?? 0));
        if (cost + late >= bestScore) continue;
        bestScore = cost + late;
        bestService = service;
        bestBox = box;
        bestParcels = parcels;
        bestBillable = billable * parcels;
        bestCost = cost;
      }
    }
  }
  if (!bestService) return null;
  return {
    carrierId: bestService.carrierId,
    serviceId: bestService.serviceId,
    cartonId: bestBox?.cartonId ?? null,
    parcels: bestParcels,
    billableGrams: bestBillable,
    costMinor: bestCost,
    lateDays: bestService.lateDays,
    ...(bestService.pricedBy ? { pricedBy: bestService.pricedBy } : {}),
  };
}

const goodsAsTheyAre: readonly null[] = [null];

/** No fewer parcels of this box can hold it; one less than that, so that rounding never hides one. */
function fewestParcels(box: CartonOffer | null, { grams, volumeMm3 }: Contents): number {
  if (!box) return 1;
  const carries = box.maxGrams - box.ownGrams;
  if (carries <= 0) return grams > 0 ? mostParcels + 1 : 1;
  return Math.max(1, Math.ceil(Math.max(volumeMm3 / box.holdsMm3, grams / carries)) - 1);
}

/** Of the first step that takes it; the caller knows that one does. */
function stepAmount(steps: ServiceOffer['steps'], billableGrams: number): number {
  for (const step of steps) if (billableGrams <= step.uptoGrams) return step.amountMinor;
  return Number.POSITIVE_INFINITY;
}
