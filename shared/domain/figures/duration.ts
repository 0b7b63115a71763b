// Durations are kept by how often each came up, in classes that grow with them: an average hides the day on which a tenth of
// all boxes stood until evening. Four classes double the time, so a quantile read from them is within a tenth of the true one.
const classesPerDoubling = 4;

/** @param minutes not below 0 */
export function durationClass(minutes: number): number {
  return Math.round(classesPerDoubling * Math.log2(1 + Math.max(0, minutes)));
}

/** The middle of a class, in minutes. */
export function minutesOf(durationClassNo: number): number {
  return 2 ** (durationClassNo / classesPerDoubling) - 1;
}

/**
 * @param classes how many durations are in each class
 * @param share between 0 and 1
 * @returns minutes; null where there are none
 */
export function durationQuantile(classes: ReadonlyMap<number, number>, share: number): number | null {
  const inOrder = [...classes].filter(([, count]) => count > 0).toSorted(([a], [b]) => a - b);
  const total = inOrder.reduce((sum, [, count]) => sum + count, 0);
  let below = 0;
  for (const [each, count] of inOrder) {
    below += count;
    if (below >= share * total) return minutesOf(each);
  }
  return null;
}
