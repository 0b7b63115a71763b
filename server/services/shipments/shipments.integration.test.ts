// Labels on real PostgreSQL with real parcels, against a server that speaks EasyPost and misbehaves: bought once, void in
// time, followed to the door.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { companyStream } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { carrierLabelOf } from '../../../shared/label/carrier-label-from-parcel';
import type { KeptLabel } from '../../../shared/label/model';
import { buyLabel } from './buy-labels';
import { takeParcelNews } from './plan-shipments';
import { askWhereItIs, takeCarrierNews } from './follow-tracking';
import { loadParcel } from './shipment-facts';
import { tellShipment } from './shipment-tools';
import { planOf, type ShippingOffice, startShippingOffice, until } from './shipping-office.test-kit';

let shop: ShippingOffice;
beforeAll(async () => {
  shop = await startShippingOffice();
});
afterAll(() => shop.close());

describe('a label', () => {
  it('is bought for a sealed box, once, and kept with its number, price and end', async () => {
    const parcel = await shop.sealed(await shop.leased());
    const shipment = await shop.inState(parcel.parcelId, 'bought');
    expect(shipment).toMatchObject({
      attempt: 1,
      boxed: { boxId: 'B3', weightGrams: 400 },
      label: { source: 'carrier', currency: 'GBP', amountMinor: 338 },
      promisedFor: '2026-03-04',
    });
    expect(shop.labelsOf(parcel.parcelId)).toMatchObject([
      { reference: `${parcel.parcelId}-1`, trackingCode: shipment.label?.trackingNumber },
    ]);
    const events = await shop.test.rows<{ type: string }>(
      `SELECT type FROM event WHERE aggregate = 'shipment' AND aggregate_id = $1 ORDER BY seq`,
      parcel.parcelId,
    );
    expect(events.map(({ type }) => type)).toEqual([
      'ShipmentPlanned',
      'PurchaseStarted',
      'PurchasePrepared',
      'LabelBought',
    ]);
  });

  it('is there for the bench that holds the box, as the carrier drew it, and for nobody else', async () => {
    const parcel = await shop.sealed(await shop.leased());
    const { label } = await shop.inState(parcel.parcelId, 'bought');
    const now = async () => (await loadParcel(shop.test.office.pool, parcel.parcelId)) as Parcel;
    await until(async () => (await now()).carrierLabel);
    expect((await now()).carrierLabel).toEqual({
      reference: `${parcel.parcelId}-1`,
      trackingNumber: label?.trackingNumber,
      boxId: 'B3',
      weightGrams: 400,
    });
    const path = `/v1/parcels/${parcel.parcelId}/carrier-label`;
    const kept = (await shop.bench.get(path)).body as KeptLabel;
    expect(kept).toMatchObject({ reference: `${parcel.parcelId}-1`, dpi: 203 });
    expect(carrierLabelOf(await now(), kept)?.zpl).toContain(label?.trackingNumber);
    const other = await shop.test.enrol();
    expect((await other.get(path)).status).toBe(404);
    // Another box, another label: what was offered is taken back, and the new one takes its place.
    await tellShipment(shop.test.office.shipments, parcel.parcelId, {
      type: 'RequestVoid',
      reason: 'not wanted',
      at: new Date(shop.clock.ms).toISOString(),
    });
    await until(async () => !(await now()).carrierLabel);
    expect((await shop.bench.get(path)).status).toBe(404);
  });

  it('is fetched again when the one who keeps it does not answer', async () => {
    shop.rig.misbehave(/^GET \/labels/, '500');
    shop.rig.misbehave(/^GET \/labels/, 'cut');
    const parcel = await shop.sealed(await shop.leased());
    await shop.clock.hurried(
      until(async () => (await loadParcel(shop.test.office.pool, parcel.parcelId))?.carrierLabel),
      2_000,
    );
  });

  it.each([
    ['its answer is lost', /\/buy$/, 'lost'],
    ['its making is lost', /^POST .*\/shipments$/, 'lost'],
    ['it answers 500', /\/buy$/, '500'],
    ['it says to ask later', /\/buy$/, '429'],
    ['it is too slow', /\/buy$/, 'slow'],
  ] as const)('is bought once though %s', async (_name, request, how) => {
    const parcel = await shop.leased();
    const before = shop.rig.charges();
    shop.rig.misbehave(request, how);
    await shop.sealed(parcel);
    await shop.clock.hurried(shop.inState(parcel.parcelId, 'bought'), 2_000);
    expect(shop.rig.charges() - before).toBe(1);
    expect(shop.labelsOf(parcel.parcelId)).toHaveLength(1);
  });

  it('is bought once by many who try at the same time', async () => {
    const parcel = await shop.sealed(await shop.leased());
    const before = shop.labelsOf(parcel.parcelId).length;
    await Promise.all(
      Array.from({ length: 6 }, () =>
        buyLabel(shop.test.office.shipments, parcel.parcelId).catch(() => 'again'),
      ),
    );
    await shop.inState(parcel.parcelId, 'bought');
    expect(before).toBeLessThanOrEqual(1);
    expect(shop.labelsOf(parcel.parcelId)).toHaveLength(1);
  });

  it('is not bought under a fence that is not the parcel’s any more', async () => {
    const parcel = await shop.leased();
    shop.rig.misbehave(/^GET/, '500', 0);
    await tellShipment(shop.test.office.shipments, parcel.parcelId, {
      type: 'PlanShipment',
      plan: { ...planOf(parcel), fence: parcel.fence + 1 },
    });
    await shop.settled('buy-label', parcel.parcelId);
    expect((await shop.shipmentOf(parcel.parcelId))?.state).toBe('planned');
    expect(shop.labelsOf(parcel.parcelId)).toEqual([]);
    expect(await buyLabel(shop.test.office.shipments, parcel.parcelId)).toBe('parcel-fence-old');
  });

  it('that is refused for good is a task, and can be tried anew', async () => {
    const parcel = await shop.sealed(await shop.leased('GB', null));
    expect(await shop.inState(parcel.parcelId, 'failed')).toMatchObject({
      trouble: { code: 'ADDRESS.VERIFY.FAILURE' },
    });
    const tasks = await until(async () => {
      const found = await shop.test.rows<{ kind: string }>(
        `SELECT kind FROM task WHERE order_id = $1 AND state = 'open'`,
        parcel.orderId,
      );
      return found.length > 0 && found;
    });
    expect(tasks).toEqual([{ kind: 'label-refused' }]);
  });

  it('abroad waits for customs data, and says which', async () => {
    const parcel = await shop.sealed(await shop.leased('CH', '8001'));
    const tasks = await until(async () => {
      const found = await shop.test.rows<{ doc: { values: object } }>(
        `SELECT doc FROM task WHERE order_id = $1 AND kind = 'customs-missing'`,
        parcel.orderId,
      );
      return found.length > 0 && found;
    });
    expect(tasks[0]?.doc.values).toMatchObject({ what: 'MUG' });
    // Said before anybody packed: the label is asked for behind the seal.
    await shop.inState(parcel.parcelId, 'planned');
    await shop.test.office.pool.query(
      `INSERT INTO product_customs VALUES ($1, 'MUG', '691200', 'TR', 'Ceramic mug')`,
      [companyStream],
    );
    await buyLabel(shop.test.office.shipments, parcel.parcelId);
    expect((await shop.shipmentOf(parcel.parcelId))?.state).toBe('bought');
    expect(shop.rig.shipmentOf(`${parcel.parcelId}-1`)?.customs_info).toMatchObject({
      contents_type: 'merchandise',
    });
  });
});

