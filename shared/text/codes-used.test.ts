// A refusal or an answer that nobody gives is a promise nobody keeps: every code is written somewhere in the product.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verdictCodes } from '../domain/packing/verdict';
import { refusalCodes } from '../domain/refusal';

const root = resolve(import.meta.dirname, '../..');
const lists = /shared\/domain\/(refusal|packing\/verdict)\.ts$/;

/** All source that is no test and no list of codes, as one text. */
const source = ['shared', 'main', 'renderer', 'server']
  .flatMap((layer) =>
    readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.(test|test-kit)\.tsx?$/.test(file))
      .map((file) => join(root, layer, file)),
  )
  .filter((file) => !lists.test(file.replaceAll('\\', '/')))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

describe('codes', () => {
  it.each([...refusalCodes])('%s is refused somewhere', (code) => {
    expect(source.includes(`'${code}'`)).toBe(true);
  });

  it.each([...verdictCodes])('%s is answered somewhere', (code) => {
    expect(source.includes(`'${code}'`)).toBe(true);
  });
});
