// Every kind of document that leaves head office, held against validators that are not ours; and these against documents that are wrong.
import { beforeAll, describe, expect, it } from 'vitest';
import type { BookCompany } from '../../../shared/domain/books/company';
import { opIdOf, skuOf } from '../../../shared/domain/ids.test-kit';
import { price } from '../../../shared/domain/pricing/price';
import { foreignFaults } from './foreign-validators.test-kit';
import { despatchAdviceOf } from './ubl-tr-despatch';
import { turkishInvoiceOf } from './ubl-tr-invoice';
import { type UblDocument, ublOf } from './ubl-invoice';

const company: BookCompany = {
  name: 'Ev & Bahçe GmbH',
  vatNumber: 'DE 123 456 789',
  street: 'Hauptstr. 1',
  postcode: '10115',
  city: 'Berlin',
  countryCode: 'DE',
  email: 'books@example.com',
};
const address = (countryCode: string) => ({
  name: 'Ayşe Yılmaz',
  company: 'Kaya <Oğulları> & Co',
  lines: ['Bağdat Cad. 1', 'Kat 2'],
  postcode: '34710',
  city: 'İstanbul',
  region: 'Kadıköy',
  countryCode,
  phone: '+90 555 000 00 00',
  email: 'ayse@example.com',
});
const buyer = (countryCode: string): UblDocument['buyer'] => ({
  customerId: 'K1',
  customerName: 'Ayşe Yılmaz',
  address: address(countryCode),
});
const bare = {
  ...buyer('DE'),
  customerId: null,
  address: { ...address('DE'), company: null, lines: [], postcode: null, city: '', email: null },
};

type Sold = { quantity: number; unitPriceMinor: number; discountMinor: number; taxPpm: number };
/** As quotes and orders are priced. */
function sold(
  lines: readonly Sold[],
  more: { discountMinor?: number; shippingMinor?: number; taxIncluded?: boolean } = {},
): Pick<UblDocument, 'lines' | 'taxes'> {
  const { discountMinor = 0, shippingMinor = 0, taxIncluded = false } = more;
  const priced = price({ lines, discountMinor, shippingMinor, taxIncluded });
  return {
    lines: priced.lines.map((line, index) => ({
      sku: `SKU-${index}`,
      name: `Line ${index + 1}`,
      quantity: lines[index]?.quantity ?? 1,
      netMinor: line.netMinor,
      taxPpm: line.taxPpm,
      priced: taxIncluded
        ? null
        : {
            unitPriceMinor: lines[index]?.unitPriceMinor ?? 0,
            discountMinor: line.discountMinor,
            shippingMinor: line.shippingMinor,
          },
    })),
    taxes: priced.taxes,
  };
}
const mug: Sold = { quantity: 3, unitPriceMinor: 1_999, discountMinor: 0, taxPpm: 190_000 };
const book: Sold = { quantity: 7, unitPriceMinor: 333, discountMinor: 50, taxPpm: 70_000 };
const free: Sold = { quantity: 2, unitPriceMinor: 5_000, discountMinor: 0, taxPpm: 0 };

const invoice: UblDocument = {
  typeCode: '380',
  number: 'INV-2026-000001',
  issuedOn: '2026-03-02',
  dueOn: '2026-04-01',
  deliveredOn: '2026-03-01',
  currency: 'EUR',
  orderNumber: 'Q-1',
  about: null,
  buyer: buyer('DE'),
  buyerVatNumber: null,
  noVat: null,
  ...sold([mug]),
};
const note: Partial<UblDocument> = {
  typeCode: '381',
  number: 'J-2026-000009',
  dueOn: null,
  about: { number: 'INV-2026-000001', issuedOn: '2026-03-02' },
};
const registered = { buyerVatNumber: 'FR12345678901' };

