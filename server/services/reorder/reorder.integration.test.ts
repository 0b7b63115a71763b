// Reorder on real PostgreSQL: positions as promising sums them, lead times off real orders and receipts, a run in a thread that
// proposes what to buy and to move, proposals that become a draft order once and come back.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TransferPage } from '../../../shared/contract/transfers';
import type { PurchasePage } from '../../../shared/contract/purchasing';
import type { Proposal, Proposals, ReorderRun, SupplierPage } from '../../../shared/contract/reorder';
import { companyStream, type PurchaseId, type ReceivingId } from '../../../shared/domain/ids';
import {
  leeds,
  lineOf,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { addDays, addWeeks, dayOf, mondayOf } from '../demand/weeks';

let now = new Date('2026-11-25T10:00:00.000Z');
const monday = mondayOf(dayOf(now));
const supplierId = randomUUID();
const terms = {
  name: 'Mug Works',
  currency: 'GBP',
  email: 'orders@mugworks.example',
  language: 'en',
  leadDays: 14,
  reviewDays: 7,
  orderCostMinor: 1000,
  freightMinor: 900,
  freeFreightMinor: null,
  budgetMinor: null,
};
const item = {
  sku: 'MUG',
  unitCostMinor: 180,
  packUnits: 6,
  leastOrder: 0,
  palletUnits: null,
  leadDays: null,
  orderUnits: 40,
  shelfLifeWeeks: null,
  mostCoverWeeks: null,
  policy: 'up-to',
};
let office: TestOffice;
let desk: TestStation;

beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000, now: () => now });
  desk = await office.enrol();
  for (let back = 40; back >= 1; back -= 1)
    await sold('MUG', addDays(addWeeks(monday, -back), 2), back === 20 ? 150 : 8 + (back % 5));
  await office.receive('MUG', 12, 'A-01');
  await forecast();
}, 120_000);
afterAll(() => office.close());

/** An order of the past, as an import writes it. */
async function sold(sku: string, day: string, units: number): Promise<void> {
  const lines = [{ lineNo: 1, sku, ordered: units, cancelled: 0 }];
  await office.office.writer.submit([companyStream], (tx) =>
    tx.client.query(
      `INSERT INTO sales_order (stream_id, order_id, channel_id, external_id, number, content_hash, status, customer_name, country_code, placed_at, total_minor, currency, warehouse_ids, doc, seq)
       VALUES ($1, $2::uuid, 'web', $2::text, $2::text, '', 'closed', 'C', 'GB', $3, 0, 'GBP', $4, $5, $6)`,
      [
        companyStream,
        randomUUID(),
        `${day}T09:00:00Z`,
        [leeds],
        JSON.stringify({ lines }),
        tx.nextSeq(companyStream),
      ],
    ),
  );
}
const forecast = async (): Promise<void> =>
  office.office.forecasts.ended(await office.office.forecasts.begin('person'));

const got = async <T>(answer: Promise<{ status: number; body: unknown }>, status = 200): Promise<T> => {
  const { status: is, body } = await answer;
  expect(is, JSON.stringify(body)).toBe(status);
  return body as T;
};
const run = async (): Promise<ReorderRun> => {
  const { run: begun } = await got<{ run: ReorderRun }>(desk.post('/v1/reorder-runs', {}));
  await office.office.reorder.ended(begun.runId);
  return (await got<{ run: ReorderRun }>(desk.get('/v1/reorder-runs'))).run;
};
const proposals = (): Promise<Proposals> => got(desk.get('/v1/reorder'));
const proposal = (site: string = leeds): Promise<Proposal> =>
  got(desk.get(`/v1/reorder/${supplierId}/${site}`));
const take = (purchaseId: string, units: number) =>
  desk.post(`/v1/reorder/${supplierId}/${leeds}/take`, { purchaseId, lines: [{ sku: 'MUG', units }] });
const whyOf = async (kind: string) => (await proposal()).rows[0]?.why.find((step) => step.kind === kind);

