// npm start: from a fresh clone to an open station, with a head office of its own behind it.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { exitCodes, note, optionOf, runCommand, runToEnd, Stop } from './command.mjs';
import { dataFolder, projectRoot } from './folders.mjs';
import { setUp } from './setup.mjs';

const help = `
npm start [-- --demo] [-- --port N]

Sets everything up, builds what changed, starts head office on its embedded PostgreSQL with a sample company, and opens
the station. Closing the window stops both.
  --demo     pack a demonstration under a virtual display instead, leaving pictures and a summary in out/demo
             (also done when there is no display)
  --port N   head office's port (default 4310; or the environment variable PORT)

Environment: WAYBILL_DATA_DIR  folder of the company's data (default: ${dataFolder()})
             DATABASE_URL      your own PostgreSQL instead of the embedded one
             ELECTRON_OVERRIDE_DIST_PATH  folder of an unpacked Electron
Exit codes:  0 done, 1 failed, 3 already open, 4 data folder not writable, 5 data folder unusable, 6 port taken,
             7 system packages missing, 8 no network at install, 9 no display and no demonstration
`;

const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

// Only a station that is enrolled, beside a head office that exists, can open before head office answers.
const isEnrolled = (dataDir) => {
  try {
    const { station } = JSON.parse(readFileSync(join(dataDir, 'station', 'station.json'), 'utf8'));
    const others = readdirSync(dataDir).filter((name) => name !== 'station' && name !== 'logs');
    return station !== null && station !== undefined && others.length > 0;
  } catch {
    return false;
  }
};

const openStation = ({ runtime, dataDir, headOffice, enrolCode }) => {
  const onWayland = process.platform === 'linux' && !process.env.DISPLAY;
  const child = spawn(
    runtime.executablePath,
    [...runtime.args, ...(onWayland ? ['--ozone-platform=wayland'] : [])],
    {
      cwd: projectRoot,
      env: {
        ...process.env,
        WAYBILL_DATA_DIR: dataDir,
        WAYBILL_HEAD_OFFICE: headOffice,
        ...(enrolCode === undefined ? {} : { WAYBILL_ENROL_CODE: enrolCode }),
        WAYBILL_STATION_NAME: process.env.WAYBILL_STATION_NAME ?? hostname(),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    },
  );
  let words = '';
  let hasShown = false;
  child.stdout.on('data', (chunk) => {
    if (!hasShown && String(chunk).includes('"windowShown":true')) {
      hasShown = true;
      note('The station is open. Close its window, or press Ctrl+C here, to stop everything.');
    }
  });
  child.stderr.on('data', (chunk) => {
    // Chromium's own chatter begins with a bracket and a process number.
    const said = String(chunk)
      .split('\n')
      .filter((line) => line !== '' && !/^\[\d+:/.test(line));
    words = [words, ...said].join('\n').slice(-2_000);
  });
  const ended = new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => done({ code: code ?? (signal ? 1 : 0), words: words.trim() }));
  });
  return { ended, stop: () => child.kill('SIGTERM') };
};

const portOf = (args) => {
  const text = optionOf(args, 'port') ?? process.env.PORT ?? '4310';
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Stop(`${text} is not a port number (1 to 65535).`, exitCodes.usage);
};

// Here head office is for the station beside it. For a network it is a program of its own, with TLS.
const refuseNetwork = () => {
  const { HOST = '', WAYBILL_TLS = '' } = process.env;
  if (['', '127.0.0.1', 'localhost'].includes(HOST) && WAYBILL_TLS !== 'on') return;
  throw new Stop(
    'npm start is for one computer: head office answers to it alone, without TLS. For a network run npm run server with HOST, and enrol its stations with codes of the office. Leave out HOST and WAYBILL_TLS here.',
    exitCodes.usage,
  );
};

const demonstrate = async () => {
  const demo = join(projectRoot, 'e2e', 'demo.ts');
  if (!existsSync(demo)) throw new Stop('There is no e2e/demo.ts to run.', exitCodes.noDisplay);
  const to = join(projectRoot, 'out', 'demo');
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  note(`Packing the demonstration; it leaves its pictures and summary in ${to}`);
  const screen = ['-a', '-s', '-screen 0 1280x800x24 -noreset -nolisten tcp'];
  const code = await runToEnd('xvfb-run', [...screen, process.execPath, '--import', 'tsx', demo], {
    env: { ...process.env, WAYBILL_DEMO_DIR: to },
  });
  note(code === 0 ? 'Every check of the demonstration held.' : 'The demonstration failed; see above.');
  return code;
};

const main = async (args) => {
  const isDemo = args.includes('--demo') || !hasDisplay();
  if (!args.includes('--demo') && isDemo)
    note('No display here (DISPLAY is not set): running the demonstration.');
  setUp(isDemo ? 'demo' : 'start');
  const { build } = await import('./build.mjs');
  await build({ note }).catch((cause) => {
    throw new Stop(`The build failed:\n${cause.message}`);
  });
  if (isDemo) return demonstrate();

  const { electronRuntime, runtimeInWords } = await import('./electron-runtime.mjs');
  const { ensureDataFolder, startHeadOffice, whoHasPort } = await import('./head-office-process.mjs');
  refuseNetwork();
  const port = portOf(args);
  const dataDir = dataFolder();
  const headOffice = `http://127.0.0.1:${port}`;
  ensureDataFolder(dataDir);
  const runtime = await electronRuntime({ note }).catch((cause) => {
    throw new Stop(cause.message, exitCodes.noNetwork);
  });
  note(runtimeInWords(runtime));

  const holder = await whoHasPort(port);
  if (holder === 'another program') {
    throw new Stop(
      `Port ${port} is taken by another program. Use another one: npm start -- --port ${port + 1}`,
      exitCodes.portTaken,
    );
  }
  const office = holder === 'nobody' ? startHeadOffice({ dataDir, port }) : undefined;
  if (office === undefined) note(`A head office already answers on port ${port}; using it.`);
  else note(`Starting head office on ${headOffice} with the data in ${dataDir}`);

  let station;
  let isStopping = false;
  const stop = () => {
    isStopping = true;
    if (station === undefined) void office?.stop();
    else station.stop();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const enrolCode = isEnrolled(dataDir) ? undefined : (await office?.ready)?.enrolCode;
    if (isStopping) return exitCodes.done;
    station = openStation({ runtime, dataDir, headOffice, enrolCode });
    // Head office may fail while the station runs; the station packs on, and the person is told.
    office?.ready.then(
      () => note(`Head office answers on ${headOffice}`),
      (cause) =>
        isStopping || note(`${cause.message}\nThe station works without it; what it does is sent later.`),
    );
    const { code, words } = await station.ended;
    if (words !== '' && code !== 0) note(words);
    return isStopping ? exitCodes.done : code;
  } finally {
    await office?.stop();
  }
};

runCommand(help, main);
