import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountText, readAmount } from './spoken-amount';

describe('an amount as it is typed', () => {
  it.each([
    ['12', 'GBP', 1200],
    ['12.5', 'GBP', 1250],
    ['12,50', 'GBP', 1250],
    ['1.250,50', 'TRY', 125_050],
    ['1,250.50', 'GBP', 125_050],
    ['12 500,00', 'EUR', 1_250_000],
    ['500', 'JPY', 500],
    ['0', 'GBP', 0],
  ])('%s %s', (text, currency, minor) => expect(readAmount(text, currency)).toBe(minor));

  it.each([
    ['1,250', 'GBP'],
    ['1.250', 'TRY'],
    ['12.505', 'GBP'],
    ['1,25,00.00', 'GBP'],
    ['1.2.3', 'GBP'],
    ['five', 'GBP'],
    ['', 'GBP'],
    ['5.5', 'JPY'],
  ])('%s %s is not guessed at', (text, currency) => expect(readAmount(text, currency)).toBeNull());

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        fc.constantFrom('GBP', 'JPY', 'KWD', 'TRY'),
        (minor, currency) => {
          expect(readAmount(amountText(minor, currency), currency)).toBe(minor);
        },
      ),
    );
  });
});
