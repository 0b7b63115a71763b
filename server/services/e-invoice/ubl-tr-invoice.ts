// An e-Fatura or e-Arşiv invoice as UBL-TR 1.2: a draft for whoever transmits and signs it. What the authority would turn down for
// its sums, its parties or its kind is refused here by the name of the rule.
import type { BookCompany } from '../../../shared/domain/books/company';
import { minorDigitsOf } from '../../../shared/money/money';
import { type Elements, partyElements, partyOfAddress, type TurkishParty, writeUblTr } from './ubl-tr';
import { type UblDocument, UblRefused } from './ubl-invoice';

export type TurkishInvoice = {
  /** e-fatura: the buyer is known to the authority by its number. e-arsiv: everybody else. */
  profile: 'e-fatura' | 'e-arsiv';
  buyerTaxNumber: string | null;
  /** Universal number (ETTN). */
  ettn: string;
};

/** KDV as the authority's list of taxes calls it. */
const vatCode = '0015';
/** "Others that are no exemption": what a sale without VAT needs as its reason, until an accountant says another. */
const noVatReason = { code: '351', text: 'KDV - İstisna Olmayan Diğer' };

/** @throws UblRefused with what the authority would turn it down for */
export function turkishInvoiceOf(
  document: UblDocument,
  seller: BookCompany,
  { profile, buyerTaxNumber, ettn }: TurkishInvoice,
): string {
  const number = turkishNumber(document.number);
  const broken = brokenRules(document, seller, profile, buyerTaxNumber, number);
  if (broken.length > 0 || number === null) throw new UblRefused(broken);
  const { currency, lines, taxes } = document;
  const digits = minorDigitsOf(currency);
  const amount = (minor: number): Elements => ({
    '@currencyID': currency,
    '#': (minor / 10 ** digits).toFixed(digits),
  });
  const netMinor = lines.reduce((sum, line) => sum + line.netMinor, 0);
  const taxMinor = taxes.reduce((sum, tax) => sum + tax.taxMinor, 0);
  const subtotal = (tax: { taxPpm: number; netMinor: number; taxMinor: number }): Elements => ({
    'cbc:TaxableAmount': amount(tax.netMinor),
    'cbc:TaxAmount': amount(tax.taxMinor),
    'cbc:Percent': percentOf(tax.taxPpm),
    'cac:TaxCategory': {
      ...(tax.taxPpm === 0
        ? { 'cbc:TaxExemptionReasonCode': noVatReason.code, 'cbc:TaxExemptionReason': noVatReason.text }
        : {}),
      'cac:TaxScheme': { 'cbc:Name': 'KDV', 'cbc:TaxTypeCode': vatCode },
    },
  });
  return writeUblTr('Invoice', {
    'cbc:UBLVersionID': '2.1',
    'cbc:CustomizationID': 'TR1.2',
    'cbc:ProfileID': profile === 'e-fatura' ? 'TICARIFATURA' : 'EARSIVFATURA',
    'cbc:ID': number,
    'cbc:CopyIndicator': 'false',
    'cbc:UUID': ettn.toUpperCase(),
    'cbc:IssueDate': document.issuedOn,
    'cbc:InvoiceTypeCode': 'SATIS',
    'cbc:DocumentCurrencyCode': currency,
    'cbc:LineCountNumeric': String(lines.length),
    'cac:OrderReference': { 'cbc:ID': document.orderNumber, 'cbc:IssueDate': document.issuedOn },
    'cac:AccountingSupplierParty': { 'cac:Party': partyElements(sellerParty(seller)) },
    'cac:AccountingCustomerParty': {
      'cac:Party': partyElements(partyOfAddress(document.buyer.address, buyerTaxNumber)),
    },
    ...(document.dueOn === null ? {} : { 'cac:PaymentTerms': { 'cbc:PaymentDueDate': document.dueOn } }),
    'cac:TaxTotal': { 'cbc:TaxAmount': amount(taxMinor), 'cac:TaxSubtotal': taxes.map(subtotal) },
    'cac:LegalMonetaryTotal': {
      'cbc:LineExtensionAmount': amount(netMinor),
      'cbc:TaxExclusiveAmount': amount(netMinor),
      'cbc:TaxInclusiveAmount': amount(netMinor + taxMinor),
      'cbc:PayableAmount': amount(netMinor + taxMinor),
    },
    'cac:InvoiceLine': lines.map((line, index): Elements => {
      const lineTax = Math.round((line.netMinor * line.taxPpm) / 1_000_000);
      return {
        'cbc:ID': String(index + 1),
        'cbc:InvoicedQuantity': { '@unitCode': 'C62', '#': String(line.quantity) },
        'cbc:LineExtensionAmount': amount(line.netMinor),
        'cac:TaxTotal': {
          'cbc:TaxAmount': amount(lineTax),
          'cac:TaxSubtotal': subtotal({ taxPpm: line.taxPpm, netMinor: line.netMinor, taxMinor: lineTax }),
        },
        'cac:Item': {
          'cbc:Name': line.name,
          ...(line.sku === null ? {} : { 'cac:SellersItemIdentification': { 'cbc:ID': line.sku } }),
        },
        'cac:Price': {
          'cbc:PriceAmount': {
            '@currencyID': currency,
            '#': priceOf(line.netMinor, line.quantity, digits),
          },
        },
      };
    }),
  });
}

