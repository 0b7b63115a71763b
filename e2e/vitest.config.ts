// The stories: real Electron, real head office, keys from the operating system. One at a time, because they share
// two processor cores and because a person packs one box at a time.
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'stories',
    root: resolve(import.meta.dirname, '..'),
    include: ['e2e/stories/**/*.test.ts'],
    globalSetup: ['e2e/rigs/built.ts'],
    environment: 'node',
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    retry: 0,
  },
});
