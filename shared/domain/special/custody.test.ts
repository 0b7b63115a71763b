import { describe, expect, it } from 'vitest';
import { type CustodyEvent, custodyOf } from './custody';

const one = 'parcel-1';
const minutes = (count: number): string =>
  new Date(Date.parse('2026-05-04T08:00:00Z') + count * 60_000).toISOString();
const boxes = new Map([[one, 1]]);
const names = new Map([
  ['ayse', 'Ayşe'],
  ['bob', 'Bob'],
]);
const event = (at: number, type: string, over: Partial<CustodyEvent> = {}): CustodyEvent => ({
  at: minutes(at),
  type,
  aggregateId: one,
  by: 'Ayşe',
  station: 'Bench 1',
  body: {},
  ...over,
});
const office = { by: null, station: null };
const packedDay: CustodyEvent[] = [
  event(0, 'ParcelReleased', { ...office, body: { plan: { warehouseId: 'leeds' } } }),
  event(1, 'ParcelLeased', office),
  event(5, 'PackingStarted'),
  event(6, 'ItemPacked', { body: { quantity: 2, by: 'ayse' } }),
  event(7, 'ItemPacked', { body: { quantity: 1, by: 'ayse' } }),
  event(8, 'BoxChosen'),
  event(9, 'ParcelVerified', { body: { by: 'bob', override: null } }),
  event(9, 'ParcelSealed'),
  event(10, 'LabelPrinted', { by: null }),
  event(60, 'ParcelHandedOver', { by: 'Can', station: 'Dock' }),
  event(90, 'TrackingSeen', {
    ...office,
    body: {
      events: [
        { eventId: 'a', status: 'picked-up', at: minutes(80), message: 'got it', place: 'Leeds' },
        { eventId: 'b', status: 'delivered', at: minutes(1500), message: 'at the door', place: 'York' },
      ],
    },
  }),
];
const chain = (events: CustodyEvent[]) => custodyOf(events, boxes, names);

