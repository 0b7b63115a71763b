// How far a forecast was from what came. Sources: Hyndman and Koehler 2006 (MASE), Makridakis and Hibon 2000 (sMAPE),
// Gneiting and Raftery 2007 (quantile loss).

/** Symmetric mean absolute percentage error, 0..200. A pair of zeros counts as no error. */
export function smapeOf(came: readonly number[], said: readonly number[]): number {
  const terms = came.map((value, at) => {
    const size = Math.abs(value) + Math.abs(said[at] as number);
    return size === 0 ? 0 : (200 * Math.abs(value - (said[at] as number))) / size;
  });
  return mean(terms);
}

/** Mean absolute error of the naive forecast inside the history, `season` periods back. NaN without two such values. */
export function naiveScale(history: readonly number[], season = 1): number {
  const terms: number[] = [];
  for (let at = season; at < history.length; at += 1)
    terms.push(Math.abs((history[at] as number) - (history[at - season] as number)));
  return mean(terms);
}

/** Root of the mean squared naive error inside the history. */
export function naiveSquareScale(history: readonly number[]): number {
  const terms: number[] = [];
  for (let at = 1; at < history.length; at += 1)
    terms.push(((history[at] as number) - (history[at - 1] as number)) ** 2);
  return Math.sqrt(mean(terms));
}

/** Mean absolute error over `scale`; infinite where the scale is 0. */
export function maseOf(came: readonly number[], said: readonly number[], scale: number): number {
  return mean(came.map((value, at) => Math.abs(value - (said[at] as number)))) / scale;
}

/** Root mean squared error over `scale`. */
export function rmsseOf(came: readonly number[], said: readonly number[], scale: number): number {
  return Math.sqrt(mean(came.map((value, at) => (value - (said[at] as number)) ** 2))) / scale;
}

/** Twice the pinball loss of saying `quantile` for the share `level` (0..1) when `value` came. Never below 0. */
export function quantileLoss(value: number, quantile: number, level: number): number {
  return 2 * (value >= quantile ? level * (value - quantile) : (1 - level) * (quantile - value));
}

/** NaN for no values. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at] as number;
  return values.length === 0 ? Number.NaN : sum / values.length;
}
