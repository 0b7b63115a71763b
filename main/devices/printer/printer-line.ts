// Everything one printer does, one thing at a time over one connection: preflight, one label, waiting for its answer.
// It never sends a label twice: after the first byte it only listens, asks how the printer is, and says what it knows.
import type { PrinterProbe } from '../../../shared/label/print-ladder';
import type { PrintUnknownReason, PrintWaitReason } from '../../../shared/label/print-job';
import { tsplFiller } from '../../../shared/label/marks-tspl';
import { faultOf, type HostStatus, isDrained, waitReasonOf } from './host-status';
import { connectionOver, type PrinterConnection, type PrinterTimings } from './printer-connection';
import { openPrinterPipe } from './printer-pipe';
import type { Preflight, PrinterEndpoint, PrintOrder, PrintOutcome } from './printer-port';

export type PrinterLine = {
  preflight: (endpoint: PrinterEndpoint) => Promise<Preflight>;
  print: (order: PrintOrder) => Promise<PrintOutcome>;
  /** Asks what it can answer. Prints nothing. */
  probe: (endpoint: PrinterEndpoint) => Promise<PrinterProbe>;
  close: () => void;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const waiting = (waitingFor: PrintWaitReason): Preflight => ({ ready: false, waitingFor });

/** Questions a faultless, empty printer must answer the same way in a row before a label counts as through. */
const drainedInARow = 2;

/** `onLateEcho` hears of tokens that arrive when no `print` waits for them any more. */
export function createPrinterLine(timings: PrinterTimings, onLateEcho: (token: string) => void): PrinterLine {
  let connection: PrinterConnection | null = null;
  let idleTimer: NodeJS.Timeout | undefined;
  let waitedFor: { token: string; heard: boolean } | null = null;
  const owed = new Set<string>();
  /** Our last label broke off in the middle: its beginning may still lie in the printer. */
  let brokeOff = false;
  /** Whether it tells how far paper has been moved; null: not asked yet. */
  let hasOdometer: boolean | null = null;
  /** Half a TSPL job may lie there, of this station or of one before it was started: it cannot be asked about, only filled up. */
  let mayBeHalf = true;
  /** Since when half a label of whoever it is lies in the printer. */
  let halfSinceMs: number | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };

  const drop = (): void => {
    clearTimeout(idleTimer);
    connection?.destroy();
    connection = null;
    owed.clear();
  };

  const hear = (token: string): void => {
    if (waitedFor?.token === token) waitedFor.heard = true;
    else onLateEcho(token);
    owed.delete(token);
  };

  const restAwhile = (): void => {
    clearTimeout(idleTimer);
    idleTimer = setTimeout(drop, owed.size > 0 ? timings.lateEchoMs : timings.idleMs);
    idleTimer.unref();
  };

  const connected = async (endpoint: PrinterEndpoint): Promise<PrinterConnection | PrintWaitReason> => {
    clearTimeout(idleTimer);
    if (connection?.isOpen()) return connection;
    drop();
    const pipe = await openPrinterPipe(endpoint, timings.connectMs);
    if (typeof pipe === 'string') return pipe;
    connection = connectionOver(pipe, timings);
    connection.onEcho(hear);
    return connection;
  };

  /** A TSPL printer that waits for the rest of a picture takes the question for it: filled up, it is asked once more. */
  const askStatus = async (open: PrinterConnection, query: 'hs' | 'esc'): Promise<HostStatus | null> => {
    const status = await open.askStatus(query);
    if (query === 'hs' || (status === null && !mayBeHalf)) return status;
    if (status === null) await open.write(Buffer.from(tsplFiller, 'latin1'));
    const now = status ?? (await open.askStatus(query));
    mayBeHalf = now === null;
    return now;
  };

  const preflight = async (endpoint: PrinterEndpoint): Promise<Preflight> => {
    const open = await connected(endpoint);
    if (typeof open === 'string') return waiting(open);
    if (endpoint.statusQuery === 'none') return { ready: true };
    const status = await askStatus(open, endpoint.statusQuery);
    if (status === null) {
      // An answer that comes after its time must not be taken for the answer to the next question.
      if (owed.size === 0) drop();
      return waiting('printer-silent');
    }
    // Our own half label is thrown away at once (`~JX`); somebody else's is theirs to finish, but not for ever: its station,
    // or this one before it was started again, may have died over it.
    halfSinceMs = status.partialFormat ? (halfSinceMs ?? performance.now()) : null;
    const isAbandoned = halfSinceMs !== null && performance.now() - halfSinceMs >= timings.abandonedMs;
    if (status.partialFormat && (brokeOff || isAbandoned)) await open.write(Buffer.from('~JX'));
    else brokeOff = false;
    const reason = waitReasonOf(status);
    return reason === null ? { ready: true } : waiting(reason);
  };

  const bytesOf = ({ endpoint, zpl }: PrintOrder): Buffer => {
    if (endpoint.language !== 'tspl') return Buffer.from(zpl, 'utf8');
    return Buffer.from(mayBeHalf ? `${tsplFiller}${zpl}` : zpl, 'latin1');
  };

  const unknown = (reason: PrintUnknownReason): PrintOutcome => ({
    outcome: 'unknown',
    reason,
  });

  /** Waits for the echo, asking meanwhile how the printer is; ends as soon as anything is certain. */
  const watch = async (
    open: PrinterConnection,
    order: PrintOrder,
    wait: { heard: boolean },
    movedBefore: number | null,
  ): Promise<PrintOutcome> => {
    const { statusQuery, echo } = order.endpoint;
    const startedAt = performance.now();
    let faultSince: number | null = null;
    let drainedSince: number | null = null;
    let drainedTimes = 0;
    let isSeen = false;
    for (;;) {
      if (wait.heard) return { outcome: 'confirmed' };
      if (!open.isOpen()) return unknown('connection-lost');
      const status = statusQuery === 'none' ? null : await open.askStatus(statusQuery);
      if (wait.heard) return { outcome: 'confirmed' };
      const now = performance.now();
      const fault = status && faultOf(status);
      if (fault) faultSince ??= now;
      else if (status) faultSince = null;
      const drained = status !== null && fault === null && isDrained(status);
      isSeen ||= status !== null && !drained;
      drainedTimes = drained ? drainedTimes + 1 : 0;
      drainedSince = drained ? (drainedSince ?? now) : null;
      // A TSPL printer that has not begun looks like one that is done.
      const mayNotHaveBegun = statusQuery === 'esc' && !isSeen;
      const graceMs = echo === 'hv' || mayNotHaveBegun ? timings.echoGraceMs : 0;
      if (drainedSince !== null && drainedTimes >= drainedInARow && now - drainedSince >= graceMs) {
        const moved = movedBefore === null ? null : await open.askOdometer();
        if (wait.heard) return { outcome: 'confirmed' };
        const hasMoved = moved !== null && movedBefore !== null && moved > movedBefore;
        return { outcome: 'sent', evidence: hasMoved ? 'odometer' : 'drained' };
      }
      if (faultSince !== null && now - faultSince >= timings.heldMs) return unknown('held-in-printer');
      if (now - startedAt >= timings.finishMs) {
        if (statusQuery === 'none') return { outcome: 'sent', evidence: 'written' };
        return unknown(status === null ? 'no-answer-after-sending' : 'held-in-printer');
      }
      await pause(Math.min(timings.pollMs, statusQuery === 'none' ? 50 : timings.pollMs));
    }
  };

  /** Only where nothing stronger is asked for: it costs a question before each label. */
  const odometerBefore = async (
    open: PrinterConnection,
    { statusQuery, echo }: PrinterEndpoint,
  ): Promise<number | null> => {
    if (echo !== 'none' || statusQuery !== 'hs' || hasOdometer === false) return null;
    const moved = await open.askOdometer();
    hasOdometer = moved !== null;
    return moved;
  };

  const probe = async (endpoint: PrinterEndpoint): Promise<PrinterProbe> => {
    // A spooler brings nothing back, and might print the question.
    if ('queue' in endpoint) return { trouble: null, status: false, odometer: false };
    const open = await connected(endpoint);
    if (typeof open === 'string') return { trouble: open, status: false, odometer: false };
    const { language = 'zpl' } = endpoint;
    const status = (await open.askStatus(language === 'tspl' ? 'esc' : 'hs')) !== null;
    const odometer = language === 'zpl' && status && (await open.askOdometer()) !== null;
    hasOdometer = odometer;
    return { trouble: null, status, odometer };
  };

  const print = async (order: PrintOrder): Promise<PrintOutcome> => {
    const open = await connected(order.endpoint);
    if (typeof open === 'string') return { outcome: 'not-started', waitingFor: open };
    const movedBefore = await odometerBefore(open, order.endpoint);
    if (!open.isOpen()) return { outcome: 'not-started', waitingFor: 'printer-unreachable' };
    const wait = { token: order.token, heard: false };
    waitedFor = wait;
    try {
      // From here on a byte may have left, so nothing below answers `not-started`.
      const end = await open.write(bytesOf(order));
      if (end === 'stalled') {
        drop();
        return unknown('printer-stalled');
      }
      if (end === 'lost') return wait.heard ? { outcome: 'confirmed' } : unknown('connection-lost');
      if (order.endpoint.statusQuery === 'none' && order.endpoint.echo === 'none') {
        const goodbye = await open.finish();
        if (goodbye === 'closed') return { outcome: 'sent', evidence: 'written' };
        return unknown(goodbye === 'lost' ? 'connection-lost' : 'no-answer-after-sending');
      }
      if (order.endpoint.echo === 'hv') owed.add(order.token);
      const outcome = await watch(open, order, wait, movedBefore);
      // A printer that finished without an echo sends none: the connection need not be kept for it.
      if (outcome.outcome === 'sent') owed.delete(order.token);
      return outcome;
    } finally {
      waitedFor = null;
    }
  };

  const afterwards = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      if (connection?.isOpen()) restAwhile();
      else drop();
    }
  };

  const printNow = async (order: PrintOrder): Promise<PrintOutcome> => {
    const outcome = await print(order);
    brokeOff = outcome.outcome === 'unknown';
    mayBeHalf = outcome.outcome === 'unknown' || (mayBeHalf && outcome.outcome === 'not-started');
    return outcome;
  };

  return {
    preflight: (endpoint) => inTurn(() => afterwards(preflight(endpoint))),
    print: (order) => inTurn(() => afterwards(printNow(order))),
    probe: (endpoint) => inTurn(() => afterwards(probe(endpoint))),
    close: drop,
  };
}
