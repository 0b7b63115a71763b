// The doors of shipping: what the office sees and does, what carriers tell, and what anybody with a link may see.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RatesResponse, ShipmentRow } from '../../shared/contract/shipments';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import {
  type ShippingOffice,
  startShippingOffice,
  until,
  webhookSecret,
} from '../services/shipments/shipping-office.test-kit';

let shop: ShippingOffice;
let url = '';
beforeAll(async () => {
  shop = await startShippingOffice();
  url = await shop.test.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => shop.close());

async function sent(): Promise<{ parcel: Parcel; code: string }> {
  const parcel = await shop.sealed(await shop.leased());
  const code = (await shop.inState(parcel.parcelId, 'bought')).label?.trackingNumber ?? '';
  return { parcel, code };
}
const rowOf = async (parcelId: string): Promise<ShipmentRow> =>
  (await shop.bench.get(`/v1/shipments/${parcelId}`)).body as ShipmentRow;

describe('the office', () => {
  it('lists labels, finds them by order and by tracking number, and gives one back', async () => {
    const { parcel, code } = await sent();
    const list = (await shop.bench.get('/v1/shipments?state=bought')).body['rows'] as ShipmentRow[];
    expect(list.find(({ parcelId }) => parcelId === parcel.parcelId)).toMatchObject({
      trackingNumber: code,
      mayBeVoid: true,
      amountMinor: 338,
    });
    for (const text of [parcel.orderNumber, code.toLowerCase()])
      expect((await shop.bench.get(`/v1/shipments?text=${text}`)).body['rows']).toHaveLength(1);
    const post = (what: string, body: object = {}) =>
      shop.bench.post(`/v1/shipments/${parcel.parcelId}/${what}`, body);
    expect((await post('void', { reason: 'wrong box' })).status).toBe(200);
    await shop.inState(parcel.parcelId, 'voided');
    expect(await post('lost')).toMatchObject({ status: 409, body: { code: 'shipment-void' } });
    expect(await post('buy')).toMatchObject({ status: 200 });
    expect(await shop.inState(parcel.parcelId, 'bought')).toMatchObject({ attempt: 2 });
    expect(await post('lost')).toMatchObject({ status: 200, body: { state: 'done', outcome: 'lost' } });
    expect(await shop.bench.get('/v1/shipments/018f0000-0000-7000-8000-000000000001')).toMatchObject({
      status: 404,
    });
  });

  it('compares what every carrier takes, with ages and reasons; a silent one is named', async () => {
    const { parcel } = await sent();
    const ask = async (more = '') =>
      (await shop.bench.get(`/v1/shipments/${parcel.parcelId}/rates?by=cost${more}`)).body as RatesResponse;
    const first = await ask();
    expect(first.offers[0]).toMatchObject({
      isChosen: true,
      serviceId: 'RoyalMail:Tracked48',
      source: 'asked',
    });
    expect(first.offers.map(({ serviceId }) => serviceId)).toContain('standard');
    expect(first.offers.every(({ arrives }) => arrives !== null)).toBe(true);
    // The label of the purchase is fetched meanwhile.
    const asking = () => shop.rig.requests().filter((request) => /^POST .*\/shipments$/.test(request));
    const asked = asking().length;
    expect((await ask()).offers.map(({ askedAt }) => askedAt)).toEqual(
      first.offers.map(({ askedAt }) => askedAt),
    );
    expect(asking()).toHaveLength(asked);
    shop.rig.misbehave(/^POST .*\/shipments$/, '500');
    const silent = await ask('&fresh=yes');
    expect(silent.silent).toEqual([{ carrierName: 'EASY', code: 'INTERNAL_SERVER_ERROR' }]);
    expect(silent.offers[0]).toMatchObject({
      serviceId: 'standard',
      isChosen: true,
      reason: { code: 'none-in-time' },
    });
  });

  it('takes a typed number for a carrier by hand', async () => {
    const set = await shop.bench.post('/v1/carriers/TF/connection', {
      kind: 'manual',
      settings: { numberPattern: 'TF\\d{6}', trackingUrl: 'https://tf.example/{number}' },
      buyAt: 'sealed',
    });
    expect(set.status).toBe(200);
    const parcel = await shop.sealed(await shop.leased('IE', 'D01'));
    await shop.inState(parcel.parcelId, 'planned');
    const type = (trackingNumber: string) =>
      shop.bench.post(`/v1/shipments/${parcel.parcelId}/number`, { trackingNumber });
    expect(await type('TF12')).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
    expect(await type(' tf 000 123 ')).toMatchObject({
      status: 200,
      body: { trackingNumber: 'TF000123', trackingUrl: 'https://tf.example/TF000123' },
    });
    expect((await type('TF000123')).status).toBe(200);
    expect(await type('TF000124')).toMatchObject({ status: 409, body: { code: 'shipment-has-label' } });
  });

  it('sets how a carrier is reached, and never sees a secret again', async () => {
    const { body } = await shop.bench.get('/v1/carriers/EASY/connection');
    expect(body).toMatchObject({ kind: 'easypost', secretsSet: ['apiKey', 'webhookSecret'] });
    expect(JSON.stringify(body)).not.toContain(shop.rig.apiKey);
    const set = (path: string, more: object) =>
      shop.bench.post(path, { kind: 'easypost', settings: {}, buyAt: 'sealed', ...more });
    expect(await set('/v1/carriers/NONE/connection', {})).toMatchObject({
      status: 404,
      body: { code: 'carrier-unknown' },
    });
    expect(await set('/v1/carriers/EASY/connection', { kind: 'pigeon' })).toMatchObject({
      status: 400,
      body: { values: { field: 'kind' } },
    });
    expect(await set('/v1/carriers/EASY/connection', { settings: { timeoutMs: 1 } })).toMatchObject({
      status: 400,
      body: { values: { field: 'settings.timeoutMs' } },
    });
  });

  it('closes the list of the driver when every box on it was scanned', async () => {
    const { parcel } = await sent();
    const open = async () =>
      (await shop.bench.post('/v1/manifests', { warehouseId: 'W1', carrierId: 'EASY', day: '2026-03-02' }))
        .body as {
        manifestId: string;
        number: string;
        parcels: { parcelId: string; handedOverAt: string | null }[];
      };
    const list = await open();
    expect(list.parcels.map(({ parcelId }) => parcelId)).toContain(parcel.parcelId);
    const close = (id: string) => shop.bench.post(`/v1/manifests/${id}/close`, {});
    expect(await close(list.manifestId)).toMatchObject({
      status: 409,
      body: { code: 'manifest-not-scanned' },
    });
    for (const { parcelId } of list.parcels) {
      const [row] = await shop.test.rows<{ doc: Parcel }>(
        'SELECT doc FROM parcel WHERE parcel_id = $1',
        parcelId,
      );
      if (row?.doc.state === 'sealed') await shop.left(row.doc);
    }
    await until(async () => (await open()).parcels.every(({ handedOverAt }) => handedOverAt !== null));
    const closed = await close(list.manifestId);
    expect(closed).toMatchObject({
      status: 200,
      body: { state: 'closed', carrierUrl: `${shop.rig.baseUrl}/form.pdf` },
    });
    expect(await close(list.manifestId)).toMatchObject({ status: 409, body: { code: 'manifest-closed' } });
    expect((await open()).number).toBe(list.number.replace(/1$/, '2'));
  });
});

describe('a message of a carrier', () => {
  it('is believed by its signature alone, and says the same late, twice and in disorder', async () => {
    const { parcel, code } = await sent();
    await shop.left(parcel);
    const hook = `${url}/v1/carriers/EASY/webhook`;
    shop.rig.scan(code, 'in_transit', '2026-03-02T18:00:00Z');
    shop.rig.scan(code, 'out_for_delivery', '2026-03-03T07:00:00Z');
    shop.rig.scan(code, 'delivered', '2026-03-03T11:00:00Z');
    expect(await shop.rig.webhook(hook, 'wrong', code)).toBe(401);
    expect(await shop.rig.webhook(`${url}/v1/carriers/POST/webhook`, webhookSecret, code)).toBe(401);
    expect((await rowOf(parcel.parcelId)).tracking).toBe('pending');
    expect(await shop.rig.webhook(hook, webhookSecret, code, { details: [2] })).toBe(200);
    expect((await rowOf(parcel.parcelId)).tracking).toBe('delivered');
    for (const details of [[0], [1], [0, 1], [2]])
      expect(await shop.rig.webhook(hook, webhookSecret, code, { details })).toBe(200);
    const after = await shop.bench.get(`/v1/shipments/${parcel.parcelId}`);
    expect(after.body).toMatchObject({ tracking: 'delivered', state: 'done', outcome: 'delivered' });
    expect(after.body['events']).toHaveLength(3);
  });
});

describe('the tracking page', () => {
  const look = (path: string, language = 'en') =>
    shop.test.app.inject({ url: path, headers: { 'accept-language': language } });

  it('shows the way in the language asked for, without a script, and of the person only half', async () => {
    const { parcel } = await sent();
    const { pagePath } = await rowOf(parcel.parcelId);
    const page = await look(pagePath, 'fr, tr;q=0.8, en;q=0.7');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.body).toContain('<html lang="tr">');
    expect(page.body).toContain('Hazırlanıyor');
    expect(page.body).toContain('A*** Y***');
    for (const secret of ['Ayşe', 'High Street', 'LS2', '<script']) expect(page.body).not.toContain(secret);
    expect((await look(pagePath, 'en')).body).toContain('Being prepared');
  });

  it('is not there for a link that head office did not make', async () => {
    const { parcel } = await sent();
    const { pagePath } = await rowOf(parcel.parcelId);
    const id = Buffer.from(parcel.parcelId.replaceAll('-', ''), 'hex');
    const forged = [
      `/t/${Buffer.concat([id, Buffer.alloc(16)]).toString('base64url')}`,
      `/t/${id.toString('base64url')}`,
      `${pagePath}A`,
      `${pagePath.slice(0, -1)}${pagePath.endsWith('A') ? 'B' : 'A'}`,
      '/t/%3Cscript%3E',
    ];
    for (const path of forged) {
      const page = await look(path);
      expect([path, page.statusCode]).toEqual([path, 404]);
      expect(page.body).not.toContain(parcel.orderNumber);
    }
  });

  it('is not looked at a thousand times', async () => {
    const { parcel } = await sent();
    const { pagePath } = await rowOf(parcel.parcelId);
    const statuses = new Set<number>();
    for (let tries = 0; tries < 80; tries += 1) statuses.add((await look(pagePath)).statusCode);
    expect([...statuses].sort((a, b) => a - b)).toEqual([200, 429]);
  });
});
