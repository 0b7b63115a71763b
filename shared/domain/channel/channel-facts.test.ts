import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasValidCheckDigit } from '../../barcode/check-digit';
import { countryCodeOf } from './country';
import { inStoreGtin } from './in-store-gtin';
import { createZoneClock, readWallTime } from './local-time';

describe('in-store numbers', () => {
  it('are GTIN-13 with a valid check digit in the in-store range, for any code', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), fc.nat(3), (sku, attempt) => {
        const gtin = inStoreGtin(sku, attempt);
        expect(gtin).toMatch(/^2[0-9]{12}$/);
        expect(hasValidCheckDigit(gtin)).toBe(true);
        expect(inStoreGtin(sku, attempt)).toBe(gtin);
      }),
    );
  });

  it('tell stock codes apart, upper from lower case too', () => {
    const code = fc.stringMatching(/^[0-9]{5}[A-Za-z]{0,2}$/);
    fc.assert(
      fc.property(code, code, (a, b) => {
        expect(inStoreGtin(a) === inStoreGtin(b)).toBe(a === b);
      }),
    );
    expect(inStoreGtin('85123A')).not.toBe(inStoreGtin('85123a'));
  });

  it('offer another number when the first is taken', () => {
    expect(inStoreGtin('DCGSSGIRL', 1)).not.toBe(inStoreGtin('DCGSSGIRL', 0));
    expect(inStoreGtin('85123A', 1)).not.toBe(inStoreGtin('85123A', 0));
  });
});

describe('country names', () => {
  it.each([
    ['EIRE', 'IE'],
    ['RSA', 'ZA'],
    ['United Kingdom', 'GB'],
    ['Türkiye', 'TR'],
    ['DE', 'DE'],
    ['Unspecified', null],
    ['European Community', null],
    ['', null],
    ['hasOwnProperty', null],
  ])('%s is %s', (name, code) => {
    expect(countryCodeOf(name)).toBe(code);
  });
});

describe('wall-clock times', () => {
  it.each([
    ['2010-12-01 08:26', 'Europe/London', '2010-12-01T08:26:00.000Z'],
    ['2011-07-01 08:26:05', 'Europe/London', '2011-07-01T07:26:05.000Z'],
    ['2011-07-01T08:26', 'Europe/Istanbul', '2011-07-01T05:26:00.000Z'],
    ['2011-03-27 01:30', 'Europe/London', '2011-03-27T01:30:00.000Z'],
    ['2011-10-30 01:30', 'Europe/London', '2011-10-30T00:30:00.000Z'],
    ['2011-10-30 02:00', 'Europe/London', '2011-10-30T02:00:00.000Z'],
    ['2011-07-01', 'America/New_York', '2011-07-01T04:00:00.000Z'],
  ])('%s in %s is %s', (text, zone, instant) => {
    const time = readWallTime(text);
    expect(time && createZoneClock(zone)(time)).toBe(instant);
  });

  it.each([
    '',
    '2011-13-01',
    '2011-02-30 10:00',
    '2011-01-01 24:00',
    '01.02.2011',
    '2011-01-01 10:60',
    '1/2/2011 8:26',
  ])('refuses %s', (text) => {
    expect(readWallTime(text)).toBeNull();
  });

  it('shows the same wall clock again in its zone', () => {
    const clock = createZoneClock('Europe/Berlin');
    const show = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Berlin',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    const minutes = fc.integer({ min: Date.UTC(2009, 0, 1) / 60_000, max: Date.UTC(2012, 0, 1) / 60_000 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const wall = show.format(minute * 60_000);
        const time = readWallTime(wall);
        expect(time && show.format(new Date(clock(time)))).toBe(wall);
      }),
    );
  });
});
