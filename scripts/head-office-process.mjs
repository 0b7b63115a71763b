// Head office as a child of a command: started, awaited, stopped. Its own words go to a log file, so that a person
// starting the station reads sentences and not JSON; when it ends too soon, its last words are shown.
import { spawn } from 'node:child_process';
import { accessSync, constants, createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { exitCodes, Stop } from './command.mjs';
import { projectRoot } from './folders.mjs';

export const serverEntry = join(projectRoot, 'out', 'server', 'main.mjs');
const stopTimeoutMs = 15_000;

/** What holds the port, if anything does. */
export const whoHasPort = async (port) => {
  const isFree = await new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
  if (isFree) return 'nobody';
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(2_000) });
    return answer.ok && (await answer.text()).includes('waybill') ? 'waybill' : 'another program';
  } catch {
    return 'another program';
  }
};

// One level at a time: Node's own recursive mkdir never returns where the system answers ENOENT, as /proc does.
const make = (folder) => {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) make(dirname(folder));
  mkdirSync(folder);
};

/** Throws words and an exit code when the data folder cannot be made or written. */
export const ensureDataFolder = (folder) => {
  try {
    make(join(folder, 'logs'));
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Stop(
      `The data folder ${folder} cannot be used (${cause.code}). Give this user write access, or name another: WAYBILL_DATA_DIR=/some/folder npm start`,
      exitCodes.cannotWrite,
    );
  }
};

/**
 * Starts the built head office with the sample company.
 *
 * @returns {{ready: Promise<{origin: string, enrolCode: string}>, ended: Promise<number | null>, stop: () => Promise<void>}}
 * `ready` rejects with its last words when it ends first
 */
export const startHeadOffice = ({ dataDir, port }) => {
  const log = createWriteStream(join(dataDir, 'logs', 'head-office.log'), { flags: 'a' });
  log.on('error', () => undefined);
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', serverEntry, '--print-enrolment', '--sample'],
    {
      cwd: projectRoot,
      env: { ...process.env, WAYBILL_DATA_DIR: dataDir, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl+C reaches the whole group; head office must end after the station, by our word.
      detached: process.platform !== 'win32',
    },
  );
  const lastWords = [];
  const ended = new Promise((done) => child.once('exit', (code) => done(code)));
  const ready = new Promise((done, fail) => {
    const hear = (line) => {
      if (line.startsWith('{"ready":true')) {
        done(JSON.parse(line));
        return;
      }
      lastWords.push(line);
      if (lastWords.length > 20) lastWords.shift();
      log.write(`${line}\n`);
    };
    createInterface({ input: child.stdout }).on('line', hear);
    createInterface({ input: child.stderr }).on('line', hear);
    child.once('error', fail);
    void ended.then((code) =>
      setImmediate(() =>
        fail(
          new Stop(`Head office ended before it was ready.\n${inWords(lastWords)}`, code || exitCodes.failed),
        ),
      ),
    );
  });
  ready.catch(() => undefined);
  return {
    ready,
    ended,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
      await ended;
      clearTimeout(late);
      log.end();
    },
  };
};

// Log lines are JSON; of each, a person needs the message.
const inWords = (lines) =>
  lines
    .map((line) => {
      try {
        const { msg, err } = JSON.parse(line);
        return [msg, err?.message].filter(Boolean).join(': ') || line;
      } catch {
        return line;
      }
    })
    .slice(-8)
    .join('\n');
