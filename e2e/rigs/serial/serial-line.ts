// A serial line whose far end is the test's: a pair of pseudo-terminals that socat joins. Unplugging ends socat, so the near
// end is gone as a real one is; plugging in again makes new ones under the same names.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
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
  close: () => Promise<void>;
};

const longestStartMs = 10_000;

/** Plugged in when it resolves. */
export async function openSerialLine(): Promise<SerialLine> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-serial-'));
  const [path, far] = [join(folder, 'station'), join(folder, 'device')];
  let joiner: ChildProcess | null = null;
  let end: FileHandle | null = null;

  const plugIn = async (): Promise<void> => {
    const started = spawn('socat', [`pty,rawer,echo=0,link=${path}`, `pty,rawer,echo=0,link=${far}`], {
      stdio: 'ignore',
    });
    joiner = started;
    const untilMs = Date.now() + longestStartMs;
    while (!existsSync(path) || !existsSync(far)) {
      if (Date.now() > untilMs || started.exitCode !== null) throw new Error('socat made no line');
      await wait(10);
    }
    end = await open(far, 'r+');
  };

  const unplug = async (): Promise<void> => {
    await end?.close();
    end = null;
    const ending = joiner;
    joiner = null;
    if (!ending || ending.exitCode !== null) return;
    const gone = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGTERM');
    await gone;
  };

  await plugIn();
  return {
    path,
    plugIn,
    unplug,
    say: async (bytes) => {
      if (!end) throw new Error('the device is unplugged');
      await end.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    },
    close: async () => {
      await unplug();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
