import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { knownCountries, zonesOfCountry } from './country-zones';
import { afterQuietHours, isQuiet, isTimeZone, minuteOfDay, quietHoursSchema } from './quiet-hours';

const night = { from: '21:00', until: '08:00' };

describe('quiet hours', () => {
  const cases: [at: string, country: string, sent: string, why: string][] = [
    ['2026-05-04T12:00:00.000Z', 'GB', '2026-05-04T12:00:00.000Z', 'by day at once'],
    [
      '2026-05-04T20:00:00.000Z',
      'GB',
      '2026-05-05T07:00:00.000Z',
      'nine in the evening in London is summer time',
    ],
    ['2026-01-05T20:59:59.000Z', 'GB', '2026-01-05T20:59:59.000Z', 'just before nine'],
    ['2026-01-05T21:00:00.000Z', 'GB', '2026-01-06T08:00:00.000Z', 'nine'],
    ['2026-01-05T18:00:00.000Z', 'TR', '2026-01-06T05:00:00.000Z', 'nine in the evening in Istanbul'],
    ['2026-03-29T00:30:00.000Z', 'GB', '2026-03-29T07:00:00.000Z', 'the night in which clocks go forward'],
    ['2026-10-24T23:30:00.000Z', 'GB', '2026-10-25T08:00:00.000Z', 'the night in which clocks go back'],
    ['2026-05-04T12:00:00.000Z', 'US', '2026-05-04T15:00:00.000Z', 'eight in Los Angeles'],
    [
      '2026-05-05T01:30:00.000Z',
      'US',
      '2026-05-05T15:00:00.000Z',
      'past nine in New York, half past six in Los Angeles',
    ],
    [
      '2026-05-04T23:00:00.000Z',
      'ZZ',
      '2026-05-05T06:00:00.000Z',
      'a country nobody knows has the clock of the company',
    ],
  ];
  it.each(cases)('%s to %s: %s (%s)', (at, country, sent) => {
    expect(afterQuietHours(at, night, country, 'Europe/Amsterdam')).toBe(sent);
  });

  it('are none when they are not set, or when they begin as they end', () => {
    const at = '2026-05-04T23:00:00.000Z';
    expect(afterQuietHours(at, null, 'GB', 'UTC')).toBe(at);
    expect(afterQuietHours(at, { from: '21:00', until: '21:00' }, 'GB', 'UTC')).toBe(at);
    expect(quietHoursSchema.safeParse({ from: '21:07', until: '08:00' }).success).toBe(false);
  });

  it('hold everywhere and on every day: never quiet, never early, and not a quarter of an hour later than need be', () => {
    const quarters = fc.integer({ min: 0, max: 95 }).map((n) => {
      const pad = (value: number): string => String(value).padStart(2, '0');
      return `${pad(Math.floor(n / 4))}:${pad((n % 4) * 15)}`;
    });
    const instant = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) });
    const oneZone = knownCountries.filter((country) => zonesOfCountry(country)?.length === 1);
    holds(
      fc.property(fc.constantFrom(...oneZone), instant, quarters, quarters, (country, atMs, from, until) => {
        const quiet = { from, until };
        const zone = zonesOfCountry(country)?.[0] ?? '';
        const sentMs = Date.parse(afterQuietHours(new Date(atMs).toISOString(), quiet, country, 'UTC'));
        expect(sentMs).toBeGreaterThanOrEqual(atMs);
        expect(isQuiet(sentMs, quiet, zone)).toBe(false);
        if (sentMs > atMs) expect(isQuiet(sentMs - 1, quiet, zone)).toBe(true);
      }),
    );
  });

  it('know every zone they name', () => {
    expect(knownCountries.length).toBeGreaterThan(120);
    for (const country of knownCountries) {
      expect(country).toMatch(/^[A-Z]{2}$/);
      for (const zone of zonesOfCountry(country) ?? []) expect(isTimeZone(zone), zone).toBe(true);
    }
    expect(isTimeZone('Mars/Olympus')).toBe(false);
    expect(minuteOfDay(Date.UTC(2026, 0, 1), 'Asia/Kathmandu')).toBe(5 * 60 + 45);
  });
});
