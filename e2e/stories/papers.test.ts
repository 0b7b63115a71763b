// Papers at the bench with the network cut: a box for a company in Turkey is sealed, its packing slip and delivery note are PDF
// files with their text, once; a second print is asked for by one key. Goods sold over the counter get a receipt on the slip's
// size. Head office, which has the seal later, shows the same delivery note under the same number.
import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaperRule } from '../../shared/domain/document/paper-rules';
import type { DirectoryEntry } from '../../shared/sync/documents';
import type { Goods } from '../rigs/head-office-books';
import { readPdf } from '../rigs/pdf-text';
import { boxCode } from '../rigs/printed-codes';
import { arrivedDocuments, storedOps } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/test/pictures');
const greetingMs = 90_000;
const sent: PaperRule[] = [
  {
    countries: [],
    isElsewhere: false,
    channels: [],
    sales: ['business'],
    papers: [
      { kind: 'packing-slip', format: 'A5' },
      { kind: 'delivery-note', format: 'A4' },
    ],
  },
  {
    countries: [],
    isElsewhere: false,
    channels: [],
    sales: ['counter'],
    papers: [{ kind: 'receipt', format: 'roll-80' }],
  },
];

describe('papers at the bench', { timeout: 300_000 }, () => {
  let day: Workday;
  let one: Goods;
  let two: Goods;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    day = await startWorkday({
      orders: async (books) => {
        [one, two] = (await books.goods(2)) as [Goods, Goods];
        const shipTo = {
          name: 'Gülşah <Öztürk> & İrem',
          company: 'Çiğdem Tic. Ltd. Şti.',
          lines: ['Bağdat Caddesi 14'],
          postcode: '34710',
          city: 'Kadıköy',
          region: 'İstanbul',
          countryCode: 'TR',
        };
        return [{ lines: [{ sku: one.sku, quantity: 2 }], shipTo }];
      },
    });
    await day.door.ask('POST', '/v1/paper-rules/W1', { from: 0, rules: sent });
    await day.door.ask('POST', `/v1/stations/${day.stationId()}/quotas`, { sku: two.sku, units: 3 });
    await until('the station knows the rules', async () =>
      (await arrivedDocuments<DirectoryEntry>(page(), 'directory')).some(
        (entry) => entry.kind === 'paper-rules' && entry.papers.rules.length === 2,
      ),
    );
    await day.logIn();
  });
  afterAll(() => day?.end());

  const page = () => day.station().page;
  const folder = (): string => join(day.station().dataDir, 'station', 'papers');
  const files = (): string[] => {
    try {
      return readdirSync(folder())
        .filter((name) => name.endsWith('.pdf'))
        .sort();
    } catch {
      return [];
    }
  };
  const fileOf = (words: string): string =>
    join(folder(), files().find((name) => name.includes(words)) ?? '?');

  it('waits for document numbers and a quota, then works with the network cut', async () => {
    await day.display.pressKey('ctrl+y');
    await until(
      'the quota is here, and numbers with it',
      async () => (await day.screen.middle()).includes('3 left here'),
      greetingMs,
    );
    await day.display.pressKey('ctrl+y');
    expect(await day.command('cancel')).toBeTruthy();
    await day.cable.cut();
  });

  it('sealing writes the slip and the note beside the label, each once', async () => {
    const { number = '' } = day.orders[0] ?? {};
    await day.openOrder(number);
    await day.scanAll([one.code, one.code, boxCode('B2')]);
    await day.command('ok');
    expect(await day.command('seal')).toMatchObject({ tone: 'go' });
    await until('both are there', () => files().length === 2);
    await until('the label is out', () => day.printer.paper.length === 1);
    const seal = (await storedOps(page())).find(({ type }) => type === 'parcel.seal');
    const papers = seal?.body['papers'] as { note: { series: string; number: number } } | undefined;
    const note = papers?.note ?? { series: 'none', number: 0 };
    expect(note.series).toBe(`document W1 ${new Date().getUTCFullYear()}`);

    const [slip] = await readPdf(fileOf('Koli içeriği'));
    expect(slip?.widthMm).toBeCloseTo(148, 0);
    expect(slip?.heightMm).toBeCloseTo(210, 0);
    for (const words of ['Gülşah <Öztürk> & İrem', 'Çiğdem Tic. Ltd. Şti.', 'Kadıköy', number, one.sku])
      expect(slip?.text).toContain(words);

    const noteNumber = `W1-${new Date().getUTCFullYear()}-${String(note.number).padStart(6, '0')}`;
    const pages = await readPdf(fileOf(noteNumber));
    expect(pages).toHaveLength(1);
    expect(pages[0]?.widthMm).toBeCloseTo(210, 0);
    expect(pages[0]?.heightMm).toBeCloseTo(297, 0);
    expect(pages[0]?.text).toContain('Sevk irsaliyesi');
    expect(pages[0]?.text).toContain(noteNumber);
    expect(pages[0]?.text).toContain('Türkiye');
    await until('the page says where they are', async () =>
      (await day.screen.middle()).includes('Delivery note: kept as a PDF'),
    );
    await page().screenshot({ path: resolve(pictures, 'papers-of-a-box.png') });
  });

  it('one key prints them again, as copies, and a restart prints nothing by itself', async () => {
    await day.display.pressKey('shift+F12');
    await until('two copies', () => files().length === 4);
    const copies = files().filter((name) => name.endsWith(' 2.pdf'));
    expect(copies).toHaveLength(2);
    const [copy] = await readPdf(join(folder(), copies[0] ?? '?'));
    expect(copy?.text).toContain('Kopya 2');
    const before = files();
    await day.killStation();
    await day.startStation();
    await page().waitForTimeout(3_000);
    expect(files()).toEqual(before);
  });

  it('a sale over the counter gets its receipt on the roll, with what it comes to', async () => {
    expect(await day.command('counter-sale')).toMatchObject({ tone: 'look' });
    expect(await day.scan(two.code)).toMatchObject({ tone: 'go' });
    expect(await day.scan(two.code)).toMatchObject({ tone: 'go' });
    expect(await day.command('finish'), 'how is it paid?').toMatchObject({ tone: 'look' });
    const received = page().getByLabel(/^Received in /);
    await until('the amount is asked', () => received.isVisible());
    await received.fill('9999');
    await page().screenshot({ path: resolve(pictures, 'counter-sale-is-paid.png') });
    await received.press('Enter');
    await until('it is sold', async () => (await day.screen.verdict()).title.startsWith('Give back'));
    await until('the receipt is there', () => files().some((name) => name.includes('Receipt')));
    const [receipt] = await readPdf(fileOf('Receipt'));
    expect(receipt?.widthMm).toBeCloseTo(80, 0);
    expect(receipt?.text).toContain(two.sku);
    const [product] = await day.books.ask<{ minor: number }>(
      `SELECT (doc->'price'->>'amountMinor')::int AS minor FROM product WHERE sku = $1`,
      [two.sku],
    );
    expect(receipt?.text).toContain(((2 * (product?.minor ?? 0)) / 100).toFixed(2));
    expect(receipt?.text).toContain('Received in cash');
    expect(receipt?.text).toContain(((999_900 - 2 * (product?.minor ?? 0)) / 100).toLocaleString('en-GB'));
    await until('the page says so', async () =>
      (await day.screen.middle()).includes('Receipt: kept as a PDF'),
    );
    await page().screenshot({ path: resolve(pictures, 'papers-receipt-of-a-sale.png') });
  });

  it('the till is counted by keys alone, still with the network cut', async () => {
    await day.command('cancel');
    await day.display.pressKey('ctrl+w');
    const counted = page().getByLabel(/^Counted in /);
    await until('the till is asked', () => counted.isVisible());
    expect(await day.screen.middle()).toContain('1 sale in cash since the last count');
    await counted.fill('8');
    await page().screenshot({ path: resolve(pictures, 'till-is-counted.png') });
    await counted.press('Enter');
    await until('it is kept', async () => (await day.screen.middle()).includes('Counted and kept'));
    await day.display.pressKey('ctrl+w');
  });

  it('head office shows the same note under the same number, and the sale with its money, once', async () => {
    await day.cable.mend();
    await day.delivered();
    const { rows } = await day.door.ask<{ rows: { units: number; method: string; tenderedMinor: number }[] }>(
      'GET',
      '/v1/counter-sales',
    );
    const tills = await day.door.ask<{
      rows: { expectedMinor: number; toldMinor: number; countedMinor: number }[];
    }>('GET', '/v1/till-counts');
    const [till] = tills.rows;
    expect(tills.rows).toHaveLength(1);
    expect(till).toMatchObject({ countedMinor: 800, toldMinor: till?.expectedMinor });
    expect(rows).toMatchObject([{ units: 2, method: 'cash', tenderedMinor: 999_900 }]);
    const { orderId = '' } = day.orders[0] ?? {};
    type Box = { parcel_id: string; note: string };
    const box = async (): Promise<Box | undefined> =>
      (
        await day.books.ask<Box>(
          `SELECT parcel_id, doc->'papers'->>'noteNumber' AS note FROM parcel WHERE order_id = $1 AND NOT deleted`,
          [orderId],
        )
      )[0];
    await until('it has the seal', async () => Boolean((await box())?.note));
    const { parcel_id: parcelId, note } = (await box()) as Box;
    const paper = await day.door.ask<{ html: string; number: string }>(
      'GET',
      `/v1/orders/${orderId}/papers?kind=delivery-note&parcelId=${parcelId}`,
    );
    expect(paper.number).toBe(note);
    expect(paper.html).toContain('Gülşah &lt;Öztürk&gt; &amp; İrem');
    const ops = await day.books.opsOf(day.stationId());
    expect(ops.every(({ status, times }) => status === 'applied' && times === 1)).toBe(true);
  });
});
