import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { checkFreeSpace } from './data-folder';

const mebibyte = 1024 * 1024;

describe('room on the disk of the data folder', () => {
  it.each([
    ['make', 300, 'enough'],
    ['make', 299, 'too little'],
    ['run', 48, 'enough'],
    ['run', 47, 'too little'],
  ] as const)('to %s a database, %i MiB are %s', (purpose, freeMiB, answer) => {
    const check = (): void => checkFreeSpace('/some/folder', purpose, freeMiB * mebibyte);
    if (answer === 'enough') expect(check).not.toThrow();
    else {
      expect(check).toThrow(
        expect.objectContaining({
          code: 'disk-full',
          message: expect.stringContaining(`/some/folder has ${freeMiB} MiB left`),
        }),
      );
    }
  });

  it('asks the system how much there is', () => {
    expect(() => checkFreeSpace(tmpdir(), 'run')).not.toThrow();
  });
});
