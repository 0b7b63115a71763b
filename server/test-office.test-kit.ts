// A head office for integration tests: real PostgreSQL, real routes, a small company of two warehouses. Stations talk to
// it as they do in life: enrolled with a code, ops numbered without holes.
import { v7 as uuidV7 } from 'uuid';
import { expect } from 'vitest';
import type { z } from 'zod';
import type { NewOrder, opsResponseSchema } from '../shared/contract/http';
import {
  askForToken,
  askToEnrol,
  type Enrolled,
  type PostToHeadOffice,
  type Signer,
} from '../shared/contract/station-access';
import {
  type ChannelId,
  companyStream,
  locationIdSchema,
  type OpId,
  type ParcelId,
  type PersonId,
  skuSchema,
  type WarehouseId,
  warehouseIdSchema,
} from '../shared/domain/ids';
import type { Parcel } from '../shared/domain/parcel/parcel';
import { carrierIdSchema } from '../shared/domain/ids';
import { outsideLocations, quarantineLocation, receivingLocation } from '../shared/domain/stock/ledger';
import { ssccOf } from '../shared/barcode/sscc';
import type { OpBody, OpEnvelope, OpType } from '../shared/sync/op';
import type { App } from './app';
import { buildApp } from './build-app';
import { newPrivateKey, signerOf } from './client/station-signer';
import { openPool, type Pool } from './db/pool';
import { testDatabase } from './db/test-database';
import { verifyLedger } from './db/verify-ledger';
import { type HeadOffice, type HeadOfficeOptions, openHeadOffice } from './head-office';
import { openLog } from './log';
import { type RequestLimits, requestLimits, widened } from './routes/every-route';
import { receiveStock } from './services/catalogue/receive-stock';
import { addProducts } from './services/catalogue/save-products';
import { saveEntries } from './services/directory/save-entries';
import { createEnrolmentCode, type StationRole } from './services/stations/enrol';

export const leeds = warehouseIdSchema.parse('W1');
export const rotterdam = warehouseIdSchema.parse('W2');
export const webChannel = 'web' as ChannelId;
export const packer = 'P1' as PersonId;
export const supervisor = 'P9' as PersonId;

type Door = { readonly office: HeadOffice; readonly app: App };

export type TestOffice = Door & {
  /** Units into bin A-01 (or another) of a warehouse. */
  receive: (sku: string, quantity: number, bin?: string, warehouseId?: WarehouseId) => Promise<void>;
  enrol: (warehouseId?: WarehouseId, roles?: StationRole[]) => Promise<TestStation>;
  /** As a program without a token asks. */
  postFrom: (remoteAddress?: string, headers?: Record<string, string>) => PostToHeadOffice;
  parcelsOf: (orderId: string) => Promise<Parcel[]>;
  rows: <Row extends object>(text: string, ...values: unknown[]) => Promise<Row[]>;
  /** Allocation has nothing left to do. */
  settled: () => Promise<void>;
  /** Law 5 for every warehouse, and gap-free use of every stream's numbers. */
  expectSound: () => Promise<void>;
  /** Closes head office, lets `work` at its database alone, and opens it again. */
  reopen: (work: (url: string) => Promise<void>) => Promise<void>;
  close: () => Promise<void>;
};

type OpsAnswer = {
  status: number;
  body: z.infer<typeof opsResponseSchema> & { expect: number; code?: string };
};

export type TestStation = Enrolled & {
  /** With the token as it is now; a request through this station renews it when head office refuses it. */
  headers: { authorization: string };
  signer: Signer;
  /** The next op of this station; its number is used up. */
  op: <T extends OpType>(
    type: T,
    parcel: Pick<Parcel, 'parcelId' | 'fence'> | null,
    body: OpBody<T>,
  ) => OpEnvelope;
  deliver: (...ops: OpEnvelope[]) => Promise<OpsAnswer>;
  /** Leases up to `want` parcels and answers those this station holds. */
  hello: (want?: number, holds?: readonly Parcel[]) => Promise<Parcel[]>;
  get: (path: string) => Promise<{ status: number; body: Record<string, unknown> }>;
  post: (path: string, body: object) => Promise<{ status: number; body: Record<string, unknown> }>;
  place: (order: Partial<NewOrder> & Pick<NewOrder, 'externalId'>) => Promise<string>;
  nextSscc: () => string;
};

