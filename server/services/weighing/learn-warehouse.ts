// What boxes of a warehouse weigh beside their goods, worked out anew from its newest sealed boxes and told to its stations when it
// says something else.
import { boxIdSchema, companyStream, warehouseIdSchema } from '../../../shared/domain/ids';
import { expectedWeight } from '../../../shared/domain/weighing/expected-weight';
import { learnPacking } from '../../../shared/domain/weighing/learn-packing';
import type { LearnedWeight } from '../../../shared/domain/weighing/learned-weight';
import type { PackingWeight } from '../../../shared/domain/weighing/packing-weight';
import type { Pool } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { later } from '../../jobs/outbox';
import { saveEntries } from '../directory/save-entries';

export const productTopic = 'learn-weight';
/** Boxes older than this teach nothing any more: materials and people change. */
const lessonDays = 180;
/** Newest first. */
const boxesLooked = 400;
/** Stations are told when it moves by more. */
const news = { milligrams: 1_500, share: 0.05, spread: 1.25 } as const;

type Row = {
  box_id: string;
  net_grams: number;
  padding_id: string | null;
  padding_units: number | null;
  lines: { units: number; unitGrams: number; learned: LearnedWeight | null }[];
};

/** @returns what was told, in a few words */
export async function learnWarehouse(
  { pool, writer, newId }: { pool: Pool; writer: StreamWriter; newId: () => string },
  warehouseId: string,
): Promise<string> {
  const { rows } = await pool.query<Row>({
    name: 'learn-packing',
    text: `SELECT k.box_id, k.net_grams, k.padding_id, k.padding_units,
             (SELECT jsonb_agg(jsonb_build_object('units', (l->>'packed')::int, 'unitGrams', (l->>'unitWeightGrams')::int,
                'learned', p.doc->'learnedWeight'))
              FROM jsonb_array_elements(q.doc->'lines') AS l
              LEFT JOIN product p ON p.stream_id = $2 AND p.sku = l->>'sku' WHERE (l->>'packed')::int > 0) AS lines
           FROM (SELECT * FROM weighed_parcel WHERE stream_id = $1 AND at > now() - make_interval(days => $3)
                 ORDER BY at DESC LIMIT $4) AS k
           JOIN parcel q ON q.stream_id = k.stream_id AND q.parcel_id = k.parcel_id`,
    values: [warehouseId, companyStream, lessonDays, boxesLooked],
  });
  const learned = learnPacking(
    rows.flatMap(({ box_id, net_grams, padding_id, padding_units, lines }) => {
      if (!lines) return [];
      const goods = expectedWeight(0, lines);
      return [
        {
          boxId: boxIdSchema.parse(box_id),
          units: goods.units,
          padding:
            padding_id === null || padding_units === null
              ? null
              : { paddingId: padding_id, quantity: padding_units },
          overGrams: net_grams - goods.grams,
          goodsSpreadGrams: goods.spreadGrams,
        },
      ];
    }),
  );
  if (!learned) return 'too few boxes';
  const packing: PackingWeight = { warehouseId: warehouseIdSchema.parse(warehouseId), ...learned };
  const entryId = `packing-weight ${warehouseId}`;
  const told = await writer.submit([companyStream], async (tx) => {
    const before = await tx.client.query<{ packing: PackingWeight }>(
      `SELECT doc->'packing' AS packing FROM directory WHERE stream_id = $1 AND entry_id = $2 AND NOT deleted`,
      [companyStream, entryId],
    );
    if (!isNews(before.rows[0]?.packing, packing)) return 0;
    // What was the box's is no product's any more.
    const taught = await tx.client.query<{ sku: string }>(
      `SELECT DISTINCT sku FROM weighed_box WHERE stream_id = $1 AND at > now() - make_interval(days => $2)`,
      [warehouseId, lessonDays],
    );
    await later(
      tx.client,
      taught.rows.map(({ sku }) => ({ topic: productTopic, key: sku, payload: { sku }, coalesce: true })),
      newId,
    );
    return saveEntries(tx, [{ kind: 'packing-weight', entryId, packing }]);
  });
  return told > 0 ? 'told' : 'nothing new';
}

export function isNews(before: PackingWeight | undefined, after: PackingWeight): boolean {
  if (!before) return true;
  if (moved(before.milligrams, after.milligrams)) return true;
  if (widened(before.spreadMilligrams, after.spreadMilligrams)) return true;
  const boxes = new Map(before.boxes.map(({ boxId, milligrams }) => [boxId, milligrams]));
  for (const { boxId, milligrams } of after.boxes) if (moved(boxes.get(boxId) ?? 0, milligrams)) return true;
  const paddings = new Map(before.paddings.map((each) => [each.paddingId, each]));
  return (
    after.paddings.length !== before.paddings.length ||
    after.paddings.some(({ paddingId, milligrams, spreadMilligrams }) => {
      const old = paddings.get(paddingId);
      if (!old) return true;
      const share = Math.abs(milligrams - old.milligrams) / Math.max(1, old.milligrams);
      return share > news.share || widened(old.spreadMilligrams, spreadMilligrams);
    })
  );
}

function moved(before: number, after: number): boolean {
  return Math.abs(after - before) > news.milligrams;
}

function widened(before: number, after: number): boolean {
  const wider = (after + 1) / (before + 1);
  return wider > news.spread || wider < 1 / news.spread;
}
