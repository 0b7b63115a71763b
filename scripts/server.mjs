// npm run server: head office alone, in the foreground.
import { existsSync } from 'node:fs';
import { note, runCommand, runToEnd, Stop } from './command.mjs';
import { dataFolder } from './folders.mjs';
import { setUp } from './setup.mjs';

const help = `
npm run server [-- OPTIONS]

Builds what changed and runs head office in this terminal until Ctrl+C. Options go to the server itself.
  --sample            load the sample company when the database is empty
  --print-enrolment   print {"ready":true,"origin":...,"enrolCode":...} when it answers

Environment: WAYBILL_DATA_DIR  folder of the company's data (default: ${dataFolder()})
             DATABASE_URL      your own PostgreSQL (15 or newer) instead of the embedded one
             PORT              port to listen on (default 4310)
             HOST              address to listen on (default 127.0.0.1); any other one is served over TLS
             WAYBILL_ADDRESS   name or address stations reach this computer by
`;

runCommand(help, async (args) => {
  setUp('server');
  const { build } = await import('./build.mjs');
  const { serverEntry } = await import('./head-office-process.mjs');
  await build({ only: ['server'], note });
  if (!existsSync(serverEntry)) throw new Stop('There is no server to run: server/main.ts is missing.');
  const env = { PORT: '4310', ...process.env, WAYBILL_DATA_DIR: dataFolder() };
  return runToEnd(process.execPath, ['--enable-source-maps', serverEntry, ...args], { env });
});
