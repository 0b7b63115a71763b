// Drafts of UBL-TR against facts written down by hand, and the order of elements against the sequences of the schemas of UBL 2.1
// (OASIS, os-UBL-2.1), of which the elements that are used stand here.
import { convert } from 'xmlbuilder2';
import { describe, expect, it } from 'vitest';
import { opIdOf, skuOf } from '../../../shared/domain/ids.test-kit';
import type { BookCompany } from '../../../shared/domain/books/company';
import { UblRefused, type UblDocument } from './ubl-invoice';
import { type DespatchContent, despatchAdviceOf } from './ubl-tr-despatch';
import { turkishInvoiceOf, turkishNumber } from './ubl-tr-invoice';

/** What may stand in an element, in this order. */
const sequences: Record<string, readonly string[]> = {
  DespatchAdvice:
    'UBLVersionID CustomizationID ProfileID ID CopyIndicator UUID IssueDate IssueTime DespatchAdviceTypeCode LineCountNumeric OrderReference DespatchSupplierParty DeliveryCustomerParty Shipment DespatchLine'.split(
      ' ',
    ),
  Invoice:
    'UBLVersionID CustomizationID ProfileID ID CopyIndicator UUID IssueDate IssueTime InvoiceTypeCode DocumentCurrencyCode LineCountNumeric OrderReference AccountingSupplierParty AccountingCustomerParty PaymentTerms TaxTotal LegalMonetaryTotal InvoiceLine'.split(
      ' ',
    ),
  Party: 'PartyIdentification PartyName PostalAddress PartyTaxScheme Contact Person'.split(' '),
  CarrierParty: 'PartyIdentification PartyName PostalAddress'.split(' '),
  PostalAddress: 'StreetName CitySubdivisionName CityName PostalZone Country'.split(' '),
  DeliveryAddress: 'StreetName CitySubdivisionName CityName PostalZone Country'.split(' '),
  Country: ['IdentificationCode', 'Name'],
  Contact: ['Telephone', 'ElectronicMail'],
  Person: ['FirstName', 'FamilyName'],
  Shipment: ['ID', 'GrossWeightMeasure', 'Delivery'],
  Delivery: ['DeliveryAddress', 'CarrierParty', 'Despatch'],
  Despatch: ['ActualDespatchDate', 'ActualDespatchTime'],
  DespatchLine: ['ID', 'DeliveredQuantity', 'OrderLineReference', 'Item'],
  Item: ['Name', 'SellersItemIdentification'],
  TaxTotal: ['TaxAmount', 'TaxSubtotal'],
  TaxSubtotal: ['TaxableAmount', 'TaxAmount', 'Percent', 'TaxCategory'],
  TaxCategory: ['TaxExemptionReasonCode', 'TaxExemptionReason', 'TaxScheme'],
  TaxScheme: ['Name', 'TaxTypeCode'],
  LegalMonetaryTotal: ['LineExtensionAmount', 'TaxExclusiveAmount', 'TaxInclusiveAmount', 'PayableAmount'],
  InvoiceLine: ['ID', 'InvoicedQuantity', 'LineExtensionAmount', 'TaxTotal', 'Item', 'Price'],
};

