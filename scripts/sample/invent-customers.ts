// Gives every customer number of the sample a name and an address of its country, by a seeded rule: the source has
// numbers only. One home customer in twenty is moved to Turkey, which the source does not have, and three in a hundred
// to Greece, of which it has little.
import type { KnownCustomer } from '../../shared/domain/channel/imported-order';
import { nameBookOf } from './customer-names';
import { draw, pick } from './draw';

const movedToTurkey = 0.05;
const movedToGreece = 0.03;
const companies = 0.3;

export function inventCustomer(customerId: string, countryCode: string, seed: number): KnownCustomer {
  const share = (what: string): number => draw(seed, 'customer', customerId, what);
  const country = countryCode === 'GB' ? movedTo(share('moved')) : countryCode;
  const book = nameBookOf(country);
  const last = pick(book.last, share('last'));
  const name = `${pick(book.first, share('first'))} ${last}`;
  const [city, pattern] = pick(book.cities, share('city'));
  const street = book.street
    .replace('{n}', String(1 + Math.floor(share('number') * 180)))
    .replace('{s}', pick(book.streets, share('street')));
  const company =
    share('company') < companies ? pick(book.company, share('kind')).replace('{last}', last) : null;
  const postcode = pattern.replace(/[9A]/g, (sign, place: number) => {
    const drawn = share(`postcode ${place}`);
    return sign === '9' ? String(Math.floor(drawn * 10)) : pick([...'BDEFGHJLNPQRSTUWXYZ'], drawn);
  });
  return {
    customerId,
    name: company ?? name,
    address: {
      name,
      company,
      lines: [street],
      postcode,
      city,
      region: null,
      countryCode: country,
      phone: null,
      email: `customer.${customerId}@example.com`,
    },
  };
}

function movedTo(drawn: number): string {
  if (drawn < movedToTurkey) return 'TR';
  return drawn < movedToTurkey + movedToGreece ? 'GR' : 'GB';
}
