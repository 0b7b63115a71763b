// What people know better than the forecast: for some weeks they say another number and why. The forecast is never changed by
// it; what counts is worked out from both, and later it is seen who was nearer.

export type Override = { fromWeek: string; weeks: number; units: number };

/** `weeks[i]` is the Monday of `expected[i]`. Of several overrides of a week the last of the list counts. */
export function withOverrides(
  expected: readonly number[],
  weeks: readonly string[],
  overrides: readonly Override[],
): number[] {
  return expected.map((value, at) => overrideAt(weeks[at] as string, overrides)?.units ?? value);
}

export function overrideAt(week: string, overrides: readonly Override[]): Override | undefined {
  const day = Date.parse(week);
  return overrides.findLast(({ fromWeek, weeks }) => {
    const first = Date.parse(fromWeek);
    return day >= first && day < first + weeks * 7 * 86_400_000;
  });
}

export type OverrideAccuracy = {
  /** Weeks of it that are over. */
  weeks: number;
  came: number;
  /** Sums of absolute errors over those weeks. */
  errorOfPerson: number;
  errorOfForecast: number;
};

/** Null as long as no week of it is over. `came[i]` and `before[i]` are those of its i-th week. */
export function accuracyOf(
  units: number,
  before: readonly number[],
  came: readonly number[],
): OverrideAccuracy | null {
  if (came.length === 0) return null;
  const sum = (error: (value: number, at: number) => number): number =>
    came.reduce((total, value, at) => total + error(value, at), 0);
  return {
    weeks: came.length,
    came: sum((value) => value),
    errorOfPerson: sum((value) => Math.abs(value - units)),
    errorOfForecast: sum((value, at) => Math.abs(value - (before[at] ?? 0))),
  };
}
