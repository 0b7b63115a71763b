// Learns what a scanner does to codes from one scan of a known one (set-up-code.ts), or says why it cannot.
// Never guesses: what is not explained by case, what stands around the data and the separator is told as wrong.
import { groupSeparator } from '../gs1/element-strings';
import { identifierOf, type ScannerHabits, swapCase } from './habits';
import { dataOf, type SetUpCode, setUpCodes } from './set-up-code';

/** One scan as it was heard: of keys under both readings, of a line under one. */
export type Heard = {
  readings: readonly { reading: ScannerHabits['reading']; sent: string }[];
  /** The keys of the scan that are no characters, by their W3C names, in order. */
  otherKeys: readonly string[];
  endsItself: boolean;
  gaps: ScannerHabits['gaps'];
};

/** Heard in place of what the code holds. */
export type WrongSign = { holds: string; heard: string };

export type Learning =
  | { ok: true; code: SetUpCode['id']; habits: ScannerHabits }
  /** `other-code`: none of ours was scanned. `garbled`: ours, but with signs that no setting explains. */
  | { ok: false; why: 'other-code' }
  | { ok: false; why: 'garbled'; wrong: readonly WrongSign[] };

/** Stands for a key that is no character. */
const unreadable = '\ufffd';
const longestAround = 20;
const longestSeparator = 12;

export function learnHabits(heard: Heard): Learning {
  for (const { reading, sent } of heard.readings)
    for (const code of setUpCodes)
      for (const swapsCase of [false, true]) {
        const found = foundIn(swapsCase ? swapCase(sent) : sent, code);
        if (!found) continue;
        const separatorKey = found.separator === unreadable ? (heard.otherKeys[0] ?? null) : null;
        if (found.separator.includes(unreadable) && separatorKey === null) continue;
        const { endsItself, gaps } = heard;
        const separator = separatorKey === null ? found.separator : groupSeparator;
        const habits = { ...found, reading, swapsCase, separator, separatorKey, endsItself, gaps };
        return { ok: true, code: code.id, habits };
      }
  return whatIsWrong(heard);
}

type Found = Pick<ScannerHabits, 'prefix' | 'suffix' | 'separator' | 'sendsIdentifier'>;

function foundIn(sent: string, { front, back }: SetUpCode): Found | null {
  const frontAt = sent.indexOf(front);
  const backAt = frontAt < 0 ? -1 : sent.indexOf(back, frontAt + front.length);
  if (backAt < 0) return null;
  const separator = sent.slice(frontAt + front.length, backAt);
  const suffix = sent.slice(backAt + back.length);
  if (separator.length > longestSeparator || suffix.length > longestAround) return null;
  // Some send the separator that opens the symbol as well; the data begins behind it either way.
  const before = sent.slice(0, frontAt);
  const opening =
    before.endsWith(separator) && separator !== '' ? before.slice(0, -separator.length) : before;
  const around = /^(.*?)(\][A-Za-z][0-9A-Za-z])?$/s.exec(opening);
  const leading = identifierOf(opening);
  const prefix = leading === '' ? (around?.[1] ?? '') : opening.slice(leading.length);
  if (prefix.length > longestAround || [prefix, suffix].some((text) => text.includes(unreadable)))
    return null;
  return { prefix, suffix, separator, sendsIdentifier: leading !== '' || around?.[2] !== undefined };
}

/** Signs that must be right for a scan to count as one of our code that was garbled. */
const shareToKnow = 0.4;

/**
 * A scanner that is set to another country's keyboard keeps the number of signs and most of the letters, so both ends of
 * the scan are laid against the code and what differs is told.
 */
function whatIsWrong({ readings }: Heard): Learning {
  let best: { share: number; wrong: WrongSign[] } = { share: 0, wrong: [] };
  for (const { sent } of readings)
    for (const code of setUpCodes) {
      const holds = dataOf(code);
      for (let shift = 0; shift + holds.length <= sent.length + 1 && shift <= longestAround; shift += 1) {
        const wrong: WrongSign[] = [];
        let right = 0;
        // The separator may have fallen out: behind it things stand one place earlier then.
        const isDropped = sent.length < holds.length + shift || sent[shift + code.front.length] === '9';
        for (let at = 0; at < holds.length; at += 1) {
          if (holds[at] === groupSeparator) continue;
          const place = shift + at - (isDropped && at > code.front.length ? 1 : 0);
          const one = { holds: holds[at] ?? '', heard: sent[place] ?? '' };
          if (one.holds === one.heard) right += 1;
          else wrong.push(one);
        }
        const share = right / (holds.length - 1);
        if (share > best.share) best = { share, wrong };
      }
    }
  return best.share < shareToKnow
    ? { ok: false, why: 'other-code' }
    : { ok: false, why: 'garbled', wrong: distinct(best.wrong) };
}

function distinct(wrong: readonly WrongSign[]): WrongSign[] {
  return [...new Map(wrong.map((one) => [one.holds + one.heard, one])).values()];
}
