// Every kind of carrier against the one contract, and EasyPost's protocol against a server that speaks it and misbehaves.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type EasypostRig, startEasypostRig } from '../../../e2e/rigs/easypost/easypost-server';
import { contractCarrier, keepsCarrierContract, newReference, parcelTo } from './carrier-contract.test-kit';
import type { CarrierPlugin, CarrierStrategy, PurchaseAsked } from './carrier-strategy';
import { easypostCarrier } from './easypost/easypost-carrier';
import { manualCarrier, readTypedNumber } from './manual/manual-carrier';
import { tariffCarrier } from './tariff/tariff-carrier';

const ports = { now: () => new Date('2026-03-02T10:00:00Z'), fetch };

function opened<Settings, Secrets>(
  plugin: CarrierPlugin<Settings, Secrets>,
  settings: object,
  secrets: object,
): CarrierStrategy {
  return plugin.open(
    contractCarrier(plugin.kind),
    plugin.settings.parse(settings),
    plugin.secrets.parse(secrets),
    ports,
  );
}

let rig: EasypostRig;
beforeAll(async () => {
  rig = await startEasypostRig();
});
afterAll(() => rig.close());

const webhookSecret = 'sÉcret';
const easypost = (over: object = {}): CarrierStrategy =>
  opened(
    easypostCarrier,
    { baseUrl: rig.baseUrl, timeoutMs: 1_200, ...over },
    { apiKey: rig.apiKey, webhookSecret },
  );

