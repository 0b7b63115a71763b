// The print outbox at the window's port, in memory.
import type { DeviceStatus, WaybillBridge } from '../../../shared/contract/window';
import { nameOnLabel, type Printable } from '../../../shared/label/model';
import type { PaperChoice } from '../../../shared/contract/paper-printers';
import { type FailOverSettings, type FailOverState, usualFailOver } from '../../../shared/label/fail-over';
import type { PrintLadder } from '../../../shared/label/print-ladder';
import type {
  PrintAnswer,
  PrinterId,
  PrintJob,
  PrintJobState,
  PrintRequest,
} from '../../../shared/label/print-job';

export type FakeOutbox = {
  bridge: Pick<WaybillBridge, 'request' | 'on'>;
  requests: PrintRequest[];
  answers: PrintAnswer[];
  /** What main tells unasked. */
  tell: (name: string, payload: unknown) => void;
  /** Moves a job on, as the outbox would. */
  move: (jobId: string, state: PrintJobState) => void;
  /** Of this computer. */
  labelPrinters: DeviceStatus[];
  /** Labels that were to be drawn. */
  drawn: Printable[];
  /** What each printer proves. */
  ladders: PrintLadder[];
  /** Printers of sheets, as main says it. */
  papers: PaperChoice;
  /** Which printer stands in for which, as main says it. */
  failOver: FailOverState;
  /** Grows with every move: jobs are sent one after the other. */
  clock: number;
  /** What the outbox does with a new job; `refuse` throws. */
  onSubmit: PrintJobState | 'refuse';
};

const labelPrinter: DeviceStatus = {
  kind: 'printer',
  id: 'p1',
  name: 'Label printer',
  state: 'ready',
  reason: null,
};
const paperPlaces = ['sheets', 'slips'].map((id) => ({
  kind: 'paper',
  id,
  name: '',
  state: 'ready',
  reason: null,
}));

/**
 * The print outbox at the window's port: one job an id.
 * @param papers whether this computer has places for papers
 */
export function createFakeOutbox({ papers = false } = {}): FakeOutbox {
  const jobs = new Map<string, PrintJob>();
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const tell = (name: string, payload: unknown): void => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never);
  };
  const outbox: FakeOutbox = {
    requests: [],
    answers: [],
    labelPrinters: [labelPrinter],
    ladders: [],
    papers: { printers: [], chosen: null, folder: '/srv/papers' },
    failOver: { ...usualFailOver, isPossible: false, diversions: [] },
    drawn: [],
    clock: Date.parse('2026-01-05T10:00:00.000Z'),
    tell,
    onSubmit: { step: 'queued', waitingFor: null },
    move: (jobId, state) => {
      const job = jobs.get(jobId);
      if (!job) throw new Error(`no job ${jobId}`);
      outbox.clock += 1;
      const isSent = ['sent', 'confirmed', 'unknown'].includes(state.step);
      const sentAt = isSent ? new Date(outbox.clock).toISOString() : job.sentAt;
      jobs.set(jobId, { ...job, state, sentAt });
      tell('print:changed', jobs.get(jobId));
    },
    bridge: {
      request: (async (name: string, input: unknown) => {
        switch (name) {
          case 'devices:list':
            return [...outbox.labelPrinters, ...(papers ? paperPlaces : [])];
          case 'label:draw':
            outbox.drawn.push((input as { label: Printable }).label);
            return { widthDots: 812, heightDots: 1219, bmpBase64: 'Qk0=' };
          case 'print:ladders':
            return outbox.ladders;
          case 'papers:choice':
            return outbox.papers;
          case 'papers:choose':
            outbox.papers = { ...outbox.papers, chosen: (input as { printer: string | null }).printer };
            return outbox.papers;
          case 'print:fail-over':
            return outbox.failOver;
          case 'print:set-fail-over':
            outbox.failOver = { ...outbox.failOver, ...(input as FailOverSettings) };
            return outbox.failOver;
          case 'print:jobs':
            return [...jobs.values()];
          case 'print:submit': {
            const request = input as PrintRequest;
            outbox.requests.push(request);
            if (outbox.onSubmit === 'refuse') throw { code: 'disk.full', values: {}, errorId: null };
            const known = jobs.get(request.jobId);
            if (known) return known;
            const job: PrintJob = {
              jobId: request.jobId,
              printerId: request.printerId,
              orderNumber: nameOnLabel(request.label),
              sscc: 'sscc' in request.label ? request.label.sscc : '',
              attempt: 1,
              state: outbox.onSubmit,
              missingGlyphs: 0,
              surplusAttempts: [],
              sentAt: null,
              submittedAt: '2026-01-05T10:00:00.000Z',
              changedAt: '2026-01-05T10:00:00.000Z',
            };
            jobs.set(job.jobId, job);
            return job;
          }
          case 'print:answer': {
            const given = input as PrintAnswer;
            outbox.answers.push(given);
            const job = jobs.get(given.jobId);
            if (!job) throw new Error(`no job ${given.jobId}`);
            const again = given.answer === 'reprint' ? given.printerId : undefined;
            const next: PrintJob =
              given.answer === 'printed'
                ? { ...job, state: { step: 'printed', by: given.by } }
                : {
                    ...job,
                    printerId: again ?? job.printerId,
                    attempt: job.attempt + 1,
                    state: { step: 'queued', waitingFor: null },
                  };
            jobs.set(job.jobId, next);
            return next;
          }
          case 'print:hand-over': {
            const { from, to } = input as { from: PrinterId; to: PrinterId };
            let moved = 0;
            for (const job of jobs.values()) {
              if (job.printerId !== from || job.state.step !== 'queued') continue;
              jobs.set(job.jobId, { ...job, printerId: to, state: { step: 'queued', waitingFor: null } });
              tell('print:changed', jobs.get(job.jobId));
              moved += 1;
            }
            return { moved };
          }
          default:
            throw new Error(`not asked here: ${name}`);
        }
      }) as unknown as WaybillBridge['request'],
      on: ((name: string, listener: (payload: never) => void) => {
        const group = listeners.get(name) ?? new Set();
        listeners.set(name, group);
        group.add(listener);
        return () => void group.delete(listener);
      }) as WaybillBridge['on'],
    },
  };
  return outbox;
}
