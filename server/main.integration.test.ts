// Head office as a program: what it says when it cannot start, and that it starts, stops, dies and comes back.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import { enrolmentOf } from '../shared/contract/station-access';
import { newPrivateKey, signerOf } from './client/station-signer';
import { type TestDatabase, testDatabase } from './db/test-database';

const folder = mkdtempSync(join(tmpdir(), 'waybill-main-'));
let database: TestDatabase | null = null;
const running = new Set<ChildProcess>();

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

type Env = Record<string, string>;

function start(args: string[], env: Env): ChildProcess {
  const { DATABASE_URL: _url, ...rest } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'main.ts'), ...args], {
    env: { ...rest, WAYBILL_LOG_LEVEL: 'silent', WAYBILL_DATA_DIR: folder, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function run(
  args: string[],
  env: Env = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const child = start(args, env);
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    err += String(chunk);
  });
  const code = await ended(child);
  return { code, out, err };
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', (code) => resolve(code)));
}

function ready(child: ChildProcess): Promise<{ origin: string; enrolCode: string }> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error('no output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"ready":true'))
        resolve(JSON.parse(line) as { origin: string; enrolCode: string });
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
}

describe('a head office that cannot start says one sentence and ends with 1', () => {
  it('explains itself', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    for (const name of ['WAYBILL_DATA_DIR', 'DATABASE_URL', 'PORT', '--sample', '--print-enrolment'])
      expect(out).toContain(name);
  });

  it.each([
    ['an option nobody knows', ['--demo'], {}, 'There is no option --demo'],
    ['a port that is none', [], { PORT: 'http' }, 'PORT is "http"'],
    [
      'a database address of another form',
      [],
      { DATABASE_URL: 'mysql://root:secret@db/x' },
      'DATABASE_URL is not of the form',
    ],
    [
      'a database nobody answers at',
      [],
      { DATABASE_URL: 'postgres://u:secret@127.0.0.1:9/x' },
      'No PostgreSQL answers at 127.0.0.1:9',
    ],
  ])('%s', async (_name, args, env, words) => {
    const { code, out, err } = await run(args, env);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain(words);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).not.toContain('secret');
  });

  it('a data folder that is a file', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const { code, err } = await run([], { WAYBILL_DATA_DIR: join(file, 'data') });
    expect(code).toBe(1);
    expect(err).toContain(file);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const { code, err } = await run([], { PORT: port });
    other.close();
    expect(code).toBe(1);
    expect(err).toContain(`Port ${port} is taken`);
  });
});

describe('a head office that starts', () => {
  it('answers, makes a station, stops cleanly, survives being killed, and knows its station again', async () => {
    database = await testDatabase();
    const env = { DATABASE_URL: database.url };
    const first = start(['--print-enrolment'], env);
    const { origin, enrolCode } = await ready(first);
    expect(new URL(origin).hostname).toBe('127.0.0.1');
    const health = (await (await fetch(`${origin}/health`)).json()) as Record<string, unknown>;
    expect(health).toMatchObject({ name: 'waybill', ok: true });
    const enrolled = (await (
      await fetch(`${origin}/v1/stations/enrol`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(enrolmentOf(signerOf(newPrivateKey()), enrolCode, 'Bench 1')),
      })
    ).json()) as { token: string; roles: string[]; warehouseId: string };
    expect(enrolled).toMatchObject({ roles: ['station', 'office'], warehouseId: 'W1' });
    const headers = { authorization: `Bearer ${enrolled.token}` };
    const stream = await fetch(`${origin}/v1/stream`, { headers });
    expect(stream.status).toBe(200);
    first.kill('SIGKILL');
    await ended(first);
    await stream.text().catch(() => 'cut');

    const second = start(['--print-enrolment'], env);
    const again = await ready(second);
    expect(again.enrolCode).not.toBe(enrolCode);
    const open = await fetch(`${again.origin}/v1/stream`, { headers });
    const page = await fetch(`${again.origin}/v1/pull?collection=directory`, { headers });
    expect(page.status).toBe(200);
    // Asked to stop, it ends the stream it has open and itself.
    second.kill('SIGTERM');
    expect(await ended(second)).toBe(0);
    expect(await open.text()).toContain('resync');
  });
});
