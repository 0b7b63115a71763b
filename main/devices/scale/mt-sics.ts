// MT-SICS (Mettler-Toledo Standard Interface Command Set, levels 0 and 1): lines that end with CR LF. `SIR` asks for the weight
// now and again by itself, `SI` for it once, `S` once it is stable. A weight is `S S` (stable) or `S D` (not yet), the value, the
// unit; `S +` and `S -` are over and under, `S I` that it cannot say now. `Z` sets zero (`Z A`), `T` takes the tare (`T S`, value,
// unit), `TA` is the tare there is. `ES`, `ET`, `EL`: not a command, not received well, not a value.
import type { ScaleAct } from '../../../shared/domain/weighing/reading';
import { noWeight, type Said, type ScaleDialogue, unitSpelled, weightSaid } from './said';

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
/** Bytes; a weight has 16, the longest answer of level 1 about 40. */
const longest = 80;

export function speakMtSics(): ScaleDialogue {
  let begun: number[] = [];
  /** Runs over until its end of line: what it is too long to be is nothing. */
  let isTooLong = false;
  let isRepeating = true;

  const line = (text: string): Said[] => {
    const [command = '', state = '', ...rest] = text.trim().split(/\s+/);
    switch (command) {
      case 'S':
      case 'SI':
      case 'SIR':
        return weightIn(state, rest);
      case 'Z':
      case 'ZI':
        return actIn('zero', state, ['A', 'S', 'D']);
      case 'T':
      case 'TI':
      case 'TAC':
        return actIn('tare', state, ['S', 'D', 'A']);
      case 'ES':
        // Those that cannot repeat are asked each time.
        isRepeating = false;
        return [{ kind: 'unknown-command' }];
      case 'ET':
      case 'EL':
        return [{ kind: 'unknown-command' }];
      default:
        return [];
    }
  };

  const end = (): Said[] => {
    const text = String.fromCharCode(...begun);
    const isLine = !isTooLong && begun.length > 0;
    begun = [];
    isTooLong = false;
    return isLine ? line(text) : [];
  };

  return {
    take: (chunk) => {
      const said: Said[] = [];
      for (const byte of chunk) {
        if (byte === lineFeed || byte === carriageReturn) said.push(...end());
        else if (begun.length < longest) begun.push(byte);
        else isTooLong = true;
      }
      return said;
    },
    drop: () => {
      begun = [];
      isTooLong = false;
    },
    hasBegun: () => begun.length > 0,
    poll: () => (isRepeating ? 'SIR\r\n' : 'SI\r\n'),
    isStreaming: () => isRepeating,
    actBytes: (act) => (act === 'zero' ? 'Z\r\n' : 'T\r\n'),
  };
}

function weightIn(state: string, rest: readonly string[]): Said[] {
  switch (state) {
    case '+':
      return [noWeight('overload')];
    case '-':
      return [noWeight('underload')];
    case 'I':
      return [noWeight('moving')];
    case 'S':
    case 'D': {
      const [value = '', spelledUnit = ''] = rest;
      if (value.startsWith('Error')) return [noWeight('fault')];
      const unit = unitSpelled(spelledUnit);
      if (!/^-?\d+(\.\d*)?$/.test(value) || unit === null || rest.length !== 2) return [];
      return [weightSaid(value, unit, { isStable: state === 'S', isNet: false })];
    }
    default:
      return [];
  }
}

/** `I`: not now; `+`, `-`: outside of what can be zeroed or tared. */
function actIn(act: ScaleAct, state: string, done: readonly string[]): Said[] {
  if (done.includes(state)) return [{ kind: 'act', act, outcome: 'done' }];
  return ['I', '+', '-', 'L'].includes(state) ? [{ kind: 'act', act, outcome: 'refused' }] : [];
}
