// The events a number is the sum of, found by counting them again: what comes to something under the filter is shown.
import type { z } from 'zod';
import type { Behind, behindQuerySchema } from '../../../shared/contract/figures';
import { measures, type Tally } from '../../../shared/domain/figures/measures';
import { cursorOf, readCursor } from '../../db/cursor';
import { CursorWrong } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { countEvents } from './count-events';
import type { PastEvent } from './history';

const atOnce = 200;
/** A page that found little by then says where to go on: nobody waits long for rare things. */
const mostLooks = 15;

type Query = z.infer<typeof behindQuerySchema>;

export async function readBehind(db: Queryable, query: Query): Promise<Behind> {
  const rows: Behind['rows'] = [];
  let after = query.cursor === undefined ? null : placeOf(query.cursor);
  for (let look = 0; look < mostLooks; look += 1) {
    const events = await readEvents(db, query, after);
    for (const { event, tallies } of await countEvents(db, events)) {
      const own = tallies.filter((tally) => fits(tally, query));
      for (const { warehouse, key, count, amount } of own)
        rows.push({
          at: new Date(event.at).toISOString(),
          type: event.type,
          orderId: event.orderId,
          number: null,
          warehouse,
          key: measures[query.measure].key === 'hand' ? '' : key,
          count,
          amount,
        });
      after = { at: new Date(event.at).toISOString(), streamId: event.streamId, seq: Number(event.seq) };
      if (rows.length >= query.limit) return { rows: await numbered(db, rows), cursor: cursorAt(after) };
    }
    if (events.length < atOnce) return { rows: await numbered(db, rows), cursor: null };
  }
  return { rows: await numbered(db, rows), cursor: after && cursorAt(after) };
}

type Place = { at: string; streamId: string; seq: number };

const cursorAt = ({ at, streamId, seq }: Place): string => cursorOf(at, streamId, String(seq));

function placeOf(cursor: string): Place {
  const [at = '', streamId = '', seq = ''] = readCursor(cursor, 3) ?? [];
  if (Number.isNaN(Date.parse(at)) || !/^\d{1,15}$/.test(seq))
    throw new CursorWrong('not a cursor of this list');
  return { at, streamId, seq: Number(seq) };
}

/** Days are those of a warehouse's calendar: half a day more is read on both sides. */
async function readEvents(
  db: Queryable,
  { measure, from, to }: Query,
  after: Place | null,
): Promise<PastEvent[]> {
  const { rows } = await db.query<PastEvent>({
    name: 'figures-events-behind',
    text: `SELECT stream_id AS "streamId", seq, aggregate, aggregate_id AS "aggregateId", order_id AS "orderId", type, body, at, actor FROM event
           WHERE type = ANY($1::text[]) AND at >= $2::date - interval '14 hours' AND at < $3::date + interval '38 hours'
             AND ($4::timestamptz IS NULL OR (at, stream_id, seq) < ($4, $5::text, $6::bigint))
           ORDER BY at DESC, stream_id DESC, seq DESC LIMIT ${atOnce}`,
    values: [measures[measure].from, from, to, after?.at ?? null, after?.streamId ?? '', after?.seq ?? 0],
  });
  return rows;
}

function fits(tally: Tally, query: Query): boolean {
  const { measure, from, to, key } = query;
  if (tally.measure !== measure || tally.day < from || tally.day > to) return false;
  if (key !== undefined && tally.key !== key && !tally.key.startsWith(`${key}:`)) return false;
  return measures[measure].by.every((each) => query[each] === undefined || tally[each] === query[each]);
}

async function numbered(db: Queryable, rows: Behind['rows']): Promise<Behind['rows']> {
  const ids = [...new Set(rows.flatMap(({ orderId }) => (orderId === null ? [] : [orderId])))];
  if (ids.length === 0) return rows;
  const found = await db.query<{ order_id: string; number: string }>({
    name: 'figures-numbers',
    text: 'SELECT order_id, number FROM sales_order WHERE order_id = ANY($1::uuid[])',
    values: [ids],
  });
  const numbers = new Map(found.rows.map(({ order_id: id, number }) => [id, number]));
  return rows.map((row) => ({ ...row, number: (row.orderId && numbers.get(row.orderId)) || null }));
}
