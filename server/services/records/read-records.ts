// Reads machines of head office: by id, by order, by key, by what is due, page by page.
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import { listPage, type Page } from '../../db/list-page';
import { from } from '../../db/select';
import type { Machine } from './machine';

/** What reading needs of a machine. */
type Kept<State> = Pick<Machine<State, never, never>, 'kind' | 'schema'>;

export type RecordRow<State> = { recordId: string; createdAt: string; doc: State };

type Row<State> = { record_id: string; created_at: string; doc: State };

export async function readRecord<State>(
  db: Queryable,
  { kind }: Kept<State>,
  recordId: string,
): Promise<State | null> {
  const { rows } = await db.query<{ doc: State }>({
    name: 'read-record',
    text: 'SELECT doc FROM record WHERE stream_id = $1 AND kind = $2 AND record_id = $3',
    values: [companyStream, kind, recordId],
  });
  return rows[0]?.doc ?? null;
}

/** Oldest first. */
export function recordsOfOrder<State>(
  db: Queryable,
  { kind }: Kept<State>,
  orderId: string,
): Promise<RecordRow<State>[]> {
  return rowsWhere(db, kind, 'order_id = $3', orderId);
}

/** Those found by a key as their machine writes it (`tracking:123`). Oldest first. */
export function findRecords<State>(
  db: Queryable,
  { kind }: Kept<State>,
  key: string,
): Promise<RecordRow<State>[]> {
  return rowsWhere(db, kind, 'keys @> ARRAY[$3]', key);
}

/** Those of which something is due at an instant, longest due first. */
export async function dueRecords<State>(
  db: Queryable,
  { kind }: Kept<State>,
  at: string,
  limit: number,
): Promise<RecordRow<State>[]> {
  const { rows } = await db.query<Row<State>>(
    `SELECT record_id, created_at, doc FROM record WHERE stream_id = $1 AND kind = $2 AND due_at <= $3
     ORDER BY due_at, record_id LIMIT $4`,
    [companyStream, kind, at, limit],
  );
  return rows.map(asRecord);
}

/** Newest first. @throws CursorWrong */
export async function listRecords<State>(
  db: Queryable,
  { kind }: Kept<State>,
  asked: { state?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<RecordRow<State>>> {
  let list = from
    .selectFrom('record')
    .select(['record_id', 'created_at', 'doc'])
    .where('stream_id', '=', companyStream)
    .where('kind', '=', kind);
  if (asked.state !== undefined) list = list.where('state', '=', asked.state);
  const page = await listPage(db, list, {
    keys: [
      { by: 'created_at', type: 'timestamptz', descending: true },
      { by: 'record_id', type: 'uuid' },
    ],
    cursor: asked.cursor,
    limit: asked.limit,
  });
  return { ...page, rows: page.rows.map((row) => asRecord(row as Row<State>)) };
}

async function rowsWhere<State>(
  db: Queryable,
  kind: string,
  condition: string,
  value: string,
): Promise<RecordRow<State>[]> {
  const { rows } = await db.query<Row<State>>(
    `SELECT record_id, created_at, doc FROM record WHERE stream_id = $1 AND kind = $2 AND ${condition}
     ORDER BY created_at, record_id`,
    [companyStream, kind, value],
  );
  return rows.map(asRecord);
}

function asRecord<State>({ record_id, created_at, doc }: Row<State>): RecordRow<State> {
  return { recordId: record_id, createdAt: created_at, doc };
}
