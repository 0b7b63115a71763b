// The frame of a command beside head office: wrong use and expected failures in words, faults of our own with a stack.
import { parseArgs } from 'node:util';
import { DatabaseFailure } from '../db/database-failure';

/** Wrong use; the message says what is right. */
export class WrongUse extends Error {}

/** Runs a command to its end and ends the program: 64 for wrong use, 1 for a failure, else what `main` answers. */
export function runCommand(main: (args: readonly string[]) => Promise<number>): void {
  main(process.argv.slice(2)).then(
    (code) => process.exit(code),
    (cause: unknown) => {
      const isExpected = cause instanceof DatabaseFailure || cause instanceof WrongUse;
      const words = isExpected ? cause.message : cause instanceof Error ? cause.stack : String(cause);
      process.stderr.write(`${words}\n`);
      process.exit(cause instanceof WrongUse ? 64 : 1);
    },
  );
}

export type CommandArgs = { flags: ReadonlySet<string>; files: readonly string[]; help: boolean };

/** Flags that are there, and everything else. @throws WrongUse for a flag that is not known */
export function readArgs(args: readonly string[], flags: readonly string[], command: string): CommandArgs {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        ...Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' as const }])),
      },
    });
    return { flags: new Set(Object.keys(values)), files: positionals, help: 'help' in values };
  } catch (cause) {
    throw new WrongUse(
      `${cause instanceof Error ? cause.message : String(cause)}\nSee npm run ${command} -- --help`,
    );
  }
}
