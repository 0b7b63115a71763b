import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GrantId, locationIdSchema, type Sku, skuSchema } from '../ids';
import { holds } from '../property.test-kit';
import { coverSale, type Grant, type HeldGrant, sellable, settleGrants, unusedOf } from './quota';
import { decideStationOrder, orderLinesOf, type OrderForm, type PricedCover } from './station-order';
import { stationPrices } from './station-prices';

const nowMs = Date.parse('2026-01-05T08:00:00.000Z');
const skus: readonly Sku[] = ['MUG', 'LAMP', 'BOWL'].map((sku) => skuSchema.parse(sku));
const form: OrderForm = {
  channelId: 'telephone',
  shipTo: {
    name: 'Ada',
    company: null,
    lines: ['1 High Street'],
    postcode: 'LS1 1AA',
    city: 'Leeds',
    region: null,
    countryCode: 'GB',
    phone: null,
    email: null,
  },
  payment: 'later',
  note: null,
};
const prices = { currency: 'GBP', minorBySku: new Map<string, number>(skus.map((sku, i) => [sku, 100 + i])) };

const anySku = fc.constantFrom(...skus);
const anyGrant = fc.record({
  sku: anySku,
  units: fc.integer({ min: 1, max: 9 }),
  used: fc.nat(4),
  hours: fc.integer({ min: -2, max: 4 }),
});
const grantsOf = (rows: readonly { sku: Sku; units: number; used: number; hours: number }[]): HeldGrant[] =>
  rows.map(({ sku, units, used, hours }, index) => ({
    grantId: `g${index}` as GrantId,
    sku,
    units,
    used: Math.min(used, units),
    until: new Date(nowMs + hours * 3_600_000).toISOString(),
  }));
const anyLines = fc.uniqueArray(fc.record({ sku: anySku, quantity: fc.integer({ min: 1, max: 12 }) }), {
  minLength: 1,
  selector: ({ sku }) => sku,
});
const named = (lines: readonly { sku: Sku; quantity: number }[]) =>
  lines.map((line) => ({ ...line, name: line.sku.toLowerCase() }));
