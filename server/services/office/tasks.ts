// Tasks for the office: what somebody has to put right by hand, and saying that it was done.
import { sql } from 'kysely';
import type { z } from 'zod';
import type { tasksQuerySchema, tasksResponseSchema } from '../../../shared/contract/http';
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import { endTask } from '../../../shared/domain/task/task';
import type { Task } from '../../../shared/sync/documents';
import type { Pool, Queryable } from '../../db/pool';
import { from } from '../../db/select';
import type { StreamWriter } from '../../db/stream-writer';
import { newChangeSet } from '../changes/change-set';
import { loadTasks } from '../changes/load';
import { storeChanges } from '../changes/store';
import { contains, likeText, listPage } from '../../db/list-page';

/** Newest first. `text` begins an order's number, or is in the name of the station it comes from. */
export async function listTasks(
  db: Queryable,
  query: z.infer<typeof tasksQuerySchema>,
): Promise<z.infer<typeof tasksResponseSchema>> {
  const text = query.text?.trim();
  let list = from
    .selectFrom('task')
    .leftJoin('sales_order', (join) =>
      join
        .onRef('sales_order.order_id', '=', 'task.order_id')
        .on('sales_order.stream_id', '=', companyStream),
    )
    .leftJoin('directory', (join) =>
      join
        .on('directory.stream_id', '=', companyStream)
        .on('directory.kind', '=', 'person')
        .on(sql<boolean>`directory.doc->'person'->>'personId' = task.doc->'end'->>'by'`),
    )
    .select([
      'task.doc',
      'task.stream_id',
      'sales_order.number',
      sql<string | null>`directory.doc->'person'->>'name'`.as('done_by'),
    ])
    .where('task.deleted', '=', false);
  if (query.state) list = list.where('task.state', '=', query.state);
  if (query.kind) list = list.where('task.kind', '=', query.kind);
  if (text) {
    list = list.where(({ eb, or }) =>
      or([
        eb('sales_order.number', 'like', `${likeText(text)}%`),
        contains(sql`coalesce(task.doc->'values'->>'station', '')`, text),
      ]),
    );
  }
  const page = await listPage(db, list, {
    keys: [
      { by: sql`task.doc->>'at'`, type: 'text', descending: true },
      { by: 'task.task_id', type: 'uuid' },
    ],
    cursor: query.cursor,
    limit: query.limit,
  });
  return {
    ...page,
    rows: page.rows.map(({ doc, stream_id, number, done_by: doneBy }) => ({
      ...doc,
      warehouseId: stream_id,
      orderNumber: number,
      doneBy,
    })),
  };
}

export type TaskTools = { pool: Pool; writer: StreamWriter; now: () => Date; newId: () => string };

/**
 * @param station name of where it is said
 * @returns the task as it is now, or null when there is none
 */
export async function finishTask(tools: TaskTools, taskId: string, station: string): Promise<Task | null> {
  const known = await tools.pool.query<{ stream_id: WarehouseId }>(
    'SELECT stream_id FROM task WHERE task_id = $1 AND NOT deleted',
    [taskId],
  );
  const warehouseId = known.rows[0]?.stream_id;
  if (warehouseId === undefined) return null;
  return tools.writer.submit([warehouseId], async (tx) => {
    // Read in its stream's turn: a bench may just have said the same.
    const [task] = await loadTasks(tx.client, warehouseId, [taskId]);
    if (!task || task.state === 'done') return task ?? null;
    const changes = newChangeSet(tools.now().toISOString(), tools.newId);
    const ended = endTask(task, { at: changes.at, by: null, station });
    changes.tasks.push({ warehouseId, task: ended });
    await storeChanges(tx, changes);
    return ended;
  });
}
