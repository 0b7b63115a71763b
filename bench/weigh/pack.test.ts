import { describe, expect, it } from 'vitest';
import { skuOf } from '../../shared/domain/ids.test-kit';
import { seededRandom } from '../bench';
import { boxesOf } from './box';
import type { Article } from './goods';
import { emptyTally, packParcel, type Habits, type Tally } from './pack';
import { drawsOf } from './pan';

const articles: Article[] = [90, 300, 1_200].map((grams) => ({
  sku: skuOf(`P${grams}`),
  grams,
  spreadGrams: grams * 0.005,
  litres: 0.5,
  protection: 'light',
  learned: { milligrams: grams * 1000, spreadMilligrams: grams * 5, boxes: 100 },
}));

function packed(habits: Habits): Tally {
  const draw = drawsOf(seededRandom(7));
  const tally = emptyTally();
  const really = boxesOf(draw);
  for (let parcel = 0; parcel < 60; parcel += 1)
    packParcel([...articles, ...articles].slice(parcel % 3), habits, { really, learned: null }, draw, tally);
  return tally;
}

describe('a parcel packed on a scale', () => {
  it('is hardly ever stopped where everything that was scanned goes in', () => {
    const { scans, watched, errors, falseStops } = packed({ twice: 0, forgotten: 0 });
    expect([watched, errors]).toEqual([scans, 0]);
    expect(falseStops / scans).toBeLessThan(0.02);
  });

  it.each([
    ['scanned twice', { twice: 0.2, forgotten: 0 }],
    ['not put in', { twice: 0, forgotten: 0.2 }],
  ])('is stopped where units are %s', (_name, habits) => {
    const { errors, atScan, atSeal } = packed(habits);
    expect(errors).toBeGreaterThan(20);
    expect((atScan + atSeal) / errors).toBeGreaterThan(0.95);
  });
});
