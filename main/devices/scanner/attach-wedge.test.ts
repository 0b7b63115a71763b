import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ScanEvent, scanEventSchema } from '../../../shared/barcode/scan';
import { attachWedge, type KeyInput, type KeySource } from './attach-wedge';
import { press, type Press, scanned, suffixes, typed, usScanner } from './wedge-keys.test-kit';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A window as Electron shows it, with a field that takes characters. */
const rig = () => {
  type Listener = Parameters<KeySource['on']>[1];
  let listener: Listener = () => undefined;
  const field: string[] = [];
  const scans: ScanEvent[] = [];
  let scanIds = 0;
  let lastReached = false;
  let busyMs = 0;
  const wedge = attachWedge(
    {
      on: (_name, heard) => {
        listener = heard;
      },
      // Electron tells its own keys to before-input-event as well, except characters.
      sendInputEvent: ({ type, keyCode }) => {
        // Like Chromium: a character is dropped when the key before it was kept from the page.
        if (type === 'char') {
          if (lastReached) field.push(keyCode);
        } else {
          const reached = input({ type, code: keyCode, key: keyCode });
          if (type === 'keyDown') lastReached = reached;
          if (reached && keyCode.length > 1) field.push(`${type} ${keyCode}`);
        }
      },
      isDestroyed: () => false,
    },
    {
      onScan: (scan) => scans.push(scan),
      newId: () => `scan-${(scanIds += 1)}`,
      monotonicMs: () => performance.now() + busyMs,
      wallMs: () => Date.now(),
      originMs: Date.now() - performance.now(),
    },
  );
  const input = (key: Partial<KeyInput>): boolean => {
    let reachesPage = true;
    const event = { preventDefault: () => void (reachesPage = false) };
    listener(event, {
      type: 'keyDown',
      code: '',
      key: '',
      shift: false,
      control: false,
      alt: false,
      meta: false,
      isAutoRepeat: false,
      ...key,
    });
    return reachesPage;
  };
  const play = (presses: readonly Press[], restMs = 1000): void => {
    for (const { afterMs, autoRepeat, ...key } of presses) {
      vi.advanceTimersByTime(afterMs);
      if (input({ ...key, isAutoRepeat: autoRepeat ?? false }) && key.type === 'keyDown') field.push(key.key);
    }
    vi.advanceTimersByTime(restMs);
  };
  /** The program is kept from listening: time goes by, and neither a key nor a timer of its own is heard. */
  const beBusy = (ms: number): void => {
    busyMs += ms;
  };
  return { wedge, field, scans, play, beBusy };
};

const ean = '4006381333931';
const scan = [...scanned(ean, usScanner, () => 2), ...suffixes.cr(2)];

describe('the keys of a window', () => {
  it('become scan events that the contract allows, none of them seen by the page', () => {
    vi.setSystemTime(new Date('2026-03-01T08:00:00.000Z'));
    const { play, scans, field } = rig();
    play(scan);
    expect(field).toEqual([]);
    expect(scans).toHaveLength(1);
    expect(scanEventSchema.parse(scans[0])).toEqual(scans[0]);
    expect(scans[0]).toMatchObject({
      scanId: 'scan-1',
      at: '2026-03-01T08:00:00.028Z',
      source: 'wedge',
      text: ean,
      repeat: false,
    });
    expect(scans[0]?.timing?.lastKeyEpochMs).toBeCloseTo(Date.parse('2026-03-01T08:00:00.028Z'), 3);
  });

  it.each([70, 200, 900, 5_000])(
    'are one scan although the program was busy for %i ms in its middle',
    (ms) => {
      for (let at = 1; at < scan.length; at += 1) {
        const { play, beBusy, scans, field } = rig();
        play(scan.slice(0, at), 0);
        beBusy(ms);
        play(scan.slice(at));
        expect(scans.map(({ text, complete }) => ({ text, complete }))).toEqual([
          { text: ean, complete: true },
        ]);
        expect(field).toEqual([]);
      }
    },
  );

  it('are told apart again after the program was busy between two scans', () => {
    const { play, beBusy, scans } = rig();
    play(scan, 0);
    beBusy(400);
    play(scanned('123456', usScanner, () => 2));
    play(scanned('654321', usScanner, () => 2));
    expect(scans.map(({ text }) => text)).toEqual([ean, '123456', '654321']);
  });

  it('tell a repeat inside the window and count a later one', () => {
    const { play, scans } = rig();
    play([...scan, ...scan]);
    play(scan);
    expect(scans.map(({ repeat }) => repeat)).toEqual([false, true, false]);
  });

  it('give a person in a field what was typed, in order', () => {
    const { wedge, play, field, scans } = rig();
    wedge.attend('field');
    play([...typed('şçğ', 'tr-q', () => 120), press('Backspace', 30), ...typed('i', 'tr-q', () => 90)]);
    expect(field).toEqual(['ş', 'ç', 'ğ', 'Backspace', 'i']);
    expect(scans).toEqual([]);
  });

  it('press the focused button of the station with a space, through their own door and not twice', () => {
    const { play, field, scans } = rig();
    play([press('Space', 10, { key: ' ' })]);
    expect(field).toEqual(['keyDown Space', ' ', 'keyUp Space']);
    expect(scans).toEqual([]);
  });

  it('tell a scan that was cut off by another window as unreadable', () => {
    const { wedge, play, scans } = rig();
    play(
      scanned('40063', usScanner, () => 2),
      0,
    );
    wedge.leave();
    expect(scans).toMatchObject([{ text: '40063\ufffd', complete: false }]);
  });
});
