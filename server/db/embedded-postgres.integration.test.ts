import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DatabaseFailureCode, DatabaseFailure } from './database-failure';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { openDatabase } from './open-database';

const isRoot = process.getuid?.() === 0;
const root = mkdtempSync(join(tmpdir(), 'waybill-embedded-'));
if (isRoot) chmodSync(root, 0o711);
/** One company's folder for all tests: each leaves it stopped, or says so. */
const folder = join(root, 'company data');
const cluster = join(folder, 'postgres');
const running = new Set<ChildProcess>();

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  if (existsSync(join(cluster, 'PG_VERSION'))) await (await startEmbeddedPostgres(folder)).stop();
  rmSync(root, { recursive: true, force: true });
});

const ask = async (url: string, text: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

const withDatabase = (server: EmbeddedPostgres, database: string): string => {
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return url.href;
};

const failureOf = async (work: Promise<unknown>): Promise<DatabaseFailure> => {
  const cause = await work.then(
    () => new Error('it worked'),
    (reason: unknown) => reason,
  );
  if (!(cause instanceof DatabaseFailure)) throw cause;
  return cause;
};

const postmasterId = (): number =>
  Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);

/** 0 while there is none. */
const postmasterIdNow = (): number => (existsSync(join(cluster, 'postmaster.pid')) ? postmasterId() : 0);

