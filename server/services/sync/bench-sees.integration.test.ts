// What a bench can get to see of a customer: the name, and the address on the label. By every collection it pulls, by the
// live stream, and by every field: one that is new has to be named here.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { orderIdSchema } from '../../../shared/domain/ids';
import { collectionNames } from '../../../shared/sync/documents';
import { matchAll } from '../customers/customers.test-kit';
import { watchOrder } from '../special/watch-orders';
import { newOrder, startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';

let office: TestOffice;
let desk: TestStation;
let bench: TestStation;
beforeAll(async () => {
  office = await startTestOffice();
  desk = await office.enrol();
  bench = await office.enrol(undefined, ['station']);
  await office.receive('MUG', 5);
});
afterAll(() => office.close());

const secrets = [
  'secret@example.org',
  '5321112233',
  'for my secret wife',
  '98765',
  'why it is special',
  'said on the telephone',
  'noted of the call',
  'why it goes first',
  'note in the file',
];

it('is the label and nothing else', async () => {
  const announced: unknown[] = [];
  office.office.writer.subscribe((batch) => announced.push(batch));
  const orderId = await desk.place({
    externalId: 'B-1',
    customer: { customerId: 'K-98765', name: 'Ayşe Yılmaz' },
    shipTo: {
      ...newOrder({ externalId: 'x' }).shipTo,
      phone: '+90 5321112233',
      email: 'secret@example.org',
    },
    note: 'for my secret wife',
    lines: [
      { sku: newOrder({ externalId: 'x' }).lines[0]?.sku as never, quantity: 1, unitPriceMinor: 98765 },
    ],
  });
  await office.settled();
  // What the retention team and customer service write is theirs.
  const post = async (url: string, body: object): Promise<void> =>
    expect((await desk.post(url, body)).status, url).toBe(200);
  await post(`/v1/orders/${orderId}/special`, { kindId: 'vip', reason: 'why it is special' });
  await watchOrder(office.office, { orderId: orderIdSchema.parse(orderId) });
  for (const body of [
    { act: 'call', text: 'said on the telephone' },
    { act: 'note', text: 'noted of the call' },
    { act: 'raise', reason: 'why it goes first' },
  ])
    await post(`/v1/special/${orderId}`, body);
  await matchAll(office.office.pool);
  const [row] = await office.rows<{ customer_id: string }>('SELECT customer_id FROM customer_order');
  await post(`/v1/customers/${row?.customer_id}/notes`, { text: 'note in the file' });
  await bench.hello(5);
  const pulled: Record<string, string> = {};
  for (const collection of collectionNames) {
    const { status, body } = await bench.get(`/v1/pull?collection=${collection}`);
    expect(status).toBe(200);
    pulled[collection] = JSON.stringify(body);
  }
  const all = JSON.stringify(announced) + Object.values(pulled).join('');
  for (const secret of secrets) expect(all).not.toContain(secret);
  expect(pulled['parcels']).toContain('1 High Street');
  expect(pulled['orders']).toContain(orderId);
  const [parcel] = (JSON.parse(pulled['parcels'] ?? '') as { documents: { shipTo: object }[] }).documents;
  expect(parcel?.shipTo).toEqual({
    ...newOrder({ externalId: 'x' }).shipTo,
    phone: null,
    email: null,
  });
  const [order] = (JSON.parse(pulled['orders'] ?? '') as { documents: object[] }).documents;
  expect(Object.keys(order ?? {}).sort()).toEqual(
    [
      'orderId',
      'number',
      'channelId',
      'externalId',
      'status',
      'onHold',
      'customerName',
      'countryCode',
      'placedAt',
      'units',
      'openUnits',
      'warehouseIds',
      'seq',
    ].sort(),
  );
});

it('and no page of the office', async () => {
  for (const path of ['/v1/orders', '/v1/customers', '/v1/mails', '/v1/cases', '/v1/parcels'])
    expect((await bench.get(path)).status, path).toBe(403);
});

it('head office itself keeps what carriers need', async () => {
  const [row] = await office.rows<{ doc: { shipTo: { phone: string } } }>('SELECT doc FROM parcel');
  expect(row?.doc.shipTo.phone).toBe('+90 5321112233');
});
