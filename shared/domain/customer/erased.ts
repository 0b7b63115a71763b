// Takes a person out of what is kept: addresses become empty ones of the same country, contacts and names become a mark
// that says nothing. Numbers, goods, money and dates stay. The same mark everywhere, so that books still add up by customer.
// What is of somebody else is left alone: a name or a street is taken out only of what is known to be of this person.

export type ErasedPerson = {
  /** What stands where a name was: `erased-1a2b3c4d`. */
  mark: string;
  /** Mails and phones, as they were written and as they are compared: nobody else's, wherever they stand. */
  contacts: readonly string[];
  /** Names, firms, rows of addresses. */
  words: readonly string[];
  postcodes: readonly string[];
};

const markPattern = /^erased-[0-9a-f]{8}$/;

export function markOf(customerId: string): string {
  return `erased-${customerId.slice(0, 8)}`;
}

/** Whether a name is what erasing left. */
export function isErasedName(name: string): boolean {
  return markPattern.test(name);
}

/** Shorter words stand in everybody's texts. */
const leastLetters = 3;

/** @param isTheirs it is known to be of this person */
export function withoutPerson(value: unknown, person: ErasedPerson, isTheirs: boolean): unknown {
  if (typeof value === 'string') return textWithoutPerson(value, person, isTheirs);
  if (Array.isArray(value)) return value.map((each) => withoutPerson(each, person, isTheirs));
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  if (isTheirs && looksLikeAddress(record) && isOf(record, person)) return erasedAddress(record, person.mark);
  // What goods are called is no word about a person, even where a firm is called like one.
  if ('sku' in record) return 'note' in record && isTheirs ? { ...record, note: '' } : record;
  return Object.fromEntries(
    Object.entries(record).map(([name, each]) => [
      name,
      fieldWithoutPerson(name, each, record, person, isTheirs),
    ]),
  );
}

function fieldWithoutPerson(
  name: string,
  value: unknown,
  record: Record<string, unknown>,
  person: ErasedPerson,
  isTheirs: boolean,
): unknown {
  if (!isTheirs || value === '' || value === null) return withoutPerson(value, person, isTheirs);
  if (name === 'customer' && looksLikeCustomer(value))
    return { ...(value as object), customerId: null, name: person.mark };
  if (typeof value === 'string') {
    // What customers and clerks wrote in their own words goes whole, whatever it says.
    if (name === 'note') return 'shipTo' in record ? null : '';
    if (name === 'giftMessage') return '';
    if (name === 'text' && ('from' in record || ('at' in record && 'by' in record))) return person.mark;
    if (name === 'comment' && 'stars' in record) return '';
    if (name === 'reason' && isOwnWords(value)) return person.mark;
    if (name === 'postcode' && person.postcodes.includes(value)) return '';
  }
  return withoutPerson(value, person, isTheirs);
}

/** A reason that is chosen from a list is a word in small letters; any other was written by somebody. */
function isOwnWords(reason: string): boolean {
  return !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(reason);
}

export function textWithoutPerson(text: string, person: ErasedPerson, isTheirs: boolean): string {
  const words = isTheirs ? [...person.contacts, ...person.words] : person.contacts;
  // Longest first: a name inside a mail goes with the mail.
  const longestFirst = words
    .filter((word) => word.length >= leastLetters)
    .sort((a, b) => b.length - a.length);
  return longestFirst.reduce(
    (left, word) => left.replace(new RegExp(escaped(word), 'giu'), () => person.mark),
    text,
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function looksLikeAddress(record: Record<string, unknown>): boolean {
  return 'countryCode' in record && 'city' in record && 'lines' in record && 'name' in record;
}

function looksLikeCustomer(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'customerId' in value && 'name' in value;
}

/** An address among a person's papers may be the warehouse's. */
function isOf(address: Record<string, unknown>, person: ErasedPerson): boolean {
  const known = [...person.words, ...person.contacts];
  const { lines, name, email, phone } = address;
  return [name, email, phone, ...(Array.isArray(lines) ? (lines as unknown[]) : [])].some(
    (each) => typeof each === 'string' && each !== '' && known.includes(each),
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
