// The limits within which orders go out by themselves, who set them, and what went out today.
import type { BuyingLimitsPage } from '../../../shared/contract/buying';
import { companyStream } from '../../../shared/domain/ids';
import {
  type BuyingLimits,
  buyingLimitsSchema,
  noBuying,
  type SpentToday,
} from '../../../shared/domain/reorder/buying-limits';
import type { Queryable } from '../../db/pool';
import { storableJson } from '../changes/json-rows';

type Kept = { limits: BuyingLimits; changedBy: string; changedAt: string | null };

export async function readBuyingLimits(db: Queryable): Promise<Kept> {
  const { rows } = await db.query<{ doc: unknown; changed_by: string; changed_at: Date }>(
    'SELECT doc, changed_by, changed_at FROM buying_limits WHERE stream_id = $1',
    [companyStream],
  );
  const row = rows[0];
  return row
    ? {
        limits: buyingLimitsSchema.parse(row.doc),
        changedBy: row.changed_by,
        changedAt: new Date(row.changed_at).toISOString(),
      }
    : { limits: noBuying, changedBy: '', changedAt: null };
}

export async function saveBuyingLimits(
  db: Queryable,
  limits: BuyingLimits,
  by: string,
  at: string,
): Promise<void> {
  await db.query(
    `INSERT INTO buying_limits (stream_id, doc, changed_by, changed_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (stream_id) DO UPDATE SET doc = excluded.doc, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
    [companyStream, storableJson(limits), by, at],
  );
}

/** Of orders in this currency. */
export async function spentOn(
  db: Queryable,
  day: string,
  currency: string,
  supplierId: string | null,
): Promise<SpentToday> {
  const { rows } = await db.query<{ all: string; own: string }>(
    `SELECT coalesce(sum(value_minor), 0)::text AS all, coalesce(sum(value_minor) FILTER (WHERE supplier_id = $4), 0)::text AS own
     FROM self_purchase WHERE stream_id = $1 AND day = $2 AND currency = $3`,
    [companyStream, day, currency, supplierId],
  );
  return { allMinor: Number(rows[0]?.all ?? 0), supplierMinor: Number(rows[0]?.own ?? 0) };
}

export async function buyingLimitsPage(db: Queryable, today: string): Promise<BuyingLimitsPage> {
  const kept = await readBuyingLimits(db);
  const { allMinor } = await spentOn(db, today, kept.limits.currency, null);
  return { ...kept, spentTodayMinor: allMinor };
}
