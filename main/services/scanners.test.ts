import { describe, expect, it } from 'vitest';
import type { ScanEvent } from '../../shared/barcode/scan';
import type { ScannerHabits } from '../../shared/barcode/scanner/habits';
import type { DeviceStatus } from '../../shared/contract/window';
import { scannerTroubles } from '../devices/scanner/scanner-line';
import en from '../../shared/text/en.json' with { type: 'json' };
import { createScanners, scannerAt, scannerOf, scannerSettingsSchema } from './scanners';

const settings = scannerSettingsSchema.parse({ name: 'Bench left', path: '/dev/ttyACM0' });

function scannersWith(monotonicMs: () => number, learned: Readonly<Record<string, ScannerHabits>> = {}) {
  const scans: ScanEvent[] = [];
  const told: DeviceStatus[][] = [];
  let ids = 0;
  const scanners = createScanners([scannerOf(settings)], {
    newId: () => `scan-${(ids += 1)}`,
    monotonicMs,
    wallMs: () => Date.parse('2026-05-04T10:00:00Z'),
    habitsOf: (deviceId) => learned[deviceId] ?? null,
    onScan: (scan) => scans.push(scan),
    onChange: (all) => told.push(all),
  });
  return { scanners, scans, told };
}

describe('scanners of the settings', () => {
  it('need a name and a path', () => {
    expect(scannerOf(settings)).toEqual({
      scannerId: 'Bench left',
      name: 'Bench left',
      path: '/dev/ttyACM0',
      baudRate: 9_600,
      quietMs: 60,
    });
    expect(scannerSettingsSchema.safeParse({ name: 'x', path: '' }).success).toBe(false);
    expect(scannerSettingsSchema.safeParse({ name: 'x', path: 'COM3', parity: 'odd' }).success).toBe(false);
  });

  it.each([
    ['/dev/ttyACM0', { path: '/dev/ttyACM0', baudRate: 9_600 }],
    ['COM3@115200', { path: 'COM3', baudRate: 115_200 }],
    ['COM3@1', null],
    ['', null],
  ])('at start: %j', (place, want) => {
    const scanner = scannerAt(place);
    if (want === null) expect(scanner).toBeNull();
    else expect(scanner).toMatchObject(want);
  });
});

describe('what a scanner says', () => {
  it('becomes a scan event; the same twice at once is shown and not counted', () => {
    let nowMs = 1_000;
    const { scanners, scans } = scannersWith(() => nowMs);
    const hear = (text: string): void =>
      scanners.heard({ scannerId: 'Bench left', source: 'serial', bytes: Buffer.from(text), complete: true });
    hear(']E04006381333931');
    nowMs += 100;
    hear(']E04006381333931');
    nowMs += 1_000;
    hear(']E04006381333931');
    hear('');
    expect(
      scans.map(({ source, deviceId, aim, text, repeat }) => ({ source, deviceId, aim, text, repeat })),
    ).toEqual(
      [false, true, false].map((repeat) => ({
        source: 'serial',
        deviceId: 'Bench left',
        aim: ']E0',
        text: '4006381333931',
        repeat,
      })),
    );
  });

  it('is read as it was learned, and shown as it came', () => {
    const { scanners, scans } = scannersWith(() => 0, {
      'Bench left': {
        reading: 'position',
        swapsCase: false,
        prefix: '>>',
        suffix: '',
        separator: '#',
        separatorKey: null,
        sendsIdentifier: true,
        endsItself: true,
        gaps: null,
      },
    });
    const bytes = Buffer.from('>>]C110AB#217');
    scanners.heard({ scannerId: 'Bench left', source: 'serial', bytes, complete: true });
    scanners.heard({ scannerId: 'Other', source: 'serial', bytes, complete: true });
    expect(scans.map(({ raw, aim, text }) => ({ raw, aim, text }))).toEqual([
      { raw: '>>]C110AB#217', aim: ']C1', text: '10AB\u001d217' },
      { raw: '>>]C110AB#217', aim: null, text: '>>]C110AB#217' },
    ]);
  });

  it('is shown with how it is, in words for every trouble', () => {
    const { scanners, told } = scannersWith(() => 0);
    expect(scanners.list()).toEqual([
      { kind: 'scanner', id: 'Bench left', name: 'Bench left', state: 'unknown', reason: null },
    ]);
    for (const trouble of [null, ...scannerTroubles]) scanners.learn({ scannerId: 'Bench left', trouble });
    expect(told.map(([device]) => [device?.state, device?.reason])).toEqual([
      ['ready', null],
      ['absent', 'scanner-not-there'],
      ['attention', 'scanner-no-rights'],
      ['attention', 'scanner-taken'],
      ['attention', 'scanner-failing'],
      ['attention', 'scanner-other-mode'],
      ['attention', 'hid-no-rights'],
      ['attention', 'hid-library-missing'],
      ['attention', 'hid-missing'],
      ['attention', 'serial-missing'],
      ['absent', 'device-host-down'],
    ]);
    scanners.learn({ scannerId: 'hid:0c2e:0b61:1', name: 'Voyager 1602g', trouble: null });
    expect(scanners.list().map(({ name }) => name)).toEqual(['Bench left', 'Voyager 1602g']);
    scanners.learn({ scannerId: 'hid:0c2e:0b61:1', trouble: null, isForgotten: true });
    expect(scanners.list().map(({ name }) => name)).toEqual(['Bench left']);
    expect(scannerTroubles.filter((trouble) => !Object.hasOwn(en, `device.${trouble}`))).toEqual([]);
  });
});
