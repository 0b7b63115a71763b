// Connections to PostgreSQL, embedded or yours. int8 comes back as a number (sequences stay below 2^53 for longer than
// the company lives), instants as ISO text and dates as they are, so that documents never depend on a driver's types.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ensureDatabase, inWords, parseDatabaseUrl } from './connect';
import { isConnectionLoss, isWorthRetrying } from './postgres-error';

export type Pool = pg.Pool;
export type Client = pg.PoolClient;
export type Queryable = Pick<pg.Pool, 'query'>;

export type PoolOptions = {
  /** Connections at most. */
  max?: number;
  /** A connection that nobody used broke; the pool replaces it by itself. */
  onLostConnection?: (cause: Error) => void;
};

// Numbers of PostgreSQL's own types (`pg_type.dat`).
const parsers = new Map<number, (text: string) => unknown>([
  [20, safeInteger],
  [1082, (text) => text],
  [1184, (text) => new Date(text).toISOString()],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) ||
    pg.types.getTypeParser(oid, format ?? 'text')) as typeof pg.types.getTypeParser,
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${text} does not fit a number`);
  return value;
}

/** A head office that hangs in the middle of a transaction must not hold the counters for ever. */
const idleInTransactionMs = 120_000;

// Your server may have other habits. Statements, because a connection pooler in between passes no start options on.
const habits = `SET datestyle = 'ISO'; SET timezone = 'UTC'; SET idle_in_transaction_session_timeout = ${idleInTransactionMs}`;

/**
 * Opens a pool and makes the database when it is absent.
 * @throws DatabaseFailure naming host, port and database, never the password
 */
export async function openPool(url: string, options: PoolOptions = {}): Promise<Pool> {
  await ensureDatabase(parseDatabaseUrl(url));
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 20,
    types,
    application_name: 'waybill',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // The pool waits for what this returns, which its types do not say.
    onConnect: (client) => client.query(habits) as unknown as void,
  });
  // Without a listener a restart of the database would end head office.
  pool.on('error', (cause) => options.onLostConnection?.(cause));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A connection of the pool. @throws DatabaseFailure `database-unreachable` when none can be had */
export async function takeConnection(pool: Pool): Promise<Client> {
  try {
    return await pool.connect();
  } catch (cause) {
    const url = pool.options.connectionString;
    if (url !== undefined && isConnectionLoss(cause)) throw inWords(cause, parseDatabaseUrl(url));
    throw cause;
  }
}

const attempts = 5;

/**
 * Runs `work` in one transaction; serialisation failures and deadlocks are tried again up to five times, so `work` must
 * change nothing but the database.
 * @throws what `work` throws; Error when `work` hid a failed statement and PostgreSQL therefore took nothing
 */
export async function withTransaction<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await takeConnection(pool);
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await commit(client);
      return result;
    } catch (cause) {
      await client.query('ROLLBACK').catch((error: unknown) => {
        broken = error instanceof Error ? error : new Error(String(error));
      });
      if (attempt >= attempts || !isWorthRetrying(cause)) throw cause;
    } finally {
      client.release(broken);
    }
    await sleep(2 ** attempt);
  }
}

/** PostgreSQL answers COMMIT of a transaction in which a statement failed with ROLLBACK, and no error. */
export async function commit(client: Client): Promise<void> {
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT')
    throw new Error('a statement of this transaction failed and the failure was hidden');
}
