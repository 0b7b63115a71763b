// Reads the one byte a TSPL printer answers to `ESC ! ?`. (TSC, TSPL programming manual: immediate commands.)
import type { HostStatus } from './host-status';

export const tsplStatusQuestion = '\x1b!?';

const bits = {
  headOpen: 0x01,
  jam: 0x02,
  paperOut: 0x04,
  ribbonOut: 0x08,
  paused: 0x10,
  printing: 0x20,
  /** On models that have a cover's switch; on others it is never set. */
  coverOpen: 0x40,
  tooHot: 0x80,
} as const;

/** It does not count what it holds: while it prints, something is left. */
export function readTsplStatus(byte: number): HostStatus {
  const is = (bit: number): boolean => (byte & bit) !== 0;
  return {
    paperOut: is(bits.paperOut),
    paused: is(bits.paused),
    headOpen: is(bits.headOpen) || is(bits.coverOpen),
    ribbonOut: is(bits.ribbonOut),
    jammed: is(bits.jam),
    bufferFull: false,
    headTooHot: is(bits.tooHot),
    labelWaiting: false,
    partialFormat: false,
    queued: is(bits.printing) ? 1 : 0,
    remaining: 0,
  };
}
