// One slip printer on TCP 9100, one thing at a time: asked how it is, given one slip, waited for until it says that it has worked it
// off. It never sends a slip twice: after the first byte it only listens and asks, and says what it knows.
import type { Socket } from 'node:net';
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
import type { Preflight, PrintOutcome } from './printer-port';
import { connectedSocket, writeAll } from './printer-socket';

export const slipEndpointSchema = z.strictObject({
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65535).default(9100),
  /** Width of its paper. */
  widthMm: z.union([z.literal(80), z.literal(58)]).default(80),
  /** It opens the drawer that hangs on it with every slip. */
  opensDrawer: z.boolean().default(false),
  /** `none`: it answers nothing, so it is taken to be ready when it can be reached. */
  statusQuery: z.enum(['dle-eot', 'none']).default('dle-eot'),
});
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
  const inTurn = <T>({ host, port }: SlipEndpoint, work: () => Promise<T>): Promise<T> => {
    const address = `${host}:${port}`;
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
  write: (bytes: Uint8Array) => ReturnType<typeof writeAll>;
  /** It has worked off everything that was sent before its question. */
  hasWorkedOff: () => boolean;
  end: () => void;
};

/** Not one byte of a slip leaves. */
async function preflightSlip(endpoint: SlipEndpoint, timings: SlipTimings): Promise<Preflight> {
  const talk = await talkTo(endpoint, timings);
  if (talk === null) return { ready: false, waitingFor: 'printer-unreachable' };
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
  if (talk === null) return { outcome: 'not-started', waitingFor: 'printer-unreachable' };
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
  { host, port }: SlipEndpoint,
  { connectMs, statusMs, stallMs }: SlipTimings,
): Promise<Talk | null> {
  const socket: Socket | null = await connectedSocket(host, port, connectMs);
  if (socket === null) return null;
  let isLost = false;
  let isDone = false;
  let answers: number[] = [];
  let heard: (() => void) | null = null;
  /** An answer stayed out: what comes from now on may be its, and is no answer to a later question. */
  let isOutOfStep = false;
  socket.on('data', (bytes: Buffer) => {
    for (const byte of bytes) {
      if (isRealTimeAnswer(byte)) answers.push(byte);
      else if (isWorkedOff(byte)) isDone = true;
    }
    heard?.();
  });
  socket.on('error', () => {
    isLost = true;
  });
  socket.on('close', () => {
    isLost = true;
    heard?.();
  });
  socket.on('end', () => socket.destroy());
  const isOpen = (): boolean => !isLost && !socket.destroyed && socket.writable;
  return {
    isOpen,
    hasWorkedOff: () => isDone,
    write: (bytes) => writeAll(socket, bytes, stallMs, isOpen),
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
          if (answers.length >= 4 || isLost || isDone) settle();
        };
        if (isOpen() && !isOutOfStep) socket.write(statusQuestions);
        else settle();
      }),
    end: () => socket.destroy(),
  };
}
