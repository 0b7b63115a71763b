// A program loaded anew for each of many station PCs in one process, so that no two share a registry, a cache or a counter.
// (RxDB allows so many open collections a realm; a real station is one realm too.)
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { buildSync } from 'esbuild';

export type OwnRealmsOptions = {
  /** File of the program; what it exports is what each realm gives. */
  program: string;
  /** Modules that belong to the world and not to the program, by their path as the program imports them. */
  shared?: Readonly<Record<string, unknown>>;
};

/** @returns what gives the program of the n-th PC */
export function ownRealms<Program>({ program, shared = {} }: OwnRealmsOptions): (number: number) => Program {
  const requireOutside = createRequire(import.meta.url);
  const realms = new Map<number, Program>();
  let script: vm.Script | null = null;
  return (number) => {
    const known = realms.get(number);
    if (known) return known;
    script ??= new vm.Script(
      `(function (module, exports, require) {${bundle(program, Object.keys(shared))}\n})`,
      {
        filename: 'station.js',
      },
    );
    const module = { exports: {} };
    const load = script.runInThisContext() as (...parts: unknown[]) => void;
    load(module, module.exports, (name: string) =>
      name in shared ? shared[name] : (requireOutside(name) as unknown),
    );
    const loaded = module.exports as Program;
    realms.set(number, loaded);
    return loaded;
  };
}

function bundle(program: string, shared: readonly string[]): string {
  const { outputFiles } = buildSync({
    entryPoints: [program],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: [...shared, 'fake-indexeddb', '@testing-library/*', 'vitest'],
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
