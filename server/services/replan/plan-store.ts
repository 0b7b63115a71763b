// Plans as they are kept: one row a plan, one an order of it. The newest few stay.
import {
  type PlanDoc,
  planDocSchema,
  type PoolOrderRow,
  type RoutingPlan,
} from '../../../shared/contract/replan';
import type { RouteRecord } from '../../../shared/contract/routing';
import type { UnitsAt } from '../../../shared/domain/routing/waiting-pool';
import { sql } from 'kysely';
import { contains, listPage, type Page } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';
import { isSoft, soft } from '../../db/soft-commit';
import type { WhatIf } from './load-pool';

/** An order of a plan, with what it has to be like still when the plan is applied. */
export type KeptRow = Omit<PoolOrderRow, 'orderId' | 'number' | 'risk' | 'groupNo'> & {
  held: UnitsAt[];
  wanted: { lineNo: number; quantity: number }[];
  /** The person's word then. */
  overrideKey: string;
  /** How the choice was explained before. */
  was: RouteRecord | null;
  policyVersion: number;
};
export type StoredRow = {
  orderId: string;
  number: string;
  risk: PoolOrderRow['risk'];
  groupNo: number | null;
  kept: KeptRow;
};

type PlanRow = {
  plan_id: string;
  kind: RoutingPlan['kind'];
  cause: RoutingPlan['cause'];
  state: RoutingPlan['state'];
  progress: number;
  started_at: string;
  ended_at: string | null;
  doc: unknown;
};

const columns = 'plan_id, kind, cause, state, progress, started_at, ended_at, doc';
const keptPlans = 20;

const asPlan = (row: PlanRow): RoutingPlan => ({
  planId: row.plan_id,
  kind: row.kind,
  cause: row.cause,
  state: row.state,
  progress: row.progress,
  startedAt: new Date(row.started_at).toISOString(),
  endedAt: row.ended_at === null ? null : new Date(row.ended_at).toISOString(),
  plan: row.state === 'ready' ? planDocSchema.parse(row.doc) : null,
});

export async function beginPlan(
  db: Queryable,
  plan: {
    planId: string;
    kind: RoutingPlan['kind'];
    cause: RoutingPlan['cause'];
    at: string;
    whatIf: WhatIf;
  },
): Promise<void> {
  await db.query(
    `INSERT INTO routing_plan (plan_id, kind, cause, state, started_at, doc) VALUES ($1, $2, $3, 'planning', $4, $5)`,
    [plan.planId, plan.kind, plan.cause, plan.at, { whatIf: plan.whatIf }],
  );
  await db.query(
    `DELETE FROM routing_plan WHERE plan_id IN (SELECT plan_id FROM routing_plan ORDER BY started_at DESC, plan_id DESC OFFSET $1)`,
    [keptPlans],
  );
}

export async function noteProgress(db: Queryable, planId: string, share: number): Promise<void> {
  await db.query(
    // A share that is lost with the power is said again by the next plan: nobody waits for the disk.
    `WITH ${soft}
     UPDATE routing_plan SET progress = $2 FROM soft WHERE plan_id = $1 AND state = 'planning' AND ${isSoft}`,
    [planId, share],
  );
}

