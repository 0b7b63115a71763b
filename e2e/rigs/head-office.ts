// A real head office for stories and benches: the built server on its embedded PostgreSQL in a folder of its own.
// The sample company is loaded once a run into a template folder; each head office starts from a copy of it.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '../..');
const serverEntry = join(root, 'out/server/main.mjs');

export type HeadOffice = {
  origin: string;
  dataDir: string;
  /** A one-time code that enrols one station, as it is typed. */
  enrolCode: string;
  /** The same as it is scanned. */
  ticket: string;
  port: number;
  /** Of the server itself; its PostgreSQL has others. */
  processId: number;
  /** Ends the server as an operating system does when asked nicely; PostgreSQL is stopped with it. */
  stop: () => Promise<void>;
  /** Ends the server process at once (SIGKILL); PostgreSQL and the folder are left as they are. */
  kill: () => Promise<void>;
};

export type HeadOfficeOptions = {
  dataDir: string;
  port?: number;
  sample?: boolean;
  env?: Record<string, string>;
};

/** Starts head office on a folder and waits until it answers. Rejects with its last words when it ends first. */
export async function startHeadOffice(options: HeadOfficeOptions): Promise<HeadOffice> {
  const args = [serverEntry, '--print-enrolment', ...(options.sample === false ? [] : ['--sample'])];
  const child = spawn(process.execPath, args, {
    env: {
      ...process.env,
      WAYBILL_DATA_DIR: options.dataDir,
      PORT: String(options.port ?? 0),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ready = await firstWords(child);
  const url = new URL(ready.origin);
  return {
    origin: ready.origin,
    dataDir: options.dataDir,
    enrolCode: ready.enrolCode,
    ticket: ready.ticket,
    port: Number(url.port),
    processId: child.pid ?? 0,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

/** Names a folder that already holds the sample company, so that one run makes it once; see built.ts. */
const templateVariable = 'WAYBILL_SAMPLE_TEMPLATE';
let template: Promise<string> | null = null;

/** Makes the sample company once for this process and those it starts. Returns the way to remove it again. */
export async function shareSample(): Promise<() => Promise<void>> {
  if (process.env[templateVariable]) return () => Promise.resolve();
  const folder = await makeTemplate();
  process.env[templateVariable] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/** A folder that holds the sample company: a fresh one, or the one of that name as it is once it was made. */
export async function sampleDataDir(named?: string): Promise<string> {
  if (named !== undefined && existsSync(join(named, 'postgres'))) return named;
  template ??= process.env[templateVariable]
    ? Promise.resolve(process.env[templateVariable])
    : makeTemplate();
  const from = await template;
  const dataDir = named ?? (await mkdtemp(join(tmpdir(), 'waybill-office-')));
  if (named !== undefined) await mkdir(named, { recursive: true });
  // cp keeps owners: as root PostgreSQL runs as another user and refuses a folder that is not its own.
  await run('cp', ['-a', `${from}/.`, dataDir]);
  return dataDir;
}

async function makeTemplate(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'waybill-template-'));
  const office = await startHeadOffice({ dataDir });
  await office.stop();
  return dataDir;
}

function run(command: string, args: string[]): Promise<void> {
  const child = spawn(command, args, { stdio: 'inherit' });
  return new Promise((resolveRun, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolveRun() : reject(new Error(`${command} ended with ${code}`)),
    );
  });
}

type FirstWords = { origin: string; enrolCode: string; ticket: string };

function firstWords(child: ChildProcess): Promise<FirstWords> {
  return new Promise((resolveWords, reject) => {
    const heard: string[] = [];
    const listen = (stream: NodeJS.ReadableStream | null): void => {
      if (!stream) return;
      createInterface({ input: stream }).on('line', (line) => {
        heard.push(line);
        if (heard.length > 50) heard.shift();
        if (!line.startsWith('{"ready":true')) return;
        const words: FirstWords = JSON.parse(line);
        resolveWords(words);
      });
    };
    listen(child.stdout);
    listen(child.stderr);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`head office ended with ${code}:\n${heard.join('\n')}`)));
  });
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolveEnd) => {
    child.once('exit', () => resolveEnd());
    child.kill(signal);
  });
}

/** A head office that was killed leaves its PostgreSQL running; it is asked to stop at once and cleanly. */
export function endDatabase(dataDir: string): void {
  try {
    const [processId = ''] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(processId), 'SIGINT');
  } catch {
    // It is not running.
  }
}