describe('bought ahead', () => {
  it('is bought before packing, kept when the box is the one that was planned, given back when it is another', async () => {
    await shop.connect('released');
    try {
      const [kept, changed] = [await shop.leased(), await shop.leased()];
      for (const { parcelId } of [kept, changed])
        expect(await shop.inState(parcelId, 'bought')).toMatchObject({
          boxed: { boxId: 'B3', weightGrams: 400 },
        });
      const charged = shop.rig.charges();
      await shop.sealed(kept);
      await shop.settled('parcel-news', kept.parcelId);
      expect(await shop.shipmentOf(kept.parcelId)).toMatchObject({ state: 'bought', attempt: 1 });
      await shop.bench.deliver(...shop.opened(changed, 'B5'), ...shop.filled(changed));
      const second = await until(async () => {
        const found = await shop.shipmentOf(changed.parcelId);
        return found?.attempt === 2 && found.state === 'bought' && found;
      });
      expect(second).toMatchObject({
        boxed: { boxId: 'B5' },
        spent: [{ reference: `${changed.parcelId}-1` }],
      });
      expect(shop.labelsOf(changed.parcelId).map(({ reference }) => reference)).toEqual([
        `${changed.parcelId}-2`,
      ]);
      expect(shop.rig.charges() - charged).toBe(1);
    } finally {
      await shop.connect('sealed');
    }
  });
});

