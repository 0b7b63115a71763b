// A box whose units lie in two zones, of another lot in each: both zones are picked at once into totes of their own, the second
// with the network cut. The bench that packs it shows which lot lies in which tote, does not guess between them, and each lot
// goes into the box under its own name.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import type { TourPage } from '../../shared/contract/floor';
import { type PickTours, pickTours } from '../rigs/pick-tours';
import { boxCode } from '../rigs/printed-codes';
import type { Goods } from '../rigs/head-office-books';
import { startWorkday, until, type Workday } from '../rigs/workday';

/** As they stand on the goods, and as people read them. */
const early = { lot: 'L-EARLY', day: '2029-07-01', units: 2 };
const late = { lot: 'L-LATE', day: '2030-01-01', units: 4 };
const ordered = 3;

describe('zones picked at once, with lots', { timeout: 300_000 }, () => {
  let day: Workday;
  let tours: PickTours;
  let goods: Goods;
  /** A bin in each of two zones. */
  let bins: { bin: string; zone: string }[] = [];
  let number = '';
  let walks: TourPage[] = [];

  beforeAll(async () => {
    day = await startWorkday({ orders: async () => [] });
    [goods] = (await day.books.goods(1, 20)) as [Goods];
    bins = await day.books.ask<{ bin: string; zone: string }>(
      `SELECT DISTINCT ON (zone) location_id AS bin, zone FROM location
       WHERE stream_id = 'W1' AND kind = 'bin' AND zone IS NOT NULL ORDER BY zone, walk_order LIMIT 2`,
    );
    expect(bins).toHaveLength(2);
    tours = pickTours(day, () => [goods]);
    await day.door.ask('POST', `/v1/products/${goods.sku}/asks`, { asks: ['lot', 'expiry'] });
    await day.door.ask('POST', `/v1/products/${goods.sku}/rotation`, {
      rotation: { by: 'fefo', minimumDays: 0 },
    });
    await day.door.ask('POST', `/v1/stations/${day.stationId()}/work`, { zone: null, maxParcels: 1 });
    await day.logIn();
  });
  afterAll(() => day?.end());

  const parcel = async () => {
    const [found] = await day.books.parcelsOf(number);
    if (!found) throw new Error(`no parcel of ${number}`);
    return found;
  };
  /** Lots of the box's units, by what the books have in it or at the bench. */
  const lotsIn = async (packed: 'packed' | 'all') => {
    const { lines } = await parcel();
    const [line] = lines;
    let left = packed === 'packed' ? (line?.packed ?? 0) : ordered;
    return (line?.sources ?? []).flatMap(({ quantity, lot }) => {
      const units = Math.min(quantity, left);
      left -= units;
      return units > 0 ? [`${lot?.lot ?? '?'} ${units}`] : [];
    });
  };
  const inMiddle = async (...words: string[]): Promise<boolean> => {
    const middle = await day.screen.middle();
    return words.every((word) => middle.includes(word));
  };

  it('each lot is received by scan and put into a bin of another zone', async () => {
    await until(
      'the station knows that the product asks for its lot',
      async () => {
        await day.command('receive');
        const isAsked = (await day.scan(goods.code)).tone === 'look';
        // A question is left; a unit that was counted without one is taken back.
        await day.command(isAsked ? 'cancel' : 'undo');
        await day.command('cancel');
        return isAsked;
      },
      90_000,
    );
    for (const [at, { lot, day: bestBefore, units }] of [late, early].entries()) {
      await day.command('receive');
      await day.command(`quantity-${units}`);
      expect(await day.scan(goods.code)).toMatchObject({ tone: 'look' });
      await day.scan(lot);
      expect(await day.scan(bestBefore.slice(2).replaceAll('-', ''))).toMatchObject({ tone: 'go' });
      expect(await day.command('finish')).toMatchObject({ tone: 'go' });
      await day.command('put-away');
      await day.command(`quantity-${units}`);
      await day.scan(goods.code);
      expect(await day.scan(ownCode('location', bins[at]?.bin ?? ''))).toMatchObject({ tone: 'go' });
      await day.delivered();
      await day.command('cancel');
    }
    const lots = await day.books.ask<{ location_id: string; lot: string; units: number }>(
      `SELECT location_id, lot, on_hand AS units FROM lot_level WHERE stream_id = 'W1' AND sku = $1 AND on_hand > 0 ORDER BY lot`,
      [goods.sku],
    );
    expect(lots.map(({ location_id, lot, units }) => [location_id, lot, units])).toEqual([
      [bins[1]?.bin, early.lot, early.units],
      [bins[0]?.bin, late.lot, late.units],
    ]);
  });

  it('an order of both lots is released as two tours, one a zone, that are walked at once', async () => {
    ({ number } = await day.door.placeOrder({ lines: [{ sku: goods.sku, quantity: ordered }] }));
    const { tourIds } = await tours.release({ method: 'zone', inTurn: false, most: 1 });
    expect(tourIds).toHaveLength(2);
    walks = await Promise.all(tourIds.map(tours.page));
    expect(walks.map(({ tour }) => tour.after)).toEqual([null, null]);
    expect(new Set(walks.map(({ tour }) => tour.zone))).toEqual(new Set(bins.map(({ zone }) => zone)));
  });

  it.each([0, 1])('zone %i is picked into a tote of its own, and its lot is said at the bin', async (at) => {
    const walk = walks[at] as TourPage;
    const { tourId, zone } = walk.tour;
    await tours.claim(tourId);
    const tote = `T-${zone}`;
    expect(await tours.tote(tote)).toMatchObject({ tone: 'go' });
    await day.delivered();
    const { stops } = await tours.page(tourId);
    const [stop] = stops;
    if (!stop) throw new Error('no stop');
    const isEarly = stop.locationId === bins[1]?.bin;
    const { lot } = isEarly ? early : late;
    // The second zone is walked where no network reaches.
    if (at === 1) await day.cable.cut();
    await tours.bin(stop.locationId);
    expect(await inMiddle(lot), 'which lot to take').toBe(true);
    const units = stop.places.reduce((sum, { quantity }) => sum + quantity, 0);
    expect(units).toBe(isEarly ? early.units : ordered - early.units);
    for (let unit = 0; unit < units; unit += 1) {
      expect(await tours.item(goods.sku)).toMatchObject({ tone: 'look' });
      expect(await day.scan(lot)).toMatchObject({ tone: 'go' });
    }
    expect(await day.command('finish')).toMatchObject({ tone: 'go' });
    if (at === 1) await day.cable.mend();
    await day.delivered();
    expect((await tours.page(tourId)).tour.state).toBe('dropped');
  });

  it('the books know which lot lies in which tote of which zone', async () => {
    const [line] = (await parcel()).lines;
    const told = (line?.sources ?? []).map(
      ({ locationId, lot, from, quantity }) =>
        `${locationId} ${lot?.lot} ${from?.zone} ${from?.tote} ${quantity}`,
    );
    expect(told.sort()).toEqual(
      [
        `bench ${early.lot} ${bins[1]?.zone} T-${bins[1]?.zone} ${early.units}`,
        `bench ${late.lot} ${bins[0]?.zone} T-${bins[0]?.zone} ${ordered - early.units}`,
      ].sort(),
    );
    expect(await day.books.ledgerFaults()).toEqual([]);
  });

  it('the bench shows the totes, and without a network takes no unit of which it cannot know the lot', async () => {
    const [lateTote, earlyTote] = bins.map(({ zone }) => `T-${zone}`) as [string, string];
    await until(
      'the box is here',
      async () => {
        await day.openOrder(number);
        return inMiddle(lateTote, earlyTote);
      },
      90_000,
    );
    await day.cable.cut();
    expect(await inMiddle(early.lot, late.lot), 'which lot lies in which').toBe(true);
    expect(await day.scan(goods.code)).toMatchObject({
      tone: 'look',
      title: expect.stringContaining('Which lot'),
    });
    const takeOut = async (tote: string): Promise<void> => {
      expect(await day.scan(ownCode('tote', tote))).toMatchObject({ tone: 'look' });
      expect(await day.scan(goods.code)).toMatchObject({ tone: 'go' });
    };
    await takeOut(earlyTote);
    await takeOut(lateTote);
    expect(await inMiddle(late.lot), 'that tote is empty').toBe(false);
    await takeOut(earlyTote);
    await day.scan(boxCode('B2'));
    expect(await day.command('seal')).toMatchObject({ tone: 'go' });
    await day.cable.mend();
    await day.delivered();
    expect((await lotsIn('packed')).sort()).toEqual([`${early.lot} 1`, `${early.lot} 1`, `${late.lot} 1`]);
    for (const [lot, units] of [
      [early.lot, early.units],
      [late.lot, ordered - early.units],
    ] as const) {
      const { rows } = await day.door.ask<{ rows: { orderNumber: string; units: number }[] }>(
        'GET',
        `/v1/lots/taken?code=${lot}`,
      );
      expect(rows.every((row) => row.orderNumber === number)).toBe(true);
      expect(rows.reduce((sum, row) => sum + row.units, 0)).toBe(units);
    }
    expect(await day.books.ledgerFaults()).toEqual([]);
  });
});
