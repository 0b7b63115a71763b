// An invoice or a credit note as UBL 2.1 in the form of EN 16931. The writer is @e-invoice-eu/core: it brings elements into the
// order of the schema and refuses what is not of its types and code lists. The sums that the norm asks for (BR-CO) are worked
// out here out of the lines, and checked before anything is written.
import type { Invoice as UblInvoice } from '@e-invoice-eu/core';
import { z } from 'zod';
import type { BookCompany } from '../../../shared/domain/books/company';
import type { Invoice } from '../../../shared/domain/invoice/invoice';
import { minorDigitsOf } from '../../../shared/money/money';
import { brokenRules, type InvoiceSums } from './en16931-rules';

export type UblDocument = {
  /** 380: invoice. 381: credit note; its amounts are what goes back, above zero. */
  typeCode: '380' | '381';
  number: string;
  issuedOn: string;
  dueOn: string | null;
  currency: string;
  orderNumber: string;
  /** The invoice that a credit note is about. */
  about: { number: string; issuedOn: string } | null;
  buyer: Pick<Invoice, 'customerId' | 'customerName' | 'address'>;
  lines: { sku: string | null; name: string; quantity: number; netMinor: number; taxPpm: number }[];
  taxes: { taxPpm: number; netMinor: number; taxMinor: number }[];
};

export class UblRefused extends Error {
  constructor(readonly rules: readonly string[]) {
    super(rules.join(', '));
  }
}

/** @throws UblRefused with the rules of the norm that it would break */
export async function ublOf(document: UblDocument, seller: BookCompany): Promise<string> {
  const sums = sumsOf(document);
  const broken = brokenRules(document, sums, seller);
  if (broken.length > 0) throw new UblRefused(broken);
  // Read when it is first wanted: head office starts without it.
  const { InvoiceService } = await import('@e-invoice-eu/core');
  const silent = { ...console, log: () => undefined, warn: () => undefined, error: () => undefined };
  const data = { 'ubl:Invoice': bodyOf(document, sums, seller) } as unknown as UblInvoice;
  const written = await new InvoiceService(silent)
    .generate(data, { format: 'UBL', lang: 'en', noWarnings: true })
    .catch((cause: unknown) => {
      throw unfitOf(cause);
    });
  return typeof written === 'string' ? written : Buffer.from(written).toString('utf8');
}

const unfitSchema = z.object({ errors: z.array(z.object({ instancePath: z.string() })).min(1) });

/** What is not of a type or code list of the norm, by its place. */
function unfitOf(cause: unknown): unknown {
  const unfit = unfitSchema.safeParse(cause);
  return unfit.success ? new UblRefused(unfit.data.errors.map(({ instancePath }) => instancePath)) : cause;
}

function sumsOf({ lines, taxes }: UblDocument): InvoiceSums {
  const linesMinor = lines.reduce((sum, line) => sum + line.netMinor, 0);
  const taxMinor = taxes.reduce((sum, tax) => sum + tax.taxMinor, 0);
  return { linesMinor, taxMinor, totalMinor: linesMinor + taxMinor };
}

