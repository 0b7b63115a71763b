// Where a town is, without asking anybody: the larger towns of the world and the middle of every country, shipped with the
// project (gazetteer/ATTRIBUTION.md). Near enough to weigh shipments by; never used to find a door.
import type { Address } from '../../../shared/domain/customer/address';
import type { Place } from '../../../shared/domain/routing/distance';
import places from './gazetteer/places.json';

const byName: Readonly<Record<string, string>> = places;

/** Lower case without accents or signs, as the gazetteer writes names. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The town, else the middle of its country, else null. */
export function placeOf({
  city,
  countryCode,
}: Pick<Address, 'city' | 'countryCode'>): (Place & { exact: boolean }) | null {
  const town = `${countryCode} ${folded(city)}`;
  const exact = Object.hasOwn(byName, town);
  const found = exact ? byName[town] : Object.hasOwn(byName, countryCode) ? byName[countryCode] : undefined;
  if (found === undefined) return null;
  const [latitude, longitude] = found.split(' ').map(Number);
  return { latitude: latitude as number, longitude: longitude as number, exact };
}
