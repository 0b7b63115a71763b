// What kind of demand a series shows, after Syntetos, Boylan and Croston 2005: how often (ADI, mean interval between
// demands in periods) and how unequal (CV2, squared coefficient of variation of the sizes of demand).

export type DemandPattern = 'smooth' | 'erratic' | 'intermittent' | 'lumpy' | 'none';

export type DemandClass = { pattern: DemandPattern; adi: number; cv2: number };

/** 'none' and an infinite ADI where nothing was ever asked. */
export function classOfDemand(values: readonly number[]): DemandClass {
  let [count, sum, squares] = [0, 0, 0];
  for (const value of values) {
    if (value <= 0) continue;
    count += 1;
    sum += value;
    squares += value * value;
  }
  if (count === 0) return { pattern: 'none', adi: Number.POSITIVE_INFINITY, cv2: 0 };
  const adi = values.length / count;
  const size = sum / count;
  const cv2 = Math.max(0, squares / count / (size * size) - 1);
  const often = adi < 1.32;
  const equal = cv2 < 0.49;
  return { pattern: often ? (equal ? 'smooth' : 'erratic') : equal ? 'intermittent' : 'lumpy', adi, cv2 };
}

/**
 * Whether an item has died out: nothing was asked for as long as the longer of `leastPeriods` (26 weeks) and four of its
 * mean intervals. A series shorter than that is never obsolete.
 */
export function isObsolete(values: readonly number[], leastPeriods = 26): boolean {
  const { adi, pattern } = classOfDemand(values);
  if (pattern === 'none') return values.length >= leastPeriods;
  const last = values.findLastIndex((value) => value > 0);
  return values.length - 1 - last >= Math.max(leastPeriods, 4 * adi);
}
