// What the office sees of proposals: an order to each supplier and site with its sums, what can be moved instead, and one order
// with the reason of every line.
import type { ProposedLine, ProposedOrder, Proposal, Proposals } from '../../../shared/contract/reorder';
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import type { SupplierConditions, SupplierId } from '../../../shared/domain/reorder/supply-terms';
import type { Queryable } from '../../db/pool';
import { addDays } from '../demand/weeks';

const mostLines = 500;

type Summed = {
  supplierId: SupplierId;
  warehouseId: WarehouseId;
  terms: SupplierConditions;
  lines: number;
  goods: string;
};

const sumsSql = `
  SELECT l.supplier_id AS "supplierId", l.warehouse_id AS "warehouseId", s.doc AS terms, count(*)::int AS lines,
    sum(l.units * l.unit_cost_minor)::text AS goods
  FROM reorder_line l JOIN supplier s ON s.stream_id = l.stream_id AND s.supplier_id = l.supplier_id
  WHERE l.stream_id = $1 AND l.purchase_id IS NULL AND l.units > 0`;

function orderOf({ supplierId, warehouseId, terms, lines, goods }: Summed): ProposedOrder {
  const goodsMinor = Math.min(Number(goods), Number.MAX_SAFE_INTEGER);
  const { name, currency, freightMinor, freeFreightMinor, budgetMinor } = terms;
  const isFree = freeFreightMinor !== null && goodsMinor >= freeFreightMinor;
  return {
    supplierId,
    supplier: name,
    warehouseId,
    currency,
    lines,
    goodsMinor,
    freightMinor: isFree ? 0 : freightMinor,
    freeFreightMinor,
    budgetMinor,
  };
}

export async function readProposals(db: Queryable): Promise<Proposals> {
  const [orders, transfers, taken, takenTransfers] = await Promise.all([
    db.query<Summed>(`${sumsSql} GROUP BY 1, 2, 3, s.name ORDER BY s.name, 2 LIMIT 2000`, [companyStream]),
    db.query<Proposals['transfers'][number]>(
      `SELECT t.sku, coalesce(p.name, t.sku) AS name, t.from_warehouse AS "from", t.to_warehouse AS "to", t.units
       FROM reorder_transfer t LEFT JOIN product p ON p.stream_id = t.stream_id AND p.sku = t.sku
       WHERE t.stream_id = $1 AND t.transfer_id IS NULL ORDER BY t.units DESC, t.sku, t.to_warehouse LIMIT ${mostLines}`,
      [companyStream],
    ),
    db.query<Proposals['taken'][number]>(
      `SELECT p.purchase_id AS "purchaseId", p.number, p.supplier, p.stream_id AS "warehouseId", count(*)::int AS lines
       FROM reorder_line l JOIN purchase p ON p.purchase_id = l.purchase_id
       WHERE l.stream_id = $1 AND p.state = 'draft' GROUP BY 1, 2, 3, 4 ORDER BY p.number DESC LIMIT ${mostLines}`,
      [companyStream],
    ),
    db.query<Proposals['takenTransfers'][number]>(
      `SELECT t.transfer_id AS "transferId", t.number, t.doc->>'fromName' AS "from", t.doc->>'toName' AS "to", count(*)::int AS lines
       FROM reorder_transfer r JOIN stock_transfer t ON t.stream_id = r.stream_id AND t.transfer_id = r.transfer_id
       WHERE r.stream_id = $1 AND t.state = 'draft' GROUP BY 1, 2, 3, 4 ORDER BY t.number DESC LIMIT ${mostLines}`,
      [companyStream],
    ),
  ]);
  return {
    orders: orders.rows.map(orderOf),
    transfers: transfers.rows,
    taken: taken.rows,
    takenTransfers: takenTransfers.rows,
  };
}

type Line = {
  sku: string;
  name: string;
  units: number;
  unitCostMinor: string;
  leadDays: number;
  doc: Pick<ProposedLine, 'packUnits' | 'position' | 'point' | 'demand' | 'why'>;
};

/** Null: nothing is proposed of that supplier for that site. */
export async function readProposal(
  db: Queryable,
  supplierId: SupplierId,
  warehouseId: WarehouseId,
  today: string,
): Promise<Omit<Proposal, 'held' | 'counts'> | null> {
  const ask = [companyStream, supplierId, warehouseId];
  const [sums, lines] = await Promise.all([
    db.query<Summed>(`${sumsSql} AND l.supplier_id = $2 AND l.warehouse_id = $3 GROUP BY 1, 2, 3`, ask),
    db.query<Line>(
      `SELECT l.sku, coalesce(p.name, l.sku) AS name, l.units, l.unit_cost_minor::text AS "unitCostMinor", l.doc,
         coalesce((i.doc->>'leadDays')::int, (s.doc->>'leadDays')::int, 0) AS "leadDays"
       FROM reorder_line l JOIN supplier s ON s.stream_id = l.stream_id AND s.supplier_id = l.supplier_id
       LEFT JOIN supplied_item i ON i.stream_id = l.stream_id AND i.sku = l.sku
       LEFT JOIN product p ON p.stream_id = l.stream_id AND p.sku = l.sku
       WHERE l.stream_id = $1 AND l.supplier_id = $2 AND l.warehouse_id = $3 AND l.purchase_id IS NULL
       ORDER BY l.place LIMIT ${mostLines}`,
      ask,
    ),
  ]);
  const summed = sums.rows[0];
  if (!summed) return null;
  return {
    order: orderOf(summed),
    rows: lines.rows.map(({ sku, name, units, unitCostMinor, leadDays, doc }) => {
      const { packUnits, position, point, demand, why } = doc;
      return {
        sku,
        name,
        units,
        unitCostMinor: Number(unitCostMinor),
        packUnits,
        position,
        point,
        demand,
        expectedOn: addDays(today, expectedDays(why, leadDays)),
        why,
      };
    }),
  };
}

/** What its orders took so far; what the supplier says where nothing is known. */
function expectedDays(why: ProposedLine['why'], stated: number): number {
  const lead = why.find((step) => step.kind === 'lead');
  return Math.ceil(lead?.kind === 'lead' ? lead.days : stated);
}
