// The company every schedule begins with: one warehouse, a few products, bins with stock, a packer, boxes, and eight
// enrolled stations. Made by the product's own services, once a worker.
import { ownCode } from '../../shared/barcode/own-code';
import { enrolmentOf } from '../../shared/contract/station-access';
import {
  boxIdSchema,
  carrierIdSchema,
  companyStream,
  locationIdSchema,
  personIdSchema,
  skuSchema,
  type StationId,
  type WarehouseId,
  warehouseIdSchema,
} from '../../shared/domain/ids';
import { outsideLocations, quarantineLocation } from '../../shared/domain/stock/ledger';
import type { HeadOffice } from '../../server/head-office';
import { receiveStock } from '../../server/services/catalogue/receive-stock';
import { addProducts } from '../../server/services/catalogue/save-products';
import { saveEntries } from '../../server/services/directory/save-entries';
import { signerOf, newPrivateKey } from '../../server/client/station-signer';
import { issueToken } from '../../server/services/stations/access-tokens';
import { createEnrolmentCode, enrolStation } from '../../server/services/stations/enrol';
import type { SimulatedDatabase } from './database';

export const leeds: WarehouseId = warehouseIdSchema.parse('W1');
export const skus = ['MUG', 'LAMP', 'BOWL', 'VASE'] as const;
export const bins = ['A-01', 'A-02', 'B-01'] as const;
export const boxCode = ownCode('box', 'B1');
export const mostStations = 8;
const simulatedTokenLifeMs = 100 * 365 * 86_400_000;

export type Enrolled = { stationId: StationId; token: string };
export type NumberRange = readonly [from: number, to: number];
export type Company = {
  stations: readonly Enrolled[];
  codeOf: ReadonlyMap<string, string>;
  ranges: readonly NumberRange[];
};

export async function foundCompany(office: HeadOffice, database: SimulatedDatabase): Promise<Company> {
  const { pool, writer } = office;
  await pool.query(
    `INSERT INTO channel (channel_id, name, kind, formats, currency) VALUES ('web', 'Web shop', 'web', '{}', 'GBP')`,
  );
  await pool.query(`INSERT INTO stream (stream_id, kind, epoch) VALUES ($1, 'warehouse', $2)`, [
    leeds,
    office.newId(),
  ]);
  await pool.query(
    `INSERT INTO location (stream_id, location_id, kind) SELECT $1, place, place FROM unnest($2::text[]) AS place`,
    [leeds, [...Object.values<string>(outsideLocations), quarantineLocation]],
  );
  await pool.query(
    `INSERT INTO location (stream_id, location_id, kind, walk_order) SELECT $1, bin, 'bin', n FROM unnest($2::text[]) WITH ORDINALITY AS b (bin, n)`,
    [leeds, bins],
  );
  await writer.submit([companyStream], async (tx) => {
    await saveEntries(tx, entries());
    await addProducts(
      tx,
      skus.map((sku) => ({
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
  const stations: Enrolled[] = [];
  for (let number = 1; number <= mostStations; number += 1) {
    const stationId = await enrolBench(office, `Bench ${number}`);
    // Main renews tokens outside of what is simulated; these outlast every jump of a clock.
    const { token } = await issueToken(office, stationId, simulatedTokenLifeMs);
    stations.push({ stationId, token });
  }
  await receive(
    office,
    skus.map((sku, index) => ({ sku, quantity: 10, bin: bins[index % bins.length] ?? 'A-01' })),
  );
  await office.allocation.drain();
  const { rows } = await database.pool.query<{ sku: string; code: string }>('SELECT sku, code FROM barcode');
  return {
    stations,
    codeOf: new Map(rows.map(({ sku, code }) => [sku, code])),
    ranges: await rangesOf(
      database,
      stations.map(({ stationId }) => stationId),
    ),
  };
}

/** The first and the last serial of parcel numbers that these stations were given. */
export async function rangesOf(
  database: SimulatedDatabase,
  stationIds: readonly StationId[],
): Promise<NumberRange[]> {
  const { rows } = await database.pool.query<{ first: number; last: number }>(
    'SELECT sscc_from AS first, sscc_to AS last FROM station WHERE station_id = ANY($1::uuid[])',
    [stationIds],
  );
  return rows.map(({ first, last }) => [first, last]);
}

/** A PC becomes a station, with a key of its own. */
export async function enrolBench(office: HeadOffice, name: string): Promise<StationId> {
  const { code } = await createEnrolmentCode(office.pool, leeds, ['station', 'office'], office.now());
  const answer = await enrolStation(office, enrolmentOf(signerOf(newPrivateKey()), code, name));
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.enrolled.stationId;
}

export async function receive(
  office: HeadOffice,
  goods: readonly { sku: string; quantity: number; bin: string }[],
): Promise<void> {
  await office.writer.submit([leeds], (tx) =>
    receiveStock(
      tx,
      goods.map(({ sku, quantity, bin }) => ({
        warehouseId: leeds,
        sku: skuSchema.parse(sku),
        locationId: locationIdSchema.parse(bin),
        quantity,
      })),
      { at: office.now().toISOString(), newId: office.newId },
    ),
  );
}

function entries(): Parameters<typeof saveEntries>[1] {
  return [
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
            rates: [{ countries: ['GB'], steps: [{ uptoGrams: 30_000, amountMinor: 450 }] }],
          },
        ],
      },
    },
    {
      kind: 'person',
      entryId: 'person-P1',
      person: {
        personId: personIdSchema.parse('P1'),
        name: 'Ayşe Yıldız',
        badge: 'P1',
        roles: ['packer', 'supervisor'],
      },
    },
    {
      kind: 'box',
      entryId: 'box-B1',
      box: {
        boxId: boxIdSchema.parse('B1'),
        name: 'Medium',
        code: boxCode,
        inner: { lengthMm: 400, widthMm: 300, heightMm: 200 },
        outer: { lengthMm: 410, widthMm: 310, heightMm: 220 },
        tareGrams: 420,
        maxGrams: 30_000,
        costMinor: 58,
        currency: 'GBP',
      },
    },
    {
      kind: 'warehouse',
      entryId: 'warehouse-W1',
      warehouse: {
        warehouseId: leeds,
        name: 'Leeds',
        timeZone: 'Europe/London',
        address: {
          name: 'Waybill Gifts',
          company: null,
          lines: ['1 High Street'],
          postcode: 'LS1 1AA',
          city: 'Leeds',
          region: null,
          countryCode: 'GB',
          phone: null,
          email: null,
        },
      },
    },
  ];
}
