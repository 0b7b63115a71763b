// Goods that go from one site to another, on real PostgreSQL: kept at the one and promised at the other, on the way in the ledger
// and at neither, counted by the stations of both, and never made out of nothing whatever order ops come in.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TransferPage } from '../../../shared/contract/transfers';
import {
  companyStream,
  type LocationId,
  type OpId,
  type ReceivingId,
  type TransferId,
} from '../../../shared/domain/ids';
import type { OpBody } from '../../../shared/sync/op';
import type { LoadBins } from '../../../shared/domain/transfer/loading';
import { saveEntries } from '../directory/save-entries';
import { refreshLoadBins } from './refresh-load-bins';
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
let dock: TestStation;
let ramp: TestStation;
beforeAll(async () => {
  office = await startTestOffice();
  desk = await office.enrol();
  dock = await office.enrol(leeds);
  ramp = await office.enrol(rotterdam);
  const address = {
    name: 'Rotterdam',
    company: null,
    lines: [],
    postcode: null,
    city: 'Rotterdam',
    region: null,
    countryCode: 'NL',
    phone: null,
    email: null,
  };
  const warehouse = { warehouseId: rotterdam, name: 'Rotterdam', address, timeZone: 'UTC' };
  await office.office.writer.submit([companyStream], (tx) =>
    saveEntries(tx, [{ kind: 'warehouse', entryId: `warehouse-${rotterdam}`, warehouse }]),
  );
});
afterAll(() => office.close());

const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
const past = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
type Line = { sku: string; quantity: number };
const content = (lines: Line[], dueOn = soon) => ({ fromId: leeds, toId: rotterdam, dueOn, note: '', lines });
const ask = async (path: string, body: object): Promise<TransferPage> => {
  const answer = await desk.post(`/v1/transfers/${path}`, body);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return answer.body as unknown as TransferPage;
};
const drafted = (...lines: Line[]): Promise<TransferPage> => ask(randomUUID(), content(lines));
const released = async (...lines: Line[]): Promise<TransferPage> =>
  ask(`${(await drafted(...lines)).transfer.transferId}/release`, {});
const page = async (transferId: string): Promise<TransferPage> =>
  (await desk.get(`/v1/transfers/${transferId}`)).body as unknown as TransferPage;
const level = async (warehouseId: string, sku: string, place: string): Promise<number> =>
  (
    await office.rows<{ on_hand: number }>(
      'SELECT on_hand FROM stock_level WHERE stream_id = $1 AND location_id = $2 AND sku = $3',
      warehouseId,
      place,
      sku,
    )
  )[0]?.on_hand ?? 0;
const stockAt = async (warehouseId: string, sku: string): Promise<number> =>
  (
    await office.rows<{ on_hand: number }>(
      'SELECT on_hand FROM stock WHERE stream_id = $1 AND sku = $2',
      warehouseId,
      sku,
    )
  )[0]?.on_hand ?? 0;
const supplies = async (sku: string): Promise<string[]> =>
  (
    (await desk.get(`/v1/supplies?sku=${sku}`)).body as {
      rows: { source: string; warehouseId: string; dueOn: string; units: number }[];
    }
  ).rows.map(({ source, warehouseId, dueOn, units }) => `${source} ${warehouseId} ${dueOn} ${units}`);
/** What may be promised today: by site, free and on the day. */
const promised = async (sku: string, day: string): Promise<string[]> =>
  (
    (await desk.get(`/v1/availability/${sku}?days=30`)).body as {
      rows: { warehouseId: string; free: number; days: { on: string; promisable: number }[] }[];
    }
  ).rows.map(
    ({ warehouseId, free, days }) =>
      `${warehouseId} ${free} ${days.find(({ on }) => on === day)?.promisable}`,
  );
const tasks = (kind: string): Promise<{ stream_id: string; values: Record<string, unknown> }[]> =>
  office.rows(
    `SELECT stream_id, doc->'values' AS values FROM task WHERE kind = $1 AND state = 'open' ORDER BY seq`,
    kind,
  );
