// How the printers are, for the status strip: asked now and then while they have nothing to do, and learnt from what
// becomes of labels. Must never ask while a label is on its way: the printer has one line.
import type { DeviceStatus } from '../../shared/contract/window';
import type { PrintJob, PrinterId, PrintWaitReason } from '../../shared/label/print-job';
import type { Preflight } from '../devices/printer/printer-port';

export type PrinterWatchOptions<Endpoint> = {
  /** What they print; labels when it is left out. */
  kind?: 'printer' | 'paper';
  /** As they are now; which there are does not change. */
  printers: () => readonly { printerId: PrinterId; name: string; endpoint: Endpoint }[];
  port: { preflight: (endpoint: Endpoint) => Promise<Preflight> };
  /** Is a label of this printer waiting or on its way? */
  isBusy: (printerId: PrinterId) => boolean;
  /** Calls back once after `ms`; returns how to cancel. */
  schedule: (ms: number, work: () => void) => () => void;
  askEveryMs?: number;
  onChange: (all: DeviceStatus[]) => void;
};

export type PrinterWatch = {
  list: () => DeviceStatus[];
  /** What a label's way says about its printer. */
  learn: (job: PrintJob) => void;
  /** Another one stands under that id now: what was known is of the one before. */
  changed: (printerId: PrinterId) => void;
  stop: () => void;
};

type Known = 'unknown' | 'ready' | PrintWaitReason;

const askEveryMs = 15_000;
const firstAskMs = 1_000;

const absent: readonly Known[] = ['printer-unreachable', 'device-host-down', 'printer-not-found'];

const stateOf = (known: Known): DeviceStatus['state'] => {
  if (known === 'unknown' || known === 'ready') return known;
  return absent.includes(known) ? 'absent' : 'attention';
};

const learnt = (job: PrintJob): Known | null => {
  switch (job.state.step) {
    case 'queued':
      return job.state.waitingFor;
    case 'sent':
    case 'confirmed':
      return 'ready';
    case 'preflight':
    case 'sending':
    case 'rejected':
    case 'unknown':
    case 'printed':
      return null;
  }
};

export function watchPrinters<Endpoint>(options: PrinterWatchOptions<Endpoint>): PrinterWatch {
  const { kind = 'printer' } = options;
  const known = new Map<PrinterId, Known>(options.printers().map(({ printerId }) => [printerId, 'unknown']));
  let stopped = false;
  let cancel = (): void => undefined;

  const list = (): DeviceStatus[] =>
    options.printers().map(({ printerId, name }) => {
      const now = known.get(printerId) ?? 'unknown';
      const reason = now === 'ready' || now === 'unknown' ? null : now;
      return { kind, id: printerId, name, state: stateOf(now), reason };
    });

  const know = (printerId: PrinterId, now: Known): void => {
    if (stopped || !known.has(printerId) || known.get(printerId) === now) return;
    known.set(printerId, now);
    options.onChange(list());
  };

  const askAll = async (): Promise<void> => {
    for (const { printerId, endpoint } of options.printers()) {
      if (stopped || options.isBusy(printerId)) continue;
      const answer = await options.port.preflight(endpoint);
      if (!options.isBusy(printerId)) know(printerId, answer.ready ? 'ready' : answer.waitingFor);
    }
  };

  const askLater = (ms: number): void => {
    if (stopped || options.printers().length === 0) return;
    cancel = options.schedule(ms, () => {
      void askAll().then(() => askLater(options.askEveryMs ?? askEveryMs));
    });
  };

  askLater(firstAskMs);
  return {
    list,
    learn: (job) => {
      const now = learnt(job);
      if (now !== null) know(job.printerId, now);
    },
    changed: (printerId) => {
      known.set(printerId, 'unknown');
      options.onChange(list());
      cancel();
      askLater(0);
    },
    stop: () => {
      stopped = true;
      cancel();
    },
  };
}
