// The stories: real Electron, real head office, keys from the operating system. Two files at a time: each has a display,
// a head office and a folder of its own, and waits for them more than it works.
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'stories',
    root: resolve(import.meta.dirname, '..'),
    include: ['e2e/stories/**/*.test.ts'],
    globalSetup: ['e2e/rigs/built.ts'],
    environment: 'node',
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    retry: 0,
  },
});
