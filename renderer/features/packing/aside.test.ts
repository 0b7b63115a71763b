// Selling and counting aside from packing, on a real store: on disk before it is green, the same offline, found again after
// the power went.
import { afterEach, describe, expect, it } from 'vitest';
import { ownCode } from '../../../shared/barcode/own-code';
import type { GrantId, Sku } from '../../../shared/domain/ids';
import { taskIdOf } from '../../../shared/domain/ids.test-kit';
import { documentSeries } from '../../../shared/domain/numbers/series';
import { newDisk, until } from '../../data/station.test-kit';
import {
  codes,
  companyOf,
  createFakeOutbox,
  leeds,
  newOffice,
  openTestBench,
  small,
  type TestBench,
} from './bench.test-kit';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const grantId = '018f0000-0000-7000-8000-000000000001' as GrantId;
const grants = [{ grantId, sku: 'MUG' as Sku, units: 3, used: 0, until: '2026-01-05T12:00:00.000Z' }];
const series = documentSeries(leeds, 2026);
const numbers = [{ series, from: 41, to: 60, next: 41, turn: 1 }];
const prices = [
  {
    channelId: 'counter' as const,
    currency: 'GBP',
    prices: [{ sku: 'MUG' as Sku, fromQuantity: 1, unitPriceMinor: 450 }],
  },
];
const taxes = { country: 'GB', rates: [{ country: 'GB', sku: '', fromDay: '2020-01-01', ppm: 200_000 }] };
const bin = ownCode('location', 'A-01-1');

async function benchOf(disk = newDisk(), office = newOffice()) {
  const bench = await openTestBench(disk, office, createFakeOutbox());
  ends.push(() => bench.close());
  return { disk, office, bench };
}

async function withQuota() {
  const company = newOffice();
  companyOf(company, small);
  const { disk, office, bench } = await benchOf(newDisk(), company);
  await until(() => bench.station.book.held().length === 1);
  await bench.rights.heard(bench.rights.toTell(), { numbers, giveBack: [], grants, prices, taxes });
  await bench.scan(codes.badge);
  return { disk, office, bench };
}

const written = async (bench: TestBench, type: string) =>
  (await bench.station.opLog.from(1, 500)).filter((op) => op.type === type).map(({ body }) => body);

describe('a sale over the counter', { timeout: 60_000 }, () => {
  it('is sold out of the quota with head office away, and gets the next document number', async () => {
    const { office, bench } = await withQuota();
    office.cut();
    await bench.scan(codes.command('counter-sale'), codes.mug);
    expect(bench.said()).toBe('go sale-item');
    expect(bench.state().verdict.values).toMatchObject({ quantity: 1, left: 2 });
    await bench.scan(codes.mug, codes.command('finish'));
    expect(bench.said()).toBe('look sale-pay');
    await bench.scan(codes.command('finish'));
    expect(bench.said()).toBe('go sold');
    expect(bench.state().verdict.values).toEqual({ document: `${leeds}-2026-000041`, units: 2 });
    expect(await written(bench, 'counter.sell')).toEqual([
      {
        series,
        number: 41,
        lines: [{ sku: 'MUG', quantity: 2, grantId }],
        said: {
          currency: 'GBP',
          country: 'GB',
          prices: [{ sku: 'MUG', unitPriceMinor: 450, taxPpm: 200_000, source: 'list' }],
          payment: { method: 'cash', tenderedMinor: 900 },
        },
      },
    ]);
    await bench.scan(codes.mug, codes.command('finish'), codes.command('pay-card'));
    expect(bench.state().verdict.values['document']).toBe(`${leeds}-2026-000042`);
  });

  it('beyond the quota is refused at the scan, with what is left', async () => {
    const { bench } = await withQuota();
    await bench.scan(codes.command('counter-sale'), codes.command('quantity-4'), codes.mug);
    expect(bench.said()).toBe('stop quota-over');
    expect(bench.state().verdict.values).toMatchObject({ quantity: 4, left: 3 });
    await bench.scan(codes.command('ok'), codes.lamp);
    expect(bench.said()).toBe('stop quota-none');
    expect(await written(bench, 'counter.sell')).toEqual([]);
  });

  it('is refused once the quota is over by the clock, also in the middle of a sale', async () => {
    const { bench } = await withQuota();
    await bench.scan(codes.command('counter-sale'), codes.mug);
    bench.headOfficeMs = Date.parse('2026-01-05T12:00:00.000Z');
    await bench.scan(codes.command('finish'));
    expect(bench.said()).toBe('stop quota-none');
  });

  it('that is not finished is found again after the power went, and is no sale', async () => {
    const { disk, office, bench } = await withQuota();
    await bench.scan(codes.command('counter-sale'), codes.mug, codes.mug);
    await ends.pop()?.();
    const again = (await benchOf(disk, office)).bench;
    expect(again.state().bench.aside).toMatchObject({
      kind: 'counter',
      scans: [{ sku: 'MUG' }, { sku: 'MUG' }],
    });
    await again.scan(codes.command('undo'), codes.command('finish'));
    expect(again.said()).toBe('look sale-pay');
    await ends.pop()?.();
    const asked = (await benchOf(disk, office)).bench;
    expect(asked.state().bench.aside, 'also that it was asked').toMatchObject({ paying: true });
    await asked.scan(codes.command('finish'));
    expect(asked.state().verdict.values).toMatchObject({ units: 1 });
    await ends.pop()?.();
    const third = (await benchOf(disk, office)).bench;
    expect(third.state().bench.aside).toEqual({ kind: 'counter', scans: [] });
  });

  it('keeps orders out until it is finished or left', async () => {
    const { bench } = await withQuota();
    await bench.scan(codes.command('counter-sale'), codes.mug, codes.order);
    expect(bench.said()).toBe('stop finish-first');
    await bench.scan(codes.command('ok'), codes.command('cancel'));
    expect(bench.said()).toBe('look aside-left');
    await bench.scan(codes.order);
    expect(bench.said()).toBe('go parcel-opened');
    await bench.scan(codes.command('counter-sale'));
    expect(bench.said()).toBe('stop box-open-first');
  });
});

