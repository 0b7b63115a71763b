// The customers' routes at the door: who may, what is answered, and that a person is named for what needs a name.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerPage, CustomerRow } from '../../shared/contract/customers';
import type { NewOrder } from '../../shared/contract/http';
import { changeCustomers } from '../services/customers/customer-settings';
import { rescale } from '../services/customers/customer-value';
import { matchAll } from '../services/customers/customers.test-kit';
import { readZip } from '../services/customers/zip-file.test-kit';
import { addOfficePeople, clerk, manager } from '../services/people/people.test-kit';
import { newOrder, startTestOffice, type TestOffice, type TestStation } from '../test-office.test-kit';

let office: TestOffice;
let desk: TestStation;
beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000 });
  desk = await office.enrol();
  await addOfficePeople(office);
});
afterAll(() => office.close());

const to = (name: string, more: Partial<NewOrder['shipTo']> = {}): Pick<NewOrder, 'customer' | 'shipTo'> => ({
  customer: { customerId: null, name },
  shipTo: { ...newOrder({ externalId: 'x' }).shipTo, name, ...more },
});
const rowsOf = async (query: string): Promise<CustomerRow[]> => {
  const { status, body } = await desk.get(`/v1/customers?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body['rows'] as CustomerRow[];
};
const pageOf = async (customerId: string): Promise<CustomerPage> =>
  (await desk.get(`/v1/customers/${customerId}`)).body as CustomerPage;

describe('customers', () => {
  let ann = '';
  let twin = '';
  it('are found by name, mail, phone and number, sorted as asked, page by page', async () => {
    const first = await desk.place({
      externalId: 'A-1',
      number: 'N-1001',
      ...to('Ann Lee', { email: 'ann@example.org', phone: '020 7946 0018' }),
    });
    await desk.place({ externalId: 'A-2', ...to('Ann Lee', { email: 'ann@example.org', phone: null }) });
    await desk
      .place({ externalId: 'A-3', ...to('Anne Lee', { email: 'ann.@example.org', phone: null }) })
      .catch(() => '');
    await desk.place({ externalId: 'A-4', ...to('Ann Lee', { email: 'anm@example.org' }) });
    for (let nth = 0; nth < 5; nth += 1)
      await desk.place({
        externalId: `Z-${nth}`,
        ...to(`Zed ${nth}`, { email: `zed${nth}@example.org`, postcode: `LS${nth}` }),
      });
    await matchAll(office.office.pool);
    await changeCustomers(office.office.pool, (client) => rescale(client, '2026-02-01T00:00:00.000Z'));
    const [top] = await rowsOf('limit=1');
    expect(top).toMatchObject({
      name: 'Ann Lee',
      orders: 2,
      moneyMinor: 1000,
      currency: 'GBP',
      mail: 'ann@example.org',
    });
    ann = top?.customerId ?? '';
    for (const text of ['ann lee', 'ANN@example', '020 7946', '+44 20 7946 0018', 'N-1001'])
      expect(
        (await rowsOf(`text=${encodeURIComponent(text)}`)).map(({ customerId }) => customerId),
        text,
      ).toContain(ann);
    expect(await rowsOf('text=nobody')).toEqual([]);
    const names = (await rowsOf('sort=name')).map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await desk.get(
        `/v1/customers?sort=last&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      paged.push(...(body['rows'] as CustomerRow[]).map(({ customerId }) => customerId));
      cursor = body['cursor'] as string | null;
    }
    expect(new Set(paged).size).toBe((await rowsOf('limit=500')).length);
    expect((await rowsOf('segment=at-risk')).map(({ customerId }) => customerId)).toContain(ann);
    const alike = await rowsOf('alike=yes');
    expect(alike.map(({ customerId }) => customerId)).toContain(ann);
    const owner = await desk.get(`/v1/orders/${first}/customer`);
    expect(owner.body).toMatchObject({ customer: { customerId: ann, orders: 2 } });
    expect((await desk.get('/v1/customers?cursor=nonsense')).body).toMatchObject({ code: 'cursor-wrong' });
  });

  it('have notes, consent, a usual address and VIP by hand, each shown with who and when', async () => {
    await desk.post(`/v1/customers/${ann}/notes`, { text: 'Likes blue', isPinned: true });
    await desk.post(`/v1/customers/${ann}/consent`, {
      channel: 'mail',
      contact: 'Ann@example.org',
      purpose: 'marketing',
      isGiven: true,
      source: 'call',
    });
    await desk.post('/v1/mail-opt-outs', { address: 'ann@example.org', topic: 'ratings', isOut: true });
    const { body: page } = await desk.get(`/v1/customers/${ann}`);
    const [address] = (page as CustomerPage).addresses;
    await desk.post(`/v1/customers/${ann}/default-address`, {
      addressKey: address?.addressKey,
      kind: 'invoice',
    });
    expect(
      (await desk.post(`/v1/customers/${ann}/vip`, { isVip: true, by: { badge: 'P1', pin: null } })).status,
    ).toBe(403);
    await desk.post(`/v1/customers/${ann}/vip`, { isVip: true, by: clerk });
    const now = await pageOf(ann);
    expect(now.notes).toMatchObject([{ text: 'Likes blue', isPinned: true, by: 'Bench station+office' }]);
    expect(now.consent).toMatchObject([
      { purpose: 'ratings', isGiven: false, source: 'office' },
      { purpose: 'marketing', isGiven: true, source: 'call' },
    ]);
    expect(now.value.isVip).toBe(true);
    expect(now.addresses.filter(({ isDefault }) => isDefault)).toMatchObject([{ kind: 'invoice' }]);
    expect(now.months).toEqual([{ month: '2026-01', orders: 2, moneyMinor: 1000 }]);
    expect(now.scale?.customers).toBeGreaterThan(5);
    // The very same words are the opt-outs of mail.
    expect((await desk.get('/v1/mail-opt-outs?text=ann@')).body).toMatchObject({
      rows: [{ topic: 'ratings' }],
    });
    expect(
      (
        await desk.post(`/v1/customers/${ann}/consent`, {
          channel: 'mail',
          contact: 'nobody',
          purpose: 'marketing',
          isGiven: true,
          source: 'call',
        })
      ).body,
    ).toMatchObject({ code: 'contact-wrong' });
    const { body } = await desk.get(`/v1/customers/${ann}/activity?limit=3`);
    const rows = body['rows'] as { type: string }[];
    expect(rows).toHaveLength(3);
    const rest = await desk.get(`/v1/customers/${ann}/activity?cursor=${String(body['cursor'])}`);
    const types = [...rows, ...(rest.body['rows'] as { type: string }[])].map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining(['OrderPlaced', 'noted', 'vip-set', 'consent-said', 'address-default']),
    );
    expect(new Set(types.filter((type) => type === 'OrderPlaced')).size).toBe(1);
    const only = await desk.get(`/v1/customers/${ann}/activity?kind=note`);
    expect(only.body['rows']).toMatchObject([{ kind: 'note', text: 'Likes blue' }]);
  });

  it('are compared, merged by a named person, shown as one, and two again', async () => {
    twin = (await pageOf(ann)).alike[0]?.customerId ?? '';
    expect((await pageOf(ann)).alike[0]?.reasons).toContain('name-postcode');
    const preview = await desk.get(`/v1/customers/${ann}/merge-preview?fromId=${twin}`);
    expect(preview.body).toMatchObject({ into: { orders: 2 }, from: { orders: 1 }, warnings: [] });
    const merged = await desk.post(`/v1/customers/${ann}/merge`, { fromId: twin, by: clerk });
    expect(merged.body).toMatchObject({ customerId: ann, value: { orders: 3 }, merges: [{ fromId: twin }] });
    expect((await pageOf(twin)).customerId).toBe(ann);
    expect((await desk.post(`/v1/customers/${ann}/merge`, { fromId: twin, by: clerk })).body).toMatchObject({
      code: 'customers-merged-already',
    });
    const [merge] = (await pageOf(ann)).merges;
    await desk.post(`/v1/customer-merges/${merge?.mergeId}/undo`, { by: clerk });
    expect(await pageOf(twin)).toMatchObject({ customerId: twin, value: { orders: 1 } });
    await desk.post(`/v1/customers/${ann}/not-same`, { otherId: twin });
    expect((await pageOf(ann)).alike.map(({ customerId }) => customerId)).not.toContain(twin);
  });

  it('get everything kept of them as one file, with nobody else in it', async () => {
    const { status, body } = await desk.post(`/v1/customers/${ann}/export`, { by: manager });
    expect(status, JSON.stringify(body)).toBe(200);
    const files = readZip(Buffer.from(String(body['base64']), 'base64'));
    const data = JSON.parse(files.get('data.json') ?? '') as Record<string, unknown[]>;
    expect(data['orders']).toHaveLength(2);
    expect(data['notes']).toMatchObject([{ text: 'Likes blue' }]);
    expect(data['consent']).toHaveLength(2);
    expect(files.get('read-me.html')).toContain('What we keep about Ann Lee');
    expect(files.get('oku.html')).toContain('Ann Lee hakkında tuttuklarımız');
    expect(files.get('orders.csv')).toContain('N-1001');
    for (const text of files.values()) expect(text).not.toContain('Zed');
  });

  it('are erased by a manager alone, once their orders have come to an end', async () => {
    expect((await desk.post(`/v1/customers/${ann}/erase`, { how: 'mail', by: clerk })).status).toBe(403);
    const busy = await desk.post(`/v1/customers/${ann}/erase`, { how: 'mail', by: manager });
    expect(busy).toMatchObject({ status: 409, body: { code: 'customer-busy' } });
    expect(String(busy.body['message'])).toContain('N-1001');
    for (const { orderId } of (await desk.get('/v1/orders?text=Ann')).body['rows'] as { orderId: string }[])
      await desk.post(`/v1/orders/${orderId}/cancel-lines`, {
        reason: 'x',
        lines: [{ lineNo: 1, quantity: 1 }],
      });
    const erased = await desk.post(`/v1/customers/${ann}/erase`, { how: 'mail', by: manager });
    expect(erased, JSON.stringify(erased.body)).toMatchObject({
      status: 200,
      body: { how: 'mail', kept: [] },
    });
    const page = await pageOf(ann);
    expect(page).toMatchObject({
      contacts: [],
      addresses: [],
      notes: [],
      consent: [],
      erasure: { by: 'Mina Manager' },
    });
    expect(page.name).toMatch(/^erased-/);
    expect((await desk.post(`/v1/customers/${ann}/notes`, { text: 'x' })).body).toMatchObject({
      code: 'customer-erased',
    });
  });

  it('that nobody has are named so', async () => {
    const nobody = '0198c0de-0000-7000-8000-00000000ffff';
    expect(await desk.get(`/v1/customers/${nobody}`)).toMatchObject({
      status: 404,
      body: { code: 'customer-unknown' },
    });
    expect(await desk.post(`/v1/customers/${nobody}/notes`, { text: 'x' })).toMatchObject({ status: 404 });
    expect(await desk.post(`/v1/customer-merges/${nobody}/undo`, { by: clerk })).toMatchObject({
      status: 404,
    });
  });
});

