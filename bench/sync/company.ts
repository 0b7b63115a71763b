// A company for the sync benches: the sample company with many small orders more and stock for all of them, placed and
// allocated by head office's own code, and as many enrolled stations as asked, each holding its share of the parcels.
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { v7 as uuidV7 } from 'uuid';
import type { NewOrder } from '../../shared/contract/http';
import { enrolmentOf } from '../../shared/contract/station-access';
import {
  companyStream,
  locationIdSchema,
  type WarehouseId,
  warehouseIdSchema,
} from '../../shared/domain/ids';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import { readDatabaseSettings } from '../../server/db/database-settings';
import { superuser } from '../../server/db/make-cluster';
import { openPool, type Pool } from '../../server/db/pool';
import { createStreamWriter, type StreamWriter } from '../../server/db/stream-writer';
import { receiveStock } from '../../server/services/catalogue/receive-stock';
import { newChangeSet } from '../../server/services/changes/change-set';
import { storeChanges } from '../../server/services/changes/store';
import { foldOrders } from '../../server/services/orders/place-orders';
import { newPrivateKey, signerOf } from '../../server/client/station-signer';
import { issueToken } from '../../server/services/stations/access-tokens';
import { createEnrolmentCode, enrolStation } from '../../server/services/stations/enrol';
import { endDatabase, type HeadOffice, sampleDataDir, startHeadOffice } from '../../e2e/rigs/head-office';
import { type HeadOfficeBooks, headOfficeBooks } from '../../e2e/rigs/head-office-books';
import { type HeadOfficeDoor, headOfficeDoor } from '../../e2e/rigs/head-office-door';
import { seededRandom } from '../bench';

export const benchWarehouse = warehouseIdSchema.parse('W1');

export type SyncCompany = {
  office: HeadOffice;
  books: HeadOfficeBooks;
  door: HeadOfficeDoor;
  pool: Pool;
  writer: StreamWriter;
  /** Makes a station of the company by a one-time code, as a person does. */
  enrol: (name: string, warehouseId?: WarehouseId) => Promise<BenchStation>;
  /**
   * Places orders of one to four products, one or two units each, and waits until each has a parcel that waits.
   * @param onlyIn of goods that no other warehouse has
   */
  placeOrders: (count: number, onlyIn?: WarehouseId) => Promise<void>;
  /** The same without waiting for anything. */
  takeOrders: (count: number, onlyIn?: WarehouseId) => Promise<void>;
  end: () => Promise<void>;
};

export type BenchStation = {
  stationId: string;
  token: string;
  nextSerial: number;
};

const ordersAtOnce = 250;
/** A bench may run longer than a token lives, and renewing is not what it measures. */
export const benchTokenLifeMs = 24 * 3_600_000;
/** Extension digit and GS1 company prefix of the bench's parcel numbers. */
export const ssccPrefix = '39521234';

