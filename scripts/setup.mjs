// Brings a fresh clone to where everything else can run: Node version, npm packages, system packages.
// Must need nothing but Node itself, change nothing that is already right, and say in one line what a person has to do
// where it may not do it.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exitCodes, note, runCommand, Stop } from './command.mjs';
import { projectRoot } from './folders.mjs';

const help = `
node scripts/setup.mjs [--for start|demo|test]

Checks the Node version, installs the npm packages when they are missing or differ from package-lock.json, and the
Debian packages Electron needs (demo and test need a virtual display too). Where it may not install, it prints the one
command to run. Done by "npm start" and "npm test" themselves.
`;

const oldestNode = [20, 19];

/** Debian names; `a|b` is one package under its older and newer name. */
const systemPackages = {
  start:
    'libgtk-3-0|libgtk-3-0t64 libnss3 libasound2|libasound2t64 libgbm1 libxss1 ' +
    'libatk-bridge2.0-0|libatk-bridge2.0-0t64 libcups2|libcups2t64 libusb-1.0-0 udev',
  demo: 'xvfb xauth x11-xkb-utils xdotool imagemagick',
  test: 'socat chromium iproute2',
};
const groupsOf = { server: [], start: ['start'], demo: ['start', 'demo'], test: ['start', 'demo', 'test'] };

const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new Stop(
    `Waybill needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}. Install one from https://nodejs.org and try again.`,
    exitCodes.oldNode,
  );
};

const lockOf = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
  } catch {
    return undefined;
  }
};

/** Does node_modules hold what package-lock.json names? Packages for other platforms may be absent. */
const arePackagesInstalled = () => {
  const wanted = lockOf(join(projectRoot, 'package-lock.json'));
  if (wanted === undefined)
    throw new Stop('package-lock.json is missing or unreadable: take it from git again.');
  const present = lockOf(join(projectRoot, 'node_modules', '.package-lock.json'));
  if (present === undefined) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' ||
      present[path]?.version === version ||
      ((optional || devOptional) && present[path] === undefined),
  );
};

const networkWords =
  /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|network/i;

const npm = (args) => {
  const isWindows = process.platform === 'win32';
  return spawnSync(isWindows ? 'npm.cmd' : 'npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: projectRoot,
    // What npm says goes to standard error: standard output is for results.
    stdio: ['ignore', 2, 'pipe'],
    encoding: 'utf8',
    shell: isWindows,
  });
};

/** One question: an install that cannot reach the registry would go on trying for many minutes, without a word. */
const isRegistryOutOfReach = () => {
  const asked = npm(['ping', '--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=20000']);
  return asked.status !== 0 && networkWords.test(asked.stderr ?? '');
};

const installPackages = () => {
  if (arePackagesInstalled()) return;
  note('Installing npm packages ...');
  // What npm has in its cache from an earlier installation may be enough.
  const offline = isRegistryOutOfReach() ? ['--offline'] : [];
  let result = npm(['ci', ...offline]);
  // npm ci refuses a lock file that was written behind a registry which lacks the binaries of other platforms, because
  // those entries are missing. npm install takes the same pinned versions and asks for the rest.
  if (result.status !== 0 && /EUSAGE/.test(result.stderr ?? ''))
    result = npm(['install', '--no-save', ...offline]);
  if (result.error) throw new Stop(`npm could not be started: ${result.error.message}. It comes with Node.`);
  if (result.status === 0) return;
  process.stderr.write(result.stderr);
  if (/ENOSPC/.test(result.stderr))
    throw new Stop('The disk is full: about 1.5 GB are needed. Make room and try again.');
  if (offline.length > 0 || networkWords.test(result.stderr)) {
    throw new Stop(
      'The npm registry cannot be reached, so the packages cannot be installed. Connect this computer to the network ' +
        '(or name your own registry: npm config set registry URL), then run the same command again.',
      exitCodes.noNetwork,
    );
  }
  throw new Stop('The npm packages could not be installed; the words of npm are above.');
};

