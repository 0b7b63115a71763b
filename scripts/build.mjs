// Builds what runs: main, device host, preload, renderer (out/...) and head office (out/server).
// Node sides are bundled by esbuild (main, device host, preload as CommonJS for Electron 25 and newer; head office
// as an ES module), the renderer by Vite. Plain esbuild and Vite rather than electron-vite: one tool had to bundle
// head office anyway, and electron-vite ties its targets to the installed electron package, not to the oldest one.
// Must never build what has not changed (hash of inputs), nor leave a half-written output in place.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './folders.mjs';

const help = `node scripts/build.mjs [--force] [--only PART,PART]

Builds main, device-host, preload, renderer and server into out/, skipping what has not changed.
  --force   build even when nothing has changed
  --only    only these parts
`;

const outFolder = join(projectRoot, 'out');
const always = ['package-lock.json', 'tsconfig.base.json', 'scripts/build.mjs'];
const isTest = (name) => /\.(test|test-kit)\.tsx?$/.test(name);

/** Part name -> what goes in, where it comes out. A part without its entry file is skipped. */
const parts = {
  main: { inputs: ['main', 'shared'], entry: 'main/index.ts', to: 'main/index.cjs', build: electronBundle },
  'device-host': {
    inputs: ['main', 'shared'],
    entry: 'main/devices/host.ts',
    to: 'main/device-host.cjs',
    build: electronBundle,
  },
  preload: {
    inputs: ['preload', 'shared'],
    entry: 'preload/index.ts',
    to: 'preload/index.cjs',
    build: electronBundle,
  },
  renderer: {
    inputs: ['renderer', 'shared', 'vite.config.ts'],
    entry: 'renderer/index.html',
    to: 'renderer/index.html',
    build: rendererBundle,
  },
  server: {
    inputs: ['server', 'shared'],
    entry: 'server/main.ts',
    to: 'server/main.mjs',
    build: serverBundle,
  },
};

