// The floor map on real PostgreSQL: drawn, walked by tours, undone, taken from a file, and what stands against taking a bin
// away. Damaged goods in a bin of theirs are on hand and promised to nobody.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TourPage } from '../../../shared/contract/floor';
import type { FloorFilePreview, FloorMapPage } from '../../../shared/contract/floor-map';
import { rackOfBins } from '../../../shared/domain/floor/bin-pattern';
import type { FloorChangeAsked } from '../../../shared/domain/floor/floor-change';
import type { Bin } from '../../../shared/domain/floor/floor-plan';
import { companyStream } from '../../../shared/domain/ids';
import { planTours } from '../tours/plan-tours';
import {
  leeds,
  lineOf,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';

let office: TestOffice;
let desk: TestStation;
beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000 });
  desk = await office.enrol();
  await office.receive('MUG', 20, 'A-01');
  await office.receive('LAMP', 20, 'B-01');
});
afterAll(() => office.close());

const asked = async <T>(answer: Promise<{ status: number; body: unknown }>, status = 200): Promise<T> => {
  const { status: got, body } = await answer;
  expect(got, JSON.stringify(body)).toBe(status);
  return body as T;
};
const path = (rest = '', warehouseId: string = leeds) => `/v1/floor/${warehouseId}/map${rest}`;
const map = () => asked<FloorMapPage>(desk.get(path()));
const edit = async (change: FloorChangeAsked, status = 200) =>
  asked<FloorMapPage>(desk.post(path(), { version: (await map()).version, change }), status);
const refusal = async (change: FloorChangeAsked) =>
  asked<{ code: string; message: string; values: object }>(
    desk.post(path(), { version: (await map()).version, change }),
    409,
  );
const undo = async () => asked<FloorMapPage>(desk.post(path('/undo'), { version: (await map()).version }));
const binOf = ({ plan }: FloorMapPage, code: string): Bin => {
  const bin = plan.bins.find(({ locationId }) => locationId === code);
  if (!bin) throw new Error(`no ${code}`);
  return bin;
};
const without = ({ plan }: FloorMapPage) => ({
  ...plan,
  bins: [...plan.bins].sort((a, b) => (a.locationId < b.locationId ? -1 : 1)),
});
const lines = {
  aisles: [
    { code: 'A', atMm: 2000 },
    { code: 'B', atMm: 9000 },
  ],
  crossings: [
    { code: 'X1', atMm: 0 },
    { code: 'X2', atMm: 24_000 },
  ],
};
const placed = (bin: Bin, aisle: string, alongMm: number): Bin => ({
  ...bin,
  aisle,
  spot: { rack: null, side: 'left', alongMm, level: 1 },
});

