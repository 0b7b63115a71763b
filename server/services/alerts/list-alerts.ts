// Alerts for the office: the list, one with all that happened to it, and how many wait.
import { sql } from 'kysely';
import type { z } from 'zod';
import type {
  alertCountSchema,
  AlertPage,
  AlertRow,
  alertsQuerySchema,
  alertsResponseSchema,
} from '../../../shared/contract/alerts';
import { type Alert, isSnoozed } from '../../../shared/domain/alert/alert';
import { companyStream } from '../../../shared/domain/ids';
import { contains, listPage } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';
import { readRecord } from '../records/read-records';
import { alertMachine } from './alert-machine';

const shownEvents = 200;
const doc = (path: string) => sql.raw(`record.doc->>'${path}'`);

/** The newest first. @throws CursorWrong */
export async function listAlerts(
  db: Queryable,
  query: z.infer<typeof alertsQuerySchema>,
  now: Date,
): Promise<z.infer<typeof alertsResponseSchema>> {
  const at = now.toISOString();
  let list = from
    .selectFrom('record')
    .select(['record.record_id', 'record.doc'])
    .where('record.stream_id', '=', companyStream)
    .where('record.kind', '=', alertMachine.kind);
  if (query.state !== undefined)
    list = list.where('record.state', '=', query.state === 'clear' ? 'clear' : 'open');
  if (query.state === 'open') list = list.where(sql<boolean>`coalesce(${doc('snoozedUntil')}, '') <= ${at}`);
  if (query.state === 'snoozed') list = list.where(sql<boolean>`${doc('snoozedUntil')} > ${at}`);
  if (query.kind) list = list.where(sql<boolean>`${doc('kind')} = ${query.kind}`);
  if (query.owner) list = list.where(contains(sql`coalesce(${doc('owner')}, '')`, query.owner));
  const text = query.text?.trim() ?? '';
  if (text !== '') list = list.where(contains(sql`${doc('title')}`, text));
  const page = await listPage(db, list, {
    keys: [
      { by: sql`record.doc->>'openedAt'`, type: 'text', descending: true },
      { by: 'record.record_id', type: 'uuid' },
    ],
    cursor: query.cursor,
    limit: query.limit,
  });
  return { ...page, rows: page.rows.map((row) => rowOf(row.record_id, row.doc as Alert, at)) };
}

export async function countAlerts(db: Queryable, now: Date): Promise<z.infer<typeof alertCountSchema>> {
  const { rows } = await db.query<{ open: number; snoozed: number }>({
    name: 'count-alerts',
    text: `SELECT count(*) FILTER (WHERE NOT snoozed)::int AS open, count(*) FILTER (WHERE snoozed)::int AS snoozed
           FROM (SELECT coalesce(doc->>'snoozedUntil', '') > $2 AS snoozed FROM record WHERE stream_id = $1 AND kind = 'alert' AND state = 'open') AS each`,
    values: [companyStream, now.toISOString()],
  });
  return rows[0] ?? { open: 0, snoozed: 0 };
}

/** Null when there is no such alert. */
export async function readAlert(db: Queryable, alertId: string, now: Date): Promise<AlertPage | null> {
  const [found, history] = await Promise.all([
    readRecord(db, alertMachine, alertId),
    db.query<{ type: string; body: Record<string, unknown>; at: string }>(
      `SELECT type, body, at FROM event WHERE aggregate = 'alert' AND aggregate_id = $1 ORDER BY seq DESC LIMIT ${shownEvents}`,
      [alertId],
    ),
  ]);
  if (!found) return null;
  return {
    row: rowOf(alertId, found, now.toISOString()),
    history: history.rows.map(({ type, body, at }) => ({
      type,
      at: new Date(at).toISOString(),
      by: textIn(body['by']),
      why: (textIn(body['why']) ?? null) as AlertPage['history'][number]['why'],
      measure: measureIn(body),
      owner: textIn(body['owner']),
      until: textIn(body['until']),
    })),
  };
}

function rowOf(alertId: string, alert: Alert, at: string): AlertRow {
  return { ...alert, alertId, state: isSnoozed(alert, at) ? 'snoozed' : alert.state };
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function measureIn(body: Record<string, unknown>): number | null {
  const found = body['finding'] as { measure?: unknown } | undefined;
  const measure = body['measure'] ?? found?.measure;
  return typeof measure === 'number' ? measure : null;
}
