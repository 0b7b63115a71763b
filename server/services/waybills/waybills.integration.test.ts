// The gate at the dock, on real PostgreSQL: a box of a site in Turkey waits for its waybill, the waybill goes out as a file and
// comes back as an answer, and what left without it is recorded and told.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WaybillRow } from '../../../shared/contract/waybills';
import { type BoxId, companyStream, type Sku } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { WaybillRules } from '../../../shared/domain/waybill/waybill-rules';
import {
  leeds,
  newOrder,
  openParcelOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { saveEntries } from '../directory/save-entries';
import { addOfficePeople, clerk, manager } from '../people/people.test-kit';
import { until } from '../shipments/shipping-office.test-kit';
import { integratorSecret, startIntegrator, type TestIntegrator } from './integrator.test-kit';

let test: TestOffice;
let bench: TestStation;
let desk: TestStation;
let folder: string;
let integrator: TestIntegrator;
let orders = 0;
let ms = Date.parse('2026-03-02T10:00:00Z');

const rules: WaybillRules = {
  isOn: true,
  fallback: 'block',
  transmitter: 'folder',
  series: 'IRS',
  sender: {
    taxNumber: '1234567890',
    taxOffice: 'Kadıköy',
    name: 'Ev A.Ş.',
    street: 'Moda Cd. 1',
    district: 'Kadıköy',
    city: 'İstanbul',
    postcode: '34710',
  },
  carriers: [{ carrierId: 'POST' as never, taxNumber: '7320068060' }],
};
const decide = (over: Partial<WaybillRules> = {}, by = manager) =>
  desk.post(`/v1/waybill-sites/${leeds}`, { rules: { ...rules, ...over }, by });
const address = (countryCode: string) => ({ ...newOrder({ externalId: 'x' }).shipTo, countryCode });
const place = async (): Promise<string> =>
  bench.place({ externalId: `W${(orders += 1)}`, shipTo: address('TR') });

async function siteIn(countryCode: string): Promise<void> {
  await test.office.writer.submit([companyStream], (tx) =>
    saveEntries(tx, [
      {
        kind: 'warehouse',
        entryId: `warehouse-${leeds}`,
        warehouse: {
          warehouseId: leeds,
          name: 'Depo',
          address: address(countryCode),
          timeZone: 'Europe/Istanbul',
        },
      },
    ]),
  );
}

async function parcel(orderId: string): Promise<Parcel> {
  const [found] = await test.parcelsOf(orderId);
  if (!found) throw new Error('no parcel');
  return found;
}
async function sealed(orderId: string, papers?: object): Promise<Parcel> {
  const open = await openParcelOf(test, bench, orderId);
  await fill(open, papers);
  return parcel(orderId);
}
async function fill(open: Parcel, papers?: object): Promise<void> {
  const ops = [
    ...(open.lines[0]?.packed
      ? []
      : [
          bench.op('parcel.choose-box', open, { boxId: 'B3' as BoxId }),
          bench.op('parcel.pack-item', open, { sku: 'MUG' as Sku, quantity: 1, code: '1', scanId: 's' }),
        ]),
    bench.op('parcel.seal', open, {
      sscc: bench.nextSscc(),
      weightGrams: 400,
      ...(papers ? { papers } : {}),
    } as never),
  ];
  const { body } = await bench.deliver(...ops);
  expect(body.results.map(({ status }) => status)).toEqual(ops.map(() => 'applied'));
}
const print = (box: Parcel) =>
  bench.deliver(
    bench.op('parcel.record-label', box, {
      label: { jobId: box.sealedBy ?? '', attempt: 1, outcome: 'confirmed' },
    }),
  );
const leave = async (box: Parcel, more: { onNote?: true } = {}) => {
  const { body } = await bench.deliver(bench.op('parcel.hand-over', box, { sscc: box.sscc ?? '', ...more }));
  return body.results[0];
};
const rows = async (state = ''): Promise<WaybillRow[]> =>
  (await desk.get(`/v1/waybills${state && `?state=${state}`}`)).body['rows'] as WaybillRow[];
const waybillOf = (orderId: string, ...states: WaybillRow['state'][]): Promise<WaybillRow> =>
  until(async () =>
    (await rows()).find(
      (row) => row.orderId === orderId && (states.length === 0 || states.includes(row.state)),
    ),
  );
const tasksOf = (orderId: string) =>
  test.rows<{ kind: string }>(
    `SELECT kind FROM task WHERE order_id = $1 AND NOT deleted ORDER BY kind`,
    orderId,
  );
const told = (orderId: string, state: string): Promise<Parcel> =>
  until(async () => {
    const box = await parcel(orderId);
    return box.waybill?.state === state ? box : null;
  });
async function answer({ number, waybillId }: WaybillRow, said: object): Promise<void> {
  await writeFile(join(folder, 'answers', `${number}.json`), JSON.stringify({ ettn: waybillId, ...said }));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waybills-'));
  integrator = await startIntegrator(() => new Date(ms));
  test = await startTestOffice({
    idleMs: 20,
    now: () => new Date((ms += 50)),
    waybillFolder: folder,
    integrator: { url: integrator.url, secret: integratorSecret },
  });
  bench = await test.enrol();
  desk = await test.enrol(leeds, ['office']);
  await addOfficePeople(test);
  await test.receive('MUG', 200);
});
afterAll(async () => {
  await test.close();
  await integrator.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a site in Turkey', () => {
  it('is asked for waybills once somebody who may has decided so, and no other site', async () => {
    expect(await decide()).toMatchObject({ status: 409, body: { code: 'waybill-country' } });
    await siteIn('TR');
    expect(await decide({}, clerk)).toMatchObject({ status: 403 });
    expect(await desk.get('/v1/waybill-sites')).toMatchObject({
      body: { sites: [{ warehouseId: leeds, rules: null }], transmitters: ['folder', 'http', 'by-hand'] },
    });
    const free = await sealed(await place());
    expect(free.waybill).toBeUndefined();
    await print(free);
    expect(await leave(free)).toMatchObject({ status: 'applied' });
  });

  it('tells boxes that are there already, sealed ones too', async () => {
    const before = await place();
    const box = await sealed(before);
    expect(await decide()).toMatchObject({ status: 200, body: { sites: [{ changedBy: 'Mina Manager' }] } });
    expect(await told(before, 'awaited')).toMatchObject({ waybill: { fallback: 'block' } });
    expect(await waybillOf(before, 'handed')).toMatchObject({
      number: 'IRS2026000000001',
      waybillId: box.sealedBy,
    });
  });
});

