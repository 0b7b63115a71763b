import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { statePages, statesFolder } from './states';

describe('docs/states', () => {
  const pages = statePages();

  it.each([...pages])('%s is what the code says (else: npm run states)', (file, text) => {
    expect(readFileSync(join(statesFolder, file), 'utf8')).toBe(text);
  });

  it('has no page that nothing writes', () => {
    expect(new Set(readdirSync(statesFolder))).toEqual(new Set(pages.keys()));
  });

  it('draws every arrow and fills every cell', () => {
    const parcel = pages.get('parcel.md') ?? '';
    expect(parcel).toContain('sealed --> packing: ParcelReopened');
    expect(parcel).toContain('handed_over --> [*]');
    for (const text of pages.values()) expect(text).not.toMatch(/\| {2,}\|/);
  });
});
