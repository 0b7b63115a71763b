// A printer behind the system's spooler (CUPS on Linux and macOS): one connection is one job of raw bytes, handed to `lp`. The
// spooler answers nothing of paper; that it has taken the job is all that is known.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import type { PrintWaitReason } from '../../../shared/label/print-job';
import type { PrinterPipe } from './printer-pipe';

/** Nothing is handed over yet: whether there is such a queue, and whether it takes jobs, is asked first. */
export function openQueuePipe(queue: string, timeoutMs: number): Promise<PrinterPipe | PrintWaitReason> {
  return new Promise((resolve) => {
    execFile('lpstat', ['-a', queue], { timeout: timeoutMs, env: inEnglish() }, (cause, words) => {
      const takesJobs = !cause && words.includes(' accepting requests') && !words.includes(' not accepting ');
      resolve(takesJobs ? pipeTo(queue) : 'printer-unreachable');
    });
  });
}

function inEnglish(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C' };
}

function pipeTo(queue: string): PrinterPipe {
  let job: ChildProcess | null = null;
  let isOver = false;
  let onClosed: (isLost: boolean) => void = () => undefined;
  const close = (isLost: boolean): void => {
    if (isOver) return;
    isOver = true;
    onClosed(isLost);
  };
  const begun = (): ChildProcess => {
    if (job) return job;
    const started = spawn('lp', ['-d', queue, '-o', 'raw', '-t', 'Waybill', '-'], {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: inEnglish(),
    });
    started.on('error', () => close(true));
    started.on('exit', (code) => close(code !== 0));
    // It ended before it had read everything.
    started.stdin?.on('error', () => close(true));
    job = started;
    return started;
  };
  return {
    isOpen: () => !isOver,
    write: (bytes, done) => {
      const { stdin } = begun();
      if (isOver || !stdin) done(true);
      else stdin.write(bytes, (cause) => done(Boolean(cause)));
    },
    onText: () => undefined,
    onClosed: (listener) => {
      onClosed = listener;
    },
    end: () => {
      if (job) job.stdin?.end();
      else close(false);
    },
    // Without the end of its input the spooler would print half a label.
    destroy: () => {
      job?.kill('SIGKILL');
      close(true);
    },
  };
}
