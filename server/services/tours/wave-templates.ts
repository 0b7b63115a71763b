// Waves that come again every day: kept, and released by themselves when their time has come.
import { type WaveTemplate, waveTemplateSchema } from '../../../shared/contract/floor';
import type { WarehouseId } from '../../../shared/domain/ids';
import type { Pool, Queryable } from '../../db/pool';
import { localTime } from '../routing/load-facts';
import { timeZoneOf } from './load-jobs';
import type { ReleaseDesk } from './release-desk';

const mostTemplates = 100;
/** How long a wave that releases itself is looked for. */
const milliseconds = 5_000;

type Row = { stream_id: WarehouseId; template_id: string; doc: unknown; released_on: string | null };

export async function listTemplates(
  db: Queryable,
  warehouseId: WarehouseId,
): Promise<(WaveTemplate & { releasedOn: string | null })[]> {
  const { rows } = await db.query<Row>(
    `SELECT stream_id, template_id, doc, released_on::text AS released_on FROM wave_template
     WHERE stream_id = $1 ORDER BY doc->>'releaseAt' NULLS LAST, template_id LIMIT ${mostTemplates}`,
    [warehouseId],
  );
  return rows.map(({ doc, released_on: releasedOn }) => ({ ...waveTemplateSchema.parse(doc), releasedOn }));
}

export async function saveTemplate(
  db: Queryable,
  warehouseId: WarehouseId,
  template: WaveTemplate,
): Promise<void> {
  await db.query(
    `INSERT INTO wave_template (stream_id, template_id, doc) VALUES ($1, $2, $3)
     ON CONFLICT (stream_id, template_id) DO UPDATE SET doc = excluded.doc`,
    [warehouseId, template.templateId, JSON.stringify(template)],
  );
}

/** @returns false when there is none */
export async function removeTemplate(
  db: Queryable,
  warehouseId: WarehouseId,
  templateId: string,
): Promise<boolean> {
  const { rowCount } = await db.query('DELETE FROM wave_template WHERE stream_id = $1 AND template_id = $2', [
    warehouseId,
    templateId,
  ]);
  return rowCount === 1;
}

/** For a job: each wave once a day, at its time or as soon after it as head office runs. */
export async function releaseDueWaves(
  { pool, now }: { pool: Pool; now: () => Date },
  desk: Pick<ReleaseDesk, 'begin' | 'ended' | 'release'>,
): Promise<void> {
  const { rows } = await pool.query<Row>(
    `SELECT stream_id, template_id, doc, released_on::text AS released_on FROM wave_template
     WHERE doc->>'releaseAt' IS NOT NULL`,
  );
  for (const { stream_id: warehouseId, template_id: templateId, doc, released_on: releasedOn } of rows) {
    const template = waveTemplateSchema.parse(doc);
    const local = localTime(now().toISOString(), await timeZoneOf(pool, warehouseId));
    if (releasedOn === local.date || template.releaseAt === null || local.time < template.releaseAt) continue;
    // Of several processes one releases it.
    const claimed = await pool.query(
      `UPDATE wave_template SET released_on = $3 WHERE stream_id = $1 AND template_id = $2
         AND released_on IS DISTINCT FROM $3::date`,
      [warehouseId, templateId, local.date],
    );
    if (claimed.rowCount !== 1) continue;
    const planId = await desk.begin(warehouseId, template.wish, milliseconds);
    await desk.ended(planId);
    await desk.release(planId);
  }
}