const onPath = (program) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

const installedDebianPackages = () => {
  const listed = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Abbrev}\n'], {
    encoding: 'utf8',
  });
  return new Set(
    (listed.stdout ?? '')
      .split('\n')
      .filter((line) => / ii/.test(line))
      .map((line) => line.split(' ')[0]),
  );
};

const missingFrom = (names, installed) =>
  names.map((name) => name.split('|')).filter((each) => !each.some((one) => installed.has(one)));

// Of two names of one package, the one this release of Debian knows.
const nameHere = (names) => {
  if (names.length === 1) return names[0];
  const known = names.find((name) => {
    const shown = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' }).stdout ?? '';
    return /Candidate: (?!\(none\))/.test(shown);
  });
  return known ?? names[0];
};

const aptInstall = (names) => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (args) =>
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  let result = run(['install', '-y', '--no-install-recommends', ...names]);
  if (result.status !== 0) {
    run(['update']);
    result = run(['install', '-y', '--no-install-recommends', ...names]);
  }
  return result.status === 0 ? undefined : result.stderr.trim().split('\n').slice(-3).join(' / ');
};

const installSystemPackages = (purpose) => {
  if (process.platform !== 'linux') return;
  const groups = groupsOf[purpose];
  if (groups.length === 0) return;
  const names = groups.flatMap((group) => systemPackages[group].split(' '));
  // Asking dpkg costs a tenth of a second, so a good answer is kept as long as node_modules.
  const stamp = join(projectRoot, 'node_modules', '.cache', 'waybill', `system-${purpose}`);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === names.join(' ')) return;
  if (onPath('dpkg-query') && onPath('apt-get')) {
    let missing = missingFrom(names, installedDebianPackages());
    if (missing.length > 0 && process.getuid?.() === 0) {
      const wanted = missing.map(nameHere);
      note(`Installing system packages: ${wanted.join(' ')} ...`);
      const words = aptInstall(wanted);
      missing = missingFrom(names, installedDebianPackages());
      if (missing.length > 0) {
        throw new Stop(
          `System packages could not be installed (${words}). Run this when the network is there:\n  apt-get update && apt-get install -y ${missing.map(nameHere).join(' ')}`,
          exitCodes.missingSystemPackages,
        );
      }
    }
    if (missing.length > 0) {
      throw new Stop(
        `System packages are missing. Run this once, then the same command again:\n  sudo apt-get update && sudo apt-get install -y ${missing.map(nameHere).join(' ')}`,
        exitCodes.missingSystemPackages,
      );
    }
  } else if (purpose !== 'start') {
    const programs = ['Xvfb', 'xdotool', 'setxkbmap'].filter((program) => !onPath(program));
    if (programs.length > 0) {
      throw new Stop(
        `These programs are missing: ${programs.join(', ')}. Install them with your system's package manager, then run the same command again.`,
        exitCodes.missingSystemPackages,
      );
    }
  }
  try {
    mkdirSync(join(stamp, '..'), { recursive: true });
    writeFileSync(stamp, names.join(' '));
  } catch {
    // Somebody else's node_modules: then dpkg is asked again next time.
  }
};

/**
 * Sets up what `purpose` needs. Throws `Stop` in words.
 * @param {'server' | 'start' | 'demo' | 'test'} purpose
 */
export const setUp = (purpose) => {
  checkNode();
  installPackages();
  installSystemPackages(purpose);
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  runCommand(help, async (args) => {
    const at = args.indexOf('--for');
    const purpose = at < 0 ? 'start' : args[at + 1];
    if (!(purpose in groupsOf))
      throw new Stop(`--for takes one of: ${Object.keys(groupsOf).join(', ')}`, exitCodes.usage);
    setUp(purpose);
    note('Everything is in place.');
  });
}
