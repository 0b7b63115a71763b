// Sends labels that wait at a printer which has been unwell for too long to another one of the same role, and back to the
// first once that is well. Only what the outbox hands over moves: labels of which no byte has left.
// Must never ask, move or decide anything about a label that may be on paper.
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Diversion,
  type FailOverSettings,
  failOverSettingsSchema,
  type FailOverState,
  haveSameRole,
  mayStandInFor,
  usualFailOver,
} from '../../shared/label/fail-over';
import type { PrinterId, PrintJob, PrintWaitReason } from '../../shared/label/print-job';
import { nameOfPlace, type PrinterPort } from '../devices/printer/printer-port';
import type { PrintOutbox } from './print-outbox';
import type { LabelPrinterSetup } from './print-outbox-worker';
import { writeWhole } from './station-settings';

export type FailOverOptions = {
  printers: readonly LabelPrinterSetup[];
  outbox: Pick<PrintOutbox, 'openJobs' | 'handOver' | 'onChange'>;
  port: Pick<PrinterPort, 'preflight'>;
  settings: FailOverSettings;
  /** On disk when it resolves. */
  keep: (settings: FailOverSettings) => Promise<void>;
  monotonicMs: () => number;
  /** Calls back once after `ms`; returns how to cancel. */
  schedule: (ms: number, work: () => void) => () => void;
  onChange: (state: FailOverState) => void;
  /** The disk refused a hand-over: the labels wait where they are, and it is tried again. */
  onFailure: (cause: unknown) => void;
  lookEveryMs?: number;
  /** Pause between two questions to a printer that another one stands in for. */
  askEveryMs?: number;
};

export type FailOver = {
  state: () => FailOverState;
  /** Rejects with the disk's failure; then nothing has changed. */
  change: (settings: FailOverSettings) => Promise<FailOverState>;
  stop: () => Promise<void>;
};

type Trouble = { why: PrintWaitReason; sinceMs: number };
type Watched = { diversion: Diversion; askedMs: number; wellTimes: number };

/** Well once may be a lid that is being closed. */
const wellInARow = 2;

