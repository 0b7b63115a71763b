// A batch is released from the office and walked from a station by scans, the network cut on the way: totes in their
// places, bin by bin, each unit into its tote. The totes are put down, everything arrives once, and the box is packed from
// its tote.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import type { Release, TourPage } from '../../shared/contract/floor';
import type { Goods } from '../rigs/head-office-books';
import { boxCode } from '../rigs/printed-codes';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/test/pictures');
const warehouse = 'W1';
const places = 3;
const greetingMs = 90_000;

describe('a batch of orders', { timeout: 300_000 }, () => {
  let day: Workday;
  let goods: Goods[] = [];
  const orders: { orderId: string; number: string }[] = [];
  let tourId = '';

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    day = await startWorkday({
      size: { width: 1600, height: 900 },
      prepare: async (books) => {
        goods = await books.goods(4, 30);
      },
    });
    await day.logIn();
  });
  afterAll(() => day?.end());

  const page = () => day.station().page;
  const tour = () => day.door.ask<TourPage>('GET', `/v1/floor/tours/${tourId}`);
  const codeOf = (sku: string): string => goods.find((each) => each.sku === sku)?.code ?? '';
  const bin = (locationId: string) => day.scan(ownCode('location', locationId));
  const tote = (name: string) => day.scan(ownCode('tote', name));
  const middle = () => day.screen.middle();

  it('is planned at the office, shorter than order by order, and released once', async () => {
    // The bench has what it wants to hold; these come first of what waits.
    await day.door.ask('POST', `/v1/stations/${day.stationId()}/work`, { zone: null, maxParcels: 1 });
    for (const [at, quantity] of [2, 1, 3].entries())
      orders.push(
        await day.door.placeOrder({
          lines: [
            { sku: goods[0]?.sku ?? '', quantity },
            { sku: goods[at + 1]?.sku ?? '', quantity: 1 },
          ],
        }),
      );
    const wish = {
      method: 'batch',
      places,
      units: 60,
      most: places,
      leastUnits: 0,
      zones: [],
      dueBy: null,
      inTurn: false,
      pickers: 1,
    };
    let plan = await day.door.ask<Release>('POST', `/v1/floor/${warehouse}/releases`, {
      wish,
      milliseconds: 500,
    });
    await until('the plan is ready', async () => {
      plan = await day.door.ask<Release>('GET', `/v1/floor/releases/${plan.planId}`);
      return plan.state === 'ready';
    });
    expect(plan.plan).toMatchObject({ boxes: places, units: 9 });
    expect(plan.plan?.metres).toBeLessThan(plan.plan?.discreteMetres ?? 0);
    const released = await day.door.ask<Release>('POST', `/v1/floor/releases/${plan.planId}/release`);
    expect(released).toMatchObject({ state: 'released', tours: 1 });
    await expect(day.door.ask('POST', `/v1/floor/releases/${plan.planId}/release`)).rejects.toThrow('409');
    const { tours } = await day.door.ask<{ tours: { tourId: string }[] }>('GET', `/v1/floor/${warehouse}`);
    tourId = tours[0]?.tourId ?? '';
    expect((await tour()).tour.places.map(({ orderNumber }) => orderNumber).sort()).toEqual(
      orders.map(({ number }) => number).sort(),
    );
  });

  it('is given to one station, with a tote in every place', async () => {
    await until('the tour is here', async () => (await day.command('pick')).tone !== 'look', greetingMs);
    await until('it is given', async () => (await tour()).tour.state === 'claimed');
    await until('the first place asks for its tote', async () => (await middle()).includes('Tour'));
    for (let place = 1; place <= places; place += 1)
      expect(await tote(`T${place}`), `place ${place}`).toMatchObject({ tone: 'go' });
    expect(await tote('T1'), 'asks for the first bin now').toMatchObject({ tone: 'look' });
    await day.delivered();
    expect((await tour()).tour).toMatchObject({ state: 'claimed', places: [{ totes: ['T1'] }, {}, {}] });
  });

  it('is walked bin by bin with the network cut, each unit into the tote of its order', async () => {
    const { stops, tour: walked } = await tour();
    await day.cable.cut();
    const toteOf = (position: number): string =>
      walked.places.find((place) => place.position === position)?.totes.at(-1) ?? '';
    for (const [at, stop] of stops.entries()) {
      expect(await bin(stop.locationId), stop.locationId).toMatchObject({ tone: 'look' });
      if (at === 0) await page().screenshot({ path: resolve(pictures, '20-picking.png') });
      for (const { position, quantity } of stop.places)
        for (let unit = 0; unit < quantity; unit += 1) {
          await day.scan(codeOf(stop.sku));
          expect(await tote(toteOf(position)), `${stop.sku} for ${position}`).toMatchObject({ tone: 'go' });
        }
    }
    expect((await tour()).tour.state, 'head office has heard nothing of it').toBe('claimed');
  });

  it('is put down, and all of it arrives once when the network is back', async () => {
    expect(await day.command('finish')).toMatchObject({ tone: 'go' });
    await day.cable.mend();
    await day.delivered();
    expect((await tour()).tour.state).toBe('dropped');
    for (const { number } of orders) {
      const [parcel] = await day.books.parcelsOf(number);
      expect(parcel?.tours).toEqual([]);
      expect(
        parcel?.lines.every(({ sources }) => sources.every(({ locationId }) => locationId === 'bench')),
      ).toBe(true);
    }
    expect(await day.books.ledgerFaults()).toEqual([]);
  });

  it('is packed from its totes', async () => {
    const [parcel] = await day.books.parcelsOf(orders[0]?.number ?? '');
    // Nobody holds it yet: the bench asks for it first.
    expect((await tote(parcel?.totes[0] ?? '')).tone).toBe('wait');
    await until('it is open', async () => (await day.screen.verdict()).tone === 'go');
    for (const { sku, expected } of parcel?.lines ?? [])
      for (let unit = 0; unit < expected; unit += 1)
        expect(await day.scan(codeOf(sku)), sku).toMatchObject({ tone: 'go' });
    await day.scan(boxCode('B3'));
    expect(await day.command('seal')).toMatchObject({ tone: 'go' });
    await day.delivered();
    const [sealed] = await day.books.parcelsOf(orders[0]?.number ?? '');
    expect(['sealed', 'labelled']).toContain(sealed?.state);
  });
});
