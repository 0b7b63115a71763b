// Queries for people's lists, written with Kysely and run by our own pools and transactions. The synchronisation path
// does not use it: there statements work on whole sets at once and are written as SQL.
import {
  type Compilable,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import type { Queryable } from './pool';
import type { Tables } from './tables';

/** Builds queries; it has no connection of its own. */
export const from = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

export async function rowsOf<Row>(db: Queryable, query: Compilable<Row>): Promise<Row[]> {
  const { sql, parameters } = query.compile();
  const { rows } = await db.query(sql, [...parameters]);
  return rows as Row[];
}

/** A whole statement written as SQL. */
export function statement<Row>(text: RawBuilder<Row>): Compilable<Row> {
  return { compile: () => text.compile(from) } as Compilable<Row>;
}
