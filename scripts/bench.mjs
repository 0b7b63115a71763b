// npm run bench: measures one claim. The frame is bench/main.ts; here only what must be there before it can run.
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { note, runToEnd } from './command.mjs';
import { projectRoot } from './folders.mjs';
import { setUp } from './setup.mjs';

const prepare = async () => {
  const { build } = await import('./build.mjs');
  await build({ note }).catch((cause) =>
    note(`The build failed; a bench that needs it will say so.\n${cause.message}`),
  );
};

// --help is answered by bench/main.ts, which knows the benches.
const args = process.argv.slice(2);
try {
  setUp('server');
  if (!args.some((each) => each === '--help' || each === '-h')) await prepare();
  process.exitCode = await runToEnd(process.execPath, [
    // Fifty stations in one process have the lists of fifty computers.
    `--max-old-space-size=${Math.floor((totalmem() / 2 ** 20) * 0.6)}`,
    '--import',
    'tsx',
    join(projectRoot, 'bench', 'main.ts'),
    ...args,
  ]);
} catch (cause) {
  note(cause.message);
  process.exitCode = cause.exitCode ?? 1;
}
