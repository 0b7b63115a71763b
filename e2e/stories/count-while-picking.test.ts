// A bin is counted at one bench while the picker of another one, whose cable is cut, has units of it in his totes that nobody has
// heard of. What the counter sees is booked at once; what the picker took before is told later and taken off once. Two real
// stations, one head office.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import { type BenchPlace, startBenchPlace } from '../rigs/bench-place';
import type { Goods } from '../rigs/head-office-books';
import { type PickTours, pickTours, type Stop } from '../rigs/pick-tours';
import { storedOps } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

describe('a count while another station picks from the same bin', { timeout: 400_000 }, () => {
  const undo: Array<() => unknown> = [];
  let picker: Workday;
  let counter: BenchPlace;
  let tours: PickTours;
  let goods: Goods;
  let tourId = '';
  let stop: Stop;
  let before = 0;

  beforeAll(async () => {
    picker = await startWorkday({
      prepare: async (books) => {
        [goods] = (await books.goods(1, 30)) as [Goods];
      },
    });
    undo.push(() => picker.end());
    tours = pickTours(picker, () => [goods]);
    await picker.logIn();
    const { books, door, origin } = picker;
    counter = await startBenchPlace(
      { books, origin, enrolCode: await door.enrolCode(), stationName: 'Bench 4' },
      undo,
    );
    // Both have what they want to hold; the orders of the tour come first of what waits.
    for (const { stationId } of [picker, counter])
      await door.ask('POST', `/v1/stations/${stationId()}/work`, { zone: null, maxParcels: 1 });
    for (const quantity of [2, 1]) await door.placeOrder({ lines: [{ sku: goods.sku, quantity }] });
    await counter.logIn('P2');
  }, 400_000);
  afterAll(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  }, 120_000);

  const level = async (): Promise<number> => picker.books.at(goods.sku, stop.locationId);
  const pick = async (position: number, units: number): Promise<void> => {
    const { tour } = await tours.page(tourId);
    const tote = tour.places.find((place) => place.position === position)?.totes.at(-1) ?? '';
    for (let unit = 0; unit < units; unit += 1) {
      await tours.item(goods.sku);
      expect(await tours.tote(tote), `into ${tote}`).toMatchObject({ tone: 'go' });
    }
  };
  const count = async (units: number): Promise<void> => {
    await counter.command('count-bin');
    await counter.scan(ownCode('location', stop.locationId));
    for (const digit of String(units)) await counter.command(`quantity-${digit}`);
    await counter.scan(goods.code);
    expect(await counter.command('finish')).toMatchObject({ tone: 'go' });
    await counter.command('cancel');
    await counter.delivered();
  };

  it('begins with a tour at one station, its cable cut before the bin', async () => {
    const { tourIds } = await tours.release({ places: 2, most: 2 });
    tourId = tourIds[0] ?? '';
    expect((await tours.page(tourId)).tour.places).toHaveLength(2);
    await tours.claim(tourId);
    for (const name of ['T1', 'T2']) expect(await tours.tote(name)).toMatchObject({ tone: 'go' });
    await picker.delivered();
    const { stops } = await tours.page(tourId);
    stop = stops[0] as Stop;
    expect(stop.places.map(({ quantity }) => quantity).toSorted((a, b) => a - b)).toEqual([1, 2]);
    before = await level();
    await picker.cable.cut();
    await tours.bin(stop.locationId);
  });

  it('books what the counter sees, without what is in a tote already', async () => {
    const two = stop.places.find(({ quantity }) => quantity === 2)?.position ?? 0;
    await pick(two, 2);
    expect(await level(), 'head office has heard nothing of it').toBe(before);
    await count(before - 2);
    await until('it is booked', async () => (await level()) === before - 2);
  });

  it('takes off once what was in the hand before the count, and what was taken after it', async () => {
    const one = stop.places.find(({ quantity }) => quantity === 1)?.position ?? 0;
    await pick(one, 1);
    expect(await picker.command('finish')).toMatchObject({ tone: 'go' });
    await picker.cable.mend();
    await picker.delivered();
    await until('all of it is told', async () => (await tours.page(tourId)).tour.state === 'dropped');
    expect(await level()).toBe(before - 3);
    const [booked] = await picker.books.ask<{ units: number; times: number }>(
      `SELECT sum((body->>'quantity')::int)::int AS units, count(*)::int AS times FROM event
       WHERE type = 'StockDifferenceBooked' AND body->>'locationId' = $1 AND body->>'sku' = $2`,
      [stop.locationId, goods.sku],
    );
    expect(booked, 'in the end nothing was missing').toMatchObject({ units: 0 });
    expect(booked?.times).toBeGreaterThanOrEqual(2);
  });

  it('lost nothing: every op once, the ledger in balance, and a count of the bin finds what the books say', async () => {
    for (const bench of [picker, counter]) {
      const here = await storedOps(bench.station().page);
      const there = await picker.books.opsOf(bench.stationId());
      expect(there.map(({ opId }) => opId)).toEqual(here.map(({ opId }) => opId));
      expect(there.filter(({ times, status }) => times !== 1 || status !== 'applied')).toEqual([]);
    }
    expect(await picker.books.ledgerFaults()).toEqual([]);
    await count(before - 3);
    expect(await level()).toBe(before - 3);
    const [last] = await picker.books.ask<{ difference: number; state: string }>(
      `SELECT difference, state FROM stock_count WHERE location_id = $1 AND sku = $2 ORDER BY at DESC LIMIT 1`,
      [stop.locationId, goods.sku],
    );
    expect(last).toEqual({ difference: 0, state: 'booked' });
  });
});
