// What a slip printer says of itself: one byte each for the four questions DLE EOT 1 to 4, asked in this order, and one byte for GS r 1,
// which comes when everything before it was worked off. Source: Epson ESC/POS command reference, DLE EOT and GS r.

/** A byte for each question. */
export const statusQuestions = Uint8Array.from([1, 2, 3, 4].flatMap((n) => [0x10, 0x04, n]));

export type SlipTrouble = 'paper-out' | 'cover-open' | 'cutter' | 'failed' | 'offline';
export type SlipStatus = { trouble: SlipTrouble | null; isPaperLow: boolean };

/** Answers to DLE EOT have bits 1 and 4 set, 0 and 7 clear; those to GS r have 4 and 7 clear. */
export function isRealTimeAnswer(byte: number): boolean {
  return (byte & 0x93) === 0x12;
}
export function isWorkedOff(byte: number): boolean {
  return (byte & 0x90) === 0;
}

/** @param answers to the four questions in order; null when they are no such answers */
export function readSlipStatus(answers: readonly number[]): SlipStatus | null {
  const [printer, offline, error, paper, ...more] = answers;
  if (printer === undefined || offline === undefined || error === undefined || paper === undefined)
    return null;
  if (more.length > 0 || !answers.every(isRealTimeAnswer)) return null;
  const has = (byte: number, mask: number): boolean => (byte & mask) !== 0;
  return { trouble: troubleOf(), isPaperLow: has(paper, 0x0c) };

  function troubleOf(): SlipTrouble | null {
    if (printer === undefined || offline === undefined || error === undefined || paper === undefined)
      return null;
    if (has(offline, 0x04)) return 'cover-open';
    if (has(paper, 0x60) || has(offline, 0x20)) return 'paper-out';
    if (has(error, 0x08)) return 'cutter';
    if (has(error, 0x60) || has(offline, 0x40)) return 'failed';
    return has(printer, 0x08) ? 'offline' : null;
  }
}