export const testBins = ['A-01', 'A-02', 'B-01'];

export async function startTestOffice(
  options: Pick<
    HeadOfficeOptions,
    'idleMs' | 'now' | 'carrierPlugins' | 'channels' | 'webhooks' | 'waybillFolder' | 'integrator'
  > & {
    limits?: RequestLimits;
  } = {},
): Promise<TestOffice> {
  const database = await testDatabase();
  // Tests are quicker than hands; those about limits name their own.
  const { limits = widened(requestLimits, 10_000), ...rest } = options;
  const openDoor = async (pool: Pool): Promise<Door> => {
    const office = await openHeadOffice({
      pool,
      database: 'test',
      version: '0.0.0',
      log: openLog('silent'),
      ssccPrefix: '39521234',
      ...rest,
    });
    return { office, app: await buildApp(office, { limits }) };
  };
  let door = await openDoor(database.pool);
  const closeDoor = async (): Promise<void> => {
    await door.app.close();
    await door.office.stop();
    await door.office.pool.end();
  };
  await foundCompany(door.office);
  const rows = async <Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> =>
    (await door.office.pool.query<Row>(text, values)).rows;
  return {
    get office() {
      return door.office;
    },
    get app() {
      return door.app;
    },
    rows,
    reopen: async (work) => {
      await closeDoor();
      try {
        await work(database.url);
      } finally {
        door = await openDoor(await openPool(database.url));
      }
    },
    receive: (sku, quantity, bin = 'A-01', warehouseId = leeds) =>
      door.office.writer.submit([warehouseId], (tx) =>
        receiveStock(
          tx,
          [{ warehouseId, sku: skuSchema.parse(sku), locationId: locationIdSchema.parse(bin), quantity }],
          { at: door.office.now().toISOString(), newId: door.office.newId },
        ),
      ),
    postFrom: (remoteAddress, headers) => postingTo(() => door, remoteAddress, headers),
    enrol: (warehouseId = leeds, roles = ['station', 'office']) =>
      enrolTestStation(() => door, warehouseId, roles),
    parcelsOf: async (orderId) =>
      (
        await rows<{ doc: Parcel }>(
          'SELECT doc FROM parcel WHERE order_id = $1 ORDER BY placed_at, seq',
          orderId,
        )
      ).map((row) => row.doc),
    settled: () => door.office.allocation.drain(),
    expectSound: () => expectSound(door.office),
    close: closeDoor,
  };
}

