// A real Electron window for storage benches: the built application, not enrolled and so at rest, with the bench's own
// code bundled into its page.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright';
import { startDisplay } from '../../e2e/rigs/display';
import { launchStation } from '../../e2e/rigs/electron';
import { setUp } from '../../scripts/setup.mjs';
import { projectRoot } from '../bench';
import type { InPage } from './page';

export type StoreWindow = {
  /** Calls one of page.ts in the page. */
  ask: <Name extends keyof InPage>(
    name: Name,
    ...args: Parameters<InPage[Name]>
  ) => Promise<Awaited<ReturnType<InPage[Name]>>>;
  close: () => Promise<void>;
};

export async function openStoreWindow(): Promise<StoreWindow> {
  setUp('demo');
  const bundle = await bundlePage();
  const display = await startDisplay();
  const dataDir = mkdtempSync(join(tmpdir(), 'waybill-bench-store-'));
  const station = await launchStation({ display, dataDir, args: ['--js-flags=--expose-gc'] });
  await station.page.evaluate(bundle);
  return {
    ask: (name, ...args) => askPage(station.page, name, args) as never,
    close: async () => {
      await station.close();
      await display.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function askPage(page: Page, name: string, args: readonly unknown[]): Promise<unknown> {
  return page.evaluate(
    ([asked, given]) => {
      const { storeBench } = globalThis as unknown as {
        storeBench: Record<string, (...all: unknown[]) => Promise<unknown>>;
      };
      return storeBench[asked]?.(...given);
    },
    [name, args] as const,
  );
}

async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(projectRoot, 'bench/store/page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'chrome114',
    alias: { assert: join(projectRoot, 'bench/store/assert.ts') },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
