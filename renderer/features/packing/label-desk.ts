// Labels of sealed boxes: every seal of this station is one print job whose id is the seal's op, asked for until the
// outbox has it and never twice. What became of it is recorded on the parcel; what nobody knows is asked of the operator.
// The tag of a special order and the label that the carrier sold are jobs of their own: printed once, when the box is begun
// here and when it is sealed, never a reason to stop packing.
// Must never print again by itself: only a person's REPRINT does (law 2). Must never print for a provisional pack that
// head office has not taken: it may be the second box of its order.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WaybillBridge } from '../../../shared/contract/window';
import type { PrintedLabel } from '../../../shared/domain/packing/bench-jam';
import type { OpId, ParcelId, PersonId, StationId, WarehouseId } from '../../../shared/domain/ids';
import type { BenchInput } from '../../../shared/domain/packing/session';
import { answer, refusalVerdict, type Verdict } from '../../../shared/domain/packing/verdict';
import { leavesUnion } from '../../../shared/domain/document/customs-forms';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { carrierLabelJobId, carrierLabelOf } from '../../../shared/label/carrier-label-from-parcel';
import { labelOfParcel } from '../../../shared/label/from-parcel';
import { tagJobIdOf, tagOfParcel } from '../../../shared/label/tag-from-parcel';
import { type PaperPlaceId, paperPlaceOf } from '../../../shared/document/paper-place';
import { isPaper, type Printable } from '../../../shared/label/model';
import {
  type PrinterId,
  type PrintJob,
  type PrintJobId,
  printJobIdSchema,
} from '../../../shared/label/print-job';
import type { OpDraft } from '../../../shared/sync/op';
import type { CarrierLabels } from '../../data/carrier-labels';
import type { Directory } from '../../data/directory';
import type { OpLog } from '../../data/op-log';
import type { ParcelBook } from '../../data/parcels';
import { rest } from '../../data/rest';
import type { Notes } from '../../data/store';
import type { CustomsOf } from '../papers/customs-note';
import { paperJobsOf, papersOfParcel } from '../papers/parcel-papers';
import { openLabelPrinters } from './label-printers';
import { isLabelOf, outSteps, printedLately } from './printed-lately';

export type LabelDeskState = {
  jobs: ReadonlyMap<string, PrintJob>;
  /** Why labels cannot be asked for at all, as a text key part; null when they can. */
  trouble: 'no-printer' | 'outbox' | null;
  /** Questions the operator answered or put off until the next box. */
  putOff: ReadonlySet<string>;
  /** Asked for beside labels of boxes, and not in the print outbox yet. */
  wanted: ReadonlyMap<PrintJobId, Printable>;
};

export type BesideLabel = { jobId: PrintJobId; label: Printable };

/** The oldest job whose outcome nobody knows, that has not been put off and is asked about here; or null. */
export function questionOf(
  state: LabelDeskState,
  isAsked: (job: PrintJob) => boolean = () => true,
): PrintJob | null {
  for (const job of state.jobs.values())
    if (job.state.step === 'unknown' && !state.putOff.has(attemptOf(job)) && isAsked(job)) return job;
  return null;
}

export type LabelDesk = {
  store: StoreApi<LabelDeskState>;
  question: (isAsked?: (job: PrintJob) => boolean) => PrintJob | null;
  /** Takes OK, REPRINT and CANCEL as answers; null lets the scan go on to the packing session. */
  answer: (question: PrintJob, input: BenchInput, by: PersonId | null) => Verdict | null;
  reprint: (parcelId: ParcelId, by: PersonId | null) => void;
  /** The tag of a special order once more; for the first time where it was never printed here. */
  printTag: (parcelId: ParcelId, by: PersonId | null) => void;
  /** The papers of a sealed box once more; those that wait come by themselves. */
  printPapers: (parcelId: ParcelId, by: PersonId | null) => void;
  /** Labels of no box, such as a receipt: each once, and once more where it came out before. */
  printBeside: (labels: readonly BesideLabel[], by: PersonId | null) => void;
  /** Name of the label printer that is used now; null where there is none, empty where nobody named it. */
  usedPrinter: () => string | null;
  /** Name of the label printer that is not used now; null where there is no other. */
  otherPrinter: () => string | null;
  /** Labels that came out of the printer that is used, or may have, newest first. Of boxes: those that are still to leave. */
  printedLately: () => PrintedLabel[];
  /** Each prints once more, as a jam spoilt it. */
  printAgain: (jobIds: readonly string[], by: PersonId | null) => void;
  /** Labels come out of it from now on, those that wait too. */
  changePrinter: () => void;
  /** Something may have to be printed or recorded. */
  look: () => void;
  jobOf: (parcel: Parcel) => PrintJob | null;
  close: () => void;
};

