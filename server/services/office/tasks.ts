// Tasks for the office: what somebody has to put right by hand, and saying that it was done.
import { sql } from 'kysely';
import type { z } from 'zod';
import type { tasksQuerySchema, tasksResponseSchema } from '../../../shared/contract/http';
import type { WarehouseId } from '../../../shared/domain/ids';
import type { Task } from '../../../shared/sync/documents';
import type { Pool, Queryable } from '../../db/pool';
import { from } from '../../db/select';
import type { StreamWriter } from '../../db/stream-writer';
import { newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { listPage } from '../../db/list-page';

/** Newest first. */
export async function listTasks(
  db: Queryable,
  query: z.infer<typeof tasksQuerySchema>,
): Promise<z.infer<typeof tasksResponseSchema>> {
  let list = from.selectFrom('task').select(['doc', 'stream_id']).where('deleted', '=', false);
  if (query.state) list = list.where('state', '=', query.state);
  const page = await listPage(db, list, {
    keys: [
      { by: sql`doc->>'at'`, type: 'text', descending: true },
      { by: 'task_id', type: 'uuid' },
    ],
    cursor: query.cursor,
    limit: query.limit,
  });
  return { ...page, rows: page.rows.map(({ doc, stream_id }) => ({ ...doc, warehouseId: stream_id })) };
}

export type TaskTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

/** @returns the task as it is now, or null when there is none */
export async function finishTask(tools: TaskTools, taskId: string): Promise<Task | null> {
  const { rows } = await tools.pool.query<{ stream_id: WarehouseId; doc: Task }>(
    'SELECT stream_id, doc FROM task WHERE task_id = $1 AND NOT deleted',
    [taskId],
  );
  const found = rows[0];
  if (!found || found.doc.state === 'done') return found?.doc ?? null;
  return tools.writer.submit([found.stream_id], async (tx) => {
    const changes = newChangeSet(tools.now().toISOString(), tools.newId);
    const task: Task = { ...found.doc, state: 'done' };
    changes.tasks.push({ warehouseId: found.stream_id, task });
    await storeChanges(tx, changes);
    return task;
  });
}
