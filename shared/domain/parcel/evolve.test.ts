import { describe, expect, it } from 'vitest';
import { opIdOf } from '../ids.test-kit';
import { decideParcel } from './decide';
import { evolveParcel, foldParcels } from './evolve';
import type { Parcel, ParcelEvent } from './parcel';
import {
  actorHere,
  firstParcel,
  nextParcel,
  packedOf,
  parcelCommandOf,
  parcelIn,
  planOf,
} from './parcel.test-kit';

const packing = parcelIn.packing as Parcel;
const about = (parcelId: Parcel['parcelId'], event: object): ParcelEvent =>
  ({ ...event, parcelId }) as ParcelEvent;

describe('folding events over parcels', () => {
  const split = decideParcel(packing, parcelCommandOf.StartNextBox, actorHere);
  const begins = split.ok ? split.events : [];

  it('begins a parcel, and the next box of one', () => {
    const parcels = new Map<string, Parcel>();
    foldParcels(parcels, [{ type: 'ParcelReleased', parcelId: firstParcel, plan: planOf() }]);
    expect(parcels.get(firstParcel)).toEqual(parcelIn.released);
    parcels.set(firstParcel, packing);
    foldParcels(parcels, begins);
    expect([...parcels.keys()]).toEqual([firstParcel, nextParcel]);
    expect(parcels.get(firstParcel)?.lines.map(({ expected }) => expected)).toEqual([2, 0]);
  });

  it('does not begin one that is there already: what is in it stays', () => {
    const parcels = new Map([[firstParcel as string, packing]]);
    foldParcels(parcels, begins);
    foldParcels(parcels, [about(nextParcel, packedOf(5, 1, 1))]);
    const begun = parcels.get(nextParcel);
    foldParcels(parcels, begins.slice(1));
    foldParcels(parcels, [{ type: 'ParcelReleased', parcelId: firstParcel, plan: planOf() }]);
    expect(parcels.get(nextParcel)).toBe(begun);
    expect(parcels.get(firstParcel)?.state).toBe('packing');
  });

  it('passes over parcels it does not know', () => {
    const parcels = new Map<string, Parcel>();
    foldParcels(parcels, [about(firstParcel, packedOf(5, 1, 1))]);
    expect(parcels.size).toBe(0);
  });
});

describe('what a parcel remembers of its holder', () => {
  it('is the newest op that changed it', () => {
    const event = about(firstParcel, { ...packedOf(5, 1, 1), stationSeq: 12 });
    expect(evolveParcel(packing, event).stationSeq).toBe(12);
    const later = evolveParcel(evolveParcel(packing, event), about(firstParcel, { type: 'ParcelResumed' }));
    expect(later.stationSeq).toBe(12);
  });

  it('begins anew with every lease, by a claim or by head office itself', () => {
    const busy = { ...packing, stationSeq: 40 };
    const lease = { type: 'ParcelLeased', stationId: actorHere.stationId, fence: 2 };
    expect(evolveParcel(busy, about(firstParcel, lease)).stationSeq).toBe(0);
    expect(evolveParcel(busy, about(firstParcel, { ...lease, stationSeq: 3 })).stationSeq).toBe(3);
  });
});

describe('an act and its undo', () => {
  it.each(['ItemPacked', 'ItemMissing', 'ItemDamaged'] as const)(
    '%s: undone, nothing is left of it',
    (type) => {
      const done = evolveParcel(
        packing,
        about(firstParcel, { type, opId: opIdOf(9), lineNo: 1, quantity: 2 }),
      );
      expect(done.acts).toHaveLength(packing.acts.length + 1);
      expect(done.lines).not.toEqual(packing.lines);
      const undone = evolveParcel(done, about(firstParcel, { type: 'ActUndone', undoes: opIdOf(9) }));
      expect(undone).toEqual(packing);
    },
  );

  it('undoing what never happened changes nothing', () => {
    const undone = evolveParcel(packing, about(firstParcel, { type: 'ActUndone', undoes: opIdOf(77) }));
    expect(undone).toEqual(packing);
  });
});