describe('a sealed box', () => {
  it('waits until its waybill is transmitted, and leaves then', async () => {
    const orderId = await place();
    const box = await sealed(orderId);
    expect(box.waybill).toEqual({ fallback: 'block', state: 'awaited', number: null });
    await print(box);
    const waybill = await waybillOf(orderId, 'handed');
    expect(waybill.number).toBe('IRS2026000000002');
    const xml = await readFile(join(folder, 'out', `${waybill.number}.xml`), 'utf8');
    expect(xml).toContain(`<cbc:UUID>${String(box.sealedBy).toUpperCase()}</cbc:UUID>`);
    expect((await desk.get(`/v1/waybills/${waybill.waybillId}/xml`)).body).toEqual({
      fileName: 'IRS2026000000002.xml',
      xml,
    });
    await answer(waybill, { state: 'transmitted', reference: 'GIB-7' });
    const free = await told(orderId, 'transmitted');
    expect(free.waybill?.number).toBe(waybill.number);
    expect(await leave(free)).toMatchObject({ status: 'applied' });
    expect(await tasksOf(orderId)).toEqual([]);
    expect(await waybillOf(orderId)).toMatchObject({ state: 'transmitted', reference: 'GIB-7' });
    expect(
      (await readdir(join(folder, 'out'))).filter((name) => name.startsWith(waybill.number)),
    ).toHaveLength(1);
  });

  it('that left all the same has left: recorded, and the office is told', async () => {
    const orderId = await place();
    const box = await sealed(orderId);
    await print(box);
    await leave(box);
    expect(await parcel(orderId)).toMatchObject({ state: 'handed-over' });
    expect(await tasksOf(orderId)).toEqual([{ kind: 'left-without-waybill' }]);
    // The waybill goes its way all the same.
    await answer(await waybillOf(orderId, 'handed'), { state: 'transmitted', reference: null });
    expect(await waybillOf(orderId, 'transmitted')).toMatchObject({ reference: null });
  });

  it('whose waybill is refused is told with a task; put right and sent again it leaves', async () => {
    const orderId = await place();
    await print(await sealed(orderId));
    const waybill = await waybillOf(orderId, 'handed');
    expect(await desk.post(`/v1/waybills/${waybill.waybillId}/retry`, { by: manager })).toMatchObject({
      status: 409,
      body: { code: 'waybill-not-refused' },
    });
    await answer(waybill, { state: 'refused', code: '1195', message: 'no such taxpayer' });
    await told(orderId, 'refused');
    expect(await tasksOf(orderId)).toEqual([{ kind: 'waybill-refused' }]);
    expect(await waybillOf(orderId)).toMatchObject({ trouble: '1195: no such taxpayer' });
    await desk.post(`/v1/waybills/${waybill.waybillId}/retry`, { by: manager });
    await waybillOf(orderId, 'handed');
    await answer(waybill, { state: 'transmitted', reference: 'GIB-8' });
    expect(await leave(await told(orderId, 'transmitted'))).toMatchObject({ status: 'applied' });
  });

  it('opened again has another waybill; the one that the authority has is to be called off', async () => {
    const orderId = await place();
    const box = await sealed(orderId);
    const first = await waybillOf(orderId, 'handed');
    await answer(first, { state: 'transmitted', reference: null });
    await told(orderId, 'transmitted');
    await bench.deliver(bench.op('parcel.reopen', box, { reason: 'bench' }));
    const open = await parcel(orderId);
    expect(open.waybill).toEqual({ fallback: 'block', state: 'awaited', number: null });
    await fill(open);
    const second = await waybillOf(orderId, 'handed');
    expect(second.waybillId).not.toBe(first.waybillId);
    await until(async () => (await rows('void')).some(({ waybillId }) => waybillId === first.waybillId));
    await until(async () => (await tasksOf(orderId)).length === 1);
    expect(await tasksOf(orderId)).toEqual([{ kind: 'waybill-to-cancel' }]);
  });

  it('leaves on its printed note where that was decided, and that is told too', async () => {
    await decide({ fallback: 'printed-note' });
    const orderId = await place();
    await test.settled();
    const papers = { asked: [{ kind: 'delivery-note', format: 'A4' }], note: null };
    const box = await sealed(orderId, papers);
    expect(box.waybill?.fallback).toBe('printed-note');
    await print(box);
    expect(await leave(box, { onNote: true })).toMatchObject({ status: 'applied' });
    expect(await tasksOf(orderId)).toEqual([{ kind: 'left-on-note' }]);
  });
});