async function foundCompany(office: HeadOffice): Promise<void> {
  const { pool, writer } = office;
  await pool.query(
    `INSERT INTO channel (channel_id, name, kind, formats, currency) VALUES ('web', 'Web shop', 'web', '{}', 'GBP')`,
  );
  for (const warehouseId of [leeds, rotterdam]) {
    await pool.query(`INSERT INTO stream (stream_id, kind, epoch) VALUES ($1, 'warehouse', $2)`, [
      warehouseId,
      uuidV7(),
    ]);
    await pool.query(
      `INSERT INTO location (stream_id, location_id, kind) SELECT $1, place, place FROM unnest($2::text[]) AS place`,
      [warehouseId, [...Object.values<string>(outsideLocations), quarantineLocation, receivingLocation]],
    );
    await pool.query(
      `INSERT INTO location (stream_id, location_id, kind, walk_order) SELECT $1, bin, 'bin', n FROM unnest($2::text[]) WITH ORDINALITY AS b (bin, n)`,
      [warehouseId, testBins],
    );
  }
  await writer.submit([companyStream], async (tx) => {
    await saveEntries(tx, [
      {
        kind: 'carrier',
        entryId: 'carrier-POST',
        carrier: {
          carrierId: carrierIdSchema.parse('POST'),
          name: 'Post',
          divisorMm3PerGram: 5000,
          services: [
            {
              serviceId: 'standard',
              name: 'Standard',
              days: 3,
              cutOff: '16:00',
              currency: 'GBP',
              rates: [{ countries: ['GB', 'TR'], steps: [{ uptoGrams: 30_000, amountMinor: 450 }] }],
            },
          ],
        },
      },
      {
        kind: 'person',
        entryId: 'person-P1',
        person: { personId: packer, name: 'Ayşe Yıldız', badge: 'P1', roles: ['packer'] },
      },
      {
        kind: 'person',
        entryId: 'person-P9',
        person: { personId: supervisor, name: 'Deniz Kaya', badge: 'P9', roles: ['packer', 'supervisor'] },
      },
    ]);
    await addProducts(
      tx,
      ['MUG', 'LAMP', 'BOWL', 'VASE'].map((sku) => ({
        sku: skuSchema.parse(sku),
        name: `A ${sku.toLowerCase()}`,
        category: null,
        size: { lengthMm: 100, widthMm: 100, heightMm: 100 },
        weightGrams: 300,
        price: { amountMinor: 500, currency: 'GBP' },
        fragile: false,
      })),
    );
  });
}

async function enrolTestStation(
  door: () => Door,
  warehouseId: WarehouseId,
  roles: StationRole[],
): Promise<TestStation> {
  const { office } = door();
  const { code } = await createEnrolmentCode(office.pool, warehouseId, roles, office.now());
  const ask = postingTo(door);
  const signer = signerOf(newPrivateKey());
  const answer = await askToEnrol(ask, signer, code, `Bench ${roles.join('+')}`);
  if (!answer.ok) throw new Error(`not enrolled: ${JSON.stringify(answer.body)}`);
  const enrolled = answer.value;
  const headers = { authorization: `Bearer ${enrolled.token}` };
  let stationSeq = 0;
  const range = await office.pool.query<{ sscc_from: number }>(
    'SELECT sscc_from FROM station WHERE station_id = $1',
    [enrolled.stationId],
  );
  let serial = range.rows[0]?.sscc_from ?? 0;

  const request = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const once = () =>
      door().app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    let got = await once();
    if (got.statusCode === 401) {
      const renewed = await askForToken(ask, signer, enrolled);
      if (renewed.ok) {
        headers.authorization = `Bearer ${renewed.value.token}`;
        got = await once();
      }
    }
    return { status: got.statusCode, body: got.json<Record<string, unknown>>() };
  };
  const get: TestStation['get'] = (url) => request('GET', url);
  const post: TestStation['post'] = (url, payload) => request('POST', url, payload);
  return {
    ...enrolled,
    headers,
    signer,
    get,
    post,
    op: (type, parcel, body) => {
      stationSeq += 1;
      return {
        opId: uuidV7() as OpId,
        stationSeq,
        type,
        v: 1,
        actor: packer,
        fence: parcel?.fence ?? null,
        parcelId: (parcel?.parcelId as ParcelId | undefined) ?? null,
        body,
        at: door().office.now().toISOString(),
        mono: stationSeq * 10,
      };
    },
    deliver: async (...ops) => {
      const { status, body } = await post('/v1/ops', { ops });
      return { status, body: body as OpsAnswer['body'] };
    },
    hello: async (want = 20, holds = []) => {
      const { status, body } = await post('/v1/hello', {
        maxStationSeq: stationSeq,
        unsent: 0,
        oldestUnsentAt: null,
        appVersion: '0.0.0',
        at: door().office.now().toISOString(),
        wantParcels: want,
        holds: holds.map(({ parcelId, fence }) => ({ parcelId, fence })),
      });
      expect(status, JSON.stringify(body)).toBe(200);
      const { rows } = await door().office.pool.query<{ doc: Parcel }>(
        `SELECT doc FROM parcel WHERE holder_station_id = $1 ORDER BY placed_at, parcel_id`,
        [enrolled.stationId],
      );
      return rows.map((row) => row.doc);
    },
    place: async (order) => {
      const { status, body } = await post('/v1/orders', newOrder(order));
      expect([200, 201], JSON.stringify(body)).toContain(status);
      return String(body['orderId']);
    },
    nextSscc: () => {
      const sscc = ssccOf('39521234', serial);
      serial += 1;
      return sscc;
    },
  };
}

