import { defineConfig } from 'vitest/config';

const skipped = ['node_modules/**', 'out/**', 'dist/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{shared,main,preload,renderer,server,bench,scripts,e2e/rigs}/**/*.test.ts'],
          exclude: [...skipped, '**/*.integration.test.ts'],
          // Against tests that hang; a busy machine is no reason to fail.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'screens',
          environment: 'happy-dom',
          include: ['renderer/**/*.test.tsx'],
          exclude: skipped,
        },
      },
      {
        test: {
          name: 'integration',
          environment: 'node',
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
