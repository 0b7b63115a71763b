// Goods that came without an order and count for one since, or no longer do: which order that is, and what the books have stand
// for them as not billed to anybody. They leave at exactly that, whatever a unit costs by now.
import type { Queryable } from '../../db/pool';
import type { HistoryEvent } from '../../jobs/follow-events';
import type { Supply } from './event-facts';

export type BookedBlind = {
  /** Causes of the movements in which they came, by `STREAM SEQ` of what happened to them. */
  causes: Map<string, string[]>;
  /** What those movements were posted as, in minor units of the books' currency; of this batch nothing is known yet. */
  minor: Map<string, number>;
};

type Joining = { sku: string; purchaseId: string | null; opIds: string[] };

export async function loadJoinings(
  db: Queryable,
  events: readonly HistoryEvent[],
): Promise<{ supplies: Map<string, Supply>; booked: BookedBlind }> {
  const supplies = new Map<string, Supply>();
  const booked: BookedBlind = { causes: new Map(), minor: new Map() };
  const asked = events.filter(({ aggregate }) => aggregate === 'receiving');
  if (asked.length === 0) return { supplies, booked };
  const bodyOf = ({ body }: HistoryEvent): Joining => body as Joining;
  const { rows: orders } = await db.query<{ key: string; doc: Supply }>({
    name: 'books-joined-orders',
    text: `SELECT a.stream_id || ' ' || a.seq AS key, p.doc FROM unnest($1::text[], $2::bigint[], $3::uuid[]) AS a (stream_id, seq, purchase_id)
           JOIN purchase p ON p.stream_id = a.stream_id AND p.purchase_id = a.purchase_id`,
    values: [
      asked.map(({ streamId }) => streamId),
      asked.map(({ seq }) => seq),
      asked.map((event) => bodyOf(event).purchaseId),
    ],
  });
  for (const { key, doc } of orders) supplies.set(key, doc);
  const units = asked
    .filter((event) => bodyOf(event).purchaseId === null)
    .flatMap((event) => bodyOf(event).opIds.map((opId) => ({ event, opId, sku: bodyOf(event).sku })));
  if (units.length === 0) return { supplies, booked };
  const { rows } = await db.query<{ key: string; cause: string; minor: number | null }>({
    name: 'books-joined-moves',
    text: `SELECT a.stream_id || ' ' || a.seq AS key, 'move ' || m.stream_id || ' ' || m.seq AS cause,
             (SELECT -sum(l.base_minor)::bigint FROM journal_entry e JOIN journal_line l ON l.entry_no = e.entry_no
              WHERE e.cause = 'move ' || m.stream_id || ' ' || m.seq AND e.kind = 'goods-received'
                AND l.account = (SELECT code FROM book_role WHERE role = 'goods-not-billed')) AS minor
           FROM unnest($1::text[], $2::bigint[], $3::uuid[], $4::text[]) AS a (stream_id, seq, op_id, sku)
           JOIN stock_move m ON m.stream_id = a.stream_id AND m.sku = a.sku AND m.seq < a.seq AND m.op_id = a.op_id AND m.cause = 'GoodsReceived'
           ORDER BY m.seq`,
    values: [
      units.map(({ event }) => event.streamId),
      units.map(({ event }) => event.seq),
      units.map(({ opId }) => opId),
      units.map(({ sku }) => sku),
    ],
  });
  for (const { key, cause, minor } of rows) {
    booked.causes.set(key, [...(booked.causes.get(key) ?? []), cause]);
    if (minor !== null) booked.minor.set(cause, Number(minor));
  }
  return { supplies, booked };
}
