import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Order } from '../../../shared/domain/order/order';
import type { BoxId, ParcelId, Sku } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { OpEnvelope } from '../../../shared/sync/op';
import {
  lineOf,
  packer,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';

let test: TestOffice;
let bench: TestStation;
let orders = 0;

beforeAll(async () => {
  test = await startTestOffice();
  bench = await test.enrol();
});
afterAll(async () => {
  await test.expectSound();
  await test.close();
});

/** An order with stock, its parcel leased to `station`. */
async function leasedParcel(station: TestStation, units = 2, sku = 'MUG'): Promise<Parcel> {
  orders += 1;
  await test.receive(sku, units);
  const orderId = await station.place({ externalId: `D-${orders}`, lines: [lineOf(sku, units)] });
  const [parcel] = await test.parcelsOf(orderId);
  if (!parcel) throw new Error('no parcel was released');
  const claim = station.op('parcel.claim', { parcelId: parcel.parcelId, fence: 0 }, {});
  await station.deliver({ ...claim, fence: null });
  return parcelNow(parcel.parcelId);
}

async function parcelNow(parcelId: string): Promise<Parcel> {
  const [row] = await test.rows<{ doc: Parcel }>('SELECT doc FROM parcel WHERE parcel_id = $1', parcelId);
  if (!row) throw new Error(`no parcel ${parcelId}`);
  return row.doc;
}

const pack = (station: TestStation, parcel: Parcel, quantity = 1, sku = 'MUG'): OpEnvelope =>
  station.op('parcel.pack-item', parcel, { sku: sku as Sku, quantity, code: sku, scanId: 's' });

/** All ops that take a leased parcel into a sealed box with this number. */
function sealing(station: TestStation, parcel: Parcel, sscc: string): OpEnvelope[] {
  return [
    station.op('parcel.open', parcel, {}),
    ...parcel.lines.map((line) => pack(station, parcel, line.expected, line.sku)),
    station.op('parcel.choose-box', parcel, { boxId: 'B1' as BoxId }),
    station.op('parcel.seal', parcel, { sscc, weightGrams: 900 }),
  ];
}

/** All ops that take a leased parcel to the carrier. */
function packing(station: TestStation, parcel: Parcel): OpEnvelope[] {
  const sscc = station.nextSscc();
  const ops = sealing(station, parcel, sscc);
  const label = { jobId: ops.at(-1)?.opId ?? '', attempt: 1, outcome: 'confirmed' as const };
  ops.push(station.op('parcel.record-label', parcel, { label }));
  ops.push(station.op('parcel.hand-over', parcel, { sscc }));
  return ops;
}

describe('delivering ops', () => {
  it('takes a parcel from the shelf to the carrier, with stock and order following', async () => {
    const parcel = await leasedParcel(bench, 3);
    const { status, body } = await bench.deliver(...packing(bench, parcel));
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.results.map((result) => result.status)).toEqual(body.results.map(() => 'applied'));
    expect(await parcelNow(parcel.parcelId)).toMatchObject({ state: 'handed-over', openedBy: 'P1' });
    const [row] = await test.rows<{ doc: Order; status: string }>(
      'SELECT doc, status FROM sales_order WHERE order_id = $1',
      parcel.orderId,
    );
    expect(row?.status).toBe('shipped');
    expect(row?.doc.lines[0]).toMatchObject({ ordered: 3, allocated: 0, packed: 3, shipped: 3 });
    const moves = await test.rows(
      `SELECT from_location, to_location, quantity, cause FROM stock_move WHERE op_id IS NOT NULL AND sku = 'MUG' ORDER BY seq DESC LIMIT 1`,
    );
    expect(moves).toEqual([
      { from_location: 'A-01', to_location: 'customer', quantity: 3, cause: 'ParcelHandedOver' },
    ]);
    expect(await test.rows('SELECT 1 FROM reservation WHERE order_id = $1', parcel.orderId)).toEqual([]);
    await test.expectSound();
  });

  it('answers a hole with the number it expects, and takes nothing', async () => {
    const station = await test.enrol();
    const first = station.op('bench.log-in', null, { personId: packer });
    const second = station.op('bench.log-out', null, {});
    const third = station.op('bench.log-in', null, { personId: packer });
    expect(await station.deliver(second)).toMatchObject({ status: 409, body: { expect: 1 } });
    expect(await station.deliver(first, third)).toMatchObject({ status: 409, body: { expect: 1 } });
    const stored = await test.rows('SELECT 1 FROM op WHERE station_id = $1', station.stationId);
    expect(stored).toEqual([]);
    expect(await station.deliver(third, first, second)).toMatchObject({ status: 200, body: { expect: 4 } });
  });

  it('law 2: an op delivered twice has one effect and the same answer', async () => {
    const parcel = await leasedParcel(bench, 2);
    const ops = packing(bench, parcel);
    const first = await bench.deliver(...ops);
    const before = await test.rows('SELECT count(*) AS moves FROM stock_move');
    const again = await bench.deliver(...ops);
    const parts = await Promise.all([
      bench.deliver(...ops.slice(2)),
      bench.deliver(...ops.slice(0, 3)),
      bench.deliver(...ops),
    ]);
    expect(again).toEqual(first);
    for (const part of parts) expect(part.status).toBe(200);
    expect(parts[2]).toEqual(first);
    expect(await test.rows('SELECT count(*) AS moves FROM stock_move')).toEqual(before);
    await test.expectSound();
  });

  it('law 2: an answer lost after the commit is given again when the op is sent again', async () => {
    const parcel = await leasedParcel(bench, 1);
    const open = bench.op('parcel.open', parcel, {});
    // The connection breaks while head office works: what was committed stays.
    const origin = await test.app.listen({ port: 0, host: '127.0.0.1' }).catch(() => originOf());
    const cut = new AbortController();
    const lost = fetch(`${origin}/v1/ops`, {
      method: 'POST',
      headers: { ...bench.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ ops: [open] }),
      signal: cut.signal,
    });
    await untilStored(open.opId, () => cut.abort());
    await lost.catch(() => undefined);
    const again = await bench.deliver(open);
    expect(again).toMatchObject({ status: 200, body: { results: [{ opId: open.opId, status: 'applied' }] } });
    const events = await test.rows(`SELECT type FROM event WHERE op_id = $1`, open.opId);
    expect(events).toEqual([{ type: 'PackingStarted' }]);
  });

  it('refuses other content under a known id, and another op under a used number', async () => {
    const station = await test.enrol();
    const first = station.op('bench.refuse-scan', null, { code: 'code-unknown', text: '123' });
    expect((await station.deliver(first)).status).toBe(200);
    const changed = await station.deliver({ ...first, body: { code: 'code-unknown', text: '124' } });
    expect(changed).toMatchObject({ status: 422, body: { code: 'op-changed' } });
    const reused = await station.deliver({ ...first, opId: uuidV7() as OpEnvelope['opId'] });
    expect(reused).toMatchObject({
      status: 422,
      body: { code: 'op-changed', values: { stationSeq: 1, expect: 2 } },
    });
    // Fields in another order are the same op.
    const turned = Object.fromEntries(Object.entries(first).reverse()) as OpEnvelope;
    expect((await station.deliver(turned)).status).toBe(200);
  });

  it('tells nothing of an op that another station sent', async () => {
    const other = await test.enrol();
    const theirs = other.op('bench.refuse-scan', null, { code: 'code-unknown', text: 'secret' });
    await other.deliver(theirs);
    const mine = await test.enrol();
    const answer = await mine.deliver(theirs);
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
    expect(answer.body.results).toBeUndefined();
  });

  it('keeps text that a database would not take', async () => {
    const station = await test.enrol();
    const odd = station.op('bench.refuse-scan', null, { code: 'code-misread', text: 'a\u0000b\ud800c' });
    expect((await station.deliver(odd)).status).toBe(200);
    expect((await station.deliver(odd)).status).toBe(200);
    const [row] = await test.rows<{ body: { text: string } }>(
      'SELECT body FROM op WHERE op_id = $1',
      odd.opId,
    );
    expect(row?.body.text).toBe('a\ufffdb\ufffdc');
  });

  it('keeps an op whose body it cannot read, with a task, and goes on', async () => {
    const parcel = await leasedParcel(bench, 1);
    const bad = { ...pack(bench, parcel), body: { sku: 'MUG', quantity: -1, code: '', scanId: '' } };
    const good = bench.op('parcel.open', parcel, {});
    const { status, body } = await bench.deliver(bad, good);
    expect(status).toBe(200);
    expect(body.results.map((result) => result.status)).toEqual(['contradiction', 'applied']);
    expect(body.results[0]?.refusal).toMatchObject({
      code: 'contradicts-head-office',
      values: { field: 'body.quantity', number: parcel.orderNumber },
    });
    expect(body.results[0]?.taskId).not.toBeNull();
  });
});

