// Loads what sales, orders and counts of one delivery are decided on.
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import { outsideLocations } from '../../../shared/domain/stock/ledger';
import type { Task } from '../../../shared/sync/documents';
import { opBodies } from '../../../shared/sync/op';
import { abcClasses, type AbcClass } from '../../../shared/domain/stock/count-policy';
import type { Queryable } from '../../db/pool';
import { loadVatRates } from '../books/event-facts';
import type { ChangeSet } from '../changes/change-set';
import { loadGrants } from '../changes/grant-changes';
import { loadPolicy } from '../counts/count-policy';
import { handOps, loadSkews } from '../counts/late-moves';
import type { DeliveredOp } from './apply-op';
import type { StockFacts, StoredCountFacts } from './apply-stock-op';
import { loadBooks } from '../rates/money-settings';
import { loadBins } from './load-bins';
import type { SaleFacts } from './tell-sale';
import { loadTills } from './tell-till';

const noSale: SaleFacts = { vatRates: [], books: { currency: null, rates: [] } };
export const noStockFacts: StockFacts = {
  saleBinOf: () => null,
  countOf: () => null,
  sale: noSale,
  tills: null,
};

export async function loadStockFacts(
  db: Queryable,
  changes: ChangeSet,
  warehouseId: WarehouseId,
  delivered: readonly DeliveredOp[],
): Promise<StockFacts> {
  const sales = delivered.flatMap(({ envelope }) => {
    if (envelope.type !== 'counter.sell' && envelope.type !== 'order.take') return [];
    const body = opBodies[envelope.type].safeParse(envelope.body);
    return body.success ? body.data.lines : [];
  });
  const currencies = new Set(
    delivered.flatMap(({ envelope }) => {
      const body =
        envelope.type === 'counter.sell' ? opBodies['counter.sell'].safeParse(envelope.body) : null;
      return body?.success && body.data.said ? [body.data.said.currency] : [];
    }),
  );
  const counts = delivered.flatMap(({ envelope, station }) => {
    const body = envelope.type === 'stock.count' ? opBodies['stock.count'].safeParse(envelope.body) : null;
    return body?.success ? [{ envelope, stationId: station.stationId, body: body.data }] : [];
  });
  const tills = await loadTills(db, delivered);
  if (sales.length === 0 && counts.length === 0) return { ...noStockFacts, tills };
  const [grants, saleBinOf, countOf, sale] = await Promise.all([
    loadGrants(
      db,
      warehouseId,
      sales.map(({ grantId }) => grantId),
    ),
    loadBins(
      db,
      warehouseId,
      sales.map(({ sku }) => sku),
    ),
    loadCountFacts(db, warehouseId, counts),
    currencies.size > 0 ? loadSaleFacts(db, currencies, changes.at) : noSale,
  ]);
  for (const grant of grants) changes.grants.set(grant.grantId, { ...grant, warehouseId });
  return { saleBinOf, countOf: (opId) => countOf.get(opId) ?? null, sale, tills };
}

async function loadSaleFacts(db: Queryable, currencies: ReadonlySet<string>, at: string): Promise<SaleFacts> {
  const [vatRates, books] = await Promise.all([loadVatRates(db), loadBooks(db, currencies, at.slice(0, 10))]);
  return { vatRates, books };
}

export type ToPlace = {
  envelope: Pick<DeliveredOp['envelope'], 'opId' | 'stationSeq' | 'actor' | 'at'>;
  stationId: string;
  body: { locationId: string; sku: string; seen: { epoch: string; seq: number } };
};

