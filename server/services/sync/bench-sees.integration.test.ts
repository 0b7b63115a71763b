// What a bench can get to see of a customer: the name, and the address on the label. By every collection it pulls, by the
// live stream, and by every field: one that is new has to be named here.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collectionNames } from '../../../shared/sync/documents';
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

const secrets = ['secret@example.org', '5321112233', 'for my secret wife', '98765'];

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
