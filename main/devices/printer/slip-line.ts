// Slip printers, one thing at a time each: asked how it is, given one slip, waited for until it says that it has worked it
// off. It never sends a slip twice: after the first byte it only listens and asks, and says what it knows.
import { z } from 'zod';
import {
  isRealTimeAnswer,
  isWorkedOff,
  readSlipStatus,
  type SlipStatus,
  type SlipTrouble,
  statusQuestions,
} from '../../../shared/document/escpos-status';
import type { PrintUnknownReason, PrintWaitReason } from '../../../shared/label/print-job';
import type { PrinterTimings } from './printer-connection';
import {
  filePlaceSchema,
  networkPlaceSchema,
  type Preflight,
  nameOfPlace,
  type PrintOutcome,
  serialPlaceSchema,
} from './printer-port';
import { writeInPieces, type WriteEnd } from './pipe-writer';
import { openPrinterPipe } from './printer-pipe';

const slip = z.strictObject({
  /** Width of its paper. */
  widthMm: z.union([z.literal(80), z.literal(58)]).default(80),
  /** It opens the drawer that hangs on it with every receipt. */
  opensDrawer: z.boolean().default(false),
  /** `none`: it answers nothing, so it is taken to be ready when it can be reached. */
  statusQuery: z.enum(['dle-eot', 'none']).default('dle-eot'),
});

/** Where it is, as of a label printer; a spooler's queue hides what it says, so it is none. */
export const slipEndpointSchema = z.union([
  slip.extend({
    host: networkPlaceSchema.shape.host,
    port: networkPlaceSchema.shape.port.default(9100),
  }),
  slip.extend({
    serial: serialPlaceSchema.shape.serial,
    baudRate: serialPlaceSchema.shape.baudRate.default(9_600),
  }),
  slip.extend(filePlaceSchema.shape),
]);
export type SlipEndpoint = z.infer<typeof slipEndpointSchema>;

export type SlipTimings = Pick<
  PrinterTimings,
  'connectMs' | 'stallMs' | 'statusMs' | 'pollMs' | 'finishMs' | 'heldMs'
>;

const waitOf: Record<SlipTrouble, PrintWaitReason> = {
  'paper-out': 'paper-out',
  'cover-open': 'head-open',
  cutter: 'printer-failed',
  failed: 'printer-failed',
  offline: 'paused',
};

export type SlipLines = {
  preflight: (endpoint: SlipEndpoint) => Promise<Preflight>;
  print: (endpoint: SlipEndpoint, bytes: Uint8Array) => Promise<PrintOutcome>;
};

/** Each printer by its address, one thing at a time: it has one line. */
export function createSlipLines(timings: SlipTimings): SlipLines {
  const last = new Map<string, Promise<unknown>>();
  const inTurn = <T>(endpoint: SlipEndpoint, work: () => Promise<T>): Promise<T> => {
    const address = nameOfPlace(endpoint);
    const mine = (last.get(address) ?? Promise.resolve()).then(work, work);
    last.set(address, mine);
    return mine;
  };
  return {
    preflight: (endpoint) => inTurn(endpoint, () => preflightSlip(endpoint, timings)),
    print: (endpoint, bytes) => inTurn(endpoint, () => printSlip(endpoint, bytes, timings)),
  };
}

type Talk = {
  isOpen: () => boolean;
  /** Null when no whole answer comes in time. */
  ask: () => Promise<SlipStatus | null>;
  write: (bytes: Uint8Array) => Promise<WriteEnd>;
  /** It has worked off everything that was sent before its question. */
  hasWorkedOff: () => boolean;
  end: () => void;
};

/** Not one byte of a slip leaves. */
async function preflightSlip(endpoint: SlipEndpoint, timings: SlipTimings): Promise<Preflight> {
  const talk = await talkTo(endpoint, timings);
  if (typeof talk === 'string') return { ready: false, waitingFor: talk };
  try {
    if (endpoint.statusQuery === 'none') return { ready: true };
    const status = await talk.ask();
    if (status === null) return { ready: false, waitingFor: 'printer-silent' };
    return status.trouble === null ? { ready: true } : { ready: false, waitingFor: waitOf[status.trouble] };
  } finally {
    talk.end();
  }
}

