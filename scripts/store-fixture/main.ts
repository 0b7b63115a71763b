// npx tsx scripts/store-fixture/main.ts: keeps a station's disk as today's Waybill writes it, for the tests of all that
// come after. To be run whenever a collection comes, a version in renderer/data/stored.ts or the journal's format goes up,
// before it ships.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptDisk } from '../../renderer/data/kept-disk.test-kit';

const folder = join(import.meta.dirname, '..', '..', 'renderer', 'data', 'stores');

async function main(): Promise<void> {
  const { writeKeptDisk } = await import('../../renderer/data/kept-disk.test-kit');
  const kept: KeptDisk = await writeKeptDisk();
  const versions = Object.values(kept.versions);
  const version = versions.reduce((sum, each) => sum + each, 0);
  const file = `${kept.engine}-${versions.length}-v${version}.json`;
  writeFileSync(join(folder, file), `${JSON.stringify(kept, null, 1)}\n`);
  process.stdout.write(`renderer/data/stores/${file}\n`);
}

await main();