describe('law 2: nothing ships twice', () => {
  it('law 2: two stations claim one parcel, one gets it', async () => {
    const second = await test.enrol();
    await test.receive('LAMP', 1);
    const orderId = await bench.place({ externalId: 'CLAIM-1', lines: [lineOf('LAMP', 1)] });
    const [parcel] = await test.parcelsOf(orderId);
    if (!parcel) throw new Error('no parcel');
    const claims = [bench, second].map((station) => ({
      ...station.op('parcel.claim', parcel, {}),
      fence: null,
    }));
    const answers = await Promise.all([
      bench.deliver(claims[0] as OpEnvelope),
      second.deliver(claims[1] as OpEnvelope),
    ]);
    const statuses = answers.map((answer) => answer.body.results[0]?.status);
    expect(statuses).toHaveLength(2);
    expect(new Set(statuses)).toEqual(new Set(['applied', 'refused']));
    const refused = answers.find((answer) => answer.body.results[0]?.status === 'refused');
    expect(refused?.body.results[0]?.refusal?.code).toBe('parcel-not-held-here');
    expect((await parcelNow(parcel.parcelId)).fence).toBe(1);
  });

  it('law 2, law 3: a station that lost its parcel and hands it over all the same: goods booked, second shipment raised', async () => {
    const lost = await test.enrol();
    const parcel = await leasedParcel(lost, 2, 'BOWL');
    const late = packing(lost, parcel);
    // The bench is given up; the parcel goes to another one, which ships it.
    expect((await bench.post(`/v1/stations/${lost.stationId}/revoke`, {})).body).toEqual({
      parcelsReleased: 1,
      unitsReturned: 0,
    });
    expect((await lost.deliver(...late)).status).toBe(401);
    await test.rows('UPDATE station SET revoked_at = NULL WHERE station_id = $1', lost.stationId);
    const claimed = { ...bench.op('parcel.claim', parcel, {}), fence: null };
    await bench.deliver(claimed);
    const held = await parcelNow(parcel.parcelId);
    expect(held).toMatchObject({ holder: bench.stationId, fence: 3 });
    expect((await bench.deliver(...packing(bench, held))).status).toBe(200);
    await test.receive('BOWL', 2);

    const { status, body } = await lost.deliver(...late);
    expect(status).toBe(200);
    expect(new Set(body.results.map((result) => result.status))).toEqual(new Set(['contradiction']));
    const tasks = await test.rows<{ kind: string; doc: { values: Record<string, unknown> } }>(
      `SELECT kind, doc FROM task WHERE parcel_id = $1 AND kind = 'second-shipment'`,
      parcel.parcelId,
    );
    expect(tasks).toHaveLength(1);
    expect(tasks[0]?.doc.values).toMatchObject({
      number: parcel.orderNumber,
      quantity: 2,
      station: lost.name,
    });
    const left = await test.rows(
      `SELECT cause, quantity FROM stock_move WHERE sku = 'BOWL' AND to_location = 'customer' ORDER BY seq`,
    );
    expect(left).toEqual([
      { cause: 'ParcelHandedOver', quantity: 2 },
      { cause: 'SecondShipment', quantity: 2 },
    ]);
    // Sent again, it is answered from the log.
    expect((await lost.deliver(...late)).body).toEqual(body);
    expect(await parcelNow(parcel.parcelId)).toMatchObject({ state: 'handed-over', holder: bench.stationId });
  });

  it('does not let two parcels carry one number', async () => {
    const [one, two] = [await leasedParcel(bench, 1), await leasedParcel(bench, 1)];
    const sscc = bench.nextSscc();
    await bench.deliver(...sealing(bench, one, sscc));
    const { body } = await bench.deliver(...sealing(bench, two, sscc));
    expect(body.results.at(-1)).toMatchObject({ status: 'contradiction', refusal: { code: 'label-wrong' } });
    expect((await parcelNow(two.parcelId)).state).toBe('packing');
  });

  it('does not let a new box take the id of a parcel that is there', async () => {
    const [one, two] = [await leasedParcel(bench, 2), await leasedParcel(bench, 1)];
    const ops = [
      bench.op('parcel.open', one, {}),
      pack(bench, one),
      bench.op('parcel.next-box', one, { newParcelId: two.parcelId }),
    ];
    const { body } = await bench.deliver(...ops);
    expect(body.results.at(-1)).toMatchObject({
      status: 'contradiction',
      refusal: { code: 'parcel-exists' },
    });
    expect((await parcelNow(one.parcelId)).lines[0]?.expected).toBe(2);
  });
});

