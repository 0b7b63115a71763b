// UBL out of invoices: read back by a parser of its own, with every sum as it was; what would break the norm is refused by name.
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import type { BookCompany } from '../../../shared/domain/books/company';
import { type UblDocument, ublOf, UblRefused } from './ubl-invoice';

const seller: BookCompany = {
  name: 'Mugs & Lamps Ltd',
  vatNumber: 'GB123456789',
  street: '1 High Street',
  postcode: 'LS1 1AA',
  city: 'Leeds',
  countryCode: 'GB',
  email: 'books@example.com',
};
const invoice: UblDocument = {
  typeCode: '380',
  number: 'INV-2026-000001',
  issuedOn: '2026-03-02',
  dueOn: '2026-04-01',
  deliveredOn: null,
  currency: 'GBP',
  orderNumber: 'Q-1',
  about: null,
  buyer: {
    customerId: 'K1',
    customerName: 'Ayşe <Yılmaz>',
    address: {
      name: 'Ayşe Yılmaz',
      company: 'Kaya & Oğulları',
      lines: ['Bağdat Cad. 1', 'Kat 2'],
      postcode: '34710',
      city: 'İstanbul',
      region: null,
      countryCode: 'TR',
      phone: null,
      email: 'ayse@example.com',
    },
  },
  buyerVatNumber: null,
  noVat: null,
  lines: [
    { sku: 'MUG', name: 'White mug', quantity: 3, netMinor: 1000, taxPpm: 200_000, priced: null },
    { sku: 'BOOK', name: 'A book', quantity: 2, netMinor: 2000, taxPpm: 0, priced: null },
    { sku: 'LAMP', name: 'Lamp', quantity: 1, netMinor: 4000, taxPpm: 200_000, priced: null },
  ],
  taxes: [
    { taxPpm: 0, netMinor: 2000, taxMinor: 0 },
    { taxPpm: 200_000, netMinor: 5000, taxMinor: 1000 },
  ],
};
function at(countryCode: string): UblDocument['buyer'] {
  return { ...invoice.buyer, address: { ...invoice.buyer.address, countryCode } };
}
const read = async (document: UblDocument, by: BookCompany = seller) => {
  const window = new Window();
  const parser = new window.DOMParser();
  const root = parser.parseFromString(await ublOf(document, by), 'text/xml').documentElement;
  const texts = (name: string): string[] =>
    [...root.getElementsByTagName(`cbc:${name}`)].map((node) => node.textContent ?? '');
  return { root, texts };
};

