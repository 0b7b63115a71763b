// npm run simulate: schedules of a whole small company in virtual time. What there is to say is e2e/simulator/cli.ts's.
import { join } from 'node:path';
import { note, runToEnd } from './command.mjs';
import { projectRoot } from './folders.mjs';
import { setUp } from './setup.mjs';

try {
  setUp('server');
  const cli = join(projectRoot, 'e2e', 'simulator', 'cli.ts');
  process.exitCode = await runToEnd(process.execPath, ['--import', 'tsx', cli, ...process.argv.slice(2)]);
} catch (cause) {
  note(cause.message);
  process.exitCode = cause.exitCode ?? 1;
}
