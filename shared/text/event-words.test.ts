// Whatever happens to an order stands on its page in words: every event that a machine knows has some, in both languages.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from './en.json';
import tr from './tr.json';

const domain = resolve(import.meta.dirname, '../domain');
const types = readdirSync(domain, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('evolve.ts'))
  .flatMap((file) =>
    [...readFileSync(join(domain, file), 'utf8').matchAll(/case '([A-Z]\w+)':/g)].map(
      ([, type = '']) => type,
    ),
  );

describe('events', () => {
  it('are found where machines are', () => expect(types.length).toBeGreaterThan(100));

  it.each([
    ['English', en],
    ['Turkish', tr],
  ] as const)('all have words in %s', (_language, words) => {
    expect([...new Set(types)].filter((type) => !(`event.${type}` in words))).toEqual([]);
  });
});
