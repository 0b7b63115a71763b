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
 * weighed as they are.
 */
export function cheapestShipment(
  services: readonly ServiceOffer[],
  cartons: readonly CartonOffer[],
  contents: Contents,
  lateMinorPerDay: number,
): ShipmentQuote | null {
  let best: ShipmentQuote | null = null;
  let bestScore = Number.POSITIVE_INFINITY;
  const boxes = cartons.length === 0 ? [null] : cartons;
  for (const service of services) {
    const heaviest = service.steps.at(-1)?.uptoGrams ?? 0;
    const late = service.lateDays * lateMinorPerDay;
    for (const box of boxes) {
      const least = (service.steps[0]?.amountMinor ?? 0) + (box?.costMinor ?? 0);
      for (let parcels = 1; parcels <= mostParcels; parcels += 1) {
        if (parcels * least + late >= bestScore) break;
        const volume = contents.volumeMm3 / parcels;
        if (box && volume > box.holdsMm3) continue;
        const grams = contents.grams / parcels + (box?.ownGrams ?? 0);
        if (box && grams > box.maxGrams) continue;
        const billable = Math.max(grams, (box?.outerMm3 ?? volume) / service.divisorMm3PerGram);
        if (billable > heaviest) continue;
        const step = service.steps.find(({ uptoGrams }) => billable <= uptoGrams);
        if (!step) continue;
        const costMinor = parcels * (step.amountMinor + (box?.costMinor ?? 0));
        if (costMinor + late < bestScore) {
          bestScore = costMinor + late;
          best = {
            carrierId: service.carrierId,
            serviceId: service.serviceId,
            cartonId: box?.cartonId ?? null,
            parcels,
            billableGrams: billable * parcels,
            costMinor,
            lateDays: service.lateDays,
            ...(service.pricedBy ? { pricedBy: service.pricedBy } : {}),
          };
        }
      }
    }
  }
  return best;
}
