// npm run import, backup, restore, verify-ledger: a command beside head office, built when needed and run to its end.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { note, runToEnd, Stop } from './command.mjs';
import { dataFolder, projectRoot } from './folders.mjs';
import { setUp } from './setup.mjs';

const [name = '', ...args] = process.argv.slice(2);

const main = async () => {
  const entry = join(projectRoot, 'out', 'server', `${name}.mjs`);
  setUp('server');
  const { build } = await import('./build.mjs');
  await build({ only: ['server'], note });
  if (!existsSync(entry)) throw new Stop(`There is no such command: server/cli/${name}.ts is missing.`);
  const env = { ...process.env, WAYBILL_DATA_DIR: dataFolder() };
  return runToEnd(process.execPath, ['--enable-source-maps', entry, ...args], { env });
};

main().then(
  (code) => process.exit(code),
  (cause) => {
    process.stderr.write(`${cause instanceof Stop ? cause.message : (cause?.stack ?? cause)}\n`);
    process.exit(cause instanceof Stop ? cause.exitCode : 1);
  },
);
