// Overrides of forecasts, marks of weeks, and which product a new one is like. Nothing is deleted: what is taken back keeps
// its trace.
import type { AddMark, AddOverride } from '../../../shared/contract/demand';
import type { SaidOverride } from '../../../shared/domain/forecasting/overrides';
import { companyStream } from '../../../shared/domain/ids';
import type { OfficeParts } from '../../head-office';
import type { Queryable } from '../../db/pool';
import { addWeeks, mondayOf, weeksBetween } from './weeks';

export type DemandTools = Pick<OfficeParts, 'pool' | 'now' | 'newId'>;
export type KeptOverride = SaidOverride & {
  overrideId: string;
  sku: string;
  kind: AddOverride['kind'];
  reason: string;
  /** Name of the person; of the PC before persons were asked for. */
  by: string;
  personId: string | null;
};

const columns = `override_id AS "overrideId", sku, to_char(from_week, 'YYYY-MM-DD') AS "fromWeek", weeks, units, kind, reason,
  coalesce(person_name, by) AS by, person_id AS "personId", at, removed_at AS "removedAt", before`;
const asKept = (row: KeptOverride): KeptOverride => ({
  ...row,
  at: new Date(row.at).toISOString(),
  removedAt: row.removedAt === null ? null : new Date(row.removedAt).toISOString(),
});

/** Those that count, the oldest first. */
export async function readOverrides(db: Queryable, skus: readonly string[]): Promise<KeptOverride[]> {
  const { rows } = await db.query<KeptOverride>(
    `SELECT ${columns} FROM forecast_override WHERE stream_id = $1 AND sku = ANY($2::text[]) AND removed_at IS NULL ORDER BY at, override_id`,
    [companyStream, skus],
  );
  return rows.map(asKept);
}

/** Also those that were taken back, the newest weeks first. @param since the Monday of the first week that is looked at */
export async function readOverridesSince(
  db: Queryable,
  since: string,
  limit: number,
): Promise<(KeptOverride & { name: string })[]> {
  const { rows } = await db.query<KeptOverride & { name: string }>(
    `SELECT o.*, coalesce(p.name, o.sku) AS name FROM (
       SELECT ${columns} FROM forecast_override WHERE stream_id = $1 AND from_week >= $2::date
       ORDER BY from_week DESC, override_id DESC LIMIT $3) AS o
     LEFT JOIN product p ON p.stream_id = $1 AND p.sku = o.sku ORDER BY o."fromWeek" DESC, o."overrideId" DESC`,
    [companyStream, since, limit],
  );
  return rows.map((row) => ({ ...asKept(row), name: row.name }));
}

export async function loadOverrides(
  db: Queryable,
  skus: readonly string[],
): Promise<Map<string, KeptOverride[]>> {
  const found = new Map<string, KeptOverride[]>();
  for (const each of await readOverrides(db, skus))
    found.set(each.sku, [...(found.get(each.sku) ?? []), each]);
  return found;
}

/** Begins on the Monday of its first week, and keeps what the forecast says of its weeks now. */
export async function addOverride(
  { pool, now, newId }: DemandTools,
  sku: string,
  { fromWeek, weeks, units, kind, reason }: Omit<AddOverride, 'by'>,
  by: { stationId: string; personId: string; name: string },
): Promise<void> {
  const first = mondayOf(fromWeek);
  const { rows } = await pool.query<{ from_week: string; expected: number[] }>(
    `SELECT to_char(from_week, 'YYYY-MM-DD') AS from_week, doc->'expected' AS expected FROM forecast WHERE stream_id = $1 AND sku = $2`,
    [companyStream, sku],
  );
  const forecast = rows[0];
  const before = Array.from({ length: weeks }, (_, at) =>
    forecast ? (forecast.expected[weeksBetween(forecast.from_week, addWeeks(first, at))] ?? null) : null,
  );
  await pool.query(
    `INSERT INTO forecast_override (stream_id, override_id, sku, from_week, weeks, units, reason, by, at, before, kind, person_id, person_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      companyStream,
      newId(),
      sku,
      first,
      weeks,
      units,
      reason,
      by.stationId,
      now().toISOString(),
      JSON.stringify(before),
      kind,
      by.personId,
      by.name,
    ],
  );
}

/** @returns false: there is none */
export async function removeOverride(
  { pool, now }: DemandTools,
  sku: string,
  overrideId: string,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE forecast_override SET removed_at = coalesce(removed_at, $4) WHERE stream_id = $1 AND sku = $2 AND override_id = $3`,
    [companyStream, sku, overrideId, now().toISOString()],
  );
  return rowCount === 1;
}

export async function addMark(
  { pool, now, newId }: DemandTools,
  sku: string,
  { fromWeek, weeks, kind, ofAll, reason }: AddMark,
  by: string,
): Promise<void> {
  await pool.query(
    `INSERT INTO demand_mark (stream_id, mark_id, sku, from_week, weeks, kind, reason, by, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      companyStream,
      newId(),
      ofAll ? null : sku,
      mondayOf(fromWeek),
      weeks,
      kind,
      reason,
      by,
      now().toISOString(),
    ],
  );
}

/** @returns false: there is none */
export async function removeMark({ pool, now }: DemandTools, sku: string, markId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE demand_mark SET removed_at = coalesce(removed_at, $4) WHERE stream_id = $1 AND mark_id = $3 AND (sku IS NULL OR sku = $2)`,
    [companyStream, sku, markId, now().toISOString()],
  );
  return rowCount === 1;
}

/** @returns false: there is no such product to be like */
export async function setLike(
  { pool, now }: DemandTools,
  sku: string,
  like: string | null,
  by: string,
): Promise<boolean> {
  if (like === null) {
    await pool.query('DELETE FROM demand_likeness WHERE stream_id = $1 AND sku = $2', [companyStream, sku]);
    return true;
  }
  const { rowCount } = await pool.query(
    `INSERT INTO demand_likeness (stream_id, sku, like_sku, reason, by, at)
     SELECT $1, $2, sku, '', $4, $5 FROM product WHERE stream_id = $1 AND sku = $3 AND sku <> $2 AND NOT deleted
     ON CONFLICT (stream_id, sku) DO UPDATE SET like_sku = excluded.like_sku, by = excluded.by, at = excluded.at`,
    [companyStream, sku, like, by, now().toISOString()],
  );
  return rowCount === 1;
}