export type LabelPorts = {
  bridge: Pick<WaybillBridge, 'request' | 'on'>;
  book: ParcelBook;
  carrierLabels: Pick<CarrierLabels, 'of' | 'changes'>;
  opLog: Pick<OpLog, 'append'>;
  directory: Directory;
  /** What customs want to know of products; null where nobody has told, or it has not come. */
  readCustoms: (skus: readonly string[]) => Promise<CustomsOf>;
  stationId: StationId;
  warehouseId: WarehouseId;
  notes: Notes;
  newOpId: () => OpId;
  now: () => Date;
  report: (cause: unknown) => void;
};

const retryMs = 10_000;
const nobody = 'bench';

export async function openLabelDesk(ports: LabelPorts): Promise<LabelDesk> {
  const { bridge, book } = ports;
  const store = createStore<LabelDeskState>(() => ({
    jobs: new Map(),
    trouble: null,
    putOff: new Set(),
    wanted: new Map(),
  }));
  const printers = await openLabelPrinters(ports);
  const asking = new Set<string>();
  const recording = new Set<string>();
  /** Known ids of places, by what they print. */
  const found = new Map<Place, PrinterId>();

  const take = (job: PrintJob): void => {
    const jobs = new Map(store.getState().jobs);
    jobs.set(job.jobId, job);
    const wanted = new Map(store.getState().wanted);
    wanted.delete(job.jobId);
    store.setState({ jobs, wanted, trouble: null });
    look();
  };

  const findPrinter = async (label: Printable): Promise<PrinterId | null> => {
    const place = placeOf(label);
    if (place === 'labels' && printers.used()) return printers.used()?.printerId ?? null;
    const known = found.get(place);
    if (known) return known;
    const devices = await bridge.request('devices:list', null);
    printers.learn(devices);
    if (place === 'labels') return printers.used()?.printerId ?? null;
    const printer = devices.find(({ kind, id }) => kind === 'paper' && id === place);
    if (printer) found.set(place, printer.id as PrinterId);
    return (printer?.id as PrinterId | undefined) ?? null;
  };

  const submit = async ({ parcelId, sealedBy }: Parcel): Promise<void> => {
    const sender = ports.directory.warehouse(ports.warehouseId)?.address;
    if (!sealedBy || !sender || asking.has(sealedBy)) return;
    asking.add(sealedBy);
    try {
      await rest();
      const parcel = book.get(parcelId);
      if (parcel?.state !== 'sealed' || parcel.sealedBy !== sealedBy || !mayPrint(parcel)) return;
      const label = labelOfParcel(parcel, sender, countOf(parcel, book.held()));
      if (!label) return;
      const printerId = await findPrinter(label);
      if (!printerId) {
        store.setState({ trouble: 'no-printer' });
        return;
      }
      const jobId = printJobIdSchema.parse(sealedBy);
      take(await bridge.request('print:submit', { jobId, printerId, label }));
    } catch (cause) {
      // The job is there with the words of an earlier moment: that label is the one that counts.
      if (codeOf(cause) === 'print.job-id-reused') return loadJobs();
      found.clear();
      store.setState({ trouble: codeOf(cause) === 'print.printer-unknown' ? 'no-printer' : 'outbox' });
      ports.report(cause);
    } finally {
      asking.delete(sealedBy);
    }
  };

  /** What is printed beside our own label: its job has a name of its own, and nothing waits for it. */
  const submitBeside = async (jobId: PrintJobId, label: Printable | null): Promise<void> => {
    if (!label || asking.has(jobId)) return;
    asking.add(jobId);
    try {
      await rest();
      const printerId = await findPrinter(label);
      if (printerId) take(await bridge.request('print:submit', { jobId, printerId, label }));
    } catch (cause) {
      // What the order says has changed since it was printed: what is there counts until somebody asks for another.
      if (codeOf(cause) === 'print.job-id-reused') return loadJobs();
      found.clear();
      ports.report(cause);
    } finally {
      asking.delete(jobId);
    }
  };

  const submitTag = (parcel: Parcel): Promise<void> => submitBeside(tagJobIdOf(parcel), tagOfParcel(parcel));

  const submitCarriers = (parcel: Parcel): void => {
    const { carrierLabel: offered } = parcel;
    if (!offered || !mayPrint(parcel)) return;
    const jobId = carrierLabelJobId(offered.reference);
    if (store.getState().jobs.has(jobId)) return;
    void submitBeside(jobId, carrierLabelOf(parcel, ports.carrierLabels.of(parcel)));
  };

  const submitPapers = async (parcel: Parcel): Promise<void> => {
    const { jobs } = store.getState();
    const missing = paperJobsOf(parcel).filter(({ jobId }) => !jobs.has(jobId) && !asking.has(jobId));
    if (missing.length === 0 || !mayPrint(parcel)) return;
    const at = ports.now().toISOString();
    const { directory, warehouseId } = ports;
    // Read from the disk: the box is held no more, or the station has just started.
    const customsOf = leavesUnion(parcel.lines)
      ? await ports.readCustoms(parcel.lines.map(({ sku }) => sku))
      : () => null;
    const count = countOf(parcel, book.held());
    for (const { jobId, label } of papersOfParcel(parcel, { directory, warehouseId, at, count, customsOf }))
      if (!store.getState().jobs.has(jobId)) void submitBeside(jobId, label);
  };

  const record = async (parcel: Parcel, job: PrintJob): Promise<void> => {
    const outcome = outcomeOf(job);
    const known = parcel.label;
    if (!outcome || (known?.attempt === job.attempt && known.outcome === outcome)) return;
    // Read on its box: what the printer says of the same print is less.
    if (known?.attempt === job.attempt && known.outcome === 'scanned') return;
    if (known && (known.attempt > job.attempt || (known.attempt === job.attempt && outcome === 'sent')))
      return;
    const key = `${job.jobId} ${job.attempt} ${outcome}`;
    if (recording.has(key)) return;
    recording.add(key);
    const draft: OpDraft = {
      opId: ports.newOpId(),
      type: 'parcel.record-label',
      parcelId: parcel.parcelId,
      fence: parcel.fence,
      body: { label: { jobId: job.jobId, attempt: job.attempt, outcome } },
    };
    try {
      await ports.opLog.append([draft], null);
    } catch (cause) {
      ports.report(cause);
    } finally {
      recording.delete(key);
    }
  };

  /** A provisional pack may turn out to be the second of its order: no label before head office has taken it. */
  const mayPrint = (parcel: Parcel): boolean => {
    if (!parcel.provisional) return true;
    const known = book.sent(parcel.parcelId);
    return known?.holder === ports.stationId && Boolean(known.provisional);
  };

  const look = (): void => {
    const { jobs } = store.getState();
    for (const parcel of book.held()) {
      if (parcel.state === 'packing' && parcel.special && !jobs.has(tagJobIdOf(parcel)))
        void submitTag(parcel);
      if ((parcel.state !== 'sealed' && parcel.state !== 'labelled') || !parcel.sealedBy) continue;
      const job = jobs.get(parcel.sealedBy);
      if (job) void record(parcel, job);
      else if (parcel.state === 'sealed') void submit(parcel);
      submitCarriers(parcel);
      void submitPapers(parcel).catch(ports.report);
    }
    for (const [jobId, label] of store.getState().wanted) void submitBeside(jobId, label);
  };

  /** What waits in the outbox or is on its way comes by itself; what was refused comes never. */
  const printBeside: LabelDesk['printBeside'] = (asked, by) => {
    const { jobs } = store.getState();
    const wanted = new Map(store.getState().wanted);
    for (const { jobId, label } of asked) {
      const job = jobs.get(jobId);
      if (!job) wanted.set(jobId, label);
      else if (outSteps.includes(job.state.step)) say(job, 'reprint', by, 'asked for at the bench');
    }
    store.setState({ wanted });
    look();
  };

  const loadJobs = async (): Promise<void> => {
    const jobs = await bridge.request('print:jobs', null);
    const known = new Map(jobs.map((job) => [job.jobId, job]));
    const wanted = new Map([...store.getState().wanted].filter(([jobId]) => !known.has(jobId)));
    store.setState({ jobs: known, wanted });
  };

  const say = (job: PrintJob, choice: 'printed' | 'reprint', by: PersonId | null, reason: string): void => {
    const about = { jobId: job.jobId, by: by ?? nobody };
    const told =
      choice === 'printed'
        ? bridge.request('print:answer', { answer: 'printed', ...about })
        : bridge.request('print:answer', { answer: 'reprint', ...about, reason, ...againAt(job) });
    told.then(take, ports.report);
  };

  /** A label again comes out of the printer that is used now. */
  const againAt = ({ printerId, sscc }: PrintJob): { printerId?: PrinterId } => {
    const used = sscc === '' ? null : printers.used();
    return used && used.printerId !== printerId ? { printerId: used.printerId } : {};
  };

  const putOff = (job: PrintJob): void => {
    store.setState({ putOff: new Set([...store.getState().putOff, attemptOf(job)]) });
  };

  try {
    printers.learn(await bridge.request('devices:list', null));
    await loadJobs();
  } catch (cause) {
    // A computer without printing still packs.
    store.setState({ trouble: 'outbox' });
    ports.report(cause);
  }
  const stops = [
    bridge.on('print:changed', take),
    bridge.on('devices:changed', (devices) => {
      printers.learn(devices);
      found.clear();
      look();
    }),
  ];
  const listening = [book.changes, ports.directory.changes, ports.carrierLabels.changes].map((changes) =>
    changes.subscribe(look),
  );
  const retrying = setInterval(look, retryMs);
  look();

  return {
    store,
    question: (isAsked) => questionOf(store.getState(), isAsked),
    answer: (question, input, by) => {
      const number = question.orderNumber;
      // Whoever reads its code has it in hand.
      if (isLabelOf(question, input)) {
        say(question, 'printed', by, '');
        putOff(question);
        return null;
      }
      if (input.kind !== 'command') {
        return input.kind === 'badge'
          ? null
          : refusalVerdict({ code: 'scan-held-by-stop', values: { code: number } });
      }
      switch (input.command) {
        case 'ok':
          say(question, 'printed', by, '');
          putOff(question);
          return answer('stop-cleared', {}, { place: { kind: 'label' } });
        case 'reprint':
          say(question, 'reprint', by, 'the label did not come out');
          putOff(question);
          return answer('label-asked', { number }, { tone: 'look', sound: 'look', place: { kind: 'label' } });
        case 'other-printer':
        case 'paper-jam':
          return null;
        case 'cancel':
          putOff(question);
          return answer('cancelled-command', {}, { tone: 'look', sound: 'look' });
        default:
          return refusalVerdict({ code: 'scan-held-by-stop', values: { code: number } });
      }
    },
    reprint: (parcelId, by) => {
      const parcel = book.get(parcelId);
      const job = parcel?.sealedBy ? store.getState().jobs.get(parcel.sealedBy) : undefined;
      if (job) say(job, 'reprint', by, 'asked for at the bench');
      else if (parcel) void submit(parcel);
      const carriers = parcel && jobOfCarrier(store.getState(), parcel);
      if (carriers) say(carriers, 'reprint', by, 'asked for at the bench');
    },
    printTag: (parcelId, by) => {
      const parcel = book.get(parcelId);
      if (!parcel) return;
      const job = store.getState().jobs.get(tagJobIdOf(parcel));
      if (job) say(job, 'reprint', by, 'asked for at the bench');
      else void submitTag(parcel);
    },
    printPapers: (parcelId, by) => {
      const parcel = book.get(parcelId);
      for (const { jobId } of parcel ? paperJobsOf(parcel) : []) {
        const job = store.getState().jobs.get(jobId);
        if (job && outSteps.includes(job.state.step)) say(job, 'reprint', by, 'asked for at the bench');
      }
      look();
    },
    printBeside,
    usedPrinter: () => printers.used()?.name ?? null,
    otherPrinter: () => printers.other()?.name ?? null,
    printedLately: () => printedLately(store.getState().jobs, printers.used()?.printerId ?? null, book),
    printAgain: (jobIds, by) => {
      for (const jobId of jobIds) {
        const job = store.getState().jobs.get(jobId);
        if (!job || !outSteps.includes(job.state.step)) continue;
        putOff(job);
        say(job, 'reprint', by, 'paper jam');
      }
    },
    changePrinter: () => void printers.change().catch(ports.report),
    look: () => {
      store.setState({ putOff: new Set() });
      look();
    },
    jobOf: (parcel) => (parcel.sealedBy ? (store.getState().jobs.get(parcel.sealedBy) ?? null) : null),
    close: () => {
      clearInterval(retrying);
      for (const stop of stops) stop();
      for (const each of listening) each.unsubscribe();
    },
  };
}

/** The job of the carrier's own label; null until it was asked for. */
export function jobOfCarrier({ jobs }: LabelDeskState, { carrierLabel }: Parcel): PrintJob | null {
  return carrierLabel ? (jobs.get(carrierLabelJobId(carrierLabel.reference)) ?? null) : null;
}

type Place = 'labels' | PaperPlaceId;

function placeOf(label: Printable): Place {
  return isPaper(label) ? paperPlaceOf(label.format) : 'labels';
}

function attemptOf(job: PrintJob): string {
  return `${job.jobId} ${job.attempt}`;
}

function outcomeOf(job: PrintJob): 'confirmed' | 'sent' | 'operator-confirmed' | null {
  switch (job.state.step) {
    case 'sent':
      return 'sent';
    case 'confirmed':
      return 'confirmed';
    case 'printed':
      return 'operator-confirmed';
    default:
      return null;
  }
}

/** "2 of 2" once the last box of the order is sealed; open while another box of it may follow. */
function countOf(parcel: Parcel, held: readonly Parcel[]): number | null {
  const later = held.some((other) => other.orderId === parcel.orderId && other.boxNumber > parcel.boxNumber);
  return later ? null : parcel.boxNumber;
}

function codeOf(cause: unknown): string | null {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : null;
}
