// Customs data of a product, and the labels that waited for it.
import { companyStream } from '../../../shared/domain/ids';
import type { ProductCustoms } from '../../../shared/domain/shipping/customs';
import type { Product } from '../../../shared/domain/catalogue/product';
import type { StreamTx } from '../../db/stream-writer';
import { storableJson } from '../changes/json-rows';
import { later } from '../../jobs/outbox';
import type { ShipmentTools } from './shipment-tools';

export async function setProductCustoms(
  { writer, now, newId }: ShipmentTools,
  sku: string,
  { hsCode, originCountry, description }: ProductCustoms,
  buyTopic: string,
): Promise<void> {
  await writer.submit([companyStream], async (tx) => {
    const { client } = tx;
    await client.query(
      `INSERT INTO product_customs (stream_id, sku, hs_code, origin_country, description) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (stream_id, sku) DO UPDATE SET hs_code = excluded.hs_code, origin_country = excluded.origin_country,
         description = excluded.description`,
      [companyStream, sku, hsCode, originCountry, description],
    );
    await tellProduct(tx, sku, { hsCode, originCountry, description });
    const waiting = await client.query<{ record_id: string }>(
      `SELECT r.record_id FROM record r JOIN parcel p ON p.parcel_id = r.record_id
       WHERE r.stream_id = $1 AND r.kind = 'shipment' AND r.state = 'planned'
         AND p.doc->'lines' @> jsonb_build_array(jsonb_build_object('sku', $2::text)) LIMIT 1000`,
      [companyStream, sku],
    );
    const availableAt = now().toISOString();
    const works = waiting.rows.map(({ record_id: key }) => ({
      topic: buyTopic,
      key,
      payload: {},
      availableAt,
      coalesce: true,
    }));
    await later(client, works, newId);
  });
}

/** Benches fill in the papers of the border by it. */
async function tellProduct(tx: StreamTx, sku: string, customs: ProductCustoms): Promise<void> {
  const { rows } = await tx.client.query<{ doc: Product }>(
    'SELECT doc FROM product WHERE stream_id = $1 AND sku = $2 AND NOT deleted',
    [companyStream, sku],
  );
  const before = rows[0]?.doc;
  if (!before || JSON.stringify(before.customs) === JSON.stringify(customs)) return;
  const seq = tx.nextSeq(companyStream);
  const document: Product = { ...before, customs, seq };
  await tx.client.query('UPDATE product SET doc = $3, seq = $4 WHERE stream_id = $1 AND sku = $2', [
    companyStream,
    sku,
    storableJson(document),
    seq,
  ]);
  tx.announce({
    streamId: companyStream,
    collection: 'products',
    seq,
    document,
    stationId: null,
    warehouseIds: null,
  });
}
