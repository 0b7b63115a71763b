// Head office's database in the simulator: one real PostgreSQL database a worker, put back to a founded company for each
// schedule. Connections can be torn out of a running head office as a killed process tears them. Waiting for the disk is
// left out here (a schedule has no power cuts at head office; the server's own tests have them).
import pg from 'pg';
import { migrate } from '../../server/db/migrate';
import { openPool, type Pool } from '../../server/db/pool';
import { stir, virtualTime } from './virtual-time';

/** What a head office holds of the database while its process lives. */
export type DatabaseSide = {
  pool: Pool;
  /** The process dies: connections break where they are, and none can be had any more. */
  kill: () => void;
};

export type SimulatedDatabase = {
  /** The checker's own connections. */
  pool: Pool;
  connect: (tamper?: Tamper) => DatabaseSide;
  /** Keeps all rows under a name. */
  save: (name: SavedName) => Promise<void>;
  /** Puts all rows back; open transactions must have ended. */
  restore: (name: SavedName) => Promise<void>;
  close: () => Promise<void>;
};

export type SavedName = 'founded' | 'backup';
/** May change the values of a statement; for mutations only. */
export type Tamper = (name: string, values: unknown[]) => unknown[];

const saved: readonly SavedName[] = ['founded', 'backup'];

export async function openSimulatedDatabase(url: string): Promise<SimulatedDatabase> {
  const pool = await openPool(url, { max: 2 });
  await migrate(pool);
  const database = new URL(url).pathname.slice(1);
  await pool.query(`ALTER DATABASE ${database} SET synchronous_commit = off`);
  const { rows } = await pool.query<{ tablename: string }>(
    `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration' ORDER BY 1`,
  );
  const tables = rows.map((row) => row.tablename);
  for (const name of saved) {
    await pool.query(`DROP SCHEMA IF EXISTS saved_${name} CASCADE; CREATE SCHEMA saved_${name}`);
    for (const table of tables)
      await pool.query(`CREATE TABLE saved_${name}.${table} (LIKE public.${table})`);
  }
  // One snapshot: head office goes on working while it is backed up.
  const copy = (from: string, to: string): string =>
    `BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL session_replication_role = replica;
     ${tables.map((table) => `DELETE FROM ${to}.${table};`).join('\n')}
     ${tables.map((table) => `INSERT INTO ${to}.${table} SELECT * FROM ${from}.${table};`).join('\n')}
     COMMIT`;
  return {
    pool: watched(pool),
    connect: (tamper) => connect(url, tamper),
    save: async (name) => {
      await pool.query(copy('public', `saved_${name}`));
    },
    restore: async (name) => {
      await pool.query(copy(`saved_${name}`, 'public'));
    },
    close: () => pool.end(),
  };
}

let asking = 0;
virtualTime.whileBusy(() => asking > 0);

/** Statements of the checker hold time up as well. */
function watched(pool: Pool): Pool {
  const query = pool.query.bind(pool) as (...values: unknown[]) => Promise<unknown>;
  pool.query = ((...values: unknown[]) => counted(() => query(...values))) as typeof pool.query;
  return pool;
}

async function counted<T>(work: () => Promise<T>): Promise<T> {
  asking += 1;
  try {
    return await work();
  } finally {
    asking -= 1;
    stir();
  }
}

type Done = (...values: unknown[]) => void;

function connect(url: string, tamper: Tamper | undefined): DatabaseSide {
  let isDead = false;
  const clients = new Set<pg.Client>();

  class WatchedClient extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      clients.add(this);
      this.on('end', () => clients.delete(this));
    }
    override connect(done?: unknown): never {
      if (isDead) {
        const gone = new Error('this head office is dead');
        if (typeof done !== 'function') return Promise.reject(gone) as never;
        process.nextTick(done as Done, gone);
        return undefined as never;
      }
      return counting((whenDone) =>
        typeof done === 'function' ? super.connect(whenDone(done as Done) as never) : super.connect(),
      ) as never;
    }
    override query(...given: unknown[]): never {
      const values = tamper ? tampered(tamper, given) : given;
      return counting((whenDone) => {
        const last = values.at(-1);
        const passed = typeof last === 'function' ? [...values.slice(0, -1), whenDone(last as Done)] : values;
        return (super.query as (...all: unknown[]) => unknown)(...passed);
      }) as never;
    }
  }

  const pool = new pg.Pool({ ...settingsOf(url), Client: WatchedClient as never });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    pool,
    kill: () => {
      isDead = true;
      for (const client of clients)
        (
          client as unknown as { connection: { stream: { destroy: () => void } } }
        ).connection.stream.destroy();
    },
  };
}

/** The settings a real pool has; connections are kept, because virtual hours pass in real milliseconds. */
function settingsOf(url: string): pg.PoolConfig {
  const settings = known.get(url);
  if (settings) return settings;
  throw new Error('the settings of a pool are not known yet');
}
const known = new Map<string, pg.PoolConfig>();

/** Opens a pool as the product does, to learn its settings. */
export async function learnSettings(url: string): Promise<void> {
  const pool = await openPool(url);
  known.set(url, { ...pool.options, max: 4, idleTimeoutMillis: 0, connectionTimeoutMillis: 0 });
  await pool.end();
}

function counting(start: (whenDone: (done: Done) => Done) => unknown): unknown {
  asking += 1;
  let isOver = false;
  const over = (): void => {
    if (isOver) return;
    isOver = true;
    asking -= 1;
    stir();
  };
  let isCalledBack = false;
  const answer = start((done) => {
    isCalledBack = true;
    return (...values) => {
      over();
      done(...values);
    };
  });
  if (answer instanceof Promise) answer.then(over, over);
  else if (!isCalledBack) over();
  return answer;
}

function tampered(tamper: Tamper, given: unknown[]): unknown[] {
  const [first, ...rest] = given;
  if (typeof first !== 'object' || first === null || !('name' in first) || !('values' in first)) return given;
  const query = first as { name: string; values: unknown[] };
  return [{ ...query, values: tamper(query.name, query.values) }, ...rest];
}
