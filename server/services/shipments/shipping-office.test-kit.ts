// A test office whose parcels go by EasyPost's rig, by a carrier with numbers of its own, or by the post; and the hands that
// pack them. One a test file.
import { expect } from 'vitest';
import { type EasypostRig, startEasypostRig } from '../../../e2e/rigs/easypost/easypost-server';
import { boxIdSchema, carrierIdSchema, companyStream } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { Shipment, ShipmentPlan, ShipmentState } from '../../../shared/domain/shipment/shipment';
import {
  leeds,
  newOrder,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { addressIn } from '../carriers/carrier-contract.test-kit';
import { saveConnection } from '../carriers/connections';
import { saveEntries } from '../directory/save-entries';
import { readRecord } from '../records/read-records';
import { shipmentMachine } from './shipment-machine';

export const webhookSecret = 'whsec';

export async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('waited in vain');
}

/** The office's clock of a test: it goes on by itself, and faster when something waits for a pause to end. */
export type TestClock = { ms: number; hurried: <T>(work: Promise<T>, stepMs?: number) => Promise<T> };

export async function startShippingOffice() {
  const clock: TestClock = {
    ms: Date.parse('2026-03-02T10:00:00Z'),
    hurried: (work, stepMs = 2_000) => {
      const hurry = setInterval(() => (clock.ms += stepMs), 100);
      return work.finally(() => clearInterval(hurry));
    },
  };
  const rig: EasypostRig = await startEasypostRig();
  const test: TestOffice = await startTestOffice({ idleMs: 30, now: () => new Date(clock.ms) });
  const bench: TestStation = await test.enrol();
  // Ten times as fast as the wall's: pauses between tries are short, and leases long enough.
  let wallMs = performance.now();
  const ticking = setInterval(() => {
    clock.ms += Math.round((performance.now() - wallMs) * 10);
    wallMs = performance.now();
  }, 20);
  let orders = 0;

  async function connect(buyAt: 'released' | 'box' | 'sealed'): Promise<void> {
    const { pool, shipments } = test.office;
    const wrong = await saveConnection(
      pool,
      shipments.carriers,
      'EASY',
      {
        kind: 'easypost',
        settings: { baseUrl: rig.baseUrl, timeoutMs: 1_200 },
        secrets: { apiKey: rig.apiKey, webhookSecret },
        buyAt,
      },
      new Date().toISOString(),
    );
    expect(wrong).toBeNull();
  }

  const shipmentOf = (parcelId: string): Promise<Shipment | null> =>
    readRecord(test.office.pool, shipmentMachine, parcelId);
  const inState = (parcelId: string, ...states: ShipmentState[]): Promise<Shipment> =>
    until(async () => {
      const shipment = await shipmentOf(parcelId);
      return shipment && states.includes(shipment.state) ? shipment : null;
    });
  const labelsOf = (parcelId: string) =>
    rig.goodLabels().filter(({ reference }) => reference?.startsWith(parcelId));
  const settled = (topic: string, parcelId: string) =>
    until(
      async () =>
        (
          await test.rows(
            `SELECT 1 FROM outbox WHERE topic = $1 AND key = $2 AND done_at IS NULL`,
            topic,
            parcelId,
          )
        ).length === 0,
    );

  async function leased(countryCode = 'GB', postcode: string | null = 'LS2 1AA'): Promise<Parcel> {
    orders += 1;
    const shipTo = { ...newOrder({ externalId: 'x' }).shipTo, countryCode, postcode };
    const orderId = await bench.place({ externalId: `S${orders}`, shipTo });
    await test.settled();
    const held = await bench.hello(50, await heldParcels());
    const parcel = held.find((each) => each.orderId === orderId);
    if (!parcel) throw new Error('not leased');
    return parcel;
  }
  const heldParcels = async (): Promise<Parcel[]> =>
    (
      await test.rows<{ doc: Parcel }>(
        `SELECT doc FROM parcel WHERE holder_station_id = $1 AND state IN ('leased', 'packing')`,
        bench.stationId,
      )
    ).map(({ doc }) => doc);

  const opened = (parcel: Parcel, box = 'B3') => [
    bench.op('parcel.open', parcel, {}),
    bench.op('parcel.choose-box', parcel, { boxId: boxIdSchema.parse(box) }),
  ];
  const filled = (
    parcel: Parcel,
    more: { carrierNumber?: { series: string; serial: number; text: string } } = {},
  ) => [
    bench.op('parcel.pack-item', parcel, {
      sku: parcel.lines[0]?.sku ?? ('MUG' as never),
      quantity: 1,
      code: '1',
      scanId: 's',
    }),
    bench.op('parcel.seal', parcel, { sscc: bench.nextSscc(), weightGrams: 400, ...more }),
  ];
  async function sealed(parcel: Parcel, more = {}): Promise<Parcel> {
    const { body } = await bench.deliver(...opened(parcel), ...filled(parcel, more));
    expect(body.results.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied', 'applied']);
    return (
      await test.rows<{ doc: Parcel }>('SELECT doc FROM parcel WHERE parcel_id = $1', parcel.parcelId)
    )[0]?.doc as Parcel;
  }
  async function left(parcel: Parcel): Promise<void> {
    const label = { jobId: parcel.sealedBy ?? '', attempt: 1, outcome: 'confirmed' as const };
    await bench.deliver(
      bench.op('parcel.record-label', parcel, { label }),
      bench.op('parcel.hand-over', parcel, { sscc: parcel.sscc ?? '' }),
    );
  }

  const { writer, pool, shipments } = test.office;
  const service = (serviceId: string, countries: string[], amountMinor: number, more = {}) => ({
    serviceId,
    name: serviceId,
    days: 2,
    cutOff: '16:00',
    currency: 'GBP',
    rates: [{ countries, steps: [{ uptoGrams: 30_000, amountMinor }] }],
    ...more,
  });
  const carrier = (id: string, ...services: ReturnType<typeof service>[]) => ({
    kind: 'carrier' as const,
    entryId: `carrier-${id}`,
    carrier: { carrierId: carrierIdSchema.parse(id), name: id, divisorMm3PerGram: 5000, services },
  });
  await writer.submit([companyStream], async (tx) => {
    await saveEntries(tx, [
      carrier(
        'EASY',
        service('RoyalMail:Tracked48', ['GB'], 100),
        service('DHLExpress:Worldwide', ['CH'], 100),
      ),
      carrier('TF', service('own', ['IE'], 100, { numbers: { prefix: 'TF', from: 1, to: 9999, digits: 6 } })),
      {
        kind: 'warehouse',
        entryId: 'warehouse-W1',
        warehouse: {
          warehouseId: leeds,
          name: 'Leeds',
          address: addressIn('GB', 'LS1 4AP'),
          timeZone: 'Europe/London',
        },
      },
      ...['B3', 'B5'].map((id) => ({
        kind: 'box' as const,
        entryId: `box-${id}`,
        box: {
          boxId: boxIdSchema.parse(id),
          name: id,
          code: id,
          inner: { lengthMm: 300, widthMm: 300, heightMm: 300 },
          outer: { lengthMm: 310, widthMm: 310, heightMm: 310 },
          tareGrams: 100,
          maxGrams: 20_000,
          costMinor: id === 'B3' ? 10 : 20,
          currency: 'GBP',
        },
      })),
    ]);
  });
  await connect('sealed');
  await saveConnection(
    pool,
    shipments.carriers,
    'TF',
    { kind: 'tariff', settings: {}, buyAt: 'sealed' },
    new Date().toISOString(),
  );
  await test.receive('MUG', 200);

  return {
    test,
    rig,
    bench,
    clock,
    connect,
    shipmentOf,
    inState,
    labelsOf,
    settled,
    leased,
    opened,
    filled,
    sealed,
    left,
    close: async () => {
      clearInterval(ticking);
      await test.close();
      await rig.close();
    },
  };
}
export type ShippingOffice = Awaited<ReturnType<typeof startShippingOffice>>;

/** What follows from a parcel's seal, for tests that tell it themselves. */
export function planOf(parcel: Parcel): ShipmentPlan {
  const { parcelId, warehouseId, orderId, orderNumber, boxNumber, shipTo, shipping, fence } = parcel;
  return {
    parcelId,
    warehouseId,
    orderId,
    orderNumber,
    boxNumber,
    countryCode: shipTo.countryCode,
    carrierId: shipping.carrierId,
    carrierName: shipping.carrierName,
    serviceId: shipping.serviceId,
    serviceName: shipping.serviceName,
    boxed: { boxId: null, weightGrams: 400, size: null },
    fence,
    promisedFor: null,
  };
}