describe('the floor map', { timeout: 120_000 }, () => {
  it('shows bins that nobody has drawn, draws them, and tours walk the very same places', async () => {
    const before = await map();
    expect(before).toMatchObject({ version: 0, undo: null });
    expect(before.plan.bins.map(({ locationId, spot, purpose }) => [locationId, spot, purpose])).toEqual([
      ['A-01', null, 'pick'],
      ['A-02', null, 'pick'],
      ['B-01', null, 'pick'],
    ]);
    const drawn = await edit({
      put: {
        ...lines,
        bins: [placed(binOf(before, 'A-01'), 'A', 3500), placed(binOf(before, 'B-01'), 'B', 21_000)],
      },
    });
    expect(drawn.version).toBe(1);
    const orderId = await desk.place({ externalId: 'T1', lines: [lineOf('MUG', 1), lineOf('LAMP', 1)] });
    await office.settled();
    const [parcel] = await office.parcelsOf(orderId);
    const [tourId] = await planTours(office.office, leeds, [
      {
        parcelIds: parcel ? [parcel.parcelId] : [],
        method: 'single',
        zone: null,
        waveId: null,
        dueAt: null,
        after: null,
      },
    ]);
    const page = await asked<TourPage>(desk.get(`/v1/floor/tours/${tourId}`));
    expect(page.area.aislesAt.slice(0, 2)).toEqual([2, 9]);
    expect(page.area.crossingsAt).toEqual([0, 24]);
    expect(Object.fromEntries(page.stops.map(({ locationId, at }) => [locationId, at]))).toEqual({
      'A-01': { aisle: 0, height: 3.5 },
      'B-01': { aisle: 1, height: 21 },
    });
    // There and back: 3.5 m up and down aisle A, 21 m up and down aisle B, or round by the rear; 7 m between them twice.
    expect(page.tour.measure?.metres).toBeCloseTo(2 * 24 + 2 * 7, 5);
  });

  it('takes no bin from goods or from a picker, and says what to do', async () => {
    const held = await refusal({ remove: { bins: ['A-01'] } });
    expect(held).toMatchObject({ code: 'bin-holds-stock', values: { bin: 'A-01' } });
    expect(held.message).toContain('Move its goods to another bin, or count it to zero.');
    // Its goods are gone; the picker does not know.
    const [before] = await office.rows<{ on_hand: number }>(
      `SELECT on_hand FROM stock_level WHERE stream_id = $1 AND location_id = 'B-01'`,
      leeds,
    );
    expect(before?.on_hand).toBe(20);
    await office.rows(`UPDATE tour SET doc = jsonb_set(doc, '{route}', doc->'route' || '["A-02"]'::jsonb)`);
    const walked = await refusal({ remove: { bins: ['A-02'] } });
    expect(walked).toMatchObject({ code: 'bin-in-tour', values: { bin: 'A-02' } });
    await office.rows(`UPDATE tour SET doc = jsonb_set(doc, '{route}', (doc->'route') - 'A-02')`);
    const gone = await edit({ remove: { bins: ['A-02'] } });
    expect(gone.plan.bins.map(({ locationId }) => locationId)).toEqual(['A-01', 'B-01']);
    const back = await undo();
    expect(binOf(back, 'A-02')).toMatchObject({ spot: null, purpose: 'pick', walkOrder: 2 });
  });

  it('adds a whole rack, undoes edit after edit, and stands where it began', async () => {
    const before = await map();
    const rack = rackOfBins({
      names: 'C-01..C-20',
      levels: 3,
      levelNames: 'numbers',
      side: 'both',
      rack: 'C',
      aisle: 'C',
      fromMm: 0,
      bayMm: 1000,
      purpose: 'bulk',
      zone: 'BULK',
      size: { lengthMm: 900, widthMm: 800, heightMm: 700 },
      maxGrams: 500_000,
    });
    if (!rack.ok) throw new Error('no rack');
    const added = await edit({
      put: {
        zones: [{ code: 'BULK', name: 'Above the pick faces' }],
        aisles: [{ code: 'C', atMm: 14_000 }],
        racks: rack.racks,
        bins: rack.bins,
      },
    });
    expect(added.plan.bins.length).toBe(before.plan.bins.length + 60);
    expect(binOf(added, 'C-20-3')).toMatchObject({ zone: 'BULK', purpose: 'bulk', maxGrams: 500_000 });
    await edit({ put: { aisles: [{ code: 'C', atMm: 15_000 }] } });
    expect(binOf(await undo(), 'C-20-3')).toEqual(binOf(added, 'C-20-3'));
    expect(without(await undo())).toEqual(without(before));
    const { version } = await map();
    expect((await desk.post(path(), { version: version - 1, change: {} })).body).toMatchObject({
      code: 'floor-changed',
    });
  });

  it('keeps damaged goods on hand and promises them to nobody, in every bin that is for them', async () => {
    const before = await map();
    const damaged: Bin = {
      ...binOf(before, 'A-02'),
      locationId: 'D-01' as Bin['locationId'],
      purpose: 'damaged',
    };
    await edit({ put: { bins: [damaged] } });
    const stock = async () => {
      const [row] = await office.rows<{ on_hand: number; quarantine: number; available: number }>(
        `SELECT on_hand, quarantine, available FROM stock WHERE stream_id = $1 AND sku = 'BOWL'`,
        leeds,
      );
      return row;
    };
    await office.receive('BOWL', 4, 'D-01');
    expect(await stock()).toEqual({ on_hand: 4, quarantine: 4, available: 0 });
    const orderId = await desk.place({ externalId: 'D1', lines: [lineOf('BOWL', 1)] });
    await office.settled();
    expect(await office.parcelsOf(orderId)).toEqual([]);
    await office.expectSound();
    const held = await refusal({ put: { bins: [{ ...damaged, purpose: 'pick' }] } });
    expect(held).toMatchObject({ code: 'bin-holds-stock', values: { bin: 'D-01', quantity: 4 } });
    await edit({ put: { bins: [{ ...damaged, purpose: 'returns' }] } });
    await office.receive('BOWL', 1, 'A-02');
    await office.settled();
    expect((await office.parcelsOf(orderId)).length).toBe(1);
    await office.expectSound();
  });

  it('goes out as a file and comes in again as the same floor; what is wrong stays out and is told by its line', async () => {
    const before = await map();
    const { text } = await asked<{ text: string }>(desk.get(path('/file')));
    const same = await asked<FloorFilePreview>(desk.post(path('/file/check'), { text }));
    expect(same).toMatchObject({ added: 0, changed: 0, wrong: 0 });
    const file = [
      'part,code,at_mm,aisle,side,level,purpose',
      'aisle,E,18000,,,,',
      'bin,E-01,1000,E,left,1,pick',
      'bin,E-02,1000,E,left,1,pick',
      'bin,E-03,99999,E,left,1,pick',
      'bin,E-04,2000,Q,left,1,pick',
      'bin,E-05,many,E,left,1,pick',
      'aisle,F,2000,,,,',
      'bin,F-01,1000,F,left,1,pick',
      'bin,E-01,3000,E,left,1,pick',
      'bin,D-01,,,,,pick',
    ].join('\n');
    const preview = await asked<FloorFilePreview>(desk.post(path('/file/check'), { text: file }));
    expect(preview).toMatchObject({ rows: 10, added: 2, changed: 0, wrong: 8 });
    expect(preview.problems.map(({ line, refusal: { code } }) => [line, code])).toEqual([
      [4, 'floor-place-taken'],
      [5, 'floor-outside'],
      [6, 'floor-no-aisle'],
      [7, 'floor-field-wrong'],
      [8, 'floor-place-taken'],
      [9, 'floor-no-aisle'],
      [10, 'floor-row-twice'],
      [11, 'bin-holds-stock'],
    ]);
    expect(await map()).toEqual(before);
    const taken = await asked<FloorFilePreview>(
      desk.post(path('/file/take'), { version: preview.version, text: file }),
    );
    expect(taken).toMatchObject({ added: 2, wrong: 8 });
    expect(binOf(await map(), 'E-01').spot).toMatchObject({ alongMm: 1000 });
    expect(binOf(await map(), 'D-01').purpose).toBe('returns');
    expect(without(await undo())).toEqual(without(before));
    const unread = await asked<{ code: string }>(desk.post(path('/file/check'), { text: 'a;b\n1;2' }), 422);
    expect(unread.code).toBe('floor-file-unread');
  });

  it('prints labels of bins as ZPL, a format each, and none of a bin that is not there', async () => {
    const { zpl, labels } = await asked<{ zpl: string; labels: number }>(
      desk.post(path('/labels'), { bins: ['A-01', 'D-01'], dpi: 203 }),
    );
    expect(labels).toBe(2);
    expect(zpl.match(/\^XA/g)?.length).toBe(2);
    expect(zpl).toContain('WBLAZ001');
    const unknown = await asked<{ code: string }>(
      desk.post(path('/labels'), { bins: ['NOWHERE'], dpi: 203 }),
      404,
    );
    expect(unknown.code).toBe('floor-bin-unknown');
  });

  it('is one of its warehouse alone, and opens to the office alone', async () => {
    const other = await asked<FloorMapPage>(desk.get(path('', rotterdam)));
    expect([other.version, other.plan.aisles]).toEqual([0, []]);
    expect((await desk.get(path('', companyStream))).status).toBe(404);
    const bench = await office.enrol(leeds, ['station']);
    expect((await bench.get(path())).status).toBe(403);
    expect((await bench.post(path(), { version: 0, change: {} })).status).toBe(403);
  });
});
