import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../../property.test-kit';
import { proposeMatches } from '../match-proposals';
import { readStatement } from './statement';

const camt = `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
<Ntry><Amt Ccy="EUR">119.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-27</Dt></BookgDt>
 <NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>M&#252;ller &amp; S&#246;hne</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>INV-2026-000123</Ustrd><Ustrd> thanks</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2026-11-27</Dt></BookgDt></Ntry>
<ns:Ntry><ns:Amt Ccy="EUR">30.00</ns:Amt><ns:CdtDbtInd>CRDT</ns:CdtDbtInd><ns:BookgDt><ns:Dt>2026-11-28</ns:Dt></ns:BookgDt>
 <ns:TxDtls><ns:Amt Ccy="EUR">10.00</ns:Amt><ns:RmtInf><ns:Ustrd>WB-1</ns:Ustrd></ns:RmtInf></ns:TxDtls><ns:TxDtls><ns:Amt Ccy="EUR">20.00</ns:Amt><ns:RmtInf><ns:Ustrd>WB-2</ns:Ustrd></ns:RmtInf></ns:TxDtls></ns:Ntry>
</Stmt></BkToCstmrStmt></Document>`;

const mt940 = [
  ':20:STARTUMS',
  ':25:50050000/1234567',
  ':60F:C261127EUR1000,00',
  ':61:2611271127C119,00NTRFNONREF',
  ':86:166?00GUTSCHRIFT?20INV-2026-000123?21 THANKS?32MUELLER',
  '?33 UND SOEHNE',
  ':61:2611271127D30,00NTRFNONREF',
  ':86:RENT',
  ':61:2611281128C7,5NMSC//REF',
  ':86:/NAME/A CUSTOMER/REMI/USTD//WB-77 ORDER',
  ':62F:C261128EUR1096,50',
  '-',
].join('\r\n');

describe('statements of banks', () => {
  it('are read from CAMT.053, each transaction by itself', () => {
    expect(readStatement(camt, 'EUR')).toEqual({
      format: 'camt',
      outgoing: 1,
      unread: [],
      lines: [
        {
          bookedOn: '2026-11-27',
          amountMinor: 11_900,
          currency: 'EUR',
          payer: 'Müller & Söhne',
          reference: 'INV-2026-000123 thanks',
        },
        { bookedOn: '2026-11-28', amountMinor: 1000, currency: 'EUR', payer: '', reference: 'WB-1' },
        { bookedOn: '2026-11-28', amountMinor: 2000, currency: 'EUR', payer: '', reference: 'WB-2' },
      ],
    });
  });

  it('are read from MT940, in numbered parts or in words', () => {
    expect(readStatement(mt940, 'EUR')).toEqual({
      format: 'mt940',
      outgoing: 1,
      unread: [],
      lines: [
        {
          bookedOn: '2026-11-27',
          amountMinor: 11_900,
          currency: 'EUR',
          payer: 'MUELLER UND SOEHNE',
          reference: 'INV-2026-000123 THANKS',
        },
        {
          bookedOn: '2026-11-28',
          amountMinor: 750,
          currency: 'EUR',
          payer: 'A CUSTOMER',
          reference: 'WB-77 ORDER',
        },
      ],
    });
  });

  it.each([
    [
      'English',
      'Date,Amount,Currency,Payer,Reference',
      '2026-11-27,"1,119.00",GBP,"Smith, Anna",WB-1',
      111_900,
      'GBP',
    ],
    [
      'German',
      'Buchungstag;Betrag;Währung;Auftraggeber;Verwendungszweck',
      '27.11.2026;1.119,00;EUR;Smith, Anna;WB-1',
      111_900,
      'EUR',
    ],
    [
      'Turkish',
      'Tarih\tTutar\tPara Birimi\tGönderen\tAçıklama',
      '27/11/2026\t1.119,00\tTRY\tSmith, Anna\tWB-1',
      111_900,
      'TRY',
    ],
    [
      'a currency of its own',
      'Date,Amount,Payer,Reference',
      '2026-11-27,1119,"Smith, Anna",WB-1',
      111_900,
      'EUR',
    ],
  ])('are read from a table in %s', (_name, head, row, amountMinor, currency) => {
    expect(readStatement(`${head}\n${row}\n`, 'EUR')?.lines).toEqual([
      { bookedOn: '2026-11-27', amountMinor, currency, payer: 'Smith, Anna', reference: 'WB-1' },
    ]);
  });

  it('name what cannot be read, and are none when they are none', () => {
    const read = readStatement(
      'Date;Amount;Reference\nyesterday;1;a\n27.11.2026;-5,00;b\n27.11.2026;x;c\n',
      'EUR',
    );
    expect(read).toMatchObject({ lines: [], outgoing: 1, unread: ['2: yesterday;1;a', '4: 27.11.2026;x;c'] });
    for (const text of ['', 'hello', '<html></html>', 'a,b,c\n1,2,3'])
      expect(readStatement(text, 'EUR')).toBeNull();
  });

  it('never break on anything', () => {
    holds(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `${mt940}${text}`),
          fc.string().map((text) => camt.replace('thanks', text)),
        ),
        (text) => {
          for (const line of readStatement(text, 'EUR')?.lines ?? []) {
            expect(line.amountMinor).toBeGreaterThan(0);
            expect(line.reference.length).toBeLessThanOrEqual(140);
          }
        },
      ),
    );
  });
});

describe('for what a line may be', () => {
  const payment = (paymentId: string, change: object = {}) => ({
    paymentId,
    reference: `WB-${paymentId}`,
    currency: 'EUR',
    openMinor: 11_900,
    orderNumber: `Q-${paymentId}000`,
    invoiceNumber: null,
    customerName: 'Ayşe Yılmaz',
    ...change,
  });
  const line = { amountMinor: 11_900, currency: 'EUR', payer: 'AYSE YILMAZ', reference: 'thanks' };

  it('puts what is named first, then what fits by amount and name', () => {
    const open = [
      payment('1', { customerName: 'Somebody Else' }),
      payment('2'),
      payment('3', { invoiceNumber: 'INV-2026-000009', openMinor: 1 }),
      payment('4', { currency: 'GBP' }),
      payment('5', { openMinor: 5, customerName: 'Nobody' }),
    ];
    const found = proposeMatches({ ...line, reference: 'INV-2026-000009' }, open);
    expect(found.map(({ paymentId, reason, isExact }) => [paymentId, reason, isExact])).toEqual([
      ['3', 'invoice', false],
      ['2', 'amount-and-name', true],
      ['1', 'amount', true],
    ]);
  });
});
