// Papers beside the label: asked for by the seal, each one job, in the customer's language, on the place of its size; again only by a
// person's key; and the receipt of goods taken along.
import { afterEach, describe, expect, it } from 'vitest';
import type { RightsAnswer } from '../../../shared/contract/rights';
import type { PaperRule } from '../../../shared/domain/document/paper-rules';
import { documentSeries } from '../../../shared/domain/numbers/series';
import { isPaper } from '../../../shared/label/model';
import type { Paper } from '../../../shared/document/paper';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { PrintRequest } from '../../../shared/label/print-job';
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

const series = documentSeries(leeds, 2026);
const rights = {
  numbers: [{ series, from: 41, to: 60, next: 41, turn: 1 }],
  giveBack: [],
  grants: [
    {
      grantId: '018f0000-0000-7000-8000-000000000001',
      sku: 'MUG',
      units: 9,
      used: 0,
      until: '2026-01-05T12:00:00.000Z',
    },
  ],
  prices: [],
  taxes: { country: 'GB', rates: [{ country: 'GB', sku: '', fromDay: '2020-01-01', ppm: 200_000 }] },
} as unknown as RightsAnswer;
const rule = (over: Partial<PaperRule>): PaperRule => ({
  countries: [],
  isElsewhere: false,
  channels: [],
  sales: [],
  papers: [],
  ...over,
});
const both = rule({
  papers: [
    { kind: 'packing-slip', format: 'A5' },
    { kind: 'delivery-note', format: 'A4' },
  ],
});
const slipOnRoll = rule({ papers: [{ kind: 'packing-slip', format: 'roll-80' }] });

async function bench(rules: PaperRule[] | null, options = { papers: true }, parcel: Parcel = small) {
  const office = newOffice();
  const disk = newDisk();
  companyOf(office, parcel);
  if (rules)
    office.put('directory', {
      kind: 'paper-rules',
      entryId: `paper-rules ${leeds}`,
      papers: { warehouseId: leeds, rules },
    });
  const outbox = createFakeOutbox(options);
  const start = async (): Promise<TestBench> => {
    const here = await openTestBench(disk, office, outbox);
    open.push(here);
    return here;
  };
  const here = await start();
  await until(() => here.station.book.held().length > 0);
  await until(() => rules === null || here.directory.paperRules(leeds).rules.length === rules.length);
  await here.rights.heard(here.rights.toTell(), rights);
  await here.scan(codes.badge);
  const papers = (): PrintRequest[] => outbox.requests.filter(({ label }) => isPaper(label));
  const seal = () =>
    here.scan(codes.order, codes.mug, codes.mug, codes.lamp, codes.box, codes.command('seal'));
  const again = async (before: TestBench): Promise<TestBench> => {
    open = open.filter((each) => each !== before);
    await before.close();
    return start();
  };
  return { here, office, outbox, papers, seal, again };
}
const sealOf = async ({ station }: TestBench) =>
  (await station.opLog.from(1, 500)).find(({ type }) => type === 'parcel.seal')?.body['papers'];

