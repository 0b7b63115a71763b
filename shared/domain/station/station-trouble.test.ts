import { describe, expect, it } from 'vitest';
import { byTrouble, newestOf, type StationSigns, type StationTrouble, troublesOf } from './station-trouble';

const nowMs = Date.parse('2026-01-05T12:00:00Z');
const ago = (seconds: number): string => new Date(nowMs - seconds * 1000).toISOString();
const well: StationSigns = {
  lastSeenAt: ago(20),
  unsent: 0,
  oldestUnsentAt: null,
  skewMs: 800,
  appVersion: '1.10.0',
  heldParcels: 12,
  chain: { state: 'intact' },
};

describe('the trouble of a station', () => {
  it.each<[string, Partial<StationSigns>, StationTrouble[]]>([
    ['none', {}, []],
    ['a scan on its way', { unsent: 3, oldestUnsentAt: ago(4) }, []],
    ['a greeting missed', { lastSeenAt: ago(70) }, []],
    ['off for the night, everything sent', { lastSeenAt: ago(40_000), heldParcels: 0 }, ['silent']],
    ['silent with parcels', { lastSeenAt: ago(101) }, ['silent-with-parcels']],
    [
      'silent with work nobody knows',
      { lastSeenAt: ago(900), unsent: 40, oldestUnsentAt: ago(1000) },
      ['silent-with-unsent'],
    ],
    [
      'heard, and yet it does not get rid of its work',
      { unsent: 1, oldestUnsentAt: ago(301) },
      ['unsent-old'],
    ],
    ['a clock set back', { skewMs: -61_000 }, ['clock-wrong']],
    ['ops that are not as they were made', { chain: { state: 'broken', stationSeq: 7 } }, ['chain-broken']],
    ['never heard', { lastSeenAt: null, skewMs: null, appVersion: null, heldParcels: 0 }, ['never-heard']],
    ['an older program', { appVersion: '1.9.2' }, ['other-version']],
    [
      'several at once, the worst first',
      { appVersion: '1.9.2', skewMs: 90_000, lastSeenAt: ago(101) },
      ['silent-with-parcels', 'clock-wrong', 'other-version'],
    ],
  ])('%s', (_name, over, troubles) => {
    expect(troublesOf({ ...well, ...over }, nowMs, '1.10.0')).toEqual(troubles);
  });

  it('puts the worst on top, and among equals the one with the oldest unsent', () => {
    const rows = [
      { ...well, name: 'well' },
      { ...well, name: 'off', lastSeenAt: ago(40_000), heldParcels: 0 },
      { ...well, name: 'lost b', lastSeenAt: ago(500), unsent: 1, oldestUnsentAt: ago(500) },
      { ...well, name: 'lost a', lastSeenAt: ago(500), unsent: 1, oldestUnsentAt: ago(900) },
      { ...well, name: 'slow clock', skewMs: 120_000 },
    ];
    expect(byTrouble(rows, nowMs).map(({ name }) => name)).toEqual([
      'lost a',
      'lost b',
      'slow clock',
      'off',
      'well',
    ]);
  });

  it('knows that 1.10 is newer than 1.9', () => {
    expect(newestOf(['1.9.2', null, '1.10.0', '1.2.30'])).toBe('1.10.0');
    expect(newestOf([null])).toBeNull();
  });
});
