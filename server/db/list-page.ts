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

/** So many are put in order one after the other. */
const few = 1_000;

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
  // Where counting stops in time the rows wait for it: few of them are found and put in order, whatever order that is; an
  // index in that order would be read from end to end for them.
  const known = countPatienceMs === undefined ? null : await counting;
  if (known?.total === 0) return { rows: [], ...known, cursor: null };
  const areFew = known !== null && !known.isTotalLeast && known.total <= few;
  let page = list.select(sql`array[${sql.join(keys.map(asText))}]`.as('page_keys'));
  for (const key of keys) page = page.orderBy(ordered(key), key.descending ? 'desc' : 'asc');
  const found: (Row & { page_keys: string[] })[] = [];
  for (const range of rangesAfter(keys, after)) {
    if (found.length > limit) break;
    const all = range ? page.where(range) : page;
    const part = areFew ? all : all.limit(limit + 1 - found.length);
    found.push(
      ...(await rowsOf(db, part.$castTo<Row & { page_keys: string[] }>()).catch((cause: unknown) => {
        // A cursor that somebody made by hand holds what is no date or id.
        if (after && isDataWrong(cause)) throw new CursorWrong('not a cursor of this list', { cause });
        throw cause;
      })),
    );
  }
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const isWhole = after === null && found.length <= limit;
  const counted = (await counting) ?? { total: rows.length, isTotalLeast: !isWhole };
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
 * Rows behind the cursor, as ranges that follow one another. Where the first key is one of few (a status, a currency), an
 * index would be read from its beginning: rows that share it are a range of their own, in which the second key says where
 * to begin.
 */
function rangesAfter(
  keys: readonly SortKey[],
  after: readonly string[] | null,
): readonly (RawBuilder<boolean> | null)[] {
  if (!after) return [null];
  const [first, ...rest] = keys;
  if (first === undefined || rest.length < 2) return [isAfter(keys, after)];
  return [
    sql<boolean>`(${compared(first, after[0], '=')} and ${isAfter(rest, after.slice(1))})`,
    compared(first, after[0], first.descending ? '<' : '>'),
  ];
}

function compared(
  key: SortKey,
  value: string | undefined,
  sign: '=' | '<' | '>' | '<=' | '>=',
): RawBuilder<boolean> {
  return sql<boolean>`${ordered(key)} ${sql.raw(sign)} ${value}::${sql.raw(key.type)}`;
}

/**
 * A later first key, or the same and a later second one, and so on. That the first key is not an earlier one follows from
 * it, but only said so it is where an index begins to be read.
 */
function isAfter(keys: readonly SortKey[], after: readonly string[]): RawBuilder<boolean> {
  const alternatives = keys.map((key, place) => {
    const same = keys.slice(0, place).map((earlier, index) => compared(earlier, after[index], '='));
    return sql`(${sql.join([...same, compared(key, after[place], key.descending ? '<' : '>')], sql` and `)})`;
  });
  const [first] = keys;
  if (first === undefined) throw new Error('a list without an order');
  const begin = compared(first, after[0], first.descending ? '<=' : '>=');
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
