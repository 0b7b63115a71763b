// One job of raw bytes for a spooler, fed to a command's standard input. Only the end of its input lets the command print: one that is
// ended before prints nothing.
import { type ChildProcess, spawn } from 'node:child_process';
import type { PrinterPipe } from './printer-pipe';

export type SpoolCommand = { command: string; args: readonly string[]; env: NodeJS.ProcessEnv };

export function spoolJob({ command, args, env }: SpoolCommand): PrinterPipe {
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
    const started = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'], env, windowsHide: true });
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
