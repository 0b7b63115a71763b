// A page of a list, in the order of its keys; one row more than asked for is read to know whether it goes on. A long list may
// be gathered: what a filter finds is put together first, whatever order it is wanted in; where that is too much, an index in
// that order is walked until the page is full. One of the two is quick, as what is not rare is soon met on a walk, and nobody
// knows which: the walk sets out when gathering has not come back at once.
import { type Compilable, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Pool, Queryable } from './pool';
import { rowsOf, statement } from './select';
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
  /** Left out: the index is walked at once. */
  gather?: Gathering;
};

export type Gathering = {
  /** So many are put together at most. */
  rows: number;
  /** For so long at most; null: to the end, which is near where there are few rows at all. */
  patienceMs: number | null;
  /** Where an index tells all that is asked: what it finds is put in order beside the walk, and the first to come back is taken. */
  isOfIndex?: boolean;
};

export type Page<Row> = {
  rows: Row[];
  total: number;
  /** Whether there are more than `total`: a million rows are not counted for a heading. */
  isTotalLeast: boolean;
  cursor: string | null;
};

/** The walk sets out when this part of the patience is over. */
const walkAfter = 6;

/** Rows that are counted at most. */
const mostCounted = 10_000;

/** @param list what is selected, from where, under which conditions. Throws CursorWrong. */
export async function listPage<Db, Table extends keyof Db, Row>(
  db: Queryable,
  list: SelectQueryBuilder<Db, Table, Row>,
  { keys, cursor, limit, gather }: PageAsked,
): Promise<Page<Row>> {
  const after = cursor === undefined ? null : readCursor(cursor, keys.length);
  if (cursor !== undefined && !after) throw new CursorWrong('not a cursor of this list');
  try {
    const asked = { keys, after, limit };
    return gather ? await gatheredPage(db, list, asked, gather) : await walkedPage(db, list, asked);
  } catch (cause) {
    // A cursor that somebody made by hand holds what is no date or id.
    if (after && isDataWrong(cause)) throw new CursorWrong('not a cursor of this list', { cause });
    throw cause;
  }
}

type Asked = { keys: readonly SortKey[]; after: readonly string[] | null; limit: number };
type Found<Row> = Row & { page_keys: string[] };
type Gathered<Row> = Found<Row> & { page_total: number };

async function walkedPage<Db, Table extends keyof Db, Row>(
  db: Queryable,
  list: SelectQueryBuilder<Db, Table, Row>,
  asked: Asked,
): Promise<Page<Row>> {
  const counting = countMatches(db, list);
  // Whoever waits for the rows hears of its fault below.
  counting.catch(() => undefined);
  const found = await walk(db, list, asked);
  return pageOf(found, asked, await counting);
}

async function walk<Db, Table extends keyof Db, Row>(
  db: Queryable,
  list: SelectQueryBuilder<Db, Table, Row>,
  { keys, after, limit }: Asked,
): Promise<Found<Row>[]> {
  let page = list.select(sql`array[${sql.join(keys.map(asText))}]`.as('page_keys'));
  for (const key of keys) page = page.orderBy(ordered(key), key.descending ? 'desc' : 'asc');
  const found: Found<Row>[] = [];
  for (const range of rangesAfter(keys, after)) {
    if (found.length > limit) break;
    const part = (range ? page.where(range) : page).limit(limit + 1 - found.length);
    found.push(...(await rowsOf(db, part.$castTo<Found<Row>>())));
  }
  return found;
}

function pageOf<Row>(
  found: readonly Found<Row>[],
  { after, limit }: Asked,
  counted: { total: number; isTotalLeast: boolean } | null,
): Page<Row> {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const isWhole = after === null && found.length <= limit;
  return {
    rows,
    ...(counted ?? { total: rows.length, isTotalLeast: !isWhole }),
    cursor: found.length > limit && last ? cursorOf(...last.page_keys) : null,
  };
}

