// Joins what prints: outbox, composer and the watch over the printers.
import { join } from 'node:path';
import { type PrinterId, printerIdSchema } from '../../shared/label/print-job';
import { defaultPrinterProfile } from '../../shared/label/printer-profile';
import type { WindowRequests } from '../../shared/contract/window';
import type { HostLink } from '../devices/host-link';
import type { Handlers } from '../ipc/router';
import type { TellWindow } from '../ipc/window-port';
import type { DeviceList } from '../services/device-list';
import type { Log } from '../services/log';
import { openPrintOutbox } from '../services/print-outbox';
import { paperPress } from '../services/paper-press';
import { openPaperDesk } from '../services/paper-desk';
import type { PaperSettings } from '../services/paper-places';
import type { LabelPrinterSetup } from '../services/print-outbox-worker';
import { createPrintLadders } from '../services/print-ladders';
import { readFailOver, startFailOver, writeFailOver } from '../services/fail-over';
import { watchPrinters } from '../services/printer-watch';
import { schedule } from './device-host';
import type { Closer } from './lifetime';
import { paperWindow } from './paper-window';

const sheets = printerIdSchema.parse('sheets');

type PrintRequestName =
  | 'print:submit'
  | 'print:answer'
  | 'print:hand-over'
  | 'print:fail-over'
  | 'print:set-fail-over'
  | 'print:jobs'
  | 'papers:choice'
  | 'papers:choose'
  | 'print:ladders'
  | 'label:draw';

export type Printing = {
  handlers: Pick<Handlers<WindowRequests>, PrintRequestName>;
  closers: readonly Closer[];
};

/** `folder` is the station's. */
export async function startPrinting(
  folder: string,
  host: HostLink,
  printers: readonly LabelPrinterSetup[],
  paperSettings: PaperSettings,
  devices: DeviceList,
  tellWindow: TellWindow,
  log: Log,
): Promise<Printing> {
  const drawer = paperWindow();
  const papers = paperPress(drawer, host.slips);
  const desk = await openPaperDesk({
    folder,
    settings: paperSettings,
    usualFolder: join(folder, 'papers'),
    printers: drawer.printers,
    onChange: () => {
      watchPapers.changed(sheets);
      outbox.nudge();
    },
    onUnreadable: (cause) => log.warn({ err: cause }, 'which printer sheets go to could not be read'),
  });
  const outbox = await openPrintOutbox({
    folder: join(folder, 'printing'),
    printers: () => [...printers, ...desk.places()],
    papers,
    port: host,
    compose: host.compose,
    now: () => new Date().toISOString(),
    schedule,
    onFailure: (failure) =>
      log.error({ code: failure.code, values: failure.values }, 'the print outbox cannot write'),
  });
  if (outbox.damagedLines > 0)
    log.warn({ lines: outbox.damagedLines }, 'the print journal had unreadable lines');
  const isBusy = (printerId: PrinterId): boolean =>
    outbox.openJobs().some((job) => job.printerId === printerId);
  const watch = watchPrinters({
    printers: () => printers,
    port: host,
    isBusy,
    schedule,
    onChange: (all) => devices.tell('printer', all),
  });
  const watchPapers = watchPrinters({
    kind: 'paper',
    printers: () => desk.places().map(({ place, ...named }) => ({ ...named, endpoint: place })),
    port: papers,
    isBusy,
    schedule,
    onChange: (all) => devices.tell('paper', all),
  });
  devices.tell('printer', watch.list());
  devices.tell('paper', watchPapers.list());
  outbox.onChange((job) => {
    watch.learn(job);
    watchPapers.learn(job);
    tellWindow('print:changed', job);
  });
  const failOver = startFailOver({
    printers,
    outbox,
    port: host,
    settings: await readFailOver(folder, (cause) =>
      log.warn({ err: cause }, 'what was chosen of standing in for a printer could not be read'),
    ),
    keep: (settings) => writeFailOver(folder, settings),
    monotonicMs: () => performance.now(),
    schedule,
    onChange: (state) => {
      log.info({ diversions: state.diversions, on: state.on }, 'label printers stand in for each other');
      tellWindow('print:fail-over-changed', state);
    },
    onFailure: (cause) => log.error({ err: cause }, 'labels could not be handed to another printer'),
  });
  return {
    handlers: {
      'papers:choice': desk.state,
      'papers:choose': ({ printer }) => desk.choose(printer),
      'print:fail-over': async () => failOver.state(),
      'print:set-fail-over': failOver.change,
      'print:submit': (request) => outbox.submit(request),
      'print:answer': (answer) => outbox.answer(answer),
      'print:hand-over': async ({ from, to }) => ({ moved: await outbox.handOver(from, to) }),
      'label:draw': ({ label }) => host.draw(label, printers[0]?.profile ?? defaultPrinterProfile),
      'print:ladders': createPrintLadders({ printers, probe: host.probe, jobs: outbox.jobs, isBusy }),
      'print:jobs': async () => outbox.jobs(),
    },
    closers: [
      { name: 'printers standing in', close: () => failOver.stop() },
      { name: 'printer watch', close: async () => watch.stop() },
      { name: 'watch over places of papers', close: async () => watchPapers.stop() },
      { name: 'print outbox', close: () => outbox.close() },
    ],
  };
}
