// What the office is told of parcels, tasks and stations, out of what benches sent to a real database.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type {
  orderResponseSchema,
  parcelsResponseSchema,
  tasksResponseSchema,
} from '../../../shared/contract/http';
import type { stationsResponseSchema } from '../../../shared/contract/stations';
import type { BoxId, Sku } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Task } from '../../../shared/sync/documents';
import {
  leeds,
  lineOf,
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

async function leasedParcel(units = 2): Promise<{ orderId: string; parcel: Parcel }> {
  orders += 1;
  // Orders that lost a unit here before wait for another one.
  await test.receive('MUG', units + orders);
  const orderId = await bench.place({ externalId: `T-${orders}`, lines: [lineOf('MUG', units)] });
  await test.settled();
  const [released] = await test.parcelsOf(orderId);
  if (!released) throw new Error('no parcel was released');
  await bench.deliver({ ...bench.op('parcel.claim', released, {}), fence: null });
  const [parcel] = await test.parcelsOf(orderId);
  if (!parcel) throw new Error('the parcel is gone');
  return { orderId, parcel };
}

/** The bench's clock when it sealed: hours before head office heard of it. */
const sealedAt = '2026-01-05T06:00:00.000Z';

async function seal(parcel: Parcel, units = 2): Promise<void> {
  const answer = await bench.deliver(
    bench.op('parcel.open', parcel, {}),
    bench.op('parcel.pack-item', parcel, { sku: 'MUG' as Sku, quantity: units, code: 'MUG', scanId: 's' }),
    bench.op('parcel.choose-box', parcel, { boxId: 'B1' as BoxId }),
    { ...bench.op('parcel.seal', parcel, { sscc: bench.nextSscc(), weightGrams: 900 }), at: sealedAt },
  );
  expect(answer.body.results.map(({ status }) => status)).toEqual([
    'applied',
    'applied',
    'applied',
    'applied',
  ]);
}

const handOver = async (parcelId: string): Promise<void> => {
  const [row] = await test.rows<{ doc: Parcel }>('SELECT doc FROM parcel WHERE parcel_id = $1', parcelId);
  const parcel = row?.doc;
  if (!parcel?.sscc || !parcel.sealedBy) throw new Error('not sealed');
  await bench.deliver(
    bench.op('parcel.record-label', parcel, {
      label: { jobId: parcel.sealedBy, attempt: 1, outcome: 'confirmed' },
    }),
    { ...bench.op('parcel.hand-over', parcel, { sscc: parcel.sscc }), at: '2026-01-05T16:00:00.000Z' },
  );
};

const pageOf = async (orderId: string) =>
  (await bench.get(`/v1/orders/${orderId}`)).body as z.infer<typeof orderResponseSchema>;
const tasksOf = async (query = '') =>
  (await bench.get(`/v1/tasks${query}`)).body as z.infer<typeof tasksResponseSchema>;
const taskDoc = async (taskId: string): Promise<Task | undefined> =>
  (await test.rows<{ doc: Task }>('SELECT doc FROM task WHERE task_id = $1', taskId))[0]?.doc;

/** A unit that was not in its bin: the bin is to be counted. */
async function raiseCount(): Promise<Task> {
  const { parcel } = await leasedParcel();
  const open = bench.op('parcel.open', parcel, {});
  const report = bench.op('parcel.report-item', parcel, {
    sku: 'MUG' as Sku,
    quantity: 1,
    problem: 'missing',
  });
  await bench.deliver(open, report);
  const [row] = await test.rows<{ doc: Task }>('SELECT doc FROM task WHERE op_id = $1', report.opId);
  if (!row) throw new Error('no task');
  return row.doc;
}

describe('the three facts at head office', () => {
  it('advance one by one, each with its own time, on the list of parcels and on the order', async () => {
    const { orderId, parcel } = await leasedParcel();
    const states = async (): Promise<string> => {
      const { facts } = (await pageOf(orderId)).parcels[0] ?? {};
      return [facts?.packedHere, facts?.knownAtHeadOffice, facts?.acceptedByCarrier]
        .map((fact) => fact?.state)
        .join(' ');
    };
    expect(await states()).toBe('no no no');
    await seal(parcel);
    expect(await states()).toBe('yes yes no');
    await handOver(parcel.parcelId);
    expect(await states()).toBe('yes yes yes');
    const list = (await bench.get(`/v1/parcels?text=${encodeURIComponent(parcel.orderNumber)}`))
      .body as z.infer<typeof parcelsResponseSchema>;
    const facts = list.rows[0]?.facts;
    expect(facts).toEqual((await pageOf(orderId)).parcels[0]?.facts);
    expect(facts?.packedHere.at).toBe(sealedAt);
    expect(Date.parse(facts?.knownAtHeadOffice.at ?? '')).toBeGreaterThan(Date.parse(sealedAt));
    expect(facts?.acceptedByCarrier.at).toBe('2026-01-05T16:00:00.000Z');
  });

  it('go back when the box is opened again', async () => {
    const { orderId, parcel } = await leasedParcel();
    await seal(parcel);
    await bench.deliver(bench.op('parcel.reopen', parcel, { reason: 'bench' }));
    expect((await pageOf(orderId)).parcels[0]?.facts.packedHere).toEqual({ state: 'no', at: null });
  });
});

describe('the label of a box at head office', () => {
  it('is read on its box, or was never: on the order, on the list of parcels, and as its filter', async () => {
    const { orderId, parcel } = await leasedParcel();
    const proof = async () => (await pageOf(orderId)).parcels[0]?.label;
    const listed = async (label: string): Promise<number> =>
      (
        (await bench.get(`/v1/parcels?label=${label}&text=${encodeURIComponent(parcel.orderNumber)}`))
          .body as z.infer<typeof parcelsResponseSchema>
      ).rows.length;
    const printed = async (outcome: 'confirmed' | 'scanned', attempt: number, at: string): Promise<void> => {
      const [row] = await test.rows<{ doc: Parcel }>(
        'SELECT doc FROM parcel WHERE parcel_id = $1',
        parcel.parcelId,
      );
      if (!row?.doc.sealedBy) throw new Error('not sealed');
      const label = { jobId: row.doc.sealedBy, attempt, outcome };
      await bench.deliver({ ...bench.op('parcel.record-label', row.doc, { label }), at });
    };
    await seal(parcel);
    expect(await proof()).toEqual({ state: 'none' });
    await printed('confirmed', 1, '2026-01-05T10:00:00.000Z');
    expect(await proof()).toEqual({ state: 'never-scanned' });
    expect([await listed('never-scanned'), await listed('scanned')]).toEqual([1, 0]);
    await printed('scanned', 1, '2026-01-05T10:05:00.000Z');
    expect(await proof()).toEqual({
      state: 'scanned',
      at: '2026-01-05T10:05:00.000Z',
      by: expect.any(String) as string,
    });
    expect([await listed('never-scanned'), await listed('scanned')]).toEqual([0, 1]);
    const { rows } = (await bench.get(`/v1/parcels?text=${encodeURIComponent(parcel.orderNumber)}`))
      .body as z.infer<typeof parcelsResponseSchema>;
    expect(rows[0]?.label).toEqual(await proof());
    // Printed once more: the scan was of the print before.
    await printed('confirmed', 2, '2026-01-05T10:10:00.000Z');
    expect(await proof()).toEqual({ state: 'never-scanned' });
    await bench.deliver(bench.op('parcel.reopen', parcel, { reason: 'bench' }));
    expect(await proof()).toEqual({ state: 'none' });
  });
});

describe('tasks', () => {
  it('are ended by a bench, which is remembered with the person, and told to every bench', async () => {
    const { taskId } = await raiseCount();
    const op = bench.op('task.done', null, { taskId });
    expect((await bench.deliver(op)).body.results[0]).toMatchObject({ status: 'applied', refusal: null });
    const doc = await taskDoc(taskId);
    expect(doc).toMatchObject({ state: 'done', end: { at: op.at, by: 'P1', station: bench.name } });
    const { rows } = await tasksOf('?state=done');
    expect(rows.find((row) => row.taskId === taskId)).toMatchObject({ doneBy: expect.any(String) as string });
    const pulled = await bench.get('/v1/pull?collection=tasks');
    expect(pulled.body['documents']).toContainEqual(doc);
  });

  it('end once, whoever says it again', async () => {
    const { taskId } = await raiseCount();
    await bench.deliver(bench.op('task.done', null, { taskId }));
    const first = await taskDoc(taskId);
    await bench.deliver(bench.op('task.done', null, { taskId }), {
      ...bench.op('task.done', null, { taskId }),
      actor: null,
    });
    expect((await bench.post(`/v1/tasks/${taskId}/done`, {})).body).toMatchObject({ end: first?.end });
    expect(await taskDoc(taskId)).toEqual(first);
  });

  it('end once when one delivery says it twice', async () => {
    const { taskId } = await raiseCount();
    const first = bench.op('task.done', null, { taskId });
    const answer = await bench.deliver(first, bench.op('task.done', null, { taskId }));
    expect(answer.body.results.map(({ status }) => status)).toEqual(['applied', 'applied']);
    expect((await taskDoc(taskId))?.end?.at).toBe(first.at);
  });

  it('of another warehouse are not this bench’s to end', async () => {
    const { taskId } = await raiseCount();
    const stranger = await test.enrol(rotterdam);
    const answer = await stranger.deliver(stranger.op('task.done', null, { taskId }));
    expect(answer.body.results[0]).toMatchObject({ status: 'applied' });
    expect((await taskDoc(taskId))?.state).toBe('open');
  });

  it('are listed by kind, state and order', async () => {
    const task = await raiseCount();
    const { rows } = await tasksOf('?state=open&kind=count-bin');
    expect(rows.map(({ taskId }) => taskId)).toContain(task.taskId);
    const row = rows.find(({ taskId }) => taskId === task.taskId);
    expect((await tasksOf('?kind=second-shipment')).total).toBe(0);
    const found = await tasksOf(`?text=${encodeURIComponent(row?.orderNumber ?? 'none')}`);
    expect(found.rows.map(({ taskId }) => taskId)).toContain(task.taskId);
    expect((await tasksOf('?text=no-such-order')).total).toBe(0);
  });
});

describe('stations', () => {
  it('say up to where their ops are here, and how many parcels they hold', async () => {
    const fresh = await test.enrol(leeds, ['station', 'office']);
    const rowNow = async () => {
      const { rows } = (await bench.get('/v1/stations')).body as z.infer<typeof stationsResponseSchema>;
      return rows.find(({ stationId }) => stationId === fresh.stationId);
    };
    expect(await rowNow()).toMatchObject({ provenSeq: 0, heldParcels: 0, lastSeenAt: null });
    await leasedParcel();
    const held = (await bench.hello(0)).filter(({ state }) => state !== 'handed-over');
    expect((await bench.get('/v1/stations')).body['rows']).toContainEqual(
      expect.objectContaining({ stationId: bench.stationId, heldParcels: held.length }),
    );
    await fresh.deliver(fresh.op('bench.log-out', null, {}), fresh.op('bench.log-out', null, {}));
    expect(await rowNow()).toMatchObject({ provenSeq: 2 });
  });
});
