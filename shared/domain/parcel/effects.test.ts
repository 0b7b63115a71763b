import { describe, expect, it } from 'vitest';
import { binOf, opIdOf } from '../ids.test-kit';
import { type ParcelEffects, effectsOf } from './effects';
import { cutSources } from './cut-sources';
import { benchMark } from '../special/special.test-kit';
import type { SealWeight } from '../weighing/seal-weight';
import type { Parcel, ParcelEvent } from './parcel';
import {
  boxed,
  elsewhere,
  firstParcel,
  firstTour,
  labelled,
  lampLine,
  leased,
  lineOf,
  nextParcel,
  packer,
  parcelAfter,
  parcelIn,
  planOf,
  sealed,
  started,
  type TellableEvent,
} from './parcel.test-kit';

const nothing: ParcelEffects = { order: [], moves: [], reservations: [], tasks: [] };

function effects(before: Parcel | null, event: TellableEvent): ParcelEffects {
  if (!before) throw new Error('effects are of a parcel that is there');
  return effectsOf(before, { ...event, parcelId: firstParcel } as ParcelEvent);
}

const lines = (...pairs: [lineNo: number, quantity: number][]): { lineNo: number; quantity: number }[] =>
  pairs.map(([lineNo, quantity]) => ({ lineNo, quantity }));

type EventType = ParcelEvent['type'];
/** Which events reach beyond the parcel; complete, so that a new event has to say. */
const silent: Record<EventType, TellableEvent | null> = {
  ParcelReleased: { type: 'ParcelReleased', plan: planOf() },
  ParcelLeased: leased,
  LeaseRenewed: { type: 'LeaseRenewed', until: '2026-01-05T14:00:00.000Z' },
  LeaseEnded: { type: 'LeaseEnded', fence: 2 },
  ProvisionalPackStarted: {
    type: 'ProvisionalPackStarted',
    stationId: elsewhere,
    fence: 2,
    knownFence: 2,
    operatorId: packer,
    supervisorId: packer,
  },
  PackingStarted: started,
  ItemPacked: { type: 'ItemPacked', opId: opIdOf(9), lineNo: 1, quantity: 1 },
  BoxChosen: boxed,
  RemainderMoved: { type: 'RemainderMoved', newParcelId: nextParcel, lines: lines([1, 3]) },
  NextBoxStarted: { type: 'NextBoxStarted', plan: planOf(), holder: null, fence: 1, operatorId: packer },
  ParcelHeld: { type: 'ParcelHeld', reason: 'x', by: packer },
  ParcelResumed: { type: 'ParcelResumed' },
  ParcelPrioritised: { type: 'ParcelPrioritised', priority: 'vip' },
  LabelPrinted: labelled,
  ParcelCancelled: { type: 'ParcelCancelled' },
  TourJoined: { type: 'TourJoined', tourId: firstTour },
  TourLeft: { type: 'TourLeft', tourId: firstTour },
  UnitsPicked: null,
  SourceMoved: null,
  SourcesPlanned: null,
  UnitsPutBack: null,
  SparePicked: null,
  ItemMissing: null,
  UnitsFetched: null,
  ItemDamaged: null,
  ActUndone: null,
  RemainderReleased: null,
  ParcelSealed: null,
  ParcelReopened: null,
  ParcelHandedOver: null,
  ParcelLineCancelled: null,
  CancelAsked: {
    type: 'CancelAsked',
    reason: 'x',
    askedAt: '2026-01-05T11:00:00.000Z',
    lines: lines([1, 1]),
  },
  CancelTooLate: { type: 'CancelTooLate' },
  CancelWithdrawn: { type: 'CancelWithdrawn' },
  ParcelMarked: { type: 'ParcelMarked', mark: benchMark() },
  WaybillAsked: { type: 'WaybillAsked', fallback: 'block' },
  WaybillTold: {
    type: 'WaybillTold',
    sealedBy: opIdOf(91),
    state: 'transmitted',
    number: 'IRS2026000000001',
  },
  CarrierLabelOffered: { type: 'CarrierLabelOffered', label: null },
  FieldsShown: { type: 'FieldsShown', fields: [], lines: [] },
  ParcelVerified: { type: 'ParcelVerified', opId: opIdOf(95), by: packer, override: null },
  TagProved: { type: 'TagProved' },
  SealNotTaken: {
    type: 'SealNotTaken',
    seal: { opId: opIdOf(91), sscc: '106141412345678908', weightGrams: 1, carrierNumber: null },
  },
  CancelLeft: { type: 'CancelLeft' },
  CancelAccepted: null,
  CancelDecided: null,
};

