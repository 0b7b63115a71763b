// Memory of another process on this machine, as the kernel counts it.
import { readFileSync } from 'node:fs';
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
