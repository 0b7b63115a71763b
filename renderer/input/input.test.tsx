import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ScanEvent } from '../../shared/barcode/scan';
import { ownCode } from '../../shared/barcode/own-code';
import { show } from '../ui/screen.test-kit';
import { attentionOf, watchAttention } from './attention';
import { isForCommand, keyNameOf } from './command-keys';
import { commands, type Situation } from './commands';
import { createScanBus } from './scan-bus';
import { watchResidue } from './scan-residue';
import { StationInput } from './station-input';
import { typedScan } from './type-code';

afterEach(cleanup);

const packing: Situation = {
  loggedIn: true,
  boxOpen: true,
  aside: false,
  asks: false,
  sealedBefore: false,
  takenBefore: false,
};

const station = (situation: Situation = packing) => {
  const given: string[] = [];
  const scans: ScanEvent[] = [];
  const bus = createScanBus({ nowMs: () => 0, unclaimed: () => undefined, report: () => undefined });
  bus.listen('any', ({ scan }) => void scans.push(scan) as undefined);
  const shown = show(
    <StationInput
      bus={bus}
      situation={situation}
      bench={(command) => given.push(command)}
      page={(page) => given.push(page)}
      noteOf={({ id }) => (id === 'seal' ? 'no numbers are left' : null)}
    />,
  );
  const scanCode = async (text: string): Promise<void> => {
    bus.scan(typedScan(text, 'scan', '2026-03-01T08:00:00.000Z'));
    await act(() => bus.settled());
  };
  return { ...shown, bus, given, scans, scanCode };
};

const keyboard = (key: string, more: Partial<KeyboardEventInit> = {}) =>
  fireEvent.keyDown(document.body, { key, code: key, ...more });

describe('keys of the station', () => {
  it('give the command that has them', () => {
    const { given } = station({ ...packing, asks: true });
    for (const key of ['F3', 'F4', 'Enter', 'Escape']) keyboard(key);
    keyboard('3', { code: 'Digit3', ctrlKey: true });
    keyboard('ğ', { code: 'Digit4', ctrlKey: true });
    keyboard('o', { code: 'KeyO', ctrlKey: true });
    expect(given).toEqual(['undo', 'seal', 'ok', 'cancel', 'quantity-3', 'quantity-4', 'reopen']);
  });

  it('do nothing as letters, held down, or with other modifiers', () => {
    const { given } = station();
    keyboard('s', { code: 'KeyS' });
    keyboard('F4', { repeat: true });
    keyboard('F4', { altKey: true });
    keyboard('F10', { shiftKey: true });
    keyboard('Enter');
    expect(given).toEqual([]);
  });

  it.each([
    ['Enter', '<button id="here">x</button>', false],
    ['Enter', '<input id="here">', false],
    ['Enter', '<div id="here" role="grid"></div>', false],
    ['Enter', '<p id="here"></p>', true],
    ['Enter', '<p id="here"></p><div role="dialog"></div>', false],
    ['Escape', '<input id="here">', false],
    ['Escape', '<button id="here">x</button>', true],
    ['F4', '<input id="here">', true],
    ['Control+3', '<input id="here">', false],
    ['Control+3', '<button id="here">x</button>', true],
  ])('%s at %s is a command: %s', (key, html, want) => {
    const place = document.createElement('div');
    place.innerHTML = html;
    document.body.append(place);
    expect(isForCommand(key, document.getElementById('here'))).toBe(want);
    place.remove();
  });

  it('are named by what stands on them, digits by their place', () => {
    const plain = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false };
    expect(keyNameOf({ ...plain, key: '&', code: 'Digit1', ctrlKey: true })).toBe('Control+1');
    expect(keyNameOf({ ...plain, key: 'l', code: 'KeyP', ctrlKey: true })).toBe('Control+L');
    expect(keyNameOf({ ...plain, key: 'ş', code: 'Semicolon', ctrlKey: true })).toBeNull();
    expect(keyNameOf({ ...plain, key: 'a', code: 'KeyA' })).toBeNull();
  });
});

describe('printed codes of the station', () => {
  it('switch language and theme, and leave the rest to the session', async () => {
    const { preferences, scanCode, scans } = station();
    await scanCode(ownCode('command', 'LANGUAGE'));
    expect(preferences.getState().locale).toBe('tr');
    await scanCode(ownCode('command', 'LANGUAGE'));
    expect(preferences.getState().locale).toBe('en');
    await scanCode(ownCode('command', 'THEME'));
    expect(preferences.getState().theme).toBe('light');
    await scanCode(ownCode('command', 'SEAL'));
    expect(scans.map(({ text }) => text)).toEqual([ownCode('command', 'SEAL')]);
  });
});

