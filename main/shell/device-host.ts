// The device host as a process of its own: it may crash without taking the station along.
import { join } from 'node:path';
import { utilityProcess } from 'electron';
import { type HostLink, type HostLinkOptions, linkDeviceHost } from '../devices/host-link';
import { type HostPort, utilityProcessPort } from '../devices/host-port';
import type { Log } from '../services/log';

/** Calls back once; returns how to cancel. */
export function schedule(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}

/** `bundles` is where main and the device host were built to. */
export function startDeviceHost(
  bundles: string,
  log: Log,
  lines: Pick<HostLinkOptions, 'scanners' | 'onScan' | 'onScanner' | 'scales' | 'onReading' | 'onScale'>,
): HostLink {
  return linkDeviceHost({
    fork: () => forkDeviceHost(join(bundles, 'device-host.cjs'), [join(bundles, 'fonts')], log),
    now: () => performance.now(),
    schedule,
    onState: (state) => log.info({ state }, 'device host'),
    ...lines,
  });
}

/** Starts the built device host; what it writes goes to the log. */
function forkDeviceHost(script: string, args: string[], log: Log): HostPort {
  const host = utilityProcess.fork(script, args, { serviceName: 'Waybill device host', stdio: 'pipe' });
  const keep = (chunk: unknown): void =>
    log.warn({ words: String(chunk).slice(0, 2_000) }, 'device host says');
  host.stdout?.on('data', keep);
  host.stderr?.on('data', keep);
  host.on('exit', (code) => log.info({ code }, 'the device host ended'));
  return utilityProcessPort(host);
}
