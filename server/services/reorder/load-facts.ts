// Everything that is known of a batch of products when it is asked what of them is to be bought.
import { companyStream } from '../../../shared/domain/ids';
import type { ItemForecast } from '../../../shared/domain/forecasting/forecast-item';
import { withOverrides } from '../../../shared/domain/forecasting/overrides';
import { leadTimeOf } from '../../../shared/domain/reorder/lead-time';
import type { SkuFacts } from '../../../shared/domain/reorder/plan-sku';
import type {
  ReorderRules,
  SuppliedItem,
  SupplierConditions,
} from '../../../shared/domain/reorder/supply-terms';
import { classesByValue, type ValueClass } from '../../../shared/domain/reorder/value-classes';
import type { Queryable } from '../../db/pool';
import { loadOverrides } from '../demand/overrides';
import { addWeeks, dayOf, mondayOf, weeksBetween } from '../demand/weeks';
import type { LeadBook } from './read-lead-times';
import { readPositions } from './read-positions';

export type Bought = { sku: string; supplierId: string; item: SuppliedItem };
export type Surroundings = {
  now: Date;
  rules: ReorderRules;
  suppliers: ReadonlyMap<string, SupplierConditions>;
  leads: LeadBook;
  classes: ReadonlyMap<string, ValueClass>;
  warehouseIds: readonly string[];
};

/** Products that somebody supplies, in the order of their SKUs. @param only of these suppliers; null: of all */
export async function nextBought(
  db: Queryable,
  only: readonly string[] | null,
  after: string,
  limit: number,
): Promise<Bought[]> {
  const { rows } = await db.query<Bought>(
    `SELECT i.sku, i.supplier_id AS "supplierId", i.doc AS item FROM supplied_item i
     JOIN product p ON p.stream_id = i.stream_id AND p.sku = i.sku AND NOT p.deleted
     WHERE i.stream_id = $1 AND i.sku > $2 AND ($4::uuid[] IS NULL OR i.supplier_id = ANY($4)) ORDER BY i.sku LIMIT $3`,
    [companyStream, after, limit, only],
  );
  return rows;
}

export async function countBought(db: Queryable, only: readonly string[] | null): Promise<number> {
  const { rows } = await db.query<{ items: number }>(
    `SELECT count(*)::int AS items FROM supplied_item i JOIN product p ON p.stream_id = i.stream_id AND p.sku = i.sku AND NOT p.deleted
     WHERE i.stream_id = $1 AND ($2::uuid[] IS NULL OR i.supplier_id = ANY($2))`,
    [companyStream, only],
  );
  return rows[0]?.items ?? 0;
}

/** By what each product is expected to sell, at its price. */
export async function readValueClasses(db: Queryable): Promise<Map<string, ValueClass>> {
  const { rows } = await db.query<{ sku: string; value: number }>(
    `SELECT f.sku, f.expected * coalesce((p.doc->'price'->>'amountMinor')::float8, 0) AS value
     FROM forecast f JOIN product p ON p.stream_id = f.stream_id AND p.sku = f.sku AND NOT p.deleted WHERE f.stream_id = $1`,
    [companyStream],
  );
  return classesByValue(new Map(rows.map(({ sku, value }) => [sku, value])));
}

type Forecast = { sku: string; from_week: string; doc: ItemForecast };

export async function loadFacts(
  db: Queryable,
  bought: readonly Bought[],
  { now, rules, suppliers, leads, classes, warehouseIds }: Surroundings,
): Promise<SkuFacts[]> {
  const skus = bought.map(({ sku }) => sku);
  const today = dayOf(now);
  const [positions, forecasts, overrides] = await Promise.all([
    readPositions(db, skus, warehouseIds, today),
    db.query<Forecast>(
      `SELECT sku, to_char(from_week, 'YYYY-MM-DD') AS from_week, doc FROM forecast WHERE stream_id = $1 AND sku = ANY($2::text[])`,
      [companyStream, skus],
    ),
    loadOverrides(db, skus),
  ]);
  const forecastOf = new Map(forecasts.rows.map((row) => [row.sku, row]));
  return bought.flatMap(({ sku, supplierId, item }) => {
    const supplier = suppliers.get(supplierId);
    if (!supplier) return [];
    const forecast = forecastOf.get(sku);
    const valueClass = classes.get(sku) ?? 'c';
    return {
      sku,
      sites: positions.get(sku) ?? [],
      ...expectedOf(forecast, overrides.get(sku) ?? [], mondayOf(today)),
      lead: leadTimeOf(
        leads.ofProduct(supplier.name, sku),
        leads.ofSupplier(supplier.name),
        item.leadDays ?? supplier.leadDays,
      ),
      reviewDays: supplier.reviewDays,
      orderCostMinor: supplier.orderCostMinor,
      holdingShare: rules.holdingShare,
      valueClass,
      target: rules.targets[valueClass],
      item,
      leastTransfer: rules.leastTransfer,
    };
  });
}

type Expected = Pick<SkuFacts, 'weeks' | 'deviation' | 'isSparse' | 'spikes' | 'method'>;

/** From this week on, with what people said instead; nothing where nobody forecast it yet. */
function expectedOf(
  forecast: Forecast | undefined,
  overrides: Parameters<typeof withOverrides>[2],
  thisWeek: string,
): Expected {
  if (!forecast) return { weeks: [], deviation: 0, isSparse: true, spikes: [], method: 'none' };
  const { doc, from_week: from } = forecast;
  const weeks = withOverrides(
    doc.expected,
    doc.expected.map((_, at) => addWeeks(from, at)),
    overrides,
  );
  const over = Math.max(0, Math.min(weeksBetween(from, thisWeek), weeks.length - 1));
  return {
    weeks: weeks.slice(over),
    deviation: deviationOf(doc),
    isSparse: doc.pattern === 'intermittent' || doc.pattern === 'lumpy' || doc.pattern === 'none',
    spikes: doc.marks.flatMap((mark, at) =>
      mark === 'spike' ? [addWeeks(from, at - doc.marks.length)] : [],
    ),
    method: doc.method,
  };
}

/** What the method got wrong in weeks that it had not seen; without such a test, as counted demand varies. */
function deviationOf({ method, expected, backTest }: ItemForecast): number {
  const tested = backTest?.tried.find((each) => each.method === method)?.error;
  return tested ?? Math.sqrt(Math.max(0, expected[0] ?? 0));
}
