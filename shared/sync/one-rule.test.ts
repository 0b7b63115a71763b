// Law 4: a rule lives once. The station's screen and head office answer an op by the same function, and nobody else
// decides what may be done to an order or a parcel.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

type Source = { path: string; text: string; imports: { name: string; from: string }[] };

function sourcesOf(layer: string): Source[] {
  const files = readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|test-kit|generated)\.tsx?$/.test(file))
    .map((file) => {
      const path = relative(root, join(root, layer, file))
        .split(sep)
        .join('/');
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, imports: importsOf(path, text) };
    });
}

/** Every name a file imports, with the project path it comes from. */
function importsOf(path: string, text: string): Source['imports'] {
  const found = text.matchAll(/import (?:type )?\{([^}]*)\} from '(\.[^']+)'/g);
  return [...found].flatMap(([, names = '', from = '']) =>
    names.split(',').flatMap((each) => {
      const name = each
        .replace(/^\s*type\s/, '')
        .split(' as ')[0]
        ?.trim();
      return name ? [{ name, from: posix.join(dirname(path), from) }] : [];
    }),
  );
}

const layers = { shared: sourcesOf('shared'), renderer: sourcesOf('renderer'), server: sourcesOf('server') };
const all = [...Object.values(layers).flat(), ...sourcesOf('main'), ...sourcesOf('preload')];

/** Files of a layer that import this name from this file. */
function usersOf(layer: keyof typeof layers, name: string, from: string): string[] {
  return layers[layer]
    .filter(({ imports }) => imports.some((each) => each.name === name && each.from === from))
    .map(({ path }) => path);
}

describe('law 4: a rule lives once', () => {
  it('what the screen shows and what head office stores come from one file', () => {
    expect(usersOf('renderer', 'overlay', 'shared/sync/apply-op')).not.toEqual([]);
    expect(usersOf('server', 'answerOp', 'shared/sync/apply-op')).not.toEqual([]);
    const bridge = layers.shared.find(({ path }) => path === 'shared/sync/apply-op.ts');
    expect(bridge?.text).toMatch(/foldParcels\(parcels, answerOp\(/);
  });

  it('the bench asks the parcel by the same decide before it shows green', () => {
    const users = usersOf('shared', 'decideParcel', 'shared/domain/parcel/decide');
    expect(users).toEqual(
      expect.arrayContaining([
        'shared/domain/packing/bench-boxing.ts',
        'shared/domain/packing/bench-act.ts',
        'shared/domain/packing/bench-items.ts',
        'shared/domain/packing/bench-parcels.ts',
        'shared/domain/parcel/reconcile.ts',
        'shared/sync/apply-op.ts',
      ]),
    );
  });

  it('nobody outside shared decides or applies for an order or a parcel', () => {
    const own = all
      .filter(({ path }) => !path.startsWith('shared/'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/(?:function|const) ((?:decide|evolve)(?:Order|Parcel)\w*)/g)].map(
          ([, name]) => `${path}: ${name}`,
        ),
      );
    expect(own).toEqual([]);
  });

  it('each decision is declared in one file', () => {
    for (const name of [
      'decideOrder',
      'evolveOrder',
      'decideParcel',
      'evolveParcel',
      'effectsOf',
      'answerFact',
      'answerOp',
      'allocate',
      'answerScan',
    ]) {
      const homes = all.filter(({ text }) => new RegExp(`export function ${name}\\(`).test(text));
      expect(
        homes.map(({ path }) => path),
        name,
      ).toHaveLength(1);
    }
  });
});
