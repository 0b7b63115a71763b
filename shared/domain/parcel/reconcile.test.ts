// Law 3: physical facts are never refused, only reconciled.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxIdOf, opIdOf, skuOf } from '../ids.test-kit';
import { holds } from '../property.test-kit';
import { outsideLocations } from '../stock/ledger';
import { evolveParcel } from './evolve';
import type { Parcel, ParcelCommand } from './parcel';
import {
  actorHere,
  elsewhere,
  firstParcel,
  lampLine,
  lineOf,
  nextParcel,
  parcelCommandOf,
  parcelIn,
  sscc,
} from './parcel.test-kit';
import { toTakeOut, unitsPacked } from './questions';
import { afterOrderRefusal, answerFact, type FactAnswer } from './reconcile';
import { act, cancelOrderLine, hear, newOp, startWorld, type World } from './world.test-kit';

const withLines = (state: 'packing' | 'labelled', ...lines: Parcel['lines']): Parcel =>
  ({ ...parcelIn[state], lines }) as Parcel;

function tell(parcel: Parcel | null, type: ParcelCommand['type'], over: object = {}): FactAnswer {
  return answerFact(parcel, { ...parcelCommandOf[type], ...over } as ParcelCommand, actorHere);
}

const typesOf = (answer: FactAnswer): string[] => answer.events.map((event) => event.type);

