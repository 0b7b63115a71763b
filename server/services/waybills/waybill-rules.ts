// What was decided about the waybills of each warehouse. Boxes that are there when it is decided are told too, by the outbox.
import type { WaybillSite } from '../../../shared/contract/waybills';
import { companyStream } from '../../../shared/domain/ids';
import type { WaybillFallback } from '../../../shared/domain/waybill/parcel-waybill';
import {
  waybillCountry,
  type WaybillRules,
  waybillRulesSchema,
} from '../../../shared/domain/waybill/waybill-rules';
import type { Queryable } from '../../db/pool';
import { later } from '../../jobs/outbox';
import type { WaybillTools } from './waybill-machine';

/** Tells the boxes of a warehouse what is asked of them now. */
export const gateTopic = 'waybill-gate';

export async function readWaybillRules(db: Queryable, warehouseId: string): Promise<WaybillRules | null> {
  const { rows } = await db.query<{ doc: unknown }>({
    name: 'waybill-rules',
    text: 'SELECT doc FROM waybill_rules WHERE warehouse_id = $1',
    values: [warehouseId],
  });
  return rows[0] ? waybillRulesSchema.parse(rows[0].doc) : null;
}

export async function isAnyWaybillAsked(db: Queryable): Promise<boolean> {
  const { rows } = await db.query({ name: 'any-waybill-rules', text: 'SELECT 1 FROM waybill_rules LIMIT 1' });
  return rows.length > 0;
}

/** By warehouse; those that ask for none are left out. */
export async function waybillFallbacksOf(
  db: Queryable,
  warehouseIds: readonly string[],
): Promise<Map<string, WaybillFallback>> {
  const { rows } = await db.query<{ warehouse_id: string; fallback: WaybillFallback }>({
    name: 'waybill-fallbacks',
    text: `SELECT warehouse_id, doc->>'fallback' AS fallback FROM waybill_rules
           WHERE warehouse_id = ANY($1::text[]) AND (doc->>'isOn')::boolean`,
    values: [warehouseIds],
  });
  return new Map(rows.map((row) => [row.warehouse_id, row.fallback]));
}

/** Every warehouse in Turkey, decided about or not. */
export async function listWaybillSites(db: Queryable): Promise<WaybillSite[]> {
  const { rows } = await db.query<{
    warehouse_id: string;
    name: string;
    doc: unknown;
    changed_at: Date | null;
    changed_by: string | null;
  }>({
    name: 'waybill-sites',
    text: `SELECT d.doc->'warehouse'->>'warehouseId' AS warehouse_id, d.doc->'warehouse'->>'name' AS name, w.doc, w.changed_at, w.changed_by
           FROM directory d LEFT JOIN waybill_rules w ON w.warehouse_id = d.doc->'warehouse'->>'warehouseId'
           WHERE d.stream_id = $1 AND d.kind = 'warehouse' AND NOT d.deleted AND d.doc->'warehouse'->'address'->>'countryCode' = $2
           ORDER BY 1`,
    values: [companyStream, waybillCountry],
  });
  return rows.map((row) => ({
    warehouseId: row.warehouse_id,
    name: row.name,
    rules: waybillRulesSchema.nullable().parse(row.doc),
    changedAt: row.changed_at && new Date(row.changed_at).toISOString(),
    changedBy: row.changed_by,
  }));
}

/** @returns whether the warehouse is one of those that may be asked for waybills */
export async function saveWaybillRules(
  { writer, now, newId }: Pick<WaybillTools, 'writer' | 'now' | 'newId'>,
  warehouseId: string,
  rules: WaybillRules,
  by: string,
): Promise<boolean> {
  return writer.submit([companyStream], async (tx) => {
    const known = (await listWaybillSites(tx.client)).some((site) => site.warehouseId === warehouseId);
    if (!known) return false;
    await tx.client.query(
      `INSERT INTO waybill_rules (warehouse_id, doc, changed_at, changed_by) VALUES ($1, $2, $3, $4)
       ON CONFLICT (warehouse_id) DO UPDATE SET doc = excluded.doc, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
      [warehouseId, JSON.stringify(rules), now().toISOString(), by],
    );
    await later(
      tx.client,
      [{ topic: gateTopic, key: warehouseId, payload: {}, availableAt: now().toISOString(), coalesce: true }],
      newId,
    );
    return true;
  });
}
