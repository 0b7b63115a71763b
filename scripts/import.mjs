// npm run import: reads an order file into a head office.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { note, runCommand, runToEnd, Stop } from './command.mjs';
import { dataFolder, projectRoot } from './folders.mjs';
import { setUp } from './setup.mjs';

const help = `
npm run import -- FILE --channel CHANNEL --format FORMAT [MORE OPTIONS]

Reads an order file. Lines that cannot be taken are kept aside with row, reason and original text; the same file read
twice changes nothing. Run it without FILE to see the server's own list of options.

Environment: WAYBILL_DATA_DIR, DATABASE_URL as for "npm run server"
`;

runCommand(help, async (args) => {
  setUp('server');
  const { build } = await import('./build.mjs');
  await build({ only: ['server'], note });
  const entry = join(projectRoot, 'out', 'server', 'import.mjs');
  if (!existsSync(entry)) throw new Stop('There is no importer to run: server/cli/import.ts is missing.');
  const env = { ...process.env, WAYBILL_DATA_DIR: dataFolder() };
  return runToEnd(process.execPath, ['--enable-source-maps', entry, ...args], { env });
});