describe('the chain of custody', () => {
  it('names who had the goods, where and when, from the bin to the door', () => {
    expect(chain(packedDay).map(({ act, by, where, holder }) => [act, by, where, holder])).toEqual([
      ['released', null, 'leeds', 'warehouse'],
      ['promised', null, null, 'warehouse'],
      ['opened', 'Ayşe', 'Bench 1', 'bench'],
      ['packed', 'Ayşe', 'Bench 1', 'bench'],
      ['verified', 'Bob', 'Bench 1', 'bench'],
      ['sealed', 'Ayşe', 'Bench 1', 'rack'],
      ['labelled', null, 'Bench 1', 'rack'],
      ['handed-over', 'Can', 'Dock', 'carrier'],
      ['scanned', null, 'Leeds · got it', 'carrier'],
      ['delivered', null, 'York · at the door', 'customer'],
    ]);
    expect(chain(packedDay).every(({ gap }) => gap === null)).toBe(true);
  });

  it('takes scan after scan of one person as one step', () => {
    const packed = chain(packedDay).find(({ act }) => act === 'packed');
    expect(packed).toMatchObject({ units: 3, at: minutes(6), until: minutes(7) });
  });

  it('marks a step without a name, and time that nobody can account for', () => {
    const nameless = packedDay.map((each) => (each.type === 'ParcelSealed' ? { ...each, by: null } : each));
    expect(chain(nameless).find(({ act }) => act === 'sealed')?.gap).toEqual({
      reason: 'nobody-named',
      minutes: 0,
    });
    const slow = packedDay.map((each) =>
      each.type === 'ParcelHandedOver' ? { ...each, at: minutes(60 * 40) } : each,
    );
    expect(chain(slow).find(({ act }) => act === 'handed-over')?.gap).toEqual({
      reason: 'long',
      minutes: 2390,
    });
  });

  it('marks a box that no bench had; goods nobody had begun with lie in their bins', () => {
    const givenUp = [
      ...packedDay.slice(0, 5),
      event(20, 'LeaseEnded', office),
      event(400, 'ParcelLeased', office),
      event(401, 'PackingStarted', { by: 'Can', station: 'Bench 2' }),
    ];
    const steps = chain(givenUp);
    expect(steps.find(({ act }) => act === 'given-up')?.holder).toBe('nobody');
    expect(steps.at(-2)).toMatchObject({ act: 'promised', gap: { reason: 'no-holder', minutes: 380 } });
    const unbegun = chain([
      ...packedDay.slice(0, 2),
      event(20, 'LeaseEnded', office),
      event(30, 'ParcelLeased', office),
    ]);
    expect(unbegun.map(({ holder }) => holder)).toEqual(['warehouse', 'warehouse', 'warehouse', 'warehouse']);
    expect(unbegun.every(({ gap }) => gap === null)).toBe(true);
  });

  it('says that a supervisor did without, that a seal was not taken, and that a box was opened again', () => {
    const told = chain([
      ...packedDay.slice(0, 5),
      event(9, 'ParcelVerified', { body: { by: 'bob', override: 'nobody-else' } }),
      event(10, 'TagProved'),
      event(11, 'SealNotTaken'),
      event(12, 'ActUndone'),
      event(13, 'ParcelSealed'),
      event(14, 'ParcelReopened'),
      event(15, 'ParcelCancelled', office),
    ]);
    expect(told.slice(4).map(({ act }) => act)).toEqual([
      'overridden',
      'tag-proved',
      'seal-refused',
      'taken-out',
      'sealed',
      'reopened',
      'ended',
    ]);
  });

  it('keeps boxes apart, first box first, and leaves out what moves nothing', () => {
    const two = 'parcel-2';
    const steps = custodyOf(
      [
        event(0, 'NextBoxStarted', { aggregateId: two, body: { operatorId: 'ayse' }, by: null }),
        ...packedDay,
      ],
      new Map([...boxes, [two, 2]]),
      names,
    );
    expect(steps[0]).toMatchObject({ parcelId: one, boxNumber: 1 });
    expect(steps.at(-1)).toMatchObject({ parcelId: two, boxNumber: 2, act: 'opened', by: 'Ayşe' });
    expect(chain([event(0, 'ParcelHeld'), event(1, 'CancelAsked')])).toEqual([]);
  });

  it('goes on with what came back, whatever became of it, behind the boxes', () => {
    const back = (at: number, type: string, body: Record<string, unknown>): CustodyEvent =>
      event(at, type, { aggregateId: 'return-1', ...office, body });
    const disposed = (at: number, disposition: string, quantity: number, by: string | null = 'bob') =>
      back(at, 'UnitsDisposed', {
        no: 1,
        disposal: { disposition, quantity, locationId: disposition === 'restock' ? 'A-1' : null, by },
        from: null,
      });
    const start = 10_000;
    const steps = custodyOf(
      [
        back(start, 'ReturnAdvised', {
          advised: { number: '123456782', lines: [{ asked: 5 }, { asked: 2 }] },
        }),
        back(start + 1, 'ReturnLabelled', { label: {} }),
        back(start + 2, 'ReturnSent', { at: minutes(start + 2) }),
        ...packedDay,
        back(start + 60, 'UnitsReceived', {
          warehouseId: 'leeds',
          by: 'ayse',
          units: [{ quantity: 5 }, { quantity: 2 }],
        }),
        disposed(start + 70, 'restock', 1),
        disposed(start + 71, 'quarantine', 2),
        disposed(start + 72, 'scrap', 1, null),
        disposed(start + 73, 'send-back', 1),
        disposed(start + 74, 'to-vendor', 1),
        disposed(start + 75, 'keep', 1),
        disposed(start + 76, 'unheard-of', 1),
      ],
      boxes,
      names,
    ).filter(({ parcelId }) => parcelId === 'return-1');
    expect(steps.map(({ act, by, where, units, holder }) => [act, by, where, units, holder])).toEqual([
      ['asked-back', null, '123456782', 7, 'customer'],
      ['sent-back', null, null, null, 'carrier'],
      ['came-back', 'Ayşe', 'leeds', 7, 'returns-desk'],
      ['put-back', 'Bob', 'A-1', 1, 'warehouse'],
      ['parked', 'Bob', null, 2, 'returns-desk'],
      ['scrapped', null, null, 1, 'gone'],
      ['sent-again', 'Bob', null, 1, 'carrier'],
      ['to-vendor', 'Bob', null, 1, 'gone'],
      ['kept', 'Bob', null, 1, 'customer'],
    ]);
    expect(steps.map(({ gap }) => gap?.reason ?? null)).toEqual([
      null,
      null,
      null,
      null,
      null,
      'nobody-named',
      null,
      null,
      null,
    ]);
    const undone = custodyOf(
      [
        back(0, 'UnitsReceived', { warehouseId: 'leeds', by: 'ayse', units: [{ quantity: 2 }] }),
        back(1, 'UnitsTakenBack', {
          warehouseId: 'leeds',
          by: 'ayse',
          lines: [
            { no: 1, quantity: 1 },
            { no: 2, quantity: 1 },
          ],
        }),
        back(2, 'UnitsReceived', { warehouseId: 'leeds', by: 'ayse', units: [{ quantity: 1 }] }),
      ],
      boxes,
      names,
    );
    // Two that were told and taken back, and the one that is here: no step is swallowed by the one before.
    expect(undone.map(({ act, by, units, gap }) => [act, by, units, gap])).toEqual([
      ['came-back', 'Ayşe', 2, null],
      ['not-come', 'Ayşe', 2, null],
      ['came-back', 'Ayşe', 1, null],
    ]);
    const late = custodyOf(
      [
        back(0, 'UnitsReceived', { warehouseId: 'leeds', by: 'ayse', units: [{ quantity: 1 }] }),
        disposed(3 * 24 * 60, 'restock', 1),
      ],
      boxes,
      names,
    );
    expect(late[1]?.gap).toEqual({ reason: 'long', minutes: 3 * 24 * 60 });
  });
});