describe('rules and costs', () => {
  it('are set by a manager, and move VIPs and margins', async () => {
    const { body: rules } = await desk.get('/v1/customer-rules');
    const vip = { moneyMinor: 500, orders: 1, withinDays: 0, returnPercent: 100 };
    expect((await desk.post('/v1/customer-rules', { rules: { ...rules, vip }, by: clerk })).status).toBe(403);
    expect((await desk.post('/v1/customer-rules', { rules: { ...rules, vip }, by: manager })).status).toBe(
      200,
    );
    expect((await rowsOf('vip=yes')).length).toBeGreaterThan(4);
    const costs = { rows: [{ sku: 'MUG', fromDay: '2026-01-01', costMinor: 120, currency: 'GBP' }] };
    expect((await desk.post('/v1/product-costs', costs)).body).toEqual({ saved: 1 });
    expect((await desk.get('/v1/product-costs?sku=MUG')).body).toEqual({
      rows: [{ fromDay: '2026-01-01', costMinor: 120, currency: 'GBP' }],
    });
    await desk.place({ externalId: 'M-1', ...to('Zed 0', { email: 'zed0@example.org' }) });
    await matchAll(office.office.pool);
    expect(await rowsOf('text=zed0')).toMatchObject([{ marginMinor: 380, marginOrders: 1, orders: 2 }]);
  });
});