const differences = async (of: string): Promise<string[]> =>
  (await tasks('receipt-differs'))
    .filter(({ values }) => values['of'] === of)
    .map(
      ({ stream_id, values }) =>
        `${stream_id} ${String(values['reason'])} ${String(values['sku'])} ${String(values['quantity'])}`,
    )
    .sort();

const loading = (
  station: TestStation,
  transferId: string,
  sku: string,
  quantity: number,
  from = 'A-01',
): ReturnType<TestStation['op']> =>
  station.op('transfer.load', null, {
    transferId: transferId as TransferId,
    sku: lineOf(sku, 1).sku,
    quantity,
    from: from as LocationId,
    code: sku,
    scanId: 's',
  });
const leaving = (transferId: string): ReturnType<TestStation['op']> =>
  dock.op('transfer.depart', null, { transferId: transferId as TransferId });
const receivingId = '019b0000-0000-7000-8000-00000000aaaa' as ReceivingId;
const arriving = (
  transferId: string,
  sku: string,
  quantity: number,
  more: Partial<OpBody<'receipt.take'>> = {},
): ReturnType<TestStation['op']> =>
  ramp.op('receipt.take', null, {
    receivingId,
    purchaseId: null,
    transferId: transferId as TransferId,
    sku: lineOf(sku, 1).sku,
    quantity,
    condition: 'good',
    to: 'receiving',
    lot: null,
    serial: null,
    expiry: null,
    code: sku,
    scanId: 's',
    ...more,
  });
const finishing = (transferId: string, rest: 'awaited' | 'short'): ReturnType<TestStation['op']> =>
  ramp.op('receipt.finish', null, {
    receivingId,
    purchaseId: null,
    transferId: transferId as TransferId,
    rest,
  });

/** Over all sites: what left one for another is there or on the way, and nothing else is. */
const expectWhole = async (): Promise<void> => {
  await office.expectSound();
  expect(
    await office.rows(
      `SELECT sku, sum(on_hand) AS units FROM stock_level WHERE location_id = 'other-site' GROUP BY sku HAVING sum(on_hand) <> 0`,
    ),
  ).toEqual([]);
  expect(
    await office.rows(
      `WITH way AS (SELECT sku, sum(on_hand)::int AS units FROM stock_level WHERE location_id = 'transit' GROUP BY sku),
         told AS (SELECT line->>'sku' AS sku, sum((line->>'sent')::int - (line->>'received')::int)::int AS units
           FROM stock_transfer t, jsonb_array_elements(t.doc->'lines') AS line WHERE t.state NOT IN ('closed', 'cancelled') GROUP BY 1)
       SELECT * FROM way FULL JOIN told USING (sku) WHERE coalesce(way.units, 0) <> coalesce(told.units, 0)`,
    ),
  ).toEqual([]);
};

