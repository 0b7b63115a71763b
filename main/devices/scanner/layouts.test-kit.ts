// What seven keyboard layouts make of each key, as Chromium told it under X11 (`setxkbmap`, every key by its number).
// `†` is a dead key. Rows stand in the order of `codes`; plain first, then with Shift.

const letters = (row: string): string[] => Array.from(row, (letter) => `Key${letter}`);

export const codes: readonly string[] = [
  'Backquote',
  ...Array.from('1234567890', (digit) => `Digit${digit}`),
  'Minus',
  'Equal',
  ...letters('QWERTYUIOP'),
  'BracketLeft',
  'BracketRight',
  'Backslash',
  ...letters('ASDFGHJKL'),
  'Semicolon',
  'Quote',
  ...letters('ZXCVBNM'),
  'Comma',
  'Period',
  'Slash',
];

export const layouts = {
  us: ["`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./", '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'],
  'tr-q': [
    '"1234567890*-qwertyuıopğü,asdfghjklşizxcvbnmöç.',
    "é!'^+%&/()=?_QWERTYUIOPĞÜ;ASDFGHJKLŞİZXCVBNMÖÇ:",
  ],
  'tr-f': [
    '+1234567890/-fgğıodrnhpqwxuieaütkmlyşjövcçzsb.,',
    '*!"^$%&\'()=?_FGĞIODRNHPQWXUİEAÜTKMLYŞJÖVCÇZSB:;',
  ],
  fr: ['²&é"\'(-è_çà)=azertyuiop†$*qsdfghjklmùwxcvbn,;:!', '~1234567890°+AZERTYUIOP†£µQSDFGHJKLM%WXCVBN?./§'],
  de: ['†1234567890ß†qwertzuiopü+#asdfghjklöäyxcvbnm,.-', '°!"§$%&/()=?†QWERTZUIOPÜ*\'ASDFGHJKLÖÄYXCVBNM;:_'],
  'us-intl': [
    '†1234567890-=qwertyuiop[]\\asdfghjkl;†zxcvbnm,./',
    '†!@#$%†&*()_+QWERTYUIOP{}|ASDFGHJKL:†ZXCVBNM<>?',
  ],
  ru: ['ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю.', 'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,'],
} as const satisfies Record<string, readonly [plain: string, shifted: string]>;
export type LayoutName = keyof typeof layouts;
export const layoutNames = Object.keys(layouts) as LayoutName[];

/** What the layout makes of a key; CapsLock swaps the case of letters, as the window system does. */
export function keyOf(layout: LayoutName, code: string, shift: boolean, capsLock: boolean): string {
  if (code === 'Space') return ' ';
  const typed = layouts[layout][shift ? 1 : 0][codes.indexOf(code)] ?? 'Unidentified';
  if (typed === '†') return 'Dead';
  if (!capsLock) return typed;
  return typed === typed.toLowerCase() ? typed.toUpperCase() : typed.toLowerCase();
}
