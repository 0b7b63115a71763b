// The outbox's hands: for each printer one job at a time through preflight and sending, and the retries of a printer
// that is not ready. It sends only what is `sending` on disk, and gives an unsaved outcome to the disk before more work.
import type { PaperPlace, PaperPort } from '../devices/printer/paper-port';
import type { Preflight, PrinterEndpoint, PrinterPort, PrintOutcome } from '../devices/printer/printer-port';
import { isPaper, type LabelPrinting, type Printable } from '../../shared/label/model';
import type { PrinterId, PrintJobId, PrintJobState, PrintWaitReason } from '../../shared/label/print-job';
import type { PrinterProfile } from '../../shared/label/printer-profile';
import { diskFailure } from './print-outbox-files';
import { mayMove, type PrintEntry, type StoredJob, tokenOf } from './print-outbox-job';
import type { PrintLedger } from './print-outbox-ledger';
import type { Failure } from '../failure';

/** A label printer this station may use. */
export type LabelPrinterSetup = {
  printerId: PrinterId;
  /** For people. */
  name: string;
  endpoint: PrinterEndpoint;
  profile: PrinterProfile;
};

/** A place that papers go to. */
export type PaperPrinterSetup = { printerId: PrinterId; name: string; place: PaperPlace };

export type PrinterSetup = LabelPrinterSetup | PaperPrinterSetup;

/** The bytes of one attempt, or null when nobody can compose them now. Rejects when the label can never be printed. */
export type Compose = (
  label: Printable,
  profile: PrinterProfile,
  printing: LabelPrinting,
) => Promise<{ zpl: string; missingGlyphs: number } | null>;

export type WorkerOptions = {
  ledger: PrintLedger;
  printers: () => readonly PrinterSetup[];
  port: PrinterPort;
  compose: Compose;
  /** Null: this station prints no papers. */
  papers: PaperPort | null;
  now: () => string;
  schedule: (ms: number, work: () => void) => () => void;
  retryMs: number;
  onFailure: (failure: Failure) => void;
};

export type PrintWorker = {
  wake: (printerId: PrinterId) => void;
  wakeAll: () => void;
  /** An attempt came out that nobody was waiting for any more. */
  hearLateEcho: (jobId: PrintJobId, attempt: number) => Promise<void>;
  /** Begins nothing more; resolves when the step under way has ended. */
  stop: () => Promise<void>;
};

type ReadyPrint = { missingGlyphs: number; print: () => Promise<PrintOutcome> };

type Line = { running: Promise<void> | null; again: boolean; cancelRetry: () => void };

const stateAfter = (outcome: PrintOutcome): PrintJobState => {
  switch (outcome.outcome) {
    case 'not-started':
      return { step: 'queued', waitingFor: outcome.waitingFor };
    case 'sent':
      return { step: 'sent', evidence: outcome.evidence };
    case 'confirmed':
      return { step: 'confirmed' };
    case 'unknown':
      return { step: 'unknown', reason: outcome.reason };
  }
};

