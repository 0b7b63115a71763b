// Proves that the stock anyone sees is the stock the ledger says (law 5): levels are the sums of movements, the total
// over all locations is zero, on hand, allocated, quarantine and available are what movements, reservations and quotas give, and
// the document that stations pull says the same. So are levels by lot, and the day on which a lot first came.
import { outsideLocations, quarantineLocation } from '../../shared/domain/stock/ledger';
import type { Queryable } from './pool';

export type LedgerDifference = {
  kind: 'level' | 'total' | 'derived' | 'document' | 'lot' | 'lot-since';
  sku: string;
  location: string | null;
  stored: string;
  rebuilt: string;
};

/** @returns what differs; an empty list is the proof */
export async function verifyLedger(db: Queryable, streamId: string): Promise<LedgerDifference[]> {
  const { rows } = await db.query<LedgerDifference>(
    `WITH moved AS (
       SELECT sku, to_location AS location_id, quantity AS delta FROM stock_move WHERE stream_id = $1
       UNION ALL
       SELECT sku, from_location, -quantity FROM stock_move WHERE stream_id = $1
     ), rebuilt AS (
       SELECT sku, location_id, sum(delta)::bigint AS on_hand FROM moved GROUP BY sku, location_id
     ), held AS (
       SELECT sku, sum(quantity)::bigint AS allocated FROM (
         SELECT sku, quantity FROM reservation WHERE stream_id = $1
         UNION ALL
         SELECT sku, units - used FROM quota WHERE stream_id = $1 AND state = 'open'
       ) AS promised GROUP BY sku
     ), inside AS (
       SELECT r.sku,
              coalesce(sum(r.on_hand) FILTER (WHERE r.location_id <> ALL ($2)), 0)::bigint AS on_hand,
              coalesce(sum(r.on_hand) FILTER (WHERE r.location_id = $3 OR p.kind = 'quarantine'), 0)::bigint AS quarantine
       FROM rebuilt r LEFT JOIN location p ON p.stream_id = $1 AND p.location_id = r.location_id GROUP BY r.sku
     ), derived AS (
       SELECT coalesce(i.sku, h.sku) AS sku, coalesce(i.on_hand, 0) AS on_hand, coalesce(i.quarantine, 0) AS quarantine, coalesce(h.allocated, 0) AS allocated
       FROM inside i FULL JOIN held h ON h.sku = i.sku
     )
     SELECT 'level' AS kind, coalesce(r.sku, l.sku) AS sku, coalesce(r.location_id, l.location_id) AS location,
            coalesce(l.on_hand, 0)::text AS stored, coalesce(r.on_hand, 0)::text AS rebuilt
     FROM rebuilt r FULL JOIN (SELECT * FROM stock_level WHERE stream_id = $1) l ON l.sku = r.sku AND l.location_id = r.location_id
     WHERE coalesce(l.on_hand, 0) <> coalesce(r.on_hand, 0)
     UNION ALL
     SELECT 'total', l.sku, NULL, sum(l.on_hand)::text, '0' FROM stock_level l WHERE l.stream_id = $1 GROUP BY l.sku HAVING sum(l.on_hand) <> 0
     UNION ALL
     SELECT 'derived', coalesce(d.sku, s.sku), NULL,
            concat_ws('/', s.on_hand, s.quarantine, s.allocated, s.available),
            concat_ws('/', d.on_hand, d.quarantine, d.allocated, d.on_hand - d.quarantine - d.allocated)
     FROM derived d FULL JOIN (SELECT * FROM stock WHERE stream_id = $1) s ON s.sku = d.sku
     WHERE (coalesce(s.on_hand, 0), coalesce(s.quarantine, 0), coalesce(s.allocated, 0), coalesce(s.available, 0))
        IS DISTINCT FROM (coalesce(d.on_hand, 0), coalesce(d.quarantine, 0), coalesce(d.allocated, 0), coalesce(d.on_hand - d.quarantine - d.allocated, 0))
     UNION ALL
     SELECT 'lot', coalesce(r.sku, l.sku), concat_ws(' ', coalesce(r.location_id, l.location_id), coalesce(r.lot, l.lot), coalesce(r.best_before, l.best_before)),
            coalesce(l.on_hand, 0)::text, coalesce(r.on_hand, 0)::text
     FROM (
       SELECT sku, location_id, lot, best_before, sum(delta)::bigint AS on_hand FROM (
         SELECT sku, to_location AS location_id, lot, best_before, quantity AS delta FROM stock_move WHERE stream_id = $1 AND lot IS NOT NULL
         UNION ALL
         SELECT sku, from_location, lot, best_before, -quantity FROM stock_move WHERE stream_id = $1 AND lot IS NOT NULL
       ) AS of_lot GROUP BY sku, location_id, lot, best_before
     ) r FULL JOIN (SELECT * FROM lot_level WHERE stream_id = $1) l
       ON l.sku = r.sku AND l.location_id = r.location_id AND l.lot = r.lot AND l.best_before = r.best_before
     WHERE coalesce(l.on_hand, 0) <> coalesce(r.on_hand, 0)
     UNION ALL
     SELECT 'lot-since', coalesce(r.sku, l.sku), concat_ws(' ', coalesce(r.lot, l.lot), coalesce(r.best_before, l.best_before)), l.since::text, r.since::text
     FROM (SELECT sku, lot, best_before, min(at) AS since FROM stock_move WHERE stream_id = $1 AND lot IS NOT NULL GROUP BY sku, lot, best_before) r
     FULL JOIN (SELECT * FROM lot WHERE stream_id = $1) l ON l.sku = r.sku AND l.lot = r.lot AND l.best_before = r.best_before
     WHERE l.since IS DISTINCT FROM r.since
     UNION ALL
     SELECT 'document', sku, NULL,
            concat_ws('/', doc->>'onHand', doc->>'quarantine', doc->>'allocated', doc->>'available', doc->>'seq'),
            concat_ws('/', on_hand, quarantine, allocated, available, seq)
     FROM stock WHERE stream_id = $1
       AND (doc->>'onHand', doc->>'quarantine', doc->>'allocated', doc->>'available', doc->>'seq')
        IS DISTINCT FROM (on_hand::text, quarantine::text, allocated::text, available::text, seq::text)
     ORDER BY 2, 1`,
    [streamId, Object.values(outsideLocations), quarantineLocation],
  );
  return rows;
}

export type LedgerProof = { streamId: string; movements: number; differences: LedgerDifference[] };

/** Every warehouse, in one snapshot each: what is written meanwhile differs from nothing. */
export async function verifyAllLedgers(db: Queryable): Promise<LedgerProof[]> {
  const { rows } = await db.query<{ stream_id: string; movements: number }>(
    `SELECT s.stream_id, (SELECT count(*) FROM stock_move m WHERE m.stream_id = s.stream_id) AS movements
     FROM stream s WHERE s.kind = 'warehouse' ORDER BY s.stream_id`,
  );
  const proofs: LedgerProof[] = [];
  for (const { stream_id: streamId, movements } of rows)
    proofs.push({ streamId, movements, differences: await verifyLedger(db, streamId) });
  return proofs;
}
