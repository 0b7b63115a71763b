// npm run package:dir: the station as an unpacked desktop application in dist/, with no network.
// Must never let the carried Electron look like something to ship: such a package says so, and its folder's name too.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { note, runCommand, runToEnd, Stop } from './command.mjs';
import { projectRoot } from './folders.mjs';
import { setUp } from './setup.mjs';

const help = `
npm run package:dir

Builds the station and packs it, unpacked, with the Electron found on this computer (see scripts/electron-runtime.mjs)
into dist/. Installers (AppImage, deb, nsis, dmg) fetch tools of their own: npx electron-builder --linux | --win | --mac
`;

const platformFlag = { linux: '--linux', win32: '--win', darwin: '--mac' };

// The carried runtime holds our loader where an application would lie; a package needs it without.
const withoutLoader = (dist) => {
  const copy = join(projectRoot, 'out', '.electron-to-pack');
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(dirname(copy), { recursive: true });
  cpSync(dist, copy, { recursive: true, filter: (path) => !path.startsWith(join(dist, 'resources', 'app')) });
  return copy;
};

runCommand(help, async () => {
  setUp('start');
  const { build } = await import('./build.mjs');
  const { electronRuntime, runtimeInWords } = await import('./electron-runtime.mjs');
  await build({ only: ['main', 'device-host', 'preload', 'renderer'], note });
  if (!existsSync(join(projectRoot, 'out', 'renderer', 'index.html')))
    throw new Stop('There is no renderer to pack.');
  const runtime = await electronRuntime({ note });
  note(runtimeInWords(runtime));
  const dist = runtime.mayShip ? runtime.dist : withoutLoader(runtime.dist);
  const output = runtime.mayShip ? 'dist' : join('dist', 'development-only');
  const code = await runToEnd(process.execPath, [
    join(projectRoot, 'node_modules', 'electron-builder', 'cli.js'),
    platformFlag[process.platform],
    'dir',
    '--publish',
    'never',
    `-c.electronDist=${dist}`,
    `-c.electronVersion=${runtime.version}`,
    `-c.directories.output=${output}`,
  ]);
  if (!runtime.mayShip) rmSync(dist, { recursive: true, force: true });
  if (code !== 0) return code;
  if (!runtime.mayShip) {
    const words = `This package holds ${runtimeInWords(runtime)}. It is for development and tests. Never give it to a customer.\n`;
    writeFileSync(join(projectRoot, output, 'DEVELOPMENT-ONLY.txt'), words);
    note(`\nDEVELOPMENT PACKAGE, NOT FOR RELEASE: ${words.trim()}`);
  }
  note(`Packed into ${join(projectRoot, output)}`);
  return 0;
});
