import { describe, expect, it } from 'vitest';
import { imbalanceOf } from './entry';
import { postFeeCharged, postFeePaid, postFeeWaived } from './post-fee';
import { emptyPool } from './pool';

const at = (rate: number) => ({
  accountOf: (role: string) => role,
  toBase: (minor: number) => Math.round(minor * rate),
});

describe('the fee of a reminder in the books', () => {
  const charged = postFeeCharged(at(2), 'K1', emptyPool, 500);

  it('is owed and earned as it is asked for', () => {
    expect(charged).toEqual({
      lines: [
        { account: 'receivables', amountMinor: 500, baseMinor: 1000, party: 'K1' },
        { account: 'reminder-fees', amountMinor: -500, baseMinor: -1000 },
      ],
      debt: { amountMinor: 500, baseMinor: 1000 },
    });
  });

  it.each([
    ['more', 3, 'exchange-gain', -200],
    ['less', 1, 'exchange-loss', 200],
  ])('paid when the currency is worth %s leaves the difference', (_how, rate, account, baseMinor) => {
    const { lines, debt } = postFeePaid(at(rate), 'K1', charged.debt, 200);
    expect(imbalanceOf(lines)).toBeNull();
    expect(lines).toContainEqual({ account, amountMinor: 0, baseMinor });
    expect(debt).toEqual({ amountMinor: 300, baseMinor: 600 });
  });

  it('given up takes the income back at what the debt stands at, whatever the day', () => {
    const paid = postFeePaid(at(3), 'K1', charged.debt, 200);
    const { lines, debt } = postFeeWaived(at(9), 'K1', paid.debt, 300);
    expect(lines).toEqual([
      { account: 'reminder-fees', amountMinor: 300, baseMinor: 600 },
      { account: 'receivables', amountMinor: -300, baseMinor: -600, party: 'K1' },
    ]);
    expect(debt).toEqual(emptyPool);
  });
});
