// Goods that come back at a bench, on real PostgreSQL: stations are told what they may know, what they take in is in the
// ledger once, nothing is for sale before it lies in a bin, what does not fit is one task, and nothing is paid back.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Photos } from '../../../shared/contract/photos';
import { photoHashSchema } from '../../../shared/domain/photo/photo';
import { locationIdSchema, type OpId, type OrderId } from '../../../shared/domain/ids';
import type { Arrival } from '../../../shared/domain/returns/arrival';
import type { ReturnId } from '../../../shared/domain/returns/goods-return';
import type { OpBody, OpEnvelope } from '../../../shared/sync/op';
import { until } from '../shipments/shipping-office.test-kit';
import { leeds, lineOf, type TestStation } from '../../test-office.test-kit';
import { startPhotos } from '../photos/follow-photos';
import { announceChangedReturns } from './announce-returns';
import { type ReturnsOffice, startReturnsOffice } from './returns.test-kit';

let office: ReturnsOffice;
let bench: TestStation;
beforeEach(async () => {
  office = await startReturnsOffice();
  bench = await office.paid.test.enrol();
});
afterEach(async () => {
  await office.paid.test.expectSound();
  await office.close();
});

type Brought = { returnId: ReturnId; orderId: OrderId | null; number: string | null };
const unknown = (more: Partial<Brought> = {}): Brought => ({
  returnId: randomUUID() as ReturnId,
  orderId: null,
  number: null,
  ...more,
});
const take = (brought: Brought, sku: string, more: Partial<OpBody<'return.take'>> = {}): OpEnvelope =>
  bench.op('return.take', null, {
    ...brought,
    sku: lineOf(sku, 1).sku,
    quantity: 1,
    condition: 'as-new',
    note: '',
    code: sku,
    scanId: 's',
    ...more,
  });
const shelve = (brought: Brought, sku: string, to: string, quantity = 1): OpEnvelope =>
  bench.op('return.shelve', null, {
    ...brought,
    sku: lineOf(sku, 1).sku,
    quantity,
    to: locationIdSchema.parse(to),
    code: sku,
    scanId: 's',
  });
const undo = (brought: Brought, sku: string, undoes: string, by: TestStation = bench): OpEnvelope =>
  by.op('return.undo', null, { ...brought, undoes: undoes as OpId, sku: lineOf(sku, 1).sku, quantity: 1 });
const statuses = async (...ops: OpEnvelope[]): Promise<string[]> =>
  (await bench.deliver(...ops)).body.results.map(({ status }) => status);

/** An order of three mugs and a lamp that left, and a return of two mugs and the lamp. */
async function asked(externalId: string): Promise<Brought> {
  const orderId = await office.shipped(externalId, [lineOf('MUG', 3), lineOf('LAMP', 1)]);
  const { body } = await office.ask(orderId, [
    { lineNo: 1, quantity: 2, reason: 'not-wanted' },
    { lineNo: 2, quantity: 1, reason: 'damaged' },
  ]);
  return { returnId: body['returnId'] as ReturnId, orderId, number: String(body['number']) };
}

const arrivals = async (): Promise<Arrival[]> => {
  while (await announceChangedReturns(office.paid.test.office)) continue;
  const rows = await office.paid.test.rows<{ doc: { arrival: Arrival } }>(
    `SELECT doc FROM inbound_entry WHERE stream_id = $1 AND doc->>'kind' = 'return' ORDER BY seq`,
    leeds,
  );
  return rows.map(({ doc }) => doc.arrival);
};
const levels = async (sku: string): Promise<Record<string, number>> => {
  const rows = await office.paid.test.rows<{ location_id: string; on_hand: number }>(
    'SELECT location_id, on_hand FROM stock_level WHERE stream_id = $1 AND sku = $2 AND on_hand <> 0',
    leeds,
    sku,
  );
  return Object.fromEntries(rows.map((row) => [row.location_id, row.on_hand]));
};
/** Open ones: reason, product, units. */
const differences = async (): Promise<string[]> =>
  (
    await office.paid.test.rows<{ values: Record<string, unknown> }>(
      `SELECT doc->'values' AS values FROM task WHERE kind = 'return-differs' AND state = 'open' ORDER BY seq`,
    )
  ).map(({ values }) => `${String(values['reason'])} ${String(values['sku'])} ${String(values['quantity'])}`);

