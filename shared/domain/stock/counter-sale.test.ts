import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Sku, skuSchema } from '../ids';
import { holds } from '../property.test-kit';
import {
  changeOf,
  type CounterFacts,
  doubtsOf,
  priceSale,
  salePaymentSchema,
  saleSaidSchema,
  type SaleSaid,
  sumsOf,
  toldLines,
} from './counter-sale';

const sku = (text: string): Sku => skuSchema.parse(text);
const [mug, lamp] = [sku('MUG'), sku('LAMP')];
const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });
const scan = (of: Sku, quantity: number, listed?: { amountMinor: number; currency: string }) => ({
  sku: of,
  name: of.toLowerCase(),
  quantity,
  listed,
});
const facts: CounterFacts = {
  agreed: [
    {
      channelId: 'counter',
      currency: 'GBP',
      prices: [
        { sku: mug, fromQuantity: 1, unitPriceMinor: 450 },
        { sku: mug, fromQuantity: 6, unitPriceMinor: 400 },
      ],
    },
  ],
  rates: [
    { country: 'GB', sku: '', fromDay: '2020-01-01', ppm: 200_000 },
    { country: 'GB', sku: 'LAMP', fromDay: '2020-01-01', ppm: 50_000 },
    { country: 'GB', sku: 'LAMP', fromDay: '2026-06-01', ppm: 100_000 },
  ],
  country: 'GB',
  day: '2026-03-02',
};
const said: SaleSaid = {
  currency: 'GBP',
  country: 'GB',
  prices: [
    { sku: mug, unitPriceMinor: 450, taxPpm: 200_000, source: 'list' },
    { sku: lamp, unitPriceMinor: 1050, taxPpm: 50_000, source: 'typed' },
  ],
  payment: { method: 'cash', tenderedMinor: 5000 },
};
const lines = [
  { sku: mug, quantity: 2 },
  { sku: lamp, quantity: 1 },
  { sku: mug, quantity: 1 },
];

describe('prices at the counter', () => {
  it('are those of its list by quantity, else the product’s own, with the tax of the country and the day', () => {
    const few = priceSale(
      [scan(mug, 2, gbp(500)), scan(lamp, 1, gbp(1050))],
      [scan(mug, 2), scan(lamp, 1)],
      [],
      facts,
    );
    expect(few).toMatchObject({
      currency: 'GBP',
      totalMinor: 1950,
      lines: [
        { sku: mug, unitPriceMinor: 450, taxPpm: 200_000, source: 'list' },
        { sku: lamp, unitPriceMinor: 1050, taxPpm: 50_000, source: 'list' },
      ],
      taxes: [
        { ppm: 50_000, grossMinor: 1050, taxMinor: 50 },
        { ppm: 200_000, grossMinor: 900, taxMinor: 150 },
      ],
    });
    expect(priceSale([scan(mug, 6, gbp(500))], [scan(mug, 6)], [], facts).totalMinor).toBe(2400);
    const later = priceSale([scan(lamp, 1, gbp(1050))], [scan(lamp, 1)], [], { ...facts, day: '2026-06-01' });
    expect(later.lines[0]?.taxPpm).toBe(100_000);
  });

  it('are asked for where nobody told one, also where the product is in another currency', () => {
    const foreign = { amountMinor: 900, currency: 'EUR' };
    const asked = priceSale([scan(lamp, 2, foreign)], [scan(lamp, 2)], [], facts);
    expect(asked).toMatchObject({ currency: 'GBP', totalMinor: 0, lines: [{ unitPriceMinor: null }] });
    const typed = [{ sku: lamp, unitPriceMinor: 800 }];
    expect(priceSale([scan(lamp, 2, foreign)], [scan(lamp, 2)], typed, facts)).toMatchObject({
      totalMinor: 1600,
      lines: [{ unitPriceMinor: 800, source: 'typed' }],
    });
    // What is told counts, whatever was typed of it.
    expect(
      priceSale([scan(mug, 1)], [scan(mug, 1)], [{ sku: mug, unitPriceMinor: 1 }], facts).lines[0],
    ).toMatchObject({ unitPriceMinor: 450, source: 'list' });
  });

  it('are nothing at a station that was told nothing of a product', () => {
    const alone = { ...facts, agreed: [], rates: [] };
    expect(priceSale([scan(mug, 1)], [scan(mug, 1)], [], alone).lines[0]?.unitPriceMinor).toBeNull();
    expect(priceSale([scan(mug, 1, gbp(500))], [scan(mug, 1)], [], alone)).toMatchObject({
      currency: 'GBP',
      totalMinor: 500,
      taxes: [{ ppm: 0, grossMinor: 500, taxMinor: 0 }],
    });
  });
});

describe('what a sale says', () => {
  it('is read by product, each once', () => {
    expect(toldLines(lines, said)).toMatchObject([
      { sku: mug, quantity: 3, unitPriceMinor: 450, isUnpriced: false },
      { sku: lamp, quantity: 1, unitPriceMinor: 1050, source: 'typed' },
    ]);
  });

  it('is doubted where it does not fit together, and only there', () => {
    const told = toldLines(lines, said);
    expect(doubtsOf(told, said, facts.rates, facts.day)).toEqual([]);
    const short: SaleSaid = { ...said, payment: { method: 'cash', tenderedMinor: 2399 } };
    expect(doubtsOf(told, short, facts.rates, facts.day)).toEqual(['underpaid']);
    const unsaid = { ...said, prices: said.prices.slice(0, 1) };
    expect(doubtsOf(toldLines(lines, unsaid), unsaid, facts.rates, facts.day)).toEqual(['unpriced']);
    expect(doubtsOf(told, said, facts.rates, '2026-06-01')).toEqual(['tax']);
  });

  it('holds no card number', () => {
    const card = (reference: string) => salePaymentSchema.safeParse({ method: 'card', reference }).success;
    expect(card('4242 4242 4242 4242')).toBe(false);
    expect(card('000123')).toBe(true);
    expect(card('')).toBe(true);
    expect(saleSaidSchema.safeParse({ ...said, country: 'gb' }).success).toBe(false);
  });

  it('adds up: tax by rate is within the total, change is what was received beyond it', () => {
    holds(
      fc.property(
        fc.array(
          fc.record({
            quantity: fc.integer({ min: 1, max: 1000 }),
            unitPriceMinor: fc.integer({ min: 0, max: 1_000_000 }),
            taxPpm: fc.constantFrom(0, 10_000, 100_000, 200_000, 1_000_000),
          }),
          { minLength: 1, maxLength: 20 },
        ),
        fc.nat(1_000_000),
        (sold, beyond) => {
          const { totalMinor, taxes } = sumsOf(sold);
          expect(taxes.reduce((sum, { grossMinor }) => sum + grossMinor, 0)).toBe(totalMinor);
          for (const { ppm, grossMinor, taxMinor } of taxes) {
            const net = grossMinor - taxMinor;
            expect(Math.abs((net * ppm) / 1_000_000 - taxMinor)).toBeLessThanOrEqual(1);
          }
          const cash = { method: 'cash', tenderedMinor: totalMinor + beyond } as const;
          expect(changeOf(cash, totalMinor)).toBe(beyond);
          expect(changeOf({ method: 'card', reference: '' }, totalMinor)).toBe(0);
        },
      ),
    );
  });
});
