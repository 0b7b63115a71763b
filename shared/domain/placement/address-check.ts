// What is wrong with an address before anybody packs for it, and what would mend it. Formats of postcodes are those of the
// package postcode-validator (MIT), phone numbers those of libphonenumber-js (MIT, after Google's metadata). Must never
// change an address by itself: a suggestion is taken by a person.
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { postcodeValidator, postcodeValidatorExistsForCountry } from 'postcode-validator';
import type { Address } from '../customer/address';
import { type Province, provinceLike, provinceNamed, provinceOfPostcode } from './turkish-provinces';

export const addressFields = ['name', 'lines', 'postcode', 'city', 'region', 'phone', 'email'] as const;
export type AddressField = (typeof addressFields)[number];

export const addressFaults = [
  'missing',
  'too-long',
  'no-house',
  'format',
  'not-a-province',
  'other-province',
  'no-number',
  'wrong-number',
] as const;
export type AddressFault = (typeof addressFaults)[number];

export type AddressProblem = {
  field: AddressField;
  fault: AddressFault;
  /** What to write instead, where that is plain. */
  suggestion: string | null;
};

export type AddressRules = {
  /** Carriers that call before they come: without a number a parcel waits. */
  phoneNeeded: readonly string[];
  /** Signs of one row of the label. */
  longestLine: number;
};
export const usualAddressRules: AddressRules = { phoneNeeded: [], longestLine: 60 };

/** Countries of the Universal Postal Union without postcodes, or where mail comes without. */
const withoutPostcode = ['AE', 'AO', 'BW', 'BZ', 'CM', 'GH', 'HK', 'JM', 'KE', 'QA', 'TZ', 'UG', 'ZW'];
/** A letter comes there only with the state, province or emirate. */
const regionNeeded = ['AU', 'BR', 'CA', 'MX', 'US', 'TR', 'AE'];

export function checkAddress(address: Address, rules: AddressRules = usualAddressRules): AddressProblem[] {
  const problems: AddressProblem[] = [];
  const add = (field: AddressField, fault: AddressFault, suggestion: string | null = null): void => {
    problems.push({ field, fault, suggestion });
  };
  const rows = address.lines.filter((line) => line.trim() !== '');
  if (address.name.trim() === '') add('name', 'missing');
  if (rows.length === 0) add('lines', 'missing');
  else if (address.countryCode === 'TR' && !rows.some((row) => /\d/.test(row))) add('lines', 'no-house');
  for (const row of [...rows, address.city, address.name])
    if ([...row].length > rules.longestLine)
      add(row === address.city ? 'city' : row === address.name ? 'name' : 'lines', 'too-long');
  if (address.city.trim() === '') add('city', 'missing');
  problems.push(...checkPostcode(address));
  const region = address.region?.trim() ?? '';
  if (region === '' && regionNeeded.includes(address.countryCode))
    add('region', 'missing', provinceFor(address)?.name ?? null);
  else if (address.countryCode === 'TR') problems.push(...checkProvince(address, region));
  problems.push(...checkPhone(address, rules));
  if (address.email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address.email.trim()))
    add('email', 'format');
  return problems;
}

function checkPostcode({ postcode, countryCode }: Address): AddressProblem[] {
  const text = postcode?.trim() ?? '';
  const about = (fault: AddressFault, suggestion: string | null = null): AddressProblem[] => [
    { field: 'postcode', fault, suggestion },
  ];
  if (!postcodeValidatorExistsForCountry(countryCode)) return [];
  if (text === '') return withoutPostcode.includes(countryCode) ? [] : about('missing');
  if (postcodeValidator(text, countryCode)) return [];
  // Letters that look like digits, and signs that nobody needs.
  const tidied = text.replace(/[Oo]/g, '0').replace(/[Il]/g, '1').replace(/\s+/g, '');
  const better = [text.replace(/[^0-9A-Za-z]/g, ''), tidied].find((each) =>
    postcodeValidator(each, countryCode),
  );
  return about('format', better ?? null);
}

function provinceFor({ postcode, countryCode, city }: Address): Province | null {
  if (countryCode !== 'TR') return null;
  return provinceOfPostcode(postcode?.trim() ?? '') ?? provinceNamed(city);
}

function checkProvince({ postcode }: Address, region: string): AddressProblem[] {
  const byCode = provinceOfPostcode(postcode?.trim() ?? '');
  const named = provinceNamed(region);
  if (!named)
    return [
      {
        field: 'region',
        fault: 'not-a-province',
        suggestion: provinceLike(region)?.name ?? byCode?.name ?? null,
      },
    ];
  if (byCode && byCode.number !== named.number)
    return [{ field: 'postcode', fault: 'other-province', suggestion: null }];
  return [];
}

export function checkPhone(
  { phone, countryCode }: Pick<Address, 'phone' | 'countryCode'>,
  { phoneNeeded }: AddressRules = usualAddressRules,
): AddressProblem[] {
  const text = phone?.trim() ?? '';
  if (text === '')
    return phoneNeeded.includes(countryCode) || phoneNeeded.includes('*')
      ? [{ field: 'phone', fault: 'no-number', suggestion: null }]
      : [];
  const country = isSupportedCountry(countryCode) ? countryCode : undefined;
  const number = parsePhoneNumberFromString(text, country);
  if (number?.isValid()) return [];
  // Written as abroad, without the plus: 90 532 ..., 0044 20 ...
  const abroad = parsePhoneNumberFromString(`+${text.replace(/\D/g, '').replace(/^00/, '')}`, country);
  const suggestion = abroad?.isValid() ? abroad.format('E.164') : null;
  return [{ field: 'phone', fault: 'wrong-number', suggestion }];
}
