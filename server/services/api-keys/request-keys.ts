// A request that other systems send twice under one key is done once: the second is answered as the first was. What is under
// way is named as such; the same key over something else is refused. Kept for a day.
import type { Queryable } from '../../db/pool';

export type RequestPlace = { keyId: string; requestKey: string; contentHash: string };
export type BegunRequest =
  | { as: 'new' }
  | { as: 'again'; status: number; answer: string }
  | { as: 'running' }
  | { as: 'different' };

/** Nobody works on one request for so long: whoever had it is gone. */
const abandonedMs = 60_000;
const keptMs = 86_400_000;

export async function beginRequest(
  db: Queryable,
  { keyId, requestKey, contentHash }: RequestPlace,
  now: Date,
): Promise<BegunRequest> {
  const at = now.toISOString();
  const { rowCount } = await db.query(
    `INSERT INTO api_request (key_id, request_key, content_hash, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (key_id, request_key) DO UPDATE SET at = excluded.at, content_hash = excluded.content_hash, status = NULL, answer = NULL
       WHERE api_request.at < $5 OR (api_request.status IS NULL AND api_request.at < $6 AND api_request.content_hash = excluded.content_hash)`,
    [
      keyId,
      requestKey,
      contentHash,
      at,
      new Date(now.getTime() - keptMs).toISOString(),
      new Date(now.getTime() - abandonedMs).toISOString(),
    ],
  );
  if (rowCount === 1) return { as: 'new' };
  const { rows } = await db.query<{ content_hash: string; status: number | null; answer: string | null }>(
    'SELECT content_hash, status, answer FROM api_request WHERE key_id = $1 AND request_key = $2',
    [keyId, requestKey],
  );
  const [row] = rows;
  if (!row) return { as: 'running' };
  if (row.content_hash !== contentHash) return { as: 'different' };
  return row.status === null
    ? { as: 'running' }
    : { as: 'again', status: row.status, answer: row.answer ?? '' };
}

/** A fault of head office is no answer: the request may come again and is then done. */
export async function endRequest(
  db: Queryable,
  { keyId, requestKey }: Pick<RequestPlace, 'keyId' | 'requestKey'>,
  status: number,
  answer: string,
): Promise<void> {
  const place = [keyId, requestKey];
  if (status >= 500 || status === 429)
    await db.query('DELETE FROM api_request WHERE key_id = $1 AND request_key = $2', place);
  else
    await db.query('UPDATE api_request SET status = $3, answer = $4 WHERE key_id = $1 AND request_key = $2', [
      ...place,
      status,
      answer.replaceAll('\u0000', '\ufffd'),
    ]);
}

/** @returns rows removed */
export async function forgetRequests(db: Queryable, now: Date): Promise<number> {
  const { rowCount } = await db.query('DELETE FROM api_request WHERE at < $1', [
    new Date(now.getTime() - keptMs).toISOString(),
  ]);
  return rowCount ?? 0;
}
