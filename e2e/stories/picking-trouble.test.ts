// What goes wrong on a tour: a bin that is short, units cancelled under way while the picker can hear of it, and while the
// picker cannot. Nothing is lost, nobody picks for nothing without being told, and the books stay whole.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Goods } from '../rigs/head-office-books';
import { type PickTours, pickTours, type Stop } from '../rigs/pick-tours';
import { startWorkday, until, type Workday } from '../rigs/workday';

describe('a batch in which things go wrong', { timeout: 300_000 }, () => {
  let day: Workday;
  let tours: PickTours;
  let goods: Goods[] = [];
  let tourId = '';
  const orders: { orderId: string; number: string }[] = [];

  beforeAll(async () => {
    day = await startWorkday({
      prepare: async (books) => {
        goods = await books.goods(5, 30);
      },
    });
    tours = pickTours(day, () => goods);
    await day.door.ask('POST', `/v1/stations/${day.stationId()}/work`, { zone: null, maxParcels: 1 });
    await day.logIn();
    const [short, heard, unheard, far, lotted] = goods.map(({ sku }) => sku);
    if (!short || !heard || !unheard || !far || !lotted) throw new Error('too few products');
    await day.door.ask('POST', `/v1/products/${lotted}/asks`, { asks: ['lot'] });
    for (const lines of [
      [
        { sku: short, quantity: 1 },
        { sku: heard, quantity: 2 },
        { sku: lotted, quantity: 1 },
      ],
      [
        { sku: short, quantity: 2 },
        { sku: unheard, quantity: 2 },
        { sku: far, quantity: 1 },
      ],
    ])
      orders.push(await day.door.placeOrder({ lines }));
    const { tourIds } = await tours.release({ most: 2, places: 2 });
    tourId = tourIds[0] ?? '';
    await tours.claim(tourId);
    for (const { position } of (await tours.page(tourId)).tour.places)
      expect(await tours.tote(`T${position}`)).toMatchObject({ tone: 'go' });
    await day.delivered();
  });
  afterAll(() => day?.end());

  const stopsOf = async (at: number): Promise<Stop[]> =>
    (await tours.page(tourId)).stops.filter(({ sku }) => sku === goods[at]?.sku);
  const cancelOne = async (order: number, at: number): Promise<void> => {
    const { orderId, number } = orders[order] ?? { orderId: '', number: '' };
    const [parcel] = await day.books.parcelsOf(number);
    const line = parcel?.lines.find(({ sku }) => sku === goods[at]?.sku);
    await day.door.cancelLine(orderId, line?.lineNo ?? 0, 1);
  };

  it('a bin without the goods is said once; the rest ships without them and the bin is to be counted', async () => {
    const [stop] = await stopsOf(0);
    expect(await tours.bin(stop?.locationId ?? '')).toMatchObject({ tone: 'look' });
    expect(await day.command('missing')).toMatchObject({ tone: 'look' });
    expect(await day.command('ship-part')).toMatchObject({ tone: 'go' });
    await day.delivered();
    expect((await stopsOf(0)).filter(({ locationId }) => locationId === stop?.locationId)).toEqual([]);
    const counts = await day.books.ask<{ location: string }>(
      `SELECT doc->'values'->>'location' AS location FROM task WHERE kind = 'count-bin' AND state = 'open'`,
    );
    expect(counts.map(({ location }) => location)).toContain(stop?.locationId);
  });

  it('a unit that was cancelled under way is not picked', async () => {
    const [before] = await stopsOf(1);
    expect(before?.quantity).toBe(2);
    await cancelOne(0, 1);
    const [stop] = await stopsOf(1);
    expect(stop?.quantity, 'the walk is shorter at once').toBe(1);
    const { tour } = await tours.page(tourId);
    if (!stop) throw new Error('no stop');
    expect(await tours.pickStop(tour, stop)).toEqual([]);
    // The bench has heard of it by now, or will in a moment: nothing more is wanted from that bin.
    await until('the second unit is not wanted', async () => {
      const { tone } = await tours.item(stop.sku);
      if (tone === 'stop') {
        await day.command('ok');
        return true;
      }
      await day.command('cancel');
      return false;
    });
  });

  it('a lot that the code does not tell is asked for, and the office finds who got it', async () => {
    const [stop] = await stopsOf(4);
    if (!stop) throw new Error('no stop');
    const { tour } = await tours.page(tourId);
    await tours.bin(stop.locationId);
    expect(await tours.item(stop.sku)).toMatchObject({ tone: 'look' });
    expect(await day.screen.middle()).toContain('lot');
    await day.scan('LOT-7');
    const own = tour.places.find(({ position }) => position === stop.places[0]?.position)?.totes.at(-1) ?? '';
    expect(await tours.tote(own)).toMatchObject({ tone: 'go' });
    await day.delivered();
    const found = await day.door.ask<{ rows: { orderNumber: string; lot: string }[] }>(
      'GET',
      '/v1/lots/taken?code=LOT-7',
    );
    expect(found.rows).toMatchObject([{ orderNumber: orders[0]?.number, lot: 'LOT-7' }]);
  });

  it('with the cable out the rest is asked of another site; head office finds one, or holds the order with a task', async () => {
    const [stop] = await stopsOf(3);
    if (!stop) throw new Error('no stop');
    await day.cable.cut();
    await tours.bin(stop.locationId);
    expect(await day.command('missing')).toMatchObject({ tone: 'look' });
    expect(await day.screen.middle()).toContain('another site');
    expect(await day.command('quantity-1')).toMatchObject({ tone: 'go' });
    await day.cable.mend();
    await day.delivered();
    const { number } = orders[1] ?? { number: '' };
    await until('it is decided', async () => {
      const rows = await day.books.ask<{ elsewhere: number; told: number }>(
        `SELECT (SELECT count(*) FROM parcel WHERE order_number = $1 AND stream_id <> 'W1')::int AS elsewhere,
           (SELECT count(*) FROM task WHERE kind = 'no-other-site' AND doc->'values'->>'number' = $1)::int AS told`,
        [number],
      );
      const [row] = rows;
      return row !== undefined && row.elsewhere + row.told === 1;
    });
    expect(await day.books.ledgerFaults()).toEqual([]);
  });

  it('one that was cancelled while the cable was out goes back to its bin, by a task', async () => {
    await day.cable.cut();
    await cancelOne(1, 2);
    const { tour } = await tours.page(tourId);
    const [stop] = await stopsOf(2);
    if (!stop) throw new Error('no stop');
    const asKnown: Stop = { ...stop, places: stop.places.map((place) => ({ ...place, quantity: 2 })) };
    expect(await tours.pickStop(tour, asKnown), 'the bench cannot know').toEqual([]);
    expect(await day.command('finish')).toMatchObject({ tone: 'go' });
    await day.cable.mend();
    await day.delivered();
    expect((await tours.page(tourId)).tour.state).toBe('dropped');
    const tasks = await day.books.ask<{ quantity: number; tote: string }>(
      `SELECT (doc->'values'->>'quantity')::int AS quantity, doc->'values'->>'tote' AS tote
       FROM task WHERE kind = 'put-back' AND state = 'open'`,
    );
    const place = tour.places.find(({ orderNumber }) => orderNumber === orders[1]?.number);
    expect(tasks).toEqual([{ quantity: 1, tote: place?.totes.at(-1) }]);
    expect(await day.books.ledgerFaults()).toEqual([]);
  });
});
