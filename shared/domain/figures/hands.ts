// How long hands were at work, from the times of what they did: the time between two acts is work unless it is so long that
// nobody can have worked all of it. A pause costs nothing and is told to nobody.

/** Milliseconds between two acts above which somebody was away. */
export const longestActMs = 10 * 60_000;
/** Numbers of a stream that are looked back over for what the same hands did before. */
export const handsLookBack = 3000;

/** @param times milliseconds, in the order things were done @returns whole seconds */
export function workedSeconds(times: readonly number[]): number {
  let sum = 0;
  for (let at = 1; at < times.length; at += 1) {
    const gap = (times[at] as number) - (times[at - 1] as number);
    if (gap > 0 && gap <= longestActMs) sum += gap;
  }
  return Math.round(sum / 1000);
}
