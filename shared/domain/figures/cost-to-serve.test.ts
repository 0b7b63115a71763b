import { describe, expect, it } from 'vitest';
import { costPerOrder, rateOn } from './cost-to-serve';

describe('cost to serve', () => {
  it('of an order is all of it, shared out', () => {
    expect(costPerOrder(3, [100, 200, 50, 25, 630])).toBe(335);
  });

  it('is not known while a part is not, or nothing was served', () => {
    expect(costPerOrder(3, [100, null, 630])).toBeNull();
    expect(costPerOrder(0, [100])).toBeNull();
  });

  it('takes what an hour cost on that day', () => {
    const rates = [
      { fromDay: '2026-06-01', minorPerHour: 1900 },
      { fromDay: '2026-01-01', minorPerHour: 1800 },
    ];
    expect(['2025-12-31', '2026-01-01', '2026-05-31', '2026-06-01'].map((day) => rateOn(day, rates))).toEqual(
      [null, 1800, 1800, 1900],
    );
  });
});
