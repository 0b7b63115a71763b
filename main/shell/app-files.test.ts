import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentTypeOf, fileOf } from './app-files';

const folder = '/opt/waybill/out/renderer';
const origin = 'app://waybill';

describe('an address of our protocol', () => {
  it.each([
    ['app://waybill', 'index.html'],
    ['app://waybill/', 'index.html'],
    ['app://waybill/index.html?x=1#y', 'index.html'],
    ['app://waybill/assets/a%20b.js', 'assets/a b.js'],
    ['app://waybill/assets/../index.html', 'index.html'],
  ])('%s is the file %s', (address, file) => {
    expect(fileOf(address, folder, origin)).toBe(join(folder, file));
  });

  it.each([
    'app://waybill/../main/index.cjs',
    'app://waybill/%2e%2e/main/index.cjs',
    'app://waybill/assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    'app://waybill/..%5cmain',
    'app://waybill/%00',
    'app://waybill/%E0%A4%A',
    'app://waybill.evil/index.html',
    'app://other/index.html',
    'file:///etc/passwd',
  ])('%s is nothing of ours', (address) => {
    expect(fileOf(address, folder, origin)).toBeNull();
  });

  it('names content types', () => {
    expect(contentTypeOf('a/b.JS')).toBe('text/javascript; charset=utf-8');
    expect(contentTypeOf('a/b.unknown')).toBe('application/octet-stream');
  });
});
