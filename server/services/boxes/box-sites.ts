// A box at a warehouse as its stations see it: level of the shelf and what packers taught, worked out anew from what was
// written down and told to the stations when it says something else.
import type { BoxSite } from '../../../shared/domain/boxing/box-site';
import { learnedFill } from '../../../shared/domain/boxing/box-override';
import { boxIdSchema, companyStream, type Sku, warehouseIdSchema } from '../../../shared/domain/ids';
import type { Pool, Queryable } from '../../db/pool';
import type { StreamWriter } from '../../db/stream-writer';
import { saveEntries } from '../directory/save-entries';

export type BoxTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

/** Choices and boxes older than this teach nothing any more. */
const lessonDays = 365;
/** Sealed boxes that are looked at, newest first. */
const sealedLooked = 500;

export async function readSite(db: Queryable, warehouseId: string, boxId: string): Promise<BoxSite> {
  const { rows } = await db.query<{
    on_hand: number | null;
    low_at: number | null;
    too_small: number[] | null;
    sealed: number[] | null;
    misfits: Sku[] | null;
  }>({
    name: 'box-site',
    text: `SELECT
             (SELECT on_hand FROM supply_level WHERE stream_id = $1 AND supply = 'box ' || $2 AND counted) AS on_hand,
             (SELECT low_at FROM supply_level WHERE stream_id = $1 AND supply = 'box ' || $2) AS low_at,
             (SELECT array_agg(fill_permille) FROM box_override WHERE stream_id = $1 AND planned = $2 AND reason = 'too-small'
                AND NOT forgotten AND at > now() - make_interval(days => $3)) AS too_small,
             (SELECT array_agg(fill_permille) FROM (SELECT fill_permille FROM box_use WHERE stream_id = $1 AND box_id = $2
                AND fill_permille IS NOT NULL AND at > now() - make_interval(days => $3) ORDER BY at DESC LIMIT $4) AS newest) AS sealed,
             (SELECT array_agg(DISTINCT sku ORDER BY sku) FROM box_override WHERE stream_id = $1 AND planned = $2
                AND reason = 'item-does-not-fit' AND sku IS NOT NULL AND NOT forgotten AND at > now() - make_interval(days => $3)) AS misfits`,
    values: [warehouseId, boxId, lessonDays, sealedLooked],
  });
  const [row] = rows;
  return {
    warehouseId: warehouseIdSchema.parse(warehouseId),
    boxId: boxIdSchema.parse(boxId),
    onHand: row?.on_hand ?? null,
    lowAt: row?.low_at ?? null,
    fillPermille: learnedFill(row?.too_small ?? [], row?.sealed ?? []),
    misfits: (row?.misfits ?? []).slice(0, 2000),
  };
}

/** @returns what was told, in a few words */
export async function tellSite(
  { pool, writer }: BoxTools,
  warehouseId: string,
  boxId: string,
): Promise<string> {
  const site = await readSite(pool, warehouseId, boxId);
  const entry = { kind: 'box-site' as const, entryId: `box-site ${warehouseId} ${boxId}`, site };
  const changed = await writer.submit([companyStream], (tx) => saveEntries(tx, [entry]));
  return changed > 0 ? 'told' : 'nothing new';
}