export function startFailOver(options: FailOverOptions): FailOver {
  const { printers, outbox, port, monotonicMs } = options;
  const lookEveryMs = options.lookEveryMs ?? 1_000;
  const askEveryMs = options.askEveryMs ?? 5_000;
  const troubles = new Map<PrinterId, Trouble>();
  const diverted = new Map<PrinterId, Watched>();
  let settings = options.settings;
  let isStopped = false;
  let cancel = (): void => undefined;
  let isArmed = false;
  let looking: Promise<void> = Promise.resolve();

  const setupOf = (printerId: PrinterId): LabelPrinterSetup | undefined =>
    printers.find((each) => each.printerId === printerId);
  const roleOf = ({ endpoint, profile }: LabelPrinterSetup) => ({
    place: nameOfPlace(endpoint),
    stock: profile.stock,
  });
  const othersOf = (setup: LabelPrinterSetup): LabelPrinterSetup[] => {
    const at = printers.indexOf(setup);
    return [...printers.slice(at + 1), ...printers.slice(0, at)].filter((each) =>
      haveSameRole(roleOf(setup), roleOf(each)),
    );
  };
  const isPossible = printers.some((each) => othersOf(each).length > 0);

  const state = (): FailOverState => ({
    ...settings,
    isPossible,
    diversions: [...diverted.values()].map(({ diversion }) => diversion),
  });
  const tell = (): void => options.onChange(state());

  const waitsAt = (printerId: PrinterId): boolean =>
    outbox.openJobs().some((job) => job.printerId === printerId && job.state.step === 'queued');

  const isReady = async ({ endpoint }: LabelPrinterSetup): Promise<boolean> =>
    (await port.preflight(endpoint)).ready;

  const divert = async (
    from: LabelPrinterSetup,
    to: LabelPrinterSetup,
    why: PrintWaitReason,
  ): Promise<void> => {
    await outbox.handOver(from.printerId, to.printerId);
    diverted.delete(to.printerId);
    const diversion = {
      from: from.printerId,
      fromName: from.name,
      to: to.printerId,
      toName: to.name,
      why,
    };
    diverted.set(from.printerId, { diversion, askedMs: monotonicMs(), wellTimes: 0 });
    troubles.delete(from.printerId);
    tell();
  };

  const leaveUnwell = async (printerId: PrinterId, { why, sinceMs }: Trouble): Promise<void> => {
    const from = setupOf(printerId);
    if (!from || !waitsAt(printerId)) {
      troubles.delete(printerId);
      return;
    }
    if (monotonicMs() - sinceMs < settings.afterSeconds * 1_000) return;
    for (const to of othersOf(from)) {
      if (!(await isReady(to))) continue;
      // It may have got well, or somebody turned this off, while the other one was asked.
      if (isStopped || !settings.on || troubles.get(printerId)?.sinceMs !== sinceMs) return;
      await divert(from, to, why);
      return;
    }
  };

  const lookAtFirst = async (printerId: PrinterId, watched: Watched): Promise<void> => {
    const first = setupOf(printerId);
    if (!first) return;
    // What the disk refused to hand over as it came.
    if (waitsAt(printerId)) await outbox.handOver(printerId, watched.diversion.to);
    if (monotonicMs() - watched.askedMs < askEveryMs) return;
    watched.wellTimes = (await isReady(first)) ? watched.wellTimes + 1 : 0;
    watched.askedMs = monotonicMs();
    if (watched.wellTimes < wellInARow || diverted.get(printerId) !== watched) return;
    diverted.delete(printerId);
    tell();
  };

  const lookNow = async (): Promise<void> => {
    if (!settings.on || isStopped) return;
    for (const [printerId, trouble] of troubles) await leaveUnwell(printerId, trouble);
    for (const [printerId, watched] of diverted) await lookAtFirst(printerId, watched);
  };

  const look = (): Promise<void> => {
    looking = looking
      .then(lookNow)
      .catch(options.onFailure)
      .then(() => {
        if (settings.on && troubles.size + diverted.size > 0) arm();
      });
    return looking;
  };

  function arm(): void {
    if (isArmed || isStopped) return;
    isArmed = true;
    cancel = options.schedule(lookEveryMs, () => {
      isArmed = false;
      void look();
    });
  }

  const learn = ({ printerId, state: now }: PrintJob): void => {
    if (!setupOf(printerId)) return;
    switch (now.step) {
      case 'queued': {
        const watched = diverted.get(printerId);
        if (settings.on && watched) {
          // At once, whatever is being asked meanwhile; where the disk refuses, with the next look.
          outbox.handOver(printerId, watched.diversion.to).catch(options.onFailure);
          return;
        }
        if (now.waitingFor === null) return;
        if (!mayStandInFor(now.waitingFor)) {
          troubles.delete(printerId);
          return;
        }
        const sinceMs = troubles.get(printerId)?.sinceMs ?? monotonicMs();
        troubles.set(printerId, { why: now.waitingFor, sinceMs });
        if (settings.on) arm();
        return;
      }
      case 'sending':
      case 'sent':
      case 'confirmed':
        troubles.delete(printerId);
        return;
      default:
        return;
    }
  };

  const stopListening = outbox.onChange(learn);
  for (const job of outbox.openJobs()) learn(job);
  return {
    state,
    change: async (wanted) => {
      await options.keep(wanted);
      settings = wanted;
      if (!settings.on) diverted.clear();
      if (settings.on) arm();
      tell();
      return state();
    },
    stop: async () => {
      isStopped = true;
      stopListening();
      cancel();
      await looking;
    },
  };
}

/** What was chosen here, in fail-over.json; one that cannot be read is kept aside and told, and it is off. */
export async function readFailOver(
  folder: string,
  onUnreadable: (cause: unknown) => void,
): Promise<FailOverSettings> {
  const path = join(folder, 'fail-over.json');
  try {
    return failOverSettingsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return usualFailOver;
    onUnreadable(cause);
    await rename(path, `${path}.unreadable`).catch(onUnreadable);
    return usualFailOver;
  }
}

/** Throws `disk.cannot-write`. */
export async function writeFailOver(folder: string, settings: FailOverSettings): Promise<void> {
  await writeWhole(join(folder, 'fail-over.json'), `${JSON.stringify(settings, null, 2)}\n`, 0o644);
}
