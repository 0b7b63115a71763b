import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inStoreGtin } from '../domain/channel/in-store-gtin';
import { holds } from '../domain/property.test-kit';
import { catalogueCodeOf, meaningOf } from './meaning';
import { ownCode, ownCodeKinds } from './own-code';
import { ssccOf } from './sscc';

const means = (text: string, aim: string | null = null) => meaningOf({ text, aim });

describe('what was scanned', () => {
  it.each(ownCodeKinds)('a printed %s code', (kind) => {
    expect(means(ownCode(kind, 'B3'))).toEqual({ text: ownCode(kind, 'B3'), kind, payload: 'B3' });
    expect(means(ownCode(kind, 'B3'), ']C0')).toMatchObject({ kind, payload: 'B3' });
  });

  it.each([
    ['4006381333931', null, { kind: 'item', code: '04006381333931', inStore: false, indicator: 0 }],
    ['96385074', ']E4', { kind: 'item', code: '00000096385074', inStore: false }],
    ['10614141000415', ']I1', { kind: 'item', indicator: 1, code: '10614141000415' }],
    ['2085123000013', ']E0', { kind: 'misread', reason: 'check-digit' }],
    ['106141412345678908', null, { kind: 'sscc', sscc: '106141412345678908' }],
    ['00106141412345678908', ']C1', { kind: 'sscc', sscc: '106141412345678908' }],
    ['00106141412345678908', null, { kind: 'sscc', sscc: '106141412345678908' }],
    ['00106141412345678907', ']C1', { kind: 'misread', reason: 'check-digit' }],
    [
      '010950110153000317260531' + '3712\u001d10LOT7',
      ']d2',
      {
        kind: 'item',
        code: '09501101530003',
        lot: 'LOT7',
        expiry: '260531',
        serial: null,
        count: 12,
      },
    ],
    ['0109501101530003' + '21S1', null, { kind: 'item', serial: 'S1' }],
    ['10LOT7', ']C1', { kind: 'text' }],
    ['10LOT12345678901234517260531', ']C1', { kind: 'misread', reason: 'separator-missing' }],
    ['10LOT7\u001d17260531', null, { kind: 'text' }],
    ['0109501101530003' + '99', null, { kind: 'text' }],
    ['WBCSEAL2', null, { kind: 'misread', reason: 'check-sign' }],
    ['85123A', null, { kind: 'text' }],
    ['https://example.com/01/09501101530003', ']Q1', { kind: 'item', code: '09501101530003' }],
    [
      'https://example.com/01/09501101530003/10/LOT7?17=260531',
      null,
      { kind: 'item', lot: 'LOT7', expiry: '260531' },
    ],
    ['https://example.com/01/09501101530004', ']Q1', { kind: 'misread', reason: 'check-digit' }],
    [
      'https://example.com/01/09501101530003?17=260531&17=260531',
      ']Q1',
      { kind: 'misread', reason: 'data-wrong' },
    ],
    ['https://example.com/tracking/12', ']Q1', { kind: 'text' }],
    ['4006381333931|]e010LOT7', ']E0', { kind: 'item', code: '04006381333931', lot: 'LOT7' }],
    ['4006381333931]e017261331', ']E0', { kind: 'misread', reason: 'data-wrong' }],
    ['01095011015300033102001250', ']C1', { kind: 'item', netGrams: 12_500, doubts: [] }],
    [
      '010950110153000321S1\u001d235T2',
      ']C1',
      { kind: 'item', serial: 'S1', doubts: [{ kind: 'excluded', ai: '21', by: '235' }] },
    ],
    ['', null, { kind: 'text' }],
  ] as const)('%j with %s', (text, aim, want) => {
    expect(means(text, aim)).toMatchObject({ text, ...want });
  });

  it('finds an in-store number under its own digits, whatever length it was sent in', () => {
    const number = inStoreGtin('85123A');
    for (const text of [number, `0${number}`]) {
      expect(means(text)).toMatchObject({ kind: 'item', inStore: true, code: number });
    }
    expect(catalogueCodeOf(number)).toBe(number);
    expect(means(`01${`0${number}`}10A`, ']C1')).toMatchObject({
      code: number,
      inStore: true,
      lot: 'A',
    });
  });

  it('looks an item up under the key the catalogue keeps', () => {
    const skus = fc.string({ unit: fc.constantFrom(...'0123456789ABCab'), minLength: 1, maxLength: 8 });
    holds(
      fc.property(skus, (sku) => {
        const code = inStoreGtin(sku);
        const meaning = means(code, ']E0');
        expect(meaning.kind === 'item' && meaning.code).toBe(catalogueCodeOf(code));
      }),
    );
    expect(catalogueCodeOf('4006381333931')).toBe('04006381333931');
    expect(catalogueCodeOf('85123A')).toBe('85123A');
    expect(catalogueCodeOf('20123451')).toBe('20123451');
  });

  it('takes every parcel number for a parcel and for nothing else', () => {
    holds(
      fc.property(fc.nat(9_999_999), (serial) => {
        const sscc = ssccOf('386900000', serial);
        expect(means(`00${sscc}`, ']C1')).toMatchObject({ kind: 'sscc', sscc });
        expect(means(sscc)).toMatchObject({ kind: 'sscc', sscc });
      }),
    );
  });

  it('answers any text', () => {
    const aims = fc.constantFrom(null, ']C0', ']C1', ']E0', ']E3', ']E4', ']I3', ']d2', ']Q3');
    holds(
      fc.property(fc.string({ maxLength: 40 }), aims, (text, aim) => {
        expect(means(text, aim).text).toBe(text);
      }),
    );
  });
});
