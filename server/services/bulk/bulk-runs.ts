// Runs of work on many orders: begun with a look at every order, started, stopped, taken back, and read. What works on
// them is work-bulk.ts; orders are listed here the moment they are chosen, so that a filter that finds others later
// changes nothing.
import { sql } from 'kysely';
import type { z } from 'zod';
import type {
  BulkItem,
  bulkItemsQuerySchema,
  bulkItemsResponseSchema,
  BulkRun,
} from '../../../shared/contract/bulk';
import type { OrderSelection } from '../../../shared/contract/order-grid';
import type { BulkAct } from '../../../shared/domain/bulk/bulk-act';
import {
  type BulkState,
  type BulkStep,
  mostBulkOrders,
  nextBulkState,
} from '../../../shared/domain/bulk/bulk-run';
import { companyStream } from '../../../shared/domain/ids';
import { listPage } from '../../db/list-page';
import { type Pool, type Queryable, withTransaction } from '../../db/pool';
import { from } from '../../db/select';
import { findOrders, type OrderQuery } from '../office/find-orders';
import { fieldsForFilter } from '../marks/fields-for-filter';
import { wordsOf } from '../imports/words';

export type BulkTools = { pool: Pool; now: () => Date; newId: () => string };

async function selected(pool: Pool, selection: OrderSelection): Promise<OrderQuery> {
  if ('orderIds' in selection) return findOrders({}).where('order_id', 'in', selection.orderIds);
  const { filter, except } = selection;
  const found = findOrders(filter, await fieldsForFilter(pool, filter));
  return except.length === 0 ? found : found.where('order_id', 'not in', except);
}

/** Null: the selection is empty or larger than a run may be. */
export async function beginBulk(
  { pool, now, newId }: BulkTools,
  act: BulkAct,
  selection: OrderSelection,
  stationId: string,
): Promise<string | null> {
  const runId = newId();
  const chosen = await selected(pool, selection);
  const query = chosen
    .select(['order_id', 'number', sql`row_number() OVER (ORDER BY placed_at, order_id)`.as('place')])
    .limit(mostBulkOrders + 1)
    .compile();
  const values = [...query.parameters, companyStream, runId];
  return withTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO bulk_item (stream_id, run_id, place, order_id, number, state)
       SELECT $${values.length - 1}, $${values.length}, place, order_id, number, 'waiting' FROM (${query.sql}) AS chosen`,
      values,
    );
    if (!rowCount) return null;
    if (rowCount > mostBulkOrders) {
      await client.query('DELETE FROM bulk_item WHERE stream_id = $1 AND run_id = $2', [
        companyStream,
        runId,
      ]);
      return null;
    }
    await insertRun(client, { runId, act, undoes: null, stationId, at: now().toISOString() });
    return runId;
  });
}

/** A run that takes back what another one did. Null: there is nothing that could be. */
export async function beginUndo(
  { pool, now, newId }: BulkTools,
  run: BulkRun,
  stationId: string,
): Promise<string | null> {
  if (run.state !== 'done' && run.state !== 'stopped') return null;
  const runId = newId();
  return withTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO bulk_item (stream_id, run_id, place, order_id, number, state, act)
       SELECT stream_id, $3, place, order_id, number, 'waiting', undo || '{"kind": "undo"}'
       FROM bulk_item WHERE stream_id = $1 AND run_id = $2 AND state = 'done' AND undo IS NOT NULL`,
      [companyStream, run.runId, runId],
    );
    if (!rowCount) return null;
    await insertRun(client, {
      runId,
      act: run.act,
      undoes: run.runId,
      stationId,
      at: now().toISOString(),
    });
    return runId;
  });
}

async function insertRun(
  db: Queryable,
  run: { runId: string; act: BulkAct; undoes: string | null; stationId: string; at: string },
): Promise<void> {
  await db.query(
    `INSERT INTO bulk_run (stream_id, run_id, state, act, undoes, station_id, created_at) VALUES ($1, $2, 'looking', $3, $4, $5, $6)`,
    [companyStream, run.runId, JSON.stringify(run.act), run.undoes, run.stationId, run.at],
  );
}