export async function loadCountFacts(
  db: Queryable,
  warehouseId: WarehouseId,
  counts: readonly ToPlace[],
): Promise<Map<string, StoredCountFacts>> {
  if (counts.length === 0) return new Map();
  const policy = await loadPolicy(db, warehouseId);
  const { rows } = await db.query<{
    op_id: string;
    is_this_life: boolean;
    is_place: boolean;
    level: number;
    unseen: number;
    booked_seq: number | null;
    waiting: number | null;
    waiting_by: string | null;
    class: AbcClass | null;
    cost_minor: number | null;
    currency: string | null;
    tasks: Task[];
  }>({
    name: 'count-facts',
    text: `SELECT c.op_id,
             EXISTS (SELECT 1 FROM stream s WHERE s.stream_id = $1 AND s.epoch = c.epoch) AS is_this_life,
             EXISTS (SELECT 1 FROM location p WHERE p.stream_id = $1 AND p.location_id = c.location AND p.kind IN ('bin', 'quarantine', 'bench', 'receiving'))
               AND EXISTS (SELECT 1 FROM product p WHERE p.stream_id = $2 AND p.sku = c.sku) AS is_place,
             coalesce((SELECT on_hand FROM stock_level l WHERE l.stream_id = $1 AND l.sku = c.sku AND l.location_id = c.location), 0) AS level,
             coalesce((SELECT sum(CASE WHEN m.to_location = c.location THEN m.quantity ELSE -m.quantity END)
                       FROM stock_move m LEFT JOIN op o ON o.op_id = m.op_id LEFT JOIN station os ON os.station_id = o.station_id
                       WHERE m.stream_id = $1 AND m.sku = c.sku AND m.seq > c.seq AND c.location IN (m.from_location, m.to_location)
                         AND m.from_location <> $3 AND m.to_location <> $3
                         AND (o.station_id IS DISTINCT FROM c.station_id OR o.station_seq > c.station_seq)
                         AND NOT (o.station_id IS DISTINCT FROM c.station_id AND coalesce(o.type = ANY($11), false)
                           AND o.at - make_interval(secs => coalesce(os.skew_ms, 0) / 1000) < c.at - make_interval(secs => coalesce(cs.skew_ms, 0) / 1000))
                       ), 0)::int AS unseen,
             (SELECT max(n.seq) FROM stock_count n WHERE n.stream_id = $1 AND n.sku = c.sku AND n.location_id = c.location
                AND n.state = 'booked' AND n.epoch = c.epoch) AS booked_seq,
             (SELECT n.difference FROM stock_count n JOIN op o ON o.op_id = n.op_id
              WHERE n.stream_id = $1 AND n.sku = c.sku AND n.location_id = c.location AND n.state = 'waiting'
              ORDER BY o.seq DESC LIMIT 1) AS waiting,
             (SELECT n.actor FROM stock_count n JOIN op o ON o.op_id = n.op_id
              WHERE n.stream_id = $1 AND n.sku = c.sku AND n.location_id = c.location AND n.state = 'waiting'
              ORDER BY o.seq DESC LIMIT 1) AS waiting_by,
             (SELECT k.class FROM count_class k WHERE k.stream_id = $1 AND k.sku = c.sku) AS class,
             cost.cost_minor, cost.currency,
             coalesce((SELECT jsonb_agg(t.doc) FROM task t WHERE t.stream_id = $1 AND t.state = 'open' AND t.kind IN ('count-bin', 'count-again', 'count-cycle')
                AND t.doc->'values'->>'sku' = c.sku AND t.doc->'values'->>'location' = c.location), '[]') AS tasks
           FROM unnest($4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::bigint[], $9::uuid[], $10::bigint[], $12::timestamptz[])
             AS c (op_id, location, sku, epoch, seq, station_id, station_seq, at)
           LEFT JOIN station cs ON cs.station_id = c.station_id
           LEFT JOIN LATERAL (SELECT p.cost_minor, p.currency FROM product_cost p WHERE p.stream_id = $2 AND p.sku = c.sku
             AND p.from_day <= current_date ORDER BY p.from_day DESC LIMIT 1) AS cost ON true`,
    values: [
      warehouseId,
      companyStream,
      outsideLocations.adjustment,
      counts.map(({ envelope }) => envelope.opId),
      counts.map(({ body }) => body.locationId),
      counts.map(({ body }) => body.sku),
      counts.map(({ body }) => body.seen.epoch),
      counts.map(({ body }) => body.seen.seq),
      counts.map(({ stationId }) => stationId),
      counts.map(({ envelope }) => envelope.stationSeq),
      handOps,
      counts.map(({ envelope }) => envelope.at),
    ],
  });
  const skews = await loadSkews(db, warehouseId);
  const here = policy ? await countersHere(db, warehouseId) : new Set<string>();
  const facts = rows.map((row): [string, StoredCountFacts] => [
    row.op_id,
    {
      class: row.class,
      waitingBy: row.waiting_by,
      here,
      skews,
      cost:
        row.cost_minor === null || row.currency === null
          ? null
          : { costMinor: row.cost_minor, currency: row.currency },
      ...(policy
        ? {
            rule: {
              ...policy.classes[row.class ?? leastClass],
              needsApproval: policy.needsApproval,
              isSameCounter: false,
            },
          }
        : {}),
      isThisLife: row.is_this_life,
      isPlace: row.is_place,
      level: row.level,
      unseen: row.unseen,
      bookedSeq: row.booked_seq,
      waiting: row.waiting,
      tasks: row.tasks.map(({ seq: _seq, ...task }) => task),
    },
  ]);
  return new Map(facts);
}

/** What has not moved yet. */
const leastClass = abcClasses[2];
/** A shift, and a little. */
const hereHours = 12;

/** Who was the last to log in at each bench of the warehouse, not too long ago. */
async function countersHere(db: Queryable, warehouseId: WarehouseId): Promise<Set<string>> {
  const { rows } = await db.query<{ person: string | null }>({
    name: 'counters-here',
    text: `SELECT l.person FROM station s CROSS JOIN LATERAL (
             SELECT o.body->>'personId' AS person, o.at FROM op o
             WHERE o.stream_id = $1 AND o.station_id = s.station_id AND o.type = 'bench.log-in' ORDER BY o.seq DESC LIMIT 1) l
           WHERE l.at > now() - make_interval(hours => $2)`,
    values: [warehouseId, hereHours],
  });
  return new Set(rows.flatMap(({ person }) => (person === null ? [] : [person])));
}
