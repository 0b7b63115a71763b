// The receipt of an order that was taken here: printed unasked for cash, for anything else by REPRINT, once a label, without
// a network, and owed over a kill.
import { afterEach, describe, expect, it } from 'vitest';
import type { RightsAnswer } from '../../../shared/contract/rights';
import { documentSeries } from '../../../shared/domain/numbers/series';
import { someForm } from '../../../shared/domain/packing/bench.test-kit';
import type { StationPayment } from '../../../shared/domain/stock/station-order';
import { isReceipt, type Receipt } from '../../../shared/label/model';
import type { PrintRequest } from '../../../shared/label/print-job';
import { intlOf } from '../../app/locale';
import { openPreferences } from '../../app/preferences';
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
} from '../packing/bench.test-kit';

let open: TestBench[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const grant = (sku: string, n: number) => ({
  grantId: `018f0000-0000-7000-8000-00000000000${n}`,
  sku,
  units: 9,
  used: 0,
  until: '2026-01-05T12:00:00.000Z',
});
const rights = {
  numbers: [{ series: documentSeries(leeds, 2026), from: 41, to: 60, next: 41, turn: 1 }],
  giveBack: [],
  grants: [grant('MUG', 1), grant('LAMP', 2)],
  prices: [],
} as unknown as RightsAnswer;
const prices = {
  currency: 'GBP',
  minorBySku: new Map([
    ['MUG', 450],
    ['LAMP', 1999],
  ]),
};

async function bench(locale: 'en' | 'tr' = 'en') {
  const office = newOffice();
  const disk = newDisk();
  companyOf(office, small);
  const outbox = createFakeOutbox();
  const preferences = openPreferences(null);
  preferences.setState({ locale });
  const start = async (): Promise<TestBench> => {
    const here = await openTestBench(disk, office, outbox, intlOf(preferences, 'en-GB'));
    open.push(here);
    return here;
  };
  const here = await start();
  await here.rights.heard(here.rights.toTell(), rights);
  await until(async () => (await here.station.store.pulled.products.byIds(['MUG'])).length > 0);
  await here.scan(codes.badge);
  const take = async (payment: StationPayment, ...items: string[]): Promise<void> => {
    await here.scan(codes.command('counter-sale'), ...items);
    here.session.takeOrder({ ...someForm, payment }, prices);
    await here.session.settled();
    expect(here.said()).toBe('go order-taken');
  };
  const receipts = (): PrintRequest[] => outbox.requests.filter(({ label }) => isReceipt(label));
  const printed = async (count: number): Promise<Receipt[]> => {
    await until(() => receipts().length >= count);
    return receipts().map(({ label }) => label as Receipt);
  };
  const again = async (before: TestBench): Promise<TestBench> => {
    open = open.filter((each) => each !== before);
    await before.close();
    return start();
  };
  return { here, office, outbox, preferences, take, receipts, printed, again };
}

describe('the receipt of an order taken here', { timeout: 60_000 }, () => {
  it('comes by itself for cash with the network cut, and says all there is to say', async () => {
    const { office, take, printed } = await bench();
    office.cut();
    await take('cash', codes.mug, codes.lamp, codes.mug);
    expect(await printed(1)).toEqual([
      {
        kind: 'receipt',
        company: expect.objectContaining({ name: 'Waybill Gifts' }),
        title: 'Receipt',
        orderNumber: 'leeds-2026-000041',
        barcode: expect.stringContaining('2026Z0000041'),
        orderWords: 'Order leeds-2026-000041',
        page: { number: 1, count: 1 },
        facts: [expect.stringMatching(/\d{1,2}:\d{2}/), 'For Ada', 'Paid in cash'],
        lines: [
          { text: 'White mug', each: '2 × £4.50', amount: '£9.00' },
          { text: 'Metal lantern', each: '1 × £19.99', amount: '£19.99' },
        ],
        total: { name: 'Total (GBP)', amount: '£28.99' },
        goesOn: null,
      },
    ]);
  });

  it('speaks the language of whoever took the order', async () => {
    const { take, printed } = await bench('tr');
    await take('cash', codes.lamp);
    expect((await printed(1))[0]).toMatchObject({
      title: 'Sipariş fişi',
      facts: [expect.any(String), 'Ada için', 'Nakit ödendi'],
      lines: [{ each: '1 × £19,99', amount: '£19,99' }],
      total: { name: 'Toplam (GBP)', amount: '£19,99' },
    });
  });

  it.each([
    ['later', 'To be paid later, on an invoice'],
    ['link', 'To be paid by the link that we send'],
  ] as const)('is asked for by REPRINT when it is paid %s', async (payment, words) => {
    const { here, take, printed, receipts } = await bench();
    await take(payment, codes.mug);
    await here.scan(codes.command('counter-sale'));
    expect(receipts(), 'not unasked').toEqual([]);
    await here.scan(codes.command('reprint'));
    expect(here.said()).toBe('look receipt-asked');
    const [receipt] = await printed(1);
    expect(receipt?.title).toBe('Your order');
    expect(receipt?.facts.at(-1)).toBe(words);
  });

  it('is one job however often it is asked for, and once more only when it came out', async () => {
    const { here, outbox, take, printed, receipts } = await bench();
    await take('cash', codes.mug);
    await printed(1);
    await here.scan(codes.command('reprint'), codes.command('reprint'));
    here.labels.look();
    await until(() => here.labels.store.getState().wanted.size === 0);
    expect([receipts().length, outbox.answers]).toEqual([1, []]);
    const jobId = receipts()[0]?.jobId ?? '';
    outbox.move(jobId, { step: 'confirmed' });
    await here.scan(codes.command('reprint'));
    await until(() => outbox.answers.length === 1);
    expect(outbox.answers[0]).toMatchObject({ answer: 'reprint', jobId, by: 'ayse' });
  });

  it('is no more what REPRINT means when the next order is begun', async () => {
    const { here, take, printed, receipts } = await bench();
    await take('cash', codes.mug);
    await printed(1);
    await here.scan(codes.lamp, codes.command('reprint'));
    expect(here.said()).toBe('stop parcel-not-sealed');
    expect(receipts()).toHaveLength(1);
  });

  it('waits for a print outbox that cannot take it, and comes then', async () => {
    const { here, outbox, take, receipts } = await bench();
    outbox.onSubmit = 'refuse';
    await take('cash', codes.mug);
    await until(() => receipts().length === 1);
    expect(here.labels.store.getState().wanted.size).toBe(1);
    outbox.onSubmit = { step: 'queued', waitingFor: null };
    await until(() => here.labels.store.getState().wanted.size === 1 && here.reports.length > 0);
    here.labels.look();
    await until(() => here.labels.store.getState().wanted.size === 0);
    expect(receipts()).toHaveLength(2);
    expect(new Set(receipts().map(({ jobId }) => jobId)).size).toBe(1);
  });

  it('that was owed when the power went is printed at the next start, and not again by the one after', async () => {
    const { here, outbox, take, receipts, again } = await bench();
    outbox.onSubmit = 'refuse';
    await take('cash', codes.mug);
    await until(() => here.reports.length > 0);
    outbox.onSubmit = { step: 'queued', waitingFor: null };
    const tried = receipts().length;
    const second = await again(here);
    await until(() => receipts().length === tried + 1);
    expect(second.state().bench.lastTaken?.number).toBe('leeds-2026-000041');
    await until(() => second.labels.store.getState().jobs.size === 1);
    const third = await again(second);
    expect(third.state().bench.lastTaken).not.toBeNull();
    // Long enough for a print that should not be.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(receipts()).toHaveLength(tried + 1);
  });

  it('waits for the address of the warehouse where the station was rebuilt, and comes then', async () => {
    const { here, office, outbox, take, receipts, again } = await bench();
    outbox.onSubmit = 'refuse';
    await take('cash', codes.mug);
    await until(() => here.reports.length > 0);
    office.cut();
    await here.station.store.pulled.directory.empty();
    const second = await again(here);
    await until(() => second.state().bench.lastTaken !== null);
    expect(second.directory.warehouse(leeds)).toBeNull();
    // Long enough for a print that should not be.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([second.reports, second.labels.store.getState().wanted.size]).toEqual([[], 0]);
    office.mend();
    await until(() => second.labels.store.getState().wanted.size === 1);
    outbox.onSubmit = { step: 'queued', waitingFor: null };
    second.labels.look();
    await until(() => second.labels.store.getState().wanted.size === 0);
    expect(new Set(receipts().map(({ jobId }) => jobId)).size).toBe(1);
  });
});