describe('a code typed by hand', () => {
  it('is a scan like any other', async () => {
    const { scans, bus } = station();
    keyboard('F2');
    const field = await screen.findByLabelText('Code');
    fireEvent.change(field, { target: { value: ' 4006381333931 ' } });
    fireEvent.submit(field.closest('form') as HTMLFormElement);
    await act(() => bus.settled());
    expect(scans).toMatchObject([{ source: 'manual', text: '4006381333931', complete: true, repeat: false }]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('help', () => {
  // The library that draws barcodes takes its time to load the first time.
  beforeAll(async () => void (await import('./command-help')), 60_000);

  it.each(['en', 'tr'] as const)(
    'shows every command with its key and code, and prints the same (%s)',
    async (locale) => {
      const { preferences, missing } = station();
      act(() => preferences.setState({ locale }));
      const print = vi.fn();
      vi.stubGlobal('print', print);
      keyboard('F1');
      const dialog = await screen.findByRole('dialog', {}, { timeout: 30_000 });
      const listed = [...dialog.querySelectorAll('[data-command]')];
      expect(listed.map((entry) => entry.getAttribute('data-command'))).toEqual(commands.map(({ id }) => id));
      for (const { barcode } of commands) {
        // Once to scan from the screen, once on the sheet.
        expect(document.querySelectorAll(`img[alt="${barcode}"]`)).toHaveLength(2);
      }
      const button = locale === 'en' ? 'Print the command sheet' : 'Komut sayfasını yazdır';
      fireEvent.click(screen.getByRole('button', { name: button }));
      await waitFor(() => expect(print).toHaveBeenCalledOnce());
      expect(missing).toEqual([]);
    },
  );
});

describe('what a scan leaves in a field', () => {
  const rig = () => {
    const changes: string[] = [];
    const { container } = show(
      <input
        aria-label="note"
        defaultValue="ab"
        onInput={(event) => changes.push(event.currentTarget.value)}
      />,
    );
    const field = container.querySelector('input') as HTMLInputElement;
    field.focus();
    field.setSelectionRange(2, 2);
    const residue = watchResidue(document);
    /** Text that gets into the field, as Chromium tells it. */
    const insert = (text: string, inputType = 'insertText'): void => {
      field.dispatchEvent(new InputEvent('beforeinput', { bubbles: true, inputType, data: text }));
      field.value += text;
    };
    return { changes, field, residue, insert };
  };

  it('is taken out again when the scan comes, however often the input method put something in', () => {
    const { field, residue, insert, changes } = rig();
    keyboard('Shift');
    insert('^$');
    insert('¨Z', 'insertCompositionText');
    residue.clean();
    expect(field.value).toBe('ab');
    expect(changes).toEqual(['ab']);
    residue.stop();
  });

  it('is taken out also behind a key that types nothing', () => {
    const { field, residue, insert } = rig();
    keyboard('F2');
    document.dispatchEvent(new KeyboardEvent('keyup', { key: 'F2', bubbles: true }));
    insert('^');
    residue.clean();
    expect(field.value).toBe('ab');
    residue.stop();
  });

  it('is never what a person typed, pasted, or dictated without a scan', () => {
    const { field, residue, insert } = rig();
    keyboard('c');
    insert('c');
    residue.clean();
    insert('pasted', 'insertFromPaste');
    residue.clean();
    expect(field.value).toBe('abcpasted');
    insert('dictated');
    keyboard('d');
    insert('d');
    residue.clean();
    expect(field.value).toBe('abcpasteddictatedd');
    residue.stop();
  });
});

describe('attention', () => {
  it('follows focus and the place', async () => {
    document.documentElement.dataset['place'] = 'station';
    document.body.innerHTML =
      '<input id="text"><input id="box" type="checkbox"><select id="choice"></select><button id="b"></button>';
    const told: string[] = [];
    const stop = watchAttention(document, (attention) => told.push(attention));
    const focus = (id: string): void => document.getElementById(id)?.focus();
    focus('text');
    focus('b');
    focus('text');
    focus('box');
    await Promise.resolve();
    focus('choice');
    document.getElementById('choice')?.blur();
    await Promise.resolve();
    expect(told).toEqual(['station', 'field', 'station', 'field', 'station', 'page', 'station']);
    document.documentElement.dataset['place'] = 'office';
    await waitFor(() => expect(told.at(-1)).toBe('page'));
    stop();
    focus('text');
    expect(told.at(-1)).toBe('page');
    expect(attentionOf(document)).toBe('field');
    document.documentElement.dataset['place'] = 'station';
  });
});
