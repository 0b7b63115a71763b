// Sage 50's import of audit trail transactions: JD is a journal debit, JC a journal credit, amounts without a sign; T9 is what is
// outside of VAT, because tax is in lines of its own already.
import { type AccountingConnector, baseLines, dayFirst, decimal, plainText } from './connector';

const longestReference = 30;
const longestDetails = 60;

export const sage50: AccountingConnector = {
  name: 'sage-50',
  headings: [
    'Type',
    'Account Reference',
    'Nominal A/C Ref',
    'Department Code',
    'Date',
    'Reference',
    'Details',
    'Net Amount',
    'Tax Code',
    'Tax Amount',
  ],
  rowsOf: (entry, { baseCurrency }) =>
    baseLines(entry).map((line) => [
      line.baseMinor > 0 ? 'JD' : 'JC',
      '',
      line.account,
      '0',
      dayFirst(entry.day),
      entry.number.slice(0, longestReference),
      plainText([entry.text, line.party ?? entry.reference].filter(Boolean).join(' · ')).slice(
        0,
        longestDetails,
      ),
      decimal(Math.abs(line.baseMinor), baseCurrency),
      'T9',
      decimal(0, baseCurrency),
    ]),
};
