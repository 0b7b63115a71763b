// A page of a list, in the order of its keys; one row more than asked for is read to know whether it goes on.
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Pool, Queryable } from './pool';
import { rowsOf } from './select';
import { cursorOf, readCursor } from './cursor';
import { isDataWrong, isTimeOver } from './postgres-error';

export class CursorWrong extends Error {
  override readonly name = 'CursorWrong';
}

export type SortKey = {
  /** A column with its table, or an expression. */
  by: string | RawBuilder<unknown>;
  type: 'int' | 'bigint' | 'text' | 'timestamptz' | 'uuid';
  descending?: boolean;
  /** The order of letters that its index has, when it is not the database's own. */
  collate?: 'C';
};

export type PageAsked = {
  /** Most important first; together unique, and none null. */
  keys: readonly SortKey[];
  cursor: string | undefined;
  /** Rows. */
  limit: number;
  /** How long rows are counted for at most, milliseconds; as long as it takes when left out. */
  countPatienceMs?: number;
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
  { keys, cursor, limit, countPatienceMs }: PageAsked,
): Promise<Page<Row>> {
  const after = cursor === undefined ? null : readCursor(cursor, keys.length);
  if (cursor !== undefined && !after) throw new CursorWrong('not a cursor of this list');
  const counting = countMatches(db, list, countPatienceMs);
  // Whoever waits for the rows hears of its fault below.
  counting.catch(() => undefined);
  let page = list.select(sql`array[${sql.join(keys.map(asText))}]`.as('page_keys')).limit(limit + 1);
  for (const key of keys) page = page.orderBy(ordered(key), key.descending ? 'desc' : 'asc');
  if (after) page = page.where(isAfter(keys, after));
  const found = await rowsOf(db, page.$castTo<Row & { page_keys: string[] }>()).catch((cause: unknown) => {
    // A cursor that somebody made by hand holds what is no date or id.
    if (after && isDataWrong(cause)) throw new CursorWrong('not a cursor of this list', { cause });
    throw cause;
  });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const counted = (await counting) ?? { total: found.length, isTotalLeast: true };
  return {
    rows,
    ...counted,
    cursor: found.length > limit && last ? cursorOf(...last.page_keys) : null,
  };
}

/**
 * How many rows a list has, up to a limit. Null: it was not counted to the end within `patienceMs`.
 * @param list what is counted, from where, under which conditions
 */
export async function countMatches<Db, Table extends keyof Db, Row>(
  db: Queryable,
  list: SelectQueryBuilder<Db, Table, Row>,
  patienceMs?: number,
): Promise<{ total: number; isTotalLeast: boolean } | null> {
  const counted = list
    .clearSelect()
    .select(sql`1`.as('one'))
    .limit(mostCounted + 1)
    .compile();
  const text = `SELECT count(*) AS total FROM (${counted.sql}) AS found`;
  const total =
    patienceMs === undefined
      ? await first(db, text, counted.parameters)
      : await firstWithin(db, text, counted.parameters, patienceMs);
  return total === null ? null : { total: Math.min(total, mostCounted), isTotalLeast: total > mostCounted };
}

async function first(db: Queryable, text: string, values: readonly unknown[]): Promise<number> {
  const { rows } = await db.query<{ total: number }>(text, [...values]);
  return rows[0]?.total ?? 0;
}

/** The database gives up by itself; the connection is as good as before. */
async function firstWithin(
  db: Queryable,
  text: string,
  values: readonly unknown[],
  patienceMs: number,
): Promise<number | null> {
  if (!isPool(db)) return first(db, text, values);
  const client = await db.connect();
  try {
    await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${Math.ceil(patienceMs)}`);
    const total = await first(client, text, values).catch((cause: unknown) => {
      if (isTimeOver(cause)) return null;
      throw cause;
    });
    await client.query('ROLLBACK');
    client.release();
    return total;
  } catch (cause) {
    client.release(true);
    throw cause;
  }
}

function isPool(db: Queryable): db is Pool {
  return 'connect' in db && 'totalCount' in db;
}

function expressionOf(what: SortKey['by']): RawBuilder<unknown> {
  return typeof what === 'string' ? sql.ref(what) : what;
}

function ordered({ by, collate }: SortKey): RawBuilder<unknown> {
  return collate === undefined ? expressionOf(by) : sql`${expressionOf(by)} COLLATE ${sql.ref(collate)}`;
}

function asText(key: SortKey): RawBuilder<unknown> {
  return sql`${expressionOf(key.by)}::text`;
}

/**
 * Rows behind the cursor: a later first key, or the same and a later second one, and so on. That the first key is not an
 * earlier one follows from it, but only said so it is where an index begins to be read.
 */
function isAfter(keys: readonly SortKey[], after: readonly string[]): RawBuilder<boolean> {
  const compared = (key: SortKey, place: number, sign: string): RawBuilder<boolean> =>
    sql<boolean>`${ordered(key)} ${sql.raw(sign)} ${after[place]}::${sql.raw(key.type)}`;
  const alternatives = keys.map((key, place) => {
    const same = keys.slice(0, place).map((earlier, index) => compared(earlier, index, '='));
    return sql`(${sql.join([...same, compared(key, place, key.descending ? '<' : '>')], sql` and `)})`;
  });
  const [first] = keys;
  if (first === undefined) throw new Error('a list without an order');
  const begin = compared(first, 0, first.descending ? '<=' : '>=');
  return sql<boolean>`(${begin} and (${sql.join(alternatives, sql` or `)}))`;
}

/** Whether a column or expression has the text anywhere in it, in any case. */
export function contains(what: string | RawBuilder<unknown>, text: string): RawBuilder<boolean> {
  return sql<boolean>`lower(${expressionOf(what)}) like lower(${`%${likeText(text)}%`})`;
}

/** Text for a LIKE pattern: its own wildcards mean themselves. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
