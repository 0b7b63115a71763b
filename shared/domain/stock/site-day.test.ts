import { describe, expect, it } from 'vitest';
import { siteDay } from './site-day';

describe('the day of a site', () => {
  it.each([
    ['2026-11-30T22:30:00.000Z', 'UTC', '2026-11-30'],
    ['2026-11-30T22:30:00.000Z', 'Europe/Istanbul', '2026-12-01'],
    ['2026-11-30T02:30:00.000Z', 'America/New_York', '2026-11-29'],
    // The clocks went forward that night.
    ['2026-03-29T23:30:00.000Z', 'Europe/London', '2026-03-30'],
    ['2026-03-28T23:30:00.000Z', 'Europe/London', '2026-03-28'],
    ['2026-11-30T22:30:00.000Z', 'Nowhere/At-All', '2026-11-30'],
  ])('%s in %s is %s', (at, zone, day) => {
    expect([siteDay(at, zone), siteDay(Date.parse(at), zone)]).toEqual([day, day]);
  });
});
