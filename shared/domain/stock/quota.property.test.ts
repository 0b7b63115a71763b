import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GrantId, locationIdSchema, type Sku, skuSchema } from '../ids';
import { leaseLengthMs, mayRelyOn } from '../parcel/lease';
import { holds } from '../property.test-kit';
import {
  coverSale,
  decideSale,
  type Grant,
  type GrantsTold,
  type HeldGrant,
  settleGrants,
  unusedOf,
} from './quota';

const bin = locationIdSchema.parse('A-01');
const mug: Sku = skuSchema.parse('MUG');
const startMs = Date.parse('2026-01-05T08:00:00.000Z');

type Sale = { seq: number; grantId: GrantId; quantity: number };
type Station = {
  id: string;
  fresh: boolean;
  grants: HeldGrant[];
  ops: Sale[];
  /** How far its idea of head office's time is behind, at most: it counts by the latest that can be. */
  heardMs: number | null;
  target: number;
};
type Office = { grants: Map<string, Grant>; onHand: number; promised: number; last: Map<string, number> };

class World {
  nowMs = startMs;
  office: Office = { grants: new Map(), onHand: 20, promised: 0, last: new Map() };
  backup: Office | null = null;
  stations: Station[] = [1, 2, 3].map((n) => ({
    id: `S${n}`,
    fresh: true,
    grants: [],
    ops: [],
    heardMs: null,
    target: 6,
  }));
  shelf = 20;
  beyond = 0;
  ids = 0;

  available(): number {
    const held = [...this.office.grants.values()].filter((grant) => grant.state === 'open');
    return this.office.onHand - this.office.promised - held.reduce((sum, grant) => sum + unusedOf(grant), 0);
  }

  greet(station: Station, isHeard: boolean): void {
    const headOfficeMs = station.heardMs === null ? null : this.nowMs;
    const told: GrantsTold = {
      fresh: station.fresh,
      held: station.grants
        .filter((grant) => mayRelyOn(grant.until, headOfficeMs) && unusedOf(grant) > 0)
        .map((grant) => grant.grantId),
      delivered: (station.ops.at(-1)?.seq ?? 0) <= (this.office.last.get(station.id) ?? 0),
    };
    const own = [...this.office.grants.values()].filter(
      (each) => each.stationId === station.id && each.state === 'open',
    );
    const settled = settleGrants(
      own,
      told,
      station.target > 0 ? [{ sku: mug, units: station.target }] : [],
      { nowMs: this.nowMs, mayGive: true, stationId: station.id, newId: () => `${(this.ids += 1)}` },
      () => [{ locationId: bin, available: Math.max(0, this.available()) }],
    );
    for (const { grant } of settled.changes) this.office.grants.set(grant.grantId, grant);
    if (!isHeard) return;
    const used = new Map(station.grants.map((grant) => [grant.grantId, grant.used]));
    station.grants = settled.answer.map((grant) => ({
      ...grant,
      used: Math.max(grant.used, used.get(grant.grantId) ?? 0),
    }));
    station.fresh = false;
    station.heardMs = this.nowMs;
  }

  sell(station: Station, quantity: number): void {
    const decision = decideSale(
      [{ sku: mug, name: 'Mug', quantity }],
      station.grants,
      station.heardMs === null ? null : this.nowMs,
    );
    if (!decision.ok) return;
    for (const line of decision.events) {
      station.ops.push({ ...line, seq: (station.ops.at(-1)?.seq ?? 0) + 1 });
      const grant = station.grants.find((each) => each.grantId === line.grantId);
      if (grant) grant.used += line.quantity;
    }
    this.shelf -= quantity;
  }

  deliver(station: Station): void {
    const last = this.office.last.get(station.id) ?? 0;
    for (const sale of station.ops.filter(({ seq }) => seq > last)) {
      const cover = coverSale(this.office.grants.get(sale.grantId) ?? null, sale.quantity);
      if (cover.change) this.office.grants.set(sale.grantId, cover.change.grant);
      this.beyond += cover.beyond;
      this.office.onHand -= sale.quantity;
      this.office.last.set(station.id, sale.seq);
    }
  }

  step(what: string, at: number, n: number): void {
    const station = this.stations[at % this.stations.length];
    if (!station) return;
    if (what === 'greet' || what === 'greet-unheard') this.greet(station, what === 'greet');
    else if (what === 'sell') this.sell(station, 1 + (n % 4));
    else if (what === 'deliver') this.deliver(station);
    else if (what === 'wait') this.nowMs += (n % 12) * (leaseLengthMs / 8);
    else if (what === 'promise') this.office.promised += Math.min(Math.max(0, this.available()), n % 5);
    else if (what === 'target') station.target = [0, 3, 6, 9][n % 4] ?? 0;
    // A clock that went back while it was off: nobody knows the time until head office is heard.
    else if (what === 'restart') station.heardMs = n % 2 === 0 ? station.heardMs : null;
    else if (what === 'back-up') this.backup = structuredClone(this.office);
    else if (what === 'restore' && this.backup) this.office = structuredClone(this.backup);
    else if (what !== 'restore') throw new Error(what);
  }

  finish(): void {
    for (const station of this.stations) this.deliver(station);
  }
}

const usual = [
  'greet',
  'greet',
  'greet-unheard',
  'sell',
  'sell',
  'sell',
  'deliver',
  'wait',
  'promise',
  'target',
  'restart',
];
const stepsOf = (whats: readonly string[]) =>
  fc.array(fc.record({ what: fc.constantFrom(...whats), at: fc.nat(2), n: fc.nat(100) }), { maxLength: 100 });

describe('quotas', () => {
  it('forbid overselling, whatever is sold offline, expires, is recalled, unheard or promised to orders', () => {
    holds(
      fc.property(stepsOf(usual), (steps) => {
        const world = new World();
        for (const { what, at, n } of steps) {
          world.step(what, at, n);
          expect(world.shelf - world.office.promised).toBeGreaterThanOrEqual(0);
          for (const grant of world.office.grants.values())
            expect(grant.used).toBeLessThanOrEqual(grant.units);
        }
        world.finish();
        expect(world.beyond).toBe(0);
        expect(world.available()).toBeGreaterThanOrEqual(0);
        expect(world.office.onHand).toBe(world.shelf);
      }),
      { runs: 2000 },
    );
  });

  it('are never used beyond what was given, and every sale is booked, also when head office was restored', () => {
    holds(
      fc.property(stepsOf([...usual, 'back-up', 'restore']), (steps) => {
        const world = new World();
        for (const { what, at, n } of steps) world.step(what, at, n);
        world.finish();
        for (const grant of world.office.grants.values()) expect(grant.used).toBeLessThanOrEqual(grant.units);
        expect(world.office.onHand).toBe(world.shelf);
      }),
      { runs: 1000 },
    );
  });

  it('come back whole once their station has been heard after the end', () => {
    const world = new World();
    const [station] = world.stations;
    if (!station) throw new Error('no station');
    world.greet(station, true);
    world.sell(station, 2);
    world.greet(station, true);
    world.nowMs += leaseLengthMs * 2;
    expect(world.available()).toBe(14);
    station.target = 0;
    world.greet(station, true);
    expect(world.available(), 'the sales of it are still on their way').toBe(14);
    world.deliver(station);
    expect(world.available()).toBe(14);
    world.greet(station, true);
    expect(world.available()).toBe(18);
  });
});