type Node = { [name: string]: unknown };
/** What is read stands with its entities as they were written. */
const readXml = (xml: string): Node => {
  const text = JSON.stringify(convert(xml, { format: 'object' }));
  return JSON.parse(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')) as Node;
};
const plain = (name: string): string => name.replace(/^c[ab]c:/, '');

function expectInOrder(name: string, node: unknown): void {
  if (Array.isArray(node)) {
    for (const each of node) expectInOrder(name, each);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const children = Object.keys(node).filter((key) => !key.startsWith('@') && key !== '#');
  const sequence = sequences[plain(name)];
  if (sequence) {
    const places = children.map((child) => sequence.indexOf(plain(child)));
    expect(places, `${name}: ${children.join(' ')}`).not.toContain(-1);
    expect(places, `${name}: ${children.join(' ')}`).toEqual([...places].sort((a, b) => a - b));
  }
  for (const child of children) expectInOrder(child, (node as Node)[child]);
}

const waybill: DespatchContent = {
  waybillId: opIdOf(90),
  number: 'IRS2026000000042',
  orderNumber: '1042',
  boxNumber: 2,
  issuedAt: '2026-03-02T22:30:05.000Z',
  orderedOn: '2026-03-01',
  sender: {
    taxNumber: '1234567890',
    taxOffice: 'Kadıköy',
    name: 'Ev & Bahçe A.Ş.',
    street: 'Moda Cd. 1',
    district: 'Kadıköy',
    city: 'İstanbul',
    postcode: '34710',
  },
  to: {
    name: 'Ayşe Nur Yılmaz',
    company: null,
    lines: ['Atatürk Blv. 12', 'Daire 3'],
    postcode: '06420',
    city: 'Ankara',
    region: 'Çankaya',
    countryCode: 'TR',
    phone: '+90 555 000 00 00',
    email: null,
  },
  carrierName: 'PTT Kargo',
  carrierTaxNumber: '7320068060',
  weightGrams: 1250,
  lines: [
    { sku: skuOf('MUG'), name: 'Fincan <beyaz>', quantity: 2 },
    { sku: skuOf('LAMP'), name: 'Lamba\u0007', quantity: 1 },
  ],
};

describe('an e-İrsaliye', () => {
  const xml = despatchAdviceOf(waybill);
  const { DespatchAdvice: doc } = readXml(xml) as { DespatchAdvice: Node };

  it('says what is in the box, from whom and to whom, when it leaves, and no price', () => {
    expect(doc).toMatchObject({
      'cbc:UBLVersionID': '2.1',
      'cbc:CustomizationID': 'TR1.2.1',
      'cbc:ProfileID': 'TEMELIRSALIYE',
      'cbc:ID': 'IRS2026000000042',
      'cbc:UUID': opIdOf(90).toUpperCase(),
      'cbc:IssueDate': '2026-03-03',
      'cbc:IssueTime': '01:30:05',
      'cbc:DespatchAdviceTypeCode': 'SEVK',
      'cbc:LineCountNumeric': '2',
      'cac:DespatchSupplierParty': {
        'cac:Party': {
          'cac:PartyIdentification': { 'cbc:ID': { '@schemeID': 'VKN', '#': '1234567890' } },
          'cac:PartyName': { 'cbc:Name': 'Ev & Bahçe A.Ş.' },
          'cac:PartyTaxScheme': { 'cac:TaxScheme': { 'cbc:Name': 'Kadıköy' } },
        },
      },
      'cac:DeliveryCustomerParty': {
        'cac:Party': {
          'cac:PartyIdentification': { 'cbc:ID': { '@schemeID': 'TCKN', '#': '11111111111' } },
          'cac:PostalAddress': {
            'cbc:StreetName': 'Atatürk Blv. 12, Daire 3',
            'cbc:CitySubdivisionName': 'Çankaya',
            'cbc:CityName': 'Ankara',
            'cac:Country': { 'cbc:IdentificationCode': 'TR', 'cbc:Name': 'Türkiye' },
          },
          'cac:Person': { 'cbc:FirstName': 'Ayşe Nur', 'cbc:FamilyName': 'Yılmaz' },
        },
      },
      'cac:Shipment': {
        'cbc:GrossWeightMeasure': { '@unitCode': 'KGM', '#': '1.250' },
        'cac:Delivery': {
          'cac:CarrierParty': {
            'cac:PartyIdentification': { 'cbc:ID': { '@schemeID': 'VKN', '#': '7320068060' } },
            'cac:PartyName': { 'cbc:Name': 'PTT Kargo' },
          },
          'cac:Despatch': { 'cbc:ActualDespatchDate': '2026-03-03', 'cbc:ActualDespatchTime': '01:30:05' },
        },
      },
      'cac:DespatchLine': [
        {
          'cbc:DeliveredQuantity': { '@unitCode': 'C62', '#': '2' },
          'cac:Item': { 'cbc:Name': 'Fincan <beyaz>', 'cac:SellersItemIdentification': { 'cbc:ID': 'MUG' } },
        },
        { 'cac:Item': { 'cbc:Name': 'Lamba' } },
      ],
    });
    expect(xml).not.toMatch(/Price|Amount/);
    expect(xml).toContain('xmlns="urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2"');
  });

  it('has its elements in the order of the schema', () => expectInOrder('DespatchAdvice', doc));

  it('names no carrier number that nobody told', () => {
    const { DespatchAdvice: without } = readXml(despatchAdviceOf({ ...waybill, carrierTaxNumber: null })) as {
      DespatchAdvice: { 'cac:Shipment': { 'cac:Delivery': { 'cac:CarrierParty': Node } } };
    };
    const carrier = without['cac:Shipment']['cac:Delivery']['cac:CarrierParty'];
    expect(carrier).toEqual({ 'cac:PartyName': { 'cbc:Name': 'PTT Kargo' } });
  });
});

const seller: BookCompany = {
  name: 'Ev A.Ş.',
  vatNumber: 'TR1234567890',
  street: 'Moda Cd. 1',
  postcode: '34710',
  city: 'İstanbul',
  countryCode: 'TR',
  email: 'muhasebe@ev.example',
  taxOffice: 'Kadıköy',
  district: 'Kadıköy',
};
const sold: UblDocument = {
  typeCode: '380',
  number: 'INV-2026-000123',
  issuedOn: '2026-03-02',
  dueOn: '2026-04-01',
  deliveredOn: null,
  currency: 'TRY',
  orderNumber: '1042',
  about: null,
  buyer: { customerId: null, customerName: 'Ayşe Yılmaz', address: waybill.to },
  buyerVatNumber: null,
  noVat: null,
  lines: [
    { sku: 'MUG', name: 'Fincan', quantity: 3, netMinor: 10_000, taxPpm: 200_000, priced: null },
    { sku: 'BOOK', name: 'Kitap', quantity: 1, netMinor: 5_000, taxPpm: 0, priced: null },
  ],
  taxes: [
    { taxPpm: 200_000, netMinor: 10_000, taxMinor: 2_000 },
    { taxPpm: 0, netMinor: 5_000, taxMinor: 0 },
  ],
};
const archive = { profile: 'e-arsiv', buyerTaxNumber: null, ettn: opIdOf(7) } as const;

describe('an invoice of UBL-TR', () => {
  it('to a consumer is an e-Arşiv invoice with its sums by rate', () => {
    const { Invoice: doc } = readXml(turkishInvoiceOf(sold, seller, archive)) as { Invoice: Node };
    expectInOrder('Invoice', doc);
    expect(doc).toMatchObject({
      'cbc:CustomizationID': 'TR1.2',
      'cbc:ProfileID': 'EARSIVFATURA',
      'cbc:ID': 'INV2026000000123',
      'cbc:InvoiceTypeCode': 'SATIS',
      'cac:AccountingSupplierParty': {
        'cac:Party': { 'cac:PartyIdentification': { 'cbc:ID': { '@schemeID': 'VKN', '#': '1234567890' } } },
      },
      'cac:TaxTotal': {
        'cbc:TaxAmount': { '@currencyID': 'TRY', '#': '20.00' },
        'cac:TaxSubtotal': [
          { 'cbc:TaxableAmount': { '#': '100.00' }, 'cbc:Percent': '20' },
          {
            'cbc:TaxableAmount': { '#': '50.00' },
            'cac:TaxCategory': { 'cbc:TaxExemptionReasonCode': '351' },
          },
        ],
      },
      'cac:LegalMonetaryTotal': {
        'cbc:LineExtensionAmount': { '#': '150.00' },
        'cbc:PayableAmount': { '#': '170.00' },
      },
      'cac:InvoiceLine': [
        { 'cac:Price': { 'cbc:PriceAmount': { '#': '33.33333333' } } },
        { 'cac:Price': { 'cbc:PriceAmount': { '#': '50' } } },
      ],
    });
  });

  it('to a company that the authority knows is an e-Fatura in its name', () => {
    const buyer = { ...sold.buyer, address: { ...waybill.to, company: 'Kitap Ltd.' } };
    const { Invoice: doc } = readXml(
      turkishInvoiceOf({ ...sold, buyer }, seller, {
        ...archive,
        profile: 'e-fatura',
        buyerTaxNumber: '9876543210',
      }),
    ) as { Invoice: Node };
    expect(doc).toMatchObject({
      'cbc:ProfileID': 'TICARIFATURA',
      'cac:AccountingCustomerParty': {
        'cac:Party': {
          'cac:PartyIdentification': { 'cbc:ID': { '@schemeID': 'VKN', '#': '9876543210' } },
          'cac:PartyName': { 'cbc:Name': 'Kitap Ltd.' },
        },
      },
    });
  });

  it.each<[string, Partial<UblDocument>, Partial<BookCompany>, object]>([
    ['TR-IADE', { typeCode: '381' }, {}, {}],
    ['TR-CURRENCY', { currency: 'EUR' }, {}, {}],
    ['TR-NUMBER', { number: 'X-1' }, {}, {}],
    ['TR-SELLER', {}, { vatNumber: 'TR12' }, {}],
    ['TR-TAX-OFFICE', {}, { taxOffice: '' }, {}],
    ['TR-BUYER', {}, {}, { profile: 'e-fatura' }],
    ['TR-SUMS', { taxes: [{ taxPpm: 200_000, netMinor: 9_000, taxMinor: 1_800 }] }, {}, {}],
  ])('is refused for %s', (rule, document, company, asked) => {
    const make = () =>
      turkishInvoiceOf({ ...sold, ...document }, { ...seller, ...company }, { ...archive, ...asked });
    expect(make).toThrow(UblRefused);
    expect(make).toThrow(rule);
  });

  it('numbers as the authority does', () => {
    expect(turkishNumber('INV-2026-000001')).toBe('INV2026000000001');
    expect(turkishNumber('INVOICE-2026-1')).toBeNull();
  });
});
