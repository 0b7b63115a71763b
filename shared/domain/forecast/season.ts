// Seasonal factors of a series by classical multiplicative decomposition, where a test finds a season at all.
// Source: Assimakopoulos and Nikolopoulos, The theta model, IJF 16 (2000), section 4.

/** Factors by position in the season, their mean 1; all 1 when the series has no season. */
export function seasonOf(values: readonly number[], period: number): number[] {
  const none = Array.from({ length: period }, () => 1);
  if (period < 2 || values.length < 3 * period || values.some((value) => value <= 0)) return none;
  if (!isSeasonal(values, period)) return none;
  const trend = centredMeans(values, period);
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  for (const [at, mean] of trend.entries()) {
    if (mean === null || mean === 0) continue;
    const position = at % period;
    sums[position] = (sums[position] as number) + (values[at] as number) / mean;
    counts[position] = (counts[position] as number) + 1;
  }
  const factors = none.map((_, position) => (sums[position] as number) / (counts[position] as number));
  const mean = factors.reduce((sum, factor) => sum + factor, 0) / period;
  const season = factors.map((factor) => factor / mean);
  return season.every((factor) => factor > 0) ? season : none;
}

/** Is the correlation a season apart more than chance, with 90 % confidence? */
function isSeasonal(values: readonly number[], period: number): boolean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const apart = (lag: number): number => {
    let sum = 0;
    for (let at = lag; at < values.length; at += 1)
      sum += ((values[at] as number) - mean) * ((values[at - lag] as number) - mean);
    return sum;
  };
  const spread = apart(0);
  if (spread === 0) return false;
  let squares = 0;
  for (let lag = 1; lag < period; lag += 1) squares += (apart(lag) / spread) ** 2;
  const limit = 1.645 * Math.sqrt((1 + 2 * squares) / values.length);
  return Math.abs(apart(period) / spread) > limit;
}

function centredMeans(values: readonly number[], period: number): (number | null)[] {
  const half = Math.floor(period / 2);
  return values.map((_, at) => {
    if (at < half || at + half >= values.length) return null;
    let sum = 0;
    for (let offset = -half; offset <= half; offset += 1) {
      const weight = period % 2 === 0 && Math.abs(offset) === half ? 0.5 : 1;
      sum += weight * (values[at + offset] as number);
    }
    return sum / period;
  });
}
