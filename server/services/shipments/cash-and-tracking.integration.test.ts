// What a label collects at the door is what the order has to, and what customers and shops follow is the carrier's number.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ShippingOffice, startShippingOffice, until } from './shipping-office.test-kit';
import { trackingOfParcels } from './tracking-of-parcels';

let shop: ShippingOffice;
beforeAll(async () => {
  shop = await startShippingOffice();
});
afterAll(() => shop.close());

it('a label of an order that is paid at the door collects it', async () => {
  const { test, bench } = shop;
  await test.rows(
    `INSERT INTO payment_provider (provider_id, method, name) VALUES ('cod', 'cash-on-delivery', 'Cash')`,
  );
  const payment = { rule: 'authorised', captureAt: 'hand-over', providers: ['cod'], usual: 'cod' };
  await test.rows(
    `UPDATE channel SET settings = jsonb_build_object('payment', $1::jsonb) WHERE channel_id = 'web'`,
    JSON.stringify(payment),
  );
  const orderId = await bench.place({ externalId: 'COD-1', payment: { providerId: 'cod', token: null } });
  const parcel = await until(async () => {
    test.office.payments.nudge();
    await test.settled();
    return (await bench.hello(50)).find((each) => each.orderId === orderId);
  });
  const sealed = await shop.sealed(parcel);
  await shop.inState(parcel.parcelId, 'bought');
  const [label] = shop.labelsOf(parcel.parcelId);
  expect(label?.options).toMatchObject({ cod_amount: '5.00', currency: 'GBP' });
  expect(
    await test.rows('SELECT amount_minor FROM parcel_cash WHERE parcel_id = $1', parcel.parcelId),
  ).toEqual([{ amount_minor: 500 }]);
  await test.rows(`UPDATE channel SET settings = '{}' WHERE channel_id = 'web'`);
  expect(sealed.sscc).not.toBeNull();
});

it('a parcel is followed by the number of its label at the carrier, else on our own page', async () => {
  const { test } = shop;
  const parcel = await shop.sealed(await shop.leased());
  const { label } = await shop.inState(parcel.parcelId, 'bought');
  const { pool } = test.office;
  const followed = async () => (await trackingOfParcels(pool, [parcel])).get(parcel.parcelId);
  expect(await followed()).toEqual({ number: label?.trackingNumber, url: label?.trackingUrl });
  expect(label?.trackingNumber).not.toBe(parcel.sscc);
  const content = { isOn: false, publicOrigin: 'https://orders.example' };
  const { settings } = (await shop.bench.get('/v1/mail-settings')).body as { settings: object };
  await test.rows(
    `INSERT INTO mail_setting (stream_id, scope, doc) VALUES ('company', 'company', $1)`,
    JSON.stringify({ ...settings, ...content }),
  );
  await test.rows(
    `UPDATE record SET doc = jsonb_set(doc, '{label,trackingUrl}', 'null') WHERE kind = 'shipment' AND record_id = $1`,
    parcel.parcelId,
  );
  const own = await followed();
  expect(own?.url).toMatch(/^https:\/\/orders\.example\/t\//);
  const page = await test.app.inject(new URL(own?.url ?? '').pathname);
  expect(page.statusCode).toBe(200);
  // Before there is a label, the box has its own number and nothing to look at.
  const bare = { parcelId: orderless, sscc: '1', carrierNumber: null } as never;
  expect((await trackingOfParcels(pool, [bare])).get(orderless)).toEqual({ number: '1', url: null });
});

const orderless = '0191d2f4-5a3c-7000-8000-0000000000bb';
