// The office's verdict about an unknown code. Approved, it is a code of the product, which every station pulls. Rejected, boxes
// that it was counted into are each one thing to look at. Either can be taken back, with what came of it.
import type { DecideCode } from '../../../shared/contract/codes';
import type { Barcode, Product } from '../../../shared/domain/catalogue/product';
import {
  decideProposal,
  evolveProposal,
  type ProposalState,
} from '../../../shared/domain/catalogue/code-proposal';
import type { Refusal } from '../../../shared/domain/decision';
import { companyStream, type OrderId, type ParcelId, type WarehouseId } from '../../../shared/domain/ids';
import { endTask } from '../../../shared/domain/task/task';
import type { Task } from '../../../shared/sync/documents';
import type { Pool } from '../../db/pool';
import type { StreamTx, StreamWriter } from '../../db/stream-writer';
import { addTask, type ChangeSet, newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';

type Tools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };
type By = { stationId: string; name: string };
type Verdict = { state: ProposalState; units: number; is_new: boolean };

/** @returns why it cannot be, or null when it was done */
export async function decideCode(tools: Tools, request: DecideCode, by: By): Promise<Refusal | null> {
  const { code, sku } = request;
  const { rows } = await tools.pool.query<{ stream_id: string }>(
    'SELECT DISTINCT stream_id FROM code_proposal WHERE code = $1 AND sku = $2',
    [code, sku],
  );
  if (rows.length === 0) return { code: 'code-not-proposed', values: { code } };
  const warehouses = rows.map((row) => row.stream_id as WarehouseId);
  return tools.writer.submit([companyStream, ...warehouses], (tx) =>
    decide(tx, tools, request, by, warehouses),
  );
}

