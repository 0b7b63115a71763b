import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeGroup } from './waiting-units';

type Unit = { id: number; streams: string[] };
const units = (...streams: string[]): Unit[] =>
  streams.map((names, id) => ({ id, streams: names.split(' ') }));
const ids = (list: readonly Unit[]): number[] => list.map(({ id }) => id);

describe('who goes next', () => {
  it('groups what shares a stream, and leaves what shares none for a group of its own', () => {
    const waiting = units('W1', 'W2', 'W1', 'W1 company', 'W2');
    expect(ids(takeGroup(waiting, new Set(), 128))).toEqual([0, 2, 3]);
    expect(ids(takeGroup(waiting, new Set(['W1', 'company']), 128))).toEqual([1, 4]);
    expect(waiting).toEqual([]);
  });

  it('lets nobody overtake a unit that waits for one of his streams', () => {
    const waiting = units('W1 company', 'company', 'W2');
    expect(ids(takeGroup(waiting, new Set(['W1']), 128))).toEqual([2]);
    expect(ids(takeGroup(waiting, new Set(['W1', 'W2']), 128))).toEqual([]);
    expect(ids(waiting)).toEqual([0, 1]);
  });

  it('takes no more than the limit', () => {
    const waiting = units('W1', 'W1', 'W1');
    expect(ids(takeGroup(waiting, new Set(), 2))).toEqual([0, 1]);
    expect(ids(waiting)).toEqual([2]);
  });

  it('law 7: whatever runs at once, every stream sees its units in their order, and each unit once', () => {
    const streamSets = fc.uniqueArray(fc.constantFrom('company', 'W1', 'W2', 'W3'), { minLength: 1 });
    fc.assert(
      fc.property(
        fc.array(streamSets),
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(fc.nat()),
        (sets, limit, picks) => {
          const all = sets.map((streams, id) => ({ id, streams }));
          const waiting = [...all];
          const running: Unit[][] = [];
          const ran: Unit[] = [];
          while (waiting.length > 0 || running.length > 0) {
            const busy = new Set(running.flat().flatMap(({ streams }) => streams));
            const group = takeGroup(waiting, busy, limit);
            expect(group.some(({ streams }) => streams.some((streamId) => busy.has(streamId)))).toBe(false);
            expect(group.length).toBeLessThanOrEqual(limit);
            if (group.length > 0) {
              running.push(group);
              ran.push(...group);
            } else {
              // Some running group ends, whichever; one that waits for nobody must have been let go.
              expect(running.length).toBeGreaterThan(0);
              running.splice((picks.next().value ?? 0) % running.length, 1);
            }
          }
          expect(ids(ran).sort((a, b) => a - b)).toEqual(ids(all));
          for (const streamId of ['company', 'W1', 'W2', 'W3']) {
            const ofStream = (list: readonly Unit[]): number[] =>
              ids(list.filter(({ streams }) => streams.includes(streamId)));
            expect(ofStream(ran)).toEqual(ofStream(all));
          }
        },
      ),
    );
  });
});
