// Orders that go out by themselves, on real PostgreSQL and a real SMTP server: the position falls, an order is drafted, sent and mailed
// within the limits of a manager, once, whoever dies in between; what a supplier confirms, and what becomes late.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuyingLimitsPage, Letters } from '../../../shared/contract/buying';
import type { PurchasePage } from '../../../shared/contract/purchasing';
import type { Proposal, Proposals } from '../../../shared/contract/reorder';
import { companyStream } from '../../../shared/domain/ids';
import { noMailSettings } from '../../../shared/domain/mail/mail-settings';
import { type MailServer, startMailServer } from '../../../e2e/rigs/mail-server/mail-server';
import {
  leeds,
  lineOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { addDays, dayOf } from '../demand/weeks';
import { addOfficePeople, clerk, manager } from '../people/people.test-kit';

let now = new Date('2026-11-25T10:00:00.000Z');
const supplierId = randomUUID();
const terms = {
  name: 'Çini Works',
  currency: 'GBP',
  email: 'orders@cini.example',
  language: 'tr',
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
  leastOrder: 12,
  palletUnits: null,
  leadDays: null,
  orderUnits: 12,
  shelfLifeWeeks: null,
  mostCoverWeeks: null,
  policy: 'up-to',
};
const limits = {
  isOn: true,
  currency: 'GBP',
  mostPerOrderMinor: 10_000,
  mostPerDayMinor: 12_000,
  tolerancePpm: 50_000,
  suppliers: [{ supplierId, mostPerOrderMinor: null, mostPerDayMinor: null }],
};
let office: TestOffice;
let desk: TestStation;
let server: MailServer;

const got = async <T>(answer: Promise<{ status: number; body: unknown }>, status = 200): Promise<T> => {
  const { status: is, body } = await answer;
  expect(is, JSON.stringify(body)).toBe(status);
  return body as T;
};
const run = async (): Promise<void> =>
  office.office.reorder.ended(await office.office.reorder.begin('person'));
const proposals = (): Promise<Proposals> => got(desk.get('/v1/reorder'));
const proposal = (): Promise<Proposal> => got(desk.get(`/v1/reorder/${supplierId}/${leeds}`));
const allow = (next: object, by: object = manager) => desk.post('/v1/buying-limits', { limits: next, by });
const sentOrders = () =>
  office.rows<{ purchase_id: string; doc: PurchasePage['purchase'] }>(
    `SELECT purchase_id, doc FROM purchase WHERE state = 'sent' ORDER BY number`,
  );
const lettersOf = (purchaseId: string): Promise<Letters> =>
  got(desk.get(`/v1/purchases/${purchaseId}/letters`));
const mailed = async (count: number): Promise<void> => {
  for (let tries = 0; tries < 200 && server.letters.length < count; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.letters).toHaveLength(count);
};
let orders = 0;
const sell = async (units: number): Promise<void> => {
  orders += 1;
  await desk.place({ externalId: `B-${orders}`, lines: [lineOf('MUG', units)] });
  await office.settled();
};

beforeAll(async () => {
  server = await startMailServer();
  office = await startTestOffice({ idleMs: 50, now: () => now });
  desk = await office.enrol();
  await addOfficePeople(office);
  await got(
    desk.post('/v1/mail-settings', {
      settings: {
        ...noMailSettings,
        isOn: true,
        host: '127.0.0.1',
        port: server.port,
        security: 'none',
        fromName: 'Kiln & Co',
        fromAddress: 'shop@example.org',
        quiet: null,
      },
    }),
  );
  await got(desk.post(`/v1/suppliers/${supplierId}`, terms));
  await got(desk.post(`/v1/suppliers/${supplierId}/items`, { items: [item] }));
  await office.receive('MUG', 10, 'A-01');
}, 120_000);
afterAll(async () => {
  await office?.close();
  await server?.close();
});

describe('limits', () => {
  it('are set by a manager who answers for it', async () => {
    expect((await allow(limits, clerk)).status).toBe(403);
    const page = await got<BuyingLimitsPage>(allow(limits));
    expect(page).toMatchObject({ limits, spentTodayMinor: 0, changedBy: 'Mina Manager' });
    await got(allow({ ...limits, tolerancePpm: -1 }), 400);
  });
});

describe('an order by itself', () => {
  it('waits while nothing is needed, and is held with the limit that holds it', async () => {
    await run();
    expect(await proposals()).toMatchObject({ orders: [], taken: [] });
    await got(allow({ ...limits, mostPerOrderMinor: 100 }));
    await sell(10);
    await office.office.reorder.watching.drain();
    await office.office.reorder.idle();
    expect(await proposal()).toMatchObject({ held: 'order', rows: [{ sku: 'MUG', units: 12, position: 0 }] });
    expect(await sentOrders()).toEqual([]);
  });

  it('goes out when the position has fallen to the point, by mail with its PDF and its CSV', async () => {
    await got(allow(limits));
    await run();
    const [order] = await sentOrders();
    expect(order?.doc).toMatchObject({
      supplier: 'Çini Works',
      warehouseId: leeds,
      lines: [{ sku: 'MUG', ordered: 12, unitCostMinor: 180, expectedOn: addDays(dayOf(now), 14) }],
    });
    await mailed(1);
    const [letter] = server.letters;
    const number = `PO-${order?.doc.number ?? ''}`;
    expect(letter?.to).toEqual(['orders@cini.example']);
    expect(letter?.subject).toBe(`Sipariş ${number}, Kiln & Co`);
    expect(letter?.text).toContain('12 x MUG');
    expect(letter?.raw).toContain(`filename=${number}.pdf`);
    const csv =
      /filename=PO-\d+\.csv[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(letter?.raw ?? '')?.[1] ?? '';
    expect(Buffer.from(csv, 'base64').toString('utf8')).toContain(`${number},1,MUG,`);
    const page = await lettersOf(order?.purchase_id ?? '');
    expect(page).toMatchObject({
      isBySelf: true,
      letters: [{ kind: 'order', to: 'orders@cini.example', state: 'sent' }],
      confirmation: null,
      late: [],
    });
    expect(await got(desk.get('/v1/buying-limits'))).toMatchObject({ spentTodayMinor: 12 * 180 + 900 });
  });

  it('is not sent twice for the same need, and no more than a day may come to', async () => {
    await office.office.reorder.watching.drain();
    await office.office.reorder.idle();
    expect(await sentOrders()).toHaveLength(1);
    // Orders that nothing is here for: 12 are on their way, 60 are wanted.
    await sell(60);
    await office.office.reorder.watching.drain();
    await office.office.reorder.idle();
    expect(await sentOrders()).toHaveLength(1);
    expect((await proposal()).held).toBe('order');
    await got(allow({ ...limits, mostPerOrderMinor: 100_000 }));
    expect((await proposal()).held).toBe('day');
    await got(allow({ ...limits, mostPerOrderMinor: 100_000, mostPerDayMinor: 100_000 }));
    expect((await proposal()).held).toBeNull();
    // The price rose by more than is tolerated since the last order.
    await got(desk.post(`/v1/suppliers/${supplierId}/items`, { items: [{ ...item, unitCostMinor: 200 }] }));
    await run();
    expect((await proposal()).held).toBe('price');
    expect(await sentOrders()).toHaveLength(1);
  });

  it('that was begun before a crash goes out once, and one without a draft is forgotten', async () => {
    const purchaseId = randomUUID();
    const begun = (id: string) =>
      office.office.pool.query(
        `INSERT INTO self_purchase (stream_id, purchase_id, supplier_id, day, currency, value_minor, limit_currency, limit_minor, state)
         VALUES ($1, $2, $3, $4, 'GBP', 1000, 'GBP', 1000, 'begun')`,
        [companyStream, id, supplierId, dayOf(now)],
      );
    await got(
      desk.post(`/v1/purchases/${purchaseId}`, {
        warehouseId: leeds,
        supplier: 'Çini Works',
        supplierReference: '',
        currency: 'GBP',
        note: '',
        lines: [{ sku: 'MUG', quantity: 66, unitCostMinor: 200, expectedOn: addDays(dayOf(now), 3) }],
      }),
    );
    await begun(purchaseId);
    await begun(randomUUID());
    await run();
    await run();
    expect((await got<PurchasePage>(desk.get(`/v1/purchases/${purchaseId}`))).status).toBe('sent');
    const rows = await office.rows(`SELECT state FROM self_purchase WHERE state = 'begun'`);
    expect(rows).toEqual([]);
    await mailed(2);
    expect(await lettersOf(purchaseId)).toMatchObject({
      dearer: [{ lineNo: 1, sku: 'MUG', unitCostMinor: 200, lastMinor: 180 }],
    });
  });
});

describe('what a supplier answers', () => {
  it('moves days, and tells of fewer units and other prices', async () => {
    const order = (await sentOrders()).at(-1);
    const purchaseId = order?.purchase_id ?? '';
    const expectedOn = addDays(dayOf(now), 6);
    const letters = await got<Letters>(
      desk.post(`/v1/purchases/${purchaseId}/confirm`, {
        reference: 'CW-9',
        lines: [{ lineNo: 1, quantity: 60, unitCostMinor: 210, expectedOn }],
      }),
    );
    expect(letters.confirmation).toMatchObject({ reference: 'CW-9' });
    expect(letters.differences.map(({ kind, ordered, confirmed }) => [kind, ordered, confirmed])).toEqual([
      ['quantity', 66, 60],
      ['price', 200, 210],
    ]);
    const { purchase } = await got<PurchasePage>(desk.get(`/v1/purchases/${purchaseId}`));
    expect(purchase.lines[0]).toMatchObject({ ordered: 66, expectedOn });
    await got(
      desk.post(`/v1/purchases/${randomUUID()}/confirm`, {
        reference: '',
        lines: letters.confirmation?.lines,
      }),
      404,
    );
    // A day is not over while it goes on.
    now = new Date(`${expectedOn}T20:00:00.000Z`);
    expect((await lettersOf(purchaseId)).late).toEqual([]);
    now = new Date(now.getTime() + 86_400_000);
    expect((await lettersOf(purchaseId)).late).toEqual([1]);
    expect((await desk.get('/v1/purchases')).body).toMatchObject({
      rows: [{ isLate: true }, { isLate: false }],
    });
  });

  it('is told when an order is given up, and when it comes again', async () => {
    const purchaseId = (await sentOrders()).at(-1)?.purchase_id ?? '';
    await got(desk.post(`/v1/purchases/${purchaseId}/cancel`, {}));
    await mailed(3);
    // Letters of one moment have no order.
    now = new Date(now.getTime() + 1000);
    await got(desk.post(`/v1/purchases/${purchaseId}/reopen`, {}));
    await got(desk.post(`/v1/purchases/${purchaseId}/send`, {}));
    await mailed(4);
    expect((await lettersOf(purchaseId)).letters.map(({ kind }) => kind)).toEqual([
      'order',
      'cancelled',
      'changed',
    ]);
    expect(server.letters[2]?.raw).not.toContain('filename=');
    await office.expectSound();
  });
});

describe('an order in another currency than the limits', () => {
  it('waits for a rate, counts at it with its day and source, and goes out within the limits', async () => {
    const inEuros = { ...limits, currency: 'EUR', mostPerDayMinor: 200_000, tolerancePpm: 1_000_000 };
    await got(allow({ ...inEuros, mostPerOrderMinor: 100_000 }));
    await sell(60);
    await run();
    expect(await proposal()).toMatchObject({ held: 'rate', counts: null });
    const before = (await sentOrders()).length;
    const rate = { base: 'EUR', currency: 'GBP', day: '2026-11-24', rate: '0.8', source: 'bank' };
    await got(desk.post('/v1/exchange-rates', { rates: [rate], by: manager }));
    const { order, counts, held } = await proposal();
    const worth = Math.round((order.goodsMinor + order.freightMinor) / 0.8);
    expect({ held, counts }).toEqual({
      held: null,
      counts: { currency: 'EUR', amountMinor: worth, day: '2026-11-24', sources: ['bank'] },
    });
    await got(allow({ ...inEuros, mostPerOrderMinor: worth - 1 }));
    expect((await proposal()).held).toBe('order');
    await got(allow({ ...inEuros, mostPerOrderMinor: worth }));
    await run();
    expect(await sentOrders()).toHaveLength(before + 1);
    expect(
      await office.rows(
        `SELECT currency, limit_currency, limit_minor::int AS minor, rate_day::text AS day, rate_sources AS sources FROM self_purchase
         WHERE limit_currency = 'EUR'`,
      ),
    ).toEqual([
      { currency: 'GBP', limit_currency: 'EUR', minor: worth, day: '2026-11-24', sources: ['bank'] },
    ]);
    expect(await got(desk.get('/v1/buying-limits'))).toMatchObject({ spentTodayMinor: worth });
  });
});
