// Units that a packer does not find where they should be and takes out of another bin: what the box and the books say then, and
// after it was taken back.
import { describe, expect, it } from 'vitest';
import { binOf, opIdOf, skuOf } from '../ids.test-kit';
import { benchLocation } from '../stock/ledger';
import { decideParcel } from './decide';
import { effectsOf } from './effects';
import { evolveParcel } from './evolve';
import type { Parcel, ParcelEvent } from './parcel';
import { actorHere, firstParcel, leased, lineOf, parcelAfter, planOf, started } from './parcel.test-kit';
import { toPack } from './questions';

const [first, second, other] = [binOf('A-01-1'), binOf('A-01-2'), binOf('B-07')];
const sources = [
  { locationId: first, quantity: 3 },
  { locationId: second, quantity: 2 },
];
const box = parcelAfter(planOf([lineOf({ expected: 5, sources })]), leased, started);
const fetched = (parcel: Parcel, quantity: number, op = 1): ParcelEvent => {
  const decision = decideParcel(
    parcel,
    { type: 'FetchItem', parcelId: firstParcel, opId: opIdOf(op), sku: skuOf('MUG'), quantity, from: other },
    actorHere,
  );
  if (!decision.ok) throw new Error(decision.refusal.code);
  const [event, ...more] = decision.events;
  if (!event || more.length > 0) throw new Error('one event');
  return event;
};
const undone = (op = 1): ParcelEvent => ({ type: 'ActUndone', parcelId: firstParcel, undoes: opIdOf(op) });
const sourcesOf = (parcel: Parcel) => parcel.lines[0]?.sources;

describe('units taken from another bin', () => {
  const event = fetched(box, 3);
  const after = evolveParcel(box, event);

  it('wait at the bench in place of the last ones, and are still to be packed', () => {
    expect(sourcesOf(after)).toEqual([
      { locationId: benchLocation, quantity: 3 },
      { locationId: first, quantity: 2 },
    ]);
    expect(after.lines.map(toPack)).toEqual([5]);
    expect(after.acts.at(-1)).toMatchObject({
      kind: 'fetched',
      from: other,
      instead: [
        { locationId: first, quantity: 1 },
        { locationId: second, quantity: 2 },
      ],
    });
  });

  it('leave their bin, promised to the box; where they should have been somebody counts', () => {
    const { moves, reservations, tasks, order } = effectsOf(box, event);
    expect(moves.map(({ from, to, quantity }) => [from, to, quantity])).toEqual([[other, benchLocation, 3]]);
    expect(reservations.map(({ locationId, delta }) => [locationId, delta])).toEqual([
      [first, -1],
      [second, -2],
      [benchLocation, 3],
    ]);
    expect(tasks.map(({ kind, values }) => [kind, values['location'], values['quantity']])).toEqual([
      ['count-bin', first, 1],
      ['count-bin', second, 2],
    ]);
    expect(order, 'the order has what it was promised').toEqual([]);
  });

  it('go back by UNDO: the box is as before, and the books are', () => {
    const back = evolveParcel(after, undone());
    expect(back.lines).toEqual(box.lines);
    expect(back.acts).toEqual(box.acts);
    const sum = new Map<string, number>();
    const add = (place: string, units: number): void => void sum.set(place, (sum.get(place) ?? 0) + units);
    for (const { from, to, quantity } of [
      ...effectsOf(box, event).moves,
      ...effectsOf(after, undone()).moves,
    ]) {
      add(from, -quantity);
      add(to, quantity);
    }
    expect([...sum.values()].every((units) => units === 0)).toBe(true);
  });

  it('that are in the box by then stay in it', () => {
    const packed = evolveParcel(after, {
      type: 'ItemPacked',
      parcelId: firstParcel,
      opId: opIdOf(2),
      lineNo: 1,
      quantity: 3,
    });
    expect(effectsOf(packed, undone()).moves).toEqual([]);
    const back = evolveParcel(packed, undone());
    expect([back.lines[0]?.packed, sourcesOf(back)]).toEqual([3, sourcesOf(packed)]);
  });
});