describe('an invoice as UBL', () => {
  it('says who, what and how much, in the namespaces of UBL 2.1 and the form of EN 16931', async () => {
    const { root, texts } = await read(invoice);
    expect([root.localName, root.namespaceURI]).toEqual([
      'Invoice',
      'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2',
    ]);
    expect(texts('CustomizationID')[0]).toContain('urn:cen.eu:en16931:2017');
    expect(texts('ID')[0]).toBe('INV-2026-000001');
    expect([texts('IssueDate'), texts('DueDate'), texts('InvoiceTypeCode')]).toEqual([
      ['2026-03-02'],
      ['2026-04-01'],
      ['380'],
    ]);
    expect(texts('RegistrationName')).toEqual(['Mugs & Lamps Ltd', 'Kaya & Oğulları']);
    expect(texts('TaxAmount')).toEqual(['10.00', '0.00', '10.00']);
    expect(texts('TaxableAmount')).toEqual(['20.00', '50.00']);
    expect([texts('TaxExclusiveAmount'), texts('TaxInclusiveAmount'), texts('PayableAmount')]).toEqual([
      ['70.00'],
      ['80.00'],
      ['80.00'],
    ]);
    expect(texts('InvoicedQuantity')).toEqual(['3', '2', '1']);
    // Where one unit is no whole amount, the price is that of all.
    expect(texts('PriceAmount')).toEqual(['10.00', '10.00', '40.00']);
    expect(texts('BaseQuantity')).toEqual(['3']);
  });

  it('is a credit note of an invoice with the other root and the same sums', async () => {
    const { root, texts } = await read({
      ...invoice,
      typeCode: '381',
      number: 'J-2026-000009',
      dueOn: null,
      about: { number: invoice.number, issuedOn: invoice.issuedOn },
    });
    expect(root.localName).toBe('CreditNote');
    expect(texts('CreditNoteTypeCode')).toEqual(['381']);
    expect(texts('CreditedQuantity')).toEqual(['3', '2', '1']);
    expect(texts('PayableAmount')).toEqual(['80.00']);
    expect(root.getElementsByTagName('cac:InvoiceDocumentReference').length).toBe(1);
  });

  it.each<[string, Partial<UblDocument>, string]>([
    ['without a line', { lines: [] }, 'BR-16'],
    ['with a rate too little', { taxes: invoice.taxes.slice(1) }, 'BR-S-08'],
    [
      'taxed wrong',
      { taxes: [invoice.taxes[0] as never, { taxPpm: 200_000, netMinor: 5000, taxMinor: 1200 }] },
      'BR-CO-17',
    ],
    ['never due', { dueOn: null }, 'BR-CO-25'],
    ['without a number', { number: ' ' }, 'BR-02'],
    ['to nobody who could owe its VAT', { noVat: 'reverse-charge' }, 'BR-AE-02'],
    ['within the Union before it left', { noVat: 'intra-community', buyerVatNumber: 'FR123' }, 'BR-IC-11'],
    ['to a number of no country', { buyerVatNumber: 'XQ123' }, 'BR-CO-09'],
  ])('%s is refused by the name of the rule', async (_name, more, rule) => {
    const failed = await ublOf({ ...invoice, ...more }, seller).catch((cause: unknown) => cause);
    expect(failed).toBeInstanceOf(UblRefused);
    expect((failed as UblRefused).rules).toContain(rule);
  });

  it('says price, discount and postage apart where prices are without tax', async () => {
    const [mug, ...others] = invoice.lines as [UblDocument['lines'][number], ...UblDocument['lines']];
    const priced = { unitPriceMinor: 350, discountMinor: 100, shippingMinor: 50 };
    const { texts } = await read({ ...invoice, lines: [{ ...mug, priced }, ...others] });
    expect([texts('ChargeIndicator'), texts('AllowanceChargeReasonCode'), texts('Amount')]).toEqual([
      ['false', 'true'],
      ['95', 'FC'],
      ['1.00', '0.50'],
    ]);
    expect(texts('PriceAmount')).toEqual(['3.50', '10.00', '40.00']);
    expect(texts('BaseQuantity')).toEqual([]);
  });

  it.each<[string, Partial<UblDocument>, Partial<BookCompany>, string, string[], string[]]>([
    ['out of the territory', {}, {}, 'G', [], ['Export outside the EU']],
    [
      'out of the Union',
      {},
      { countryCode: 'DE', vatNumber: 'DE123456789' },
      'G',
      ['VATEX-EU-G'],
      ['Export outside the EU'],
    ],
    ['at home', { buyer: at('GB') }, {}, 'Z', [], []],
    [
      'within the Union',
      { buyer: at('FR'), buyerVatNumber: 'FR12345678901', deliveredOn: '2026-03-01' },
      { countryCode: 'DE', vatNumber: 'DE123456789' },
      'K',
      ['VATEX-EU-IC'],
      ['Intra-community supply'],
    ],
    [
      'for who owes it is the buyer',
      { buyer: at('DE'), buyerVatNumber: 'DE 987 654 321', noVat: 'reverse-charge' },
      { countryCode: 'DE', vatNumber: 'DE123456789' },
      'AE',
      ['VATEX-EU-AE'],
      ['Reverse charge'],
    ],
  ])('has no VAT %s by its category', async (_name, document, company, code, codes, reasons) => {
    const { root, texts } = await read({ ...invoice, ...document }, { ...seller, ...company });
    const ids = [...root.getElementsByTagName('cac:ClassifiedTaxCategory')].map(
      (node) => node.firstElementChild?.textContent,
    );
    expect(ids).toEqual(['S', code, 'S']);
    expect([texts('TaxExemptionReasonCode'), texts('TaxExemptionReason')]).toEqual([codes, reasons]);
  });

  it('turns a line of negative worth into units that go back', async () => {
    const { texts } = await read({
      ...invoice,
      lines: [
        { sku: null, name: 'Credit', quantity: 2, netMinor: -1000, taxPpm: 200_000, priced: null },
        { sku: 'LAMP', name: 'Lamp', quantity: 1, netMinor: 4000, taxPpm: 200_000, priced: null },
      ],
      taxes: [{ taxPpm: 200_000, netMinor: 3000, taxMinor: 600 }],
    });
    expect([texts('InvoicedQuantity'), texts('PriceAmount'), texts('LineExtensionAmount')]).toEqual([
      ['-2', '1'],
      ['5.00', '40.00'],
      ['30.00', '-10.00', '40.00'],
    ]);
  });

  it('says amounts of a currency with three places in two, and refuses what that would round', async () => {
    const dinars = (netMinor: number): UblDocument => ({
      ...invoice,
      currency: 'KWD',
      lines: [{ sku: 'MUG', name: 'Mug', quantity: 1, netMinor, taxPpm: 0, priced: null }],
      taxes: [{ taxPpm: 0, netMinor, taxMinor: 0 }],
    });
    expect((await read(dinars(1250))).texts('PayableAmount')).toEqual(['1.25']);
    await expect(ublOf(dinars(1255), seller)).rejects.toThrow('BR-DEC-23');
  });

  it('leaves out signs that no document may hold', async () => {
    const { texts } = await read({
      ...invoice,
      lines: invoice.lines.map((line) => ({ ...line, name: `${line.name}\u0007\ud800` })),
    });
    expect(texts('Name')).toEqual(['White mug', 'A book', 'Lamp']);
  });

  it('is refused in a currency that no code list has', async () => {
    await expect(ublOf({ ...invoice, currency: 'XXQ' }, seller)).rejects.toThrow('DocumentCurrencyCode');
  });

  it('is refused for a seller without the letters of a country before its number', async () => {
    await expect(ublOf(invoice, { ...seller, vatNumber: '123' })).rejects.toThrow('BR-CO-09');
  });
});
