// A page of a list: conditions joined, newest first by its keys, one row more than asked for to know whether it goes on.
import type { Queryable } from '../../db/pool';
import { cursorOf, readCursor } from './cursor';

export class CursorWrong extends Error {
  override readonly name = 'CursorWrong';
}

export type ListQuery = {
  /** `FROM` and joins. */
  from: string;
  select: string;
  /** Conditions with `?` for their values, in order. */
  conditions: readonly { sql: string; values: readonly unknown[] }[];
  /** Sort expressions with their types, most important first; together unique. */
  keys: readonly { sql: string; type: 'text' | 'timestamptz' | 'uuid'; descending: boolean }[];
  cursor: string | undefined;
  limit: number;
};

export type Page<Row> = { rows: Row[]; total: number; cursor: string | null };

/** Rows carry `key_0`, `key_1` ... besides what was selected. Throws CursorWrong. */
export async function listPage<Row extends Record<string, unknown>>(
  db: Queryable,
  query: ListQuery,
): Promise<Page<Row>> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => {
    values.push(value);
    return `$${values.length}`;
  };
  const wheres = query.conditions.map(({ sql, values: own }) => {
    let place = 0;
    return sql.replace(/\?/g, () => bind(own[place++]));
  });
  const filter = wheres.length === 0 ? '' : `WHERE ${wheres.join(' AND ')}`;
  const counted = await db.query<{ total: number }>(`SELECT count(*) AS total FROM ${query.from} ${filter}`, [
    ...values,
  ]);
  const after = query.cursor === undefined ? null : readCursor(query.cursor, query.keys.length);
  if (query.cursor !== undefined && !after) throw new CursorWrong('not a cursor of this list');
  const beyond = after ? [`(${afterSql(query.keys, after, bind)})`] : [];
  const where = [...wheres, ...beyond];
  const order = query.keys.map(({ sql, descending }) => `${sql}${descending ? ' DESC' : ''}`).join(', ');
  const keys = query.keys.map(({ sql }, place) => `${sql} AS key_${place}`).join(', ');
  const { rows } = await db.query<Row>(
    `SELECT ${query.select}, ${keys} FROM ${query.from} ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}
     ORDER BY ${order} LIMIT ${bind(query.limit + 1)}`,
    values,
  );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const ends = query.keys.map((_, place) => String(last?.[`key_${place}`]));
  return {
    rows: page,
    total: counted.rows[0]?.total ?? 0,
    cursor: rows.length > query.limit && last ? cursorOf(...ends) : null,
  };
}

/** Rows behind the cursor: a later first key, or the same and a later second one, and so on. */
function afterSql(
  keys: ListQuery['keys'],
  after: readonly string[],
  bind: (value: unknown) => string,
): string {
  const alternatives = keys.map((_, place) =>
    keys
      .slice(0, place + 1)
      .map(({ sql, type, descending }, index) => {
        const sign = index < place ? '=' : descending ? '<' : '>';
        return `${sql} ${sign} ${bind(after[index])}::${type}`;
      })
      .join(' AND '),
  );
  return alternatives.map((each) => `(${each})`).join(' OR ');
}

/** Text for a LIKE pattern: its own wildcards mean themselves. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
