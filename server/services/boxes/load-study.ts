// The orders of a warehouse as a question of sizes: what its newest parcels hold, order by order, with its boxes, padding and
// carriers as they are now.
import { handlingOf } from '../../../shared/domain/catalogue/handling';
import type { Product } from '../../../shared/domain/catalogue/product';
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import type { PlanItem } from '../../../shared/domain/boxing/plan';
import type { StudyOrder, StudyQuestion } from '../../../shared/domain/boxing/size-study';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { wanted } from '../../../shared/domain/parcel/questions';
import { destinationOf } from '../../../shared/domain/shipping/tariff';
import type { DirectoryEntry } from '../../../shared/sync/documents';
import type { Pool } from '../../db/pool';

const newestParcels = 3000;
/** Orders looked at: more says no more about sizes, and takes longer. */
const mostOrders = 400;
/** Orders of more pieces go in several boxes whatever their sizes. */
const mostPieces = 40;
const dayMs = 86_400_000;

export async function loadStudy(
  pool: Pool,
  warehouseId: WarehouseId,
  counts: readonly number[],
): Promise<{ question: StudyQuestion; days: number }> {
  const [parcels, entries] = await Promise.all([
    pool.query<{ doc: Parcel }>(
      `SELECT doc FROM parcel WHERE stream_id = $1 AND state <> 'cancelled' AND NOT deleted ORDER BY placed_at DESC, parcel_id LIMIT $2`,
      [warehouseId, newestParcels],
    ),
    pool.query<{ doc: DirectoryEntry }>(
      `SELECT doc FROM directory WHERE stream_id = $1 AND kind IN ('box', 'padding', 'carrier') AND NOT deleted ORDER BY entry_id`,
      [companyStream],
    ),
  ]);
  const docs = parcels.rows.map(({ doc }) => doc);
  const products = await loadProducts(pool, docs);
  const orders: StudyOrder[] = [];
  let [oldestMs, newestMs] = [Number.POSITIVE_INFINITY, 0];
  for (const group of byOrder(docs)) {
    const order = studyOrderOf(group, products);
    const [first] = group;
    if (!order || !first || orders.length >= mostOrders) continue;
    orders.push(order);
    const placedMs = Date.parse(first.placedAt);
    [oldestMs, newestMs] = [Math.min(oldestMs, placedMs), Math.max(newestMs, placedMs)];
  }
  const all = entries.rows.map(({ doc }) => doc);
  return {
    question: {
      orders,
      boxes: all.flatMap((entry) => (entry.kind === 'box' ? [entry.box] : [])),
      paddings: all.flatMap((entry) => (entry.kind === 'padding' ? [entry.padding] : [])),
      carriers: all.flatMap((entry) => (entry.kind === 'carrier' ? [entry.carrier] : [])),
      counts,
    },
    days: orders.length === 0 ? 1 : Math.max(1, Math.ceil((newestMs - oldestMs) / dayMs)),
  };
}

/** In the order of their first parcels: newest first. */
function byOrder(parcels: readonly Parcel[]): Parcel[][] {
  const groups = new Map<string, Parcel[]>();
  for (const parcel of parcels) {
    const group = groups.get(parcel.orderId);
    if (group) group.push(parcel);
    else groups.set(parcel.orderId, [parcel]);
  }
  return [...groups.values()];
}

async function loadProducts(pool: Pool, parcels: readonly Parcel[]): Promise<Map<string, Product>> {
  const skus = [...new Set(parcels.flatMap(({ lines }) => lines.map(({ sku }) => sku)))];
  const { rows } = await pool.query<{ doc: Product }>(
    'SELECT doc FROM product WHERE stream_id = $1 AND sku = ANY($2::text[]) AND NOT deleted',
    [companyStream, skus],
  );
  return new Map(rows.map(({ doc }) => [doc.sku as string, doc]));
}

/** All boxes of an order together; null when a product is not known, or nothing or too much is in it. */
function studyOrderOf(parcels: readonly Parcel[], products: ReadonlyMap<string, Product>): StudyOrder | null {
  const items: PlanItem[] = [];
  for (const line of parcels.flatMap(({ lines }) => lines)) {
    const product = products.get(line.sku);
    if (!product) return null;
    const { sku, name, unitWeightGrams } = line;
    const quantity = wanted(line);
    if (quantity === 0) continue;
    const lineNo = items.length + 1;
    const handling = handlingOf(product);
    items.push({ lineNo, sku, name, quantity, size: product.size, weightGrams: unitWeightGrams, handling });
  }
  const [first] = parcels;
  const pieces = items.reduce((sum, { quantity }) => sum + quantity, 0);
  if (!first || pieces === 0 || pieces > mostPieces) return null;
  const { carrierId, serviceId } = first.shipping;
  return { items, carrierId, serviceId, to: destinationOf(first.shipTo) };
}