describe('papers of a sealed box', { timeout: 60_000 }, () => {
  it('stand in the op of the seal, are each one job on the place of their size, and take a number', async () => {
    const { here, office, papers, seal } = await bench([both]);
    office.cut();
    await seal();
    await until(() => papers().length === 2);
    expect(await sealOf(here)).toEqual({ asked: both.papers, note: { series, number: 41 } });
    expect(papers().map(({ printerId }) => printerId)).toEqual(['sheets', 'sheets']);
    const [slip, note] = papers().map(({ label }) => label as Paper);
    expect(slip).toMatchObject({ paper: 'packing-slip', format: 'A5', orderNumber: small.orderNumber });
    expect(note).toMatchObject({ paper: 'delivery-note', format: 'A4', number: 'leeds-2026-000041' });
    expect(note?.lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ['MUG', '2'],
      ['LAMP', '1'],
    ]);
    expect(here.rights.nextDocument()).toEqual({ series, number: 42 });
    expect(here.station.book.get(small.parcelId)?.papers?.noteNumber).toBe('leeds-2026-000041');
  });

  it('go to the slip printer when they are slips, and take no number without a note', async () => {
    const { here, papers, seal } = await bench([slipOnRoll]);
    await seal();
    await until(() => papers().length === 1);
    expect(papers()[0]?.printerId).toBe('slips');
    expect(here.rights.nextDocument()).toEqual({ series, number: 41 });
  });

  it('are none where no rule fits: the seal says nothing of them', async () => {
    const { here, outbox, papers, seal } = await bench([rule({ ...both, countries: ['TR'] })]);
    await seal();
    await until(() => outbox.requests.length > 0);
    expect(await sealOf(here)).toBeUndefined();
    expect(papers()).toEqual([]);
    await here.scan(codes.command('print-papers'));
    expect(here.said()).toBe('look papers-none');
  });

  it('are printed after a restart where the outbox never had them, once, whatever the rules say by then', async () => {
    const { here, office, outbox, papers, seal, again } = await bench([both]);
    outbox.onSubmit = 'refuse';
    await seal();
    await until(() => papers().length === 2);
    const jobs = papers().map(({ jobId }) => jobId);
    outbox.onSubmit = { step: 'confirmed' };
    outbox.requests.splice(0);
    office.put('directory', {
      kind: 'paper-rules',
      entryId: `paper-rules ${leeds}`,
      papers: { warehouseId: leeds, rules: [] },
    });
    const next = await again(here);
    await until(() => papers().length === 2);
    expect(papers().map(({ jobId }) => jobId)).toEqual(jobs);
    await until(() => next.labels.store.getState().jobs.size >= 3);
    next.labels.look();
    await next.session.settled();
    expect(papers()).toHaveLength(2);
  });

  it('print again by one key, each with the next attempt, and not while they wait', async () => {
    const { here, outbox, papers, seal } = await bench([both]);
    await seal();
    await until(() => papers().length === 2);
    const [slip = '', note = ''] = papers().map(({ jobId }) => String(jobId));
    await until(() => here.labels.store.getState().jobs.has(note));
    outbox.move(slip, { step: 'confirmed' });
    await here.scan(codes.command('print-papers'));
    expect(here.said()).toBe('look papers-asked');
    await until(() => outbox.answers.length > 0);
    expect(outbox.answers.map(({ answer, jobId }) => [answer, jobId])).toEqual([['reprint', slip]]);
    await until(() => here.labels.store.getState().jobs.get(slip)?.attempt === 2);
  });

  it('leave the label alone on a computer without places for papers', async () => {
    const { here, outbox, papers, seal } = await bench([both], { papers: false });
    await seal();
    await until(() => outbox.requests.length === 1);
    expect(papers()).toEqual([]);
    expect(here.labels.store.getState().trouble).toBeNull();
  });
});