export async function readBulk(db: Queryable, runId: string): Promise<BulkRun | null> {
  const { rows } = await db.query<
    Omit<BulkRun, 'waiting' | 'will' | 'refused' | 'done' | 'undoable' | 'reasons'>
  >(
    `SELECT r.run_id AS "runId", r.state, r.act, r.undoes, coalesce(p.doc->'person'->>'name', r.actor) AS by,
       r.created_at AS "createdAt", r.started_at AS "startedAt", r.ended_at AS "endedAt"
     FROM bulk_run r
     LEFT JOIN directory p ON p.stream_id = $1 AND p.kind = 'person' AND p.doc->'person'->>'personId' = r.actor
     WHERE r.stream_id = $1 AND r.run_id = $2`,
    [companyStream, runId],
  );
  const [run] = rows;
  if (!run) return null;
  const counted = await db.query<{
    state: 'waiting' | 'will' | 'refused' | 'done';
    code: string | null;
    values: BulkItem['values'];
    orders: number;
    undoable: number;
  }>(
    // Values name one order each; what a reason says of all of them is said without.
    `SELECT state, code, (array_agg(reason_values))[1] AS values, count(*) AS orders, count(undo) AS undoable FROM bulk_item
     WHERE stream_id = $1 AND run_id = $2 GROUP BY state, code ORDER BY count(*) DESC, code`,
    [companyStream, runId],
  );
  const orders = (state: string): number =>
    counted.rows.reduce((sum, row) => (row.state === state ? sum + row.orders : sum), 0);
  return {
    ...run,
    waiting: orders('waiting'),
    will: orders('will'),
    refused: orders('refused'),
    done: orders('done'),
    undoable: counted.rows.reduce((sum, row) => (row.state === 'done' ? sum + row.undoable : sum), 0),
    reasons: counted.rows.flatMap(({ state, code, values, orders: many }) =>
      state === 'refused' && code !== null ? [{ code, values, orders: many }] : [],
    ),
  };
}

/** In the order they were placed in. @throws CursorWrong */
export async function listBulkItems(
  db: Queryable,
  runId: string,
  { state, cursor, limit }: z.infer<typeof bulkItemsQuerySchema>,
): Promise<z.infer<typeof bulkItemsResponseSchema>> {
  let list = from
    .selectFrom('bulk_item')
    .select(['order_id', 'number', 'state', 'code', 'reason_values'])
    .where('stream_id', '=', companyStream)
    .where('run_id', '=', runId);
  if (state) list = list.where('state', '=', state);
  const page = await listPage(db, list, { keys: [{ by: 'place', type: 'int' }], cursor, limit });
  return {
    ...page,
    rows: page.rows.map((row) => ({
      orderId: row.order_id as BulkItem['orderId'],
      number: row.number,
      state: row.state,
      code: row.code,
      values: row.reason_values,
      reason: row.code === null ? null : reasonOf(row.code, row.reason_values),
    })),
  };
}

/** In English, for programs; screens have the words of their own language for the code. */
function reasonOf(code: string, values: BulkItem['values']): string {
  const title = wordsOf(`refusal.${code}.title`, values);
  return title === `refusal.${code}.title` ? wordsOf(`error.${code}`, values) : title;
}

/** False: it is in no state from which it could. */
export async function stepBulk(
  db: Queryable,
  runId: string,
  step: BulkStep,
  { at, actor = null }: { at: string; actor?: string | null },
): Promise<boolean> {
  const states = (['looking', 'ready', 'running'] as const).filter((state) => nextBulkState(state, step));
  const [from_] = states;
  if (from_ === undefined) return false;
  const next = nextBulkState(from_, step) as BulkState;
  const { rowCount } = await db.query(
    `UPDATE bulk_run SET state = $4::text, actor = coalesce($6, actor),
       started_at = CASE WHEN $4::text = 'running' THEN $5::timestamptz ELSE started_at END,
       ended_at = CASE WHEN $4::text IN ('done', 'stopped') THEN $5::timestamptz ELSE ended_at END
     WHERE stream_id = $1 AND run_id = $2 AND state = ANY($3::text[])`,
    [companyStream, runId, states, next, at, actor],
  );
  return rowCount === 1;
}
