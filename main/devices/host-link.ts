// Main's link to the device host: starts it, starts it again when it dies, and turns its silence into honest outcomes.
// A label the host may have begun when it died is `unknown`; one it was never told of is `not-started`.
import type { HostPort } from './host-port';
import type { ComposedBytes, LabelComposer } from './label-composer';
import { fromHostSchema, type HostAnswer, type HostAsk, type ToHost } from './host-protocol';
import type { SlipPort } from './printer/paper-port';
import type { PrinterPort, PrintOutcome } from './printer/printer-port';
import type { DrawnLabel } from '../../shared/contract/window';
import type { Printable } from '../../shared/label/model';
import type { PrinterProfile } from '../../shared/label/printer-profile';
import type { ScaleActOutcome } from '../../shared/domain/weighing/reading';
import type { LineReading, ScaleOrder, ScaleState, SerialScale } from './scale/scale-line';
import type { LineScan, ScannerState, SerialScanner } from './scanner/scanner-line';

export type HostState =
  /** Started, and has not said a word yet. */
  | 'starting'
  | 'running'
  /** Died; will be started again shortly. */
  | 'restarting'
  /** Died too often; will be tried again after a long pause. */
  | 'off'
  | 'closed';

export type HostLinkOptions = {
  /** Starts a host process and gives its port. May throw. */
  fork: () => HostPort;
  /** Monotonic milliseconds. */
  now: () => number;
  /** Calls back once after `ms`; returns how to cancel. */
  schedule: (ms: number, work: () => void) => () => void;
  onState?: (state: HostState) => void;
  /** Scanners with a line of their own, which every host listens to. */
  scanners?: readonly SerialScanner[];
  onScan?: (scan: LineScan) => void;
  onScanner?: (scanner: ScannerState) => void;
  /** Scales on serial lines, which every host listens to. */
  scales?: readonly SerialScale[];
  onReading?: (reading: LineReading) => void;
  onScale?: (scale: ScaleState) => void;
};

export type HostLink = PrinterPort & {
  slips: SlipPort;
  /** Null when there is no host to ask; it may be asked again. Rejects when the label can never be drawn. */
  compose: (...asked: Parameters<LabelComposer>) => Promise<ComposedBytes | null>;
  /** Null when there is no host to ask, or the label cannot be drawn. */
  draw: (label: Printable, profile: PrinterProfile) => Promise<DrawnLabel | null>;
  actOnScale: (order: ScaleOrder) => Promise<ScaleActOutcome>;
  state: () => HostState;
  /** Asks the host to let go of its devices, then ends it. */
  close: () => Promise<void>;
};

const firstRestartMs = 200;
const slowestRestartMs = 5_000;
const deathsBeforeOff = 5;
const deathsWithinMs = 60_000;
const offMs = 60_000;
const composeAnswerMs = 30_000;
const preflightAnswerMs = 30_000;
const printAnswerMs = 180_000;
const scaleAnswerMs = 10_000;
const lettingGoMs = 1_000;

type Pending = { settle: (answer: HostAnswer | null) => void; cancel: () => void };

