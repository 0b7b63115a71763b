// Whatever benches send, in whatever order and however often: what the supplier gave is what was received and not taken back,
// and carrying goods about makes none.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { locationIdSchema, type OpId, type PurchaseId, type ReceivingId } from '../../../shared/domain/ids';
import { holds } from '../../../shared/domain/property.test-kit';
import type { OpBody, OpEnvelope } from '../../../shared/sync/op';
import {
  leeds,
  lineOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';

let office: TestOffice;
let benches: TestStation[];
let purchaseId: PurchaseId;
beforeAll(async () => {
  office = await startTestOffice();
  benches = [await office.enrol(), await office.enrol()];
  purchaseId = randomUUID() as PurchaseId;
  const [desk] = benches;
  const lines = ['MUG', 'LAMP'].map((sku) => ({
    sku,
    quantity: 20,
    unitCostMinor: null,
    expectedOn: '2099-01-01',
  }));
  await desk?.post(`/v1/purchases/${purchaseId}`, {
    warehouseId: leeds,
    supplier: 'S',
    supplierReference: '',
    currency: 'GBP',
    note: '',
    lines,
  });
  await desk?.post(`/v1/purchases/${purchaseId}/send`, {});
});
afterAll(() => office.close());

const places = ['receiving', 'quarantine', 'bench', 'A-01', 'B-01', 'NOWHERE', 'supplier', 'customer'];
const act = fc.record({
  bench: fc.nat(1),
  kind: fc.constantFrom('take', 'take', 'undo', 'move', 'move', 'again', 'finish'),
  sku: fc.constantFrom('MUG', 'LAMP', 'BOWL'),
  quantity: fc.integer({ min: 1, max: 9 }),
  isBlind: fc.boolean(),
  isDamaged: fc.boolean(),
  from: fc.constantFrom(...places),
  to: fc.constantFrom(...places),
  pick: fc.nat(30),
});

it('no order of what benches tell makes stock out of nothing', { timeout: 240_000 }, async () => {
  const rounds: Parameters<typeof play>[0][] = [];
  holds(
    fc.property(fc.array(act, { minLength: 10, maxLength: 40 }), (acts) => void rounds.push(acts)),
    { runs: 12 },
  );
  for (const acts of rounds) await play(acts);
});

async function play(acts: readonly (typeof act extends fc.Arbitrary<infer T> ? T : never)[]): Promise<void> {
  const takes: OpEnvelope[] = [];
  const sent: { bench: number; op: OpEnvelope }[] = [];
  const receivingId = randomUUID() as ReceivingId;
  for (const { bench, kind, sku, quantity, isBlind, isDamaged, from, to, pick } of acts) {
    const station = benches[bench] as TestStation;
    const order = isBlind ? null : purchaseId;
    const product = lineOf(sku, 1).sku;
    const condition = isDamaged ? 'damaged' : 'good';
    const toPlace = isDamaged ? 'quarantine' : 'receiving';
    const came = { receivingId, purchaseId: order, sku: product, quantity, condition, to: toPlace } as const;
    const known = takes[pick % Math.max(1, takes.length)];
    let op: OpEnvelope;
    if (kind === 'again') {
      const before = sent[pick % Math.max(1, sent.length)];
      if (before) await benches[before.bench]?.deliver(before.op);
      continue;
    } else if (kind === 'take') {
      const traits = { lot: null, serial: null, expiry: null, code: sku, scanId: 's' };
      op = station.op('receipt.take', null, { ...came, ...traits });
      takes.push(op);
    } else if (kind === 'undo') {
      // Of any bench, with whatever units it says, or of nothing.
      const undoes = (known?.opId ?? randomUUID()) as OpId;
      op = station.op('receipt.undo', null, { ...came, quantity: quantity * 50, undoes });
    } else if (kind === 'finish') {
      op = station.op('receipt.finish', null, {
        receivingId,
        purchaseId: order,
        rest: isDamaged ? 'short' : 'awaited',
      });
    } else {
      const body: OpBody<'stock.move'> = {
        sku: product,
        quantity,
        from: locationIdSchema.parse(from),
        to: locationIdSchema.parse(to),
        taskId: null,
        code: sku,
        scanId: 's',
      };
      op = station.op('stock.move', null, body);
    }
    sent.push({ bench, op });
    const answer = await station.deliver(op);
    expect(answer.status).toBe(200);
  }
  const sums = await office.rows<{
    sku: string;
    given: number;
    received: number;
    inside: number;
    gone: number;
  }>(
    `SELECT p.sku,
       (SELECT coalesce(-sum(on_hand), 0)::int FROM stock_level l WHERE l.stream_id = $1 AND l.sku = p.sku AND l.location_id = 'supplier') AS given,
       (SELECT coalesce(sum(quantity), 0)::int FROM receipt r WHERE r.stream_id = $1 AND r.sku = p.sku AND undone_by IS NULL) AS received,
       (SELECT coalesce(sum(on_hand), 0)::int FROM stock_level l WHERE l.stream_id = $1 AND l.sku = p.sku AND l.location_id <> 'supplier') AS inside,
       (SELECT coalesce(sum(on_hand), 0)::int FROM stock_level l WHERE l.stream_id = $1 AND l.sku = p.sku AND l.location_id = 'customer') AS gone
     FROM (VALUES ('MUG'), ('LAMP'), ('BOWL')) AS p (sku)`,
    leeds,
  );
  for (const { sku, given, received, inside, gone } of sums) {
    expect(given, sku).toBe(received);
    expect(inside, sku).toBe(received);
    expect(gone, sku).toBe(0);
  }
  const [doc] = await office.rows<{ received: number }>(
    `SELECT (SELECT coalesce(sum((l->>'received')::int), 0)::int FROM jsonb_array_elements((doc->'lines') || (doc->'extras')) AS l) AS received
     FROM purchase WHERE purchase_id = $1`,
    purchaseId,
  );
  const [rows] = await office.rows<{ received: number }>(
    `SELECT coalesce(sum(quantity), 0)::int AS received FROM receipt WHERE purchase_id = $1 AND undone_by IS NULL`,
    purchaseId,
  );
  expect(doc).toEqual(rows);
  await office.expectSound();
}
