// A carrier of your own: the company's van, which numbers its stops, takes every parcel of the country it drives in and costs
// the same for all. Name the built file in WAYBILL_PLUG_INS. It imports types only.
import type { PlugIn } from '../../server/plug-ins';
import type { CarrierPlugin, Purchase } from '../../server/services/carriers/carrier-strategy';

type Settings = { countryCode: string; priceMinor: number; currency: string; mostGrams: number };

export const plugIn: PlugIn = ({ z, CarrierFailure }) => {
  const settings = z.strictObject({
    countryCode: z.string().length(2),
    priceMinor: z.int().nonnegative(),
    currency: z.string().length(3),
    /** What it carries at most. */
    mostGrams: z.int().positive(),
  });
  const ownVan: CarrierPlugin<Settings, Record<string, never>> = {
    kind: 'own-van',
    settings,
    secrets: z.strictObject({}),
    open: (carrier, { countryCode, priceMinor, currency, mostGrams }, _secrets, { now }) => {
      const takes = (to: { countryCode: string }, grams: number): boolean =>
        to.countryCode === countryCode && grams <= mostGrams;
      return {
        sells: true,
        tells: false,
        offers: async ({ to, weightGrams }) =>
          takes(to, weightGrams)
            ? [
                {
                  carrierId: carrier.carrierId,
                  carrierName: carrier.name,
                  serviceId: 'van',
                  serviceName: 'Van',
                  amountMinor: priceMinor,
                  currency,
                  days: 1,
                  source: 'asked',
                  askedAt: now().toISOString(),
                },
              ]
            : [],
        // The reference is the name: nothing else has to be remembered to find it again.
        prepare: async ({ reference, to, weightGrams }) => {
          if (!takes(to, weightGrams))
            throw new CarrierFailure('refused', 'not-taken', 'the van does not take this parcel');
          return reference;
        },
        buy: async (draftId): Promise<Purchase> => ({
          providerId: draftId,
          trackingNumber: `VAN-${draftId.slice(-14).toUpperCase()}`,
          amountMinor: priceMinor,
          currency,
          voidUntil: null,
          labelUrl: null,
          trackingUrl: null,
        }),
        giveBack: async () => undefined,
        track: async () => [],
        manifest: async () => null,
        readNews: () => null,
      };
    },
  };
  return { carriers: [ownVan as unknown as CarrierPlugin<never, never>] };
};
