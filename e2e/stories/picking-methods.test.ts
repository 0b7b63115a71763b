// The other three ways to pick, each from the office to the last tote: a single order, zones one after the other, and a
// wave with all zones at once of which a part is recovered.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Goods } from '../rigs/head-office-books';
import { type PickTours, pickTours } from '../rigs/pick-tours';
import { startWorkday, until, type Workday } from '../rigs/workday';

type Placed = Goods & { zone: string };

describe('what is picked', { timeout: 300_000 }, () => {
  let day: Workday;
  let tours: PickTours;
  /** Two products, in two zones of the floor. */
  let goods: Placed[] = [];

  beforeAll(async () => {
    day = await startWorkday();
    goods = await day.books.ask<Placed>(
      `SELECT DISTINCT ON (l.zone) s.sku, p.name, b.code, s.available, p.weight_grams AS "weightGrams", l.zone
       FROM stock s JOIN product p ON p.sku = s.sku
       JOIN stock_level v ON v.stream_id = s.stream_id AND v.sku = s.sku AND v.on_hand >= 30
       JOIN location l ON l.stream_id = v.stream_id AND l.location_id = v.location_id AND l.kind = 'bin'
       JOIN LATERAL (SELECT code FROM barcode WHERE sku = s.sku AND quantity = 1 ORDER BY code LIMIT 1) b ON true
       WHERE s.stream_id = 'W1' AND s.available >= 30 AND l.zone IS NOT NULL
         AND (SELECT count(*) FROM stock_level o WHERE o.stream_id = s.stream_id AND o.sku = s.sku AND o.on_hand > 0) = 1
       ORDER BY l.zone, s.sku LIMIT 2`,
    );
    expect(goods.map(({ zone }) => zone)).toHaveLength(2);
    tours = pickTours(day, () => goods);
    await day.door.ask('POST', `/v1/stations/${day.stationId()}/work`, { zone: null, maxParcels: 1 });
    await day.logIn();
  });
  afterAll(() => day?.end());

  const order = (quantity: number) =>
    day.door.placeOrder({ lines: goods.map(({ sku }) => ({ sku, quantity })) });
  const isAtBench = async (number: string): Promise<boolean> => {
    const [parcel] = await day.books.parcelsOf(number);
    return (parcel?.lines ?? []).every(({ sources }) =>
      sources.every(({ locationId }) => locationId === 'bench'),
    );
  };

  it('as a single order needs no scan of a tote for each unit', async () => {
    const { number } = await order(2);
    const { tourIds } = await tours.release({ method: 'single', places: 1, most: 1 });
    expect(tourIds).toHaveLength(1);
    const tourId = tourIds[0] ?? '';
    await tours.claim(tourId);
    expect(await tours.tote('S1')).toMatchObject({ tone: 'go' });
    await day.delivered();
    const { tour, stops } = await tours.page(tourId);
    expect(tour.places.map(({ orderNumber }) => orderNumber)).toEqual([number]);
    for (const stop of stops) expect(await tours.pickStop(tour, stop)).toEqual([]);
    expect(await day.command('finish')).toMatchObject({ tone: 'go' });
    await day.delivered();
    expect(await isAtBench(number)).toBe(true);
  });

  it('zone after zone goes on with the totes of the one before', async () => {
    const { number } = await order(1);
    const { tourIds } = await tours.release({ method: 'zone', inTurn: true, most: 1 });
    expect(tourIds).toHaveLength(2);
    for (const [turn, tourId] of tourIds.entries()) {
      await tours.claim(tourId);
      // The second has its tote already.
      if (turn === 0) expect(await tours.tote('Z1')).toMatchObject({ tone: 'go' });
      await day.delivered();
      const { tour, stops } = await tours.page(tourId);
      expect(tour.places[0]?.totes).toEqual(['Z1']);
      expect(stops.map(({ sku }) => sku)).toEqual([goods[turn]?.sku]);
      for (const stop of stops) expect(await tours.pickStop(tour, stop)).toEqual([]);
      expect(await day.command('finish')).toMatchObject({ tone: 'go' });
      await day.delivered();
      expect(await isAtBench(number), `after zone ${turn + 1}`).toBe(turn === 1);
    }
  });

  it('in a wave is picked in all zones at once; what nobody began waits again', async () => {
    const placed = [await order(1), await order(1)];
    const { tourIds } = await tours.release({ method: 'wave', most: 2, units: 100, pickers: 2 });
    expect(tourIds.length).toBeGreaterThanOrEqual(2);
    const pages = await Promise.all(tourIds.map(tours.page));
    const [waveId, ...others] = [...new Set(pages.map(({ tour }) => tour.waveId))];
    expect([waveId === null, others]).toEqual([false, []]);
    const tourId = tourIds[0] ?? '';
    await tours.claim(tourId);
    const { tour: claimed } = await tours.page(tourId);
    for (const { position } of claimed.places)
      expect(await tours.tote(`W${position}`)).toMatchObject({ tone: 'go' });
    await day.delivered();
    const { tour, stops } = await tours.page(tourId);
    for (const stop of stops) expect(await tours.pickStop(tour, stop)).toEqual([]);
    expect(await day.command('finish')).toMatchObject({ tone: 'go' });
    await day.delivered();
    expect(await day.door.ask('POST', `/v1/floor/waves/${waveId}/recover`)).toEqual({
      tours: tourIds.length - 1,
    });
    await until('nothing is on a tour', async () => (await tours.open()).length === 0);
    for (const { number } of placed) {
      const [parcel] = await day.books.parcelsOf(number);
      expect(parcel?.tours).toEqual([]);
      expect(parcel?.totes).toHaveLength(1);
    }
    expect(await day.books.ledgerFaults()).toEqual([]);
  });
});