describe('a transfer between sites', () => {
  it('is promised by the one and to the other once it is released, and refused where the goods are not', async () => {
    await office.receive('MUG', 40, 'A-01');
    const before = await promised('MUG', soon);
    const { transfer, status } = await drafted({ sku: 'MUG', quantity: 12 }, { sku: 'MUG', quantity: 3 });
    expect([status, transfer.lines.map(({ asked }) => asked), transfer.toName]).toEqual([
      'draft',
      [15],
      'Rotterdam',
    ]);
    expect(await supplies('MUG')).toEqual([]);
    expect(await promised('MUG', soon)).toEqual(before);
    await ask(`${transfer.transferId}/release`, {});
    expect(await supplies('MUG')).toEqual([`stock-transfer ${rotterdam} ${soon} 15`]);
    expect(await promised('MUG', soon)).toEqual([`${leeds} 25 25`, `${rotterdam} 0 15`]);
    const tooMany = await drafted({ sku: 'MUG', quantity: 26 });
    expect(await desk.post(`/v1/transfers/${tooMany.transfer.transferId}/release`, {})).toMatchObject({
      status: 409,
      body: { code: 'transfer-not-there', values: { left: 25 } },
    });
    await ask(`${transfer.transferId}/expect`, { dueOn: past });
    expect(await page(transfer.transferId)).toMatchObject({ isLate: true });
    await ask(`${transfer.transferId}/cancel`, {});
    expect(await supplies('MUG')).toEqual([]);
    expect(await promised('MUG', soon)).toEqual(before);
    await expectWhole();
  });

  it('keeps its units from orders until it is given up', async () => {
    await office.receive('VASE', 5, 'A-02');
    const { transfer } = await released({ sku: 'VASE', quantity: 5 });
    const orderId = await desk.place({ externalId: 'T-1', lines: [lineOf('VASE', 2)] });
    await office.settled();
    expect(await office.parcelsOf(orderId)).toEqual([]);
    await ask(`${transfer.transferId}/cancel`, {});
    await office.settled();
    expect(await office.parcelsOf(orderId)).toHaveLength(1);
    await expectWhole();
  });

  it('is nobody else’s to write: unknown sites and products, one site twice, other sites, a supply of its own', async () => {
    const id = randomUUID();
    const post = (body: object) => desk.post(`/v1/transfers/${id}`, body);
    const lines = [{ sku: 'MUG', quantity: 1 }];
    expect(await post({ ...content(lines), toId: 'W9' })).toMatchObject({
      body: { code: 'warehouse-unknown' },
    });
    expect(await post(content([{ sku: 'NONE', quantity: 1 }]))).toMatchObject({
      body: { code: 'sku-unknown' },
    });
    expect(await post({ ...content(lines), toId: leeds })).toMatchObject({
      body: { code: 'transfer-same-site' },
    });
    await ask(id, content(lines));
    expect(await post({ ...content(lines), fromId: rotterdam, toId: leeds })).toMatchObject({
      status: 409,
      body: { code: 'transfer-moved' },
    });
    const supply = { warehouseId: leeds, source: 'stock-transfer', supplyId: 'x', sku: 'MUG', dueOn: soon };
    expect(await desk.post('/v1/supplies', { rows: [{ ...supply, units: 1 }] })).toMatchObject({
      status: 409,
      body: { code: 'supply-of-transfer' },
    });
    expect(await desk.get(`/v1/transfers/${randomUUID()}`)).toMatchObject({ status: 404 });
  });
});

