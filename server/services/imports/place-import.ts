// Places a staged import slice by slice until it is done, cancelled, or head office stops. Where it is stands in the
// database, so a restarted head office goes on from there. Reads the next slice while the last one is being written.
import type { ChannelSettings } from '../../../shared/domain/channel/channel';
import {
  defaultSize,
  defaultWeightGrams,
  unmeasuredCategory,
} from '../../../shared/domain/channel/default-measure';
import { createRowReader } from '../../../shared/domain/channel/online-retail-row';
import { type ChannelId, companyStream, skuSchema } from '../../../shared/domain/ids';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { addProducts } from '../catalogue/save-products';
import { ImportRefused } from './import-refused';
import { addProgress, noProgress, type PlacingJob } from './import-rows';
import { placeSlice, type PreparedSlice, prepareSlice } from './place-slice';
import { readSlice } from './read-groups';
import type { PlacingContext } from './taking';

export type PlacingTools = {
  pool: Pool;
  writer: StreamWriter;
  now: () => string;
  newId: () => string;
};

export type PlacingChannel = { channelId: ChannelId; currency: string; settings: ChannelSettings };

const productsPerUnit = 500;

/**
 * @param goOn asked between slices; false leaves the rest for later
 * @returns whether everything is placed
 * @throws ImportRefused when the staged lines are gone
 */
export async function placeImport(
  tools: PlacingTools,
  job: PlacingJob,
  channel: PlacingChannel,
  goOn: () => boolean,
): Promise<boolean> {
  if (job.groupsStaged !== job.groupsTotal) throw new ImportRefused('import-interrupted');
  if (!(await placeProducts(tools, job, channel, goOn))) return false;
  const skus = await knownSkus(tools.pool);
  const context: PlacingContext = {
    importId: job.importId,
    channelId: channel.channelId,
    currency: channel.currency,
    mayUse: (sku) => skus.has(sku),
    now: tools.now,
    newId: tools.newId,
  };
  const warehouses = await warehouseStreams(tools.pool);
  const readRow = createRowReader(channel.currency, channel.settings.timeZone, job.plan);
  const read = async (after: number): Promise<PreparedSlice> =>
    prepareSlice(tools.pool, context, await readSlice(tools.pool, job.importId, after, job.plan, readRow));

  let slice = await read(job.position);
  let placed = 0;
  while (slice.invoices.length > 0) {
    if (!goOn()) return false;
    const current = slice;
    const streams = mayCancel(current) ? [companyStream, ...warehouses] : [companyStream];
    const writing = tools.writer.submit(streams, (tx) => placeSlice(tx, context, current));
    const [next] = await Promise.all([read(current.invoices.at(-1)?.position ?? 0), writing]);
    slice = next;
    placed += 1;
    if (tellPlannerAfter.has(placed)) await tellPlanner(tools.pool);
  }
  if (placed > 0) await tellPlanner(tools.pool);
  return true;
}

/** Slices after which tables have grown many times over since PostgreSQL last looked at them by itself. */
const tellPlannerAfter: ReadonlySet<number> = new Set([2, 12]);

/** Without it plans made for an empty table go on being used, and every lookup reads the whole table. */
export async function tellPlanner(db: Queryable): Promise<void> {
  await db.query(
    'ANALYZE sales_order, event, channel_invoice, product, stock_level, location, reservation, backorder_line, parcel',
  );
}

/** Products of the file that the catalogue lacks, with measures that say they are a stand-in. */
async function placeProducts(
  tools: PlacingTools,
  job: PlacingJob,
  channel: PlacingChannel,
  goOn: () => boolean,
): Promise<boolean> {
  for (;;) {
    if (!goOn()) return false;
    const { rows } = await tools.pool.query<{ sku: string; name: string; price_minor: number }>(
      'SELECT sku, name, price_minor FROM import_product WHERE import_id = $1 ORDER BY sku LIMIT $2',
      [job.importId, productsPerUnit],
    );
    if (rows.length === 0) return true;
    await tools.writer.submit([companyStream], async (tx) => {
      const productsNew = await addProducts(
        tx,
        rows.map((row) => newProduct(row.sku, row.name, row.price_minor, channel.currency)),
      );
      await addProgress(tx.client, job.importId, { ...noProgress(0), productsNew });
      await tx.client.query('DELETE FROM import_product WHERE import_id = $1 AND sku = ANY($2::text[])', [
        job.importId,
        rows.map((row) => row.sku),
      ]);
    });
  }
}

/** A product of which a file told code, name and price. */
export function newProduct(
  sku: string,
  name: string,
  priceMinor: number,
  currency: string,
): Parameters<typeof addProducts>[1][number] {
  return {
    sku: skuSchema.parse(sku),
    name,
    category: unmeasuredCategory,
    size: defaultSize,
    weightGrams: defaultWeightGrams,
    price: { amountMinor: priceMinor, currency },
    fragile: false,
  };
}

async function knownSkus(db: Queryable): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ sku: string }>(
    'SELECT sku FROM product WHERE stream_id = $1 AND NOT deleted',
    [companyStream],
  );
  return new Set(rows.map((row) => row.sku));
}

export async function warehouseStreams(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ stream_id: string }>(
    `SELECT stream_id FROM stream WHERE kind = 'warehouse' ORDER BY stream_id`,
  );
  return rows.map((row) => row.stream_id);
}

/** Only a cancellation or an invoice told before can free stock; everything else need not lock a warehouse. */
function mayCancel({ invoices, effects }: PreparedSlice): boolean {
  return invoices.some((invoice) => invoice.kind === 'cancellation' || !effects.has(invoice.externalId));
}
