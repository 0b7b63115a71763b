// Where every site stands with products: on hand, on order, promised, waiting, and its share of the demand. The sums are those
// that promising makes (promising/promisable.ts), except that goods which are late are still on order: they were bought.
import { companyStream } from '../../../shared/domain/ids';
import type { SitePosition } from '../../../shared/domain/reorder/plan-sku';
import type { Queryable } from '../../db/pool';
import { addDays } from '../demand/weeks';
import { loadWaiting } from '../promising/channel-promise';

const sharesOfDays = 182;

type Row = {
  site: string;
  sku: string;
  onHand: number;
  onOrder: number;
  late: number;
  drafted: number;
  committed: number;
  waiting: number;
  asked: number;
};

const flowSql = `
  SELECT stream_id, sku, 'onHand' AS what, on_hand - quarantine AS units FROM stock WHERE NOT deleted AND sku = ANY($2::text[])
  UNION ALL SELECT stream_id, sku, 'committed', allocated FROM stock WHERE NOT deleted AND sku = ANY($2::text[])
  UNION ALL SELECT stream_id, sku, 'committed', units FROM stock_hold WHERE sku = ANY($2::text[])
  UNION ALL SELECT stream_id, sku, 'waiting', units FROM dated_demand WHERE sku = ANY($2::text[])
  UNION ALL SELECT stream_id, sku, 'onOrder', units FROM dated_supply WHERE sku = ANY($2::text[])
  UNION ALL SELECT stream_id, sku, 'late', units FROM dated_supply WHERE sku = ANY($2::text[]) AND due_on < $3::date
  UNION ALL SELECT p.stream_id, l.sku, 'drafted', l.ordered FROM purchase p, jsonb_to_recordset(p.doc->'lines') AS l (sku text, ordered int)
    WHERE p.state = 'draft' AND NOT p.deleted AND l.sku = ANY($2::text[])
  UNION ALL SELECT t.to_warehouse, l.sku, 'drafted', l.asked FROM stock_transfer t, jsonb_to_recordset(t.doc->'lines') AS l (sku text, asked int)
    WHERE t.state = 'draft' AND l.sku = ANY($2::text[])
  UNION ALL SELECT t.from_warehouse, l.sku, 'committed', l.asked FROM stock_transfer t, jsonb_to_recordset(t.doc->'lines') AS l (sku text, asked int)
    WHERE t.state = 'draft' AND l.sku = ANY($2::text[])
  UNION ALL SELECT site, sku, 'asked', units FROM demand_line
    WHERE stream_id = $1 AND sku = ANY($2::text[]) AND day >= $4::date AND site <> ''`;

const sumOf = (what: string): string =>
  `coalesce(sum(units) FILTER (WHERE what = '${what}'), 0)::int AS "${what}"`;

/** Sites that keep a product, sell it or await it; of one that nobody knows, the first warehouse. */
export async function readPositions(
  db: Queryable,
  skus: readonly string[],
  warehouseIds: readonly string[],
  today: string,
): Promise<Map<string, SitePosition[]>> {
  const [{ rows }, unpromised] = await Promise.all([
    db.query<Row>(
      `SELECT stream_id AS site, sku, ${['onHand', 'onOrder', 'late', 'drafted', 'committed', 'waiting', 'asked'].map(sumOf).join(', ')}
       FROM (${flowSql}) AS flow WHERE stream_id = ANY($5::text[]) GROUP BY 1, 2 ORDER BY 2, 1`,
      [companyStream, skus, today, addDays(today, -sharesOfDays), warehouseIds],
    ),
    loadWaiting(db, skus),
  ]);
  const bySku = new Map<string, Row[]>();
  for (const row of rows) bySku.set(row.sku, [...(bySku.get(row.sku) ?? []), row]);
  return new Map(
    skus.map((sku) => [
      sku,
      sitesOf(bySku.get(sku) ?? [], unpromised.get(sku as never) ?? 0, warehouseIds[0] ?? ''),
    ]),
  );
}

function sitesOf(rows: readonly Row[], unpromised: number, firstSite: string): SitePosition[] {
  const nowhere: Row = {
    site: firstSite,
    sku: '',
    onHand: 0,
    onOrder: 0,
    late: 0,
    drafted: 0,
    committed: 0,
    waiting: 0,
    asked: 0,
  };
  const sites = rows.length > 0 ? rows : [nowhere];
  const asked = sites.reduce((sum, row) => sum + row.asked, 0);
  // Who sold most of it so far, or has most of it, sells it next and has the orders that wait for nothing yet.
  const home = sites.reduce((best, row) =>
    row.asked > best.asked || (row.asked === best.asked && row.onHand > best.onHand) ? row : best,
  );
  return sites.map((row) => {
    const waiting = row.waiting + (row === home ? unpromised : 0);
    return {
      site: row.site,
      onHand: row.onHand,
      onOrder: row.onOrder,
      late: row.late,
      drafted: row.drafted,
      committed: row.committed + waiting,
      waiting,
      share: asked > 0 ? row.asked / asked : row === home ? 1 : 0,
    };
  });
}