describe('a carrier by its tariff', () => {
  keepsCarrierContract(() => opened(tariffCarrier, {}, {}));
});
describe('a carrier by hand', () => {
  keepsCarrierContract(() => opened(manualCarrier, {}, {}));

  it.each([
    [' tf 0012 34 ', undefined, 'TF001234'],
    ['TF001234', 'TF\\d{6}', 'TF001234'],
    ['TF00123', 'TF\\d{6}', null],
    ['x', undefined, null],
  ])('reads %j of %j as %j', (typed, pattern, number) => {
    expect(readTypedNumber(typed, pattern)).toBe(number);
  });
});
describe('a carrier behind EasyPost', () => {
  keepsCarrierContract(() => easypost());
});
describe('EasyPost when it misbehaves', () => {
  const asked = (over: Partial<PurchaseAsked> = {}): PurchaseAsked => ({
    ...parcelTo(),
    reference: newReference(),
    serviceId: 'RoyalMail:Tracked48',
    ...over,
  });
  /** As head office does it: again until it is known. */
  const buyStubbornly = async (purchase: PurchaseAsked) => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      try {
        const draft = await easypost().prepare(purchase);
        return await easypost().buy(draft, purchase);
      } catch (cause) {
        if ((cause as { kind?: string }).kind === 'refused') throw cause;
      }
    }
    throw new Error('never bought');
  };
  afterEach(() => rig.refuseRefund(null));

  it.each([
    ['the answer to making it is lost', /^POST .*\/shipments$/, 'lost'],
    ['the answer to buying it is lost', /\/buy$/, 'lost'],
    ['the request is cut', /\/buy$/, 'cut'],
    ['it answers 500', /\/buy$/, '500'],
    ['it answers 429', /\/buy$/, '429'],
    ['it answers after we stopped waiting', /\/buy$/, 'slow'],
    ['it answers with a page', /\/buy$/, 'garbage'],
    ['the look-up fails', /^GET/, '500'],
  ] as const)('buys one label though %s', async (_name, request, how) => {
    const before = rig.charges();
    const purchase = asked();
    rig.misbehave(request, how, how === '500' ? 3 : 1);
    const label = await buyStubbornly(purchase);
    expect(rig.charges() - before).toBe(1);
    const good = rig.goodLabels().map(({ reference, trackingCode }) => ({ reference, trackingCode }));
    expect(good).toContainEqual({ reference: purchase.reference, trackingCode: label.trackingNumber });
  });

  it('says when to ask again', async () => {
    rig.misbehave(/^POST .*\/shipments$/, '429');
    await expect(easypost().offers(parcelTo())).rejects.toMatchObject({
      kind: 'busy',
      code: 'RATE_LIMITED',
      pauseMs: 1000,
    });
  });

  it.each([
    [
      'an address it does not know',
      () => asked({ to: { ...parcelTo().to, postcode: null } }),
      'ADDRESS.VERIFY.FAILURE',
    ],
    [
      'a parcel abroad without customs data',
      () => asked({ to: { ...parcelTo().to, countryCode: 'TR' } }),
      'SHIPMENT.CUSTOMS_INFO.REQUIRED',
    ],
    ['a service it does not have', () => asked({ serviceId: 'RoyalMail:Pigeon' }), 'service-not-offered'],
  ])('refuses %s for good', async (_name, purchase, code) => {
    await expect(buyStubbornly(purchase())).rejects.toMatchObject({ kind: 'refused', code });
  });

  it('a wrong key is refused, and not told', async () => {
    const wrong = opened(easypostCarrier, { baseUrl: rig.baseUrl }, { apiKey: 'EZTKwrong' });
    const failure = await wrong.offers(parcelTo()).catch((cause: unknown) => cause);
    expect(failure).toMatchObject({ kind: 'refused', code: 'APIKEY.INACTIVE' });
    expect(JSON.stringify(failure)).not.toContain('EZTKwrong');
  });

  it('tells customs line by line, in its own words and units', async () => {
    const purchase = asked({
      to: { ...parcelTo().to, countryCode: 'TR' },
      serviceId: 'DHLExpress:Worldwide',
      customs: {
        contents: 'returned-goods',
        nonDelivery: 'return',
        currency: 'GBP',
        lines: [
          {
            sku: 'MUG',
            hsCode: '691200',
            originCountry: 'TR',
            description: 'Ceramic mug',
            quantity: 3,
            netGrams: 1200,
            valueMinor: 1650,
          },
        ],
        valueMinor: 1650,
        netGrams: 1200,
      },
    });
    await buyStubbornly(purchase);
    expect(rig.shipmentOf(purchase.reference)).toMatchObject({
      parcel: { weight: 42.4, length: 11.82, width: 7.88, height: 5.91 },
      customs_info: {
        contents_type: 'returned_goods',
        customs_items: [
          {
            description: 'Ceramic mug',
            quantity: 3,
            value: '16.50',
            weight: 42.4,
            hs_tariff_number: '691200',
            origin_country: 'TR',
            currency: 'GBP',
          },
        ],
      },
    });
  });

  it('a label on its way is not taken back; one that the carrier refuses is refused for good', async () => {
    const purchase = asked();
    const label = await buyStubbornly(purchase);
    rig.scan(label.trackingNumber, 'in_transit', '2026-03-02T12:00:00Z');
    await expect(easypost().giveBack({ ...label, reference: purchase.reference })).rejects.toMatchObject({
      kind: 'refused',
      code: 'refund-rejected',
    });
  });

  it('a refund whose answer is lost is asked once more and is one refund', async () => {
    const purchase = asked();
    const label = { ...(await buyStubbornly(purchase)), reference: purchase.reference };
    rig.misbehave(/refund$/, 'lost');
    await expect(easypost().giveBack(label)).rejects.toMatchObject({ kind: 'unreachable' });
    await easypost().giveBack(label);
    expect(rig.goodLabels().map(({ reference }) => reference)).not.toContain(purchase.reference);
  });

  it('gives a form for the driver', async () => {
    const label = await buyStubbornly(asked());
    expect(await easypost().manifest([label])).toEqual({ url: `${rig.baseUrl}/form.pdf` });
    await expect(easypost().manifest([])).rejects.toMatchObject({ kind: 'refused' });
  });

  it('names the same news the same in an answer and in a message', async () => {
    const label = await buyStubbornly(asked());
    rig.scan(label.trackingNumber, 'in_transit', '2026-03-02T12:00:00Z', 'Departed');
    rig.scan(label.trackingNumber, 'delivered', '2026-03-03T09:30:00Z', 'At the door');
    const events = await easypost().track(label);
    expect(events.map(({ status, place }) => `${status} ${place}`)).toEqual([
      'in-transit LEEDS, GB',
      'delivered LEEDS, GB',
    ]);
    const { signatureOf } = await import('./easypost/easypost-news');
    const body = Buffer.from(
      JSON.stringify({
        id: 'evt_1',
        description: 'tracker.updated',
        result: rig.shipmentOf(label.providerId)?.tracker,
      }),
    );
    const news = easypost().readNews({
      headers: { 'x-hmac-signature': signatureOf(body, webhookSecret) },
      body,
    });
    expect(news).toEqual([{ trackingNumber: label.trackingNumber, providerId: label.providerId, events }]);
    const changed = Buffer.from(body.toString().replace('delivered', 'failure'));
    expect(
      easypost().readNews({
        headers: { 'x-hmac-signature': signatureOf(body, webhookSecret) },
        body: changed,
      }),
    ).toBeNull();
  });

  it('only offers the carriers that are wanted', async () => {
    const offers = await easypost({ carriers: ['DHLExpress'] }).offers(parcelTo());
    expect(offers.map(({ serviceId }) => serviceId)).toEqual(['DHLExpress:Worldwide']);
  });
});
