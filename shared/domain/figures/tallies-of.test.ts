import { describe, expect, it } from 'vitest';
import { durationClass } from './duration';
import { countedTypes, measureNames, measures } from './measures';
import { type CountedFacts, talliesOf } from './tallies-of';

const facts: CountedFacts = {
  dayOf: (at) => at.slice(0, 10),
  hourOf: (at) => at.slice(11, 13),
  order: {
    channel: 'web',
    country: 'DE',
    currency: 'EUR',
    rate: 0.5,
    totalMinor: 3000,
    unitPriceMinor: new Map([[1, 500]]),
  },
  parcel: { units: 4, boxId: 'B3', padding: { paddingId: 'paper', quantity: 3 } },
  costOf: (material) =>
    material === 'box B3' ? { costMinor: 60, currency: 'EUR' } : { costMinor: 10, currency: 'EUR' },
  handSeconds: 95,
  isFirstSent: true,
  began: { pack: '2026-03-01T08:00:00.000Z' },
  shipment: { carrier: 'post', promisedFor: '2026-03-02' },
  label: { amountMinor: 400, currency: 'EUR' },
  rateOf: (currency) => (currency === 'EUR' ? 0.5 : null),
  reasonOf: (no) => (no === 1 ? 'damaged' : null),
};
const at = '2026-03-01T09:30:00.000Z';
const counted = (type: string, body: object = {}, more: Partial<CountedFacts> = {}) =>
  talliesOf({ type, at, warehouse: 'W1', actor: 'P1', body: { ...body } }, { ...facts, ...more });

describe('what an event adds to the figures', () => {
  it('of an order is its total in the currency of the books', () => {
    expect(counted('OrderPlaced')).toEqual([
      {
        measure: 'ordered',
        day: '2026-03-01',
        channel: 'web',
        country: 'DE',
        currency: 'EUR',
        warehouse: '',
        key: '',
        count: 1,
        amount: 1500,
      },
    ]);
  });

  it('of an order without a rate to the books is an order without an amount', () => {
    const order = facts.order && { ...facts.order, rate: null };
    expect(counted('OrderPlaced', {}, { order })).toMatchObject([{ count: 1, amount: 0 }]);
  });

  it('of a sale over the counter is what it came to, as of an order', () => {
    const order = facts.order && { ...facts.order, channel: 'counter', totalMinor: 1200 };
    expect(counted('CounterSold', {}, { order })).toMatchObject([
      { measure: 'ordered', channel: 'counter', count: 1, amount: 600 },
    ]);
  });

  it('of units cancelled is what they would have come to', () => {
    const body = { reason: 'customer', lines: [{ lineNo: 1, quantity: 2 }] };
    expect(counted('LinesCancelled', body)).toMatchObject([{ key: 'customer', count: 1, amount: 500 }]);
  });

  it('of a sealed box is the box, its units, and how long it took', () => {
    expect(counted('ParcelSealed')).toMatchObject([
      { measure: 'packed', key: '09 P1', warehouse: 'W1', channel: '', count: 1, amount: 4 },
      { measure: 'boxed', key: 'B3', count: 1 },
      { measure: 'packaging', key: 'box', channel: 'web', count: 1, amount: 30 },
      { measure: 'padded', key: 'paper', count: 1, amount: 3 },
      { measure: 'packaging', key: 'padding', count: 1, amount: 15 },
      { measure: 'stepped', key: `pack:${durationClass(90)}`, count: 1, amount: 90 },
      { measure: 'handled', key: 'packed', warehouse: 'W1', count: 1, amount: 95 },
    ]);
  });

  it('of a pick is the time of the hands, and nothing after a pause', () => {
    expect(counted('UnitsPicked', { quantity: 2 })).toMatchObject([
      { measure: 'picked' },
      { measure: 'handled', key: 'picked', amount: 95 },
    ]);
    expect(counted('UnitsPicked', { quantity: 2 }, { handSeconds: 0 })).toHaveLength(1);
  });

  it('of an order is that it was served once, by its first parcel', () => {
    expect(counted('ParcelHandedOver')).toMatchObject([{ measure: 'served', country: 'DE', count: 1 }]);
    expect(counted('ParcelHandedOver', {}, { isFirstSent: false })).toEqual([]);
  });

  it('of a box opened again takes back what its seal had added', () => {
    const sealed = counted('ParcelSealed').filter(
      ({ measure }) => measure !== 'stepped' && measure !== 'handled',
    );
    const opened = counted('ParcelReopened').filter(({ measure }) => measure !== 'mistaken');
    expect(opened).toEqual(sealed.map((each) => ({ ...each, count: -each.count, amount: 0 - each.amount })));
  });

  it('of a void label takes back what it cost', () => {
    expect(counted('LabelBought')).toMatchObject([{ key: 'post', count: 1, amount: 200 }]);
    expect(counted('LabelVoided')).toMatchObject([{ key: 'post', count: -1, amount: -200 }]);
  });

  it('of a delivery is whether the promise was kept', () => {
    const key = (shipment: CountedFacts['shipment']) =>
      counted('ShipmentDelivered', { at }, { shipment }).find(({ measure }) => measure === 'promised')?.key;
    expect(key({ carrier: 'post', promisedFor: '2026-03-01' })).toBe('kept');
    expect(key({ carrier: 'post', promisedFor: '2026-02-28' })).toBe('late');
    expect(key({ carrier: 'post', promisedFor: null })).toBeUndefined();
  });

  it('of returned units is why each came back', () => {
    const units = [
      { no: 1, quantity: 2 },
      { no: 2, quantity: 1 },
    ];
    expect(counted('UnitsReceived', { units })).toMatchObject([
      { key: 'damaged', amount: 2 },
      { key: '', amount: 1 },
    ]);
  });

  it('is nothing where what it needs is not known', () => {
    expect(counted('OrderPlaced', {}, { order: null })).toEqual([]);
    expect(counted('ParcelSealed', {}, { parcel: null, began: {}, handSeconds: 0 })).toEqual([]);
    expect(counted('LabelBought', {}, { label: null })).toEqual([]);
  });

  it('comes from the events that its measure names, and from no others', () => {
    const body = {
      reason: 'x',
      lines: [],
      units: [{ no: 1, quantity: 1 }],
      quantity: 1,
      amountMinor: 10,
      at,
    };
    const began = { release: at, pack: at, 'hand-over': at, deliver: at };
    for (const type of countedTypes) {
      const own = new Set(counted(type, body, { began }).map(({ measure }) => measure));
      const named = measureNames.filter((name) => (measures[name].from as readonly string[]).includes(type));
      expect([type, [...own].toSorted()]).toEqual([type, named.toSorted()]);
    }
  });
});
