// Cost to serve on real PostgreSQL: hands at the rate of their day, boxes and padding at the cost of their day, postage, per order
// served; with the events behind each part.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabourRates, ServedCostsPage } from '../../../shared/contract/figure-costs';
import type { Behind } from '../../../shared/contract/figures';
import { boxIdSchema, companyStream } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { saveEntries } from '../directory/save-entries';
import { addOfficePeople, clerk, manager } from '../people/people.test-kit';
import { type ShippingOffice, startShippingOffice, until } from '../shipments/shipping-office.test-kit';

let shop: ShippingOffice;
const days = 'from=2026-01-01&to=2026-12-31';
const costs = async (more = ''): Promise<ServedCostsPage> =>
  (await shop.bench.get(`/v1/figures/costs?${days}${more}`)).body as ServedCostsPage;
const amounts = ({ rows }: ServedCostsPage): Record<string, number | null> =>
  Object.fromEntries(rows.map(({ kind, amountMinor }) => [kind, amountMinor]));
const say = (minorPerHour: number, by: object, fromDay = '2026-01-01') =>
  shop.bench.post('/v1/figures/labour-rates', { fromDay, minorPerHour, by });
const boxCosts = (costMinor: number): Promise<unknown> =>
  shop.test.office.writer.submit([companyStream], (tx) =>
    saveEntries(tx, [
      {
        kind: 'box',
        entryId: 'box-B3',
        box: {
          boxId: boxIdSchema.parse('B3'),
          name: 'B3',
          code: 'B3',
          inner: { lengthMm: 300, widthMm: 300, heightMm: 300 },
          outer: { lengthMm: 310, widthMm: 310, heightMm: 310 },
          tareGrams: 100,
          maxGrams: 20_000,
          costMinor,
          currency: 'GBP',
        },
      },
      {
        kind: 'padding',
        entryId: 'padding-paper',
        padding: { paddingId: 'paper', name: 'Paper', unit: 'metre', costMinor: 3, currency: 'GBP' },
      },
    ]),
  );

/** Two minutes at the bench, and a pause of twelve. */
async function packed(parcel: Parcel): Promise<void> {
  const { bench, clock } = shop;
  const open = bench.op('parcel.open', parcel, {});
  clock.ms += 30_000;
  const choose = bench.op('parcel.choose-box', parcel, { boxId: boxIdSchema.parse('B3') });
  clock.ms += 12 * 60_000;
  const pack = bench.op('parcel.pack-item', parcel, {
    sku: parcel.lines[0]?.sku ?? ('MUG' as never),
    quantity: 1,
    code: '1',
    scanId: 's',
  });
  clock.ms += 90_000;
  const seal = bench.op('parcel.seal', parcel, {
    sscc: bench.nextSscc(),
    weightGrams: 400,
    padding: { paddingId: 'paper', quantity: 4 },
  });
  const ops = [open, choose, pack, seal];
  const { body } = await bench.deliver(...ops);
  expect(body.results.map(({ status }) => status)).toEqual(ops.map(() => 'applied'));
  const [row] = await shop.test.rows<{ doc: Parcel }>(
    'SELECT doc FROM parcel WHERE parcel_id = $1',
    parcel.parcelId,
  );
  await shop.inState(parcel.parcelId, 'bought');
  await shop.left(row?.doc as Parcel);
}

beforeAll(async () => {
  shop = await startShippingOffice();
  await addOfficePeople(shop.test);
  expect(await shop.bench.post('/v1/money-settings', { booksCurrency: 'GBP', by: manager })).toMatchObject({
    status: 200,
  });
  await boxCosts(40);
  await packed(await shop.leased());
  await until(async () => ((await costs()).orders === 1 ? true : null));
});
afterAll(() => shop.close());

describe('cost to serve', () => {
  it('has hands without a cost until a manager has said what an hour costs', async () => {
    const page = await costs();
    expect(page.seconds).toBeGreaterThanOrEqual(120);
    expect(page.seconds).toBeLessThan(150);
    expect(page.secondsWithoutRate).toBe(page.seconds);
    expect(amounts(page)).toMatchObject({ picking: 0, packing: null, box: 40, padding: 12 });
    expect(page.perOrderMinor).toBeNull();
  });

  it('takes what an hour costs from a manager and from nobody else', async () => {
    expect((await say(2400, clerk)).status).toBe(403);
    const { status, body } = await say(2400, manager);
    expect([status, (body as LabourRates).rows]).toMatchObject([
      200,
      [{ minorPerHour: 2400, by: 'Mina Manager' }],
    ]);
    const page = await costs();
    expect(amounts(page)['packing']).toBe(Math.round((page.seconds * 2400) / 3600));
    const whole = Object.values(amounts(page)).reduce<number>((sum, each) => sum + (each ?? 0), 0);
    expect(page.perOrderMinor).toBe(whole);
    expect(page.rows.find(({ kind }) => kind === 'postage')?.amountMinor).toBeGreaterThan(0);
    expect(page.series.find(({ orders }) => orders === 1)?.perOrderMinor).toBe(whole);
  });

  it('leaves what was used at the cost it had, and what hands did at the rate of their day', async () => {
    const before = amounts(await costs());
    await boxCosts(90);
    expect((await say(9999, manager, '2027-01-01')).status).toBe(200);
    await packed(await shop.leased('GB'));
    const after = await until(async () => {
      const page = await costs();
      return page.orders === 2 ? page : null;
    });
    // The new cost was seen with this box: the one before keeps its own.
    expect([40 + 40, 40 + 90]).toContain(amounts(after)['box']);
    expect(amounts(after)['padding']).toBe(24);
    expect(amounts(after)['packing']).toBe(Math.round((after.seconds * 2400) / 3600));
    expect(before['box']).toBe(40);
    await shop.test.rows(`UPDATE follower SET seq = 0 WHERE name = 'figures'`);
    await shop.test.rows('DELETE FROM figure_sum');
    await shop.test.rows('DELETE FROM figure');
    const again = await until(async () => {
      const page = await costs();
      return page.orders === 2 ? page : null;
    });
    expect(amounts(again)).toEqual(amounts(after));
  });

  it('under a channel has its own packaging and its share of hands', async () => {
    const all = await costs();
    const other = await costs('&channel=nowhere');
    expect([other.orders, other.perOrderMinor, other.handledOrders]).toEqual([0, null, all.orders]);
    expect(amounts(other)).toMatchObject({ packing: 0, box: 0, padding: 0, postage: 0 });
  });

  it('shows the events behind each part', async () => {
    for (const [measure, key] of [
      ['handled', 'packed'],
      ['packaging', 'box'],
      ['served', ''],
    ]) {
      const { body } = await shop.bench.get(`/v1/figures/behind?${days}&measure=${measure}&key=${key}`);
      const { rows } = body as Behind;
      expect([measure, rows.length]).toEqual([measure, 2]);
      expect(rows.every(({ number }) => number !== null)).toBe(true);
    }
  });
});
