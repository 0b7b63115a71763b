// Memory and processor time of other processes on this machine, as the kernel counts them. Time on the processor is the
// one figure that a busy machine leaves as it is.
import { readdirSync, readFileSync } from 'node:fs';
import { BenchCannotRun } from '../bench';

/** Resident set now and at its highest, MiB. */
export function memoryOf(processId: number): { nowMiB: number; peakMiB: number } {
  let status: string;
  try {
    status = readFileSync(`/proc/${processId}/status`, 'utf8');
  } catch (cause) {
    throw new BenchCannotRun(`the memory of process ${processId} cannot be read: ${String(cause)}`);
  }
  const kib = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]);
  return { nowMiB: kib('VmRSS') / 1024, peakMiB: kib('VmHWM') / 1024 };
}

/** Kernel clock ticks a second, as every Linux gives them to programs. */
const ticksPerSecond = 100;

/** Seconds on the processor of a process and, when asked, of all it started, those that have ended among them. */
export function cpuSecondsOf(processId: number, withChildren = false): number {
  let seconds = 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      // The name in brackets may hold anything, so fields are counted from behind it.
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      const isItself = Number(entry) === processId;
      if (isItself || (withChildren && Number(stat[1]) === processId))
        seconds += (Number(stat[11]) + Number(stat[12])) / ticksPerSecond;
      if (isItself && withChildren) seconds += (Number(stat[13]) + Number(stat[14])) / ticksPerSecond;
    } catch {
      // It has ended meanwhile.
    }
  }
  return seconds;
}
