import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../property.test-kit';
import { decideParcel } from './decide';
import {
  advance,
  isLeaseDue,
  isLeaseOver,
  leaseEndAfter,
  leaseLengthMs,
  leaseMarginMs,
  mayPack,
  resumeHeadOfficeTime,
} from './lease';
import { evolveParcel } from './evolve';
import type { Parcel } from './parcel';
import {
  elsewhere,
  firstParcel,
  here,
  leased,
  parcelAfter,
  parcelIn,
  planOf,
  started,
} from './parcel.test-kit';

const givenMs = Date.parse('2026-01-05T10:00:00.000Z');
const until = leaseEndAfter(givenMs);
const endMs = Date.parse(until);
const minutes = (count: number): number => count * 60_000;
const withEnd = (parcel: Parcel | null): Parcel => ({ ...(parcel as Parcel), leaseUntil: until });

describe('a lease has an end', () => {
  it('lasts its length from the moment head office gives it', () => {
    expect(endMs - givenMs).toBe(leaseLengthMs);
    const given = decideParcel(
      parcelIn.released,
      { type: 'LeaseParcel', parcelId: firstParcel, stationId: here, at: '2026-01-05T10:00:00.000Z', until },
      null,
    );
    expect(given).toMatchObject({ ok: true, events: [{ type: 'ParcelLeased', fence: 1, until }] });
  });

  it('is over for head office at its end, for a bench a margin before', () => {
    const parcel = withEnd(parcelIn.leased);
    expect(isLeaseOver(parcel, endMs - 1)).toBe(false);
    expect(isLeaseOver(parcel, endMs)).toBe(true);
    expect(mayPack(parcel, endMs - leaseMarginMs - 1)).toBe(true);
    expect(mayPack(parcel, endMs - leaseMarginMs)).toBe(false);
  });

  it('is over for a bench that cannot know the time, and never for a provisional pack', () => {
    const parcel = withEnd(parcelIn.packing);
    expect(mayPack(parcel, null)).toBe(false);
    expect(mayPack({ ...parcel, provisional: { by: 'bob' as never, knownFence: 2 } }, null)).toBe(true);
    expect(mayPack(parcelIn.packing as Parcel, null)).toBe(true);
  });

  it('is renewed in its second half only', () => {
    const parcel = withEnd(parcelIn.leased);
    expect(isLeaseDue(parcel, endMs - leaseLengthMs / 2)).toBe(false);
    expect(isLeaseDue(parcel, endMs - leaseLengthMs / 2 + 1)).toBe(true);
    expect(isLeaseDue(parcelIn.leased as Parcel, givenMs)).toBe(true);
  });
});

describe('who may have a parcel whose lease is over', () => {
  const claim = (parcel: Parcel, stationId: typeof here, atMs: number) =>
    decideParcel(
      parcel,
      {
        type: 'LeaseParcel',
        parcelId: firstParcel,
        stationId,
        at: new Date(atMs).toISOString(),
        until: leaseEndAfter(atMs),
      },
      null,
    );

  it.each(['leased', 'packing', 'complete'] as const)('%s: nobody else before its end', (state) => {
    expect(claim(withEnd(parcelIn[state]), elsewhere, endMs - 1)).toMatchObject({
      ok: false,
      refusal: { code: 'parcel-not-held-here' },
    });
  });

  it.each(['leased', 'packing', 'complete'] as const)(
    '%s: another bench after it, under a fence of its own; what is in the box stays told',
    (state) => {
      const before = withEnd(parcelIn[state]);
      const given = claim(before, elsewhere, endMs);
      if (!given.ok) throw new Error(given.refusal.code);
      const after = given.events.reduce<Parcel>((parcel, event) => evolveParcel(parcel, event), before);
      expect(after).toMatchObject({ state: 'leased', holder: elsewhere, fence: 3, lines: before.lines });
      expect(Date.parse(after.leaseUntil ?? '')).toBe(endMs + leaseLengthMs);
    },
  );

  it('the holder itself is given a longer one, under the same fence', () => {
    const given = claim(withEnd(parcelIn.packing), here, endMs + 1);
    expect(given).toMatchObject({ ok: true, events: [{ type: 'LeaseRenewed' }] });
  });

  it.each(['sealed', 'labelled', 'handed-over', 'cancelled'] as const)('%s: nobody', (state) => {
    expect(claim(withEnd(parcelIn[state]), elsewhere, endMs + 1).ok).toBe(false);
  });
});

describe('a parcel that changes hands', () => {
  it('forgets the end, the provisional pack and being taken back with its next lease', () => {
    const back = parcelAfter(planOf(), leased, started, { type: 'LeaseEnded', fence: 2, takenBack: true });
    expect(back).toMatchObject({ takenBack: true, lastHolder: here, leaseUntil: null, holder: null });
    const again = evolveParcel(back, { ...leased, fence: 3, parcelId: firstParcel } as never);
    expect(again).toMatchObject({ takenBack: false, provisional: null, lastHolder: here });
  });
});

/** A station's day: real time goes on by `ms`, its clocks do as they please. */
const moment = fc.oneof(
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: minutes(90) }) }),
  fc.record({ kind: fc.constant('sleep' as const), ms: fc.integer({ min: 0, max: minutes(600) }) }),
  fc.record({
    kind: fc.constant('set-clock' as const),
    ms: fc.integer({ min: -minutes(600), max: minutes(600) }),
  }),
  fc.record({ kind: fc.constant('restart' as const), ms: fc.integer({ min: 0, max: minutes(600) }) }),
);

describe('head office time at a station', () => {
  it('is never earlier than it is, whatever the clocks do: no lease gets longer', () => {
    holds(
      fc.property(fc.array(moment, { maxLength: 20 }), (moments) => {
        let trueMs = givenMs;
        let monoMs = 0;
        let wallMs = 5_000_000;
        let time = { headOfficeMs: trueMs, monoMs, wallMs };
        for (const { kind, ms } of moments) {
          if (kind === 'set-clock') wallMs += ms;
          else {
            trueMs += ms;
            wallMs += ms;
          }
          if (kind === 'pass') monoMs += ms;
          // Asleep, the monotonic clock stands still; off, it begins anew.
          if (kind === 'restart') {
            monoMs = 3;
            const resumed = resumeHeadOfficeTime(time, monoMs, wallMs);
            if (!resumed) return;
            time = resumed;
          } else time = advance(time, monoMs, wallMs);
          expect(time.headOfficeMs).toBeGreaterThanOrEqual(trueMs);
        }
      }),
    );
  });

  it('is not known after a restart whose clock went back', () => {
    expect(resumeHeadOfficeTime({ headOfficeMs: givenMs, wallMs: 1_000_000 }, 0, 900_000)).toBeNull();
    expect(resumeHeadOfficeTime({ headOfficeMs: givenMs, wallMs: 1_000_000 }, 0, 999_000)).toEqual({
      headOfficeMs: givenMs,
      monoMs: 0,
      wallMs: 999_000,
    });
  });
});