const filesUnder = async (path) => {
  const absolute = join(projectRoot, path);
  const entries = await readdir(absolute, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return existsSync(absolute) ? [absolute] : [];
  return entries
    .filter((entry) => entry.isFile() && !isTest(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
};

const hashOf = async (inputs) => {
  const hash = createHash('sha256');
  const files = (await Promise.all([...always, ...inputs].map(filesUnder))).flat().sort();
  for (const file of files) {
    hash.update(relative(projectRoot, file)).update('\0');
    hash.update(await readFile(file)).update('\0');
  }
  return hash.digest('hex');
};

async function electronBundle({ entry, to }, work) {
  const esbuild = await import('esbuild');
  await esbuild.build({
    entryPoints: [join(projectRoot, entry)],
    outfile: join(work, to.split('/').at(-1)),
    absWorkingDir: projectRoot,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // Node 18.15 is what Electron 25 carries.
    target: 'node18',
    // Native libraries are loaded from node_modules; everything else is bundled, for a quick start.
    external: ['electron', 'node-hid', 'serialport'],
    conditions: ['node'],
    mainFields: ['module', 'main'],
    sourcemap: 'linked',
    legalComments: 'linked',
    logLevel: 'error',
  });
  if (entry !== 'main/index.ts') return;
  // Labels draw with these what a printer's own font lacks.
  const fonts = join(projectRoot, 'node_modules', 'dejavu-fonts-ttf');
  await mkdir(join(work, 'fonts'));
  for (const name of ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf']) {
    await copyFile(join(fonts, 'ttf', name), join(work, 'fonts', name));
  }
  await copyFile(join(fonts, 'LICENSE'), join(work, 'fonts', 'LICENSE'));
}

// A bundled file must still find the SQL and sample files that lie beside its source.
const sourceLocations = {
  name: 'source-locations',
  setup(build) {
    build.onLoad({ filter: /[\\/]server[\\/].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes('import.meta.')) return undefined;
      const up = relative(join(outFolder, 'server'), path).split(sep).join('/');
      const url = `new URL(${JSON.stringify(up)}, __waybillBundleUrl)`;
      const contents = source
        .replaceAll('import.meta.url', `${url}.href`)
        .replaceAll('import.meta.dirname', `__waybillPathOf(new URL('.', ${url}))`)
        .replaceAll('import.meta.filename', `__waybillPathOf(${url})`);
      return { contents, loader: 'ts' };
    });
  },
};

async function serverBundle({ entry }, work) {
  const esbuild = await import('esbuild');
  const commands = (await filesUnder('server/cli')).filter((file) => file.endsWith('.ts'));
  await esbuild.build({
    entryPoints: [
      { in: join(projectRoot, entry), out: 'main' },
      // Threads of head office are files of their own.
      { in: join(projectRoot, 'server/services/replan/plan-worker.ts'), out: 'plan-worker' },
      { in: join(projectRoot, 'server/services/demand/forecast-worker.ts'), out: 'forecast-worker' },
      ...commands.map((file) => ({
        in: file,
        out: relative(join(projectRoot, 'server/cli'), file).slice(0, -3),
      })),
    ],
    outdir: work,
    absWorkingDir: projectRoot,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunk-[hash]',
    loader: { '.sql': 'text' },
    banner: {
      js: `import { fileURLToPath as __waybillPathOf } from 'node:url';\nconst __waybillBundleUrl = import.meta.url;`,
    },
    plugins: [sourceLocations],
    sourcemap: 'linked',
    logLevel: 'error',
  });
}

async function rendererBundle(_part, work) {
  const vite = await import('vite');
  // Vite takes NODE_ENV over its own mode, and a test runner sets it; what is tested is what is shipped.
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  await vite.build({
    mode: 'production',
    configFile: join(projectRoot, 'vite.config.ts'),
    root: join(projectRoot, 'renderer'),
    logLevel: 'warn',
    build: { outDir: work, emptyOutDir: true },
  });
  if (before === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = before;
}

const builtHash = async (name) =>
  (await readFile(join(outFolder, '.built', name), 'utf8').catch(() => '')).trim();

// Files move into place by rename, so that a running application never reads half a bundle.
const moveIntoPlace = async (work, part) => {
  const target = join(outFolder, dirname(part.to));
  if (part.build === electronBundle) {
    await mkdir(target, { recursive: true });
    for (const file of await readdir(work, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const from = join(file.parentPath ?? file.path, file.name);
      const to = join(target, relative(work, from));
      await mkdir(dirname(to), { recursive: true });
      await rename(from, to);
    }
    return;
  }
  const old = `${work}-old`;
  await rename(target, old).catch((cause) => {
    if (cause.code !== 'ENOENT') throw cause;
  });
  await rename(work, target);
  await rm(old, { recursive: true, force: true });
};

const buildPart = async (name, { force, note }) => {
  const part = parts[name];
  if (!existsSync(join(projectRoot, part.entry))) return 'absent';
  const hash = await hashOf(part.inputs);
  if (!force && existsSync(join(outFolder, part.to)) && (await builtHash(name)) === hash) return 'unchanged';
  const startedMs = performance.now();
  const work = join(outFolder, `.building-${name}-${process.pid}`);
  try {
    await rm(work, { recursive: true, force: true });
    await mkdir(work, { recursive: true });
    await part.build(part, work);
    await moveIntoPlace(work, part);
    await mkdir(join(outFolder, '.built'), { recursive: true });
    await writeFile(join(outFolder, '.built', name), hash);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  note(`built ${name} in ${Math.round(performance.now() - startedMs)} ms`);
  return 'built';
};

/** Names of all parts, in build order. */
export const partNames = Object.keys(parts);

/**
 * Brings the outputs of the named parts up to date.
 *
 * @param {{only?: string[], force?: boolean, note?: (line: string) => void}} [options]
 * @returns {Promise<Record<string, 'built' | 'unchanged' | 'absent'>>} what happened to each part
 * @throws Error in words when a part does not build; its former output stays
 */
export const build = async ({ only = partNames, force = false, note = () => {} } = {}) => {
  const unknown = only.filter((name) => !(name in parts));
  if (unknown.length > 0)
    throw new Error(`no part "${unknown.join(', ')}"; there are: ${partNames.join(', ')}`);
  const outcome = {};
  for (const name of only) outcome[name] = await buildPart(name, { force, note });
  return outcome;
};

const main = async (args) => {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(help);
    return;
  }
  const at = args.indexOf('--only');
  const only = at < 0 ? partNames : (args[at + 1] ?? '').split(',');
  const outcome = await build({
    only,
    force: args.includes('--force'),
    note: (line) => process.stdout.write(`${line}\n`),
  });
  const absent = Object.keys(outcome).filter((name) => outcome[name] === 'absent');
  if (absent.length > 0) process.stdout.write(`no source yet for: ${absent.join(', ')}\n`);
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.argv.slice(2)).catch((cause) => {
    process.stderr.write(`${cause.message}\n`);
    process.exitCode = 1;
  });
}
