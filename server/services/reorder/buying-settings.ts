// The limits within which orders go out by themselves, who set them, and what went out today.
import type { BuyingLimitsPage } from '../../../shared/contract/buying';
import { companyStream } from '../../../shared/domain/ids';
import {
  type BuyingLimits,
  buyingLimitsSchema,
  noBuying,
  type SpentToday,
} from '../../../shared/domain/reorder/buying-limits';
import { convert } from '../../../shared/money/convert';
import type { Queryable } from '../../db/pool';
import { storableJson } from '../changes/json-rows';
import { ratesFor } from '../rates/rates';

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

/**
 * In the currency of the limits: as each order counted when it went out. What counted in another one, because the limits were in
 * that one then, is converted now; null where no rate leads there.
 */
export async function spentOn(
  db: Queryable,
  day: string,
  currency: string,
  supplierId: string | null,
): Promise<SpentToday | null> {
  const { rows } = await db.query<{ currency: string; all: string; own: string }>(
    `SELECT limit_currency AS currency, sum(limit_minor)::text AS all, coalesce(sum(limit_minor) FILTER (WHERE supplier_id = $3), 0)::text AS own
     FROM self_purchase WHERE stream_id = $1 AND day = $2 GROUP BY limit_currency`,
    [companyStream, day, supplierId],
  );
  const rates = rows.some((row) => row.currency !== currency) ? await ratesFor(db, day) : [];
  const spent: SpentToday = { allMinor: 0, supplierMinor: 0 };
  for (const row of rows) {
    const all = convert(Number(row.all), row.currency, currency, rates, day);
    const own = convert(Number(row.own), row.currency, currency, rates, day);
    if (!all || !own) return null;
    spent.allMinor += all.amountMinor;
    spent.supplierMinor += own.amountMinor;
  }
  return spent;
}

export async function buyingLimitsPage(db: Queryable, today: string): Promise<BuyingLimitsPage> {
  const kept = await readBuyingLimits(db);
  const spent = await spentOn(db, today, kept.limits.currency, null);
  return { ...kept, spentTodayMinor: spent?.allMinor ?? 0 };
}