function bodyOf(document: UblDocument, sums: InvoiceSums, seller: BookCompany): object {
  const { currency, buyer, about } = document;
  const digits = minorDigitsOf(currency);
  const amount = (name: string, minor: number) => ({
    [`cbc:${name}`]: (minor / 10 ** digits).toFixed(digits),
    [`cbc:${name}@currencyID`]: currency,
  });
  const category = (taxPpm: number) => ({
    'cbc:ID': taxPpm === 0 ? 'Z' : 'S',
    'cbc:Percent': percentOf(taxPpm),
    'cac:TaxScheme': { 'cbc:ID': 'VAT' },
  });
  return {
    'cbc:ID': document.number,
    'cbc:IssueDate': document.issuedOn,
    ...(document.dueOn === null ? {} : { 'cbc:DueDate': document.dueOn }),
    'cbc:InvoiceTypeCode': document.typeCode,
    'cbc:DocumentCurrencyCode': currency,
    'cbc:BuyerReference': document.orderNumber,
    'cac:OrderReference': { 'cbc:ID': document.orderNumber },
    ...(about
      ? {
          'cac:BillingReference': [
            { 'cac:InvoiceDocumentReference': { 'cbc:ID': about.number, 'cbc:IssueDate': about.issuedOn } },
          ],
        }
      : {}),
    'cac:AccountingSupplierParty': {
      'cac:Party': {
        'cbc:EndpointID': seller.email,
        'cbc:EndpointID@schemeID': 'EM',
        'cac:PostalAddress': {
          'cbc:StreetName': seller.street,
          'cbc:CityName': seller.city,
          'cbc:PostalZone': seller.postcode,
          'cac:Country': { 'cbc:IdentificationCode': seller.countryCode },
        },
        'cac:PartyTaxScheme': [{ 'cbc:CompanyID': seller.vatNumber, 'cac:TaxScheme': { 'cbc:ID': 'VAT' } }],
        'cac:PartyLegalEntity': { 'cbc:RegistrationName': seller.name },
      },
    },
    'cac:AccountingCustomerParty': {
      'cac:Party': {
        'cbc:EndpointID': buyer.address.email ?? `${buyer.customerId ?? document.orderNumber}@invalid`,
        'cbc:EndpointID@schemeID': 'EM',
        'cac:PostalAddress': {
          ...(buyer.address.lines[0] === undefined ? {} : { 'cbc:StreetName': buyer.address.lines[0] }),
          ...(buyer.address.lines[1] === undefined
            ? {}
            : { 'cbc:AdditionalStreetName': buyer.address.lines[1] }),
          ...(buyer.address.city === '' ? {} : { 'cbc:CityName': buyer.address.city }),
          ...(buyer.address.postcode ? { 'cbc:PostalZone': buyer.address.postcode } : {}),
          'cac:Country': { 'cbc:IdentificationCode': buyer.address.countryCode },
        },
        'cac:PartyLegalEntity': { 'cbc:RegistrationName': buyer.address.company ?? buyer.customerName },
      },
    },
    'cac:TaxTotal': [
      {
        ...amount('TaxAmount', sums.taxMinor),
        'cac:TaxSubtotal': document.taxes.map((tax) => ({
          ...amount('TaxableAmount', tax.netMinor),
          ...amount('TaxAmount', tax.taxMinor),
          'cac:TaxCategory': category(tax.taxPpm),
        })),
      },
    ],
    'cac:LegalMonetaryTotal': {
      ...amount('LineExtensionAmount', sums.linesMinor),
      ...amount('TaxExclusiveAmount', sums.linesMinor),
      ...amount('TaxInclusiveAmount', sums.totalMinor),
      ...amount('PayableAmount', sums.totalMinor),
    },
    'cac:InvoiceLine': document.lines.map((line, index) => ({
      'cbc:ID': String(index + 1),
      'cbc:InvoicedQuantity': String(line.quantity),
      'cbc:InvoicedQuantity@unitCode': 'H87',
      ...amount('LineExtensionAmount', line.netMinor),
      'cac:Item': {
        'cbc:Name': line.name,
        ...(line.sku === null ? {} : { 'cac:SellersItemIdentification': { 'cbc:ID': line.sku } }),
        'cac:ClassifiedTaxCategory': category(line.taxPpm),
      },
      'cac:Price': priceOf(line, amount),
    })),
  };
}

/** `20`, `5.5`. */
function percentOf(ppm: number): string {
  return String(ppm / 10_000);
}

/** Net of one unit, after what was taken off and with its share of postage; of all units where one is no whole amount. */
function priceOf(
  { netMinor, quantity }: UblDocument['lines'][number],
  amount: (name: string, minor: number) => object,
): object {
  return netMinor % quantity === 0
    ? amount('PriceAmount', netMinor / quantity)
    : {
        ...amount('PriceAmount', netMinor),
        'cbc:BaseQuantity': String(quantity),
        'cbc:BaseQuantity@unitCode': 'H87',
      };
}
