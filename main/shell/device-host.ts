// The device host as a process of its own: it may crash without taking the station along.
import { utilityProcess } from 'electron';
import { type HostPort, utilityProcessPort } from '../devices/host-port';
import type { Log } from '../services/log';

/** Starts the built device host; what it writes goes to the log. */
export function forkDeviceHost(script: string, args: string[], log: Log): HostPort {
  const host = utilityProcess.fork(script, args, { serviceName: 'Waybill device host', stdio: 'pipe' });
  const keep = (chunk: unknown): void =>
    log.warn({ words: String(chunk).slice(0, 2_000) }, 'device host says');
  host.stdout?.on('data', keep);
  host.stderr?.on('data', keep);
  host.on('exit', (code) => log.info({ code }, 'the device host ended'));
  return utilityProcessPort(host);
}