describe('papers of a border', { timeout: 60_000 }, () => {
  const abroad: Parcel = {
    ...small,
    shipTo: { ...small.shipTo, countryCode: 'NO' },
    lines: small.lines.map((line) => ({ ...line, declared: { unitValueMinor: 950, currency: 'GBP' } })),
  };

  it('go with a box that leaves the customs union, with the network cut, and leave open what nobody told', async () => {
    const { here, office, papers, seal } = await bench(null, { papers: true }, abroad);
    const found = await here.station.store.pulled.products.byId('MUG');
    if (!found) throw new Error('no mug');
    const { seq: _seq, ...mug } = found.doc;
    office.put('products', {
      ...mug,
      customs: { hsCode: '691200', originCountry: 'TR', description: 'Ceramic mugs' },
    });
    const isHere = async () =>
      (await here.station.store.pulled.products.byId('MUG'))?.doc.customs !== undefined;
    let known = false;
    await until(() => {
      void isHere().then((is) => {
        known = is;
      });
      return known;
    });
    office.cut();
    await seal();
    await until(() => papers().length === 2);
    expect((await sealOf(here)) as object).toMatchObject({
      asked: [{ kind: 'customs-declaration' }, { kind: 'commercial-invoice' }],
      note: null,
    });
    const [declaration, invoice] = papers().map(({ label }) => label as Paper);
    expect(declaration?.title).toBe('Customs declaration CN 22');
    expect(declaration?.grid?.rows.map(({ cells }) => [cells[0], cells[3], cells[4]])).toEqual([
      ['Ceramic mugs', '£19.00', '691200'],
      [expect.any(String), '£9.50', '____________'],
    ]);
    expect(invoice?.title).toBe('Commercial invoice');
  });

  it('go with none that stays inside, whatever the rules say', async () => {
    const { here, outbox, papers, seal } = await bench(null);
    await seal();
    await until(() => outbox.requests.length > 0);
    expect(await sealOf(here)).toBeUndefined();
    expect(papers()).toEqual([]);
  });
});

describe('goods taken along', { timeout: 60_000 }, () => {
  it('get a receipt with what they come to, and another one by REPRINT', async () => {
    const { here, office, outbox, papers } = await bench(null);
    office.cut();
    await here.scan(codes.command('counter-sale'), codes.mug, codes.mug, codes.command('finish'));
    for (const digit of '2000') await here.scan(codes.command(`quantity-${digit}`));
    await here.scan(codes.command('finish'));
    expect(here.said()).toBe('go sold-change');
    await until(() => papers().length === 1);
    const [request] = papers();
    const receipt = request?.label as Paper;
    expect(request?.printerId).toBe('slips');
    expect(receipt).toMatchObject({ paper: 'receipt', number: 'leeds-2026-000041', format: 'roll-80' });
    expect(receipt.lines).toHaveLength(1);
    expect(receipt.lines[0]).toMatchObject({ sku: 'MUG', quantity: '2' });
    expect(receipt.sums.at(-1)?.amount).toBe(receipt.lines[0]?.amount);
    expect(receipt.sums.at(-2)).toEqual({ name: 'VAT 20% in it, on £8.33', amount: '£1.67' });
    expect(receipt.foot[0]).toBe('Received in cash: £20.00. Change: £10.00.');
    outbox.move(String(request?.jobId), { step: 'confirmed' });
    await here.scan(codes.command('reprint'));
    expect(here.said()).toBe('look receipt-asked');
    await until(() => outbox.answers.length === 1);
    expect(outbox.answers[0]).toMatchObject({ answer: 'reprint', jobId: request?.jobId });
  });

  it('get it after a restart where the outbox never had it, and only once', async () => {
    const { here, outbox, papers, again } = await bench(null);
    outbox.onSubmit = 'refuse';
    await here.scan(codes.command('counter-sale'), codes.mug);
    await here.scan(codes.command('finish'), codes.command('finish'));
    await until(() => papers().length === 1);
    outbox.onSubmit = { step: 'queued', waitingFor: null };
    outbox.requests.splice(0);
    const next = await again(here);
    const { lastSold } = next.state().bench;
    expect(lastSold?.number).toBe('leeds-2026-000041');
    await until(() => next.labels.store.getState().jobs.size === 1);
    next.labels.look();
    await next.session.settled();
    expect(papers()).toHaveLength(1);
  });

  it('get none where the rules of the warehouse ask for none', async () => {
    const { here, papers } = await bench([both]);
    await here.scan(codes.command('counter-sale'), codes.mug);
    await here.scan(codes.command('finish'), codes.command('finish'));
    expect(here.said()).toBe('go sold');
    await here.scan(codes.command('reprint'));
    expect(here.said()).not.toBe('look receipt-asked');
    expect(papers()).toEqual([]);
  });
});
