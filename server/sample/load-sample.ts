// Puts the sample company into an empty head office, through the doors that real data comes in by: directory, products,
// receipts in the ledger, and the orders as an imported file. Never touches a company that is not empty; a load that
// was broken off is finished by the next one.
import { randomUUID } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { inStoreGtin } from '../../shared/domain/channel/in-store-gtin';
import type { KnownCustomer } from '../../shared/domain/channel/imported-order';
import { companyStream, locationIdSchema, skuSchema, warehouseIdSchema } from '../../shared/domain/ids';
import { outsideLocations, quarantineLocation, receivingLocation } from '../../shared/domain/stock/ledger';
import type { Pool } from '../db/pool';
import type { StreamWriter } from '../db/stream-writer';
import { receiveStock } from '../services/catalogue/receive-stock';
import { addProducts, type NewProduct } from '../services/catalogue/save-products';
import { sampleCustoms } from './customs';
import { jsonRows } from '../services/changes/json-rows';
import { saveEntries } from '../services/directory/save-entries';
import type { ImportDesk } from '../services/imports/import-desk';
import { addCustomers } from '../services/imports/known-customers';
import { setPin } from '../services/people/change-people';
import { sampleEntries, samplePins, sampleWarehouses } from './people-and-places';

export type SampleTools = {
  pool: Pool;
  writer: StreamWriter;
  imports: ImportDesk;
  now: () => string;
  newId: () => string;
};

export const sampleChannelId = 'online-retail';
export const sampleFileName = 'sample orders.csv.gz';

const dataFolder = join(import.meta.dirname, 'data');

const productsSchema = z.array(
  z.object({
    sku: skuSchema,
    name: z.string(),
    category: z.string(),
    lengthMm: z.int(),
    widthMm: z.int(),
    heightMm: z.int(),
    weightGrams: z.int(),
    priceMinor: z.int(),
    fragile: z.boolean(),
    gtin: z.string(),
  }),
);
const warehouse = z.enum(['W1', 'W2']);
const stockSchema = z.object({
  bins: z.array(z.object({ warehouse, location: z.string(), walk: z.int() })),
  stock: z.array(z.object({ warehouse, location: z.string(), sku: skuSchema, quantity: z.int() })),
});

/** @returns whether the sample company is there now; false when another company is */
export async function loadSample(tools: SampleTools): Promise<boolean> {
  const state = await begin(tools.pool);
  if (state === 'loaded') return true;
  if (state === 'other-company') return false;
  const { bins, stock } = stockSchema.parse(readPacked('stock.json.gz'));
  await addStreamsAndPlaces(tools.pool, bins);
  await saveMissingEntries(tools);
  await setSamplePins(tools);
  const products = productsSchema.parse(readPacked('products.json.gz'));
  await tools.writer.submit([companyStream], (tx) => addProducts(tx, products.map(newProduct)));
  await addCustomers(tools.pool, sampleChannelId, readPacked('customers.json.gz') as KnownCustomer[]);
  await receiveOnce(tools, stock);
  await tools.imports.receive({
    channelId: sampleChannelId,
    format: 'online-retail-csv',
    fileName: sampleFileName,
    bytesTotal: null,
    body: createReadStream(join(dataFolder, 'orders.csv.gz')),
  });
  await tools.imports.idle();
  await tools.pool.query(
    `UPDATE channel SET settings = settings || '{"sample": "loaded"}' WHERE channel_id = $1`,
    [sampleChannelId],
  );
  return true;
}

/** What a load that was broken off has saved may have gone on since: a person has a PIN by now. */
async function saveMissingEntries({ pool, writer }: SampleTools): Promise<void> {
  const { rows } = await pool.query<{ entry_id: string }>(
    'SELECT entry_id FROM directory WHERE stream_id = $1',
    [companyStream],
  );
  const there = new Set(rows.map((row) => row.entry_id));
  const missing = sampleEntries().filter(({ entryId }) => !there.has(entryId));
  await writer.submit([companyStream], (tx) => saveEntries(tx, missing));
}

async function setSamplePins({ pool, writer, now, newId }: SampleTools): Promise<void> {
  const tools = { pool, writer, now: () => new Date(now()), newId };
  const { rows } = await pool.query<{ person_id: string }>(
    `SELECT doc->'person'->>'personId' AS person_id FROM directory
     WHERE stream_id = $1 AND kind = 'person' AND doc->'person'->>'pinSetAt' IS NOT NULL`,
    [companyStream],
  );
  const set = new Set(rows.map((row) => row.person_id));
  for (const [personId, pin] of samplePins) {
    if (set.has(personId)) continue;
    const done = await setPin(tools, personId, { pin, again: pin }, null);
    if (!done.ok) throw new Error(`the sample's PIN of ${personId} was refused: ${done.refusal}`);
  }
}

