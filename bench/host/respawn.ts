// From the end of a device host to a new one that says it is ready, as the station does it; and the same of a process that does nothing.
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkDeviceHost } from '../../main/devices/host-link';
import { childProcessPort } from '../../main/devices/host-port';
import { BenchCannotRun, projectRoot } from '../bench';

const longestMs = 15_000;
export const builtHost = join(projectRoot, 'out/main/device-host.cjs');
export const builtFonts = join(projectRoot, 'out/main/fonts');

export async function respawns(count: number): Promise<{ hostMs: number[]; bareMs: number[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-bare-'));
  const bare = join(folder, 'bare.cjs');
  writeFileSync(bare, "process.send('ready'); process.on('message', () => undefined);");
  try {
    const hostMs: number[] = [];
    const bareMs: number[] = [];
    for (let turn = 0; turn < count; turn += 1) {
      hostMs.push(await respawn());
      bareMs.push(await bareStart(bare));
    }
    return { hostMs, bareMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One link a death: a link that saw many waits longer. */
async function respawn(): Promise<number> {
  let child: ChildProcess | null = null;
  let diedMs: number | null = null;
  let told = (_ms: number): void => undefined;
  const again = new Promise<number>((resolve) => {
    told = resolve;
  });
  const link = linkDeviceHost({
    fork: () => {
      child = fork(builtHost, [builtFonts]);
      return childProcessPort(child);
    },
    now: () => performance.now(),
    schedule: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    onState: (state) => {
      if (state !== 'running') return;
      if (diedMs === null) {
        diedMs = performance.now();
        child?.kill('SIGKILL');
      } else told(performance.now() - diedMs);
    },
  });
  const timer = new AbortController();
  const late = new Promise<never>((_resolve, reject) => {
    const given = setTimeout(() => reject(new BenchCannotRun('no device host came back')), longestMs);
    timer.signal.addEventListener('abort', () => clearTimeout(given));
  });
  try {
    return await Promise.race([again, late]);
  } finally {
    timer.abort();
    await link.close();
  }
}

function bareStart(script: string): Promise<number> {
  const fromMs = performance.now();
  const child = fork(script);
  return new Promise((resolve) => {
    child.once('message', () => {
      resolve(performance.now() - fromMs);
      child.kill('SIGKILL');
    });
  });
}
