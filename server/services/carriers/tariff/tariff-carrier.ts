// A carrier by its contract alone: prices from its own tariff, numbers from the range it gave. Head office asks nobody;
// the bench numbers and prints, and what the carrier did is known when a person says so.
import { z } from 'zod';
import { destinationOf, tariffQuotes } from '../../../../shared/domain/shipping/tariff';
import { CarrierFailure, type CarrierPlugin } from '../carrier-strategy';

const nothing = z.strictObject({});
const settings = z.strictObject({
  /** The carrier's own page of a parcel; `{number}` is put in. */
  trackingUrl: z.string().max(400).optional(),
});

export const tariffCarrier: CarrierPlugin<z.infer<typeof settings>, z.infer<typeof nothing>> = {
  kind: 'tariff',
  settings,
  secrets: nothing,
  open: (carrier, _settings, _secrets, { now }) => ({
    sells: false,
    tells: false,
    offers: async ({ to, weightGrams, size, cod }) => {
      const askedAt = now().toISOString();
      const parcel = { to: destinationOf(to), weightGrams, size, codMinor: cod?.amountMinor ?? null };
      const quotes = tariffQuotes([carrier], parcel).filter(
        ({ currency }) => !cod || cod.currency === currency,
      );
      return quotes.map((quote) => ({
        carrierId: quote.carrierId,
        carrierName: quote.carrierName,
        serviceId: quote.serviceId,
        serviceName: quote.serviceName,
        amountMinor: quote.amountMinor,
        currency: quote.currency,
        days: quote.days,
        source: 'own',
        askedAt,
      }));
    },
    prepare: () => Promise.reject(sellsNothing(carrier.name)),
    buy: () => Promise.reject(sellsNothing(carrier.name)),
    // The number is not used: nobody was told of it.
    giveBack: async () => undefined,
    track: async () => [],
    manifest: async () => null,
    readNews: () => null,
  }),
};

export function sellsNothing(name: string): CarrierFailure {
  return new CarrierFailure('refused', 'sells-no-labels', `${name} sells no labels to a program`);
}