/** @returns whether it was still under way: one that was cancelled meanwhile stays so */
export async function endPlan(
  db: Queryable,
  planId: string,
  state: 'ready' | 'cancelled' | 'failed',
  at: string,
  doc: PlanDoc | null,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE routing_plan SET state = $2, ended_at = $3, progress = CASE WHEN $2 = 'ready' THEN 1 ELSE progress END, doc = coalesce($4, doc)
     WHERE plan_id = $1 AND state = 'planning'`,
    [planId, state, at, doc],
  );
  return rowCount === 1;
}

export async function saveDoc(db: Queryable, planId: string, doc: PlanDoc): Promise<void> {
  await db.query('UPDATE routing_plan SET doc = $2 WHERE plan_id = $1', [planId, doc]);
}

export async function saveRows(db: Queryable, planId: string, rows: readonly StoredRow[]): Promise<void> {
  await db.query(
    `INSERT INTO routing_plan_row (plan_id, position, order_id, number, risk, group_no, doc)
     SELECT $1, r.position, r.order_id, r.number, r.risk, r.group_no, r.doc FROM json_to_recordset($2)
       AS r (position int, order_id uuid, number text, risk text, group_no int, doc jsonb)`,
    [
      planId,
      JSON.stringify(
        rows.map(({ orderId, number, risk, groupNo, kept }, position) => ({
          position,
          order_id: orderId,
          number,
          risk,
          group_no: groupNo,
          doc: kept,
        })),
      ),
    ],
  );
}

export async function readPlan(
  db: Queryable,
  planId: string,
  forChange = false,
): Promise<RoutingPlan | null> {
  const lock = forChange ? ' FOR UPDATE' : '';
  const { rows } = await db.query<PlanRow>(`SELECT ${columns} FROM routing_plan WHERE plan_id = $1${lock}`, [
    planId,
  ]);
  return rows[0] ? asPlan(rows[0]) : null;
}

/** The newest of a state; of proposals alone where it is not about what is under way. */
export async function newestPlan(db: Queryable, state: 'ready' | 'planning'): Promise<RoutingPlan | null> {
  const { rows } = await db.query<PlanRow>(
    `SELECT ${columns} FROM routing_plan WHERE state = $1 AND ($1 = 'planning' OR kind = 'proposal')
     ORDER BY started_at DESC, plan_id DESC LIMIT 1`,
    [state],
  );
  return rows[0] ? asPlan(rows[0]) : null;
}

/** What a process that ended left under way. */
export async function cancelOld(db: Queryable, before: string, at: string): Promise<void> {
  await db.query(
    `UPDATE routing_plan SET state = 'cancelled', ended_at = $2 WHERE state = 'planning' AND started_at < $1`,
    [before, at],
  );
}

type RowOf = {
  order_id: string;
  number: string;
  risk: PoolOrderRow['risk'];
  group_no: number | null;
  doc: KeptRow;
};

export async function rowsOfGroups(
  db: Queryable,
  planId: string,
  groups: readonly number[],
): Promise<StoredRow[]> {
  const { rows } = await db.query<RowOf>(
    `SELECT order_id, number, risk, group_no, doc FROM routing_plan_row WHERE plan_id = $1 AND group_no = ANY($2::int[]) ORDER BY position`,
    [planId, groups],
  );
  return rows.map((row) => ({
    orderId: row.order_id,
    number: row.number,
    risk: row.risk,
    groupNo: row.group_no,
    kept: row.doc,
  }));
}

/** In the order of their turn. @throws CursorWrong */
export async function listRows(
  db: Queryable,
  planId: string,
  asked: { only?: string | undefined; text?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<PoolOrderRow>> {
  let list = from
    .selectFrom('routing_plan_row')
    .select(['order_id', 'number', 'risk', 'group_no', 'doc', 'position'])
    .where('plan_id', '=', planId);
  if (asked.only === 'at-risk') list = list.where('risk', 'is not', null);
  if (asked.only === 'changes') list = list.where('group_no', 'is not', null);
  if (asked.only === 'pinned') list = list.where(sql<boolean>`(doc->>'isPinned')::boolean`);
  if (asked.only === 'split')
    list = list.where(sql<boolean>`jsonb_array_length(doc->'inForce'->'shipments') > 1`);
  if (asked.text !== undefined && asked.text !== '')
    list = list.where(
      sql<boolean>`(${contains('number', asked.text)} OR ${contains(sql`doc->>'customerName'`, asked.text)} OR ${contains(sql`doc->>'city'`, asked.text)})`,
    );
  const page = await listPage(db, list, {
    keys: [{ by: 'position', type: 'int' }],
    cursor: asked.cursor,
    limit: asked.limit,
  });
  return {
    ...page,
    rows: page.rows.map(({ order_id, number, risk, group_no, doc }) => {
      const {
        held: _held,
        wanted: _wanted,
        overrideKey: _key,
        was: _was,
        policyVersion: _version,
        ...shown
      } = doc as KeptRow;
      return {
        ...shown,
        orderId: order_id as PoolOrderRow['orderId'],
        number,
        risk: risk as PoolOrderRow['risk'],
        groupNo: group_no,
      };
    }),
  };
}
