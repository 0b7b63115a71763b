// Connections to PostgreSQL, embedded or yours. int8 comes back as a number (sequences stay below 2^53 for longer than
// the company lives) and instants as ISO text, so that documents never depend on a driver's types.
import pg from 'pg';
import { DatabaseFailure } from './database-failure';

export type Pool = pg.Pool;
export type Client = pg.PoolClient;
export type Queryable = Pick<pg.Pool, 'query'>;

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary' && oid === 20) return (text: string) => safeInteger(text);
    if (format !== 'binary' && (oid === 1184 || oid === 1114))
      return (text: string) => new Date(text).toISOString();
    return pg.types.getTypeParser(oid, format ?? 'text');
  }) as typeof pg.types.getTypeParser,
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${text} does not fit a number`);
  return value;
}

const oldestVersion = 150_000;

/**
 * Opens a pool and makes the database when it is absent.
 * @throws DatabaseFailure naming host, port and database, never the password
 */
export async function openPool(url: string, max = 20): Promise<Pool> {
  const target = parseUrl(url);
  try {
    await ensureDatabase(target);
  } catch (cause) {
    throw inWords(cause, target);
  }
  return new pg.Pool({
    connectionString: url,
    max,
    types,
    application_name: 'waybill',
    connectionTimeoutMillis: 10_000,
  });
}

function parseUrl(url: string): URL {
  try {
    const parsed = new URL(url);
    if (!/^postgres(ql)?:$/.test(parsed.protocol) || parsed.hostname === '' || parsed.pathname.length < 2)
      throw new Error('form');
    return parsed;
  } catch (cause) {
    throw new DatabaseFailure(
      'database-url-wrong',
      'DATABASE_URL is not of the form postgres://user:password@host:port/database. Correct it, or remove it to use the embedded database.',
      {},
      { cause },
    );
  }
}

async function ensureDatabase(target: URL): Promise<void> {
  const name = decodeURIComponent(target.pathname.slice(1));
  let client = await connect(target.href).catch((cause: unknown) => {
    if (codeOf(cause) === '3D000') return null;
    throw cause;
  });
  if (!client) {
    const admin = new URL(target.href);
    admin.pathname = '/postgres';
    const maker = await connect(admin.href);
    try {
      await maker.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    } finally {
      await maker.end();
    }
    client = await connect(target.href);
  }
  try {
    const { rows } = await client.query<{ version: string }>(
      `SELECT current_setting('server_version_num') AS version`,
    );
    const version = Number(rows[0]?.version);
    if (version < oldestVersion) {
      throw new DatabaseFailure(
        'database-too-old',
        `The PostgreSQL at ${target.host} is version ${Math.floor(version / 10_000)}. Waybill needs 15 or newer: update it, or remove DATABASE_URL to use the embedded database.`,
      );
    }
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  return client;
}

function inWords(cause: unknown, target: URL): DatabaseFailure {
  if (cause instanceof DatabaseFailure) return cause;
  const where = `${target.hostname}:${target.port || 5432}, database "${decodeURIComponent(target.pathname.slice(1))}"`;
  const code = codeOf(cause);
  if (code === '28P01' || code === '28000') {
    return new DatabaseFailure(
      'database-refused-password',
      `The PostgreSQL at ${where} refused the user name or password of DATABASE_URL. Correct them.`,
      {},
      { cause },
    );
  }
  if (code === '3D000' || code === '42501') {
    return new DatabaseFailure(
      'database-missing',
      `The database at ${where} does not exist and could not be made. Make it, or give the user the right to.`,
      {},
      { cause },
    );
  }
  return new DatabaseFailure(
    'database-unreachable',
    `No PostgreSQL answers at ${where} (${code ?? 'no answer'}). Check host and port of DATABASE_URL and that the server runs.`,
    {},
    { cause },
  );
}

function codeOf(cause: unknown): string | undefined {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : undefined;
}

const retried = new Set(['40001', '40P01']);

/** Runs `work` in one transaction; serialisation failures and deadlocks are tried again up to five times. */
export async function withTransaction<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (cause) {
      await client.query('ROLLBACK').catch((error: unknown) => {
        broken = error instanceof Error ? error : new Error(String(error));
      });
      if (attempt >= 5 || !retried.has(codeOf(cause) ?? '')) throw cause;
    } finally {
      client.release(broken);
    }
  }
}