describe('suppliers', () => {
  it('are written with their terms and goods, and refused what cannot be', async () => {
    const page = await got<SupplierPage>(desk.post(`/v1/suppliers/${supplierId}`, terms));
    expect(page).toMatchObject({ terms, items: [], leads: [] });
    await got(desk.post(`/v1/suppliers/${randomUUID()}`, terms), 409);
    await got(desk.post(`/v1/suppliers/${supplierId}`, { ...terms, name: 'Other' }), 409);
    await got(desk.post(`/v1/suppliers/${supplierId}/items`, { items: [{ ...item, sku: 'NOTHING' }] }), 422);
    await got(desk.post(`/v1/suppliers/${randomUUID()}/items`, { items: [item] }), 404);
    const with1 = await got<SupplierPage>(desk.post(`/v1/suppliers/${supplierId}/items`, { items: [item] }));
    expect(with1.items).toMatchObject([{ ...item, name: expect.any(String) }]);
    await got(desk.post(`/v1/suppliers/${supplierId}/items/MUG/remove`, {}));
    await got(desk.post(`/v1/suppliers/${supplierId}/items/MUG/remove`, {}), 422);
    await got(desk.post(`/v1/suppliers/${supplierId}/items`, { items: [item] }));
    expect((await desk.get('/v1/suppliers')).body).toMatchObject({
      rows: [{ supplierId, items: 1, orders: 0 }],
    });
  });

  it('are asked for as much service as the company says', async () => {
    const rules = await got<Record<string, unknown>>(desk.get('/v1/reorder-rules'));
    expect(rules).toMatchObject({ targets: { a: { kind: 'fill' } } });
    const service = { kind: 'service', level: 0.95 };
    const next = { ...rules, targets: { a: service, b: service, c: service } };
    expect(await got(desk.post('/v1/reorder-rules', next))).toEqual(next);
    await got(desk.post('/v1/reorder-rules', { ...next, holdingShare: 9 }), 400);
  });
});

