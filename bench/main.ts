// `npm run bench -- NAME`: finds bench/NAME.ts, which exports `bench`, and runs it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Bench, projectRoot, runBench } from './bench';

const folder = join(projectRoot, 'bench');

/** Names of the files in bench/ that hold a bench. */
const benchNames = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => /^export const bench\b/m.test(readFileSync(join(folder, file), 'utf8')))
    .map((file) => file.slice(0, -3))
    .sort();

const main = async (): Promise<0 | 1 | 2> => {
  const [name, ...rest] = process.argv.slice(2);
  const names = benchNames();
  if (name === undefined || name.startsWith('-')) {
    process.stdout.write(`npm run bench -- NAME [options]\nNAME is one of: ${names.join(', ')}\n`);
    return name === '--help' || name === '-h' ? 0 : 1;
  }
  if (!names.includes(name)) {
    process.stderr.write(`no bench "${name}"; there are: ${names.join(', ')}\n`);
    return 1;
  }
  const module = (await import(pathToFileURL(join(folder, `${name}.ts`)).href)) as { bench: Bench };
  return runBench(module.bench, rest);
};

main().then(
  (code) => process.exit(code),
  (cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
    process.exit(1);
  },
);