const sumOf = (lines: readonly { quantity: number }[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

describe('an order taken at a station', () => {
  it('is covered whole by quotas that hold, none of them beyond what is left of it, or refused whole', () => {
    holds(
      fc.property(fc.array(anyGrant, { maxLength: 8 }), anyLines, (rows, lines) => {
        const grants = grantsOf(rows);
        const decision = decideStationOrder(form, named(lines), grants, prices, nowMs);
        const fits = lines.every(({ sku, quantity }) => sellable(grants, sku, nowMs) >= quantity);
        expect(decision.ok).toBe(fits);
        if (!decision.ok) {
          expect(['quota-none', 'quota-over']).toContain(decision.refusal.code);
          return;
        }
        for (const grant of grants) {
          const taken = decision.events.filter(({ grantId }) => grantId === grant.grantId);
          expect(sumOf(taken)).toBeLessThanOrEqual(taken.length > 0 ? unusedOf(grant) : 0);
        }
        const told = orderLinesOf({ lines: decision.events });
        expect(
          new Map(told.map(({ sku, quantity, unitPriceMinor }) => [sku, [quantity, unitPriceMinor]])),
        ).toEqual(new Map(lines.map(({ sku, quantity }) => [sku, [quantity, prices.minorBySku.get(sku)]])));
      }),
      { runs: 1000 },
    );
  });

  it('is refused where nobody knows the price, and where no box could be sent', () => {
    const grants = grantsOf([{ sku: skus[0] as Sku, units: 5, used: 0, hours: 4 }]);
    const lines = named([{ sku: skus[0] as Sku, quantity: 1 }]);
    const unpriced = { currency: 'GBP', minorBySku: new Map<string, number>() };
    expect(decideStationOrder(form, lines, grants, unpriced, nowMs)).toMatchObject({
      refusal: { code: 'station-price-unknown', values: { name: 'mug' } },
    });
    const wrong: Partial<OrderForm['shipTo']>[] = [
      { name: ' ' },
      { city: '' },
      { lines: [''] },
      { countryCode: 'gb' },
      { countryCode: '' },
    ];
    for (const over of wrong) {
      const shipTo = { ...form.shipTo, ...over };
      const decision = decideStationOrder({ ...form, shipTo }, lines, grants, prices, nowMs);
      expect(decision, JSON.stringify(over)).toMatchObject({ refusal: { code: 'station-form-incomplete' } });
    }
  });
});

type Step = { at: number; what: 'greet' | 'order' | 'deliver' | 'deliver-again'; quantity: number };

/** Head office and two stations that sell the same mugs, with everything told late, or twice. */
class World {
  readonly onHand: number;
  grants = new Map<string, Grant>();
  /** By order: what head office keeps for it. */
  kept = new Map<number, number>();
  stations = [1, 2].map((n) => ({
    id: `S${n}`,
    grants: [] as HeldGrant[],
    orders: [] as { id: number; lines: PricedCover[] }[],
  }));
  promised = 0;
  ids = 0;

  constructor(onHand: number) {
    this.onHand = onHand;
  }

  held(): number {
    return [...this.grants.values()]
      .filter(({ state }) => state === 'open')
      .reduce((sum, grant) => sum + unusedOf(grant), 0);
  }

  keptUnits(): number {
    return [...this.kept.values()].reduce((sum, units) => sum + units, 0);
  }

  step({ at, what, quantity }: Step): void {
    const station = this.stations[at];
    if (!station) throw new Error('no such station');
    if (what === 'greet') {
      const { answer, changes } = settleGrants(
        [...this.grants.values()].filter(({ stationId }) => stationId === station.id),
        { fresh: false, held: station.grants.map(({ grantId }) => grantId), delivered: false },
        [{ sku: skus[0] as Sku, units: 6 }],
        { nowMs, mayGive: true, stationId: station.id, newId: () => `${(this.ids += 1)}` },
        () => [
          {
            locationId: locationIdSchema.parse('A-01'),
            available: this.onHand - this.held() - this.keptUnits(),
          },
        ],
      );
      for (const { grant } of changes) this.grants.set(grant.grantId, grant);
      const used = new Map(station.grants.map((grant) => [grant.grantId, grant.used]));
      station.grants = answer.map((grant) => ({
        ...grant,
        used: Math.max(grant.used, used.get(grant.grantId) ?? 0),
      }));
    }
    if (what === 'order') {
      const lines = named([{ sku: skus[0] as Sku, quantity }]);
      const decision = decideStationOrder(form, lines, station.grants, prices, nowMs);
      if (!decision.ok) return;
      this.promised += quantity;
      station.orders.push({ id: (this.ids += 1), lines: [...decision.events] });
      for (const { grantId, quantity: units } of decision.events) {
        const grant = station.grants.find((each) => each.grantId === grantId);
        if (grant) grant.used += units;
      }
    }
    if (what === 'deliver' || what === 'deliver-again')
      for (const { id, lines } of station.orders) {
        // A known op is answered and not applied.
        if (this.kept.has(id)) continue;
        let kept = 0;
        for (const { grantId, quantity: units } of lines) {
          const cover = coverSale(this.grants.get(grantId) ?? null, units);
          if (cover.change) this.grants.set(grantId, cover.change.grant);
          kept += cover.covered;
        }
        this.kept.set(id, kept);
        if (what === 'deliver') break;
      }
  }
}

describe('orders taken at two stations', () => {
  const anyStep = fc.record({
    at: fc.nat(1),
    what: fc.constantFrom<Step['what']>('greet', 'greet', 'order', 'order', 'deliver', 'deliver-again'),
    quantity: fc.integer({ min: 1, max: 5 }),
  });

  it('together never promise more than there is, and head office keeps what their quotas lose', () => {
    holds(
      fc.property(fc.nat(20), fc.array(anyStep, { maxLength: 80 }), (onHand, steps) => {
        const world = new World(onHand);
        for (const step of steps) {
          world.step(step);
          expect(world.promised).toBeLessThanOrEqual(onHand);
          const used = [...world.grants.values()].reduce((sum, grant) => sum + grant.used, 0);
          expect(world.keptUnits()).toBe(used);
          expect(world.held() + world.keptUnits()).toBeLessThanOrEqual(onHand);
        }
        for (const at of [0, 1]) world.step({ at, what: 'deliver-again', quantity: 1 });
        expect(world.keptUnits()).toBe(world.promised);
      }),
      { runs: 1000 },
    );
  });
});

describe('prices at a station', () => {
  const products = [
    { sku: 'MUG', price: { amountMinor: 500, currency: 'GBP' } },
    { sku: 'LAMP', price: { amountMinor: 900, currency: 'GBP' } },
    { sku: 'CAY', price: { amountMinor: 70, currency: 'TRY' } },
  ];
  const telephone = {
    channelId: 'telephone' as const,
    currency: 'GBP',
    prices: [
      { sku: 'MUG' as Sku, fromQuantity: 1, unitPriceMinor: 450 },
      { sku: 'MUG' as Sku, fromQuantity: 10, unitPriceMinor: 400 },
      { sku: 'CAY' as Sku, fromQuantity: 1, unitPriceMinor: 3 },
    ],
  };
  const costs = (channelId: 'counter' | 'telephone', quantity: number) => {
    const { currency, minorBySku } = stationPrices(products, [telephone], channelId, [
      { sku: 'MUG', quantity },
    ]);
    return { currency, ...Object.fromEntries(minorBySku) };
  };

  it("are those of the channel's list, by quantity; elsewhere the product's own in the usual currency", () => {
    expect(costs('telephone', 1)).toEqual({ currency: 'GBP', MUG: 450, LAMP: 900, CAY: 3 });
    expect(costs('telephone', 12)).toMatchObject({ MUG: 400 });
    expect(costs('counter', 12)).toEqual({ currency: 'GBP', MUG: 500, LAMP: 900 });
  });
});
