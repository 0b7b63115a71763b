// When a parcel will be there: cut-off and working days of the warehouse, time to pick and pack, working days on the way by
// what the lane has shown, the destination's calendar. The promise is a quantile, not a mean (algorithms.md 2.3): with fewer
// than 30 observations a lane is filled up with what the service does elsewhere, and that with what its contract says.
import { dayAfter, type WorkCalendar, wallTime, workDayAfter, workDayFrom } from './work-calendar';

/** How many parcels took how many working days: `days[2] = 40`. Other keys than whole days from 0 are a bug. */
export type TransitCounts = Readonly<Record<number, number>>;

/** A lane with so many observations speaks for itself. */
export const enoughObservations = 30;

export type EtaFacts = {
  /** When the order, or the parcel, is ready to be worked on; milliseconds since 1970. */
  fromMs: number;
  /** Working time from then until the parcel stands at the door, at the quantile; minutes. */
  handlingMinutes: number;
  warehouse: WorkCalendar;
  /** `HH:MM` by the warehouse's clock: what is ready later leaves on the next day. */
  cutOff: string;
  /** Days on which the carrier moves parcels. */
  carrier: WorkCalendar;
  /** Days on which it is delivered there. */
  destination: WorkCalendar;
  lane: TransitCounts;
  service: TransitCounts;
  /** Working days by the contract. */
  contractDays: number;
  /** Between 0 and 1: share of parcels that shall be there by the promised day. */
  quantile: number;
};

export type Eta = {
  /** YYYY-MM-DD by the warehouse's calendar. */
  leaves: string;
  /** YYYY-MM-DD by the destination's. */
  arrives: string;
  transitDays: number;
  /** Where the days on the way come from, and how much was seen. */
  basis: { from: 'lane' | 'lane-and-service' | 'service' | 'contract'; lane: number; service: number };
  isAfterCutOff: boolean;
};

/** Null when a calendar has no working day within two years. */
export function etaOf(facts: EtaFacts): Eta | null {
  const ready = wallTime(facts.warehouse, facts.fromMs + facts.handlingMinutes * 60_000);
  const isAfterCutOff = ready.time > facts.cutOff;
  const leaves = workDayFrom(
    [facts.warehouse, facts.carrier],
    isAfterCutOff ? dayAfter(ready.day, 1) : ready.day,
  );
  if (leaves === null) return null;
  const { days, basis } = transitDays(facts);
  const reached = workDayAfter(facts.carrier, leaves, days);
  const arrives = reached === null ? null : workDayFrom([facts.destination], reached);
  return arrives === null ? null : { leaves, arrives, transitDays: days, basis, isAfterCutOff };
}

export function transitDays({
  lane,
  service,
  contractDays,
  quantile,
}: Pick<EtaFacts, 'lane' | 'service' | 'contractDays' | 'quantile'>): { days: number; basis: Eta['basis'] } {
  const seen = { lane: totalOf(lane), service: totalOf(service) };
  const prior = filledUp(service, { [contractDays]: 1 });
  const weights = filledUp(lane, prior);
  const from =
    seen.lane >= enoughObservations
      ? 'lane'
      : seen.lane > 0
        ? 'lane-and-service'
        : seen.service > 0
          ? 'service'
          : 'contract';
  return { days: quantileOf(weights, quantile), basis: { from, ...seen } };
}

/** Counts up to 30 with what `prior` says in its own proportions; counts of 30 and more stay as they are. */
function filledUp(counts: TransitCounts, prior: TransitCounts): Record<number, number> {
  const filled: Record<number, number> = { ...counts };
  const missing = enoughObservations - totalOf(counts);
  const priorTotal = totalOf(prior);
  if (missing <= 0 || priorTotal === 0) return filled;
  for (const [days, count] of Object.entries(prior))
    filled[Number(days)] = (filled[Number(days)] ?? 0) + (missing * count) / priorTotal;
  return filled;
}

/** The fewest days by which at least this share had arrived. */
export function quantileOf(counts: TransitCounts, quantile: number): number {
  const days = Object.keys(counts)
    .map(Number)
    .filter((day) => (counts[day] ?? 0) > 0)
    .sort((a, b) => a - b);
  // Shares are sums of fractions: the last digit must not cost a day.
  const wanted = quantile * totalOf(counts) - 1e-9;
  let sum = 0;
  for (const day of days) {
    sum += counts[day] ?? 0;
    if (sum >= wanted) return day;
  }
  return days.at(-1) ?? 0;
}

export function totalOf(counts: TransitCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
