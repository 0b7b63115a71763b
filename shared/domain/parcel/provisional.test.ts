// A pack without a lease: accepted while nobody else has begun, a second box with a task when somebody has.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opIdOf, personIdOf } from '../ids.test-kit';
import { holds } from '../property.test-kit';
import { decideParcel } from './decide';
import { foldParcels } from './evolve';
import type { Parcel, ParcelActor, ParcelCommand } from './parcel';
import {
  actorHere,
  elsewhere,
  firstParcel,
  here,
  leased,
  packer,
  parcelAfter,
  parcelCommandOf,
  parcelIn,
  planOf,
  sscc,
} from './parcel.test-kit';
import { answerFact } from './reconcile';

const bob = personIdOf('bob');
const begin: ParcelCommand = { type: 'OpenProvisionally', parcelId: firstParcel, supervisorId: bob };
const there: ParcelActor = { stationId: elsewhere, personId: packer, fence: 1 };
const after = (parcel: Parcel, command: ParcelCommand, actor: ParcelActor | null): Parcel => {
  const parcels = new Map<string, Parcel>([[firstParcel, parcel]]);
  foldParcels(parcels, answerFact(parcel, command, actor).events);
  return parcels.get(firstParcel) as Parcel;
};

describe('a provisional pack', () => {
  it.each([
    ['nobody holds', parcelIn.released, there],
    ['another bench holds and has not begun', parcelIn.leased, there],
    ['the bench itself has begun', parcelIn.packing, actorHere],
  ] as const)('of a parcel that %s is the bench’s from then on', (_name, parcel, actor) => {
    const begun = after(parcel as Parcel, begin, actor);
    expect(begun).toMatchObject({
      state: 'packing',
      holder: actor.stationId,
      fence: (parcel?.fence ?? 0) + 1,
      provisional: { by: bob, knownFence: actor.fence + 1 },
    });
  });

  it.each(['packing', 'complete', 'sealed', 'labelled', 'handed-over'] as const)(
    'of a parcel that another bench has begun (%s) is a second box: one kind of task, no event',
    (state) => {
      expect(answerFact(parcelIn[state], begin, there)).toMatchObject({
        events: [],
        refusal: { code: 'packed-elsewhere' },
        tasks: [{ kind: 'duplicate-pack', values: { number: '1042' } }],
      });
    },
  );

  it('of a cancelled parcel, or one on hold, is refused like any other', () => {
    expect(answerFact(parcelIn.cancelled, begin, there).refusal?.code).toBe('parcel-cancelled');
    expect(answerFact(parcelIn.held, begin, actorHere).refusal?.code).toBe('parcel-on-hold');
  });

  it('goes on under the fence the bench knew, though head office has moved on since', () => {
    // The lease ended at head office meanwhile: fence 2 there, 1 at the bench.
    const ended = parcelAfter(planOf(), leased, { type: 'LeaseEnded', fence: 2 });
    const begun = after(ended, begin, actorHere);
    expect(begun).toMatchObject({ fence: 3, provisional: { knownFence: 2 } });
    const pack = { ...parcelCommandOf.PackItem, opId: opIdOf(70) } as ParcelCommand;
    expect(decideParcel(begun, pack, { ...actorHere, fence: 2 }).ok).toBe(true);
    expect(decideParcel(begun, pack, { ...actorHere, fence: 3 }).ok).toBe(true);
    expect(decideParcel(begun, pack, { ...actorHere, fence: 1 }).ok).toBe(false);
    expect(decideParcel(begun, pack, { ...there, fence: 2 }).ok).toBe(false);
  });

  it('hands its second box the same terms', () => {
    const begun = after(parcelIn.packing as Parcel, begin, actorHere);
    const next = decideParcel(begun, parcelCommandOf.StartNextBox, { ...actorHere, fence: 2 });
    expect(next).toMatchObject({
      ok: true,
      events: [{}, { type: 'NextBoxStarted', provisional: { by: bob, knownFence: 2 } }],
    });
  });
});

type Act = {
  who: 'here' | 'there' | 'office';
  what: 'provisional' | 'lease' | 'end' | 'open' | 'pack' | 'seal';
};
const acts: fc.Arbitrary<Act> = fc.record({
  who: fc.constantFrom('here', 'there', 'office'),
  what: fc.constantFrom('provisional', 'lease', 'end', 'open', 'pack', 'pack', 'seal'),
});

describe('law 2: a parcel is packed once', () => {
  it('whatever two benches and head office do, one box is sealed, by the one that holds it, and fences only grow', () => {
    holds(
      fc.property(fc.array(acts, { maxLength: 40 }), fc.boolean(), (all, isLate) => {
        let parcel: Parcel = parcelIn.released as Parcel;
        /** What each bench last saw; a late one is told nothing. */
        const seen = { here: parcel, there: parcel };
        let seals = 0;
        let op = 100;
        for (const { who, what } of all) {
          op += 1;
          const before = parcel;
          if (who === 'office') {
            const command: ParcelCommand =
              what === 'lease'
                ? { type: 'LeaseParcel', parcelId: firstParcel, stationId: elsewhere }
                : { type: 'EndLease', parcelId: firstParcel };
            parcel = after(parcel, command, null);
          } else {
            const stationId = who === 'here' ? here : elsewhere;
            const view = seen[who];
            const line = view.lines[op % 2];
            const command: Partial<Record<Act['what'], ParcelCommand>> = {
              provisional: begin,
              open: { type: 'OpenParcel', parcelId: firstParcel },
              pack: {
                type: 'PackItem',
                parcelId: firstParcel,
                opId: opIdOf(op),
                sku: line?.sku as never,
                quantity: 1,
              },
              seal: { type: 'SealParcel', parcelId: firstParcel, opId: opIdOf(op), sscc, weightGrams: 1 },
            };
            const told = command[what];
            if (!told) continue;
            const actor = { stationId, personId: packer, fence: view.fence };
            const answer = answerFact(parcel, told, actor);
            seals += answer.events.filter(({ type }) => type === 'ParcelSealed').length;
            if (answer.events.length > 0) expect(parcel.holder === stationId || told === begin).toBe(true);
            if (parcel.holder !== stationId && told !== begin) expect(answer.tasks).toHaveLength(1);
            parcel = after(parcel, told, actor);
            seen[who] = isLate ? after(view, told, actor) : parcel;
          }
          expect(parcel.fence).toBeGreaterThanOrEqual(before.fence);
          if (parcel.holder !== before.holder) expect(parcel.fence).toBeGreaterThan(before.fence);
        }
        expect(seals).toBeLessThanOrEqual(1);
      }),
    );
  });
});