/** `INV-2026-000123` as the 16 signs of the authority: `INV2026000000123`; null where it cannot be. */
export function turkishNumber(number: string): string | null {
  const parts = /^([A-Z0-9]{3})-(\d{4})-(\d{1,9})$/.exec(number);
  return parts ? `${parts[1]}${parts[2]}${(parts[3] ?? '').padStart(9, '0')}` : null;
}

function brokenRules(
  { typeCode, currency, lines, taxes }: UblDocument,
  seller: BookCompany,
  profile: TurkishInvoice['profile'],
  buyerTaxNumber: string | null,
  number: string | null,
): string[] {
  const netMinor = lines.reduce((sum, line) => sum + line.netMinor, 0);
  const broken: [string, boolean][] = [
    // Who sold does not invoice a return in Turkey: the buyer does, or a slip of expenses.
    ['TR-IADE', typeCode === '381'],
    // In another currency the authority wants the rate of its day.
    ['TR-CURRENCY', currency !== 'TRY'],
    ['TR-NUMBER', typeCode === '380' && number === null],
    ['TR-SELLER', seller.countryCode !== 'TR' || vknOf(seller) === null],
    ['TR-TAX-OFFICE', !seller.taxOffice || !seller.district],
    ['TR-BUYER', profile === 'e-fatura' && buyerTaxNumber === null],
    ['TR-SUMS', taxes.reduce((sum, tax) => sum + tax.netMinor, 0) !== netMinor],
  ];
  return broken.flatMap(([rule, isBroken]) => (isBroken ? [rule] : []));
}

function vknOf({ vatNumber }: BookCompany): string | null {
  return /^(?:TR)?(\d{10,11})$/.exec(vatNumber.replace(/\s/g, ''))?.[1] ?? null;
}

function sellerParty(seller: BookCompany): TurkishParty {
  return {
    taxNumber: vknOf(seller) ?? '',
    taxOffice: seller.taxOffice ?? null,
    name: seller.name,
    street: seller.street,
    district: seller.district ?? seller.city,
    city: seller.city,
    postcode: seller.postcode,
    country: seller.countryCode,
    phone: null,
    email: seller.email,
  };
}

function percentOf(ppm: number): string {
  return String(ppm / 10_000);
}

/** Of one unit, with as many places as it needs, eight at most. */
function priceOf(netMinor: number, quantity: number, digits: number): string {
  return String(Number((netMinor / quantity / 10 ** digits).toFixed(8)));
}
