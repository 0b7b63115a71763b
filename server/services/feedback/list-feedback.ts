// What customers said, newest asked first; those with few stars or without all that was to come are found by filters.
import { sql } from 'kysely';
import { companyStream } from '../../../shared/domain/ids';
import type { Feedback } from '../../../shared/domain/feedback/feedback';
import { contains, listPage, type Page } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';

export type FeedbackRow = { feedbackId: string; feedback: Feedback };

/** @throws CursorWrong */
export async function listFeedback(
  db: Queryable,
  asked: {
    state?: string | undefined;
    most?: number | undefined;
    arrived?: string | undefined;
    text?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<FeedbackRow>> {
  let list = from
    .selectFrom('record')
    .select(['record_id', 'created_at', 'doc'])
    .where('stream_id', '=', companyStream)
    .where('kind', '=', 'feedback');
  if (asked.state !== undefined) list = list.where('state', '=', asked.state);
  if (asked.most !== undefined)
    list = list.where(sql<boolean>`(doc #>> '{answer,stars}')::int <= ${asked.most}`);
  if (asked.arrived !== undefined)
    list = list.where(sql<boolean>`doc #>> '{answer,arrived}' = ${asked.arrived}`);
  if (asked.text !== undefined && asked.text !== '')
    list = list.where(
      sql<boolean>`(${contains(sql`doc ->> 'number'`, asked.text)} OR ${contains(sql`doc #>> '{answer,comment}'`, asked.text)})`,
    );
  const page = await listPage(db, list, {
    keys: [
      { by: 'created_at', type: 'timestamptz', descending: true },
      { by: 'record_id', type: 'uuid' },
    ],
    cursor: asked.cursor,
    limit: asked.limit,
  });
  return {
    ...page,
    rows: page.rows.map((row) => ({ feedbackId: row.record_id, feedback: row.doc as Feedback })),
  };
}