function readPacked(name: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(join(dataFolder, name))).toString('utf8'));
}

/** Marks the company as the sample's, so that a broken load is known as such. */
async function begin(pool: Pool): Promise<'begun' | 'loaded' | 'other-company'> {
  const { rows } = await pool.query<{ sample: string | null }>(
    `SELECT settings->>'sample' AS sample FROM channel WHERE channel_id = $1`,
    [sampleChannelId],
  );
  if (rows[0]) {
    if (rows[0].sample === 'loaded') return 'loaded';
    return rows[0].sample === 'loading' ? 'begun' : 'other-company';
  }
  const others = await pool.query(
    'SELECT 1 FROM channel UNION ALL SELECT 1 FROM product UNION ALL SELECT 1 FROM sales_order LIMIT 1',
  );
  if (others.rows.length > 0) return 'other-company';
  const files = { timeZone: 'Europe/London', createProducts: true, sample: 'loading' };
  await pool.query(
    `INSERT INTO channel (channel_id, name, kind, formats, currency, settings) VALUES
       ($1, 'Online Retail', 'file', '{online-retail-csv}', 'GBP', $2),
       ('web', 'Web shop', 'web', '{}', 'GBP', '{}')`,
    [sampleChannelId, JSON.stringify(files)],
  );
  return 'begun';
}

async function addStreamsAndPlaces(
  pool: Pool,
  bins: readonly { warehouse: string; location: string; walk: number }[],
): Promise<void> {
  const streams = [
    { stream_id: companyStream, kind: 'company', epoch: randomUUID() },
    ...sampleWarehouses.map(({ id }) => ({ stream_id: id, kind: 'warehouse', epoch: randomUUID() })),
  ];
  await pool.query(
    `INSERT INTO stream (stream_id, kind, epoch)
     SELECT * FROM json_to_recordset($1) AS r (stream_id text, kind text, epoch uuid) ON CONFLICT DO NOTHING`,
    [jsonRows(streams)],
  );
  const special = sampleWarehouses.flatMap(({ id }) =>
    [...Object.values<string>(outsideLocations), quarantineLocation, 'bench', receivingLocation].map(
      (place) => ({
        stream_id: id,
        location_id: place,
        kind: place,
        zone: null,
        aisle: null,
        walk_order: 0,
      }),
    ),
  );
  const places = bins.map(({ warehouse: id, location, walk }) => ({
    stream_id: id,
    location_id: location,
    kind: 'bin',
    zone: location.slice(0, 1),
    aisle: location.slice(0, 3),
    walk_order: walk + 1,
  }));
  await pool.query(
    `INSERT INTO location (stream_id, location_id, kind, zone, aisle, walk_order)
     SELECT * FROM json_to_recordset($1) AS r (stream_id text, location_id text, kind text, zone text, aisle text, walk_order int)
     ON CONFLICT DO NOTHING`,
    [jsonRows([...special, ...places])],
  );
}

function newProduct(product: z.infer<typeof productsSchema>[number]): NewProduct {
  const { sku, name, category, weightGrams, fragile, lengthMm, widthMm, heightMm } = product;
  if (product.gtin !== inStoreGtin(sku))
    throw new Error(`the sample's number of ${sku} is not the one its code gives`);
  const price = { amountMinor: product.priceMinor, currency: 'GBP' };
  const customs = sampleCustoms[category];
  if (!customs) throw new Error(`the sample's category ${category} has no tariff number`);
  return { sku, name, category, weightGrams, fragile, price, size: { lengthMm, widthMm, heightMm }, customs };
}

/** All receipts in one transaction: either none is there, or all are. */
async function receiveOnce(tools: SampleTools, stock: z.infer<typeof stockSchema>['stock']): Promise<void> {
  const warehouses = sampleWarehouses.map(({ id }) => warehouseIdSchema.parse(id));
  await tools.writer.submit(warehouses, async (tx) => {
    const { rows } = await tx.client.query(
      'SELECT 1 FROM stock_move WHERE stream_id = ANY($1::text[]) LIMIT 1',
      [warehouses],
    );
    if (rows.length > 0) return;
    const receipts = stock.map((entry) => ({
      warehouseId: warehouseIdSchema.parse(entry.warehouse),
      sku: entry.sku,
      locationId: locationIdSchema.parse(entry.location),
      quantity: entry.quantity,
    }));
    await receiveStock(tx, receipts, { at: tools.now(), newId: tools.newId });
  });
}
