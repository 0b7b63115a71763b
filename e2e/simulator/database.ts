// Head office's database in the simulator: one real PostgreSQL database a worker, put back to a founded company for each
// schedule. What dies of a head office is in
// statements.ts. Waiting for the disk is left out here (a schedule has no power cuts at head office; the server's own tests have them).
import pg from 'pg';
import { migrate } from '../../server/db/migrate';
import { openPool, type Pool } from '../../server/db/pool';
import { type Life, Line, Statements, type Tamper } from './statements';

/** What a head office holds of the database while its process lives. */
export type DatabaseSide = {
  pool: Pool;
  /** The process dies: connections break where they are, and none can be had any more. */
  kill: () => void;
  /** It dies at its `n`-th statement from now: before that is sent, or before the answer is seen. */
  killAt: (n: number, isSent: boolean, die: () => void) => void;
  /** It will not. */
  spare: () => void;
  isDead: () => boolean;
  /** Its connections broke at least once, and it lived. */
  wasCutOff: () => boolean;
};

export type SimulatedDatabase = {
  /** The checker's own connections. */
  pool: Pool;
  connect: (tamper?: Tamper) => DatabaseSide;
  /** Nobody but the checker reaches it: connections break, and none can be had. */
  goAway: () => void;
  comeBack: () => void;
  /** Resolves when it is not away. */
  reachable: () => Promise<void>;
  /** Keeps all rows under a name. */
  save: (name: SavedName) => Promise<void>;
  /** Puts all rows back; open transactions must have ended. */
  restore: (name: SavedName) => Promise<void>;
  close: () => Promise<void>;
};

export type SavedName = 'founded' | 'backup' | 'replica';
export type { Tamper } from './statements';

const saved: readonly SavedName[] = ['founded', 'backup', 'replica'];

export async function openSimulatedDatabase(url: string): Promise<SimulatedDatabase> {
  const pool = await openPool(url, { max: 2 });
  await migrate(pool);
  const database = new URL(url).pathname.slice(1);
  await pool.query(`ALTER DATABASE ${database} SET synchronous_commit = off`);
  // A column that PostgreSQL works out by itself takes no value.
  const { rows } = await pool.query<{ table: string; columns: string }>(
    `SELECT c.table_name AS table, string_agg(quote_ident(c.column_name), ', ' ORDER BY c.ordinal_position) AS columns
     FROM information_schema.columns c JOIN pg_tables t ON t.schemaname = c.table_schema AND t.tablename = c.table_name
     WHERE c.table_schema = 'public' AND c.table_name <> 'migration' AND c.is_generated = 'NEVER' GROUP BY 1 ORDER BY 1`,
  );
  const tables = rows.map((row) => row.table);
  for (const name of saved) {
    await pool.query(`DROP SCHEMA IF EXISTS saved_${name} CASCADE; CREATE SCHEMA saved_${name}`);
    for (const table of tables)
      await pool.query(`CREATE TABLE saved_${name}.${table} (LIKE public.${table})`);
  }
  const looker = new pg.Client({ connectionString: url });
  await looker.connect();
  const statements = new Statements(
    { connectionString: url, types: pool.options.types, application_name: 'waybill' } as pg.ClientConfig,
    looker,
  );
  // One snapshot: head office goes on working while it is backed up.
  const copy = (from: string, to: string): string =>
    `BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL session_replication_role = replica;
     ${tables.map((table) => `DELETE FROM ${to}.${table};`).join('\n')}
     ${rows.map(({ table, columns }) => `INSERT INTO ${to}.${table} (${columns}) SELECT ${columns} FROM ${from}.${table};`).join('\n')}
     COMMIT`;
  const lives = new Set<Life>();
  const checker = await openChecker(statements, pool.options);
  const waiting: (() => void)[] = [];
  return {
    pool: checker,
    connect: (tamper) => connect(statements, lives, pool.options, tamper),
    goAway: () => {
      statements.isAway = true;
      for (const life of lives) {
        life.wasCutOff = true;
        for (const line of life.lines) line.cut();
      }
    },
    comeBack: () => {
      statements.isAway = false;
      for (const resolve of waiting.splice(0)) resolve();
    },
    reachable: async () => {
      if (statements.isAway) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    save: async (name) => {
      await checker.query(copy('public', `saved_${name}`));
    },
    restore: async (name) => {
      await statements.settled();
      await checker.query(copy(`saved_${name}`, 'public'));
    },
    close: async () => {
      await checker.end();
      await statements.close();
      await looker.end();
      await pool.end();
    },
  };
}

/** At once, so that it needs no new ones while the database is away. */
const checkerLines = 2;

/** Its statements take their turn among those of head office: what it sees, and keeps, is the same each time a seed runs. */
async function openChecker(statements: Statements, options: pg.PoolConfig): Promise<Pool> {
  const pool = linePool(statements, newLife(), options, checkerLines);
  const clients = await Promise.all(Array.from({ length: checkerLines }, () => pool.connect()));
  for (const client of clients) client.release();
  return pool;
}

function newLife(tamper?: Tamper): Life {
  return { isDead: false, wasCutOff: false, lines: new Set(), tamper, deathAt: null };
}

/** The settings a real pool has; connections are kept, because virtual hours pass in real milliseconds. */
function linePool(statements: Statements, life: Life, options: pg.PoolConfig, max: number): Pool {
  const LifeLine = class {
    constructor(config: { pipeline?: boolean }) {
      return new Line(statements, life, config.pipeline === true);
    }
  };
  const pool = new pg.Pool({
    ...options,
    max,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 0,
    Client: LifeLine as never,
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

function connect(
  statements: Statements,
  lives: Set<Life>,
  options: pg.PoolConfig,
  tamper: Tamper | undefined,
): DatabaseSide {
  const life = newLife(tamper);
  lives.add(life);
  return {
    pool: linePool(statements, life, options, 4),
    kill: () => {
      life.isDead = true;
      life.deathAt = null;
      lives.delete(life);
      for (const line of life.lines) line.cut();
    },
    killAt: (n, isSent, die) => {
      life.deathAt = { left: n, isSent, die };
    },
    spare: () => {
      life.deathAt = null;
    },
    isDead: () => life.isDead,
    wasCutOff: () => life.wasCutOff,
  };
}
