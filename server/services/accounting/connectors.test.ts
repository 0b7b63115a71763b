import { describe, expect, it } from 'vitest';
import type { AccountingEntry } from '../../../shared/contract/accounting';
import { accountingConnectors } from '../../../shared/contract/accounting';
import { writeFile } from './connector';
import { itKeepsTheContract, type ReadBack } from './connector-contract.test-kit';
import { connectors } from './journal-feed';

const isoOf = (dayFirst = ''): string => dayFirst.split('/').reverse().join('-');
const minorOf = (text = ''): number => Math.round(Number(text) * 100);

/** By the packages' own descriptions of their imports. */
const readBack: Record<(typeof accountingConnectors)[number], ReadBack> = {
  xero: ([journal = '', day, , account = '', , amount]) => ({
    journal,
    day: isoOf(day),
    account,
    minor: minorOf(amount),
  }),
  'sage-50': ([type, , account = '', , day, journal = '', , net]) => ({
    journal,
    day: isoOf(day),
    account,
    minor: type === 'JC' ? 0 - minorOf(net) : minorOf(net),
  }),
};

describe.each(accountingConnectors)('the connector of %s', (name) => {
  itKeepsTheContract(connectors[name], readBack[name]);
});

describe('a sale of 12.00 with 2.00 of VAT', () => {
  const line = { party: null, sku: null, quantity: null, vatCountry: null, vatPpm: null, vatNetMinor: null };
  const sale: AccountingEntry = {
    number: 'J-2026-000007',
    day: '2026-05-04',
    kind: 'sale',
    currency: 'GBP',
    reference: 'P-1',
    text: 'Sale',
    orderId: null,
    postedAt: '2026-05-04T10:00:00.000Z',
    lines: [
      { ...line, account: '1200', amountMinor: 1200, baseMinor: 1200, party: 'K1' },
      { ...line, account: '4000', amountMinor: -1000, baseMinor: -1000 },
      { ...line, account: '2200', amountMinor: -200, baseMinor: -200 },
    ],
  };
  const written = (name: (typeof accountingConnectors)[number]): string[] =>
    writeFile(connectors[name], [sale], { baseCurrency: 'GBP' }).split('\r\n');

  it('as a manual journal of Xero', () => {
    expect(written('xero')).toEqual([
      '*Narration,*Date,Description,*AccountCode,*TaxRate,*Amount,TrackingName1,TrackingOption1,TrackingName2,TrackingOption2',
      'J-2026-000007,04/05/2026,Sale · P-1 · K1,1200,No Tax,12.00,,,,',
      'J-2026-000007,04/05/2026,Sale · P-1,4000,No Tax,-10.00,,,,',
      'J-2026-000007,04/05/2026,Sale · P-1,2200,No Tax,-2.00,,,,',
      '',
    ]);
  });

  it('as transactions of Sage 50', () => {
    expect(written('sage-50').slice(1)).toEqual([
      'JD,,1200,0,04/05/2026,J-2026-000007,Sale · K1,12.00,T9,0.00',
      'JC,,4000,0,04/05/2026,J-2026-000007,Sale · P-1,10.00,T9,0.00',
      'JC,,2200,0,04/05/2026,J-2026-000007,Sale · P-1,2.00,T9,0.00',
      '',
    ]);
  });
});
