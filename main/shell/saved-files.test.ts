// A page may name a file, and nothing else about where it goes.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { savePathOf } from './saved-files';

const folder = join('home', 'downloads');

it.each([
  ['orders.csv', [], 'orders.csv'],
  ['orders.csv', ['orders.csv', 'orders (2).csv'], 'orders (3).csv'],
  ['../../.bashrc', [], '-..-.bashrc'],
  ['a\\b/c:d.zip', [], 'a-b-c-d.zip'],
  ['...', [], 'waybill'],
])('%s where there is %j goes to %s', (name, there, goes) => {
  const taken = there.map((each) => join(folder, each));
  expect(savePathOf(folder, name, (path) => taken.includes(path))).toBe(join(folder, goes));
});
