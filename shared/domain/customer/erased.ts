// Takes a person out of what is kept: addresses become empty ones of the same country, contacts and names become a mark
// that says nothing. Numbers, goods, money and dates stay. The same mark everywhere, so that books still add up by customer.

/** Who is taken out. Texts of `words` are looked for anywhere; names only in what is known to be of this person. */
export type ErasedPerson = {
  /** What stands where a name was: `erased-1a2b3c4d`. */
  mark: string;
  /** Mails, phones and rows of addresses, as they were written and as they are compared. */
  words: readonly string[];
  names: readonly string[];
  /** Postcodes and towns: blanked in what is known to be of this person. */
  places: readonly string[];
};

const least = 4;

/** Every text in it without the person. `isTheirs`: it is known to be of this person, so that names and places go too. */
export function withoutPerson(value: unknown, person: ErasedPerson, isTheirs: boolean): unknown {
  if (typeof value === 'string') return textWithoutPerson(value, person, isTheirs);
  if (Array.isArray(value)) return value.map((each) => withoutPerson(each, person, isTheirs));
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  if (isTheirs && looksLikeAddress(record) && isOf(record, person)) return erasedAddress(record, person.mark);
  return Object.fromEntries(
    Object.entries(record).map(([name, each]) => {
      if (isTheirs && name === 'customer' && looksLikeCustomer(each))
        return [name, { ...(each as object), customerId: null, name: person.mark }];
      if (isTheirs && typeof each === 'string' && each !== '') {
        // What customers and clerks wrote of them in their own words, whatever it says.
        if (name === 'note') return [name, 'shipTo' in record ? null : ''];
        if (name === 'text' && 'from' in record) return [name, person.mark];
        if (name === 'comment' && 'stars' in record) return [name, ''];
      }
      return [name, withoutPerson(each, person, isTheirs)];
    }),
  );
}

export function textWithoutPerson(text: string, person: ErasedPerson, isTheirs: boolean): string {
  const words = isTheirs ? [...person.words, ...person.names, ...person.places] : person.words;
  let left = text;
  // Longest first: a name inside a mail goes with the mail.
  for (const word of [...words].sort((a, b) => b.length - a.length)) {
    if (word.length < least) {
      if (isTheirs && left === word) left = '';
      continue;
    }
    left = left.replace(new RegExp(escaped(word), 'giu'), () => person.mark);
  }
  return left;
}

/** Words worth looking for: shorter ones stand in everybody's texts. */
export function worthLookingFor(words: readonly string[]): string[] {
  return [...new Set(words.map((word) => word.trim()).filter((word) => word.length >= least))];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

function looksLikeAddress(record: Record<string, unknown>): boolean {
  return 'countryCode' in record && 'city' in record && 'lines' in record && 'name' in record;
}

function looksLikeCustomer(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'customerId' in value && 'name' in value;
}

/** An address among a person's papers may be the warehouse's. */
function isOf(address: Record<string, unknown>, person: ErasedPerson): boolean {
  const same = (a: unknown, list: readonly string[]): boolean =>
    typeof a === 'string' && a !== '' && list.includes(a);
  return (
    same(address['name'], person.names) ||
    same(address['email'], person.words) ||
    same(address['phone'], person.words) ||
    (Array.isArray(address['lines']) && address['lines'].some((line) => same(line, person.words)))
  );
}

function erasedAddress(address: Record<string, unknown>, mark: string): Record<string, unknown> {
  return {
    ...address,
    name: mark,
    company: null,
    lines: [],
    postcode: null,
    city: mark,
    region: null,
    phone: null,
    email: null,
  };
}