describe('a count', { timeout: 60_000 }, () => {
  it('tells how many there were, what is in boxes, and how far the bench knew the warehouse', async () => {
    const { bench } = await withQuota();
    await bench.scan(codes.order, codes.mug, codes.command('cancel'));
    await bench.scan(codes.command('count-bin'), codes.mug);
    expect(bench.said()).toBe('look location-first');
    await bench.scan(bin, codes.mug, codes.command('quantity-7'), codes.mug);
    expect(bench.state().verdict.values).toMatchObject({ quantity: 8 });
    await bench.scan(codes.command('finish'));
    expect(bench.said()).toBe('go count-kept');
    const [body] = await written(bench, 'stock.count');
    expect(body).toMatchObject({ locationId: 'A-01-1', sku: 'MUG', counted: 8, inBoxes: 1 });
    expect((body as { seen: { seq: number } }).seen.seq).toBeGreaterThan(0);
  });

  it('of an empty bin is zero of what should be there', async () => {
    const { bench } = await withQuota();
    await bench.scan(codes.command('count-bin'), bin, codes.command('finish'));
    expect(bench.said()).toBe('look count-nothing');
    await bench.scan(codes.command('quantity-0'), codes.mug, codes.command('finish'));
    expect(await written(bench, 'stock.count')).toMatchObject([{ counted: 0 }]);
  });

  it('of a bin where nothing lies any more is zero of all that was asked for there, by its code and a zero', async () => {
    const { office, bench } = await withQuota();
    const task = (n: number, sku: string, location: string) => ({
      taskId: taskIdOf(n),
      kind: 'count-cycle',
      state: 'open',
      values: { location, sku, name: sku, class: 'A', reason: 'empty' },
      orderId: null,
      parcelId: null,
      opId: null,
      at: '2026-01-05T10:00:00.000Z',
    });
    office.put('tasks', task(1, 'MUG', 'A-01-1'));
    office.put('tasks', task(2, 'LAMP', 'A-01-1'));
    office.put('tasks', task(3, 'MUG', 'B-07-4'));
    await until(async () => (await bench.station.store.pulled.tasks.find({ selector: {} })).length === 3);
    office.cut();
    await bench.scan(codes.command('count-bin'), bin, codes.command('finish'));
    expect(bench.said()).toBe('look count-nothing');
    await bench.scan(codes.command('quantity-0'), codes.command('finish'));
    expect(bench.said()).toBe('go count-kept');
    expect(await written(bench, 'stock.count')).toMatchObject([
      { locationId: 'A-01-1', sku: 'MUG', counted: 0 },
      { locationId: 'A-01-1', sku: 'LAMP', counted: 0 },
    ]);
  });

  it('is of one product; the next one follows in the same bin', async () => {
    const { bench } = await withQuota();
    await bench.scan(codes.command('count-bin'), bin, codes.mug, codes.lamp);
    expect(bench.said()).toBe('stop item-another-count');
    await bench.scan(codes.command('ok'), codes.command('finish'), codes.lamp, codes.command('finish'));
    expect(await written(bench, 'stock.count')).toMatchObject([
      { locationId: 'A-01-1', sku: 'MUG', counted: 1 },
      { locationId: 'A-01-1', sku: 'LAMP', counted: 1 },
    ]);
  });
});