describe('law 3: physical facts are never refused, only reconciled', () => {
  it('a fact that agrees is applied and needs no task', () => {
    const answer = tell(parcelIn.packing, 'PackItem');
    expect(typesOf(answer)).toEqual(['ItemPacked']);
    expect(answer).toMatchObject({ tasks: [], refusal: null });
  });

  it('an item packed after its line was cancelled is in the box, and has to come out', () => {
    const parcel = withLines('packing', lineOf({ packed: 1, cancelled: 4 }), lampLine);
    const answer = tell(parcel, 'PackItem', { quantity: 2 });
    expect(typesOf(answer)).toEqual(['ItemPacked']);
    expect(answer.refusal?.code).toBe('item-complete');
    expect(answer.tasks).toEqual([
      { kind: 'take-out-cancelled', values: { number: '1042', sku: 'MUG', name: 'White mug', quantity: 2 } },
    ]);
    const after = answer.events.reduce<Parcel>((state, event) => evolveParcel(state, event), parcel);
    expect(after.lines[0]).toMatchObject({ packed: 3 });
    expect(toTakeOut(after.lines[0] ?? lineOf())).toBe(2);
  });

  it('a box sealed with a cancelled unit inside is sealed', () => {
    const parcel = withLines('packing', lineOf({ packed: 5, cancelled: 1 }), { ...lampLine, packed: 2 });
    const answer = tell(parcel, 'SealParcel');
    expect(typesOf(answer)).toEqual(['ParcelSealed']);
    expect(answer.refusal?.code).toBe('line-cancelled');
  });

  it('a bench that knew of one cancellation and not of the next has sealed a complete box', () => {
    const parcel = withLines('packing', lineOf({ packed: 4, cancelled: 2 }), { ...lampLine, packed: 2 });
    expect(typesOf(tell(parcel, 'SealParcel'))).toEqual(['ParcelSealed']);
    const left = withLines('labelled', lineOf({ packed: 4, cancelled: 2 }), { ...lampLine, packed: 2 });
    expect(typesOf(tell(left, 'HandOverParcel'))).toEqual(['ParcelHandedOver']);
  });

  it('a box sealed with units missing from it is not made complete', () => {
    const parcel = withLines('packing', lineOf({ packed: 3, cancelled: 1 }), { ...lampLine, packed: 2 });
    expect(tell(parcel, 'SealParcel')).toMatchObject({
      events: [],
      refusal: { code: 'parcel-incomplete' },
      tasks: [{ kind: 'contradiction' }],
    });
  });

  it('a parcel that left with a cancelled unit inside has left, and somebody is told', () => {
    const answer = tell(withLines('labelled', lineOf({ packed: 5, cancelled: 1 })), 'HandOverParcel');
    expect(typesOf(answer)).toEqual(['ParcelHandedOver']);
    expect(answer.tasks).toMatchObject([
      { kind: 'contradiction', values: { number: '1042', name: 'White mug', quantity: 1 } },
    ]);
  });

  it('units reported missing that were cancelled too: the rest is missing, the bins are counted', () => {
    const parcel = withLines('packing', lineOf({ packed: 2, cancelled: 2 }));
    const answer = tell(parcel, 'ReportItem', { quantity: 3 });
    expect(answer.events).toMatchObject([{ type: 'ItemMissing', lineNo: 1, quantity: 1 }]);
    expect(answer.tasks).toMatchObject([
      { kind: 'count-bin', values: { location: 'A-01-1', quantity: 1 } },
      { kind: 'count-bin', values: { location: 'A-01-2', quantity: 1 } },
    ]);
    const all = tell(withLines('packing', lineOf({ packed: 2, cancelled: 3 })), 'ReportItem', {
      quantity: 3,
    });
    expect(all.events).toEqual([]);
    expect(all.tasks.reduce((sum, { values }) => sum + Number(values['quantity']), 0)).toBe(3);
  });

  it('units taken from another bin that were cancelled meanwhile go back, those that are wanted count', () => {
    const parcel = withLines('packing', lineOf({ packed: 2, cancelled: 2 }));
    const answer = tell(parcel, 'FetchItem', { quantity: 3 });
    expect(answer.events).toMatchObject([
      { type: 'UnitsFetched', lineNo: 1, quantity: 1, from: 'B-07' },
      { type: 'SparePicked', sku: 'MUG', quantity: 2, from: 'B-07', tote: null },
    ]);
    expect(answer.tasks.map(({ kind }) => kind)).toContain('count-bin');
    expect(answer.refusal).not.toBeNull();
    const none = tell(withLines('packing', lineOf({ packed: 2, cancelled: 3 })), 'FetchItem', {
      quantity: 1,
    });
    expect(none.events).toMatchObject([{ type: 'SparePicked', quantity: 1 }]);
  });

  it('releasing a rest that was cancelled first is already so', () => {
    const parcel = withLines('packing', lineOf({ packed: 2, cancelled: 3 }));
    expect(tell(parcel, 'ShipPart')).toEqual({ events: [], tasks: [], refusal: null });
  });

  it.each(['PackItem', 'SealParcel', 'HandOverParcel', 'ReportItem', 'FetchItem'] as const)(
    '%s of a bench that does not hold the parcel is not about this box: a task, no event',
    (type) => {
      for (const actor of [
        { ...actorHere, fence: 0 },
        { ...actorHere, stationId: elsewhere },
      ]) {
        const answer = answerFact(parcelIn.packing, parcelCommandOf[type], actor);
        expect(answer.events).toEqual([]);
        expect(answer.tasks).toMatchObject([
          { kind: 'duplicate-pack', values: { number: '1042', command: type } },
        ]);
      }
    },
  );

  it('a fact about a parcel nobody knows, or one that is cancelled, becomes a task', () => {
    expect(tell(null, 'PackItem')).toMatchObject({ events: [], refusal: { code: 'parcel-unknown' } });
    const answer = tell(parcelIn.cancelled, 'PackItem');
    expect(answer).toMatchObject({ events: [], tasks: [{ kind: 'contradiction' }] });
    expect(answer.tasks[0]?.values).toMatchObject({ code: 'parcel-cancelled' });
  });

  it('a second box for a rest that was cancelled first becomes a task', () => {
    const parcel = withLines('packing', lineOf({ packed: 2, cancelled: 3 }));
    expect(tell(parcel, 'StartNextBox', { newParcelId: nextParcel })).toMatchObject({
      events: [],
      tasks: [{ kind: 'contradiction', values: { code: 'parcel-complete' } }],
    });
  });

  it('an item that was never ordered is not made to fit', () => {
    expect(tell(parcelIn.packing, 'PackItem', { sku: skuOf('SOAP') })).toMatchObject({
      events: [],
      refusal: { code: 'item-not-in-order' },
    });
    expect(tell(parcelIn.packing, 'ReportItem', { sku: skuOf('SOAP') }).events).toEqual([]);
  });
});