describe('goods for another site', () => {
  it('are on the way once they are loaded, and there once they are taken in; nothing is left of it', async () => {
    await office.receive('LAMP', 9, 'A-03');
    const [leedsHas, rotterdamHas] = [await stockAt(leeds, 'LAMP'), await stockAt(rotterdam, 'LAMP')];
    const { transfer } = await released({ sku: 'LAMP', quantity: 6 });
    const { transferId } = transfer;
    const pulled = async (station: TestStation): Promise<unknown> =>
      (
        (await station.get('/v1/pull?collection=inbound&limit=500')).body as {
          documents: { side?: string; transfer?: { transferId: string } }[];
        }
      ).documents.find((each) => each.transfer?.transferId === transferId)?.side;
    expect([await pulled(dock), await pulled(ramp)]).toEqual(['send', 'receive']);
    const loaded = await dock.deliver(
      loading(dock, transferId, 'LAMP', 4, 'A-03'),
      loading(dock, transferId, 'LAMP', 1, 'A-03'),
    );
    expect(loaded.body.results.map(({ status }) => status)).toEqual(['applied', 'applied']);
    expect(await page(transferId)).toMatchObject({ status: 'loading' });
    expect([await level(leeds, 'LAMP', 'A-03'), await level(leeds, 'LAMP', 'transit')]).toEqual([4, 5]);
    expect(await stockAt(leeds, 'LAMP')).toBe(leedsHas - 5);
    // One is still kept for it, and six are still promised there.
    expect(await supplies('LAMP')).toEqual([`stock-transfer ${rotterdam} ${soon} 6`]);
    await dock.deliver(leaving(transferId));
    expect(await page(transferId)).toMatchObject({ status: 'in-transit' });
    expect(await supplies('LAMP')).toEqual([`stock-transfer ${rotterdam} ${soon} 5`]);
    expect(await office.rows(`SELECT 1 FROM stock_hold WHERE holder = 'transfer' AND sku = 'LAMP'`)).toEqual(
      [],
    );

    await ramp.deliver(arriving(transferId, 'LAMP', 3));
    expect(await page(transferId)).toMatchObject({ status: 'partly-received' });
    expect([await level(rotterdam, 'LAMP', 'receiving'), await level(leeds, 'LAMP', 'transit')]).toEqual([
      3, 2,
    ]);
    await ramp.deliver(arriving(transferId, 'LAMP', 2, { condition: 'damaged', to: 'quarantine' }));
    expect(await differences(transferId)).toEqual([`${rotterdam} damaged LAMP 2`]);
    await ramp.deliver(finishing(transferId, 'awaited'));
    const { status, steps, transfer: closed } = await page(transferId);
    expect([status, closed.isShort]).toEqual(['closed', false]);
    expect(steps.map(({ type }) => type)).toEqual([
      'TransferDrafted',
      'TransferReleased',
      'GoodsLoaded',
      'GoodsLoaded',
      'TransferDeparted',
      'GoodsArrived',
      'GoodsArrived',
      'TransferClosed',
    ]);
    expect(await supplies('LAMP')).toEqual([]);
    expect([await stockAt(leeds, 'LAMP'), await stockAt(rotterdam, 'LAMP')]).toEqual([
      leedsHas - 5,
      rotterdamHas + 5,
    ]);
    expect(await level(leeds, 'LAMP', 'transit')).toBe(0);
    await expectWhole();
  });

  it('that never arrive are lost when it is closed, found when they come after all, and told once', async () => {
    await office.receive('MUG', 10, 'A-01');
    const { transfer } = await released({ sku: 'MUG', quantity: 8 });
    const { transferId } = transfer;
    await dock.deliver(loading(dock, transferId, 'MUG', 8), leaving(transferId));
    await ramp.deliver(arriving(transferId, 'MUG', 5), finishing(transferId, 'short'));
    expect(await page(transferId)).toMatchObject({ status: 'closed', transfer: { isShort: true } });
    expect(await differences(transferId)).toEqual([`${rotterdam} short MUG 3`]);
    expect(await level(leeds, 'MUG', 'transit')).toBe(0);
    await expectWhole();
    await ramp.deliver(arriving(transferId, 'MUG', 2));
    expect(await differences(transferId)).toEqual([`${rotterdam} late MUG 2`, `${rotterdam} short MUG 3`]);
    expect(await level(leeds, 'MUG', 'transit')).toBe(0);
    await expectWhole();
    await ask(`${transferId}/reopen`, {});
    expect(await level(leeds, 'MUG', 'transit')).toBe(1);
    expect(await supplies('MUG')).toEqual([`stock-transfer ${rotterdam} ${soon} 1`]);
    await expectWhole();
    await ask(`${transferId}/close`, {});
    await expectWhole();
  });

  it('too many of them, and what nobody sent, are counted all the same', async () => {
    await office.receive('MUG', 10, 'A-01');
    const { transfer } = await released({ sku: 'MUG', quantity: 2 });
    const { transferId } = transfer;
    await dock.deliver(loading(dock, transferId, 'MUG', 2), leaving(transferId));
    await ramp.deliver(arriving(transferId, 'MUG', 3), arriving(transferId, 'BOWL', 1, { to: 'quarantine' }));
    expect(await differences(transferId)).toEqual([`${rotterdam} over MUG 1`, `${rotterdam} wrong BOWL 1`]);
    await expectWhole();
    await ramp.deliver(finishing(transferId, 'awaited'));
    expect(await level(leeds, 'BOWL', 'transit')).toBe(0);
    await expectWhole();
  });

  it('come before head office has heard that they left: the other site was offline', async () => {
    await office.receive('MUG', 10, 'A-01');
    const { transfer } = await released({ sku: 'MUG', quantity: 4 });
    const { transferId } = transfer;
    await ramp.deliver(arriving(transferId, 'MUG', 4));
    expect(await level(leeds, 'MUG', 'transit')).toBe(-4);
    await expectWhole();
    await dock.deliver(loading(dock, transferId, 'MUG', 4), leaving(transferId));
    expect(await page(transferId)).toMatchObject({ status: 'received' });
    expect(await differences(transferId)).toEqual([]);
    expect(await level(leeds, 'MUG', 'transit')).toBe(0);
    await expectWhole();
    await ask(`${transferId}/close`, {});
  });

  it('are taken back once, by the station that told of them, and only what was told', async () => {
    await office.receive('MUG', 10, 'A-01');
    const { transfer } = await released({ sku: 'MUG', quantity: 5 });
    const { transferId } = transfer;
    const inBin = await level(leeds, 'MUG', 'A-01');
    const load = loading(dock, transferId, 'MUG', 5);
    const unload = (station: TestStation, undoes: string, quantity = 5) =>
      station.op('transfer.unload', null, {
        transferId: transferId as TransferId,
        undoes: undoes as OpId,
        sku: lineOf('MUG', 1).sku,
        quantity,
        to: 'A-09' as LocationId,
      });
    const other = await office.enrol(leeds);
    await dock.deliver(load);
    const byOther = await other.deliver(unload(other, load.opId));
    const told = await dock.deliver(
      unload(dock, load.opId, 90),
      unload(dock, load.opId),
      unload(dock, randomUUID()),
    );
    expect([...byOther.body.results, ...told.body.results].map(({ status }) => status)).toEqual([
      'contradiction',
      'applied',
      'contradiction',
      'contradiction',
    ]);
    expect([await level(leeds, 'MUG', 'A-01'), await level(leeds, 'MUG', 'transit')]).toEqual([inBin, 0]);
    const came = arriving(transferId, 'MUG', 2);
    await dock.deliver(loading(dock, transferId, 'MUG', 2), leaving(transferId));
    await ramp.deliver(came);
    const {
      lot: _l,
      serial: _s,
      expiry: _e,
      code: _c,
      scanId: _i,
      ...body
    } = came.body as OpBody<'receipt.take'>;
    const back = () =>
      ramp.op('receipt.undo', null, { ...body, transferId: undefined, undoes: came.opId as OpId });
    const undone = await ramp.deliver(back(), back());
    expect(undone.body.results.map(({ status }) => status)).toEqual(['applied', 'contradiction']);
    expect([await level(rotterdam, 'MUG', 'receiving'), await level(leeds, 'MUG', 'transit')]).toEqual([
      await level(rotterdam, 'MUG', 'receiving'),
      2,
    ]);
    expect((await page(transferId)).transfer.lines[0]?.received).toBe(0);
    await expectWhole();
    await ask(`${transferId}/close`, {});
    await expectWhole();
  });

  it('of a transfer that nobody knows or that is over left their bin, and somebody is told', async () => {
    await office.receive('MUG', 10, 'A-01');
    const [bin, known] = [await level(leeds, 'MUG', 'A-01'), (await tasks('contradiction')).length];
    const unknown = await dock.deliver(loading(dock, randomUUID(), 'MUG', 1));
    expect(unknown.body.results[0]).toMatchObject({
      status: 'contradiction',
      refusal: { code: 'transfer-unknown' },
    });
    const { transfer } = await drafted({ sku: 'MUG', quantity: 1 });
    const early = await dock.deliver(loading(dock, transfer.transferId, 'MUG', 1));
    expect(early.body.results[0]).toMatchObject({ refusal: { code: 'transfer-not-now' } });
    // A site sends only its own.
    const { transfer: other } = await released({ sku: 'MUG', quantity: 1 });
    const byRamp = await ramp.deliver(loading(ramp, other.transferId, 'MUG', 1));
    expect(byRamp.body.results[0]).toMatchObject({ refusal: { code: 'transfer-unknown' } });
    expect(await level(leeds, 'MUG', 'A-01')).toBe(bin - 2);
    expect((await tasks('contradiction')).length).toBe(known + 3);
    const empty = await dock.deliver(leaving(other.transferId));
    expect(empty.body.results[0]).toMatchObject({ refusal: { code: 'transfer-empty' } });
    await expectWhole();
  });
});

