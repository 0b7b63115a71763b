// Counts of tills for the office, the newest first.
import type { z } from 'zod';
import {
  type TillCountRow,
  tillCountRowSchema,
  type tillCountsQuerySchema,
  type tillCountsResponseSchema,
} from '../../../shared/contract/counter';
import { contains, listPage } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { from } from '../../db/select';
import type { Tables } from '../../db/tables';

/** @throws CursorWrong */
export async function listTillCounts(
  db: Queryable,
  { text, cursor, limit }: z.infer<typeof tillCountsQuerySchema>,
): Promise<z.infer<typeof tillCountsResponseSchema>> {
  let list = from.selectFrom('till_count_told').selectAll();
  const wanted = text?.trim() ?? '';
  if (wanted !== '') list = list.where(contains('station', wanted));
  const page = await listPage(db, list, {
    keys: [
      { by: 'at', type: 'timestamptz', descending: true },
      { by: 'op_id', type: 'uuid', descending: true },
    ],
    cursor,
    limit,
  });
  return { ...page, rows: page.rows.map(rowOf) };
}

function rowOf(row: Tables['till_count_told']): TillCountRow {
  return tillCountRowSchema.parse({
    opId: row.op_id,
    warehouseId: row.stream_id,
    station: row.station,
    at: new Date(row.at).toISOString(),
    by: row.by,
    currency: row.currency,
    expectedMinor: row.expected_minor,
    toldMinor: row.told_minor,
    countedMinor: row.counted_minor,
    leftMinor: row.left_minor,
    differenceMinor: row.counted_minor - row.expected_minor,
  });
}
