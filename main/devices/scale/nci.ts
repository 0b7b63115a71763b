// NCI, also called ECR or SCP-01 (Weigh-Tronix, Brecknell, many others): `W` CR asks. The answer is LF, the weight as the display
// shows it, its unit, CR, LF, two or three bytes of status, CR, ETX. SCP-02 puts an `S` before the status. A weight in pounds and
// ounces is two numbers. Out of range the display shows no digits. `Z` CR sets zero, `T` CR takes the tare where there is one; a
// command that it does not know is answered by `?`.
import type { ScaleAct, WeightSaid } from '../../../shared/domain/weighing/reading';
import { milligramsOf } from '../../../shared/units/weight';
import { noWeight, type Said, type ScaleDialogue, unitSpelled, weightSaid } from './said';

const endOfText = 0x03;
const sevenBits = 0x7f;
/** Bytes; the longest answer has about 30. */
const longest = 60;

const first = { moving: 1, atZero: 2, memory: 4 | 8 } as const;
const second = { underload: 1, overload: 2, memory: 4, calibration: 8, more: 64 } as const;
const third = { net: 4, initialZero: 8 } as const;
/** Bits 4 and 5 of a byte of status are always set. */
const always = 0b11_0000;

export function speakNci(): ScaleDialogue {
  let begun: number[] = [];
  let isTooLong = false;
  let asked: ScaleAct | null = null;

  const answer = (bytes: readonly number[]): Said[] => {
    const lines = String.fromCharCode(...bytes)
      .split(/[\r\n]+/)
      .map((each) => each.trim())
      .filter((each) => each !== '');
    if (lines.length === 1 && lines[0] === '?') {
      const act = asked;
      asked = null;
      return act === null ? [{ kind: 'unknown-command' }] : [{ kind: 'act', act, outcome: 'unable' }];
    }
    const status = statusIn(lines.at(-1) ?? '');
    if (status === null || lines.length > 2) return [];
    if (lines.length === 2) return [readWeight(lines[0] ?? '', status)];
    const act = asked;
    asked = null;
    return act === null ? [] : [{ kind: 'act', act, outcome: outcomeOf(act, status) }];
  };

  return {
    take: (chunk) => {
      const said: Said[] = [];
      for (const received of chunk) {
        const byte = received & sevenBits;
        if (byte === endOfText) {
          if (!isTooLong) said.push(...answer(begun));
          begun = [];
          isTooLong = false;
        } else if (begun.length < longest) begun.push(byte);
        else isTooLong = true;
      }
      return said;
    },
    drop: () => {
      begun = [];
      isTooLong = false;
      asked = null;
    },
    hasBegun: () => begun.length > 0,
    poll: () => 'W\r',
    isStreaming: () => false,
    actBytes: (act) => {
      asked = act;
      return act === 'zero' ? 'Z\r' : 'T\r';
    },
  };
}

type Status = { one: number; two: number; three: number };

/** `00`, `S00`, or with a third byte where the second says that one follows. */
function statusIn(text: string): Status | null {
  const bytes = [...(/^S.{2,3}$/.test(text) ? text.slice(1) : text)].map((each) => each.charCodeAt(0));
  const [one = 0, two = 0, three = always] = bytes;
  const want = two & second.more ? 3 : 2;
  if (bytes.length !== want || bytes.some((byte) => (byte & always) !== always)) return null;
  return { one, two, three };
}

function readWeight(text: string, { one, two, three }: Status): Said {
  if (one & first.memory || two & (second.memory | second.calibration)) return noWeight('fault');
  if (two & second.overload) return noWeight('overload');
  if (two & second.underload) return noWeight('underload');
  if (three & third.initialZero) return noWeight('zero-needed');
  const isStable = (one & first.moving) === 0;
  const isNet = (three & third.net) !== 0;
  const [, number, spelledUnit = ''] = /^(-?\s*\d{0,7}\.?\d{0,5})\s*([A-Za-z]{1,3})$/.exec(text) ?? [];
  const unit = unitSpelled(spelledUnit);
  const plain = number?.replace(/\s/g, '') ?? '';
  if (unit && /\d/.test(plain)) return weightSaid(plain, unit, { isStable, isNet });
  return poundsAndOunces(text, { isStable, isNet }) ?? noWeight(isStable ? 'fault' : 'moving');
}

/** `2lb 3.5oz`. */
function poundsAndOunces(text: string, how: Pick<WeightSaid, 'isStable' | 'isNet'>): Said | null {
  const [, pounds, ounces] = /^(\d{1,5})\s*lb\s+(\d{1,2}(?:\.\d{1,3})?)\s*oz$/i.exec(text) ?? [];
  if (pounds === undefined || ounces === undefined) return null;
  const whole = milligramsOf(pounds, 'lb');
  const rest = milligramsOf(ounces, 'oz');
  if (whole === null || rest === null) return noWeight('fault');
  const condition = how.isStable ? 'ok' : 'moving';
  return { kind: 'weight', weight: { milligrams: whole + rest, condition, unit: 'lb', ...how } };
}

function outcomeOf(act: ScaleAct, { one, two }: Status): 'done' | 'refused' {
  if (one & (first.moving | first.memory) || two & second.overload) return 'refused';
  if (act === 'zero') return one & first.atZero ? 'done' : 'refused';
  return two & second.underload ? 'refused' : 'done';
}