async function printSlip(
  endpoint: SlipEndpoint,
  bytes: Uint8Array,
  timings: SlipTimings,
): Promise<PrintOutcome> {
  const talk = await talkTo(endpoint, timings);
  if (typeof talk === 'string') return { outcome: 'not-started', waitingFor: talk };
  try {
    // From here on a byte may have left, so nothing below answers `not-started`.
    const end = await talk.write(bytes);
    if (end === 'stalled') return unknown('printer-stalled');
    if (end === 'lost') return unknown('connection-lost');
    return await workedOff(talk, endpoint, timings);
  } finally {
    talk.end();
  }
}

async function workedOff(talk: Talk, endpoint: SlipEndpoint, timings: SlipTimings): Promise<PrintOutcome> {
  const startedAt = performance.now();
  let faultSince: number | null = null;
  for (;;) {
    if (talk.hasWorkedOff()) return { outcome: 'sent', evidence: 'drained' };
    if (!talk.isOpen()) return unknown('connection-lost');
    const asks = endpoint.statusQuery === 'dle-eot';
    const status = asks ? await talk.ask() : null;
    if (talk.hasWorkedOff()) return { outcome: 'sent', evidence: 'drained' };
    const now = performance.now();
    faultSince = status?.trouble ? (faultSince ?? now) : null;
    if (faultSince !== null && now - faultSince >= timings.heldMs) return unknown('held-in-printer');
    if (now - startedAt >= timings.finishMs) {
      if (!asks) return { outcome: 'sent', evidence: 'written' };
      return unknown(status === null ? 'no-answer-after-sending' : 'held-in-printer');
    }
    await new Promise((done) => setTimeout(done, timings.pollMs));
  }
}

function unknown(reason: PrintUnknownReason): PrintOutcome {
  return { outcome: 'unknown', reason };
}

async function talkTo(
  endpoint: SlipEndpoint,
  { connectMs, statusMs, stallMs }: SlipTimings,
): Promise<Talk | PrintWaitReason> {
  const pipe = await openPrinterPipe(endpoint, connectMs);
  if (typeof pipe === 'string') return pipe;
  let isClosed = false;
  let isDone = false;
  let answers: number[] = [];
  let heard: (() => void) | null = null;
  /** An answer stayed out: what comes from now on may be its, and is no answer to a later question. */
  let isOutOfStep = false;
  const closeWaiters = new Set<() => void>();
  pipe.onText((text) => {
    for (const sign of text) {
      const byte = sign.charCodeAt(0);
      if (isRealTimeAnswer(byte)) answers.push(byte);
      else if (isWorkedOff(byte)) isDone = true;
    }
    heard?.();
  });
  pipe.onClosed(() => {
    isClosed = true;
    heard?.();
    for (const lost of closeWaiters) lost();
  });
  const isOpen = (): boolean => !isClosed && pipe.isOpen();
  return {
    isOpen,
    hasWorkedOff: () => isDone,
    write: (bytes) => writeInPieces(pipe, bytes, { stallMs, isOpen, closeWaiters }),
    ask: () =>
      new Promise((resolve) => {
        answers = [];
        const settle = (): void => {
          clearTimeout(timer);
          heard = null;
          if (answers.length < 4) isOutOfStep = true;
          resolve(readSlipStatus(answers.slice(0, 4)));
        };
        const timer = setTimeout(settle, statusMs);
        heard = () => {
          if (answers.length >= 4 || isClosed || isDone) settle();
        };
        if (isOpen() && !isOutOfStep) pipe.write(statusQuestions, () => undefined);
        else settle();
      }),
    end: pipe.destroy,
  };
}