describe('planned before the lease and bought behind it', () => {
  it('is planned again under the fence of the lease, and bought', async () => {
    const parcel = await shop.leased();
    await shop.connect('released');
    try {
      const { parcelId, warehouseId, orderId, orderNumber, boxNumber, shipTo, shipping, fence } = parcel;
      const { carrierId, carrierName, serviceId, serviceName } = shipping;
      const service = { carrierId, carrierName, serviceId, serviceName, countryCode: shipTo.countryCode };
      const boxed = { boxId: null, weightGrams: 400, size: null };
      const plan = {
        ...service,
        parcelId,
        warehouseId,
        orderId,
        orderNumber,
        boxNumber,
        boxed,
        fence: fence - 1,
        promisedFor: null,
      };
      const { shipments } = shop.test.office;
      await tellShipment(shipments, parcelId, { type: 'PlanShipment', plan });
      const news = { type: 'ParcelLeased', at: shipments.now().toISOString() } as const;
      await takeParcelNews(shipments, parcelId, news);
      expect(await shop.inState(parcelId, 'bought')).toMatchObject({ fence });
    } finally {
      await shop.connect('sealed');
    }
  });
});

describe('a label is given back', () => {
  it('in time, once, though the answer is lost; not behind its end, not once it has left', async () => {
    const [first, second] = [await shop.sealed(await shop.leased()), await shop.sealed(await shop.leased())];
    await Promise.all([first, second].map(({ parcelId }) => shop.inState(parcelId, 'bought')));
    shop.rig.misbehave(/refund$/, 'lost');
    const at = shop.test.office.now().toISOString();
    const asked = { type: 'RequestVoid', reason: 'office', at } as const;
    expect(await tellShipment(shop.test.office.shipments, first.parcelId, asked)).toMatchObject({ ok: true });
    expect(await tellShipment(shop.test.office.shipments, first.parcelId, asked)).toMatchObject({
      ok: true,
      events: [],
    });
    await shop.clock.hurried(shop.inState(first.parcelId, 'voided'), 2_000);
    expect(shop.labelsOf(first.parcelId)).toEqual([]);
    const late = { ...asked, at: '2026-05-01T00:00:00.000Z' };
    expect(await tellShipment(shop.test.office.shipments, second.parcelId, late)).toMatchObject({
      refusal: { code: 'void-too-late' },
    });
    await shop.left(second);
    await until(async () => (await shop.shipmentOf(second.parcelId))?.handedOverAt);
    expect(await tellShipment(shop.test.office.shipments, second.parcelId, asked)).toMatchObject({
      refusal: { code: 'shipment-left' },
    });
  });

  it('that the carrier does not take back stays, with a task', async () => {
    const parcel = await shop.sealed(await shop.leased());
    await shop.inState(parcel.parcelId, 'bought');
    shop.rig.refuseRefund('rejected');
    await tellShipment(shop.test.office.shipments, parcel.parcelId, {
      type: 'RequestVoid',
      reason: 'office',
      at: shop.test.office.now().toISOString(),
    });
    await until(async () => (await shop.shipmentOf(parcel.parcelId))?.trouble);
    shop.rig.refuseRefund(null);
    expect(await shop.shipmentOf(parcel.parcelId)).toMatchObject({
      state: 'bought',
      trouble: { code: 'refund-rejected' },
    });
    expect(await shop.test.rows(`SELECT kind FROM task WHERE order_id = $1`, parcel.orderId)).toEqual([
      { kind: 'void-refused' },
    ]);
  });
});

describe("a bench's own numbers", () => {
  it('are the tracking numbers of their boxes; sealed again, the first is spent', async () => {
    const number = (serial: number) => ({
      carrierNumber: { series: 'carrier TF own', serial, text: `TF${String(serial).padStart(6, '0')}` },
    });
    const parcel = await shop.sealed(await shop.leased('IE', 'D01'), number(1));
    expect(parcel.carrierNumber).toBe('TF000001');
    expect((await shop.inState(parcel.parcelId, 'bought')).label).toMatchObject({
      trackingNumber: 'TF000001',
      source: 'range',
      amountMinor: 100,
    });
    await shop.bench.deliver(shop.bench.op('parcel.reopen', parcel, { reason: 'forgot the card' }));
    await shop.bench.deliver(
      shop.bench.op('parcel.seal', parcel, { sscc: shop.bench.nextSscc(), weightGrams: 400, ...number(2) }),
    );
    const after = await until(async () => {
      const found = await shop.shipmentOf(parcel.parcelId);
      return found?.label?.trackingNumber === 'TF000002' && found;
    });
    expect(after).toMatchObject({ state: 'bought', spent: [{ trackingNumber: 'TF000001' }] });
  });
});

