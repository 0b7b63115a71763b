// Rules of EN 16931 that types cannot say: what must be there, and which sums must agree. Named as the norm names them.
import type { BookCompany } from '../../../shared/domain/books/company';
import { canBeSaid } from './ubl-amounts';
import type { UblDocument } from './ubl-invoice';
import { isVatNumber, vatCategoryOf } from './vat-category';

export type InvoiceSums = { linesMinor: number; taxMinor: number; totalMinor: number };

/** Rules that would be broken; none: it may be written. */
export function brokenRules(document: UblDocument, sums: InvoiceSums, seller: BookCompany): string[] {
  const { lines, taxes, currency, buyerVatNumber } = document;
  const categories = new Set(taxes.map(({ taxPpm }) => vatCategoryOf(taxPpm, document, seller).code));
  const rates = new Map<number, number>();
  for (const { taxPpm, netMinor } of lines) rates.set(taxPpm, (rates.get(taxPpm) ?? 0) + netMinor);
  const rules: [name: string, holds: boolean][] = [
    ['BR-02', document.number.trim() !== ''],
    ['BR-06', seller.name.trim() !== ''],
    ['BR-07', document.buyer.customerName.trim() !== ''],
    ['BR-11', /^[A-Z]{2}$/.test(document.buyer.address.countryCode)],
    ['BR-16', lines.length > 0],
    ['BR-25', lines.every(({ name }) => name.trim() !== '')],
    ['BR-27', lines.every(({ priced }) => priced === null || priced.unitPriceMinor >= 0)],
    ['BR-DEC-23', lines.every(({ netMinor }) => canBeSaid(netMinor, currency))],
    ['BR-DEC-20', taxes.every(({ taxMinor }) => canBeSaid(taxMinor, currency))],
    [
      'BR-DEC-24',
      lines.every(
        ({ priced }) =>
          !priced ||
          [priced.discountMinor, priced.shippingMinor].every((minor) => canBeSaid(minor, currency)),
      ),
    ],
    // The sum of lines, and with tax what is to be paid.
    ['BR-CO-10', sums.linesMinor === lines.reduce((sum, line) => sum + line.netMinor, 0)],
    ['BR-CO-14', sums.taxMinor === taxes.reduce((sum, tax) => sum + tax.taxMinor, 0)],
    ['BR-CO-15', sums.totalMinor === sums.linesMinor + sums.taxMinor],
    // One breakdown a rate, of what lines of that rate come to, with its tax to half a minor unit.
    ['BR-CO-18', taxes.length > 0],
    [
      'BR-S-08',
      taxes.every(({ taxPpm, netMinor }) => rates.get(taxPpm) === netMinor) && rates.size === taxes.length,
    ],
    [
      'BR-CO-17',
      taxes.every(
        ({ taxPpm, netMinor, taxMinor }) => Math.abs((netMinor * taxPpm) / 1_000_000 - taxMinor) <= 1,
      ),
    ],
    ['BR-S-02', seller.vatNumber.trim() !== ''],
    ['BR-CO-09', [seller.vatNumber, buyerVatNumber ?? seller.vatNumber].every(isVatNumber)],
    // Reverse charge and supplies within the Union are to somebody with a number; the latter say when they left.
    ['BR-AE-02', !categories.has('AE') || buyerVatNumber !== null],
    ['BR-IC-02', !categories.has('K') || buyerVatNumber !== null],
    ['BR-IC-11', !categories.has('K') || document.deliveredOn !== null],
    ['BR-CO-25', document.typeCode === '381' || sums.totalMinor <= 0 || document.dueOn !== null],
    ['BR-55', document.about === null || document.about.number.trim() !== ''],
  ];
  return rules.flatMap(([name, holds]) => (holds ? [] : [name]));
}