function postingTo(
  door: () => Door,
  remoteAddress = '127.0.0.1',
  headers: Record<string, string> = {},
): PostToHeadOffice {
  return async (url, payload) => {
    const answer = await door().app.inject({ method: 'POST', url, payload, remoteAddress, headers });
    return { status: answer.statusCode, body: answer.json() };
  };
}

/** The first parcel of an order, leased to a station by its claim and open there. */
export async function openParcelOf(test: TestOffice, station: TestStation, orderId: string): Promise<Parcel> {
  await test.settled();
  const [parcel] = await test.parcelsOf(orderId);
  if (!parcel) throw new Error('no parcel');
  const claim = station.op('parcel.claim', { parcelId: parcel.parcelId, fence: 0 }, {});
  await station.deliver({ ...claim, fence: null });
  const [leased] = await test.parcelsOf(orderId);
  if (!leased) throw new Error('not leased');
  await station.deliver(station.op('parcel.open', leased, {}));
  return leased;
}

/** An order of one mug unless told otherwise. */
export function newOrder(order: Partial<NewOrder> & Pick<NewOrder, 'externalId'>): NewOrder {
  return {
    channelId: webChannel,
    placedAt: '2026-01-05T09:30:00.000Z',
    currency: 'GBP',
    customer: { customerId: null, name: 'Ayşe Yılmaz' },
    shipTo: {
      name: 'Ayşe Yılmaz',
      company: null,
      lines: ['1 High Street'],
      postcode: 'LS1 1AA',
      city: 'Leeds',
      region: null,
      countryCode: 'GB',
      phone: null,
      email: null,
    },
    priority: 'normal',
    note: null,
    lines: [{ sku: skuSchema.parse('MUG'), quantity: 1, unitPriceMinor: 500 }],
    charges: [],
    ...order,
  };
}

export function lineOf(sku: string, quantity: number): NewOrder['lines'][number] {
  return { sku: skuSchema.parse(sku), quantity, unitPriceMinor: 500 };
}

async function expectSound(office: HeadOffice): Promise<void> {
  for (const warehouseId of [leeds, rotterdam])
    expect(await verifyLedger(office.pool, warehouseId)).toEqual([]);
  // Every line's allocation is what is reserved for it, and no bin is promised below nothing.
  const { rows: lines } = await office.pool.query(
    `SELECT o.number, l->>'lineNo' AS line, (l->>'allocated')::int AS allocated, coalesce(r.quantity, 0)::int AS reserved
     FROM sales_order o CROSS JOIN LATERAL jsonb_array_elements(o.doc->'lines') AS l
     LEFT JOIN LATERAL (SELECT sum(quantity) AS quantity FROM reservation r WHERE r.order_id = o.order_id AND r.line_no = (l->>'lineNo')::int) r ON true
     WHERE (l->>'allocated')::int <> coalesce(r.quantity, 0)`,
  );
  expect(lines).toEqual([]);
  const { rows: oversold } = await office.pool.query(
    `SELECT stream_id, sku, on_hand, quarantine, allocated FROM stock WHERE allocated > greatest(0, on_hand - quarantine)`,
  );
  expect(oversold).toEqual([]);
  // What stands on an order for its lists is what its payments and shipments say.
  const { rows: untrue } = await office.pool.query(
    `SELECT number, payment_states, promised_for FROM sales_order
     WHERE payment_states <> order_payment_states(order_id) OR promised_for IS DISTINCT FROM order_promise(order_id)`,
  );
  expect(untrue).toEqual([]);
}
