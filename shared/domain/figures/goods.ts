// What is said of goods beside the ledger: how evenly they go, how long they last, how often they are turned over, and how far
// off a forecast was.

export const xyzClasses = ['X', 'Y', 'Z'] as const;
export type XyzClass = (typeof xyzClasses)[number];

/** Limits of the coefficient of variation, as is usual. */
const evenUpTo = 0.5;
const unevenUpTo = 1;

/**
 * @param sum units of all weeks @param squares of the units of each week @param weeks since the first of them
 * @returns X: as good as the same every week; Z: nobody can tell, or never
 */
export function xyzOf(sum: number, squares: number, weeks: number): XyzClass {
  if (sum <= 0 || weeks < 2) return 'Z';
  const mean = sum / weeks;
  const variation = Math.sqrt(Math.max(0, squares / weeks - mean ** 2)) / mean;
  if (variation <= evenUpTo) return 'X';
  return variation <= unevenUpTo ? 'Y' : 'Z';
}

/** Days that units last. Null: nothing is expected to go. */
export function coverDays(units: number, dailyUnits: number | null): number | null {
  return dailyUnits === null || dailyUnits <= 0 ? null : Math.max(0, units) / dailyUnits;
}

/** How often a year goods are turned over. @param costMinor of what went in `days` days @param valueMinor that stood on average */
export function turnsOf(costMinor: number, valueMinor: number, days: number): number | null {
  return valueMinor <= 0 || days <= 0 ? null : (costMinor * 365) / days / valueMinor;
}

export type ForecastHit = { said: number; came: number; missed: number };

/** Share of what came by which forecasts were off (WMAPE), and by how much they said too much. Null: nothing came. */
export function accuracyOf(hits: readonly ForecastHit[]): { off: number; tooMuch: number } | null {
  let [said, came, missed] = [0, 0, 0];
  for (const hit of hits) {
    said += hit.said;
    came += hit.came;
    missed += hit.missed;
  }
  return came <= 0 ? null : { off: missed / came, tooMuch: (said - came) / came };
}
