import { describe, expect, it } from 'vitest';
import { meaningOf } from '../../shared/barcode/meaning';
import { benchCommands } from '../../shared/domain/packing/bench-command';
import { benchTable } from '../../shared/domain/packing/bench-table.test-kit';
import en from '../../shared/text/en.json';
import {
  type CommandId,
  commandOfKey,
  commandOfPayload,
  commands,
  isBenchCommand,
  type Situation,
  windowCommands,
} from './commands';

const words: Readonly<Record<string, string>> = en;
const nothing: Situation = {
  loggedIn: false,
  boxOpen: false,
  aside: false,
  asks: false,
  sealedBefore: false,
  takenBefore: false,
};

describe('the command registry', () => {
  it('has every command of the bench and of the window, each once', () => {
    const ids = commands.map(({ id }) => id);
    expect([...ids].sort()).toEqual([...benchCommands, ...windowCommands].sort());
  });

  it.each(['key', 'barcode'] as const)('gives every command its own %s', (part) => {
    expect(new Set(commands.map((command) => command[part])).size).toBe(commands.length);
  });

  it.each(commands.map((command) => [command.id, command] as const))(
    '%s: printed code, words, key',
    (_id, command) => {
      expect(command.barcode).toMatch(/^WBC[0-9A-HJ-Z]+$/);
      const meaning = meaningOf({ text: command.barcode, aim: ']C0' });
      expect(meaning.kind === 'command' && commandOfPayload(meaning.payload)?.id).toBe(command.id);
      expect(commandOfKey(command.key)?.id).toBe(command.id);
      expect(words[command.labelKey]).toBeTruthy();
      expect(words[command.helpKey]).toBeTruthy();
      // A single letter would be typed by a scanner, and by a sleeve.
      expect(command.key).toMatch(
        /^(?:(?:Shift\+)?F(?:[1-9]|11|12)|Enter|Escape|Control\+(?:[A-Z0-9]|Shift\+[1-6]))$/,
      );
    },
  );

  it('calls dangerous exactly what the bench asks for twice', () => {
    const asksTwice = benchCommands.filter((id) => Object.values(benchTable[id]).includes('confirm-again'));
    expect(
      commands
        .filter(({ dangerous }) => dangerous)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...asksTwice].sort());
  });

  it('gives bench commands to the session and the others to the window', () => {
    const given: string[] = [];
    for (const command of commands) {
      command.run({ bench: (id) => given.push(`bench ${id}`), window: (id) => given.push(`window ${id}`) });
    }
    expect(given).toEqual(commands.map(({ id }) => `${isBenchCommand(id) ? 'bench' : 'window'} ${id}`));
  });

  it.each<[Partial<Situation>, CommandId, boolean]>([
    [{}, 'help', true],
    [{}, 'seal', false],
    [{ boxOpen: true }, 'seal', true],
    [{ boxOpen: true }, 'reprint', false],
    [{ sealedBefore: true }, 'reprint', true],
    [{ takenBefore: true }, 'reprint', true],
    [{ takenBefore: true }, 'reopen', false],
    [{}, 'ok', false],
    [{ asks: true }, 'ok', true],
    [{}, 'log-out', false],
    [{ loggedIn: true }, 'log-out', true],
  ])('in %j, %s makes sense: %s', (some, id, want) => {
    const command = commands.find((one) => one.id === id);
    expect(command?.enabledWhen({ ...nothing, ...some })).toBe(want);
  });

  it('knows no command for other codes and keys', () => {
    expect(commandOfPayload('SELFDESTRUCT')).toBeNull();
    expect(commandOfKey('F10')).toBeNull();
    expect(commandOfKey('A')).toBeNull();
  });
});