async function gatheredPage<Db, Table extends keyof Db, Row>(
  db: Queryable,
  list: SelectQueryBuilder<Db, Table, Row>,
  asked: Asked,
  { rows: most, patienceMs, isOfIndex }: Gathering,
): Promise<Page<Row>> {
  if (patienceMs === null || !isPool(db)) return gatheredToEnd(db, list, asked, most);
  const walking = beside(db, patienceMs / walkAfter, (client) => walk(client, list, asked));
  const gathering = rowsWithin(db, gatheringOf(list, asked, most), patienceMs);
  const first = await Promise.race([
    gathering.then((rows) => ({ gathered: rows, walked: null })),
    walking.done.then((walked) => ({ gathered: null, walked })),
  ]).catch((cause: unknown) => {
    walking.giveUp();
    gathering.catch(() => undefined);
    throw cause;
  });
  if (first.walked) {
    // It ends by itself, in time.
    gathering.catch(() => undefined);
    return pageOf(first.walked, asked, null);
  }
  const { gathered } = first;
  const total = gathered?.[0]?.page_total;
  if (gathered && total !== undefined && total <= most) {
    walking.giveUp();
    return pageOf(onlyRows(gathered), asked, { total, isTotalLeast: false });
  }
  const atLeast = total === undefined ? null : { total: most, isTotalLeast: true };
  if (!isOfIndex || total === undefined) return pageOf(await walking.result(), asked, atLeast);
  const ordering = beside(db, patienceMs / walkAfter, (client) => rowsOf(client, orderingOf(list, asked)));
  const orderedToo = ordering.done.catch(() => walking.result());
  const found = await Promise.race([walking.result(), orderedToo]);
  orderedToo.catch(() => undefined);
  ordering.giveUp();
  walking.giveUp();
  return pageOf(found, asked, atLeast);
}

async function gatheredToEnd<Db, Table extends keyof Db, Row>(
  db: Queryable,
  list: SelectQueryBuilder<Db, Table, Row>,
  asked: Asked,
  most: number,
): Promise<Page<Row>> {
  const gathered = await rowsOf(db, gatheringOf(list, asked, most));
  const total = gathered[0]?.page_total ?? 0;
  if (total <= most) return pageOf(onlyRows(gathered), asked, { total, isTotalLeast: false });
  return pageOf(await walk(db, list, asked), asked, { total: most, isTotalLeast: true });
}

/** Without a row behind the cursor there is still one that says how many there are. */
function onlyRows<Row>(gathered: readonly Gathered<Row>[]): Gathered<Row>[] {
  return gathered.filter(({ page_keys: pageKeys }) => pageKeys !== null);
}

/** What the list finds, put together and in order; nothing but its number where it is more than `most`. */
function gatheringOf<Db, Table extends keyof Db, Row>(
  list: SelectQueryBuilder<Db, Table, Row>,
  { keys, after, limit }: Asked,
  most: number,
): Compilable<Gathered<Row>> {
  const all = list.select(keyColumns(keys)).limit(most + 1);
  const own = ownKeys(keys, 'found');
  const isOfPage = sql<boolean>`counted.page_total <= ${most} AND ${after ? isAfter(own, after) : sql`true`}`;
  return statement(sql<Gathered<Row>>`
    WITH found AS MATERIALIZED (${all})
    SELECT counted.page_total, page.*, ${keysOfPage(keys)} FROM (SELECT count(*) AS page_total FROM found) AS counted
    LEFT JOIN LATERAL (
      SELECT * FROM found WHERE ${isOfPage} ORDER BY ${inOrder(own)} LIMIT ${limit + 1}
    ) AS page ON true ORDER BY ${inOrder(ownKeys(keys, 'page'))}`);
}

/** What the list finds, put in order as it comes out of its index; nothing is kept but the rows of the page. */
function orderingOf<Db, Table extends keyof Db, Row>(
  list: SelectQueryBuilder<Db, Table, Row>,
  { keys, after, limit }: Asked,
): Compilable<Found<Row>> {
  const own = ownKeys(keys, 'found');
  // OFFSET 0: the planner must not walk the index of the order, which another query does already.
  return statement(sql<Found<Row>>`
    SELECT page.*, ${keysOfPage(keys)} FROM (
      SELECT * FROM (${list.select(keyColumns(keys))} OFFSET 0) AS found
      WHERE ${after ? isAfter(own, after) : sql`true`} ORDER BY ${inOrder(own)} LIMIT ${limit + 1}
    ) AS page ORDER BY ${inOrder(ownKeys(keys, 'page'))}`);
}

