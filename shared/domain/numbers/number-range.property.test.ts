import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import {
  endNumbers,
  type GivenRange,
  type HeldRange,
  nextNumber,
  type NumbersTold,
  numbersLeft,
  settleNumbers,
  withUsed,
} from './number-range';

const series = ['sscc 39521234', 'document W1 2026', 'carrier POST standard'];
const sizes = [10, 7, 5];
const wantedOf = (needs: readonly boolean[]) =>
  series.flatMap((name, index) =>
    needs[index] ? [{ series: name, size: sizes[index] ?? 1, end: 100_000 }] : [],
  );

/** One station's durable note, and what it would do after a crash. */
type Station = {
  id: string;
  revoked: boolean;
  fresh: boolean;
  held: HeldRange[];
  returned: HeldRange[];
  needs: boolean[];
};
type Office = { ranges: Map<string, GivenRange>; last: Map<string, number> };

const keyOf = (range: { series: string; from: number }): string => `${range.series} ${range.from}`;

class World {
  office: Office = { ranges: new Map(), last: new Map() };
  backup: Office | null = null;
  stations: Station[] = [];
  used = new Map<string, string>();
  late: { station: Station; told: NumbersTold }[] = [];

  constructor() {
    for (let index = 0; index < 3; index += 1) this.add();
  }

  add(): void {
    const id = `S${this.stations.length + 1}`;
    this.stations.push({
      id,
      revoked: false,
      fresh: true,
      held: [],
      returned: [],
      needs: [true, true, true],
    });
  }

  told({ fresh, held, returned }: Station): NumbersTold {
    return { fresh, held: [...held], returned: [...returned] };
  }

  settle(station: Station, told: NumbersTold): ReturnType<typeof settleNumbers> | null {
    if (station.revoked) return null;
    const book = { ranges: [...this.office.ranges.values()], last: this.office.last };
    const settled = settleNumbers(book, station.id, told, wantedOf(station.needs), true);
    for (const range of settled.changed) this.office.ranges.set(keyOf(range), range);
    for (const [name, last] of settled.last) this.office.last.set(name, last);
    return settled;
  }

  hear(station: Station, told: NumbersTold, settled: NonNullable<ReturnType<typeof settleNumbers>>): void {
    const gone = new Set(told.returned.map((range) => `${keyOf(range)} ${range.turn}`));
    station.returned = station.returned.filter((range) => !gone.has(`${keyOf(range)} ${range.turn}`));
    const known = new Set([...station.held, ...station.returned].map(keyOf));
    station.held.push(...settled.answer.filter((range) => !known.has(keyOf(range))));
    station.fresh = false;
    const back = station.held.filter((range) => settled.giveBack.includes(range.series));
    station.held = station.held.filter((range) => !back.includes(range) && range.next <= range.to);
    station.returned.push(...back);
  }

  use(station: Station, name: string): void {
    const number = nextNumber(station.held, name);
    if (number === null) return;
    const key = `${name} ${number}`;
    const before = this.used.get(key);
    if (before !== undefined) throw new Error(`${key} was used by ${before} and is used by ${station.id}`);
    this.used.set(key, station.id);
    station.held = withUsed(station.held, name, number);
  }

  step(what: string, at: number, which: number): void {
    const station = this.stations[at % this.stations.length];
    if (!station) return;
    switch (what) {
      case 'greet':
      case 'greet-unheard':
      case 'greet-late': {
        const told = this.told(station);
        if (what === 'greet-late') this.late.push({ station, told });
        const settled = this.settle(station, told);
        if (settled && what !== 'greet-unheard') this.hear(station, told, settled);
        break;
      }
      case 'late': {
        // A greeting that the network held back, or sends a second time: its answer reaches nobody.
        const old = this.late[which % Math.max(1, this.late.length)];
        if (old) this.settle(old.station, old.told);
        break;
      }
      case 'use':
        for (let count = 0; count <= which % 6; count += 1)
          this.use(station, series[which % series.length] ?? '');
        break;
      case 'lose-store':
        Object.assign(station, { fresh: true, held: [], returned: [] });
        break;
      case 'need':
        station.needs[which % series.length] = !station.needs[which % series.length];
        break;
      case 'revoke':
        for (const range of endNumbers(
          [...this.office.ranges.values()].filter((each) => each.stationId === station.id),
        ))
          this.office.ranges.set(keyOf(range), range);
        station.revoked = true;
        this.add();
        break;
      case 'back-up':
        this.backup = structuredClone(this.office);
        break;
      case 'restore': {
        if (!this.backup) break;
        const replaced = this.office;
        this.office = structuredClone(this.backup);
        for (const [name, last] of replaced.last)
          this.office.last.set(name, Math.max(last, this.office.last.get(name) ?? 0));
        for (const [key, range] of this.office.ranges)
          this.office.ranges.set(key, {
            ...range,
            mayReturn: false,
            state: range.state === 'free' ? 'ended' : range.state,
          });
        break;
      }
      default:
        throw new Error(what);
    }
  }
}

const steps = fc.array(
  fc.record({
    what: fc.oneof(
      { weight: 8, arbitrary: fc.constant('use') },
      { weight: 6, arbitrary: fc.constant('greet') },
      { weight: 4, arbitrary: fc.constantFrom('greet-unheard', 'greet-late', 'late') },
      { weight: 3, arbitrary: fc.constantFrom('need', 'back-up', 'restore') },
      { weight: 2, arbitrary: fc.constantFrom('lose-store', 'revoke') },
    ),
    at: fc.nat(20),
    which: fc.nat(100),
  }),
  { maxLength: 120 },
);

describe('numbers of all stations', () => {
  it('are used once, whatever is handed out, returned, lost, revoked, restored or heard late', () => {
    holds(
      fc.property(steps, (list) => {
        const world = new World();
        for (const { what, at, which } of list) world.step(what, at, which);
        const ranges = [...world.office.ranges.values()];
        for (const range of ranges)
          for (const other of ranges)
            if (range !== other && range.series === other.series)
              expect(range.to < other.from || other.to < range.from, `${keyOf(range)} ${keyOf(other)}`).toBe(
                true,
              );
      }),
      { runs: 2000 },
    );
  });

  it('never run short at a station that is heard: there is more than a fifth of a range after every greeting', () => {
    holds(
      fc.property(steps, (list) => {
        const world = new World();
        for (const { what, at, which } of list) {
          world.step(what, at, which);
          const station = world.stations[at % world.stations.length];
          if (what !== 'greet' || !station || station.revoked) continue;
          for (const [index, name] of series.entries())
            if (station.needs[index])
              expect(numbersLeft(station.held, name)).toBeGreaterThanOrEqual((sizes[index] ?? 0) * 0.2);
        }
      }),
      { runs: 500 },
    );
  });
});
