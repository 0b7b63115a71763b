// What a burst of keys said: prefix, suffix and symbology identifier taken off, with the timing that gave it away.
import { withoutIdentifier } from '../../../shared/barcode/scan';
import { type ScannerHabits, withoutHabits } from '../../../shared/barcode/scanner/habits';

export type WedgeScan = {
  /** `manual` when a person typed the code and pressed Enter. */
  source: 'wedge' | 'manual';
  raw: string;
  /** Between prefix and suffix, with whatever the scanner's habits add. */
  sent: string;
  aim: string | null;
  text: string;
  /** False when no suffix said so. */
  complete: boolean;
  timing: { keys: number; medianGapMs: number; maxGapMs: number; firstKeyMs: number; lastKeyMs: number };
};

export type Typed = { character: string; timeMs: number };

const startOfText = '\u0002';
const endOfText = '\u0003';

/**
 * `prefix` and `suffix` stood around the keys and are only kept in `raw`; `suffixMs` is when the suffix came. `habits` are
 * of the scanners that type here; null when none was learned.
 */
export function wedgeScanOf(
  keys: readonly Typed[],
  frame: { source: WedgeScan['source']; prefix: string; suffix: string; suffixMs: number | null },
  habits: ScannerHabits | null = null,
): WedgeScan {
  const data = keys.map((one) => one.character).join('');
  const opened = data.startsWith(startOfText) ? data.slice(1) : data;
  const whole = opened.endsWith(endOfText) ? opened.slice(0, -1) : opened;
  const { aim, text } =
    frame.source === 'wedge'
      ? withoutIdentifier(habits ? withoutHabits(whole, habits) : whole)
      : { aim: null, text: whole };
  const gaps = gapsOf(keys);
  return {
    source: frame.source,
    raw: frame.prefix + data + frame.suffix,
    sent: whole,
    aim,
    text,
    complete: frame.suffix !== '',
    timing: {
      keys: keys.length,
      medianGapMs: median(gaps),
      maxGapMs: Math.max(0, ...gaps),
      firstKeyMs: keys[0]?.timeMs ?? 0,
      lastKeyMs: frame.suffixMs ?? keys.at(-1)?.timeMs ?? 0,
    },
  };
}

export function gapsOf(keys: readonly { timeMs: number }[]): number[] {
  return keys.slice(1).map((key, at) => key.timeMs - (keys[at]?.timeMs ?? key.timeMs));
}

/** The middle value, or the mean of the two middle ones; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The middle value, or the smaller of the two middle ones: one stall among two gaps does not make a person. */
export function lowerMedian(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[(values.length - 1) >> 1] ?? 0;
}
