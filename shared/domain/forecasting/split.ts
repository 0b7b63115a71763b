// The forecast of a product split down to channels and sites. Top-down by what each of them asked for in the last half year
// (Gross and Sohl 1990, proportions of the averages): one forecast is made where there is most to learn from, and its parts
// always add up to it, to the hundredth of a unit. Nothing is forecast of a part by itself.

/** What a channel asked a site for. `site` is empty where no site had any. */
export type DemandCell = { channel: string; site: string; units: number };
/** Null: every one. */
export type DemandPart = { channel: string | null; site: string | null };

const hundredths = 100;

export function isIn({ channel, site }: DemandPart, cell: Omit<DemandCell, 'units'>): boolean {
  return (channel === null || channel === cell.channel) && (site === null || site === cell.site);
}

/** 0..1, together 1; all 0 where nothing was asked for. */
export function sharesOf(cells: readonly DemandCell[]): number[] {
  const total = cells.reduce((sum, { units }) => sum + units, 0);
  return cells.map(({ units }) => (total > 0 ? units / total : 0));
}

/**
 * `total` in units over `shares`, each part in whole hundredths by the largest remainder (the first one where two are alike), so
 * that the parts add up to the total in hundredths. Nothing where there is nobody to share it.
 */
export function splitUnits(total: number, shares: readonly number[]): number[] {
  const all = shares.reduce((sum, share) => sum + share, 0);
  if (all <= 0) return shares.map(() => 0);
  const whole = Math.round(total * hundredths);
  const exact = shares.map((share) => (whole * share) / all);
  const parts = exact.map(Math.floor);
  let left = whole - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact
    .map((value, at) => ({ at, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder) {
    if (left <= 0) break;
    parts[at] = (parts[at] as number) + 1;
    left -= 1;
  }
  return parts.map((part) => part / hundredths);
}

/** Sum of parts made by `splitUnits`, without what adding fractions leaves behind. */
export function sumUnits(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + Math.round(part * hundredths), 0) / hundredths;
}

/**
 * Quantiles of a part that gets each unit with the chance `share`, by itself: its mean is `share` of the mean, its variance
 * `share`² of the variance and `share` (1 - `share`) of the mean (thinning). The distance of a quantile from the mean shrinks as
 * the deviation does. The whole is left as it is; quantiles of parts do not add up to those of the whole, and must not.
 *
 * @param expected of the whole, units of one week. @param quantiles of the whole at `levels`, of that week
 */
export function partQuantiles(
  expected: number,
  quantiles: readonly number[],
  levels: readonly number[],
  share: number,
): number[] {
  if (share >= 1) return [...quantiles];
  if (share <= 0) return quantiles.map(() => 0);
  const deviation = deviationOf(expected, quantiles, levels);
  const variance = Math.max(deviation * deviation, 1e-9);
  const shrunk = Math.sqrt(share * share + (share * (1 - share) * Math.max(0, expected)) / variance);
  const said = quantiles.map((quantile) =>
    Math.max(0, share * expected + (quantile - expected) * Math.min(1, shrunk)),
  );
  // Rounded, and never falling: levels rise.
  return said.map((_, at) => Math.round(Math.max(...said.slice(0, at + 1)) * hundredths) / hundredths);
}

/** As if the upper quantile were one of a normal distribution; at least that of counted demand. */
function deviationOf(expected: number, quantiles: readonly number[], levels: readonly number[]): number {
  const upper = levels.indexOf(0.95);
  const above = upper < 0 ? 0 : (quantiles[upper] ?? expected) - expected;
  return Math.max(above / 1.645, Math.sqrt(Math.max(0, expected)));
}
