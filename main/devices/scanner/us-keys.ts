// What a keyboard-wedge scanner means by a physical key: it presses the keys of a US keyboard, whatever layout this PC
// has. Reading `code` and Shift instead of `key` makes the layout, CapsLock and dead keys irrelevant.

const rows: readonly (readonly [codes: readonly string[], plain: string, shifted: string])[] = [
  [['Backquote', ...digits(), 'Minus', 'Equal'], '`1234567890-=', '~!@#$%^&*()_+'],
  [[...letters('QWERTYUIOP'), 'BracketLeft', 'BracketRight', 'Backslash'], 'qwertyuiop[]\\', 'QWERTYUIOP{}|'],
  [[...letters('ASDFGHJKL'), 'Semicolon', 'Quote'], "asdfghjkl;'", 'ASDFGHJKL:"'],
  [[...letters('ZXCVBNM'), 'Comma', 'Period', 'Slash'], 'zxcvbnm,./', 'ZXCVBNM<>?'],
  [['Space'], ' ', ' '],
  [['NumpadDivide', 'NumpadMultiply', 'NumpadSubtract', 'NumpadAdd', 'NumpadDecimal'], '/*-+.', '/*-+.'],
  [Array.from({ length: 10 }, (_, digit) => `Numpad${digit}`), '0123456789', '0123456789'],
];

const characters = new Map<string, readonly [plain: string, shifted: string]>(
  rows.flatMap(([codes, plain, shifted]) =>
    codes.map((code, index) => [code, [plain[index] ?? '', shifted[index] ?? '']] as const),
  ),
);

/** The character a US keyboard types with this physical key; null for keys that type none. */
export function usCharacter(code: string, shift: boolean): string | null {
  const pair = characters.get(code);
  return pair ? pair[shift ? 1 : 0] : null;
}

/** The control character of Ctrl and a physical key: Ctrl+] is GS (U+001D), Ctrl+B is STX; null for others. */
export function controlCharacter(code: string): string | null {
  const typed = usCharacter(code, true);
  if (typed === '}') return '\u001d';
  if (typed !== null && /^[A-Z]$/.test(typed)) return String.fromCharCode(typed.charCodeAt(0) - 64);
  return null;
}

function digits(): string[] {
  return Array.from('1234567890', (digit) => `Digit${digit}`);
}

function letters(text: string): string[] {
  return Array.from(text, (letter) => `Key${letter}`);
}