function keyColumns(keys: readonly SortKey[]) {
  return keys.map(({ by }, place) => expressionOf(by).as(`key_${place}`));
}

/** The keys by the names they have within what was gathered. */
function ownKeys(keys: readonly SortKey[], table: string): SortKey[] {
  return keys.map((key, place): SortKey => ({ ...key, by: `${table}.key_${place}` }));
}

function inOrder(keys: readonly SortKey[]): RawBuilder<unknown> {
  return sql.join(keys.map((key) => sql`${ordered(key)} ${sql.raw(key.descending ? 'desc' : 'asc')}`));
}

/** Written out for the rows of the page alone: for all that were gathered it takes longer than putting them in order. Null of none. */
function keysOfPage(keys: readonly SortKey[]): RawBuilder<unknown> {
  const own = ownKeys(keys, 'page');
  return sql`CASE WHEN page.key_0 IS NOT NULL THEN array[${sql.join(own.map(asText))}] END AS page_keys`;
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
  const few = list
    .clearSelect()
    .select(sql`1`.as('one'))
    .limit(mostCounted + 1);
  const counting = sql<{ total: number }>`SELECT count(*) AS total FROM (${few}) AS found`;
  const rows =
    patienceMs === undefined
      ? await rowsOf(db, statement(counting))
      : await rowsWithin(db, statement(counting), patienceMs);
  return rows && counted(rows[0]?.total ?? 0);
}

function counted(total: number): { total: number; isTotalLeast: boolean } {
  return { total: Math.min(total, mostCounted), isTotalLeast: total > mostCounted };
}

/** The database gives up by itself; the connection is as good as before. */
async function rowsWithin<Row>(
  db: Queryable,
  query: Compilable<Row>,
  patienceMs: number,
): Promise<Row[] | null> {
  if (!isPool(db)) return rowsOf(db, query);
  const client = await db.connect();
  try {
    await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${Math.ceil(patienceMs)}`);
    const rows = await rowsOf(client, query).catch((cause: unknown) => {
      if (isTimeOver(cause)) return null;
      throw cause;
    });
    await client.query('ROLLBACK');
    client.release();
    return rows;
  } catch (cause) {
    client.release(true);
    throw cause;
  }
}

type Beside<Result> = {
  /** Begins now where it has not begun. */
  result: () => Promise<Result>;
  /** Once it has begun; it never does when it is given up before. */
  done: Promise<Result>;
  giveUp: () => void;
};

/** Work on a connection of its own that begins by itself after a while, or when somebody wants its result. */
function beside<Result>(
  pool: Pool,
  afterMs: number,
  work: (client: Queryable) => Promise<Result>,
): Beside<Result> {
  let running: Promise<Result> | null = null;
  let process: number | null = null;
  let isGivenUp = false;
  const run = async (): Promise<Result> => {
    const client = await pool.connect();
    try {
      if (isGivenUp) throw new Error('not wanted any more');
      // Its types do not know what the driver was told when it connected.
      process = (client as unknown as { processID: number }).processID;
      return await work(client);
    } finally {
      // One that was told to stop may hear of it only now: nobody else gets it.
      client.release(isGivenUp && process !== null);
      process = null;
    }
  };
  let begun: (running: Promise<Result>) => void = () => undefined;
  const done = new Promise<Result>((resolve) => (begun = resolve));
  // Who gives it up does not want to hear of it.
  done.catch(() => undefined);
  const start = (): Promise<Result> => {
    clearTimeout(timer);
    running ??= run();
    begun(running);
    return running;
  };
  const timer = setTimeout(() => void start(), afterMs);
  return {
    result: start,
    done,
    giveUp: () => {
      isGivenUp = true;
      clearTimeout(timer);
      if (process !== null) pool.query('SELECT pg_cancel_backend($1)', [process]).catch(() => undefined);
    },
  };
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
