// What sealed boxes teach of a product's weight, worked out anew and told with the product to every station when it says something
// else. The catalogue's own weight stays what somebody said it is.
import type { Product } from '../../../shared/domain/catalogue/product';
import { companyStream } from '../../../shared/domain/ids';
import { learnWeight } from '../../../shared/domain/weighing/learn-weight';
import { type PackingWeight, packingShare } from '../../../shared/domain/weighing/packing-weight';
import type { LearnedWeight } from '../../../shared/domain/weighing/learned-weight';
import type { Pool } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';

/** Boxes older than this teach nothing any more. */
const lessonDays = 365;
/** Newest first. */
const boxesLooked = 200;
/** Stations are told when the weight moves by more than this share. */
const newsShare = 0.005;
const spreadNews = 1.25;

export function isNews(before: LearnedWeight | undefined, after: LearnedWeight): boolean {
  if (!before) return true;
  const moved = Math.abs(after.milligrams - before.milligrams) / before.milligrams;
  const wider = after.spreadMilligrams / Math.max(1, before.spreadMilligrams);
  return moved > newsShare || wider > spreadNews || wider < 1 / spreadNews || after.boxes >= 2 * before.boxes;
}

type Row = {
  units: number;
  net_grams: number;
  box_id: string | null;
  padding_id: string | null;
  padding_units: number | null;
  packing: PackingWeight | null;
};

/** Padding, tape and papers are not the product's. */
function besideGrams({ packing, box_id, padding_id, padding_units }: Row): number {
  const padding =
    padding_id === null || padding_units === null ? null : { paddingId: padding_id, quantity: padding_units };
  return (packingShare(packing, box_id, padding)?.milligrams ?? 0) / 1000;
}

/** @returns what was told, in a few words */
export async function learnProduct(
  { pool, writer }: { pool: Pool; writer: StreamWriter },
  sku: string,
): Promise<string> {
  const { rows } = await pool.query<Row>({
    name: 'learn-weight',
    text: `SELECT w.units, w.net_grams, k.box_id, k.padding_id, k.padding_units, d.doc->'packing' AS packing FROM weighed_box w
           LEFT JOIN weighed_parcel k USING (stream_id, parcel_id)
           LEFT JOIN directory d ON d.stream_id = $4 AND d.entry_id = 'packing-weight ' || w.stream_id AND NOT d.deleted
           WHERE w.sku = $1 AND w.at > now() - make_interval(days => $2)
           ORDER BY w.at DESC LIMIT $3`,
    values: [sku, lessonDays, boxesLooked, companyStream],
  });
  const learned = learnWeight(
    rows.map((row) => ({ units: row.units, netGrams: row.net_grams - besideGrams(row) })),
  );
  if (!learned) return 'too few boxes';
  const told = await writer.submit([companyStream], async (tx) => {
    const found = await tx.client.query<{ doc: Product }>(
      'SELECT doc FROM product WHERE stream_id = $1 AND sku = $2 AND NOT deleted',
      [companyStream, sku],
    );
    const before = found.rows[0]?.doc;
    if (!before || !isNews(before.learnedWeight, learned)) return false;
    const document: Product = { ...before, learnedWeight: learned, seq: tx.nextSeq(companyStream) };
    await tx.client.query('UPDATE product SET doc = $3, seq = $4 WHERE stream_id = $1 AND sku = $2', [
      companyStream,
      sku,
      document,
      document.seq,
    ]);
    tx.announce({
      streamId: companyStream,
      collection: 'products',
      seq: document.seq,
      document,
      stationId: null,
      warehouseIds: null,
    });
    return true;
  });
  return told ? 'told' : 'nothing new';
}
