// A printer behind the system's spooler: one connection is one job of raw bytes. CUPS (Linux and macOS) takes it from `lp`, Windows from
// its own functions (windows-spooler.ts). That the spooler has taken the job is all that is known of paper.
import { execFile } from 'node:child_process';
import type { PrintWaitReason } from '../../../shared/label/print-job';
import type { PrinterPipe } from './printer-pipe';
import { type SpoolCommand, spoolJob } from './spool-job';
import { windowsSpooler } from './windows-spooler';

export type Spooler = {
  /** Asks whether there is such a queue, and how it is. */
  question: (queue: string) => SpoolCommand;
  /** What its words mean; null: it takes jobs. `hasFailed`: the command itself did. */
  troubleOf: (words: string, hasFailed: boolean) => PrintWaitReason | null;
  job: (queue: string) => SpoolCommand;
};

const cups: Spooler = {
  question: (queue) => ({ command: 'lpstat', args: ['-a', queue], env: inEnglish() }),
  troubleOf: (words, hasFailed) => {
    const takesJobs =
      !hasFailed && words.includes(' accepting requests') && !words.includes(' not accepting ');
    return takesJobs ? null : 'printer-unreachable';
  },
  job: (queue) => ({
    command: 'lp',
    args: ['-d', queue, '-o', 'raw', '-t', 'Waybill', '-'],
    env: inEnglish(),
  }),
};

/** Nothing is handed over yet: whether there is such a queue, and whether it takes jobs, is asked first. */
export function openQueuePipe(
  queue: string,
  timeoutMs: number,
  spooler: Spooler = process.platform === 'win32' ? windowsSpooler : cups,
): Promise<PrinterPipe | PrintWaitReason> {
  const { command, args, env } = spooler.question(queue);
  return new Promise((resolve) => {
    execFile(command, [...args], { timeout: timeoutMs, env, windowsHide: true }, (cause, words) => {
      resolve(spooler.troubleOf(words, Boolean(cause)) ?? spoolJob(spooler.job(queue)));
    });
  });
}

function inEnglish(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C' };
}
