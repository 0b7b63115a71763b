// What a parcel costs by a carrier's own tariff: zone by country and postcode, billable weight, price step, surcharges.
// Must say all its parts, so that a person can check the sum against the carrier's bill.
import { type Size, volumeMm3 } from '../../units/measure';
import type { Carrier, Rate, Service, ShippingChoice } from './carrier';
import { areaMatch, plainPostcode } from './postcode';
import { type ChargePart, withSurcharges } from './surcharge';

export type Destination = { countryCode: string; postcode: string };

export type TariffParcel = {
  to: Destination;
  weightGrams: number;
  /** Outer size; null while the box is not known: then the weight alone counts. */
  size: Size | null;
  /** Money to be collected at the door, in the service's currency. */
  codMinor: number | null;
};

export type TariffQuote = {
  carrierId: Carrier['carrierId'];
  carrierName: string;
  serviceId: string;
  serviceName: string;
  cutOff: string;
  currency: string;
  amountMinor: number;
  billableGrams: number;
  /** Working days on the way. */
  days: number;
  parts: ChargePart[];
};

export function destinationOf(address: { countryCode: string; postcode: string | null }): Destination {
  return { countryCode: address.countryCode, postcode: plainPostcode(address.postcode) };
}

export function billableGrams(weightGrams: number, size: Size | null, divisorMm3PerGram: number): number {
  const dimensionalGrams = size ? Math.ceil(volumeMm3(size) / divisorMm3PerGram) : 0;
  return Math.max(weightGrams, dimensionalGrams);
}

/** Every service that takes this parcel, cheapest first, then fastest, then by id so that the order is stable. */
export function offersFor(
  carriers: readonly Carrier[],
  countryCode: string,
  weightGrams: number,
  size: Size | null,
  postcode: string | null = null,
): ShippingChoice[] {
  return tariffQuotes(carriers, {
    to: destinationOf({ countryCode, postcode }),
    weightGrams,
    size,
    codMinor: null,
  }).map(({ amountMinor: amount, currency, carrierId, carrierName, serviceId, serviceName, cutOff }) => ({
    carrierId,
    carrierName,
    serviceId,
    serviceName,
    cutOff,
    amountMinor: amount,
    currency,
  }));
}

/** Every service that takes this parcel, with all that makes its price; in the order of `offersFor`. */
export function tariffQuotes(carriers: readonly Carrier[], parcel: TariffParcel): TariffQuote[] {
  const quotes = carriers.flatMap((carrier) =>
    carrier.services.flatMap((service) => tariffQuote(carrier, service, parcel) ?? []),
  );
  return quotes.sort(
    (a, b) => a.amountMinor - b.amountMinor || a.days - b.days || (a.serviceId < b.serviceId ? -1 : 1),
  );
}

/** @returns null when the service does not take the parcel: country, weight, or cash that it does not collect */
export function tariffQuote(carrier: Carrier, service: Service, parcel: TariffParcel): TariffQuote | null {
  const grams = billableGrams(parcel.weightGrams, parcel.size, carrier.divisorMm3PerGram);
  const rate = zoneOf(service.rates, parcel.to);
  const baseMinor = rate && priceOf(rate, grams);
  if (!rate || baseMinor === null) return null;
  const parts = withSurcharges(baseMinor, service.surcharges ?? [], parcel);
  if (!parts) return null;
  return {
    carrierId: carrier.carrierId,
    carrierName: carrier.name,
    serviceId: service.serviceId,
    serviceName: service.name,
    cutOff: service.cutOff,
    currency: service.currency,
    amountMinor: parts.reduce((sum, part) => sum + part.amountMinor, 0),
    billableGrams: grams,
    days: rate.days ?? service.days,
    parts,
  };
}

/** The row that names the place most narrowly: by postcode, then by country, then everywhere else; the first of equals. */
export function zoneOf(rates: readonly Rate[], to: Destination): Rate | null {
  let best: { rate: Rate; narrow: number } | null = null;
  for (const rate of rates) {
    const narrow = narrowness(rate, to);
    if (narrow !== null && (best === null || narrow > best.narrow)) best = { rate, narrow };
  }
  return best?.rate ?? null;
}

function narrowness({ countries, postcodes }: Rate, to: Destination): number | null {
  if (countries.includes(to.countryCode)) {
    if (postcodes === undefined) return 1;
    const match = areaMatch(postcodes, to.postcode);
    return match > 0 ? 1 + match : null;
  }
  return countries.includes('*') && postcodes === undefined ? 0 : null;
}

function priceOf({ steps, above }: Rate, grams: number): number | null {
  const step = steps.find((candidate) => grams <= candidate.uptoGrams);
  if (step) return step.amountMinor;
  const last = steps.at(-1);
  if (!last || !above || grams > above.uptoGrams) return null;
  return last.amountMinor + Math.ceil((grams - last.uptoGrams) / 1000) * above.amountMinorPerKg;
}
