import { describe, expect, it } from 'vitest';
import { personIdOf } from '../ids.test-kit';
import { concernsBench, endTask, type TaskEnd } from './task';

type Ending = { state: 'open' | 'done'; end?: TaskEnd };
const first: TaskEnd = { at: '2026-01-05T10:00:00.000Z', by: personIdOf('ayse'), station: 'Bench 1' };
const second: TaskEnd = { at: '2026-01-05T11:00:00.000Z', by: null, station: 'Office' };

describe('a task', () => {
  it('ends once: the first to say so is remembered', () => {
    const open: Ending = { state: 'open' };
    const ended = endTask(open, first);
    expect(ended).toEqual({ state: 'done', end: first });
    expect(endTask(ended, second)).toBe(ended);
  });

  it.each([
    ['an act of this bench', {}, { isOwnAct: true, packedBy: null }, true],
    ['its parcel was packed here', {}, { isOwnAct: false, packedBy: 'here' }, true],
    ['its parcel was packed elsewhere', {}, { isOwnAct: false, packedBy: 'there' }, false],
    ['a bin that nobody here spoke of', {}, { isOwnAct: false, packedBy: null }, false],
    ['the second box stands here', { stationId: 'here' }, { isOwnAct: false, packedBy: 'there' }, true],
    ['the second box stands elsewhere', { stationId: 'there' }, { isOwnAct: false, packedBy: 'here' }, false],
  ])('concerns the bench: %s', (_name, values, place, concerns) => {
    expect(concernsBench({ values }, { stationId: 'here', ...place })).toBe(concerns);
  });

  it.each(['receipt-differs', 'return-differs', 'bin-unknown', 'customs-missing'] as const)(
    '%s is for the office, whoever told of it',
    (kind) => {
      const place = { stationId: 'here', isOwnAct: true, packedBy: 'here' };
      expect(concernsBench({ kind, values: {} }, place)).toBe(false);
      expect(concernsBench({ kind: 'count-bin', values: {} }, place)).toBe(true);
    },
  );
});
