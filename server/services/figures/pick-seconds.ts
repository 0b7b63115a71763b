// How long hands were at a pick: since what the same hands picked before it.
import { handsLookBack, workedSeconds } from '../../../shared/domain/figures/hands';
import type { Queryable } from '../../db/pool';
import type { PastEvent } from './history';

/** By stream and number; picks of nobody known, and the first of somebody's, are left out. */
export async function loadPickSeconds(
  db: Queryable,
  events: readonly PastEvent[],
): Promise<ReadonlyMap<string, number>> {
  const picks = events.filter(({ type, actor }) => type === 'UnitsPicked' && actor !== null);
  if (picks.length === 0) return new Map();
  const { rows } = await db.query<{ stream_id: string; seq: number; at: string; before: string }>({
    name: 'figures-picks-before',
    // Back from each pick until one of the same hands comes: mostly a few numbers.
    text: `SELECT p.stream_id, p.seq, p.at, b.at AS before
           FROM unnest($1::text[], $2::bigint[], $3::text[], $4::timestamptz[]) AS p (stream_id, seq, actor, at)
           CROSS JOIN LATERAL (SELECT e.at FROM event e WHERE e.stream_id = p.stream_id AND e.seq < p.seq AND e.seq >= p.seq - ${handsLookBack}
             AND e.type = 'UnitsPicked' AND e.actor = p.actor ORDER BY e.seq DESC LIMIT 1) AS b`,
    values: [
      picks.map(({ streamId }) => streamId),
      picks.map(({ seq }) => seq),
      picks.map(({ actor }) => actor),
      picks.map(({ at }) => at),
    ],
  });
  return new Map(
    rows.map(({ stream_id: streamId, seq, at, before }) => [
      `${streamId} ${seq}`,
      workedSeconds([new Date(before).getTime(), new Date(at).getTime()]),
    ]),
  );
}
