import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isUsableFolder } from './usable-folder';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'usable-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a folder to work in', () => {
  it('is made, with what is above it', () => {
    const deep = join(folder, 'a', 'b', 'c');
    expect(isUsableFolder(deep)).toBe(true);
    expect(existsSync(deep)).toBe(true);
    expect(isUsableFolder(deep)).toBe(true);
  });

  it('is not usable when a file is in its way', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(isUsableFolder(join(folder, 'file'))).toBe(false);
    expect(isUsableFolder(join(folder, 'file', 'below'))).toBe(false);
  });

  it('is not usable where the system makes no folders, and says so at once', () => {
    expect(isUsableFolder('/proc/waybill/data')).toBe(false);
  });
});
