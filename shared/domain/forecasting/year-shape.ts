// The season of a whole category: seen in its total where single items are too noisy, and split down to them as a factor a
// week (top-down proportions, Gross and Sohl 1990; the winners of VN1 and M5 gained most by it).
import { mean } from './accuracy';
import { yearWeeks } from './methods';

/** Years are believed to repeat each other when their shapes correlate so well. */
const leastAlike = 0.5;
/** Weeks are taken with their two neighbours at each side: the season moves by days from year to year. */
const around = 2;

/**
 * Factors of the next `horizon` weeks against the quarter that items are forecast from; null where there are no two whole years,
 * or they have nothing in common. The test is on the shapes themselves: an autocorrelation at one year says little of weekly
 * totals, as its band widens with the smoothness that a season brings. Held within a third and thrice.
 */
export function yearShape(total: readonly number[], horizon: number): number[] | null {
  const count = Math.min(3, Math.floor(total.length / yearWeeks));
  if (count < 2) return null;
  const whole = Array.from({ length: count }, (_, back) => {
    const end = total.length - back * yearWeeks;
    return total.slice(end - yearWeeks, end);
  });
  // From year to year only: a line through single weeks would take a part of the season for growth.
  const growth =
    (mean(whole[0] as number[]) - mean(whole[count - 1] as number[])) / ((count - 1) * yearWeeks);
  const years = whole.map((year) => shapeOf(year, growth));
  if (years.some((year) => year === null)) return null;
  const shapes = years as number[][];
  const alike: number[] = [];
  for (let one = 0; one < count; one += 1)
    for (let other = one + 1; other < count; other += 1)
      alike.push(correlation(shapes[one] as number[], shapes[other] as number[]));
  if (!(mean(alike) >= leastAlike)) return null;
  const index = (at: number): number => {
    const places = Array.from(
      { length: 2 * around + 1 },
      (_, step) => (at + step - around + 2 * yearWeeks) % yearWeeks,
    );
    return mean(shapes.map((shape) => mean(places.map((place) => shape[place] as number))));
  };
  const recent = mean(Array.from({ length: 13 }, (_, back) => index(yearWeeks - 1 - back)));
  return Array.from({ length: horizon }, (_, at) =>
    Math.min(3, Math.max(1 / 3, index(at % yearWeeks) / Math.max(recent, 1e-6))),
  );
}

/** Each week over the line through its year; null where hardly anything was asked for. */
function shapeOf(year: readonly number[], growth: number): number[] | null {
  const level = mean(year);
  if (!(level > 0)) return null;
  return year.map((value, at) => value / Math.max(level / 4, level + growth * (at - (yearWeeks - 1) / 2)));
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [mean(one), mean(other)];
  let [product, left, right] = [0, 0, 0];
  one.forEach((value, at) => {
    const second = (other[at] as number) - b;
    product += (value - a) * second;
    left += (value - a) ** 2;
    right += second ** 2;
  });
  return left > 0 && right > 0 ? product / Math.sqrt(left * right) : 0;
}
