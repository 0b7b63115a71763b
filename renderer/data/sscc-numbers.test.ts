import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { nthSscc, type SsccRange } from '../../shared/barcode/sscc';
import type { Op } from '../../shared/sync/op';
import type { OpLogChange } from './op-log';
import { openSsccNumbers } from './sscc-numbers';
import type { Notes } from './store';

const range: SsccRange = { prefix: '01234567', from: 100, to: 119 };
const other: SsccRange = { prefix: '01234567', from: 20, to: 29 };
const sscc = (n: number, of = range): string => nthSscc(of, n) ?? '';

function seal(number: string): Op {
  return { type: 'parcel.seal', body: { sscc: number, weightGrams: 1 } } as Op;
}

function world(pulled: string[] = [], ops: Op[] = []) {
  const changes = new Subject<OpLogChange>();
  const kept = new Map<string, Record<string, unknown>>();
  const notes: Notes = {
    read: async (name) => kept.get(name) ?? null,
    write: async (name, values) => {
      kept.set(name, values);
    },
  };
  let asked = 0;
  const find = async (query: { selector?: unknown }) => {
    asked += 1;
    const bounds = (query.selector as { sscc: { $gte: string; $lte: string } }).sscc;
    return pulled.filter((each) => each >= bounds.$gte && each <= bounds.$lte).sort() as never;
  };
  const opened = () =>
    openSsccNumbers({ find }, { unsettled: () => ops, changes: changes.asObservable() }, notes);
  return { changes, opened, questions: () => asked };
}

describe('numbers of parcels', () => {
  it('begin where the range begins, and are used by sealing only', async () => {
    const { opened, changes } = world();
    const numbers = await opened();
    expect(numbers.next()).toBeNull();
    await numbers.takeRange(range);
    expect([numbers.next(), numbers.next()]).toEqual([sscc(0), sscc(0)]);
    changes.next({ kind: 'appended', ops: [seal(sscc(0))] });
    expect(numbers.next()).toBe(sscc(1));
    expect(numbers.left()).toBe(19);
  });

  it.each([
    ['pulled parcels', [sscc(0), sscc(6), sscc(3)], []],
    ['own ops that are not settled', [], [seal(sscc(2)), seal(sscc(6))]],
  ])('go on after the highest of %s', async (_where, pulled, ops) => {
    const numbers = await world(pulled, ops).opened();
    await numbers.takeRange(range);
    expect(numbers.next()).toBe(sscc(7));
  });

  it('are remembered when the seal was undone and its op forgotten', async () => {
    const { opened, changes } = world();
    const before = await opened();
    await before.takeRange(range);
    changes.next({ kind: 'appended', ops: [seal(sscc(4))] });
    await before.keep();
    const after = await opened();
    await after.takeRange(range);
    expect(after.next()).toBe(sscc(5));
  });

  it('of a second, lower range are used once each as well', async () => {
    const { opened, changes } = world([sscc(9)]);
    const numbers = await opened();
    await numbers.takeRange(range);
    await numbers.takeRange(other);
    expect(numbers.next()).toBe(sscc(0, other));
    changes.next({ kind: 'appended', ops: [seal(sscc(0, other)), seal(sscc(11))] });
    expect(numbers.next()).toBe(sscc(1, other));
  });

  it('of the range before are given until it is known which of the next are free', async () => {
    const { opened } = world([sscc(3)]);
    const numbers = await opened();
    await numbers.takeRange(range);
    const taking = numbers.takeRange(other);
    expect(numbers.takeRange(other)).toBe(taking);
    expect(numbers.next()).toBe(sscc(4));
    await taking;
    expect(numbers.next()).toBe(sscc(0, other));
  });

  it.each([0, 1, 2, 3, 8, 9, 15, 16, 18])(
    'are found in few questions when %d and those below are used',
    async (n) => {
      const { opened, questions } = world(Array.from({ length: n + 1 }, (_, place) => sscc(place)));
      const numbers = await opened();
      await numbers.takeRange(range);
      expect(numbers.next()).toBe(sscc(n + 1));
      expect(questions()).toBeLessThanOrEqual(10);
      await numbers.keep();
      const asked = questions();
      const after = await opened();
      await after.takeRange(range);
      expect(after.next()).toBe(sscc(n + 1));
      expect(questions() - asked).toBe(1);
    },
  );

  it('end with the range', async () => {
    const numbers = await world([sscc(19)]).opened();
    await numbers.takeRange(range);
    expect(numbers.next()).toBeNull();
    expect(numbers.left()).toBe(0);
  });
});
