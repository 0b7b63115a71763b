// Toledo 8217 and those that speak as it does: `W` asks. The answer is STX, the weight with its point, `N` where the scale's
// tare is taken off, CR; or, while there is no weight to give, STX `?` and a byte of status, CR. The unit is never said; it is
// what the scale is set to. Every byte may carry a parity bit that an 8-bit line lets through. `H` asks for one more digit,
// which those without it refuse; it is not used. `Z` sets zero, `T` takes the tare; both are answered by a status.
import type { ScaleAct } from '../../../shared/domain/weighing/reading';
import type { WeightUnit } from '../../../shared/units/weight';
import { noWeight, type Said, type ScaleDialogue, weightSaid } from './said';

const startOfText = 0x02;
const carriageReturn = 0x0d;
const questionMark = 0x3f;
const sevenBits = 0x7f;
/** Bytes; the longest answer has ten. */
const longest = 16;

const bit = { moving: 1, overload: 2, underload: 4, outsideZero: 8, centreOfZero: 16 } as const;
const withPoint = /^(-?\d{1,7}\.\d{1,5})(N?)$/;
/** Set to grams, many have no point to send. */
const inGrams = /^(-?\d{1,7}(?:\.\d{1,5})?)(N?)$/;
/** Bits 5 and 6 say nothing of a weight: net, and always 1. */
const saysNothing = 0b110_0000;

export function speakToledo8217(unit: WeightUnit): ScaleDialogue {
  let begun: number[] | null = null;
  /** The act that the next status answers. */
  let asked: ScaleAct | null = null;

  const answer = (bytes: readonly number[]): Said[] => {
    if (bytes[0] === questionMark) {
      const status = bytes[1];
      if (bytes.length !== 2 || status === undefined || (status & saysNothing) === 0) return [];
      const act = asked;
      asked = null;
      const said = readStatus(status, unit);
      return act === null ? [said] : [{ kind: 'act', act, outcome: outcomeOf(act, status) }, said];
    }
    const [, number, net] = (unit === 'g' ? inGrams : withPoint).exec(String.fromCharCode(...bytes)) ?? [];
    if (number === undefined) return [];
    const said = weightSaid(number, unit, { isStable: true, isNet: net === 'N' });
    if (asked !== 'tare' || net !== 'N') return [said];
    // Some answer a tare by nothing but the next weight.
    asked = null;
    return [{ kind: 'act', act: 'tare', outcome: 'done' }, said];
  };

  return {
    take: (chunk) => {
      const said: Said[] = [];
      for (const received of chunk) {
        const byte = received & sevenBits;
        if (byte === startOfText) {
          begun = [];
        } else if (byte === carriageReturn) {
          if (begun) said.push(...answer(begun));
          begun = null;
        } else if (begun) {
          begun.push(byte);
          if (begun.length > longest) begun = null;
        }
      }
      return said;
    },
    drop: () => {
      begun = null;
      asked = null;
    },
    hasBegun: () => begun !== null,
    poll: () => 'W',
    isStreaming: () => false,
    actBytes: (act) => {
      asked = act;
      return act === 'zero' ? 'Z' : 'T';
    },
  };
}

function readStatus(status: number, unit: WeightUnit): Said {
  if (status & bit.overload) return noWeight('overload');
  if (status & bit.underload) return noWeight('underload');
  if (status & bit.outsideZero) return noWeight('zero-needed');
  if (status & bit.moving) return noWeight('moving');
  // Nothing is wrong: it says so at zero instead of a weight.
  if (status & bit.centreOfZero) return weightSaid('0', unit, { isStable: true, isNet: false });
  return noWeight('moving');
}

function outcomeOf(act: ScaleAct, status: number): 'done' | 'refused' {
  if (status & (bit.moving | bit.overload | bit.outsideZero)) return 'refused';
  if (act === 'zero') return status & bit.centreOfZero ? 'done' : 'refused';
  return status & bit.underload ? 'refused' : 'done';
}
