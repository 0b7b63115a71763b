import { describe, expect, it } from 'vitest';
import { carrierIdOf } from '../ids.test-kit';
import type { Carrier } from '../shipping/carrier';
import { carriersOf, handOverBy, type ServiceLevel } from './service-level';

const carrier = (name: string, services: [id: string, days: number, countries: string[]][]): Carrier => ({
  carrierId: carrierIdOf(name),
  name,
  divisorMm3PerGram: 5000,
  services: services.map(([serviceId, days, countries]) => ({
    serviceId,
    name: serviceId,
    days,
    cutOff: '16:00',
    currency: 'GBP',
    rates: [{ countries, steps: [{ uptoGrams: 30_000, amountMinor: 450 }] }],
  })),
});
const post = carrier('post', [
  ['slow', 5, ['GB', 'TR']],
  ['quick', 1, ['GB']],
]);
const van = carrier('van', [['same-day', 1, ['GB']]]);
const all = [post, van];
const level = (change: Partial<ServiceLevel>): ServiceLevel => ({
  services: [],
  deliveryDays: null,
  handOverHours: null,
  ...change,
});
const leeds = { countryCode: 'GB', postcode: 'LS1 1AA' };
const izmir = { countryCode: 'TR', postcode: '35000' };
const named = (wanted: ServiceLevel | null, to = leeds): string[] =>
  carriersOf(wanted, all, to).flatMap(({ name, services }) =>
    services.map(({ serviceId }) => `${name} ${serviceId}`),
  );

describe('the services of a channel', () => {
  it('are all of them where nothing was agreed', () => {
    expect(named(null)).toEqual(['post slow', 'post quick', 'van same-day']);
    expect(named(level({}))).toEqual(['post slow', 'post quick', 'van same-day']);
  });

  it('are those that were agreed, also when there is none for the place', () => {
    expect(named(level({ services: [{ carrierId: post.carrierId, serviceId: 'slow' }] }))).toEqual([
      'post slow',
    ]);
    expect(named(level({ services: [{ carrierId: van.carrierId, serviceId: 'gone' }] }))).toEqual([]);
  });

  it('are those that are quick enough where it goes, or else the quickest there', () => {
    expect(named(level({ deliveryDays: 2 }))).toEqual(['post quick', 'van same-day']);
    expect(named(level({ deliveryDays: 2 }), izmir)).toEqual(['post slow']);
  });

  it('name the day by which an order shall have left', () => {
    expect(handOverBy(level({ handOverHours: 24 }), '2026-05-04T20:00:00.000Z')).toBe('2026-05-05');
    expect(handOverBy(null, '2026-05-04T20:00:00.000Z')).toBeNull();
  });
});
