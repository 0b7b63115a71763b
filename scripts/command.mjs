// What every command of the project does alike: --help, words instead of stacks, exit codes a script can tell apart.
// Dependency-free.
import { spawn } from 'node:child_process';
import { projectRoot } from './folders.mjs';

/** Exit codes of all commands; 3, 4 and 5 are also the station's own. */
export const exitCodes = {
  done: 0,
  failed: 1,
  alreadyOpen: 3,
  cannotWrite: 4,
  unusableData: 5,
  portTaken: 6,
  missingSystemPackages: 7,
  noNetwork: 8,
  noDisplay: 9,
  oldNode: 10,
  usage: 64,
};

/** Something a person can put right: printed as words, without a stack. */
export class Stop extends Error {
  constructor(message, exitCode = exitCodes.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Progress for people, kept off standard output so that figures and JSON stay alone there. */
export const note = (line) => process.stderr.write(`${line}\n`);

/**
 * Runs a command's `main` with its arguments, or prints `help`.
 * `main` answers the exit code; undefined is 0. A thrown `Stop` ends with its words and its code.
 */
export const runCommand = (help, main) => {
  const args = process.argv.slice(2);
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (own.includes('--help') || own.includes('-h')) {
    process.stdout.write(`${help.trim()}\n`);
    return;
  }
  main(args).then(
    (code) => process.exit(code ?? 0),
    (cause) => {
      if (cause instanceof Stop) process.stderr.write(`\n${cause.message}\n`);
      else process.stderr.write(`${cause?.stack ?? cause}\n`);
      process.exit(cause instanceof Stop ? cause.exitCode : exitCodes.failed);
    },
  );
};

/** Value of `--name VALUE` or `--name=VALUE`; undefined when it is not there. */
export const optionOf = (args, name) => {
  const at = args.indexOf(`--${name}`);
  if (at >= 0) return args[at + 1];
  return args.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
};

/** Runs a program to its end in the project's folder; answers its exit code. Signals to us are passed on to it. */
export const runToEnd = (command, args, { env = process.env, stdio = 'inherit' } = {}) =>
  new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: projectRoot, env, stdio });
    const pass = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM'];
    for (const signal of signals) process.on(signal, pass);
    child.on('error', fail);
    child.on('exit', (code, signal) => {
      for (const each of signals) process.off(each, pass);
      done(code ?? (signal ? 1 : 0));
    });
  });
