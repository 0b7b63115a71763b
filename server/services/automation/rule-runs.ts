// What rules did, for the office, newest first.
import type { z } from 'zod';
import type { ruleRunsQuerySchema, ruleRunsResponseSchema } from '../../../shared/contract/flow';
import type { Trigger } from '../../../shared/domain/automation/rule';
import { companyStream } from '../../../shared/domain/ids';
import { cursorOf, readCursor } from '../../db/cursor';
import { CursorWrong } from '../../db/list-page';
import type { Queryable } from '../../db/pool';

/** Counted at most. */
const mostCounted = 10_000;

type Row = { at: string; seq: number; order_id: string; number: string; body: { rule: string; on: Trigger } };

/** @throws CursorWrong */
export async function listRuleRuns(
  db: Queryable,
  { cursor, limit }: z.infer<typeof ruleRunsQuerySchema>,
): Promise<z.infer<typeof ruleRunsResponseSchema>> {
  const after = cursor === undefined ? null : readCursor(cursor, 2);
  const [at, seq] = after ?? [];
  if (cursor !== undefined && (at === undefined || !/^\d+$/.test(seq ?? '') || Number.isNaN(Date.parse(at))))
    throw new CursorWrong('not a cursor of this list');
  const { rows } = await db.query<Row>(
    `SELECT e.at, e.seq, e.order_id, o.number, e.body FROM event e
     JOIN sales_order o ON o.stream_id = $1 AND o.order_id = e.order_id
     WHERE e.type = 'RuleFired' AND e.stream_id = $1 AND ($2::timestamptz IS NULL OR (e.at, e.seq) < ($2, $3::bigint))
     ORDER BY e.at DESC, e.seq DESC LIMIT $4`,
    [companyStream, at ?? null, seq ?? null, limit + 1],
  );
  const counted = await db.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM (SELECT 1 FROM event WHERE type = 'RuleFired' LIMIT $1) AS found`,
    [mostCounted],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map((row) => ({
      at: new Date(row.at).toISOString(),
      orderId: row.order_id,
      number: row.number,
      rule: row.body.rule,
      on: row.body.on,
    })),
    total: counted.rows[0]?.total ?? 0,
    cursor: rows.length > limit && last ? cursorOf(new Date(last.at).toISOString(), String(last.seq)) : null,
  };
}
