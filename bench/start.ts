// How long a person waits for the station: the first `npm start` of a fresh copy (build, database, sample company,
// enrolment), and later ones. Measured from the command to the moment the command says that the window is open.
import { spawn } from 'node:child_process';
import { chmod, cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Display, startDisplay } from '../e2e/rigs/display';
import { electronRuntime, runtimeInWords } from '../scripts/electron-runtime.mjs';
import { setUp } from '../scripts/setup.mjs';
import { atMost, type Bench, BenchCannotRun, percentile, projectRoot } from './bench';

const openWords = 'The station is open.';
const longestMs = 120_000;
const notCopied = new Set(['node_modules', 'out', 'dist', '.git']);

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? done(address.port) : fail(new Error('no port')),
      );
    });
  });

/** The project as a fresh clone has it after installation: sources and packages, nothing built. */
const freshCopy = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-start-'));
  // As root, PostgreSQL runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  for (const name of await readdir(projectRoot)) {
    if (!notCopied.has(name)) await cp(join(projectRoot, name), join(folder, name), { recursive: true });
  }
  await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  return folder;
};

/** Starts, waits for the window, stops; milliseconds until the window was open. */
const startOnce = async (folder: string, display: Display, port: number): Promise<number> => {
  const startedMs = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: folder,
    env: {
      ...process.env,
      DISPLAY: display.name,
      WAYBILL_DATA_DIR: join(folder, 'data'),
      PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const opened = new Promise<number>((done, fail) => {
    const late = setTimeout(
      () => fail(new BenchCannotRun(`no window within ${longestMs} ms:\n${words}`)),
      longestMs,
    );
    child.stderr.on('data', (chunk) => {
      words += String(chunk);
      if (!words.includes(openWords)) return;
      clearTimeout(late);
      done(performance.now() - startedMs);
    });
    void ended.then(() => {
      clearTimeout(late);
      fail(new BenchCannotRun(`npm start ended before its window was open:\n${words}`));
    });
  });
  try {
    return await opened;
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
};

export const bench: Bench = {
  name: 'start',
  about:
    'npm start until the window is open: first in a fresh copy after installation (build, new database, sample ' +
    'company, enrolment), then again with everything in place (median of n).',
  defaultN: 5,
  run: async ({ options, note }) => {
    setUp('demo');
    note(runtimeInWords(await electronRuntime({ note })));
    const folder = await freshCopy();
    const display = await startDisplay();
    try {
      const port = await freePort();
      const firstMs = await startOnce(folder, display, port);
      note(`first start: ${Math.round(firstMs)} ms`);
      const laterMs: number[] = [];
      for (let times = 0; times < options.n; times += 1) {
        laterMs.push(await startOnce(folder, display, port));
        note(`later start: ${Math.round(laterMs.at(-1) ?? Number.NaN)} ms`);
      }
      const figures = {
        firstMs,
        laterMs: percentile(laterMs, 0.5),
        laterMaxMs: percentile(laterMs, 1),
      };
      return {
        data: 'the sample company',
        n: options.n,
        figures,
        bars: { firstMs: atMost(firstMs, 15_000), laterMs: atMost(figures.laterMs, 3_000) },
      };
    } finally {
      await display.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