describe('law 3: physical facts are never refused', () => {
  it('law 3: a second box keeps its units, its order and its answers', async () => {
    const parcel = await leasedParcel(bench, 3);
    const newParcelId = uuidV7() as ParcelId;
    const next = { ...parcel, parcelId: newParcelId };
    const { body } = await bench.deliver(
      bench.op('parcel.open', parcel, {}),
      pack(bench, parcel, 2),
      bench.op('parcel.next-box', parcel, { newParcelId }),
      pack(bench, next, 1),
      bench.op('parcel.choose-box', next, { boxId: 'B1' as BoxId }),
      bench.op('parcel.seal', next, { sscc: bench.nextSscc(), weightGrams: 400 }),
    );
    expect(body.results.map((result) => result.status)).toEqual(body.results.map(() => 'applied'));
    const second = await parcelNow(newParcelId);
    expect(second).toMatchObject({ state: 'sealed', boxNumber: 2, holder: bench.stationId });
    // Who has reached an answer's parcelSeq has the new box already.
    const split = body.results[2];
    expect(split?.parcelSeq).toBeGreaterThan(0);
    const seqs = await test.rows<{ parcel_id: string; seq: number }>(
      'SELECT parcel_id, seq FROM parcel WHERE parcel_id = ANY($1::uuid[])',
      [parcel.parcelId, newParcelId],
    );
    const seqOf = (id: string): number => seqs.find((row) => row.parcel_id === id)?.seq ?? 0;
    expect(seqOf(newParcelId)).toBeLessThan(seqOf(parcel.parcelId));
    expect(split?.parcelSeq).toBe(seqOf(parcel.parcelId));
  });

  it('law 3: a missing item leaves the bin, asks for a count, and its order is served again from another bin', async () => {
    const parcel = await leasedParcel(bench, 2, 'VASE');
    await test.receive('VASE', 1, 'B-01');
    const open = bench.op('parcel.open', parcel, {});
    const missing = bench.op('parcel.report-item', parcel, {
      sku: 'VASE' as Sku,
      quantity: 1,
      problem: 'missing',
    });
    const { body } = await bench.deliver(open, missing);
    expect(body.results.map((result) => result.status)).toEqual(['applied', 'applied']);
    const counted = await test.rows<{ doc: { values: Record<string, unknown> } }>(
      `SELECT doc FROM task WHERE kind = 'count-bin' AND op_id = $1`,
      missing.opId,
    );
    expect(counted[0]?.doc.values).toMatchObject({ location: 'A-01', sku: 'VASE', quantity: 1 });
    await test.settled();
    const parcels = await test.parcelsOf(parcel.orderId);
    expect(
      parcels.map((each) => [each.boxNumber, each.state, each.lines[0]?.sources[0]?.locationId]),
    ).toEqual([
      [1, 'packing', 'A-01'],
      [2, 'released', 'B-01'],
    ]);
    await test.expectSound();
  });

  it('law 3, law 10: what was cancelled while the bench was offline has left all the same, and a person is told', async () => {
    const parcel = await leasedParcel(bench, 3);
    const offline = packing(bench, parcel);
    const cancelled = await bench.post(`/v1/orders/${parcel.orderId}/cancel-lines`, {
      reason: 'customer',
      lines: [{ lineNo: 1, quantity: 1 }],
    });
    expect(cancelled.status).toBe(200);
    const { body } = await bench.deliver(...offline);
    expect(body.results.map((result) => result.status)).toEqual([
      'applied',
      'applied',
      'applied',
      'contradiction',
      'applied',
      'contradiction',
    ]);
    expect(await parcelNow(parcel.parcelId)).toMatchObject({
      state: 'handed-over',
      cancel: { state: 'left' },
      lines: [{ packed: 3, cancelled: 0 }],
    });
    const [order] = await test.rows<{ doc: Order }>(
      'SELECT doc FROM sales_order WHERE order_id = $1',
      parcel.orderId,
    );
    expect(order?.doc).toMatchObject({
      state: 'closed',
      lines: [{ shipped: 3, cancelled: 0, allocated: 0 }],
    });
    const left = await test.rows<{ units: number }>(
      `SELECT sum(quantity)::int AS units FROM stock_move WHERE op_id = $1 AND to_location = 'customer'`,
      offline.at(-1)?.opId,
    );
    expect(left).toEqual([{ units: 3 }]);
    const kinds = await test.rows<{ kind: string }>(
      'SELECT kind FROM task WHERE parcel_id = $1 ORDER BY seq',
      parcel.parcelId,
    );
    expect(kinds.map((row) => row.kind)).toEqual(['return-on-arrival']);
  });

  it('law 3: a parcel of another warehouse is not known here; the op is kept and raises a task', async () => {
    const abroad = await test.enrol(rotterdam);
    const parcel = await leasedParcel(bench, 1);
    const { body } = await abroad.deliver(abroad.op('parcel.open', { ...parcel, fence: parcel.fence }, {}));
    expect(body.results[0]).toMatchObject({
      status: 'contradiction',
      parcelSeq: 0,
      refusal: { code: 'parcel-unknown' },
    });
    expect((await parcelNow(parcel.parcelId)).state).toBe('leased');
    const [task] = await test.rows<{ stream_id: string }>(
      'SELECT stream_id FROM task WHERE task_id = $1',
      body.results[0]?.taskId,
    );
    expect(task?.stream_id).toBe(rotterdam);
  });
});

