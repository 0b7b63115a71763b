import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isVisible, readPlace, writePlace } from './window-place';

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const place = { x: 100, y: 50, width: 1280, height: 800, maximized: false };

describe('where the window was', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'window-place-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is remembered', async () => {
    await writePlace(folder, place);
    expect(readPlace(folder, screens)).toEqual(place);
  });

  it('is forgotten when its screen has gone', async () => {
    await writePlace(folder, { ...place, x: 1900 });
    expect(readPlace(folder, screens)).toBeNull();
    expect(isVisible({ ...place, x: 1820 }, screens)).toBe(true);
  });

  it('is nothing when the file is missing or broken', () => {
    expect(readPlace(folder, screens)).toBeNull();
    writeFileSync(join(folder, 'window.json'), '{"x":');
    expect(readPlace(folder, screens)).toBeNull();
  });
});
