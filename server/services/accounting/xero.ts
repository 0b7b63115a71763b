// Xero's template for importing manual journals: one row a line, rows of one narration and day are one journal; debits above
// zero, credits below. Tax is in lines of its own already, so every line is without.
import { type AccountingConnector, baseLines, dayFirst, decimal, plainText } from './connector';

export const xero: AccountingConnector = {
  name: 'xero',
  headings: [
    '*Narration',
    '*Date',
    'Description',
    '*AccountCode',
    '*TaxRate',
    '*Amount',
    'TrackingName1',
    'TrackingOption1',
    'TrackingName2',
    'TrackingOption2',
  ],
  rowsOf: (entry, { baseCurrency }) =>
    baseLines(entry).map((line) => [
      entry.number,
      dayFirst(entry.day),
      plainText([entry.text, entry.reference, line.party, line.sku].filter(Boolean).join(' · ')),
      line.account,
      'No Tax',
      decimal(line.baseMinor, baseCurrency),
      '',
      '',
      '',
      '',
    ]),
};
