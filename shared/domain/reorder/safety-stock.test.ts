import { describe, expect, it } from 'vitest';
import {
  balancedService,
  economicQuantity,
  expectedShort,
  pointForFill,
  pooledDeviation,
  protectionOf,
  quantileOf,
  safetyStock,
} from './safety-stock';

describe('safety stock', () => {
  const worked = { demand: 40, demandDeviation: 12, lead: 9, leadDeviation: 2, review: 0 };

  it('gives the worked figures of the textbook form', () => {
    expect(safetyStock({ ...worked, leadDeviation: 0 }, 0.95)).toBeCloseTo(59.2, 1);
    expect(safetyStock({ ...worked, demandDeviation: 0 }, 0.95)).toBeCloseTo(131.6, 1);
    expect(safetyStock(worked, 0.95)).toBeCloseTo(144.3, 1);
    expect(protectionOf(worked).mean + safetyStock(worked, 0.95)).toBeCloseTo(504.3, 1);
    const reviewed = { ...worked, review: 7 };
    expect(safetyStock(reviewed, 0.95)).toBeCloseTo(153.5, 1);
    expect(protectionOf(reviewed).mean + safetyStock(reviewed, 0.95)).toBeCloseTo(793.5, 1);
    expect(economicQuantity(14_600, 60, 3.2)).toBeCloseTo(739.9, 1);
  });

  it('needs less for a share of units than for a chance of no stock-out when orders are large', () => {
    const protection = protectionOf(worked);
    const byFill = pointForFill(protection, 0.95, 700);
    expect(byFill).toBeLessThan(quantileOf(protection, 'normal', 0.95));
    expect(expectedShort(protection, byFill)).toBeCloseTo(35, 1);
  });

  it('takes the distribution it is told', () => {
    expect(quantileOf({ mean: 2, variance: 2 }, 'count', 0.95)).toBe(5);
    expect(quantileOf({ mean: 10, variance: 100 }, 'gamma', 0.9)).toBeCloseTo(23.03, 2);
  });

  it('balances costs, and pools what is not correlated', () => {
    expect(balancedService(9, 1)).toBeCloseTo(0.9, 10);
    expect(pooledDeviation([3, 4], 0)).toBe(5);
    expect(pooledDeviation([3, 4], 1)).toBe(7);
  });
});
