import { describe, expect, it } from 'vitest';
import { distanceBetween } from '../../../shared/domain/routing/distance';
import { placeOf } from './gazetteer';

describe('the gazetteer', () => {
  it.each([
    ['Leeds', 'GB', 53.8, -1.55],
    ['ROTTERDAM', 'NL', 51.92, 4.48],
    ['İstanbul', 'TR', 41.01, 28.95],
    ['Nürnberg', 'DE', 49.45, 11.07],
    ['Saint-Étienne', 'FR', 45.43, 4.39],
  ])('knows %s in %s', (city, countryCode, latitude, longitude) => {
    const place = placeOf({ city, countryCode });
    expect(place?.exact).toBe(true);
    expect(distanceBetween(place ?? { latitude: 0, longitude: 0 }, { latitude, longitude })).toBeLessThan(10);
  });

  it('takes the middle of the country for a town it does not know, and nothing for no country', () => {
    expect(placeOf({ city: 'Nether Wallop-on-the-Wold', countryCode: 'GB' })).toMatchObject({ exact: false });
    expect(placeOf({ city: 'constructor', countryCode: 'ZZ' })).toBeNull();
  });
});
