// Counts of tills: head office reckons by itself what should have lain there, so that the account of cash is what was counted. A
// station that reckoned otherwise has lost or kept something: its count stands, and a person looks at it (law 3).
import type { Refusal } from '../../../shared/domain/decision';
import { afterCash, type CashOp, differenceOf, type Till, tillOf } from '../../../shared/domain/till/till';
import { amountText } from '../../../shared/money/spoken-amount';
import type { Op } from '../../../shared/sync/op';
import type { Queryable } from '../../db/pool';
import { addTask, type Cause, type ChangeSet } from '../changes/change-set';
import type { AppliedOp, DeliveredOp, StationFacts } from './apply-op';

/** By station, as of its last op before the one at hand; read only where a delivery counts a till. */
export type TillFacts = Map<string, readonly Till[]> | null;

/** What an op brings into the till of its station, for a count behind it in the same delivery. */
export function noteCash(tills: TillFacts, stationId: string, op: CashOp): void {
  tills?.set(stationId, afterCash(tills.get(stationId) ?? [], op));
}

export function countTill(
  changes: ChangeSet,
  op: Extract<Op, { type: 'till.count' }>,
  { warehouseId, stationId, name }: StationFacts,
  tills: TillFacts,
  cause: Cause,
): AppliedOp {
  const { currency, countedMinor, leftMinor } = op.body;
  const toldMinor = op.body.expectedMinor;
  const { cashMinor: expectedMinor } = tillOf(tills?.get(stationId) ?? [], currency);
  noteCash(tills, stationId, op);
  const { stationSeq, opId } = op;
  const count = { currency, expectedMinor, countedMinor, leftMinor };
  changes.tillCounts.push({ warehouseId, opId, stationId, stationSeq, cause, toldMinor, ...count });
  changes.events.push({
    aggregate: 'till',
    aggregateId: opId,
    type: 'TillCounted',
    body: { warehouseId, station: name, ...count, differenceMinor: differenceOf(op.body, expectedMinor) },
    cause,
  });
  if (toldMinor === expectedMinor) return { status: 'applied', refusal: null, taskId: null };
  const money = (minor: number): string => `${amountText(minor, currency)} ${currency}`;
  const values = { station: name, expected: money(expectedMinor), other: money(toldMinor) };
  const refusal: Refusal = { code: 'till-differs', values };
  const about = { orderId: null, parcelId: null, opId };
  const taskId = addTask(changes, warehouseId, { kind: 'till-differs', values }, about);
  return { status: 'contradiction', refusal, taskId };
}

/** Null where nobody counts: sales need not be added up then. */
export async function loadTills(db: Queryable, delivered: readonly DeliveredOp[]): Promise<TillFacts> {
  const counting = delivered.filter(({ envelope }) => envelope.type === 'till.count');
  const stationIds = [...new Set(counting.map(({ station }) => station.stationId as string))];
  if (stationIds.length === 0) return null;
  const { rows } = await db.query<{ station_id: string; currency: string; cash: number; sales: number }>({
    name: 'tills',
    text: `WITH came AS (
             SELECT c.station_id, c.currency, o.station_seq, c.total_minor AS minor FROM counter_sale c JOIN op o ON o.op_id = c.op_id
             WHERE c.station_id = ANY($1::uuid[]) AND c.method = 'cash'
             UNION ALL
             SELECT o.station_id, o.body->>'currency', o.station_seq,
               (SELECT sum((l->>'quantity')::bigint * (l->>'unitPriceMinor')::bigint) FROM jsonb_array_elements(o.body->'lines') l)
             FROM op o WHERE o.station_id = ANY($1::uuid[]) AND o.type = 'order.take' AND o.body->>'payment' = 'cash'
           ), last AS (
             SELECT DISTINCT ON (station_id, currency) station_id, currency, station_seq, left_minor FROM till_count
             WHERE station_id = ANY($1::uuid[]) ORDER BY station_id, currency, station_seq DESC
           ), known AS (
             SELECT station_id, currency FROM came UNION SELECT station_id, currency FROM last
           )
           SELECT k.station_id, k.currency,
             (coalesce(l.left_minor, 0) + coalesce(sum(c.minor), 0))::bigint AS cash, count(c.minor)::int AS sales
           FROM known k LEFT JOIN last l ON l.station_id = k.station_id AND l.currency = k.currency
           LEFT JOIN came c ON c.station_id = k.station_id AND c.currency = k.currency AND c.station_seq > coalesce(l.station_seq, 0) AND c.minor > 0
           GROUP BY k.station_id, k.currency, l.left_minor`,
    values: [stationIds],
  });
  const tills = new Map<string, readonly Till[]>(stationIds.map((stationId) => [stationId, []]));
  for (const { station_id, currency, cash, sales } of rows)
    tills.set(station_id, [...(tills.get(station_id) ?? []), { currency, cashMinor: cash, sales }]);
  return tills;
}