describe('the bins to load from', () => {
  /** As stations pull them: every transfer that is loaded, with the bins of its goods. */
  const pulled = async (station: TestStation, transferId: string): Promise<LoadBins | undefined> => {
    const all: { kind: string; loading: LoadBins }[] = [];
    for (let path = '/v1/pull?collection=inbound&limit=100'; ; ) {
      const { body } = await station.get(path);
      const { documents, checkpoint } = body as {
        documents: { kind: string; loading: LoadBins }[];
        checkpoint: { epoch: string; seq: number };
      };
      all.push(...documents);
      if (documents.length === 0) break;
      path = `/v1/pull?collection=inbound&limit=100&epoch=${checkpoint.epoch}&seq=${checkpoint.seq}`;
    }
    return all.findLast(({ kind, loading }) => kind === 'load-bins' && loading.transferId === transferId)
      ?.loading;
  };
  const looked = async (): Promise<void> => {
    while (await refreshLoadBins(office.office, -1)) continue;
  };
  const told = async (transferId: string, sku = 'VASE'): Promise<string[]> =>
    ((await pulled(dock, transferId))?.bins ?? [])
      .filter((bin) => bin.sku === sku)
      .map(({ locationId, units, isBulk }) => `${locationId} ${units}${isBulk ? ' bulk' : ''}`);

  it('are told to the site that sends, without what orders were given, and anew when that changes', async () => {
    await office.receive('VASE', 20, 'A-01');
    await office.receive('VASE', 6, 'B-01');
    const { transfer } = await released({ sku: 'VASE', quantity: 12 });
    const { transferId } = transfer;
    await looked();
    expect(await told(transferId)).toEqual(['A-01 20', 'A-02 3', 'B-01 6']);
    expect(await pulled(ramp, transferId)).toBeUndefined();
    const before = (await pulled(dock, transferId))?.asOf ?? 0;
    expect(await refreshLoadBins(office.office, -1)).toBe(false);

    const load = loading(dock, transferId, 'VASE', 5, 'B-01');
    await dock.deliver(load);
    await looked();
    expect(await told(transferId)).toEqual(['A-01 20', 'A-02 3', 'B-01 1']);
    const [op] = await office.rows<{ seq: number }>('SELECT seq FROM op WHERE op_id = $1', load.opId);
    const asOf = (await pulled(dock, transferId))?.asOf ?? 0;
    expect(asOf).toBeGreaterThanOrEqual(op?.seq ?? Number.POSITIVE_INFINITY);
    expect(asOf).toBeGreaterThan(before);

    await desk.place({
      externalId: 'vases',
      lines: [{ sku: lineOf('VASE', 1).sku, quantity: 4, unitPriceMinor: 100 }],
    });
    await office.settled();
    await looked();
    const free = (await told(transferId))
      .map((bin) => Number(bin.split(' ')[1]))
      .reduce((sum, units) => sum + units, 0);
    expect(free).toBe(20);

    await desk.post(`/v1/shelves/${leeds}`, {
      begins: 'B-01',
      isNew: false,
      kind: 'bulk',
      size: null,
      maxGrams: null,
    });
    await office.receive('VASE', 3, 'B-01');
    await looked();
    expect((await told(transferId)).find((bin) => bin.startsWith('B-01'))).toContain('bulk');
  });

  it('are told of no more when it has left, and again when it is opened again', async () => {
    const { transfer } = await released({ sku: 'VASE', quantity: 2 });
    const { transferId } = transfer;
    await looked();
    expect(await told(transferId)).not.toEqual([]);
    await ask(`${transferId}/cancel`, {});
    await looked();
    expect((await pulled(dock, transferId))?.bins).toEqual([]);
    await ask(`${transferId}/reopen`, {});
    await ask(`${transferId}/release`, {});
    await looked();
    expect(await told(transferId)).not.toEqual([]);
    await dock.deliver(loading(dock, transferId, 'VASE', 2), leaving(transferId));
    await looked();
    expect((await pulled(dock, transferId))?.bins).toEqual([]);
    expect(await refreshLoadBins(office.office, -1)).toBe(false);
    await expectWhole();
  });

  it('rest a while between two looks at the same transfer', async () => {
    const { transfer } = await released({ sku: 'VASE', quantity: 1 });
    await looked();
    await office.receive('VASE', 1, 'A-02');
    expect(await refreshLoadBins(office.office, 60_000)).toBe(false);
    expect(await told(transfer.transferId)).not.toContain('A-02 4');
    await looked();
    expect(await told(transfer.transferId)).toContain('A-02 4');
  });
});
