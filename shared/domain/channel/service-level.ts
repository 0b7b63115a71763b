// Which services of which carriers an order of a channel may go by: those that were agreed, and of them those that are quick
// enough where it goes. What was agreed binds; a promised number of days yields to sending it at all.
import { destinationOf, tariffQuote } from '../shipping/tariff';
import type { Carrier } from '../shipping/carrier';
import type { ChannelPolicy } from './policy';

export type ServiceLevel = Pick<ChannelPolicy, 'services' | 'deliveryDays' | 'handOverHours'>;

type Address = { countryCode: string; postcode: string | null };

/** A gram in no box: only where a service goes and how long it takes is asked. */
const anyParcel = { weightGrams: 1, size: null, codMinor: null };

export function carriersOf(
  level: ServiceLevel | null,
  carriers: readonly Carrier[],
  to: Address,
): readonly Carrier[] {
  if (!level) return carriers;
  const agreed = only(carriers, ({ carrierId }, { serviceId }) =>
    level.services.length === 0
      ? true
      : level.services.some((each) => each.carrierId === carrierId && each.serviceId === serviceId),
  );
  const { deliveryDays } = level;
  if (deliveryDays === null) return agreed;
  const daysOf = (carrier: Carrier, service: Carrier['services'][number]): number | null =>
    tariffQuote(carrier, service, { ...anyParcel, to: destinationOf(to) })?.days ?? null;
  const quick = only(agreed, (carrier, service) => {
    const days = daysOf(carrier, service);
    return days !== null && days <= deliveryDays;
  });
  if (quick.length > 0) return quick;
  const known = agreed.flatMap((carrier) =>
    carrier.services.flatMap((service) => daysOf(carrier, service) ?? []),
  );
  // None keeps the promise: the quickest break it least.
  const least = Math.min(...known);
  return known.length === 0 ? agreed : only(agreed, (carrier, service) => daysOf(carrier, service) === least);
}

function only(
  carriers: readonly Carrier[],
  isWanted: (carrier: Carrier, service: Carrier['services'][number]) => boolean,
): Carrier[] {
  return carriers.flatMap((carrier) => {
    const services = carrier.services.filter((service) => isWanted(carrier, service));
    return services.length === 0 ? [] : [{ ...carrier, services }];
  });
}

/** The day by which it shall have left, `2026-11-28`; null when nothing was promised. */
export function handOverBy(level: ServiceLevel | null, placedAt: string): string | null {
  const hours = level?.handOverHours ?? null;
  return hours === null
    ? null
    : new Date(Date.parse(placedAt) + hours * 3_600_000).toISOString().slice(0, 10);
}
