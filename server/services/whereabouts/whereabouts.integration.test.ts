// Where else products are that a site's open boxes want, as its stations pull it, on real PostgreSQL; and what a packer took out
// of another bin, in the books.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { locationIdSchema, type Sku } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { inboundEntrySchema, type InboundEntry } from '../../../shared/sync/documents';
import {
  leeds,
  lineOf,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { describeShelves } from '../putaway/describe-shelves';
import { createWhereaboutsLook } from './keep-whereabouts';

let office: TestOffice;
let packer: TestStation;
let nowMs = Date.parse('2026-01-05T10:00:00.000Z');
const look = async (): Promise<number> => {
  const { pool, writer } = office.office;
  looking ??= createWhereaboutsLook({ pool, writer, now: () => new Date(nowMs) });
  return looking();
};
let looking: (() => Promise<number>) | null = null;
beforeAll(async () => {
  // It is looked when a test says so.
  office = await startTestOffice({ idleMs: 1_000_000 });
  packer = await office.enrol();
});
afterAll(() => office.close());

/** As this station pulls it. */
const pulled = async (): Promise<InboundEntry[]> => {
  const { status, body } = await packer.get('/v1/pull?collection=inbound&limit=500');
  expect(status, JSON.stringify(body)).toBe(200);
  return (body['documents'] as unknown[]).map((each) => inboundEntrySchema.parse(each));
};
const toldOf = async (sku: string) =>
  (await pulled()).flatMap((entry) =>
    entry.kind === 'whereabouts' && entry.whereabouts.sku === sku ? [entry.whereabouts] : [],
  )[0];
const lookedAt = async () =>
  (await pulled()).flatMap((entry) => (entry.kind === 'whereabouts-look' ? [entry.at] : []))[0];
const at = (): string => new Date(nowMs).toISOString();

it('says nothing while no box wants anything', async () => {
  await office.receive('MUG', 9, 'A-01');
  await office.receive('MUG', 2, 'B-01');
  await office.receive('MUG', 4, 'A-01', rotterdam);
  await office.receive('LAMP', 4, 'A-01', rotterdam);
  expect(await look()).toBe(0);
  expect(await pulled()).toEqual([]);
});

it('tells of what a box wants: what other sites may promise, and bins here that nobody has described', async () => {
  await packer.place({ externalId: 'W-1', lines: [lineOf('MUG', 2)] });
  await office.settled();
  await look();
  expect(await toldOf('MUG')).toEqual({
    sku: 'MUG',
    isWanted: true,
    bins: [
      { locationId: 'A-01', walkOrder: 1, units: 9 },
      { locationId: 'B-01', walkOrder: 3, units: 2 },
    ],
    sites: [{ warehouseId: rotterdam, units: 4 }],
    at: at(),
  });
  expect(await toldOf('LAMP')).toBeUndefined();
  expect(await lookedAt()).toBe(at());
});

it('writes only what has changed, and says every few minutes that the rest still holds', async () => {
  const told = await toldOf('MUG');
  expect([await look(), await look()]).toEqual([0, 0]);
  await office.receive('MUG', 1, 'A-02', rotterdam);
  nowMs += 60_000;
  expect(await look()).toBe(1);
  expect(await toldOf('MUG')).toMatchObject({ sites: [{ units: 5 }], at: at() });
  expect(told?.at).not.toBe(at());
  await look();
  const before = await pulled();
  nowMs += 6 * 60_000;
  expect(await look()).toBe(0);
  const after = await pulled();
  expect(await lookedAt()).toBe(at());
  const others = (entries: InboundEntry[]) => entries.filter(({ kind }) => kind !== 'whereabouts-look');
  expect(others(after)).toEqual(others(before));
});

it('what another site has promised is not told, and a bin that is described tells itself', async () => {
  await office.office.pool.query(
    `INSERT INTO reservation (stream_id, order_id, line_no, sku, location_id, quantity)
     VALUES ($1, gen_random_uuid(), 1, 'MUG', 'A-01', 3)`,
    [rotterdam],
  );
  await describeShelves({ ...office.office }, leeds, {
    begins: locationIdSchema.parse('B-01'),
    kind: 'bulk',
    size: null,
    maxGrams: null,
    isNew: false,
  });
  await look();
  expect(await toldOf('MUG')).toMatchObject({
    bins: [{ locationId: 'A-01', units: 9 }],
    sites: [{ warehouseId: rotterdam, units: 2 }],
  });
  await office.office.pool.query('DELETE FROM reservation WHERE stream_id = $1', [rotterdam]);
});

it('is forgotten once no box wants the product', async () => {
  const [row] = await office.rows<{ order_id: string }>('SELECT order_id FROM parcel LIMIT 1');
  await packer.post(`/v1/orders/${row?.order_id}/cancel-lines`, {
    reason: 'customer',
    lines: [{ lineNo: 1, quantity: 2 }],
  });
  await look();
  expect(await toldOf('MUG')).toMatchObject({ isWanted: false, bins: [], sites: [] });
  expect(await look()).toBe(0);
  await office.expectSound();
});

it('a packer takes the units out of another bin: the books follow, the order keeps them, and UNDO gives back', async () => {
  await office.receive('VASE', 3, 'A-01');
  await office.receive('VASE', 5, 'B-01');
  const orderId = await packer.place({ externalId: 'W-2', lines: [lineOf('VASE', 2)] });
  await office.settled();
  const [released] = await office.parcelsOf(orderId);
  const claim = packer.op(
    'parcel.claim',
    { parcelId: released?.parcelId as Parcel['parcelId'], fence: 0 },
    {},
  );
  await packer.deliver({ ...claim, fence: null });
  const [box] = (await office.parcelsOf(orderId)) as [Parcel];
  const levels = async () =>
    Object.fromEntries(
      (
        await office.rows<{ location_id: string; on_hand: number }>(
          `SELECT location_id, on_hand FROM stock_level WHERE stream_id = $1 AND sku = 'VASE'
             AND location_id IN ('A-01', 'B-01', 'bench') AND on_hand <> 0`,
          leeds,
        )
      ).map(({ location_id, on_hand }) => [location_id, on_hand]),
    );
  const open = packer.op('parcel.open', box, {});
  const fetch = packer.op('parcel.report-item', box, {
    sku: 'VASE' as Sku,
    quantity: 2,
    problem: 'missing',
    takenFrom: locationIdSchema.parse('B-01'),
  });
  const { body } = await packer.deliver(open, fetch);
  expect(
    body.results.map(({ status }) => status),
    JSON.stringify(body),
  ).toEqual(['applied', 'applied']);
  // Until somebody has counted the bin that did not have them, the books say that they are there.
  expect(await levels()).toEqual({ 'A-01': 3, 'B-01': 3, bench: 2 });
  const [after] = (await office.parcelsOf(orderId)) as [Parcel];
  expect(after.lines[0]).toMatchObject({ missing: 0, sources: [{ locationId: 'bench', quantity: 2 }] });
  const [counted] = await office.rows<{ doc: { values: object } }>(
    `SELECT doc FROM task WHERE kind = 'count-bin' AND state = 'open' ORDER BY seq DESC LIMIT 1`,
  );
  expect(counted?.doc.values).toMatchObject({ location: 'A-01', sku: 'VASE', quantity: 2 });
  await office.expectSound();

  await packer.deliver(packer.op('parcel.undo', after, { undoes: fetch.opId }));
  expect(await levels()).toEqual({ 'A-01': 3, 'B-01': 5 });
  const again = packer.op('parcel.report-item', box, { ...(fetch.body as object) } as never);
  const pack = packer.op('parcel.pack-item', box, {
    sku: 'VASE' as Sku,
    quantity: 2,
    code: 'VASE',
    scanId: 's',
  });
  const packed = await packer.deliver(again, pack);
  expect(packed.body.results.map(({ status }) => status)).toEqual(['applied', 'applied']);
  const [full] = (await office.parcelsOf(orderId)) as [Parcel];
  expect(full.lines[0]).toMatchObject({ packed: 2, sources: [{ locationId: 'bench', quantity: 2 }] });
  expect(await levels()).toEqual({ 'A-01': 3, 'B-01': 3, bench: 2 });
  await office.expectSound();
});

it('a bin that nobody has made is told of, and so are units that were cancelled meanwhile; both were taken all the same', async () => {
  await office.receive('BOWL', 4, 'A-01');
  const orderId = await packer.place({ externalId: 'W-3', lines: [lineOf('BOWL', 3)] });
  await office.settled();
  const [released] = await office.parcelsOf(orderId);
  const claim = packer.op(
    'parcel.claim',
    { parcelId: released?.parcelId as Parcel['parcelId'], fence: 0 },
    {},
  );
  await packer.deliver({ ...claim, fence: null });
  const [box] = (await office.parcelsOf(orderId)) as [Parcel];
  await packer.deliver(packer.op('parcel.open', box, {}));
  const fetch = (quantity: number, from: string) =>
    packer.op('parcel.report-item', box, {
      sku: 'BOWL' as Sku,
      quantity,
      problem: 'missing',
      takenFrom: locationIdSchema.parse(from),
    });
  const tasks = async (kind: string) =>
    (
      await office.rows<{ doc: { values: object } }>(
        `SELECT doc FROM task WHERE kind = $1 AND state = 'open' AND doc->'values'->>'sku' = 'BOWL' ORDER BY seq`,
        kind,
      )
    ).map(({ doc }) => doc.values);
  const unknown = await packer.deliver(fetch(1, 'Z-99'));
  expect(unknown.body.results).toMatchObject([{ status: 'applied' }]);
  expect(await tasks('bin-unknown')).toMatchObject([{ location: 'Z-99', quantity: 1 }]);

  await packer.post(`/v1/orders/${orderId}/cancel-lines`, {
    reason: 'customer',
    lines: [{ lineNo: 1, quantity: 1 }],
  });
  const left = packer.op('parcel.answer-cancel', box, {
    answer: 'accepted',
    lines: [{ lineNo: 1, quantity: 1 }],
  });
  await packer.deliver(left);
  // As though the bench had not heard of it.
  const { body } = await packer.deliver(fetch(3, 'B-01'));
  expect(body.results, JSON.stringify(body)).toMatchObject([{ status: 'contradiction' }]);
  expect(await tasks('put-back')).toMatchObject([{ location: 'B-01', quantity: 1 }]);
  const [after] = (await office.parcelsOf(orderId)) as [Parcel];
  expect(after.lines[0]).toMatchObject({ cancelled: 1, missing: 0 });
  expect(after.acts.map(({ kind, quantity }) => [kind, quantity])).toEqual([
    ['fetched', 1],
    ['fetched', 2],
  ]);
  await office.expectSound();
});