describe('on its way', () => {
  const news = async (parcel: Parcel, code: string) => {
    const events = (shop.rig.shipmentOf(`${parcel.parcelId}-1`)?.tracker?.tracking_details ?? []).map(
      (detail, index) => ({
        eventId: `n${index}`,
        status: detail.status === 'delivered' ? ('delivered' as const) : ('in-transit' as const),
        at: new Date(detail.datetime).toISOString(),
        message: detail.message,
        place: '',
      }),
    );
    return takeCarrierNews(shop.test.office.shipments, 'EASY', [
      { trackingNumber: code, providerId: null, events: events.reverse() },
    ]);
  };

  it('is delivered once, whatever is heard late or twice, and its lane remembers how long it took', async () => {
    const parcel = await shop.sealed(await shop.leased());
    const code = (await shop.inState(parcel.parcelId, 'bought')).label?.trackingNumber ?? '';
    await shop.left(parcel);
    const shipment = await until(async () => {
      const found = await shop.shipmentOf(parcel.parcelId);
      return found?.handedOverAt ? found : null;
    });
    expect(shipment.eta).toMatch(/^2026-03-0\d$/);
    shop.rig.scan(code, 'in_transit', '2026-03-02T18:00:00Z');
    shop.rig.scan(code, 'delivered', '2026-03-05T11:00:00Z');
    expect(await news(parcel, code)).toBe(1);
    expect(await shop.inState(parcel.parcelId, 'done')).toMatchObject({
      outcome: 'delivered',
      tracking: { status: 'delivered' },
    });
    await news(parcel, code);
    const lanes = await until(async () => {
      const found = await shop.test.rows<{ days: number; parcels: number }>(
        `SELECT days, parcels FROM lane_transit WHERE carrier_id = 'EASY'`,
      );
      return found.length > 0 && found;
    });
    expect(lanes).toEqual([{ days: 3, parcels: 1 }]);
    const events = await shop.test.rows<{ type: string }>(
      `SELECT type FROM event WHERE aggregate_id = $1 AND aggregate = 'shipment' AND type LIKE 'Shipment%' ORDER BY seq`,
      parcel.parcelId,
    );
    expect(events.map(({ type }) => type)).toEqual([
      'ShipmentPlanned',
      'ShipmentHandedOver',
      'ShipmentDelivered',
    ]);
    expect(
      await takeCarrierNews(shop.test.office.shipments, 'EASY', [
        { trackingNumber: 'nobody', providerId: null, events: [] },
      ]),
    ).toBe(0);
  });

  it('is asked about where nobody tells, and said to be late once its day has passed', async () => {
    const parcel = await shop.sealed(await shop.leased());
    const code = (await shop.inState(parcel.parcelId, 'bought')).label?.trackingNumber ?? '';
    await shop.left(parcel);
    await until(async () => (await shop.shipmentOf(parcel.parcelId))?.handedOverAt);
    shop.rig.scan(code, 'in_transit', '2026-03-02T18:00:00Z');
    expect(await askWhereItIs(shop.test.office.shipments, parcel.parcelId)).toBe('in-transit');
    expect(await shop.shipmentOf(parcel.parcelId)).toMatchObject({ isLate: false });
    const later = new Date('2026-03-09T10:00:00Z');
    const nextWeek = { ...shop.test.office.shipments, now: () => later };
    await askWhereItIs(nextWeek, parcel.parcelId);
    await askWhereItIs(nextWeek, parcel.parcelId);
    expect(await shop.shipmentOf(parcel.parcelId)).toMatchObject({ isLate: true, state: 'bought' });
    const late = await shop.test.rows(
      `SELECT type FROM event WHERE aggregate_id = $1 AND type = 'ShipmentLate'`,
      parcel.parcelId,
    );
    expect(late).toHaveLength(1);
  });
});
