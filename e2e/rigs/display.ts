// A screen and a keyboard that belong to the test alone: an X server without a monitor, and real X11 key events.
// Keys are given by their place on a US keyboard, as a scanner does, so the layout of the X server does not matter to
// what is pressed. Must keep -noreset: without it the X server forgets its layout when the last window closes.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Display = {
  /** For the environment variable DISPLAY, for example `:7`. */
  name: string;
  /** Types `text` and Return as a keyboard-wedge scanner set to a US keyboard does. GS (U+001D) is Ctrl+]. */
  typeScan: (text: string, options?: { gapMs?: number; ending?: 'Return' | 'Tab' | 'none' }) => Promise<void>;
  /** Presses one key by its X11 name: `F1`, `Escape`, `ctrl+z`. */
  pressKey: (name: string) => Promise<void>;
  /** Gives the window with this title the keyboard, as a click on it would. */
  focusWindow: (title: string) => Promise<void>;
  /** Keyboard layout by its XKB name: `us`, `tr`, `de`. */
  setLayout: (layout: string) => Promise<void>;
  /** Writes the whole screen to a PNG file. */
  picture: (path: string) => Promise<void>;
  stop: () => Promise<void>;
};

// X11 key codes of a PC keyboard are fixed places; rows from the US layout, unshifted and shifted.
const rows: ReadonlyArray<readonly [firstCode: number, plain: string, shifted: string]> = [
  [10, '1234567890-=', '!@#$%^&*()_+'],
  [24, 'qwertyuiop[]', 'QWERTYUIOP{}'],
  [38, "asdfghjkl;'`", 'ASDFGHJKL:"~'],
  [51, '\\', '|'],
  [52, 'zxcvbnm,./', 'ZXCVBNM<>?'],
  [65, ' ', ' '],
];
const shiftCode = 50;
const controlCode = 37;
const rightBracketCode = 35;
const groupSeparator = '\u001d';

/** The chord that types one character, in xdotool's words. Throws for a character a US scanner cannot type. */
const chordOf = (character: string): string => {
  if (character === groupSeparator) return `${controlCode}+${rightBracketCode}`;
  for (const [firstCode, plain, shifted] of rows) {
    const at = plain.indexOf(character);
    if (at >= 0) return String(firstCode + at);
    const shiftedAt = shifted.indexOf(character);
    if (shiftedAt >= 0) return `${shiftCode}+${firstCode + shiftedAt}`;
  }
  throw new Error(`a US keyboard has no key for ${JSON.stringify(character)}`);
};

/** Keyboard and screen do not slow down because the computer is busy; without the right to that, `nice` goes on all the same. */
const asHardware = ['-n', '-10'];

const firstLine = async (server: ChildProcess): Promise<string> => {
  if (server.stdout === null) throw new Error('Xvfb has no output');
  const lines = createInterface({ input: server.stdout });
  const ended = once(server, 'exit').then(() => {
    throw new Error('Xvfb ended at once. Is it installed? apt-get install xvfb');
  });
  const [line] = (await Promise.race([
    once(lines, 'line'),
    once(server, 'error').then(([cause]) => {
      throw new Error(`Xvfb could not be started: ${String(cause)}`);
    }),
    ended,
  ])) as [string];
  ended.catch(() => undefined);
  return line;
};

/** Starts an X server on a free number, 1280x800 unless told otherwise. */
export async function startDisplay(size = { width: 1280, height: 800 }): Promise<Display> {
  const screen = `${size.width}x${size.height}x24`;
  const server = spawn(
    'nice',
    [...asHardware, 'Xvfb', '-displayfd', '1', '-screen', '0', screen, '-noreset', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const name = `:${(await firstLine(server)).trim()}`;
  const env = { ...process.env, DISPLAY: name };
  const xdotool = (...args: string[]) => run('nice', [...asHardware, 'xdotool', ...args], { env });
  return {
    name,
    typeScan: async (text, { gapMs = 1, ending = 'Return' } = {}) => {
      const chords = Array.from(text, chordOf);
      if (ending !== 'none') chords.push(ending === 'Return' ? '36' : '23');
      await xdotool('key', '--delay', String(gapMs), ...chords);
    },
    pressKey: async (key) => {
      await xdotool('key', key);
    },
    focusWindow: async (title) => {
      await xdotool('search', '--sync', '--onlyvisible', '--name', title, 'windowfocus', '--sync');
    },
    setLayout: async (layout) => {
      await run('setxkbmap', [layout], { env });
    },
    picture: async (path) => {
      await run('import', ['-window', 'root', path], { env });
    },
    stop: async () => {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill('SIGTERM');
      await once(server, 'exit');
    },
  };
}
