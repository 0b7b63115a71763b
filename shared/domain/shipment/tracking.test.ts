import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import {
  isTroubled,
  mostTrackingEvents,
  newsIn,
  nothingTold,
  type TrackingEvent,
  trackingEnd,
  type TrackingStatus,
  trackingStatuses,
  withNews,
} from './tracking';

const news = (id: number, status: TrackingStatus, hour: number): TrackingEvent => ({
  eventId: `e${id}`,
  status,
  at: new Date(Date.UTC(2026, 2, 2, hour)).toISOString(),
  message: '',
  place: '',
});
const after = (...list: [TrackingStatus, number][]) =>
  withNews(
    nothingTold,
    list.map(([status, hour], index) => news(index, status, hour)),
  );

describe('tracking', () => {
  it.each<[string, [TrackingStatus, number][], TrackingStatus]>([
    ['nothing yet', [], 'pending'],
    [
      'the newest counts',
      [
        ['picked-up', 1],
        ['out-for-delivery', 9],
        ['in-transit', 5],
      ],
      'out-for-delivery',
    ],
    [
      'a late in-transit never overwrites delivered',
      [
        ['delivered', 9],
        ['in-transit', 11],
      ],
      'delivered',
    ],
    [
      'not even one dated after it',
      [
        ['delivered', 9],
        ['out-for-delivery', 30],
      ],
      'delivered',
    ],
    [
      'a failed attempt, then out again',
      [
        ['delivery-failed', 9],
        ['out-for-delivery', 30],
      ],
      'out-for-delivery',
    ],
    [
      'back after it was delivered',
      [
        ['delivered', 9],
        ['return-to-sender', 30],
      ],
      'return-to-sender',
    ],
    [
      'delivered on the second way',
      [
        ['return-to-sender', 3],
        ['delivered', 9],
      ],
      'delivered',
    ],
    [
      'unknown says nothing',
      [
        ['in-transit', 1],
        ['unknown', 9],
      ],
      'in-transit',
    ],
    [
      'pending says nothing once it moves',
      [
        ['picked-up', 1],
        ['pending', 9],
      ],
      'picked-up',
    ],
    [
      'a cancelled one that moves all the same',
      [
        ['cancelled', 9],
        ['in-transit', 1],
      ],
      'in-transit',
    ],
    [
      'cancelled',
      [
        ['pending', 1],
        ['cancelled', 9],
      ],
      'cancelled',
    ],
  ])('%s', (_name, list, status) => {
    expect(after(...list).status).toBe(status);
  });

  it('knows when it was picked up and delivered, and what needs a look', () => {
    const delivered = after(['pending', 0], ['in-transit', 3], ['delivered', 30]);
    expect(delivered).toMatchObject({
      pickedUpAt: news(0, 'unknown', 3).at,
      deliveredAt: news(0, 'unknown', 30).at,
    });
    expect([
      trackingEnd(delivered),
      trackingEnd(after(['return-to-sender', 1])),
      trackingEnd(nothingTold),
    ]).toEqual(['delivered', 'returning', null]);
    expect([isTroubled(after(['on-hold', 1])), isTroubled(delivered)]).toEqual([true, false]);
  });

  const events = fc
    .uniqueArray(
      fc.record({ id: fc.nat(60), status: fc.constantFrom(...trackingStatuses), hour: fc.nat(90) }),
      { selector: ({ id }) => id, maxLength: 25 },
    )
    .map((list) => list.map(({ id, status, hour }) => news(id, status, hour)));

  it('is the same whatever comes late, early or twice', () => {
    holds(
      fc.property(events, fc.array(fc.nat(60), { maxLength: 60 }), (list, order) => {
        const straight = withNews(nothingTold, list);
        let shuffled = nothingTold;
        for (const pick of order)
          shuffled = withNews(
            shuffled,
            list.slice(pick % Math.max(1, list.length), (pick % Math.max(1, list.length)) + 1),
          );
        shuffled = withNews(shuffled, [...list].reverse());
        expect(shuffled).toEqual(straight);
        expect(newsIn(straight, list)).toEqual([]);
      }),
    );
  });

  it('never leaves delivered but for the way back', () => {
    holds(
      fc.property(events, events, (before, more) => {
        const first = withNews(nothingTold, before);
        if (first.status !== 'delivered') return;
        expect(['delivered', 'return-to-sender']).toContain(withNews(first, more).status);
      }),
    );
  });

  it('keeps as many events as it may, and what they said', () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      news(index, index === 480 ? 'delivered' : 'in-transit', index),
    );
    const tracking = withNews(nothingTold, many);
    expect(tracking.events).toHaveLength(mostTrackingEvents);
    expect(tracking).toMatchObject({ status: 'delivered', pickedUpAt: many[0]?.at });
  });
});
