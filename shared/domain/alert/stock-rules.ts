// Alerts of stock: what is too little, what runs out and when, what is too much, and what nobody asks for. All are asked of
// the stock as it is, of goods on their way, and of the units expected by the newest forecast with what people said of it.
import type { Finding } from './alert';
import type { LimitsOf } from './alert-kinds';

export type StockFacts = {
  sku: string;
  name: string;
  /** Of which all is; null: of all of them together. */
  warehouseId: string | null;
  today: string;
  /** In bins and on the receiving place. */
  onHand: number;
  /** Promised to nobody, less what orders wait for; may be below nothing. */
  free: number;
  /** Units a week from `fromWeek` (a Monday) on; empty: there is no forecast. */
  expected: readonly number[];
  fromWeek: string | null;
  /** Goods on their way, by the day they are due. What is overdue is nobody's. */
  incoming: readonly { on: string; units: number }[];
  lastAskedOn: string | null;
  lastCameOn: string | null;
};

const dayMs = 86_400_000;
/** Weeks whose mean goes on behind the forecast. */
const tailWeeks = 13;
/** What lasts longer lasts so long. */
const longestDays = 999;
/** An alert that stands goes on until it is better than its threshold by so much. */
const easeShare = 0.1;
/** Less than half a unit is no demand that somebody waits for. */
const halfUnit = 0.5;

export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until.slice(0, 10)) - Date.parse(from.slice(0, 10))) / dayMs);
}

function dayAfter(day: string, by: number): string {
  return new Date(Date.parse(day) + by * dayMs).toISOString().slice(0, 10);
}

/** Units of the day so many days from today. */
function dailyOf({ expected, fromWeek, today }: StockFacts): (ahead: number) => number {
  if (fromWeek === null || expected.length === 0) return () => 0;
  const first = daysBetween(fromWeek, today);
  const last = expected.slice(-tailWeeks);
  const tail = last.reduce((sum, units) => sum + units, 0) / last.length;
  return (ahead) => (expected[Math.floor(Math.max(0, first + ahead) / 7)] ?? tail) / 7;
}

function demandOf(facts: StockFacts, days: number): number {
  const daily = dailyOf(facts);
  let sum = 0;
  for (let ahead = 0; ahead < days; ahead += 1) sum += daily(ahead);
  return sum;
}

function incomingWithin({ incoming, today }: StockFacts, days: number): number {
  const until = dayAfter(today, days);
  return incoming.reduce((sum, { on, units }) => (on >= today && on < until ? sum + units : sum), 0);
}

const of = ({ sku, name, warehouseId }: StockFacts): Pick<Finding, 'subject' | 'title' | 'warehouseId'> => {
  const at = warehouseId === null ? '' : `${warehouseId} `;
  return { subject: `${at}${sku}`, title: `${at}${sku} ${name}`.slice(0, 200), warehouseId };
};
const named = ({ sku, name }: StockFacts) => ({ sku, name });

/** Free and coming units against what is expected to be asked for in the days that stock should cover. */
export function lowStock(
  facts: StockFacts,
  { coverDays, leastUnits }: LimitsOf<'low-stock'>,
): Finding | null {
  const demand = demandOf(facts, coverDays);
  const need = Math.max(leastUnits, demand < halfUnit ? 0 : Math.ceil(demand - 1e-9));
  const incoming = incomingWithin(facts, coverDays);
  const have = facts.free + incoming;
  if (need === 0 || have >= need * (1 + easeShare)) return null;
  return {
    kind: 'low-stock',
    ...of(facts),
    measure: Math.max(-1000, Math.round((100 * have) / need)),
    isBad: have < need,
    values: { ...named(facts), free: facts.free, incoming, need, days: coverDays },
  };
}

/** The first day at whose end half a unit or more could not be served. */
export function stockOut(facts: StockFacts, { withinDays }: LimitsOf<'stock-out'>): Finding | null {
  const daily = dailyOf(facts);
  const looked = withinDays + Math.max(1, Math.ceil(withinDays * easeShare));
  if (demandOf(facts, looked) < halfUnit) return null;
  let left = facts.free;
  for (let ahead = 0; ahead <= looked; ahead += 1) {
    const on = dayAfter(facts.today, ahead);
    for (const each of facts.incoming) if (each.on === on) left += each.units;
    left -= daily(ahead);
    if (left > -halfUnit) continue;
    const next = facts.incoming.filter((each) => each.on > on).sort((a, b) => (a.on < b.on ? -1 : 1))[0];
    return {
      kind: 'stock-out',
      ...of(facts),
      measure: ahead,
      isBad: ahead <= withinDays,
      values: {
        ...named(facts),
        on,
        days: ahead,
        free: facts.free,
        week: Math.round(demandOf(facts, 7) * 10) / 10,
        coming: next?.units ?? 0,
        comingOn: next?.on ?? '',
      },
    };
  }
  return null;
}

/** Stock that lasts longer than it should; what nobody is expected to ask for is clearance. */
export function overstock(
  facts: StockFacts,
  { coverDays, leastUnits }: LimitsOf<'overstock'>,
): Finding | null {
  const daily = dailyOf(facts);
  if (facts.onHand <= 0 || demandOf(facts, 7 * tailWeeks) < halfUnit) return null;
  let [left, days] = [facts.onHand, 0];
  while (left > 0 && days < longestDays) {
    left -= daily(days);
    days += 1;
  }
  const excess = Math.floor(facts.onHand - demandOf(facts, coverDays));
  if (days < coverDays * (1 - easeShare) || facts.onHand < leastUnits) return null;
  return {
    kind: 'overstock',
    ...of(facts),
    measure: days,
    isBad: days >= coverDays && excess >= leastUnits,
    values: { ...named(facts), onHand: facts.onHand, days, excess: Math.max(0, excess), cover: coverDays },
  };
}

/** Goods that nobody asked for and none came of for so long, and of which no unit is expected to go. */
export function clearance(
  facts: StockFacts,
  { idleDays, leastUnits }: LimitsOf<'clearance'>,
): Finding | null {
  const last = [facts.lastAskedOn, facts.lastCameOn]
    .flatMap((day) => day ?? [])
    .sort()
    .at(-1);
  if (last === undefined || facts.onHand <= 0 || facts.onHand < leastUnits) return null;
  const days = daysBetween(last, facts.today);
  if (days < idleDays || facts.expected.reduce((sum, each) => sum + each, 0) >= 1) return null;
  return {
    kind: 'clearance',
    ...of(facts),
    measure: days,
    isBad: true,
    values: { ...named(facts), onHand: facts.onHand, days, asked: facts.lastAskedOn ?? '' },
  };
}