describe('what follows when the order refuses', () => {
  it('stock that turned up for a cancelled order is not packed: the parcel does without it', () => {
    const lines = [{ lineNo: 1, quantity: 2 }];
    expect(
      afterOrderRefusal(firstParcel, { type: 'RestoreAllocation', warehouseId: 'leeds' as never, lines }),
    ).toEqual([{ type: 'CancelParcelLine', parcelId: firstParcel, lineNo: 1, quantity: 2 }]);
    expect(afterOrderRefusal(firstParcel, { type: 'ReleaseAllocation', reason: 'r', lines })).toEqual([]);
  });
});

/** A bench packs a whole order while it cannot be reached; head office cancels some of it in between. */
function packOffline(world: World, cancelAt: number, lineNo: number, quantity: number): FactAnswer[] {
  const parcel = world.parcels.get(firstParcel) as Parcel;
  const about = { parcelId: firstParcel };
  const sealedBy = opIdOf(900);
  const facts: ParcelCommand[] = [
    ...parcel.lines.flatMap<ParcelCommand>((line) =>
      Array.from({ length: line.expected }, () => ({
        ...about,
        type: 'PackItem',
        opId: newOp(world),
        sku: line.sku,
        quantity: 1,
      })),
    ),
    { ...about, type: 'ChooseBox', boxId: boxIdOf('B3') },
    { ...about, type: 'SealParcel', opId: sealedBy, sscc, weightGrams: 1 },
    { ...about, type: 'RecordLabel', label: { jobId: sealedBy, attempt: 1, outcome: 'sent' } },
    { ...about, type: 'HandOverParcel', sscc },
  ];
  return facts.map((fact, index) => {
    if (index === cancelAt % facts.length) cancelOrderLine(world, lineNo, quantity);
    return hear(world, fact);
  });
}

describe('law 3: a bench offline and a customer who cancels', () => {
  it('whenever it is cancelled, what left the building is off the shelf, and what should not have left has a task', () => {
    const plan = fc.array(
      fc.record({ bins: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }) }),
      { minLength: 2, maxLength: 3 },
    );
    holds(
      fc.property(
        plan,
        fc.nat({ max: 30 }),
        fc.nat({ max: 1 }),
        fc.integer({ min: 1, max: 3 }),
        (...given) => {
          const [lines, cancelAt, line, quantity] = given;
          const world = startWorld(lines);
          const units = lines.flatMap(({ bins }) => bins).reduce((sum, one) => sum + one, 0);
          packOffline(world, cancelAt, line + 1, quantity);
          const parcel = world.parcels.get(firstParcel) as Parcel;
          expect(parcel.state).toBe('handed-over');
          expect(unitsPacked(parcel)).toBe(units);
          const shipped = world.order.lines.reduce((sum, { shipped: one }) => sum + one, 0);
          const left = [...world.levels.values()].reduce(
            (sum, places) => sum + (places.get(outsideLocations.customer) ?? 0),
            0,
          );
          expect(left).toBe(units);
          const tooMany = units - shipped;
          expect(tooMany).toBe(world.order.lines.reduce((sum, { cancelled }) => sum + cancelled, 0));
          const asked = world.tasks
            .filter(({ kind }) => kind === 'take-out-cancelled')
            .reduce((sum, { values }) => sum + Number(values['quantity']), 0);
          expect(asked).toBe(tooMany);
          expect(world.tasks.some(({ kind }) => kind === 'contradiction')).toBe(tooMany > 0);
          expect([...world.reserved]).toEqual([]);
          expect(world.refusedByOrder).toEqual([]);
          expect(world.order.state).toBe('closed');
        },
      ),
    );
  });

  it('a box opened again loses the unit that should not be in it', () => {
    const world = startWorld([{ bins: [3] }, { bins: [2] }]);
    const sku = (world.parcels.get(firstParcel) as Parcel).lines[0]?.sku ?? skuOf('');
    const about = { parcelId: firstParcel };
    const opId = newOp(world);
    hear(world, { ...about, type: 'PackItem', opId, sku, quantity: 3 });
    cancelOrderLine(world, 1, 3);
    hear(world, { ...about, type: 'UndoAct', undoes: opId });
    expect((world.parcels.get(firstParcel) as Parcel).lines[0]).toMatchObject({ packed: 0, cancelled: 3 });
    expect(act(world, { ...about, type: 'PackItem', opId: newOp(world), sku, quantity: 1 }).ok).toBe(false);
  });
});