const documents: Record<string, Partial<UblDocument>> = {
  'one rate': {},
  'several rates': sold([mug, book]),
  'a discount on a line': sold([{ ...mug, discountMinor: 500 }]),
  'a discount on all of it': sold([mug, book], { discountMinor: 777 }),
  postage: sold([mug, book], { shippingMinor: 995 }),
  'postage and discounts': sold([{ ...mug, discountMinor: 1 }, book], {
    discountMinor: 777,
    shippingMinor: 995,
  }),
  'prices that hold their tax': sold([mug, book], { taxIncluded: true }),
  'prices that hold their tax, with postage and discount': sold([mug, book], {
    taxIncluded: true,
    discountMinor: 123,
    shippingMinor: 995,
  }),
  'a gift': sold([mug, { ...mug, unitPriceMinor: 0 }]),
  'a credit among lines': sold([mug, { ...mug, unitPriceMinor: -250 }], { taxIncluded: true }),
  'a rate with a half': sold([{ ...mug, taxPpm: 55_000 }]),
  pounds: { currency: 'GBP' },
  lira: { currency: 'TRY' },
  yen: { currency: 'JPY' },
  dinars: { currency: 'KWD', ...sold([{ ...mug, unitPriceMinor: 1_250, taxPpm: 0 }]) },
  'nothing taxed at home': sold([free]),
  'taxed and not taxed at home': sold([mug, free]),
  'an export': { buyer: buyer('TR'), ...sold([free]) },
  'an export beside what is taxed': { buyer: buyer('TR'), ...sold([mug, free]) },
  'a supply within the Union': { buyer: buyer('FR'), ...registered, ...sold([free, mug]) },
  'reverse charge': { noVat: 'reverse-charge', buyerVatNumber: 'DE987654321', ...sold([free]) },
  'reverse charge beside what is taxed': {
    noVat: 'reverse-charge',
    buyerVatNumber: 'DE987654321',
    ...sold([free, book]),
  },
  'a buyer of whom little is known': { buyer: bare },
  'nothing delivered yet': { deliveredOn: null },
  'signs that no document may hold': {
    lines: sold([mug]).lines.map((line) => ({ ...line, name: 'Fincan\u0007\ud800 <beyaz> & "mavi"' })),
  },
};

describe('in the form of EN 16931 an invoice with', () => {
  it.each(Object.entries(documents))('%s is found valid', async (_name, more) => {
    expect(await foreignFaults(await ublOf({ ...invoice, ...more }, company))).toEqual([]);
  });
});
describe('in the form of EN 16931 a credit note with', () => {
  it.each(Object.entries(documents))('%s is found valid', async (_name, more) => {
    expect(await foreignFaults(await ublOf({ ...invoice, ...more, ...note }, company))).toEqual([]);
  });
});

const turkish: BookCompany = {
  ...company,
  name: 'Ev A.Ş.',
  vatNumber: 'TR1234567890',
  countryCode: 'TR',
  taxOffice: 'Kadıköy',
  district: 'Kadıköy',
};
const sale: UblDocument = {
  ...invoice,
  currency: 'TRY',
  buyer: buyer('TR'),
  ...sold([{ ...mug, taxPpm: 200_000 }, free], { taxIncluded: true, shippingMinor: 400 }),
};

describe('of UBL-TR', () => {
  it.each([
    ['an e-Arşiv invoice', 'e-arsiv', null],
    ['an e-Fatura to a company', 'e-fatura', '9876543210'],
    ['an e-Fatura to a person', 'e-fatura', '12345678901'],
  ] as const)('%s is found valid', async (_name, profile, buyerTaxNumber) => {
    const xml = turkishInvoiceOf(sale, turkish, { profile, buyerTaxNumber, ettn: opIdOf(7) });
    expect(await foreignFaults(xml)).toEqual([]);
  });

  it.each([
    ['', {}],
    [' to whom little is known of', { to: bare.address, carrierTaxNumber: null }],
  ])('an e-İrsaliye%s is found valid', async (_name, more) => {
    const xml = despatchAdviceOf({
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
      to: address('TR'),
      carrierName: 'PTT Kargo',
      carrierTaxNumber: '7320068060',
      weightGrams: 1250,
      lines: [
        { sku: skuOf('MUG'), name: 'Fincan <beyaz>', quantity: 2 },
        { sku: skuOf('LAMP'), name: 'Lamba\u0007', quantity: 1 },
      ],
      ...more,
    });
    expect(await foreignFaults(xml)).toEqual([]);
  });
});

