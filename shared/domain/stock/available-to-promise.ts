// What of a product may still be promised for a day: the lowest number that will be there from that day to the end of the
// look-ahead, so that nothing sold today is missing when an earlier promise falls due.
// Must never count goods whose day has passed and that have not come, nor let an old promise drop out.

/** `on` is a day, `2026-05-04`; days compare as texts. */
export type DatedUnits = { on: string; units: number };

export type PromiseFacts = {
  /** On hand and promised to nobody; below zero where more is promised than is there. */
  free: number;
  /** Goods on their way. */
  expected: readonly DatedUnits[];
  /** Units that orders were promised for a day. */
  promised: readonly DatedUnits[];
};

export type PromiseDay = {
  on: string;
  expected: number;
  promised: number;
  /** On hand at the end of the day, when everything comes and goes as dated. */
  projected: number;
  /** The lowest projected from this day to the end. */
  promisable: number;
};

/** From today, `days` further ones. */
export function promiseDays(facts: PromiseFacts, today: string, days: number): PromiseDay[] {
  const list: PromiseDay[] = [];
  let projected = facts.free;
  for (let ahead = 0; ahead <= days; ahead += 1) {
    const on = dayAfter(today, ahead);
    const expected = unitsOn(facts.expected, (each) => each === on);
    const promised = unitsOn(facts.promised, (each) => each === on || (ahead === 0 && each < today));
    projected += expected - promised;
    list.push({ on, expected, promised, projected, promisable: projected });
  }
  for (let at = list.length - 2; at >= 0; at -= 1) {
    const [day, next] = [list[at], list[at + 1]];
    if (day && next) day.promisable = Math.min(day.projected, next.promisable);
  }
  return list;
}

/** The first day for which so many units may be promised. */
export function firstDayFor(list: readonly PromiseDay[], units: number): string | null {
  return list.find(({ promisable }) => promisable >= units)?.on ?? null;
}

export type WaitingUnits = { key: string; units: number };
export type SupplyAt = DatedUnits & { warehouseId: string };
export type Peg = DatedUnits & { warehouseId: string };

/**
 * Which goods on their way are for whom, first come first served: the earliest first. What is short already (units
 * promised that are not there) takes from what comes to its warehouse before anybody else.
 * @param waiting in their turn
 * @param short units below zero by warehouse
 */
export function pegWaiting(
  waiting: readonly WaitingUnits[],
  expected: readonly SupplyAt[],
  short: ReadonlyMap<string, number>,
  today: string,
): Map<string, Peg[]> {
  const left = expected
    .filter(({ on, units }) => on >= today && units > 0)
    .toSorted((a, b) => byText(a.on, b.on) || byText(a.warehouseId, b.warehouseId))
    .map((each) => ({ ...each }));
  for (const [warehouseId, units] of short) {
    let missing = units;
    for (const supply of left) {
      if (supply.warehouseId !== warehouseId) continue;
      const take = Math.min(missing, supply.units);
      supply.units -= take;
      missing -= take;
    }
  }
  const pegs = new Map<string, Peg[]>();
  for (const { key, units } of waiting) {
    let open = units;
    for (const supply of left) {
      const take = Math.min(open, supply.units);
      if (take <= 0) continue;
      supply.units -= take;
      open -= take;
      pegs.set(key, [...(pegs.get(key) ?? []), { ...supply, units: take }]);
    }
  }
  return pegs;
}

export function dayOf(instant: string | Date): string {
  return (typeof instant === 'string' ? instant : instant.toISOString()).slice(0, 10);
}

export function dayAfter(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00.000Z`) + days * 86_400_000));
}

function unitsOn(list: readonly DatedUnits[], isOn: (day: string) => boolean): number {
  return list.reduce((sum, { on, units }) => (isOn(on) ? sum + units : sum), 0);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
