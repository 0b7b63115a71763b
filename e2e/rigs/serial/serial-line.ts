// A serial line whose far end is the test's: a pseudo-terminal that socat joins to its own standard input and output. Unplugging
// ends socat, so the near end is gone as a real one is; plugging in again makes a new one under the same name.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export type SerialLine = {
  /** What the station opens. */
  path: string;
  plugIn: () => Promise<void>;
  unplug: () => Promise<void>;
  /** The device says these bytes. */
  say: (bytes: string | Uint8Array) => Promise<void>;
  /** What the station writes, in the pieces in which it comes. */
  onHeard: (listener: (chunk: Buffer) => void) => void;
  close: () => Promise<void>;
};

const longestStartMs = 10_000;

/** Plugged in when it resolves. */
export async function openSerialLine(at?: string): Promise<SerialLine> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-serial-'));
  const path = at ?? join(folder, 'station');
  const listeners = new Set<(chunk: Buffer) => void>();
  let joiner: ChildProcess | null = null;

  const plugIn = async (): Promise<void> => {
    const started = spawn('socat', [`pty,rawer,echo=0,link=${path}`, 'STDIO'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    joiner = started;
    started.stdin?.on('error', () => undefined);
    started.stdout?.on('data', (chunk: Buffer) => {
      for (const listener of listeners) listener(chunk);
    });
    const untilMs = Date.now() + longestStartMs;
    while (!existsSync(path)) {
      if (Date.now() > untilMs || started.exitCode !== null) throw new Error('socat made no line');
      await wait(10);
    }
  };

  const unplug = async (): Promise<void> => {
    const ending = joiner;
    joiner = null;
    if (!ending || ending.exitCode !== null) return;
    const gone = once(ending, 'exit');
    ending.kill('SIGTERM');
    await gone;
  };

  await plugIn();
  return {
    path,
    plugIn,
    unplug,
    say: async (bytes) => {
      const stdin = joiner?.stdin;
      if (!stdin) throw new Error('the device is unplugged');
      const chunk = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
      await new Promise<void>((resolve) => stdin.write(chunk, () => resolve()));
    },
    onHeard: (listener) => listeners.add(listener),
    close: async () => {
      await unplug();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