describe('a return at a bench', () => {
  it('is told to the stations of its warehouse: what to expect and how to know it, and nothing of money or people', async () => {
    const { returnId, number } = await asked('B-1');
    const [arrival] = await arrivals();
    expect(arrival).toMatchObject({
      found: {
        returnId,
        number,
        orderNumber: 'B-1',
        state: 'advised',
        customer: '',
        lines: [
          { sku: 'MUG', asked: 2, received: 0, reason: 'not-wanted', note: '' },
          { sku: 'LAMP', asked: 1, reason: 'damaged' },
        ],
      },
      lines: [
        { lineNo: 1, sku: 'MUG', left: 3 },
        { lineNo: 2, sku: 'LAMP', left: 1 },
      ],
      heard: [],
    });
    const { body } = await bench.get('/v1/pull?collection=inbound');
    expect(body['documents']).toContainEqual(expect.objectContaining({ entryId: `return ${returnId}` }));
    const before = (await arrivals()).length;
    expect((await arrivals()).length).toBe(before);
  });

  it('is seen with its photographs: of its units, of its parcel, and of units whose return the bench did not know yet', async () => {
    const brought = await asked('B-P');
    const files = [1, 2, 3, 4].map((mark) => ({
      hash: photoHashSchema.parse(String(mark).repeat(64)),
      bytes: 900,
      widthPx: 8,
      heightPx: 6,
    }));
    const [ofMug, ofParcel, ofLamp, elsewhere] = files.map(({ hash }) => hash);
    const picture = (returnId: ReturnId, at: number): OpEnvelope =>
      bench.op('photo.take', null, { subject: { kind: 'return', id: returnId }, file: files[at] ?? null });
    const own = unknown({ number: brought.number });
    const ops = [
      picture(brought.returnId, 0),
      take(brought, 'MUG', { photos: [ofMug ?? ''], condition: 'damaged' }),
      picture(own.returnId, 1),
      take(own, 'MUG'),
      picture(randomUUID() as ReturnId, 2),
      take(brought, 'LAMP', { photos: [ofLamp ?? ''] }),
      picture(randomUUID() as ReturnId, 3),
    ];
    expect(await statuses(...ops)).toEqual(ops.map(() => 'applied'));
    const photos = async (): Promise<Photos['photos']> =>
      (
        (await office.paid.desk.get(`/v1/photos?kind=return&id=${brought.returnId}`))
          .body as unknown as Photos
      ).photos;
    const { pool } = office.paid.test.office;
    const jobs = startPhotos({
      pool,
      now: () => new Date(),
      idleMs: 25,
      onFailure: (cause) => expect(cause).toBeNull(),
    });
    await until(async () => (await photos()).length === 3);
    for (const job of jobs) await job.stop();
    expect((await photos()).map(({ hash, state }) => [hash, state])).toEqual([
      [ofMug, 'awaited'],
      [ofParcel, 'awaited'],
      [ofLamp, 'awaited'],
    ]);
    const seen = (await office.returnOf(brought.returnId)).lines.flatMap((line) => line.seen ?? []);
    expect(seen.map((each) => each.photos)).toEqual([[ofMug], [], [ofLamp]]);
    // The one that is no return's is found by the name it was told under.
    const { body } = await office.paid.desk.get('/v1/photos?kind=return&id=no-return');
    expect([body, elsewhere]).toEqual([{ photos: [] }, files[3]?.hash]);
  });

  it('as new goes to its bin, damaged waits in quarantine; the order is offered what it saw and nothing is paid back', async () => {
    const brought = await asked('B-2');
    const [before, stored] = [await levels('MUG'), await levels('LAMP')];
    const mug = take(brought, 'MUG', { quantity: 2 });
    const lamp = take(brought, 'LAMP', { condition: 'damaged', note: 'glass broken' });
    expect(await statuses(mug, lamp)).toEqual(['applied', 'applied']);
    // Here, and for nobody yet.
    expect(await levels('MUG')).toEqual({
      ...before,
      quarantine: 2,
      customer: (before['customer'] ?? 0) - 2,
    });
    expect((await office.paid.desk.get('/v1/stock?text=MUG')).body).toMatchObject({
      rows: [{ quarantine: 2 }],
    });
    const put = shelve(brought, 'MUG', 'A-01', 2);
    expect(await statuses(put, bench.op('return.finish', null, { ...brought, rest: 'awaited' }))).toEqual([
      'applied',
      'applied',
    ]);
    expect(await levels('MUG')).toEqual({
      ...before,
      'A-01': (before['A-01'] ?? 0) + 2,
      customer: (before['customer'] ?? 0) - 2,
    });
    expect(await levels('LAMP')).toMatchObject({ quarantine: 1, 'A-01': stored['A-01'] });
    const found = await office.returnOf(brought.returnId);
    expect(found).toMatchObject({
      state: 'disposed',
      lines: [
        {
          received: 2,
          seen: [{ condition: 'as-new', quantity: 2 }],
          disposals: [{ disposition: 'restock', locationId: 'A-01', quantity: 2 }],
        },
        {
          received: 1,
          seen: [{ condition: 'damaged', note: 'glass broken' }],
          disposals: [{ disposition: 'quarantine', quantity: 1 }],
        },
      ],
      refunds: [],
    });
    expect(await office.refundsOf(String(brought.orderId))).toEqual([]);
    expect(await office.proposal(brought.returnId)).toMatchObject({
      rows: [
        { lineNo: 1, quantity: 2 },
        { lineNo: 2, quantity: 1 },
      ],
    });
    expect(await differences()).toEqual([]);
    const [arrival] = await arrivals();
    expect(arrival?.heard).toEqual([{ stationId: bench.stationId, stationSeq: expect.any(Number) }]);
    const types = await office.paid.test.rows<{ type: string }>(
      `SELECT type FROM event WHERE aggregate = 'return' AND aggregate_id = $1 ORDER BY seq`,
      brought.returnId,
    );
    expect(types.map(({ type }) => type)).toEqual([
      'ReturnAdvised',
      'UnitsReceived',
      'UnitsReceived',
      'UnitsDisposed',
      'UnitsDisposed',
      'ReturnDisposed',
    ]);
  });

  it('told twice is taken in once', async () => {
    const brought = await asked('B-3');
    const ops = [take(brought, 'MUG'), shelve(brought, 'MUG', 'A-01')];
    await statuses(...ops);
    const after = await levels('MUG');
    expect(await statuses(...ops)).toEqual(['applied', 'applied']);
    expect(await levels('MUG')).toEqual(after);
    expect(await office.returnOf(brought.returnId)).toMatchObject({
      lines: [{ received: 1 }, { received: 0 }],
    });
  });

  it('is taken back by the op that took it in, once, and never what lies in a bin already', async () => {
    const brought = await asked('B-4');
    const other = await office.paid.test.enrol();
    const before = await levels('LAMP');
    const lamp = take(brought, 'LAMP', { condition: 'damaged' });
    await statuses(lamp);
    expect((await other.deliver(undo(brought, 'LAMP', lamp.opId, other))).body.results).toMatchObject([
      { status: 'contradiction' },
    ]);
    expect(await statuses(undo(brought, 'LAMP', lamp.opId), undo(brought, 'LAMP', lamp.opId))).toEqual([
      'applied',
      'contradiction',
    ]);
    expect(await levels('LAMP')).toEqual(before);
    expect(await office.returnOf(brought.returnId)).toMatchObject({
      state: 'received',
      lines: [{}, { received: 0, seen: [], disposals: [] }],
    });
    const mug = take(brought, 'MUG');
    expect(await statuses(mug, shelve(brought, 'MUG', 'A-01'), undo(brought, 'MUG', mug.opId))).toEqual([
      'applied',
      'applied',
      'contradiction',
    ]);
    expect(await differences()).toEqual(['undo LAMP 2', 'undo MUG 1']);
  });

  it('with more than was asked for, with what the order never had, and with less, is one task each', async () => {
    const brought = await asked('B-5');
    await statuses(take(brought, 'MUG', { quantity: 4, condition: 'opened' }), take(brought, 'BOWL'));
    expect(await differences()).toEqual(['extra MUG 2', 'wrong BOWL 1']);
    await statuses(take(brought, 'BOWL'));
    await statuses(bench.op('return.report', null, { ...brought, problem: 'not-ours', note: 'a shoe' }));
    // The bowls wait to be decided about, so the return stands open; the office hears what never came all the same.
    const finish = bench.op('return.finish', null, { ...brought, rest: 'missing' });
    expect((await bench.deliver(finish)).body.results).toMatchObject([
      { status: 'contradiction', refusal: { code: 'return-not-decided' } },
    ]);
    expect(await differences()).toEqual(['extra MUG 2', 'wrong BOWL 2', 'foreign  1', 'missing LAMP 1']);
    expect(await office.returnOf(brought.returnId)).toMatchObject({
      lines: [
        { lineNo: 1, received: 3, disposals: [{ disposition: 'refurbish', quantity: 3 }] },
        { lineNo: 2, asked: 1, received: 0 },
        { lineNo: null, sku: 'MUG', received: 1 },
        { lineNo: null, sku: 'BOWL', received: 2 },
      ],
    });
  });

  it('that nobody announced is begun by its order; by its number, or where one is awaited, it is that one', async () => {
    const orderId = await office.shipped('B-6', [lineOf('MUG', 1)]);
    const first = unknown({ orderId });
    expect(await statuses(take(first, 'MUG'), shelve(first, 'MUG', 'A-01'))).toEqual(['applied', 'applied']);
    expect(await office.returnOf(first.returnId)).toMatchObject({
      origin: 'desk',
      orderNumber: 'B-6',
      state: 'disposed',
      lines: [{ lineNo: 1, asked: 0, received: 1 }],
    });
    expect(await differences()).toEqual([]);
    const brought = await asked('B-7');
    const scanned = unknown({ number: brought.number });
    const found = unknown({ orderId: brought.orderId });
    await statuses(take(scanned, 'MUG'));
    await statuses(shelve(scanned, 'MUG', 'A-01'), take(found, 'LAMP', { condition: 'damaged' }));
    expect(await office.returnOf(brought.returnId)).toMatchObject({
      lines: [{ received: 1, disposals: [{ disposition: 'restock' }] }, { received: 1 }],
    });
    expect(await differences()).toEqual([]);
  });

  it('of no order that anybody knows lies in quarantine, and is one task for the bench', async () => {
    const before = await levels('BOWL');
    const bowl = take(unknown(), 'BOWL');
    await statuses(bowl, take(unknown(), 'BOWL', { condition: 'damaged' }));
    expect(await levels('BOWL')).toMatchObject({ quarantine: 2, customer: (before['customer'] ?? 0) - 2 });
    expect(await differences()).toEqual(['blind BOWL 2']);
    await statuses(undo(unknown(), 'BOWL', bowl.opId));
    expect(await differences()).toEqual(['blind BOWL 1']);
    expect(await levels('BOWL')).toMatchObject({ quarantine: 1 });
  });

  it('put into a bin unjudged, or into one that nobody knows, lies there all the same', async () => {
    const brought = await asked('B-8');
    await statuses(take(brought, 'MUG'));
    expect(await statuses(shelve(brought, 'MUG', 'NEW-1', 2), shelve(brought, 'MUG', 'customer'))).toEqual([
      'applied',
      'contradiction',
    ]);
    expect(await levels('MUG')).toMatchObject({ 'NEW-1': 2, quarantine: -1 });
    expect(await differences()).toEqual(['shelved MUG 1']);
    const kinds = await office.paid.test.rows<{ kind: string }>(
      `SELECT kind FROM task WHERE state = 'open' ORDER BY kind`,
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['bin-unknown', 'count-bin', 'return-differs']);
    await statuses(take(brought, 'MUG'));
  });
});
