import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breachesIn, type SourceTree } from './architecture';

const root = resolve(import.meta.dirname, '..');
const folders = ['shared', 'main', 'preload', 'renderer', 'server', 'e2e', 'bench', 'scripts'];
const aboutLines = 300;
const tooManyLines = 450;

const projectTree = (): SourceTree => {
  const tree = new Map<string, string>();
  for (const folder of folders) {
    let entries: string[] = [];
    try {
      entries = readdirSync(join(root, folder), { recursive: true }) as string[];
    } catch {
      continue;
    }
    for (const entry of entries) {
      if (!/\.tsx?$/.test(entry) || entry.includes('.generated.')) continue;
      const path = join(root, folder, entry);
      tree.set(relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8'));
    }
  }
  return tree;
};

describe('architecture', () => {
  const tree = projectTree();

  it('reads the whole project', () => {
    expect(tree.has('shared/domain/order/decide.ts')).toBe(true);
    expect(tree.has('scripts/architecture.test.ts')).toBe(true);
  });

  it('has no import across a border and no clock or chance in shared', () => {
    expect(breachesIn(tree)).toEqual([]);
  });

  it('keeps one idea a file, in about 300 lines', () => {
    const lengths = [...tree].map(([path, source]) => ({ path, lines: source.split('\n').length }));
    for (const { path, lines } of lengths) {
      if (lines > aboutLines && !path.includes('.test.'))
        console.warn(`${path} has ${lines} lines: split it?`);
    }
    const tooLong = lengths.filter(({ path, lines }) => lines > tooManyLines && !path.includes('.test.'));
    expect(tooLong).toEqual([]);
  });
});

describe('a planted breach is named in words', () => {
  const planted: ReadonlyArray<[from: string, source: string, words: string]> = [
    ['main/shell/a.ts', `import { x } from '../../renderer/app/a';`, 'imports renderer/app/a: main reaches'],
    [
      'renderer/app/a.ts',
      `import type { X } from '../../main/shell/a';`,
      'imports main/shell/a: the renderer shows',
    ],
    ['renderer/app/a.ts', `import { readFileSync } from 'node:fs';`, 'no Node'],
    ['renderer/app/a.ts', `import { ipcRenderer } from 'electron';`, 'only main/shell'],
    ['main/devices/a.ts', `import { app } from 'electron';`, 'only main/shell'],
    ['main/devices/a.ts', `import { x } from '../shell/a';`, 'take a port'],
    ['main/services/a.ts', `const hid = await import('node-hid');`, 'only main/devices'],
    ['shared/domain/order/a.ts', `export * from '../../sync/a';`, 'shared/domain may import only'],
    ['shared/domain/order/a.ts', `export { x } from '../../contract/http';`, 'shared/domain may import only'],
    ['shared/money/a.ts', `import { x } from '../domain/a';`, 'shared/money may import only'],
    ['shared/label/a.ts', `import { v7 } from 'uuid';`, 'pure packages'],
    ['shared/label/a.ts', `const x: import('../../server/a').X = 1;`, 'shared decides'],
    ['shared/label/a.ts', `import { join } from 'path';`, 'no Node module'],
    ['shared/sync/a.ts', `export const at = () => Date.now();`, 'uses Date.now'],
    ['shared/sync/a.ts', `export const at = () => new Date();`, 'uses new Date()'],
    ['shared/sync/a.ts', `export const at = () => Math.random();`, 'uses Math.random'],
    [
      'server/routes/a.ts',
      `const { x } = require('../../main/shell/a');`,
      'head office knows no station code',
    ],
    ['preload/a.ts', `import { x } from '../shared/domain/a';`, 'preload only connects'],
    ['server/a.test.ts', `import { x } from '../main/a';`, 'belongs in e2e'],
    ['main/a.ts', `import { x } from '../e2e/rigs/a';`, 'main reaches'],
    ['shared/money/a.ts', `import { x } from './a.test-kit';`, 'a test kit is for tests'],
  ];
  it.each(planted)('%s: %s', (from, source, words) => {
    const breaches = breachesIn(new Map([[from, source]]));
    expect(breaches).toHaveLength(1);
    expect(breaches[0]).toContain(words);
    expect(breaches[0]).toMatch(/^[\w/.-]+:1 /);
  });

  const sound: ReadonlyArray<[from: string, source: string]> = [
    ['main/shell/a.ts', `import { app } from 'electron'; import { x } from '../../shared/contract/window';`],
    ['main/devices/a.ts', `import { join } from 'node:path'; import HID from 'node-hid';`],
    ['renderer/a.tsx', `import { useState } from 'react'; import { x } from '../shared/domain/order/order';`],
    ['shared/domain/order/a.ts', `import { x } from '../../money/money'; export const at = new Date(0);`],
    ['server/a.test.ts', `import { x } from '../e2e/rigs/a'; import { y } from './a';`],
    ['shared/barcode/a.test.ts', `import { x } from '../domain/property.test-kit';`],
  ];
  it.each(sound)('and an allowed edge is not: %s: %s', (from, source) => {
    expect(breachesIn(new Map([[from, source]]))).toEqual([]);
  });
});