export function createPrintWorker(options: WorkerOptions): PrintWorker {
  const { ledger, port } = options;
  const lines = new Map<PrinterId, Line>();
  let isStopped = false;

  const moved = (job: StoredJob, state: PrintJobState, missingGlyphs?: number): PrintEntry => ({
    entry: 'moved',
    at: options.now(),
    jobId: job.jobId,
    attempt: job.attempt,
    state,
    ...(missingGlyphs === undefined ? {} : { missingGlyphs }),
  });

  /** Moves the job unless somebody else has moved it meanwhile; null then. */
  const move = (job: StoredJob, state: PrintJobState, missingGlyphs?: number): Promise<StoredJob | null> =>
    ledger.commit((jobs) => (jobs.get(job.jobId) === job ? moved(job, state, missingGlyphs) : null));

  const waitOn = async (job: StoredJob, waitingFor: PrintWaitReason): Promise<boolean> => {
    const { state } = job;
    const isNew = state.step !== 'queued' || state.waitingFor !== waitingFor;
    if (isNew && (await move(job, { step: 'queued', waitingFor })) === null) return true;
    return false;
  };

  /** Null when nobody can compose now. Rejects when the printer can never print it. */
  const makeReady = async (
    { jobId, attempt, label }: StoredJob,
    setup: PrinterSetup,
  ): Promise<ReadyPrint | null> => {
    if ('place' in setup) {
      const { papers } = options;
      if (!papers || !isPaper(label)) throw new Error('only papers are printed there');
      return {
        missingGlyphs: 0,
        print: () => papers.print({ place: setup.place, paper: label, jobId, attempt }),
      };
    }
    const token = tokenOf(jobId, attempt);
    const echoToken = setup.endpoint.echo === 'hv' ? token : null;
    const composed = await options.compose(label, setup.profile, { attempt, echoToken });
    if (composed === null) return null;
    const { zpl, missingGlyphs } = composed;
    return { missingGlyphs, print: () => port.print({ endpoint: setup.endpoint, token, zpl }) };
  };

  const preflightOf = (setup: PrinterSetup): Promise<Preflight> => {
    if (!('place' in setup)) return port.preflight(setup.endpoint);
    return options.papers?.preflight(setup.place) ?? Promise.resolve({ ready: true });
  };

  const send = async (job: StoredJob, setup: PrinterSetup): Promise<boolean> => {
    let ready: ReadyPrint | null;
    try {
      ready = await makeReady(job, setup);
    } catch {
      await move(job, { step: 'rejected', reason: 'label-refused' });
      return true;
    }
    if (isStopped) return true;
    if (ready === null) return waitOn(job, 'device-host-down');
    const sending = await move(job, { step: 'sending' }, ready.missingGlyphs);
    if (sending === null) return true;
    const outcome = await ready.print();
    await ledger.record(() => moved(sending, stateAfter(outcome)));
    return outcome.outcome !== 'not-started';
  };

  /** Takes one job as far as it goes now. False when its printer must be asked again later. */
  const work = async (queued: StoredJob): Promise<boolean> => {
    const setup = options.printers().find((printer) => printer.printerId === queued.printerId);
    if (setup === undefined) {
      await move(queued, { step: 'rejected', reason: 'printer-not-configured' });
      return true;
    }
    // A retry of a job that is known to wait is no new step: only its end is.
    const isRetry = queued.state.step === 'queued' && queued.state.waitingFor !== null;
    const asked = isRetry ? queued : await move(queued, { step: 'preflight' });
    if (asked === null) return true;
    const preflight = await preflightOf(setup);
    if (isStopped) return true;
    if (!preflight.ready) return waitOn(asked, preflight.waitingFor);
    const ready = isRetry ? await move(asked, { step: 'preflight' }) : asked;
    return ready === null || isStopped ? true : send(ready, setup);
  };

  const nextJob = (printerId: PrinterId): StoredJob | undefined => {
    for (const job of ledger.jobs.values()) {
      if (job.printerId === printerId && job.state.step === 'queued') return job;
    }
    return undefined;
  };

  const later = (line: Line, printerId: PrinterId): void => {
    if (!isStopped) line.cancelRetry = options.schedule(options.retryMs, () => wake(printerId));
  };

  const run = async (printerId: PrinterId, line: Line): Promise<void> => {
    while (!isStopped) {
      line.again = false;
      await ledger.save();
      const job = nextJob(printerId);
      if (job === undefined) return;
      if (!(await work(job)) && !line.again) {
        later(line, printerId);
        return;
      }
    }
  };

  /** After a failed write in the middle of preflight nothing has been sent: the job waits its turn again. */
  const returnToQueue = async (printerId: PrinterId): Promise<void> => {
    for (const job of ledger.jobs.values()) {
      if (job.printerId !== printerId || job.state.step !== 'preflight') continue;
      await ledger.record(() => moved(job, { step: 'queued', waitingFor: null })).catch(() => undefined);
    }
  };

  function wake(printerId: PrinterId): void {
    if (isStopped) return;
    const line = lines.get(printerId) ?? { running: null, again: false, cancelRetry: () => undefined };
    lines.set(printerId, line);
    line.cancelRetry();
    line.again = true;
    if (line.running !== null) return;
    line.running = run(printerId, line)
      .catch(async (cause: unknown) => {
        // The disk refused: the job stands where its last written step left it, and is tried again.
        await returnToQueue(printerId);
        options.onFailure(diskFailure(cause, ''));
        line.again = false;
        later(line, printerId);
      })
      .finally(() => {
        line.running = null;
        if (line.again) wake(printerId);
      });
  }

  const lateEcho = (job: StoredJob | undefined, attempt: number): PrintEntry | null => {
    if (job === undefined || attempt > job.attempt) return null;
    const { step } = job.state;
    const isWaiting = step === 'queued' || step === 'preflight';
    if (attempt === job.attempt) {
      const isNews = !isWaiting && mayMove(step, 'confirmed', 'late echo');
      return isNews ? moved(job, { step: 'confirmed' }) : null;
    }
    // The label is there after all: the reprint that has not begun is not needed any more.
    if (isWaiting) return { ...moved(job, { step: 'confirmed' }), attempt } as PrintEntry;
    if (job.surplusAttempts.includes(attempt)) return null;
    return { entry: 'surplus', at: options.now(), jobId: job.jobId, attempt };
  };

  return {
    wake,
    wakeAll: () => {
      const waiting = [...ledger.jobs.values()].filter((job) => job.state.step === 'queued');
      for (const printerId of new Set(waiting.map((job) => job.printerId))) wake(printerId);
    },
    hearLateEcho: async (jobId, attempt) => {
      try {
        await ledger.record((jobs) => lateEcho(jobs.get(jobId), attempt));
      } catch (cause) {
        options.onFailure(diskFailure(cause, ''));
      }
    },
    stop: async () => {
      isStopped = true;
      for (const line of lines.values()) line.cancelRetry();
      await Promise.all([...lines.values()].map((line) => line.running ?? Promise.resolve()));
      await ledger.save().catch(() => undefined);
    },
  };
}