/** @param keptIn a folder in which the company stays and is found again; otherwise it is gone in the end */
export async function openSyncCompany(
  seed: number,
  note: (text: string) => void,
  keptIn?: string,
): Promise<SyncCompany> {
  const random = seededRandom(seed);
  const dataDir = await sampleDataDir(keptIn);
  const office = await startHeadOffice({
    dataDir,
    sample: false,
    // This computer is a whole warehouse, and its hands are quicker.
    env: { WAYBILL_LIMIT_FACTOR: '100000' },
  });
  const settings = readDatabaseSettings(dataDir);
  if (!settings) throw new Error(`${dataDir} holds no database`);
  const pool = await openPool(
    `postgres://${superuser}:${encodeURIComponent(settings.password)}@127.0.0.1:${settings.port}/waybill`,
  );
  const writer = createStreamWriter(pool, { pollMs: 60_000 });
  const now = (): string => new Date().toISOString();
  let placed = 0;

  const takeOrders = async (count: number, onlyIn?: WarehouseId): Promise<void> => {
    const goods = await stockUp(pool, writer, count * 3, onlyIn);
    for (let from = 0; from < count; from += ordersAtOnce) {
      const orders = Array.from({ length: Math.min(ordersAtOnce, count - from) }, () => {
        placed += 1;
        return anOrder(placed, goods, random);
      });
      await writer.submit([companyStream], async (tx) => {
        const changes = newChangeSet(now(), uuidV7);
        await foldOrders(tx.client, changes, orders);
        await storeChanges(tx, changes);
      });
    }
  };
  const placeOrders = async (count: number, onlyIn?: WarehouseId): Promise<void> => {
    await takeOrders(count, onlyIn);
    await released(pool, placed, note);
    await caughtUp(pool, note);
  };

  const books = headOfficeBooks(dataDir);
  return {
    office,
    books,
    door: headOfficeDoor(office.origin, dataDir, books),
    pool,
    writer,
    placeOrders,
    takeOrders,
    enrol: (name, warehouseId = benchWarehouse) => enrol(pool, writer, name, warehouseId),
    end: async () => {
      await writer.stop();
      await pool.end();
      await office.stop();
      endDatabase(dataDir);
      if (keptIn === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Head office's allocation has given every placed order its parcel. */
async function released(pool: Pool, placed: number, note: (text: string) => void): Promise<void> {
  let toldMs = Date.now();
  for (;;) {
    const { rows } = await pool.query<{ n: number }>(
      `SELECT count(DISTINCT order_id) AS n FROM parcel WHERE order_number LIKE 'BENCH-%'`,
    );
    const done = rows[0]?.n ?? 0;
    if (done >= placed) return;
    if (Date.now() - toldMs > 5000) {
      note(`${done} of ${placed} orders have a parcel`);
      toldMs = Date.now();
    }
    await wait(200);
  }
}

/** Everything that follows from the orders at head office has been done: a day begins when the night's work is over. */
async function caughtUp(pool: Pool, note: (text: string) => void): Promise<void> {
  let toldMs = Date.now();
  for (;;) {
    const { rows } = await pool.query<{ behind: number; due: number }>(
      `SELECT (SELECT coalesce(sum(s.seq - f.seq), 0)::int FROM follower f JOIN stream s USING (stream_id)) AS behind,
              (SELECT count(*)::int FROM outbox WHERE done_at IS NULL AND available_at <= now()) AS due`,
    );
    const { behind = 0, due = 0 } = rows[0] ?? {};
    if (behind === 0 && due === 0) return;
    if (Date.now() - toldMs > 5000) {
      note(`followers are ${behind} changes behind, ${due} works wait in the outbox`);
      toldMs = Date.now();
    }
    await wait(200);
  }
}

/** Fills the fullest bins so that nothing of what is ordered is missing. @returns the SKUs to order from */
export async function stockUp(
  pool: Pool,
  writer: StreamWriter,
  units: number,
  onlyIn?: WarehouseId,
): Promise<readonly NewOrder['lines'][number]['sku'][]> {
  const warehouseId = onlyIn ?? benchWarehouse;
  const { rows } = await pool.query<{ sku: NewOrder['lines'][number]['sku']; location_id: string }>(
    `SELECT DISTINCT ON (l.sku) l.sku, l.location_id FROM stock_level l
     JOIN location p ON p.stream_id = l.stream_id AND p.location_id = l.location_id AND p.kind = 'bin'
     JOIN product a ON a.sku = l.sku AND a.weight_grams BETWEEN 50 AND 400
     WHERE l.stream_id = $1
       AND ($2::text IS NULL OR NOT EXISTS (SELECT 1 FROM stock_level o WHERE o.sku = l.sku AND o.stream_id <> l.stream_id AND o.on_hand > 0))
     ORDER BY l.sku, l.on_hand DESC, l.location_id LIMIT 500`,
    [warehouseId, onlyIn ?? null],
  );
  if (rows.length === 0) throw new Error(`${warehouseId} has no goods of its own`);
  await writer.submit([warehouseId], (tx) =>
    receiveStock(
      tx,
      rows.map(({ sku, location_id }) => ({
        warehouseId,
        sku,
        locationId: locationIdSchema.parse(location_id),
        quantity: Math.ceil((units * 4) / rows.length) + 100,
      })),
      { at: new Date().toISOString(), newId: uuidV7 },
    ),
  );
  return rows.map(({ sku }) => sku);
}

export function anOrder(
  index: number,
  skus: readonly NewOrder['lines'][number]['sku'][],
  random: () => number,
): NewOrder {
  const size = 1 + Math.floor(random() * 4);
  const chosen = new Set(Array.from({ length: size }, () => skus[Math.floor(random() * skus.length)]));
  const number = `BENCH-${String(index).padStart(6, '0')}`;
  return {
    channelId: 'web' as NewOrder['channelId'],
    externalId: number,
    number,
    // Older than the sample's, so that they come first.
    placedAt: new Date(Date.UTC(2009, 0, 1) + index * 1000).toISOString(),
    currency: 'GBP',
    customer: { customerId: null, name: 'Gülşah Öztürk-Ağaoğlu' },
    shipTo: {
      name: 'Gülşah Öztürk-Ağaoğlu',
      company: null,
      lines: ['14 Kiln Yard'],
      postcode: 'YO1 7HT',
      city: 'York',
      region: null,
      countryCode: 'GB',
      phone: null,
      email: null,
    },
    priority: 'normal',
    note: null,
    lines: [...chosen].flatMap((sku) =>
      sku === undefined ? [] : [{ sku, quantity: 1 + Math.floor(random() * 2), unitPriceMinor: 250 }],
    ),
    charges: [],
  };
}

/** Through the service that the door uses: the door lets in only a few strangers a minute. */
async function enrol(
  pool: Pool,
  writer: StreamWriter,
  name: string,
  warehouseId: WarehouseId,
): Promise<BenchStation> {
  const now = (): Date => new Date();
  const { code } = await createEnrolmentCode(pool, warehouseId, ['station'], now());
  const enrolment = enrolmentOf(signerOf(newPrivateKey()), code, name);
  const answer = await enrolStation({ pool, writer, now, newId: uuidV7, ssccPrefix }, enrolment);
  if (!answer.ok) throw new Error(`a station could not be enrolled: ${answer.refusal}`);
  const { stationId } = answer.enrolled;
  const { token } = await issueToken({ pool, now }, stationId, benchTokenLifeMs);
  const { rows } = await pool.query<{ sscc_from: number }>(
    'SELECT sscc_from FROM station WHERE station_id = $1',
    [stationId],
  );
  return { stationId, token, nextSerial: rows[0]?.sscc_from ?? 0 };
}

/** What a station holds, as it would have pulled it. */
export async function parcelsHeldBy(pool: Pool, stationId: string): Promise<Parcel[]> {
  const { rows } = await pool.query<{ doc: Parcel }>(
    `SELECT doc FROM parcel WHERE stream_id = $1 AND holder_station_id = $2 AND state IN ('leased', 'packing')
       AND order_number LIKE 'BENCH-%' ORDER BY placed_at, parcel_id`,
    [benchWarehouse, stationId],
  );
  return rows.map(({ doc }) => doc);
}
