// An era is a piece of a stream's numbers with a random name: it begins with the first commit that a writer makes over a
// connection, and ends where the next begins. A database that failed over to a copy that was behind is reached over new
// connections only, so numbers that take the place of lost ones are of an era that nobody saw before. A mark names a point
// of a history, "number.era", and whoever was given it can have it compared later. Must never call a history lost that is not.
import { randomUUID } from 'node:crypto';
import type { Client } from './pool';

export type Mark = { seq: number; era: string };
/** A counter that moves; its era is null when no writer knew of eras yet. */
export type MovingCounter = { streamId: string; from: number; era: string | null };

/** Eras are remembered as long as ops are; an older mark cannot be compared and is believed. */
const keptDays = 30;
const forgottenAtOnce = 20;
const markPattern = /^(\d{1,15})\.([0-9a-f-]{36})$/;

/** Streams that each connection has written to since it was opened. */
const written = new WeakMap<Client, Set<string>>();

/** @returns null when there is no era yet */
export function markOf({ seq, era }: { seq: number; era: string | null }): string | null {
  return era === null ? null : `${seq}.${era}`;
}

/** @returns null for what is no mark */
export function readMark(text: string | undefined): Mark | null {
  const [, seq, era] = markPattern.exec(text ?? '') ?? [];
  return seq === undefined || era === undefined ? null : { seq: Number(seq), era };
}

/**
 * Begins an era of each stream that this connection has not written to yet; behind the streams' counters only.
 * @returns the new eras by stream, and what is to be called once they are committed
 */
export function beginEras(
  client: Client,
  moving: readonly MovingCounter[],
): { begun: ReadonlyMap<string, string>; stored: Promise<unknown>; committed: () => void } {
  const known = written.get(client) ?? new Set();
  const first = moving.filter(({ streamId, era }) => era === null || !known.has(streamId));
  const begun = new Map(first.map(({ streamId }) => [streamId, randomUUID()]));
  if (first.length === 0) return { begun, stored: Promise.resolve(), committed: () => undefined };
  const committed = (): void => void written.set(client, new Set([...known, ...begun.keys()]));
  const stored = client.query({
    name: 'begin-eras',
    text: `WITH begun AS (
             INSERT INTO stream_era (stream_id, from_seq, era) SELECT * FROM unnest($1::text[], $2::bigint[], $3::uuid[])
             ON CONFLICT (stream_id, from_seq) DO UPDATE SET era = excluded.era, begun_at = excluded.begun_at
           ), forgotten AS (
             DELETE FROM stream_era USING unnest($1::text[]) AS s (stream_id) CROSS JOIN LATERAL (
               SELECT from_seq, begun_at FROM stream_era o WHERE o.stream_id = s.stream_id ORDER BY from_seq LIMIT $5
             ) AS oldest
             WHERE stream_era.stream_id = s.stream_id AND stream_era.from_seq = oldest.from_seq
               AND oldest.begun_at < now() - make_interval(days => $4)
           )
           UPDATE stream SET era = b.era FROM unnest($1::text[], $3::uuid[]) AS b (stream_id, era) WHERE stream.stream_id = b.stream_id`,
    values: [
      first.map(({ streamId }) => streamId),
      first.map(({ from }) => from + 1),
      [...begun.values()],
      keptDays,
      forgottenAtOnce,
    ],
  });
  return { begun, stored, committed };
}

/** SQL of a column of `stream`: the era of that number of it; null when it is not known any more. */
export function eraOfNumber(number: string): string {
  return `(SELECT e.era FROM stream_era e WHERE e.stream_id = stream.stream_id AND e.from_seq <= ${number} ORDER BY e.from_seq DESC LIMIT 1)`;
}

/**
 * Whether the point that a mark names is one of this stream's history. What is not known any more is believed.
 * @param eraThen of the mark's number, as this history has it
 */
export function isInHistory(
  now: { seq: number; era: string | null },
  mark: Mark,
  eraThen: string | null,
): boolean {
  if (mark.seq > now.seq) return false;
  return mark.era === now.era || eraThen === null || mark.era === eraThen;
}