describe('when something breaks', () => {
  it('keeps an op on which the rules fail, unapplied and with a task, and takes the others', async () => {
    const [broken, sound] = [await leasedParcel(bench, 1), await leasedParcel(bench, 1)];
    await test.rows('DELETE FROM reservation WHERE order_id = $1', broken.orderId);
    const ops = [...packing(bench, broken), ...packing(bench, sound)];
    const { status, body } = await bench.deliver(...ops);
    expect(status).toBe(200);
    const failed = body.results.filter((result) => result.status !== 'applied');
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({ opId: ops[5]?.opId, refusal: { code: 'contradicts-head-office' } });
    expect(failed[0]?.taskId).not.toBeNull();
    expect((await parcelNow(broken.parcelId)).state).toBe('labelled');
    expect((await parcelNow(sound.parcelId)).state).toBe('handed-over');
    // The damage this test did: the line counts on stock that nothing reserves.
    await test.rows(
      `UPDATE sales_order SET doc = jsonb_set(doc, '{lines,0,allocated}', '0') WHERE order_id = $1`,
      broken.orderId,
    );
    await test.rows(
      `UPDATE stock SET allocated = allocated - 1, available = available + 1 WHERE sku = 'MUG' AND stream_id = 'W1'`,
    );
  });

  it('law 2: takes an op once although the database connection breaks around it', async () => {
    const parcel = await leasedParcel(bench, 1);
    const ops = packing(bench, parcel);
    const cut = test.rows(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    const answers = await Promise.all(
      ops.map((op, n) => bench.deliver(...ops.slice(0, n + 1)).then((answer) => answer.status)),
    );
    await cut.catch(() => undefined);
    for (const status of answers) expect([200, 500, 503]).toContain(status);
    let last = await bench.deliver(...ops);
    while (last.status >= 500) last = await bench.deliver(...ops);
    expect(last.body.results.map((result) => result.status)).toEqual(ops.map(() => 'applied'));
    const moves = await test.rows(
      'SELECT quantity FROM stock_move WHERE op_id = ANY($1::uuid[])',
      ops.map((op) => op.opId),
    );
    expect(moves).toEqual([{ quantity: 1 }]);
    await test.expectSound();
  });
});

function originOf(): string {
  const address = test.app.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

async function untilStored(opId: string, then: () => void): Promise<void> {
  for (;;) {
    const rows = await test.rows('SELECT 1 FROM op WHERE op_id = $1', opId);
    if (rows.length > 0) {
      then();
      return;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
