// Words that invented customers are made of: names, streets and cities in the writing of their country
// (customer-names.json). Every full name and address is put together by chance and belongs to nobody; telephone numbers
// are left out and mail addresses are of example.com, which RFC 2606 keeps free.
import words from './customer-names.json';

export type NameBook = {
  first: readonly string[];
  last: readonly string[];
  /** `{n}` is a house number, `{s}` a street. */
  street: string;
  streets: readonly string[];
  /** City and a postcode in which `9` stands for any digit and `A` for a letter. */
  cities: readonly (readonly [string, string])[];
  company: readonly string[];
};

const books = words.books as unknown as Record<string, NameBook>;
const bookNames: Record<string, string> = words.countries;

/** The names of a country; a mixed book for countries without one. */
export function nameBookOf(countryCode: string): NameBook {
  const book = books[bookNames[countryCode] ?? 'worldwide'];
  if (!book) throw new Error(`customer-names.json has no book for ${countryCode}`);
  return book;
}
