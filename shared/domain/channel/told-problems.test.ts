import { describe, expect, it } from 'vitest';
import { address, toldOrder } from './told-order.test-kit';
import { judgeTold } from './told-problems';

const limits = { currency: 'GBP', mostLines: 1000 };
const [line] = toldOrder().lines;
const lines = (...changes: object[]) =>
  changes.map((change, at) => ({ ...line, lineId: String(at), ...change }));

describe('a hostile order', () => {
  it.each([
    ['no order at all', 7, ['', 'field-wrong']],
    ['nothing in it', {}, ['externalId', 'field-missing']],
    ['foreign money', toldOrder({ currency: 'USD' }), ['currency', 'currency-foreign']],
    [
      'a price below nothing',
      { ...toldOrder(), lines: lines({ unitPriceMinor: -1 }) },
      ['lines.0.unitPriceMinor', 'price-negative'],
    ],
    [
      'a price that is none',
      { ...toldOrder(), lines: lines({ unitPriceMinor: null }) },
      ['lines.0.unitPriceMinor', 'price-unreadable'],
    ],
    ['no SKU', { ...toldOrder(), lines: lines({ sku: '' }) }, ['lines.0.sku', 'sku-missing']],
    [
      'no quantity',
      { ...toldOrder(), lines: lines({ quantity: 0 }) },
      ['lines.0.quantity', 'quantity-wrong'],
    ],
    [
      'half a unit',
      { ...toldOrder(), lines: lines({ quantity: 0.5 }) },
      ['lines.0.quantity', 'quantity-wrong'],
    ],
    [
      'more taken out than there was',
      { ...toldOrder(), lines: lines({ removed: 9 }) },
      ['lines.0.removed', 'quantity-wrong'],
    ],
    ['no lines', { ...toldOrder(), lines: [] }, ['lines', 'lines-none']],
    [
      '10,000 lines',
      { ...toldOrder(), lines: lines(...Array.from({ length: 10_000 }, () => ({}))) },
      ['lines', 'lines-too-many'],
    ],
    [
      '10,001 lines',
      { ...toldOrder(), lines: lines(...Array.from({ length: 10_001 }, () => ({}))) },
      ['lines', 'lines-too-many'],
    ],
    [
      'one line twice',
      { ...toldOrder(), lines: lines({ lineId: 'x' }, { lineId: 'x' }) },
      ['lines.1.lineId', 'line-twice'],
    ],
    ['a note of 1 MB', toldOrder({ note: 'x'.repeat(1_048_576) }), ['note', 'text-too-long']],
    ['letters that turn the line round', toldOrder({ note: 'pay \u202Egpj.exe' }), ['note', 'text-unsafe']],
    ['a bell', toldOrder({ shipTo: { ...address, city: 'Le\u0007eds' } }), ['shipTo.city', 'text-unsafe']],
    [
      'a country in words',
      toldOrder({ shipTo: { ...address, countryCode: 'England' } }),
      ['shipTo.countryCode', 'text-too-long'],
    ],
    [
      'more than can be counted',
      { ...toldOrder(), lines: lines({ quantity: 1_000_000, unitPriceMinor: Number.MAX_SAFE_INTEGER }) },
      ['lines', 'amount-too-large'],
    ],
    ['a time that is none', toldOrder({ changedAt: 'yesterday' }), ['changedAt', 'field-wrong']],
  ])('%s is refused with its place', (_case, shaped, [field, code]) => {
    const reading = judgeTold(shaped, limits);
    if (reading.ok) throw new Error('it was taken');
    expect(reading.problems[0]).toMatchObject({ field, code });
    expect(reading.problems.length).toBeLessThanOrEqual(20);
  });

  it('is not one that is written in emoji, from right to left, or that begins like a formula', () => {
    const told = toldOrder({
      customer: { customerId: null, name: '=HYPERLINK("x") 🐫' },
      note: 'שלום 👩‍👩‍👧 سلام\nzweite Zeile',
      shipTo: { ...address, name: 'محمد', lines: ['شارع ١'] },
    });
    expect(judgeTold(told, limits)).toEqual({ ok: true, told });
  });

  it('is told in UTC', () => {
    const reading = judgeTold(toldOrder({ changedAt: '2026-03-01T10:00:00.5Z' }), limits);
    expect(reading).toMatchObject({ ok: true, told: { changedAt: '2026-03-01T10:00:00.500Z' } });
  });
});
