// The company whose orders of the past are filled in once, and found again where a folder is kept.
import type { SyncCompany } from '../sync/company';
import { fillOrders } from './fill-orders';

/** @returns products of the orders, the commonest first */
export async function filledCompany(
  company: SyncCompany,
  count: number,
  note: (text: string) => void,
): Promise<string[]> {
  const products = await company.pool.query<{ sku: string }>(
    `SELECT sku FROM product WHERE stream_id = 'company' ORDER BY sku`,
  );
  const skus = products.rows.map(({ sku }) => sku);
  const { rows } = await company.pool.query(
    `SELECT 1 FROM sales_order WHERE number LIKE 'H%' AND stream_id = 'company' LIMIT 1`,
  );
  if (rows.length > 0) return skus;
  note(`filling in ${count} orders of the past`);
  await company.placeOrders(1);
  await fillOrders(company.pool, count, skus, note);
  return skus;
}
