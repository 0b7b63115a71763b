// Reads the three strings a ZPL printer answers to `~HS`. Anything short of three whole strings is `incomplete`:
// half an answer is not a state. (ZPL II guide, `~HS` host status return.)
import type { PrintWaitReason } from '../../../shared/label/print-job';

export type HostStatus = {
  paperOut: boolean;
  paused: boolean;
  headOpen: boolean;
  ribbonOut: boolean;
  /** Paper is stuck; only TSPL printers say so apart. */
  jammed: boolean;
  bufferFull: boolean;
  headTooHot: boolean;
  /** A printed label hangs in the peeler and must be taken before the next one. */
  labelWaiting: boolean;
  /** A format has begun and its end has not come: the next format would be printed on top of it. */
  partialFormat: boolean;
  /** Formats received and not yet printed. */
  queued: number;
  /** Labels left of the batch being printed. */
  remaining: number;
};

const startOfText = '\x02';
const endOfText = '\x03';

/** The whole strings between STX and ETX found in `text`, and what is left when they are taken out. */
export function takeStrings(text: string): { strings: string[]; rest: string } {
  const strings: string[] = [];
  let rest = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf(startOfText, at);
    const end = start < 0 ? -1 : text.indexOf(endOfText, start);
    if (end < 0) return { strings, rest: rest + text.slice(at) };
    rest += text.slice(at, start);
    strings.push(text.slice(start + 1, end));
    at = end + 1;
    if (text.startsWith('\r\n', at)) at += 2;
  }
}

const flag = (field: string | undefined): boolean => field === '1';
const count = (field: string | undefined): number => Number.parseInt(field ?? '0', 10) || 0;

/** Status from the three strings of one answer; null when they are not one. */
export function readHostStatus(strings: readonly string[]): HostStatus | null {
  const [first, second, third] = strings.map((line) => line.split(','));
  if (strings.length !== 3 || first?.length !== 12 || second?.length !== 11 || third?.length !== 2)
    return null;
  return {
    paperOut: flag(first[1]),
    paused: flag(first[2]),
    queued: count(first[4]),
    jammed: false,
    bufferFull: flag(first[5]),
    partialFormat: flag(first[7]),
    headTooHot: flag(first[11]),
    headOpen: flag(second[2]),
    ribbonOut: flag(second[3]),
    labelWaiting: flag(second[7]),
    remaining: count(second[8]),
  };
}

/** One whole answer as bytes, for example from a recording. */
export function parseHostStatus(bytes: Uint8Array): HostStatus | 'incomplete' {
  return readHostStatus(takeStrings(Buffer.from(bytes).toString('latin1')).strings) ?? 'incomplete';
}

/** Why nothing may be sent now, the thing a person must do first; null when the printer is ready and empty. */
export function faultOf(status: HostStatus): PrintWaitReason | null {
  if (status.headOpen) return 'head-open';
  if (status.jammed) return 'paper-jammed';
  if (status.paperOut) return 'paper-out';
  if (status.ribbonOut) return 'ribbon-out';
  if (status.headTooHot) return 'head-too-hot';
  if (status.paused) return 'paused';
  return null;
}

export function isDrained(status: HostStatus): boolean {
  return status.queued === 0 && status.remaining === 0 && !status.bufferFull && !status.partialFormat;
}

/** Preflight's reason to wait: a fault, a label hanging in the peeler, or earlier work not yet printed. */
export function waitReasonOf(status: HostStatus): PrintWaitReason | null {
  const fault = faultOf(status);
  if (fault !== null) return fault;
  if (status.labelWaiting) return 'label-not-taken';
  return isDrained(status) ? null : 'printer-busy';
}

/**
 * Paper moved since the printer was made, in whole inches or centimetres, from its answer to `~HQOD`; null for any other string.
 * (ZPL II guide, `~HQ` host query, OD.)
 */
export function readOdometer(string: string): number | null {
  if (!string.includes('PRINT METERS')) return null;
  const moved = /TOTAL NONRESETTABLE:\s*(\d+(?:\.\d+)?)/.exec(string)?.[1];
  return moved === undefined ? null : Number(moved);
}
