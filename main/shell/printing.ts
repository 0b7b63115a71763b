// Joins what prints: device host, outbox, composer and the watch over the printers.
import { join } from 'node:path';
import type { WindowRequests } from '../../shared/contract/window';
import { linkDeviceHost } from '../devices/host-link';
import type { Handlers } from '../ipc/router';
import type { TellWindow } from '../ipc/window-port';
import type { Log } from '../services/log';
import { openPrintOutbox } from '../services/print-outbox';
import type { PrinterSetup } from '../services/print-outbox-worker';
import { watchPrinters } from '../services/printer-watch';
import { forkDeviceHost } from './device-host';
import type { Closer } from './lifetime';

type PrintRequestName = 'print:submit' | 'print:answer' | 'print:jobs' | 'devices:list';

export type Printing = {
  handlers: Pick<Handlers<WindowRequests>, PrintRequestName>;
  closers: readonly Closer[];
};

const schedule = (ms: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/** `folder` is the station's; `bundles` is where main and the device host were built to. */
export async function startPrinting(
  folder: string,
  bundles: string,
  printers: readonly PrinterSetup[],
  tellWindow: TellWindow,
  log: Log,
): Promise<Printing> {
  const host = linkDeviceHost({
    fork: () => forkDeviceHost(join(bundles, 'device-host.cjs'), [join(bundles, 'fonts')], log),
    now: () => performance.now(),
    schedule,
    onState: (state) => log.info({ state }, 'device host'),
  });
  const outbox = await openPrintOutbox({
    folder: join(folder, 'printing'),
    printers: () => printers,
    port: host,
    compose: host.compose,
    now: () => new Date().toISOString(),
    schedule,
    onFailure: (failure) =>
      log.error({ code: failure.code, values: failure.values }, 'the print outbox cannot write'),
  });
  if (outbox.damagedLines > 0)
    log.warn({ lines: outbox.damagedLines }, 'the print journal had unreadable lines');
  const watch = watchPrinters({
    printers,
    port: host,
    isBusy: (printerId) => outbox.openJobs().some((job) => job.printerId === printerId),
    schedule,
    onChange: (all) => tellWindow('devices:changed', all),
  });
  outbox.onChange((job) => {
    watch.learn(job);
    tellWindow('print:changed', job);
  });
  return {
    handlers: {
      'print:submit': (request) => outbox.submit(request),
      'print:answer': (answer) => outbox.answer(answer),
      'print:jobs': async () => outbox.jobs(),
      'devices:list': async () => watch.list(),
    },
    closers: [
      { name: 'printer watch', close: async () => watch.stop() },
      { name: 'print outbox', close: () => outbox.close() },
      { name: 'device host', close: () => host.close() },
    ],
  };
}