/** Starts the link and with it the first host. */
export function linkDeviceHost(options: HostLinkOptions): HostLink {
  let state: HostState = 'starting';
  let port: HostPort | null = null;
  let nextAskId = 0;
  let restartMs = firstRestartMs;
  let cancelRestart = (): void => undefined;
  const deaths: number[] = [];
  const pending = new Map<number, Pending>();
  /** Prints given up on by their time limit; the host may still answer. */
  const overdue = new Map<number, string>();
  const echoListeners = new Set<(token: string) => void>();

  const become = (next: HostState): void => {
    if (state === next) return;
    state = next;
    options.onState?.(next);
  };

  const echo = (token: string): void => {
    for (const listener of echoListeners) listener(token);
  };

  const hear = (received: unknown): void => {
    const message = fromHostSchema.safeParse(received);
    // The host is our own program: what it says out of protocol is a bug of ours, not a message.
    if (!message.success) throw new Error(`the device host said something unknown: ${message.error.message}`);
    switch (message.data.kind) {
      case 'ready':
        become('running');
        if (options.scanners)
          port?.post({ kind: 'scanners', scanners: [...options.scanners] } satisfies ToHost);
        if (options.scales) port?.post({ kind: 'scales', scales: [...options.scales] } satisfies ToHost);
        return;
      case 'scan':
        options.onScan?.(message.data.scan);
        return;
      case 'scanner':
        options.onScanner?.(message.data.scanner);
        return;
      case 'reading':
        options.onReading?.(message.data.reading);
        return;
      case 'scale':
        options.onScale?.(message.data.scale);
        return;
      case 'late-echo':
        echo(message.data.token);
        return;
      case 'answer': {
        const { askId, answer } = message.data;
        const lateToken = overdue.get(askId);
        overdue.delete(askId);
        if (
          lateToken !== undefined &&
          answer.what === 'printer-print' &&
          answer.outcome.outcome === 'confirmed'
        ) {
          echo(lateToken);
        }
        pending.get(askId)?.settle(answer);
        return;
      }
    }
  };

  const afterDeath = (dead: HostPort | null): void => {
    if (port !== dead || state === 'closed') return;
    port = null;
    for (const ask of pending.values()) ask.settle(null);
    overdue.clear();
    for (const { scannerId } of options.scanners ?? [])
      options.onScanner?.({ scannerId, trouble: 'device-host-down' });
    for (const { scaleId } of options.scales ?? [])
      options.onScale?.({ scaleId, trouble: 'device-host-down' });
    const now = options.now();
    deaths.push(now);
    while (deaths[0] !== undefined && now - deaths[0] > deathsWithinMs) deaths.shift();
    if (deaths.length === 1) restartMs = firstRestartMs;
    const isOff = deaths.length > deathsBeforeOff;
    become(isOff ? 'off' : 'restarting');
    cancelRestart = options.schedule(isOff ? offMs : restartMs, start);
    restartMs = Math.min(slowestRestartMs, restartMs * 2);
    if (isOff) deaths.length = 0;
  };

  function start(): void {
    if (state === 'closed') return;
    become('starting');
    try {
      const started = options.fork();
      port = started;
      started.onMessage((message) => {
        if (port === started) hear(message);
      });
      started.onClosed(() => afterDeath(started));
    } catch {
      afterDeath(null);
    }
  }

  /** Null when there is no host, or it died or stayed silent before it answered; `told` says whether it was told. */
  const ask = (what: HostAsk, limitMs: number): Promise<{ told: boolean; answer: HostAnswer | null }> => {
    const told = port;
    if (told === null || state === 'closed') return Promise.resolve({ told: false, answer: null });
    const askId = nextAskId++;
    return new Promise((resolve) => {
      const settle = (answer: HostAnswer | null): void => {
        pending.delete(askId);
        cancel();
        resolve({ told: true, answer });
      };
      const cancel = options.schedule(limitMs, () => {
        if (what.what === 'printer-print') overdue.set(askId, what.order.token);
        settle(null);
      });
      pending.set(askId, { settle, cancel });
      told.post({ kind: 'ask', askId, ask: what } satisfies ToHost);
    });
  };

  const printed = ({ told, answer }: { told: boolean; answer: HostAnswer | null }): PrintOutcome => {
    if (!told) return { outcome: 'not-started', waitingFor: 'device-host-down' };
    if (answer?.what === 'printer-print') return answer.outcome;
    if (answer?.what === 'not-understood') return { outcome: 'not-started', waitingFor: 'device-host-down' };
    return { outcome: 'unknown', reason: 'device-host-stopped' };
  };

  start();
  return {
    preflight: async (endpoint) => {
      const { answer } = await ask({ what: 'printer-preflight', endpoint }, preflightAnswerMs);
      return answer?.what === 'printer-preflight'
        ? answer.preflight
        : { ready: false, waitingFor: 'device-host-down' };
    },
    probe: async (endpoint) => {
      const { answer } = await ask({ what: 'printer-probe', endpoint }, preflightAnswerMs);
      return answer?.what === 'printer-probe'
        ? answer.probe
        : { trouble: 'device-host-down', status: false, odometer: false };
    },
    print: async (order) => printed(await ask({ what: 'printer-print', order }, printAnswerMs)),
    compose: async (label, profile, printing) => {
      const { answer } = await ask({ what: 'label-compose', label, profile, printing }, composeAnswerMs);
      if (answer?.what !== 'label-compose') return null;
      if (answer.composed === null) throw new Error('the label cannot be drawn');
      return answer.composed;
    },
    draw: async (label, profile) => {
      const { answer } = await ask({ what: 'label-draw', label, profile }, composeAnswerMs);
      return answer?.what === 'label-draw' ? answer.drawn : null;
    },
    actOnScale: async (order) => {
      const { answer } = await ask({ what: 'scale-act', order }, scaleAnswerMs);
      return answer?.what === 'scale-act' ? answer.outcome : 'unanswered';
    },
    slips: {
      preflight: async (endpoint) => {
        const { answer } = await ask({ what: 'slip-preflight', endpoint }, preflightAnswerMs);
        return answer?.what === 'slip-preflight'
          ? answer.preflight
          : { ready: false, waitingFor: 'device-host-down' };
      },
      print: async (endpoint, paper, attempt) => {
        const { told, answer } = await ask({ what: 'slip-print', endpoint, paper, attempt }, printAnswerMs);
        if (answer?.what === 'slip-print') return answer.outcome;
        return told && answer?.what !== 'not-understood'
          ? { outcome: 'unknown', reason: 'device-host-stopped' }
          : { outcome: 'not-started', waitingFor: 'device-host-down' };
      },
    },
    onLateEcho: (listener) => {
      echoListeners.add(listener);
      return () => echoListeners.delete(listener);
    },
    state: () => state,
    close: () =>
      new Promise((resolve) => {
        const last = port;
        become('closed');
        cancelRestart();
        port = null;
        for (const one of pending.values()) one.settle(null);
        if (last === null) {
          resolve();
          return;
        }
        const cancel = options.schedule(lettingGoMs, () => {
          last.close();
          resolve();
        });
        last.onClosed(() => {
          cancel();
          resolve();
        });
        last.post({ kind: 'stop' } satisfies ToHost);
      }),
  };
}