describe('a waybill over HTTP', () => {
  it('is posted once though its answer is lost, and the box leaves when the integrator has transmitted it', async () => {
    await decide({ transmitter: 'http' });
    integrator.moods.push('lost', 'error-behind-its-work', 'busy');
    const orderId = await place();
    await print(await sealed(orderId));
    const { waybillId, number } = await waybillOf(orderId, 'handed');
    expect(integrator.taken.map(({ key }) => key)).toEqual([`${waybillId}.1`]);
    expect(integrator.taken[0]?.xml).toContain(`<cbc:ID>${number}</cbc:ID>`);
    integrator.answerFor(waybillId, { state: 'transmitted', ettn: waybillId, reference: 'GIB-9' });
    expect(await leave(await told(orderId, 'transmitted'))).toMatchObject({ status: 'applied' });
    expect(integrator.taken).toHaveLength(1);
    expect(integrator.seen.filter(({ fault }) => fault !== null)).toEqual([]);
  });

  it('that is refused goes under another key once somebody has put it right', async () => {
    const orderId = await place();
    await print(await sealed(orderId));
    const { waybillId } = await waybillOf(orderId, 'handed');
    integrator.answerFor(waybillId, { state: 'refused', ettn: waybillId, code: '1195', message: 'no' });
    await told(orderId, 'refused');
    await desk.post(`/v1/waybills/${waybillId}/retry`, { by: manager });
    await waybillOf(orderId, 'handed');
    const keys = integrator.taken.map(({ key }) => key).filter((key) => key.startsWith(waybillId));
    expect(keys).toEqual([`${waybillId}.1`, `${waybillId}.2`]);
    integrator.answerFor(waybillId, { state: 'transmitted', ettn: waybillId, reference: null });
    expect(await leave(await told(orderId, 'transmitted'))).toMatchObject({ status: 'applied' });
  });
});

describe('an answer', () => {
  it('comes by call where somebody tells it: a person by name, a program by its key', async () => {
    await decide({ transmitter: 'by-hand' });
    const orderId = await place();
    await print(await sealed(orderId));
    const { waybillId } = await waybillOf(orderId, 'handed');
    const path = `/v1/waybills/${waybillId}/answer`;
    const yes = { answer: { state: 'transmitted', reference: 'P-1' } };
    expect(await desk.post(path, yes)).toMatchObject({ status: 401, body: { code: 'answer-unsigned' } });
    expect(await desk.post(`/v1/waybills/${uuidV7()}/answer`, { ...yes, by: clerk })).toMatchObject({
      status: 404,
    });
    const made = await desk.post('/v1/api-keys', {
      name: 'GİB',
      scopes: ['waybills:write'],
      perMinute: 60,
      by: manager,
    });
    const said = await test.app.inject({
      method: 'POST',
      url: path,
      payload: yes,
      headers: { authorization: `Bearer ${String(made.body['key'])}` },
    });
    expect(said.statusCode, said.body).toBe(200);
    expect(await leave(await told(orderId, 'transmitted'))).toMatchObject({ status: 'applied' });
    expect(
      await desk.post(path, { answer: { state: 'refused', code: 'x', message: '' }, by: clerk }),
    ).toMatchObject({
      status: 409,
      body: { code: 'waybill-transmitted' },
    });
  });

  it('leaves no hole in the series, whatever became of the boxes', async () => {
    const numbers = (await rows()).map(({ number }) => Number(number.slice(-9))).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_number, index) => index + 1));
  });

  it('is wanted no more when nothing is asked for any more', async () => {
    const orderId = await place();
    const box = await sealed(orderId);
    await print(box);
    await decide({ isOn: false });
    await until(async () => (await parcel(orderId)).waybill === undefined);
    expect(await leave(box)).toMatchObject({ status: 'applied' });
    expect(await tasksOf(orderId)).toEqual([]);
    const next = await sealed(await place());
    expect(next.waybill).toBeUndefined();
  });
});
