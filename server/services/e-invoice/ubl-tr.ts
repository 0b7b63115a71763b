// What documents of UBL-TR (UBL 2.1 as the Turkish tax authority, GİB, uses it) have in common: parties, addresses, and how they
// are written. They are drafts: whoever transmits them signs them, so they carry no signature and no envelope.
import { create } from 'xmlbuilder2';
import type { Address } from '../../../shared/domain/customer/address';
import type { WaybillSender } from '../../../shared/domain/waybill/waybill-rules';
import { withoutIllegalSigns } from './xml-text';

/** Elements in the order that the schema has them; an attribute begins with `@`, the text of an element with some is `#`. */
export type Elements = { [name: string]: string | Elements | Elements[] };

const namespaces = {
  '@xmlns:cac': 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  '@xmlns:cbc': 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
};

export function writeUblTr(root: 'Invoice' | 'DespatchAdvice', body: Elements): string {
  const document: Elements = {
    [root]: { '@xmlns': `urn:oasis:names:specification:ubl:schema:xsd:${root}-2`, ...namespaces, ...body },
  };
  return `${create({ version: '1.0', encoding: 'UTF-8' }, withoutIllegalSigns(document)).end({ prettyPrint: true })}\n`;
}

/** What GİB has consumers named by whose number nobody knows. */
export const unknownPerson = '11111111111';

export type TurkishParty = {
  /** VKN (10 digits) or TCKN (11). */
  taxNumber: string;
  taxOffice: string | null;
  name: string;
  street: string;
  district: string;
  city: string;
  postcode: string | null;
  country: string;
  phone: string | null;
  email: string | null;
};

export function partyOfSender(sender: WaybillSender): TurkishParty {
  return { ...sender, country: 'TR', phone: null, email: null };
}

/** Where the address tells no district, its city is said twice: the element has to be there. */
export function partyOfAddress(address: Address, taxNumber: string | null): TurkishParty {
  return {
    taxNumber: taxNumber ?? unknownPerson,
    taxOffice: null,
    name: (taxNumber?.length === 10 ? address.company : null) ?? address.name,
    street: address.lines.filter((line) => line !== '').join(', '),
    district: address.region ?? address.city,
    city: address.city,
    postcode: address.postcode,
    country: address.countryCode,
    phone: address.phone,
    email: address.email,
  };
}

export function partyElements(party: TurkishParty): Elements {
  const isCompany = party.taxNumber.length === 10;
  const contact: Elements = {
    ...(party.phone ? { 'cbc:Telephone': party.phone } : {}),
    ...(party.email ? { 'cbc:ElectronicMail': party.email } : {}),
  };
  return {
    ...identification(party.taxNumber),
    ...(isCompany ? { 'cac:PartyName': { 'cbc:Name': party.name } } : {}),
    'cac:PostalAddress': addressElements(party),
    ...(party.taxOffice
      ? { 'cac:PartyTaxScheme': { 'cac:TaxScheme': { 'cbc:Name': party.taxOffice } } }
      : {}),
    ...(Object.keys(contact).length > 0 ? { 'cac:Contact': contact } : {}),
    ...(isCompany ? {} : { 'cac:Person': personOf(party.name) }),
  };
}

export function identification(taxNumber: string): Elements {
  const schemeID = taxNumber.length === 10 ? 'VKN' : 'TCKN';
  return { 'cac:PartyIdentification': { 'cbc:ID': { '@schemeID': schemeID, '#': taxNumber } } };
}

export function addressElements({ street, district, city, postcode, country }: TurkishParty): Elements {
  return {
    ...(street === '' ? {} : { 'cbc:StreetName': street }),
    'cbc:CitySubdivisionName': district,
    'cbc:CityName': city,
    ...(postcode ? { 'cbc:PostalZone': postcode } : {}),
    'cac:Country': { 'cbc:IdentificationCode': country, 'cbc:Name': countryName(country) },
  };
}

const names = new Intl.DisplayNames(['tr'], { type: 'region' });
function countryName(code: string): string {
  return names.of(code) ?? code;
}

/** A person of one name has it as both: neither may be empty. */
function personOf(name: string): Elements {
  const words = name.trim().split(/\s+/);
  const family = words.length > 1 ? (words.at(-1) ?? name) : name;
  return {
    'cbc:FirstName': words.length > 1 ? words.slice(0, -1).join(' ') : name,
    'cbc:FamilyName': family,
  };
}