describe('what is wrong is found:', () => {
  let whole = '';
  beforeAll(async () => {
    whole = await ublOf(
      {
        ...invoice,
        buyer: buyer('FR'),
        ...registered,
        ...sold([{ ...mug, discountMinor: 500 }, free], { shippingMinor: 100 }),
      },
      company,
    );
    expect(await foreignFaults(whole)).toEqual([]);
  });
  it.each<[string, RegExp | string, string, string]>([
    ['not well-formed', '</Invoice>', '', 'not well-formed'],
    ['an element out of its place', /(<cbc:ID>INV[^\n]*\n)(\s*<cbc:IssueDate>[^\n]*\n)/, '$2$1', 'xsd'],
    ['an element that nobody knows', '<cbc:IssueDate>', '<cbc:Isue/><cbc:IssueDate>', 'xsd'],
    ['a day that is none', '2026-03-02</cbc:IssueDate>', '2026-02-30</cbc:IssueDate>', 'xsd'],
    ['an amount that is none', /(<cbc:PayableAmount[^>]*>)[^<]*/, '$1many', 'xsd'],
    ['an amount without a currency', '<cbc:PayableAmount currencyID="EUR">', '<cbc:PayableAmount>', 'xsd'],
    ['nobody who sells', /<cac:AccountingSupplierParty>[\s\S]*<\/cac:AccountingSupplierParty>/, '', 'xsd'],
    ['no number', /<cbc:ID>INV-2026-000001/, '<cbc:ID>', 'BR-02'],
    ['lines that sum to something else', /(<cbc:LineExtensionAmount[^>]*>)[0-9.]+/, '$11.00', 'BR-CO-10'],
    [
      'tax that sums to something else',
      /(<cac:TaxTotal>\s*<cbc:TaxAmount[^>]*>)[0-9.]+/,
      '$11.00',
      'BR-CO-14',
    ],
    ['more to pay than there is', /(<cbc:PayableAmount[^>]*>)[0-9.]+/, '$199999.00', 'BR-CO-16'],
    ['three places', /(<cbc:PayableAmount[^>]*>[0-9.]+)/, '$10', 'BR-DEC'],
    ['another currency', 'currencyID="EUR">', 'currencyID="USD">', 'BR-CL-03'],
    ['a price below nothing', /(<cbc:PriceAmount[^>]*>)/, '$1-', 'BR-27'],
    ['a line that its price does not make', /(<cbc:PriceAmount[^>]*>)/, '$19', 'BT-131'],
    [
      'a discount for no reason',
      /<cbc:AllowanceChargeReason(Code)?>95<[\s\S]*?Discount<\/cbc:AllowanceChargeReason>/,
      '',
      'BR-42',
    ],
    ['no due day', /<cbc:DueDate>[^<]*<\/cbc:DueDate>/, '', 'BR-CO-25'],
    ['no number of the buyer within the Union', /FR12345678901/, '', 'BR-IC-02'],
    [
      'no day that it left within the Union',
      /<cbc:ActualDeliveryDate>[^<]*<\/cbc:ActualDeliveryDate>/,
      '',
      'BR-IC-11',
    ],
    [
      'no reason for no VAT',
      /<cbc:TaxExemptionReason(Code)?>[^<]*<\/cbc:TaxExemptionReason(Code)?>/g,
      '',
      'BR-IC-10',
    ],
    ['a number without its country', 'DE123456789', '123456789', 'BR-CO-09'],
    [
      'a category that is not in the breakdown',
      /(<cac:ClassifiedTaxCategory>\s*<cbc:ID>)S/,
      '$1Z',
      'BR-Z-01',
    ],
    [
      'a rate that its breakdown has not',
      /(<cac:ClassifiedTaxCategory>\s*<cbc:ID>S<\/cbc:ID>\s*<cbc:Percent>)19/,
      '$17',
      'BR-S-08',
    ],
    ['a sort of document that is none', '<cbc:InvoiceTypeCode>380', '<cbc:InvoiceTypeCode>999', 'BR-CL-01'],
  ])('%s', async (_name, what, by, rule) => {
    const after = whole.replace(what, by);
    expect(after).not.toBe(whole);
    const faults = await foreignFaults(after);
    expect(
      faults.filter((fault) => fault.startsWith(rule)),
      faults.join('; '),
    ).not.toEqual([]);
  });
});
