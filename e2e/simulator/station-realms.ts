// Every station PC runs a program of its own: its modules are loaded anew for each, so that no two share a registry, a
// cache or a counter. (RxDB allows so many open collections a realm; a real station is one realm too.) Only virtual time
// and the disks are of the world.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import vm from 'node:vm';
import { buildSync } from 'esbuild';
import * as virtualTimeModule from './virtual-time';

type StationModule = typeof import('./station');

const requireOutside = createRequire(import.meta.url);
const realms = new Map<number, StationModule>();
let script: vm.Script | null = null;

/** The program of the n-th station PC. */
export function stationRealm(number: number): StationModule {
  const known = realms.get(number);
  if (known) return known;
  script ??= new vm.Script(`(function (module, exports, require) {${bundle()}\n})`, {
    filename: 'station.js',
  });
  const module = { exports: {} };
  const load = script.runInThisContext() as (...parts: unknown[]) => void;
  load(module, module.exports, (name: string) =>
    name.endsWith('virtual-time') ? virtualTimeModule : (requireOutside(name) as unknown),
  );
  const loaded = module.exports as StationModule;
  realms.set(number, loaded);
  return loaded;
}

function bundle(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(import.meta.dirname, 'station.ts')],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['./virtual-time', 'fake-indexeddb', '@testing-library/*', 'vitest'],
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
