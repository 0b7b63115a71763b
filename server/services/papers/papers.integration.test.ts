// Papers at head office, on real PostgreSQL: rules with every version kept, told to stations as part of the directory; numbers of
// documents for stations whose rules ask for delivery notes; papers of an order and of a box as pages.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaperRulesPage } from '../../../shared/contract/papers';
import { type PaperRule, usualPaperRules } from '../../../shared/domain/document/paper-rules';
import { documentNumber, documentSeries } from '../../../shared/domain/numbers/series';
import { type BoxId, companyStream, type Sku } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { saveEntries } from '../directory/save-entries';
import {
  leeds,
  lineOf,
  openParcelOf,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';

let test: TestOffice;
let bench: TestStation;
let desk: TestStation;
beforeAll(async () => {
  test = await startTestOffice({ idleMs: 25 });
  bench = await test.enrol();
  desk = await test.enrol(leeds, ['office']);
  await test.receive('MUG', 500);
});
afterAll(() => test.close());

const note: PaperRule = {
  countries: ['TR'],
  isElsewhere: true,
  channels: [],
  sales: ['business', 'private'],
  papers: [{ kind: 'delivery-note', format: 'A4' }],
};
const page = async (warehouse: string = leeds) =>
  (await desk.get(`/v1/paper-rules/${warehouse}`)).body as unknown as PaperRulesPage;
const save = (from: number, rules: PaperRule[]) => desk.post(`/v1/paper-rules/${leeds}`, { from, rules });
const told = async (warehouse: string): Promise<PaperRule[] | null> => {
  const [row] = await test.rows<{ rules: PaperRule[] }>(
    `SELECT doc->'papers'->'rules' AS rules FROM directory WHERE entry_id = $1 AND NOT deleted`,
    `paper-rules ${warehouse}`,
  );
  return row?.rules ?? null;
};
const series = documentSeries(leeds, new Date().getUTCFullYear());

describe('rules of papers', () => {
  it('are the usual ones until somebody sets others, and told to the stations of their warehouse then', async () => {
    expect(await page()).toEqual({ version: 0, rules: usualPaperRules(leeds).rules, versions: [] });
    expect(await told(leeds)).toBeNull();
    const saved = await save(0, [note]);
    expect(saved).toMatchObject({ status: 200, body: { version: 1, rules: [note] } });
    expect(await told(leeds)).toEqual([note]);
    expect(await told(rotterdam)).toBeNull();
    expect((await page(rotterdam)).version).toBe(0);
  });

  it('keep every version with when and where it was set, and go back by setting the one before', async () => {
    await save(1, []);
    expect(await told(leeds)).toEqual([]);
    const { versions } = await page();
    expect(versions.map(({ version, rules }) => [version, rules.length])).toEqual([
      [2, 0],
      [1, 1],
    ]);
    for (const each of versions) expect(each).toMatchObject({ changedBy: expect.any(String) });
    await save(2, versions[1]?.rules ?? []);
    expect(await told(leeds)).toEqual([note]);
    expect((await page()).version).toBe(3);
  });

  it('are not overwritten by somebody who saw older ones', async () => {
    const stale = await save(1, []);
    expect(stale).toMatchObject({ status: 409, body: { code: 'paper-rules-changed' } });
    const both = await Promise.all([save(3, [note, note]), save(3, [])]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect((await page()).version).toBe(4);
    await save(4, [note]);
  });

  it('are the office’s to set, of a warehouse that there is, in words that a form can say', async () => {
    expect((await bench.get(`/v1/paper-rules/${leeds}`)).status).toBe(200);
    const packer = await test.enrol(leeds, ['station']);
    expect((await packer.post(`/v1/paper-rules/${leeds}`, { from: 5, rules: [] })).status).toBe(403);
    expect((await desk.get('/v1/paper-rules/NOWHERE')).status).toBe(404);
    const wrong = [
      { ...note, countries: ['Turkey'] },
      { ...note, papers: [] },
      { ...note, more: 1 },
    ];
    for (const rule of wrong) expect((await save(5, [rule as PaperRule])).status).toBe(400);
  });

  it('bring document numbers to stations without a quota when they ask for delivery notes', async () => {
    const other = await test.enrol(leeds, ['station']);
    const rangesOf = async (station: TestStation): Promise<number> => {
      const [row] = await test.rows<{ n: number }>(
        `SELECT count(*)::int AS n FROM number_range WHERE station_id = $1 AND series LIKE 'document %'`,
        station.stationId,
      );
      return row?.n ?? 0;
    };
    const greet = (station: TestStation) =>
      station.post('/v1/hello', {
        maxStationSeq: 0,
        unsent: 0,
        oldestUnsentAt: null,
        appVersion: '0.0.0',
        at: new Date().toISOString(),
        wantParcels: 0,
        rights: { fresh: true, numbers: { held: [], returned: [] }, grants: [] },
      });
    await greet(other);
    expect(await rangesOf(other)).toBeGreaterThan(0);
    const far = await test.enrol(rotterdam, ['station']);
    await greet(far);
    expect(await rangesOf(far)).toBe(0);
  });
});

describe('papers of an order', () => {
  const asked = [{ kind: 'delivery-note', format: 'A4' }] as const;
  const paper = (orderId: string, query: string) => desk.get(`/v1/orders/${orderId}/papers?${query}`);
  let orderId = '';
  let parcel: Parcel;

  beforeAll(async () => {
    orderId = await bench.place({ externalId: 'P-1', lines: [lineOf('MUG', 2)] });
    parcel = await openParcelOf(test, bench, orderId);
  });

  it('say what is missing where no warehouse has told its address', async () => {
    expect(await paper(orderId, 'kind=receipt')).toMatchObject({
      status: 409,
      body: { code: 'paper-without-sender' },
    });
    const address = {
      name: 'Waybill Gifts <Leeds>',
      company: null,
      lines: ['1 High Street'],
      postcode: 'LS1 4AP',
      city: 'Leeds',
      region: null,
      countryCode: 'GB',
      phone: null,
      email: null,
    };
    const warehouse = { warehouseId: leeds, name: 'Leeds', timeZone: 'Europe/London', address };
    await test.office.writer.submit([companyStream], (tx) =>
      saveEntries(tx, [{ kind: 'warehouse', entryId: `warehouse-${leeds}`, warehouse }]),
    );
  });

  it('come with the total of the order, escaped, in the language of the country or another', async () => {
    const receipt = await paper(orderId, 'kind=receipt&format=A5');
    expect(receipt.status).toBe(200);
    const { html } = receipt.body as { html: string };
    const [row] = await test.rows<{ total: number; currency: string }>(
      'SELECT total_minor AS total, currency FROM sales_order WHERE order_id = $1',
      orderId,
    );
    const total = new Intl.NumberFormat('en-GB', { style: 'currency', currency: row?.currency ?? 'GBP' });
    expect(html).toContain(`<td class="n">${total.format((row?.total ?? 0) / 100)}</td>`);
    expect(html).toContain('@page{size:148mm 210mm');
    expect(html).toContain('Waybill Gifts &lt;Leeds&gt;');
    expect(((await paper(orderId, 'kind=receipt&language=tr')).body as { html: string }).html).toContain(
      'Satış fişi',
    );
  });

  it('are those of a box when one is named, under the number that the seal gave', async () => {
    const { parcelId } = parcel;
    expect(await paper(orderId, `kind=packing-slip&parcelId=${parcelId}`)).toMatchObject({
      status: 422,
      body: { code: 'paper-not-of-box' },
    });
    const seal = {
      sscc: bench.nextSscc(),
      weightGrams: 900,
      papers: { asked: [...asked], note: { series, number: 7 } },
    };
    await bench.deliver(
      bench.op('parcel.pack-item', parcel, { sku: 'MUG' as Sku, quantity: 2, code: 'MUG', scanId: 's' }),
      bench.op('parcel.choose-box', parcel, { boxId: 'B2' as BoxId }),
      bench.op('parcel.seal', parcel, seal),
    );
    const number = documentNumber(series, 7);
    const [row] = await test.rows<{ papers: unknown }>(
      `SELECT doc->'papers' AS papers FROM parcel WHERE parcel_id = $1`,
      parcelId,
    );
    expect(row?.papers).toEqual({ asked: [...asked], noteNumber: number });
    const shown = await paper(orderId, `kind=delivery-note&parcelId=${parcelId}`);
    expect(shown).toMatchObject({ status: 200, body: { number } });
    expect((shown.body as { html: string }).html).toContain(number);
  });

  it('are nobody else’s: an order and a box that are not there, a box of another order', async () => {
    const nowhere = '018f0000-0000-7000-8000-00000000abcd';
    expect((await paper(nowhere, 'kind=receipt')).status).toBe(404);
    expect((await paper(orderId, `kind=receipt&parcelId=${nowhere}`)).status).toBe(404);
    const other = await bench.place({ externalId: 'P-2', lines: [lineOf('MUG', 1)] });
    expect((await paper(other, `kind=packing-slip&parcelId=${parcel.parcelId}`)).status).toBe(404);
    const packer = await test.enrol(leeds, ['station']);
    expect((await packer.get(`/v1/orders/${orderId}/papers?kind=receipt`)).status).toBe(403);
  });
});

describe('papers of a border', () => {
  const address = (countryCode: string) => ({
    name: 'Jean Dupont',
    company: null,
    lines: ['1 Rue Haute'],
    postcode: '75001',
    city: 'Paris',
    region: null,
    countryCode,
    phone: '+33 1 2345',
    email: null,
  });
  const paper = (order: string, query: string) => desk.get(`/v1/orders/${order}/papers?${query}`);
  let orderId = '';
  let parcel: Parcel;

  it('go with the value of each line to the bench, and what nobody told is a task before anybody packs', async () => {
    orderId = await bench.place({
      externalId: 'P-TR',
      shipTo: address('TR'),
      lines: [lineOf('MUG', 2)],
    });
    parcel = await openParcelOf(test, bench, orderId);
    const ordered = await test.rows<{ price: number; currency: string }>(
      `SELECT (doc->'lines'->0->>'unitPriceMinor')::int AS price, currency FROM sales_order WHERE order_id = $1`,
      orderId,
    );
    expect(parcel.lines[0]?.declared).toEqual({
      unitValueMinor: ordered[0]?.price,
      currency: ordered[0]?.currency,
    });
    const tasks = await test.rows<{ what: string }>(
      `SELECT doc->'values'->>'what' AS what FROM task WHERE kind = 'customs-missing' AND doc->>'parcelId' = $1`,
      parcel.parcelId,
    );
    expect(tasks).toEqual([{ what: 'MUG' }]);
  });

  it('show what is missing, and nothing any more once the product says it, which every bench hears', async () => {
    await bench.deliver(
      bench.op('parcel.pack-item', parcel, { sku: 'MUG' as Sku, quantity: 2, code: 'MUG', scanId: 's' }),
      bench.op('parcel.choose-box', parcel, { boxId: 'B2' as BoxId }),
      bench.op('parcel.seal', parcel, { sscc: bench.nextSscc(), weightGrams: 900 }),
    );
    const query = `kind=customs-declaration&language=en&parcelId=${parcel.parcelId}`;
    expect(await paper(orderId, query)).toMatchObject({ status: 200, body: { missing: ['MUG'] } });
    const customs = { hsCode: '691200', originCountry: 'TR', description: 'Ceramic mugs' };
    expect((await desk.post('/v1/products/MUG/customs', customs)).status).toBe(200);
    const [product] = await test.rows<{ customs: unknown; same: boolean }>(
      `SELECT doc->'customs' AS customs, (doc->>'seq')::bigint = seq AS same FROM product WHERE sku = 'MUG'`,
    );
    expect(product).toEqual({ customs, same: true });
    const told = await paper(orderId, query);
    expect(told).toMatchObject({ status: 200, body: { missing: [] } });
    const { html } = told.body as { html: string };
    for (const words of ['Customs declaration CN 22', 'Ceramic mugs', '691200'])
      expect(html).toContain(words);
    const invoice = await paper(orderId, `kind=commercial-invoice&language=tr&parcelId=${parcel.parcelId}`);
    expect((invoice.body as { html: string }).html).toContain('Ticari fatura');
  });

  it('are of one box, and of none that stays inside', async () => {
    expect(await paper(orderId, 'kind=commercial-invoice')).toMatchObject({
      status: 422,
      body: { code: 'paper-of-a-box' },
    });
    const home = await bench.place({ externalId: 'P-GB', shipTo: address('GB'), lines: [lineOf('MUG', 1)] });
    const inside = await openParcelOf(test, bench, home);
    expect(inside.lines[0]?.declared).toBeUndefined();
    expect(await paper(home, `kind=customs-declaration&parcelId=${inside.parcelId}`)).toMatchObject({
      status: 422,
      body: { code: 'paper-not-over-border' },
    });
  });
});
