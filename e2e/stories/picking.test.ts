// A batch is released from the office and walked from a station by scans, the network cut on the way: totes in their
// places, bin by bin, each unit into its tote. The totes are put down, everything arrives once, and the box is packed from
// its tote.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Goods } from '../rigs/head-office-books';
import { type PickTours, pickTours } from '../rigs/pick-tours';
import { boxCode } from '../rigs/printed-codes';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/test/pictures');
const places = 3;

describe('a batch of orders', { timeout: 300_000 }, () => {
  let day: Workday;
  let tours: PickTours;
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
    tours = pickTours(day, () => goods);
    await day.logIn();
  });
  afterAll(() => day?.end());

  const page = () => day.station().page;
  const tour = () => tours.page(tourId);
  const codeOf = (sku: string): string => goods.find((each) => each.sku === sku)?.code ?? '';

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
    const { plan, tourIds } = await tours.release({ places, most: places });
    expect(plan).toMatchObject({ state: 'released', tours: 1, plan: { boxes: places, units: 9 } });
    expect(plan.plan?.metres).toBeLessThan(plan.plan?.discreteMetres ?? 0);
    await expect(day.door.ask('POST', `/v1/floor/releases/${plan.planId}/release`)).rejects.toThrow('409');
    tourId = tourIds[0] ?? '';
    expect((await tour()).tour.places.map(({ orderNumber }) => orderNumber).sort()).toEqual(
      orders.map(({ number }) => number).sort(),
    );
  });

  it('is given to one station, with a tote in every place', async () => {
    await tours.claim(tourId);
    for (let place = 1; place <= places; place += 1)
      expect(await tours.tote(`T${place}`), `place ${place}`).toMatchObject({ tone: 'go' });
    expect(await tours.tote('T1'), 'asks for the first bin now').toMatchObject({ tone: 'look' });
    await day.delivered();
    expect((await tour()).tour).toMatchObject({ state: 'claimed', places: [{ totes: ['T1'] }, {}, {}] });
  });

  it('is walked bin by bin with the network cut, each unit into the tote of its order', async () => {
    const { stops, tour: walked } = await tour();
    await day.cable.cut();
    for (const [at, stop] of stops.entries()) {
      expect(await tours.bin(stop.locationId), stop.locationId).toMatchObject({ tone: 'look' });
      if (at === 0) await page().screenshot({ path: resolve(pictures, '20-picking.png') });
      expect(await tours.pickStop(walked, stop)).toEqual([]);
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
    // The bench asks for it first, unless a greeting has brought it already.
    expect(['wait', 'go']).toContain((await tours.tote(parcel?.totes[0] ?? '')).tone);
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