describe('a run', () => {
  it('proposes what is missing, in packs, with every reason', async () => {
    expect(await run()).toMatchObject({ state: 'ready', cause: 'person', items: 1, done: 1, lines: 1 });
    const { orders, transfers } = await proposals();
    expect(orders).toMatchObject([{ supplierId, supplier: 'Mug Works', warehouseId: leeds, lines: 1 }]);
    expect(transfers).toEqual([]);
    const { rows } = await proposal();
    const [line] = rows;
    expect(line).toMatchObject({
      sku: 'MUG',
      position: 12,
      unitCostMinor: 180,
      expectedOn: addDays(dayOf(now), 14),
    });
    // Three weeks of about ten, and safety.
    expect(line?.point).toBeGreaterThan(30);
    expect(line?.point).toBeLessThan(60);
    expect(line?.units).toBe(Math.ceil(((line?.point ?? 0) + 40 - 12) / 6) * 6);
    expect(orders[0]?.goodsMinor).toBe((line?.units ?? 0) * 180);
    expect(await whyOf('demand')).toMatchObject({ share: 1, spikes: [addWeeks(monday, -20)] });
    expect(await whyOf('lead')).toMatchObject({ days: 14, of: 'nobody', seen: [] });
    expect(await whyOf('target')).toMatchObject({
      valueClass: 'a',
      target: { kind: 'service', level: 0.95 },
    });
  });

  it('counts what is promised, what is on its way and what is late as promising does', async () => {
    await desk.place({ externalId: 'R-1', lines: [lineOf('MUG', 20)] });
    await office.settled();
    const supply = {
      warehouseId: leeds,
      source: 'test',
      supplyId: 'T-1',
      sku: 'MUG',
      dueOn: addDays(dayOf(now), -3),
    };
    await got(desk.post('/v1/supplies', { rows: [{ ...supply, units: 9 }] }));
    await run();
    expect(await whyOf('stock')).toMatchObject({ onHand: 12, onOrder: 9, late: 9, drafted: 0 });
    expect(await whyOf('position')).toMatchObject({ position: 12 + 9 - 20 });
    await got(desk.post('/v1/supplies', { rows: [{ ...supply, units: 0 }] }));
  });

  it('becomes a draft order once, is counted then, and comes back', async () => {
    await run();
    const [line] = (await proposal()).rows;
    const units = line?.units ?? 0;
    const purchaseId = randomUUID();
    const [one, two] = await Promise.all([take(purchaseId, units), take(purchaseId, units)]);
    expect([one?.status, two?.status].filter((status) => status === 200).length).toBeGreaterThan(0);
    const again = await got<{ number: number }>(take(purchaseId, units));
    expect(again).toMatchObject({ purchaseId, supplier: 'Mug Works', lines: 1 });
    const { purchase } = await got<PurchasePage>(desk.get(`/v1/purchases/${purchaseId}`));
    expect(purchase).toMatchObject({
      state: 'draft',
      warehouseId: leeds,
      supplier: 'Mug Works',
      currency: 'GBP',
      lines: [{ sku: 'MUG', ordered: units, unitCostMinor: 180, expectedOn: line?.expectedOn }],
    });
    expect(await proposals()).toMatchObject({ orders: [], taken: [{ purchaseId, lines: 1 }] });
    await got(take(randomUUID(), 6), 409);
    await got(desk.post(`/v1/reorder/taken/${purchaseId}/undo`, {}));
    expect(await proposals()).toMatchObject({ orders: [{ lines: 1 }], taken: [] });
    expect((await got<PurchasePage>(desk.get(`/v1/purchases/${purchaseId}`))).status).toBe('cancelled');
    await got(desk.post(`/v1/reorder/taken/${randomUUID()}/undo`, {}), 404);
  });

  it('does not propose what a draft has, and takes no draft back that was sent', async () => {
    const purchaseId = randomUUID();
    await got(take(purchaseId, 120));
    await got(desk.post(`/v1/purchases/${purchaseId}/send`, {}));
    await got(desk.post(`/v1/reorder/taken/${purchaseId}/undo`, {}), 409);
    expect(await run()).toMatchObject({ lines: 0 });
    expect(await proposals()).toMatchObject({ orders: [], taken: [] });
  });

  it('learns from what came how long the supplier takes', async () => {
    const sentAt = now;
    const rows = await office.rows<{ purchase_id: PurchaseId }>(
      `SELECT purchase_id FROM purchase WHERE state = 'sent'`,
    );
    now = new Date(sentAt.getTime() + 26 * 86_400_000);
    const dock = await office.enrol();
    await dock.deliver(
      dock.op('receipt.take', null, {
        receivingId: randomUUID() as ReceivingId,
        purchaseId: rows[0]?.purchase_id ?? null,
        sku: lineOf('MUG', 1).sku,
        quantity: 120,
        condition: 'good',
        to: 'receiving',
        lot: null,
        serial: null,
        expiry: null,
        code: 'MUG',
        scanId: 's',
      }),
    );
    const { leads } = await got<SupplierPage>(desk.get(`/v1/suppliers/${supplierId}`));
    expect(leads).toMatchObject([{ sku: 'MUG' }]);
    expect(leads[0]?.days).toBeCloseTo(26, 1);
    // Everything is bought at once: nothing is left of what came.
    await desk.place({ externalId: 'R-2', lines: [lineOf('MUG', 110)] });
    await office.settled();
    await run();
    // (3 x 14 + 26) / 4.
    const lead = await whyOf('lead');
    expect(lead).toMatchObject({ of: 'supplier', stated: 14 });
    expect(lead?.kind === 'lead' ? lead.days : 0).toBeCloseTo(17, 1);
  });

  it('moves what another site has before it buys', async () => {
    await office.receive('MUG', 500, 'A-01', rotterdam);
    await run();
    const { orders, transfers } = await proposals();
    expect(orders).toEqual([]);
    expect(transfers).toMatchObject([{ sku: 'MUG', from: rotterdam, to: leeds }]);
    // One key makes it a draft, pressed twice or not; a run does not propose it again, and taken back it is proposed anew.
    const transferId = randomUUID();
    const take = { transferId, fromId: rotterdam, toId: leeds };
    const units = transfers[0]?.units ?? 0;
    for (let twice = 0; twice < 2; twice += 1)
      expect(await got<TransferPage>(desk.post('/v1/transfer-proposals/take', take))).toMatchObject({
        status: 'draft',
        transfer: { fromId: rotterdam, toId: leeds, lines: [{ sku: 'MUG', asked: units }] },
      });
    await got(desk.post('/v1/transfer-proposals/take', { ...take, transferId: randomUUID() }), 409);
    expect(await proposals()).toMatchObject({
      transfers: [],
      takenTransfers: [{ transferId, from: rotterdam, to: leeds, lines: 1 }],
    });
    await got(desk.post(`/v1/transfer-proposals/${transferId}/undo`, {}));
    expect(await proposals()).toMatchObject({ transfers: [{ sku: 'MUG', units }], takenTransfers: [] });
    await got(desk.post(`/v1/transfer-proposals/${randomUUID()}/undo`, {}), 404);
    const again = { ...take, transferId: randomUUID() };
    await got(desk.post('/v1/transfer-proposals/take', again));
    await run();
    expect(await proposals()).toMatchObject({ orders: [], transfers: [] });
    await got(desk.post(`/v1/transfers/${again.transferId}/release`, {}));
    await run();
    expect(await proposals()).toMatchObject({ orders: [], transfers: [] });
    await got(desk.post(`/v1/transfers/${again.transferId}/cancel`, {}));
    const rules = await got<object>(desk.get('/v1/reorder-rules'));
    await got(desk.post('/v1/reorder-rules', { ...rules, leastTransfer: null }));
    await run();
    expect(await proposals()).toMatchObject({ orders: [{ warehouseId: leeds }], transfers: [] });
  });

  it('is one at a time, and goes on by itself at night once the forecast is made', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => office.office.reorder.begin('person')));
    expect(one).toBe(two);
    await office.office.reorder.ended(one ?? '');
    await got(desk.post(`/v1/reorder-runs/${randomUUID()}/stop`, {}), 404);
    now = new Date(now.getTime() + 86_400_000);
    await forecast();
    await office.office.reorder.nightly.drain();
    expect((await got<{ run: ReorderRun }>(desk.get('/v1/reorder-runs'))).run).toMatchObject({
      cause: 'night',
      state: 'ready',
    });
  });
});