const startHeadOffice = async (): Promise<{ child: ChildProcess; said: Record<string, unknown> }> => {
  const script = fileURLToPath(new URL('./head-office.test-kit.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, said: JSON.parse(line) };
};

const killed = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL');
  await once(child, 'exit');
};

describe('a new data folder', () => {
  let server: EmbeddedPostgres;
  beforeAll(async () => {
    server = await startEmbeddedPostgres(folder);
  });

  it('is a durable PostgreSQL with checksums, in UTF-8, that listens to this computer alone', async () => {
    const names = ['data_checksums', 'fsync', 'synchronous_commit', 'full_page_writes', 'server_encoding'];
    const rows = await ask(
      withDatabase(server, 'postgres'),
      `SELECT ${[...names, 'listen_addresses', 'unix_socket_directories'].map((name) => `current_setting('${name}') AS ${name}`).join(', ')}`,
    );
    expect(rows).toEqual([
      {
        data_checksums: 'on',
        fsync: 'on',
        synchronous_commit: 'on',
        full_page_writes: 'on',
        server_encoding: 'UTF8',
        listen_addresses: '127.0.0.1',
        unix_socket_directories: '',
      },
    ]);
  });

  it('lets nobody in without the password, which only its owner can read', async () => {
    const url = new URL(withDatabase(server, 'postgres'));
    url.password = 'guess';
    await expect(ask(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect(statSync(join(folder, 'database.json')).mode & 0o777).toBe(0o600);
    expect(statSync(cluster).mode & 0o777).toBe(0o700);
    expect(existsSync(`${cluster}.making-${process.pid}.password`)).toBe(false);
  });

  it('stops cleanly, and starts again with its data, password and port', async () => {
    await ask(
      withDatabase(server, 'postgres'),
      'CREATE TABLE kept (word text); INSERT INTO kept VALUES ($$ğüşİ$$)',
    );
    await server.stop();
    expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false);
    const again = await startEmbeddedPostgres(folder);
    expect(again.url).toBe(server.url);
    expect(await ask(withDatabase(again, 'postgres'), 'SELECT word FROM kept')).toEqual([{ word: 'ğüşİ' }]);
    await again.stop();
  });
});

describe('a data folder after an accident', () => {
  it('law 1: a head office killed with -9 leaves its database running, and the next one takes it up', async () => {
    const first = await startHeadOffice();
    const before = postmasterId();
    await killed(first.child);
    const database = await openDatabase({ databaseUrl: undefined, dataDir: folder });
    expect(postmasterId()).toBe(before);
    expect(database.pool.options.connectionString).toContain(`:${String(first.said['port'])}/`);
    await database.close();
    expect(postmasterIdNow()).toBe(0);
  });

  it('starts again when everything was killed with -9, and nothing committed is lost', async () => {
    const server = await startEmbeddedPostgres(folder);
    await ask(withDatabase(server, 'postgres'), `INSERT INTO kept VALUES ('committed')`);
    process.kill(postmasterId(), 'SIGKILL');
    const again = await startEmbeddedPostgres(folder);
    expect(
      await ask(
        withDatabase(again, 'postgres'),
        `SELECT count(*)::int AS n FROM kept WHERE word = 'committed'`,
      ),
    ).toEqual([{ n: 1 }]);
    await again.stop();
  });

  it('takes no other program for its server because of a left-over postmaster.pid', async () => {
    writeFileSync(
      join(cluster, 'postmaster.pid'),
      `${process.pid}\n${cluster}\n1\n1\n\n127.0.0.1\n\nready\n`,
    );
    const server = await startEmbeddedPostgres(folder);
    expect(postmasterId()).not.toBe(process.pid);
    await server.stop();
  });

  it('has its database back when PostgreSQL dies under a living head office', async () => {
    const troubles: Error[] = [];
    const database = await openDatabase({
      databaseUrl: undefined,
      dataDir: folder,
      onTrouble: (cause) => troubles.push(cause),
    });
    const before = postmasterId();
    process.kill(before, 'SIGKILL');
    await expect.poll(() => ![0, before].includes(postmasterIdNow()), { timeout: 60_000 }).toBe(true);
    await expect
      .poll(() => database.pool.query('SELECT 1 AS one').then(({ rows }) => rows), { timeout: 60_000 })
      .toEqual([{ one: 1 }]);
    expect(troubles.length).toBeGreaterThan(0);
    await expect
      .poll(() =>
        database.pool
          .query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory'`)
          .then(({ rows }) => rows.length),
      )
      .toBe(1);
    const second = await failureOf(openDatabase({ databaseUrl: undefined, dataDir: folder }));
    expect(second.code).toBe('data-folder-in-use');
    await database.close();
  });

  it('clears away a database whose making was cut off', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    const fresh = join(root, 'cut off');
    const leftover = join(fresh, `postgres.making-${gone.pid}`);
    mkdirSync(leftover, { recursive: true });
    writeFileSync(join(leftover, 'PG_VERSION'), '18\n');
    writeFileSync(`${leftover}.password`, 'secret');
    const server = await startEmbeddedPostgres(fresh);
    expect(await ask(withDatabase(server, 'postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(existsSync(leftover)).toBe(false);
    expect(existsSync(`${leftover}.password`)).toBe(false);
  });
});

describe('a data folder that others use', () => {
  it('refuses a second head office, and leaves the first one working', async () => {
    const first = await openDatabase({ databaseUrl: undefined, dataDir: folder });
    const failure = await failureOf(openDatabase({ databaseUrl: undefined, dataDir: folder }));
    expect(failure.code).toBe('data-folder-in-use');
    expect(failure.message).toContain('WAYBILL_DATA_DIR');
    expect((await first.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await first.close();
  });

  it('serves one of two that start at the same moment', async () => {
    const both = await Promise.all([startHeadOffice(), startHeadOffice()]);
    const open = both.filter(({ said }) => 'port' in said);
    const refused = both.filter(({ said }) => 'failed' in said);
    expect(open).toHaveLength(1);
    expect(refused).toMatchObject([{ said: { failed: { code: 'data-folder-in-use' } } }]);
    open[0]?.child.kill('SIGTERM');
    await once(open[0]?.child as ChildProcess, 'exit');
    expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false);
  });

  it('moves to another port when somebody has taken its own', async () => {
    const remembered = JSON.parse(readFileSync(join(folder, 'database.json'), 'utf8')).port;
    const squatter = createServer().listen(remembered, '127.0.0.1');
    await once(squatter, 'listening');
    const server = await startEmbeddedPostgres(folder);
    expect(server.port).not.toBe(remembered);
    expect(await ask(withDatabase(server, 'postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
    squatter.close();
  });
});

describe('a data folder that cannot be used', () => {
  const spoiled = (name: string, spoil: (copy: string) => void): string => {
    const copy = join(root, name);
    mkdirSync(join(copy, 'postgres'), { recursive: true });
    cpSync(join(folder, 'database.json'), join(copy, 'database.json'));
    cpSync(join(cluster, 'PG_VERSION'), join(copy, 'postgres', 'PG_VERSION'));
    spoil(copy);
    return copy;
  };
  const settings = (copy: string, text: string): void => writeFileSync(join(copy, 'database.json'), text);

  const cases: [string, DatabaseFailureCode, () => string][] = [
    [
      'belongs to a newer Waybill',
      'data-folder-newer',
      () => spoiled('newer', (copy) => settings(copy, '{"format":2}')),
    ],
    [
      'was made by a newer PostgreSQL',
      'data-folder-newer',
      () => spoiled('newer-pg', (copy) => writeFileSync(join(copy, 'postgres', 'PG_VERSION'), '99\n')),
    ],
    [
      'was made by an older PostgreSQL',
      'data-folder-older',
      () => spoiled('older-pg', (copy) => writeFileSync(join(copy, 'postgres', 'PG_VERSION'), '9.6\n')),
    ],
    [
      'has lost its password',
      'data-folder-damaged',
      () => spoiled('lost', (copy) => rmSync(join(copy, 'database.json'))),
    ],
    [
      'has a damaged password file',
      'data-folder-damaged',
      () => spoiled('half', (copy) => settings(copy, '{"format":1,"po')),
    ],
    [
      'lies under a file',
      'data-folder-not-writable',
      () => {
        writeFileSync(join(root, 'file'), '');
        return join(root, 'file', 'data');
      },
    ],
    ['lies where nothing can be made', 'data-folder-not-writable', () => '/proc/waybill/data'],
  ];
  it.each(cases)('says so when it %s', async (_words, code, make) => {
    const failure = await failureOf(startEmbeddedPostgres(make()));
    expect(failure.code).toBe(code);
    expect(failure.message).toContain('WAYBILL_DATA_DIR');
  });

  it('says so when the user that runs PostgreSQL may not enter it; who is not root runs it himself', async () => {
    const closed = join(root, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const outcome = await startEmbeddedPostgres(join(closed, 'data')).then(
      (server) => server.stop().then(() => 'runs'),
      (cause: unknown) => (cause instanceof DatabaseFailure ? cause.code : cause),
    );
    expect(outcome).toBe(isRoot ? 'data-folder-not-enterable' : 'runs');
  });
});
