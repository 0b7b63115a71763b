// What one key press of a scanner means. Scanners type as if the keyboard were American, so a character is read from
// where the key is, not from what the system's layout makes of it; CapsLock and NumLock have no say.
// Knows nothing of bursts: whether a key came from a scanner is decided in wedge-decoder.ts.

/** A key as the window system tells it; times are of one monotonic clock. */
export type WedgeKey = {
  type: 'keyDown' | 'keyUp';
  /** Physical key by its W3C name: `KeyA`, `Digit1`, `Numpad1`; empty for keys without a place. */
  code: string;
  /** What the layout makes of it: `a`, `ş`, `Enter`; `Dead` or `Process` while an accent or an input method waits. */
  key: string;
  shift: boolean;
  control: boolean;
  alt: boolean;
  meta?: boolean;
  autoRepeat?: boolean;
  timeMs: number;
};

/** `position` for a scanner programmed as American keyboard; `character` for one programmed as this computer's. */
export type WedgeReading = 'position' | 'character';

export type KeyMeaning =
  /** A character of data, if it came from a scanner. */
  | { is: 'data'; character: string }
  /** Carriage return, line feed or tab: the end of a scan, if one is under way. */
  | { is: 'suffix'; character: '\r' | '\n' | '\t' }
  /** Control and a letter: a person's shortcut, or a control character in the middle of a scan. */
  | { is: 'control'; character: string }
  /** A digit typed while Alt is held: part of a character's number. */
  | { is: 'alt-digit'; digit: string }
  /** Shift, Control, Alt and the locks by themselves. */
  | { is: 'modifier' }
  /** F-keys, Escape, arrows, Backspace, letters with Alt or AltGr: a person. */
  | { is: 'human' };

const americanKeys: Readonly<Record<string, string>> = {
  Backquote: '`~',
  Digit1: '1!',
  Digit2: '2@',
  Digit3: '3#',
  Digit4: '4$',
  Digit5: '5%',
  Digit6: '6^',
  Digit7: '7&',
  Digit8: '8*',
  Digit9: '9(',
  Digit0: '0)',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  IntlBackslash: '\\|',
  Space: '  ',
  NumpadAdd: '++',
  NumpadSubtract: '--',
  NumpadMultiply: '**',
  NumpadDivide: '//',
  NumpadDecimal: '..',
};

const modifierKey =
  /^(?:Shift|Control|Alt|Meta|OS)(?:Left|Right)?$|^(?:CapsLock|NumLock|ScrollLock|AltGraph|Fn)$/;

export function readKey(key: WedgeKey, reading: WedgeReading): KeyMeaning {
  if (modifierKey.test(key.code) || (key.code === '' && modifierKey.test(key.key))) return { is: 'modifier' };
  if (key.meta) return { is: 'human' };
  if (key.alt && !key.control) {
    const digit = /^Numpad([0-9])$/.exec(key.code)?.[1];
    return digit === undefined ? { is: 'human' } : { is: 'alt-digit', digit };
  }
  if (key.control && key.alt) {
    // AltGr, as some systems tell it: where the scanner types like this computer's keyboard, it types its signs as well.
    const isSign = reading === 'character' && [...key.key].length === 1;
    return isSign ? { is: 'data', character: key.key } : { is: 'human' };
  }
  if (key.control) return readControl(key);
  if (key.code === 'Enter' || key.code === 'NumpadEnter') return { is: 'suffix', character: '\r' };
  if (key.code === 'Tab') return key.shift ? { is: 'human' } : { is: 'suffix', character: '\t' };
  const typed = [...key.key].length === 1 ? key.key : null;
  // Without NumLock the pad's keys are a person's arrows; a scanner's digits come as characters either way.
  if (key.code.startsWith('Numpad') && typed === null) return { is: 'human' };
  const placed = characterAt(key.code, key.shift);
  const character = reading === 'position' && placed !== null ? placed : typed;
  return character === null ? { is: 'human' } : { is: 'data', character };
}

/** What an American keyboard has at this place, or null when it has no character there. */
function characterAt(code: string, shift: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const digit = /^Numpad([0-9])$/.exec(code)?.[1];
  if (digit !== undefined) return digit;
  return americanKeys[code]?.[shift ? 1 : 0] ?? null;
}

/** Control with a key is the character 64 places below: Ctrl+] is GS (29), Ctrl+J is LF (10), Ctrl+B is STX (2). */
function readControl(key: WedgeKey): KeyMeaning {
  const placed = characterAt(key.code, key.shift)?.toUpperCase() ?? '';
  const number = placed.length === 1 ? placed.charCodeAt(0) - 64 : -1;
  return number >= 0 && number < 32
    ? { is: 'control', character: String.fromCharCode(number) }
    : { is: 'human' };
}
