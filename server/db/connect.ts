// The first talk with a PostgreSQL: is the address right, does it answer, is it new enough, is the database there and
// in UTF-8? Every "no" is a sentence that names host, port and database, and never the password.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DatabaseFailure } from './database-failure';
import { codeOf } from './postgres-error';

const oldestVersion = 150_000;
const connectTimeoutMs = 10_000;
/** How long a server that is just starting (57P03) is waited for. */
const startingPatienceMs = 60_000;

export type Target = { url: string; host: string; port: number; database: string };

/** @throws DatabaseFailure `database-url-wrong` */
export function parseDatabaseUrl(url: string): Target {
  let parsed: URL | null = null;
  try {
    parsed = new URL(url);
  } catch {
    // The error itself quotes the whole address with its password, so it goes no further.
  }
  const host = parsed && (parsed.hostname || parsed.searchParams.get('host'));
  if (!parsed || !host || !/^postgres(ql)?:$/.test(parsed.protocol) || parsed.pathname.length < 2) {
    throw new DatabaseFailure(
      'database-url-wrong',
      'DATABASE_URL is not of the form postgres://user:password@host:port/database. Correct it, or remove it to use the embedded database.',
    );
  }
  return {
    url,
    host,
    port: Number(parsed.port) || 5432,
    database: decodeURIComponent(parsed.pathname.slice(1)),
  };
}

/**
 * Makes the database when it is absent, and checks that Waybill can live in it.
 * @throws DatabaseFailure
 */
export async function ensureDatabase(target: Target): Promise<void> {
  try {
    const client = (await connectUnlessMissing(target)) ?? (await createAndConnect(target));
    try {
      await checkServer(client, target);
    } finally {
      await client.end();
    }
  } catch (cause) {
    throw cause instanceof DatabaseFailure ? cause : inWords(cause, target);
  }
}

async function connectUnlessMissing(target: Target): Promise<pg.Client | null> {
  try {
    return await connect(target.url);
  } catch (cause) {
    if (codeOf(cause) === '3D000') return null;
    throw cause;
  }
}

async function createAndConnect(target: Target): Promise<pg.Client> {
  const address = new URL(target.url);
  address.pathname = '/postgres';
  const maker = await connect(address.href);
  try {
    await maker.query(
      `CREATE DATABASE ${pg.escapeIdentifier(target.database)} ENCODING 'UTF8' TEMPLATE template0`,
    );
  } catch (cause) {
    // Two head offices that start at once: the other one made it.
    if (codeOf(cause) !== '42P04' && codeOf(cause) !== '23505') throw cause;
  } finally {
    await maker.end();
  }
  return connect(target.url);
}

async function checkServer(client: pg.Client, target: Target): Promise<void> {
  const { rows } = await client.query<{ version: string; encoding: string }>(
    `SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding`,
  );
  const version = Number(rows[0]?.version);
  if (version < oldestVersion) {
    throw new DatabaseFailure(
      'database-too-old',
      `The PostgreSQL at ${target.host}:${target.port} is version ${Math.floor(version / 10_000)}. Waybill needs 15 or newer: update it, or remove DATABASE_URL to use the embedded database.`,
      { host: target.host, version: Math.floor(version / 10_000) },
    );
  }
  if (rows[0]?.encoding !== 'UTF8') {
    throw new DatabaseFailure(
      'database-not-utf8',
      `The database "${target.database}" at ${target.host}:${target.port} is in ${rows[0]?.encoding}, which cannot hold every name. Make it anew: CREATE DATABASE ${pg.escapeIdentifier(target.database)} ENCODING 'UTF8' TEMPLATE template0.`,
      { database: target.database, encoding: rows[0]?.encoding ?? '' },
    );
  }
}

async function connect(url: string): Promise<pg.Client> {
  const untilMs = Date.now() + startingPatienceMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (cause) {
      await client.end().catch(() => undefined);
      if (codeOf(cause) !== '57P03' || Date.now() > untilMs) throw cause;
      await sleep(250);
    }
  }
}

/** What an error on the way to the database means for the person who has to put it right. */
export function inWords(cause: unknown, { host, port, database }: Target): DatabaseFailure {
  const where = `${host}:${port}, database "${database}"`;
  const values = { host, port, database };
  const code = codeOf(cause);
  switch (code) {
    case '28P01':
    case '28000':
      return new DatabaseFailure(
        'database-refused-password',
        `The PostgreSQL at ${where} refused the user, the password or the way of connecting of DATABASE_URL. Correct them, or let this computer in (pg_hba.conf).`,
        values,
        { cause },
      );
    case '3D000':
    case '42501':
      return new DatabaseFailure(
        'database-missing',
        `The database at ${where} does not exist and could not be made. Make it, or give the user of DATABASE_URL the right to.`,
        values,
        { cause },
      );
    case '53300':
      return new DatabaseFailure(
        'database-unreachable',
        `The PostgreSQL at ${where} has no connection left. Raise its max_connections, or end programs that hold connections.`,
        values,
        { cause },
      );
    default:
      return new DatabaseFailure(
        'database-unreachable',
        `No PostgreSQL answers at ${where} (${code ?? 'no answer'}). Check host and port of DATABASE_URL and that the server runs.`,
        values,
        { cause },
      );
  }
}