describe('what a parcel event means outside the parcel', () => {
  it.each(Object.values(silent).flatMap((event) => (event ? [event] : [])))('$type: nothing', (event) => {
    expect(effects(parcelIn.packing, event)).toEqual(nothing);
  });

  it('ParcelSealed with a weight that nothing explains: somebody has to look', () => {
    const weighed = {
      by: 'scale' as const,
      grams: 3_400,
      scaleId: 'Bench',
      expectedGrams: 2_700,
      toleranceGrams: 60,
    };
    const tasksOf = (weight: Partial<SealWeight>) =>
      effects(parcelIn.complete, { ...sealed, weighed: { ...weighed, ...weight } } as TellableEvent).tasks;
    expect(tasksOf({})).toEqual([
      {
        kind: 'weight-differs',
        values: {
          number: '1042',
          box: 1,
          weighed: 3_400,
          expected: 2_700,
          tolerance: 60,
          reason: 'not-said',
        },
      },
    ]);
    expect(tasksOf({ reason: 'scale-doubtful' })).toMatchObject([{ values: { reason: 'scale-doubtful' } }]);
    expect(tasksOf({ reason: 'counted-again' })).toEqual([]);
    expect(tasksOf({ grams: 2_750 })).toEqual([]);
  });

  it('ParcelSealed: the order has it packed', () => {
    expect(effects(parcelIn.complete, sealed)).toEqual({
      ...nothing,
      order: [{ type: 'RecordPacked', parcelId: firstParcel, lines: lines([1, 5], [2, 2]) }],
    });
  });

  it('ParcelReopened: the order has it no longer packed', () => {
    expect(effects(parcelIn.sealed, { type: 'ParcelReopened', reason: 'x' })).toEqual({
      ...nothing,
      order: [{ type: 'RecordUnpacked', parcelId: firstParcel, lines: lines([1, 5], [2, 2]) }],
    });
  });

  it('ParcelHandedOver: shipped, off the shelf bin by bin, no longer reserved', () => {
    const found = effects(parcelIn.labelled, { type: 'ParcelHandedOver' });
    expect(found.order).toEqual([
      { type: 'RecordShipped', parcelId: firstParcel, lines: lines([1, 5], [2, 2]) },
    ]);
    expect(found.moves).toEqual([
      { sku: 'MUG', from: 'A-01-1', to: 'customer', quantity: 3, cause: 'ParcelHandedOver' },
      { sku: 'MUG', from: 'A-01-2', to: 'customer', quantity: 2, cause: 'ParcelHandedOver' },
      { sku: 'LAMP', from: 'B-07-4', to: 'customer', quantity: 2, cause: 'ParcelHandedOver' },
    ]);
    expect(found.reservations).toEqual([
      { lineNo: 1, sku: 'MUG', locationId: 'A-01-1', delta: -3 },
      { lineNo: 1, sku: 'MUG', locationId: 'A-01-2', delta: -2 },
      { lineNo: 2, sku: 'LAMP', locationId: 'B-07-4', delta: -2 },
    ]);
  });

  it('CancelAccepted, CancelDecided: the order gives up the hold on exactly these units, and then the units', () => {
    const gone = lines([1, 2]);
    const both = [
      { type: 'ReleaseAllocation', reason: 'customer', lines: gone },
      { type: 'CancelLines', reason: 'customer', lines: gone },
    ];
    const accepted = { type: 'CancelAccepted', reason: 'customer', lines: gone, keepsOrder: false } as const;
    expect(effects(parcelIn.packing, accepted).order).toEqual(both);
    expect(
      effects(parcelIn.packing, { type: 'CancelDecided', reason: 'customer', lines: gone }).order,
    ).toEqual(both);
    expect(effects(parcelIn.packing, { ...accepted, keepsOrder: true }).order).toEqual(both.slice(0, 1));
  });

  it('a unit that was asked back and is lost is the one that is cancelled', () => {
    const asked = {
      ...parcelIn.packing,
      cancel: {
        state: 'asked',
        reason: 'customer',
        askedAt: '2026-01-05T11:00:00.000Z',
        lines: lines([1, 4], [2, 1]),
      },
    } as Parcel;
    const lost = effects(asked, { type: 'ItemMissing', opId: opIdOf(9), lineNo: 1, quantity: 3 });
    expect(lost.order).toMatchObject([
      { type: 'ReleaseAllocation', lines: lines([1, 3]) },
      { type: 'CancelLines', reason: 'customer', lines: lines([1, 3]) },
    ]);
    const other = effects(asked, { type: 'RemainderReleased', lines: lines([2, 2]) });
    expect(other.order).toContainEqual({ type: 'CancelLines', reason: 'customer', lines: lines([2, 1]) });
    const settled = { ...asked, cancel: { ...asked.cancel, state: 'too-late' } } as Parcel;
    expect(effects(settled, { type: 'ItemPacked', opId: opIdOf(9), lineNo: 1, quantity: 1 }).order).toEqual(
      [],
    );
  });

  it('a line of which nothing is in the box is not in the order commands', () => {
    const part = {
      ...parcelIn.labelled,
      lines: [lineOf({ missing: 5 }), { ...lampLine, packed: 2 }],
    } as Parcel;
    expect(effects(part, { type: 'ParcelHandedOver' }).order).toMatchObject([{ lines: lines([2, 2]) }]);
    const none = { ...part, lines: [lineOf({ missing: 5 })] };
    expect(effects(none, sealed).order).toEqual([]);
  });

  it('ItemMissing: out of the last bins by adjustment, a count of each, not allocated any more', () => {
    const event: TellableEvent = { type: 'ItemMissing', opId: opIdOf(9), lineNo: 1, quantity: 3 };
    expect(effects(parcelIn.packing, event)).toEqual({
      order: [{ type: 'ReleaseAllocation', reason: 'ItemMissing', lines: lines([1, 3]) }],
      moves: [
        { sku: 'MUG', from: 'A-01-1', to: 'adjustment', quantity: 1, cause: 'ItemMissing' },
        { sku: 'MUG', from: 'A-01-2', to: 'adjustment', quantity: 2, cause: 'ItemMissing' },
      ],
      reservations: [
        { lineNo: 1, sku: 'MUG', locationId: 'A-01-1', delta: -1 },
        { lineNo: 1, sku: 'MUG', locationId: 'A-01-2', delta: -2 },
      ],
      tasks: [
        { kind: 'count-bin', values: { location: 'A-01-1', sku: 'MUG', name: 'White mug', quantity: 1 } },
        { kind: 'count-bin', values: { location: 'A-01-2', sku: 'MUG', name: 'White mug', quantity: 2 } },
      ],
    });
  });

  it('UnitsPicked: out of the bin to the bench, and the reservation with them', () => {
    const event: TellableEvent = {
      type: 'UnitsPicked',
      opId: opIdOf(9),
      lineNo: 1,
      quantity: 2,
      from: binOf('C-02'),
      planned: binOf('A-01-2'),
      tote: 'T7',
    };
    expect(effects(parcelIn.released, event)).toEqual({
      ...nothing,
      moves: [{ sku: 'MUG', from: 'C-02', to: 'bench', quantity: 2, cause: 'UnitsPicked' }],
      reservations: [
        { lineNo: 1, sku: 'MUG', locationId: 'A-01-2', delta: -2 },
        { lineNo: 1, sku: 'MUG', locationId: 'bench', delta: 2 },
      ],
    });
    const after = parcelAfter(planOf(), event);
    expect(after.totes).toEqual(['T7']);
    expect(after.lines[0]?.sources).toEqual([
      { locationId: 'bench', quantity: 2 },
      { locationId: 'A-01-1', quantity: 3 },
    ]);
    const back: TellableEvent = {
      type: 'UnitsPutBack',
      undoes: opIdOf(9),
      lineNo: 1,
      quantity: 2,
      to: binOf('C-02'),
    };
    expect(effects(after, back).moves).toEqual([
      { sku: 'MUG', from: 'bench', to: 'C-02', quantity: 2, cause: 'UnitsPutBack' },
    ]);
    // Nobody waits for the units in the tote any more: they go back to a bin.
    expect(effects(after, { type: 'ParcelLineCancelled', lineNo: 1, quantity: 4 }).tasks).toEqual([
      {
        kind: 'put-back',
        values: { number: '1042', sku: 'MUG', name: 'White mug', quantity: 1, tote: 'T7', location: 'bench' },
      },
    ]);
  });

  it('ItemMissing where a picker looked: out of that bin, which is counted', () => {
    const event: TellableEvent = {
      type: 'ItemMissing',
      opId: opIdOf(9),
      lineNo: 1,
      quantity: 2,
      at: binOf('A-01-1'),
    };
    expect(effects(parcelIn.released, event)).toEqual({
      order: [{ type: 'ReleaseAllocation', reason: 'ItemMissing', lines: lines([1, 2]) }],
      moves: [{ sku: 'MUG', from: 'A-01-1', to: 'adjustment', quantity: 2, cause: 'ItemMissing' }],
      reservations: [{ lineNo: 1, sku: 'MUG', locationId: 'A-01-1', delta: -2 }],
      tasks: [
        { kind: 'count-bin', values: { location: 'A-01-1', sku: 'MUG', name: 'White mug', quantity: 2 } },
      ],
    });
    expect(parcelAfter(planOf(), event).lines[0]?.sources).toEqual([
      { locationId: 'A-01-1', quantity: 1 },
      { locationId: 'A-01-2', quantity: 2 },
      { locationId: 'A-01-1', quantity: 2 },
    ]);
  });

  it('SourceMoved: kept in the other bin, and the one that did not have it is counted', () => {
    const event: TellableEvent = {
      type: 'SourceMoved',
      lineNo: 2,
      quantity: 1,
      from: binOf('B-07-4'),
      to: binOf('C-02'),
    };
    const found = effects(parcelIn.released, event);
    expect(found.moves).toEqual([]);
    expect(found.reservations).toEqual([
      { lineNo: 2, sku: 'LAMP', locationId: 'B-07-4', delta: -1 },
      { lineNo: 2, sku: 'LAMP', locationId: 'C-02', delta: 1 },
    ]);
    expect(found.tasks).toMatchObject([{ kind: 'count-bin', values: { location: 'B-07-4', quantity: 1 } }]);
  });

  it('SparePicked: into the tote, for nobody', () => {
    const event: TellableEvent = {
      type: 'SparePicked',
      opId: opIdOf(9),
      sku: lampLine.sku,
      name: lampLine.name,
      quantity: 1,
      from: binOf('B-07-4'),
      tote: null,
    };
    const found = effects(parcelIn.sealed, event);
    expect(found.moves).toEqual([
      { sku: 'LAMP', from: 'B-07-4', to: 'bench', quantity: 1, cause: 'SparePicked' },
    ]);
    expect(found.reservations).toEqual([]);
    expect(found.tasks).toMatchObject([{ kind: 'put-back', values: { quantity: 1, location: 'B-07-4' } }]);
  });

  it('ItemDamaged: into quarantine, still on hand, nothing to count', () => {
    const event: TellableEvent = { type: 'ItemDamaged', opId: opIdOf(9), lineNo: 2, quantity: 1 };
    expect(effects(parcelIn.packing, event)).toEqual({
      order: [{ type: 'ReleaseAllocation', reason: 'ItemDamaged', lines: lines([2, 1]) }],
      moves: [{ sku: 'LAMP', from: 'B-07-4', to: 'quarantine', quantity: 1, cause: 'ItemDamaged' }],
      reservations: [{ lineNo: 2, sku: 'LAMP', locationId: 'B-07-4', delta: -1 }],
      tasks: [],
    });
  });

  it('ActUndone of a report: everything back; of a packed item: nothing', () => {
    const report = { kind: 'damaged', opId: opIdOf(9), lineNo: 2, quantity: 1 } as const;
    const before = {
      ...parcelIn.packing,
      lines: [lineOf({ packed: 2 }), { ...lampLine, damaged: 1 }],
      acts: [...(parcelIn.packing?.acts ?? []), report],
    } as Parcel;
    expect(effects(before, { type: 'ActUndone', undoes: opIdOf(9) })).toEqual({
      order: [{ type: 'RestoreAllocation', warehouseId: 'leeds', lines: lines([2, 1]) }],
      moves: [{ sku: 'LAMP', from: 'quarantine', to: 'B-07-4', quantity: 1, cause: 'ItemDamaged' }],
      reservations: [{ lineNo: 2, sku: 'LAMP', locationId: 'B-07-4', delta: 1 }],
      tasks: [],
    });
    expect(effects(before, { type: 'ActUndone', undoes: opIdOf(1) })).toEqual(nothing);
    expect(effects(before, { type: 'ActUndone', undoes: opIdOf(77) })).toEqual(nothing);
  });

  it('RemainderReleased: the units that are not in the box are free again, not those that are missing', () => {
    const before = { ...parcelIn.packing, lines: [lineOf({ packed: 1, missing: 2 })] } as Parcel;
    expect(effects(before, { type: 'RemainderReleased', lines: lines([1, 2]) })).toEqual({
      ...nothing,
      order: [{ type: 'ReleaseAllocation', reason: 'ship-part', lines: lines([1, 2]) }],
      reservations: [{ lineNo: 1, sku: 'MUG', locationId: 'A-01-1', delta: -2 }],
    });
  });

  it('ParcelLineCancelled: the bins are free; a unit in the box that is too many has to come out', () => {
    const event: TellableEvent = { type: 'ParcelLineCancelled', lineNo: 1, quantity: 4 };
    expect(effects(parcelIn.packing, event)).toEqual({
      ...nothing,
      reservations: [
        { lineNo: 1, sku: 'MUG', locationId: 'A-01-1', delta: -2 },
        { lineNo: 1, sku: 'MUG', locationId: 'A-01-2', delta: -2 },
      ],
      tasks: [
        {
          kind: 'take-out-cancelled',
          values: { number: '1042', sku: 'MUG', name: 'White mug', quantity: 1 },
        },
      ],
    });
    expect(effects(parcelIn.packing, { ...event, quantity: 3 }).tasks).toEqual([]);
    // One is asked for already: only the next one is new.
    const late = { ...parcelIn.packing, lines: [lineOf({ packed: 3, cancelled: 3 }), lampLine] } as Parcel;
    expect(effects(late, { ...event, quantity: 1 }).tasks).toMatchObject([{ values: { quantity: 1 } }]);
  });

  it('an event about a line that is not there means nothing', () => {
    for (const type of ['ItemMissing', 'ItemDamaged'] as const)
      expect(effects(parcelIn.packing, { type, opId: opIdOf(9), lineNo: 9, quantity: 1 })).toEqual(nothing);
    expect(effects(parcelIn.packing, { type: 'ParcelLineCancelled', lineNo: 9, quantity: 1 })).toEqual(
      nothing,
    );
  });
});

describe('the bins of a line', () => {
  const bins = [
    { locationId: binOf('A'), quantity: 2 },
    { locationId: binOf('B'), quantity: 3 },
  ];
  it.each<[from: number, to: number, expected: string]>([
    [0, 5, 'A2 B3'],
    [0, 0, ''],
    [0, 2, 'A2'],
    [1, 3, 'A1 B1'],
    [2, 4, 'B2'],
    [-3, 1, 'A1'],
    [4, 9, 'B1'],
    [5, 9, ''],
    [3, 2, ''],
  ])('of units %i to %i are %o', (from, to, expected) => {
    const cut = cutSources(bins, from, to).map(({ locationId, quantity }) => `${locationId}${quantity}`);
    expect(cut.join(' ')).toBe(expected);
  });
});
