// A page of a list, in the order of its keys; one row more than asked for is read to know whether it goes on.
import { type Compilable, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Queryable } from './pool';
import { rowsOf } from './select';
import { cursorOf, readCursor } from './cursor';
import { isDataWrong } from './postgres-error';

export class CursorWrong extends Error {
  override readonly name = 'CursorWrong';
}

export type SortKey = {
  /** A column with its table, or an expression. */
  by: string | RawBuilder<unknown>;
  type: 'int' | 'bigint' | 'text' | 'timestamptz' | 'uuid';
  descending?: boolean;
};

export type PageAsked = {
  /** Most important first; together unique, and none null. */
  keys: readonly SortKey[];
  cursor: string | undefined;
  /** Rows. */
  limit: number;
};

export type Page<Row> = {
  rows: Row[];
  total: number;
  /** Whether there are more than `total`: a million rows are not counted for a heading. */
  isTotalLeast: boolean;
  cursor: string | null;
};

/** Rows that are counted at most. */
const mostCounted = 10_000;

/** @param list what is selected, from where, under which conditions. Throws CursorWrong. */
export async function listPage<Db, Table extends keyof Db, Row>(
  db: Queryable,
  list: SelectQueryBuilder<Db, Table, Row>,
  { keys, cursor, limit }: PageAsked,
): Promise<Page<Row>> {
  const after = cursor === undefined ? null : readCursor(cursor, keys.length);
  if (cursor !== undefined && !after) throw new CursorWrong('not a cursor of this list');
  const counted = await count(
    db,
    list
      .clearSelect()
      .select(sql`1`.as('one'))
      .limit(mostCounted + 1),
  );
  let page = list.select(sql`array[${sql.join(keys.map(asText))}]`.as('page_keys')).limit(limit + 1);
  for (const key of keys) page = page.orderBy(expressionOf(key.by), key.descending ? 'desc' : 'asc');
  if (after) page = page.where(isAfter(keys, after));
  const found = await rowsOf(db, page.$castTo<Row & { page_keys: string[] }>()).catch((cause: unknown) => {
    // A cursor that somebody made by hand holds what is no date or id.
    if (after && isDataWrong(cause)) throw new CursorWrong('not a cursor of this list', { cause });
    throw cause;
  });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    rows,
    total: Math.min(counted, mostCounted),
    isTotalLeast: counted > mostCounted,
    cursor: found.length > limit && last ? cursorOf(...last.page_keys) : null,
  };
}

async function count(db: Queryable, list: Compilable): Promise<number> {
  const { sql: text, parameters } = list.compile();
  const { rows } = await db.query<{ total: number }>(`SELECT count(*) AS total FROM (${text}) AS found`, [
    ...parameters,
  ]);
  return rows[0]?.total ?? 0;
}

function expressionOf(what: SortKey['by']): RawBuilder<unknown> {
  return typeof what === 'string' ? sql.ref(what) : what;
}

function asText(key: SortKey): RawBuilder<unknown> {
  return sql`${expressionOf(key.by)}::text`;
}

/** Rows behind the cursor: a later first key, or the same and a later second one, and so on. */
function isAfter(keys: readonly SortKey[], after: readonly string[]): RawBuilder<boolean> {
  const compared = (key: SortKey, place: number, sign: string): RawBuilder<boolean> =>
    sql<boolean>`${expressionOf(key.by)} ${sql.raw(sign)} ${after[place]}::${sql.raw(key.type)}`;
  const alternatives = keys.map((key, place) => {
    const same = keys.slice(0, place).map((earlier, index) => compared(earlier, index, '='));
    return sql`(${sql.join([...same, compared(key, place, key.descending ? '<' : '>')], sql` and `)})`;
  });
  return sql<boolean>`(${sql.join(alternatives, sql` or `)})`;
}

/** Whether a column or expression has the text anywhere in it, in any case. */
export function contains(what: string | RawBuilder<unknown>, text: string): RawBuilder<boolean> {
  return sql<boolean>`lower(${expressionOf(what)}) like lower(${`%${likeText(text)}%`})`;
}

/** Text for a LIKE pattern: its own wildcards mean themselves. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