async function decide(
  tx: StreamTx,
  { now, newId }: Tools,
  request: DecideCode,
  by: By,
  warehouses: readonly WarehouseId[],
): Promise<Refusal | null> {
  const { code, sku, act } = request;
  const { client } = tx;
  const [verdicts, products, owners] = await Promise.all([
    client.query<Verdict>('SELECT state, units, is_new FROM code_verdict WHERE code = $1 AND sku = $2', [
      code,
      sku,
    ]),
    client.query<{ doc: Product }>(
      'SELECT doc FROM product WHERE stream_id = $1 AND sku = $2 AND NOT deleted',
      [companyStream, sku],
    ),
    client.query<{ sku: string; name: string }>(
      `SELECT b.sku, coalesce(p.name, b.sku) AS name FROM barcode b LEFT JOIN product p ON p.stream_id = $1 AND p.sku = b.sku
       WHERE b.stream_id = $1 AND b.code = $2 AND NOT b.deleted`,
      [companyStream, code],
    ),
  ]);
  const before = verdicts.rows[0] ?? { state: 'open' as const, units: 1, is_new: false };
  const product = products.rows[0]?.doc;
  const owner = owners.rows[0] ?? null;
  const decision = decideProposal(before.state, act, {
    code,
    sku,
    isProductKnown: product !== undefined,
    owner,
  });
  if (!decision.ok) return decision.refusal;
  const state = decision.events.reduce<ProposalState>(evolveProposal, before.state);
  const changes = newChangeSet(now().toISOString(), newId);
  const units = request.act === 'approve' ? request.units : before.units;
  if (state === 'open') {
    await client.query('DELETE FROM code_verdict WHERE code = $1 AND sku = $2', [code, sku]);
    if (before.is_new && product) await takeCode(tx, product, code);
    for (const warehouseId of warehouses) await endTasks(tx, changes, warehouseId, code, sku, by);
  } else {
    const isNew = state === 'approved' && owner === null;
    await client.query(
      `INSERT INTO code_verdict (code, sku, state, units, is_new, at, station_id) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [code, sku, state, units, isNew, changes.at, by.stationId],
    );
    if (isNew && product) await giveCode(tx, product, code, units);
    if (state === 'rejected') await raiseTasks(tx, changes, code, sku, product?.name ?? sku);
  }
  await storeChanges(tx, changes);
  return null;
}

async function giveCode(tx: StreamTx, product: Product, code: string, quantity: number): Promise<void> {
  await storeProduct(tx, { ...product, barcodes: [...product.barcodes, { code, quantity }] });
  const seq = tx.nextSeq(companyStream);
  const barcode: Barcode = { code, sku: product.sku, quantity, seq };
  await tx.client.query(
    `INSERT INTO barcode (stream_id, code, sku, quantity, doc, seq) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (stream_id, code) DO UPDATE SET sku = excluded.sku, quantity = excluded.quantity, doc = excluded.doc,
       seq = excluded.seq, deleted = false`,
    [companyStream, code, product.sku, quantity, JSON.stringify(barcode), seq],
  );
  announce(tx, 'barcodes', { ...barcode });
}

async function takeCode(tx: StreamTx, product: Product, code: string): Promise<void> {
  await storeProduct(tx, { ...product, barcodes: product.barcodes.filter((each) => each.code !== code) });
  const seq = tx.nextSeq(companyStream);
  const { rows } = await tx.client.query<{ doc: Barcode }>(
    `UPDATE barcode SET deleted = true, seq = $4, doc = jsonb_set(doc, '{seq}', to_jsonb($4::bigint))
     WHERE stream_id = $1 AND code = $2 AND sku = $3 AND NOT deleted RETURNING doc`,
    [companyStream, code, product.sku, seq],
  );
  for (const { doc } of rows) announce(tx, 'barcodes', { ...doc, _deleted: true });
}

async function storeProduct(tx: StreamTx, changed: Product): Promise<void> {
  const product: Product = { ...changed, seq: tx.nextSeq(companyStream) };
  await tx.client.query('UPDATE product SET doc = $3, seq = $4 WHERE stream_id = $1 AND sku = $2', [
    companyStream,
    product.sku,
    JSON.stringify(product),
    product.seq,
  ]);
  announce(tx, 'products', { ...product });
}

function announce(
  tx: StreamTx,
  collection: 'products' | 'barcodes',
  document: Record<string, unknown> & { seq: number },
): void {
  const { seq } = document;
  tx.announce({ streamId: companyStream, collection, seq, document, stationId: null, warehouseIds: null });
}

/** Boxes that units with this code are in, also those that left: somebody has another product than was sold. */
async function raiseTasks(
  tx: StreamTx,
  changes: ChangeSet,
  code: string,
  sku: string,
  name: string,
): Promise<void> {
  const { rows } = await tx.client.query<{
    stream_id: WarehouseId;
    parcel_id: ParcelId;
    order_id: OrderId;
    number: string;
    quantity: number;
  }>(
    `SELECT q.stream_id, q.parcel_id, p.doc->>'orderId' AS order_id, p.order_number AS number, sum(q.quantity)::int AS quantity
     FROM code_proposal q JOIN parcel p ON p.stream_id = q.stream_id AND p.parcel_id = q.parcel_id AND NOT p.deleted
     WHERE q.code = $1 AND q.sku = $2 AND q.counted AND p.state <> 'cancelled' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2`,
    [code, sku],
  );
  for (const { stream_id: warehouseId, parcel_id: parcelId, order_id: orderId, number, quantity } of rows)
    addTask(
      changes,
      warehouseId,
      { kind: 'code-rejected', values: { code, sku, name, number, quantity } },
      { orderId, parcelId, opId: null },
    );
}

async function endTasks(
  tx: StreamTx,
  changes: ChangeSet,
  warehouseId: WarehouseId,
  code: string,
  sku: string,
  { name: station }: By,
): Promise<void> {
  const { rows } = await tx.client.query<{ doc: Task }>(
    `SELECT doc FROM task WHERE stream_id = $1 AND kind = 'code-rejected' AND state = 'open'
     AND doc->'values'->>'code' = $2 AND doc->'values'->>'sku' = $3`,
    [warehouseId, code, sku],
  );
  for (const { doc } of rows)
    changes.tasks.push({ warehouseId, task: endTask(doc, { at: changes.at, by: null, station }) });
}
