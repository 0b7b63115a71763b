import { defineConfig } from 'vitest/config';

const skipped = ['node_modules/**', 'out/**', 'dist/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{shared,server,bench,scripts,e2e/rigs}/**/*.test.ts'],
          exclude: [...skipped, '**/*.integration.test.ts'],
          // Rules keep nothing between two tests: a program is read once for all the files that ask for it.
          isolate: false,
          maxWorkers: 2,
          // Against tests that hang; a busy machine is no reason to fail.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'station',
          environment: 'node',
          isolate: false,
          maxWorkers: 2,
          include: ['{main,preload,renderer}/**/*.test.ts'],
          exclude: [...skipped, '**/*.integration.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'screens',
          environment: 'happy-dom',
          maxWorkers: 2,
          include: ['renderer/**/*.test.tsx'],
          exclude: skipped,
        },
      },
      {
        test: {
          name: 'integration',
          environment: 'node',
          // As above: reading the server and its routes took longer than most of the tests.
          isolate: false,
          include: ['{main,server,e2e}/**/*.integration.test.ts'],
          exclude: skipped,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          globalSetup: ['server/db/test-database.ts'],
        },
      },
    ],
  },
});
