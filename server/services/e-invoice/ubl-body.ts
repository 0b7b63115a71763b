// What stands in an invoice or a credit note in the form of EN 16931, element by element; the writer brings them into order.
import type { BookCompany } from '../../../shared/domain/books/company';
import type { InvoiceSums } from './en16931-rules';
import { amountText } from './ubl-amounts';
import type { UblDocument, UblLine } from './ubl-invoice';
import { vatCategoryOf } from './vat-category';

const scheme = { 'cac:TaxScheme': { 'cbc:ID': 'VAT' } };
type Amount = (name: string, minor: number) => Record<string, string>;

export function bodyOf(document: UblDocument, sums: InvoiceSums, seller: BookCompany): object {
  const { currency, about } = document;
  const amount: Amount = (name, minor) => ({
    [`cbc:${name}`]: amountText(minor, currency),
    [`cbc:${name}@currencyID`]: currency,
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
    'cac:AccountingSupplierParty': { 'cac:Party': sellerOf(seller) },
    'cac:AccountingCustomerParty': { 'cac:Party': buyerOf(document) },
    'cac:Delivery': {
      ...(document.deliveredOn === null ? {} : { 'cbc:ActualDeliveryDate': document.deliveredOn }),
      'cac:DeliveryLocation': { 'cac:Address': addressOf(document) },
    },
    'cac:TaxTotal': [
      {
        ...amount('TaxAmount', sums.taxMinor),
        'cac:TaxSubtotal': document.taxes.map((tax) => ({
          ...amount('TaxableAmount', tax.netMinor),
          ...amount('TaxAmount', tax.taxMinor),
          'cac:TaxCategory': breakdownOf(tax.taxPpm, document, seller),
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
      // A line of negative worth is one of units that go back: no price is negative (BR-27).
      'cbc:InvoicedQuantity': String(isBack(line) ? 0 - line.quantity : line.quantity),
      'cbc:InvoicedQuantity@unitCode': 'H87',
      ...amount('LineExtensionAmount', line.netMinor),
      ...allowancesOf(line, amount),
      'cac:Item': {
        'cbc:Name': line.name,
        ...(line.sku === null ? {} : { 'cac:SellersItemIdentification': { 'cbc:ID': line.sku } }),
        'cac:ClassifiedTaxCategory': {
          'cbc:ID': vatCategoryOf(line.taxPpm, document, seller).code,
          'cbc:Percent': percentOf(line.taxPpm),
          ...scheme,
        },
      },
      'cac:Price': priceOf(line, amount),
    })),
  };
}

function sellerOf(seller: BookCompany): object {
  return {
    'cbc:EndpointID': seller.email,
    'cbc:EndpointID@schemeID': 'EM',
    'cac:PostalAddress': {
      'cbc:StreetName': seller.street,
      'cbc:CityName': seller.city,
      'cbc:PostalZone': seller.postcode,
      'cac:Country': { 'cbc:IdentificationCode': seller.countryCode },
    },
    'cac:PartyTaxScheme': [{ 'cbc:CompanyID': bareNumber(seller.vatNumber), ...scheme }],
    'cac:PartyLegalEntity': { 'cbc:RegistrationName': seller.name },
  };
}

function buyerOf(document: UblDocument): object {
  const { buyer, buyerVatNumber } = document;
  return {
    'cbc:EndpointID': buyer.address.email ?? `${buyer.customerId ?? document.orderNumber}@invalid`,
    'cbc:EndpointID@schemeID': 'EM',
    'cac:PostalAddress': addressOf(document),
    ...(buyerVatNumber === null
      ? {}
      : { 'cac:PartyTaxScheme': { 'cbc:CompanyID': bareNumber(buyerVatNumber), ...scheme } }),
    'cac:PartyLegalEntity': { 'cbc:RegistrationName': buyer.address.company ?? buyer.customerName },
  };
}

function addressOf({ buyer: { address } }: UblDocument): object {
  return {
    ...(address.lines[0] ? { 'cbc:StreetName': address.lines[0] } : {}),
    ...(address.lines[1] ? { 'cbc:AdditionalStreetName': address.lines[1] } : {}),
    ...(address.city === '' ? {} : { 'cbc:CityName': address.city }),
    ...(address.postcode ? { 'cbc:PostalZone': address.postcode } : {}),
    'cac:Country': { 'cbc:IdentificationCode': address.countryCode },
  };
}

function breakdownOf(taxPpm: number, document: UblDocument, seller: BookCompany): object {
  const { code, reasonCode, reason } = vatCategoryOf(taxPpm, document, seller);
  return {
    'cbc:ID': code,
    'cbc:Percent': percentOf(taxPpm),
    ...(reasonCode === null ? {} : { 'cbc:TaxExemptionReasonCode': reasonCode }),
    ...(reason === null ? {} : { 'cbc:TaxExemptionReason': reason }),
    ...scheme,
  };
}

/** What was taken off a line and what of the postage it carries, by the codes of UNCL 5189 and 7161. */
function allowancesOf({ priced }: UblLine, amount: Amount): object {
  if (!priced) return {};
  const parts = [
    { is: 'false', code: '95', reason: 'Discount', minor: priced.discountMinor },
    { is: 'true', code: 'FC', reason: 'Freight service', minor: priced.shippingMinor },
  ].filter(({ minor }) => minor !== 0);
  if (parts.length === 0) return {};
  return {
    'cac:AllowanceCharge': parts.map(({ is, code, reason, minor }) => ({
      'cbc:ChargeIndicator': is,
      'cbc:AllowanceChargeReasonCode': code,
      'cbc:AllowanceChargeReason': reason,
      ...amount('Amount', minor),
    })),
  };
}

/** Net of one unit where prices are known without tax; else what the line comes to, of all units where one is no whole amount. */
function priceOf(line: UblLine, amount: Amount): object {
  const { netMinor, quantity, priced } = line;
  if (priced) return amount('PriceAmount', priced.unitPriceMinor);
  const worth = Math.abs(netMinor);
  return worth % quantity === 0
    ? amount('PriceAmount', worth / quantity)
    : {
        ...amount('PriceAmount', worth),
        'cbc:BaseQuantity': String(quantity),
        'cbc:BaseQuantity@unitCode': 'H87',
      };
}

function isBack({ netMinor, priced }: UblLine): boolean {
  return priced === null && netMinor < 0;
}

/** Numbers are written without the spaces that people put into them. */
function bareNumber(number: string): string {
  return number.replace(/\s/g, '');
}

/** `20`, `5.5`. */
function percentOf(ppm: number): string {
  return String(ppm / 10_000);
}
