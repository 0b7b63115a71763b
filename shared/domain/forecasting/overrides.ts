// What people know better than the forecast: for some weeks they say another number and why. The forecast is never changed by
// it; what counts is worked out from both, and later it is seen who was nearer.
// A week is judged only where both had said their number before it was over, and where there was something to sell.

export type Override = { fromWeek: string; weeks: number; units: number };

const weekMs = 7 * 86_400_000;

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
    return day >= first && day < first + weeks * weekMs;
  });
}

export type SaidOverride = Override & {
  /** When it was said, and when it was taken back; null: it stands. Instants or days. */
  at: string;
  removedAt: string | null;
  /** What the forecast said of each of its weeks at that time; null: nothing, the week was beyond what it looks at. */
  before: readonly (number | null)[];
};

/** What came in a week; null where next to nothing was there to be sold, so that nobody knows what was wanted. */
export type CameIn = (week: string) => number | null;

export type JudgedWeek = { week: string; person: number; forecast: number; came: number };

export type OverrideAccuracy = {
  weeks: JudgedWeek[];
  /** Sums over those weeks. */
  came: number;
  person: number;
  forecast: number;
  /** Sums of absolute errors. */
  errorOfPerson: number;
  errorOfForecast: number;
  verdict: 'better' | 'worse' | 'even';
};

/** Null as long as no week of it can be judged. @param thisWeek the Monday of the week that is not over yet */
export function judgeOverride(said: SaidOverride, cameIn: CameIn, thisWeek: string): OverrideAccuracy | null {
  const first = Date.parse(said.fromWeek);
  const saidMs = Date.parse(said.at);
  const untilMs = said.removedAt === null ? Number.POSITIVE_INFINITY : Date.parse(said.removedAt);
  const weeks: JudgedWeek[] = [];
  for (let place = 0; place < said.weeks; place += 1) {
    const startMs = first + place * weekMs;
    const endMs = startMs + weekMs;
    if (endMs > Date.parse(thisWeek)) break;
    // Said afterwards it is no forecast; taken back before its end it was not believed.
    if (saidMs >= endMs || untilMs < endMs) continue;
    const forecast = said.before[place] ?? null;
    const week = new Date(startMs).toISOString().slice(0, 10);
    const came = forecast === null ? null : cameIn(week);
    if (forecast !== null && came !== null) weeks.push({ week, person: said.units, forecast, came });
  }
  if (weeks.length === 0) return null;
  const sum = (of: (week: JudgedWeek) => number): number =>
    rounded(weeks.reduce((total, week) => total + of(week), 0));
  const errorOfPerson = sum(({ person, came }) => Math.abs(person - came));
  const errorOfForecast = sum(({ forecast, came }) => Math.abs(forecast - came));
  return {
    weeks,
    came: sum(({ came }) => came),
    person: sum(({ person }) => person),
    forecast: sum(({ forecast }) => forecast),
    errorOfPerson,
    errorOfForecast,
    verdict: errorOfPerson < errorOfForecast ? 'better' : errorOfPerson > errorOfForecast ? 'worse' : 'even',
  };
}

export type OverrideSums = {
  overrides: number;
  /** Of them: with a week that can be judged. */
  judged: number;
  better: number;
  worse: number;
  /** Weeks that were judged, and over them: units. */
  weeks: number;
  came: number;
  person: number;
  forecast: number;
  errorOfPerson: number;
  errorOfForecast: number;
};

export type GroupSums = OverrideSums & { group: string; name: string };

/** Sums of each group, the one with the most overrides first. @param of what a row is summed under, and what that is called */
export function sumOverrides<Row extends { accuracy: OverrideAccuracy | null }>(
  rows: readonly Row[],
  of: (row: Row) => { group: string; name: string },
): GroupSums[] {
  const groups = new Map<string, GroupSums>();
  for (const row of rows) {
    const { group, name } = of(row);
    const sums = groups.get(group) ?? { group, name, ...nothing };
    const { accuracy } = row;
    groups.set(group, {
      group,
      // The newest row comes first: people change their names.
      name: sums.name,
      overrides: sums.overrides + 1,
      judged: sums.judged + (accuracy ? 1 : 0),
      better: sums.better + (accuracy?.verdict === 'better' ? 1 : 0),
      worse: sums.worse + (accuracy?.verdict === 'worse' ? 1 : 0),
      weeks: sums.weeks + (accuracy?.weeks.length ?? 0),
      came: rounded(sums.came + (accuracy?.came ?? 0)),
      person: rounded(sums.person + (accuracy?.person ?? 0)),
      forecast: rounded(sums.forecast + (accuracy?.forecast ?? 0)),
      errorOfPerson: rounded(sums.errorOfPerson + (accuracy?.errorOfPerson ?? 0)),
      errorOfForecast: rounded(sums.errorOfForecast + (accuracy?.errorOfForecast ?? 0)),
    });
  }
  return [...groups.values()].sort((a, b) => b.overrides - a.overrides || (a.group < b.group ? -1 : 1));
}

const nothing: OverrideSums = {
  overrides: 0,
  judged: 0,
  better: 0,
  worse: 0,
  weeks: 0,
  came: 0,
  person: 0,
  forecast: 0,
  errorOfPerson: 0,
  errorOfForecast: 0,
};

/** Hundredths of a unit, as forecasts are kept. */
function rounded(units: number): number {
  return Math.round(units * 100) / 100;
}
