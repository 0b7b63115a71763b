import { describe, expect, it } from 'vitest';
import { opIdOf } from '../domain/ids.test-kit';
import { evolveParcel, foldParcels } from '../domain/parcel/evolve';
import type { Parcel, ParcelCommand } from '../domain/parcel/parcel';
import {
  elsewhere,
  firstParcel,
  here,
  lampLine,
  lineOf,
  nextParcel,
  parcelIn,
} from '../domain/parcel/parcel.test-kit';
import { actorOf, answerOp, decideOp, overlay, parcelCommandOf } from './apply-op';
import { type OpType, opTypes, promiseOpTypes } from './op';
import { opOf } from './op.test-kit';

/** Op type to command type; null for what is about the bench and changes no parcel. */
const commandOf: Record<OpType, ParcelCommand['type'] | null> = {
  'parcel.claim': 'LeaseParcel',
  'parcel.open': 'OpenParcel',
  'parcel.open-provisional': 'OpenProvisionally',
  'parcel.pack-item': 'PackItem',
  'parcel.report-item': 'ReportItem',
  'parcel.undo': 'UndoAct',
  'parcel.choose-box': 'ChooseBox',
  'parcel.next-box': 'StartNextBox',
  'parcel.ship-part': 'ShipPart',
  'parcel.hold': 'HoldParcel',
  'parcel.resume': 'ResumeParcel',
  'parcel.seal': 'SealParcel',
  'parcel.reopen': 'ReopenParcel',
  'parcel.record-label': 'RecordLabel',
  'parcel.verify': 'VerifyParcel',
  'parcel.prove-tag': 'ProveTag',
  'parcel.hand-over': 'HandOverParcel',
  'stock.move': null,
  'transfer.load': null,
  'transfer.unload': null,
  'transfer.depart': null,
  'task.begin': null,
  'return.take': null,
  'return.undo': null,
  'return.shelve': null,
  'return.report': null,
  'return.finish': null,
  'receipt.take': null,
  'receipt.undo': null,
  'receipt.finish': null,
  'code.propose': null,
  'photo.take': null,
  'tour.claim': null,
  'tour.begin': null,
  'tour.take-tote': null,
  'tour.pick': 'PickUnits',
  'tour.put-back': 'PutBackUnits',
  'tour.skip-bin': null,
  'tour.look-elsewhere': 'MoveSource',
  'tour.short': 'ReportShort',
  'tour.drop': null,
  'tour.give-back': null,
  'task.done': null,
  'parcel.answer-cancel': 'AnswerCancel',
  'parcel.give-back': 'GiveBackLease',
  'counter.sell': null,
  'order.take': null,
  'stock.count': null,
  'till.count': null,
  'bench.log-in': null,
  'bench.log-out': null,
  'bench.lost-op': null,
  'bench.refuse-scan': null,
  'bench.lock-person': null,
  'bench.unlock-person': null,
};

describe('an op and its command', () => {
  it.each(opTypes)('%s carries its whole body over', (type) => {
    const op = opOf(type);
    const command = parcelCommandOf(op, here);
    expect(command?.type ?? null).toBe(commandOf[type]);
    if (command) expect(command).toMatchObject({ parcelId: firstParcel });
    const { code: _code, scanId: _scanId, tourId: _tourId, ...body } = op.body as Record<string, unknown>;
    if (command) expect(command).toMatchObject(body);
  });

  it('acts that can be undone carry the id of their op', () => {
    for (const type of ['parcel.pack-item', 'parcel.report-item', 'parcel.seal'] as const)
      expect(parcelCommandOf(opOf(type), here)).toMatchObject({ opId: opIdOf(50) });
  });

  it('a claim names the station of the token, and is decided without a fence', () => {
    expect(parcelCommandOf(opOf('parcel.claim'), elsewhere)).toMatchObject({ stationId: elsewhere });
    expect(actorOf(opOf('parcel.claim'), here)).toBeNull();
  });

  it('everything else acts as the station of the token under the fence of the op', () => {
    expect(actorOf(opOf('parcel.open', { fence: 3 }), elsewhere)).toEqual({
      stationId: elsewhere,
      personId: 'ayse',
      fence: 3,
    });
    expect(actorOf(opOf('parcel.open', { fence: null }), here)?.fence).toBe(0);
  });

  it('a parcel op that names no parcel is about nothing', () => {
    expect(parcelCommandOf(opOf('parcel.open', { parcelId: null }), here)).toBeNull();
  });
});

describe('head office answers an op', () => {
  it('about the bench: applied, no events', () => {
    for (const type of ['bench.log-in', 'bench.log-out', 'bench.lost-op', 'bench.refuse-scan'] as const) {
      const answer = { status: 'applied', events: [], tasks: [], refusal: null };
      expect(answerOp(null, opOf(type), here)).toEqual(answer);
      expect(decideOp(null, opOf(type), here)).toEqual({ ok: true, events: [] });
    }
  });

  it('that agrees: applied, with events that remember the op', () => {
    const answer = answerOp(parcelIn.packing, opOf('parcel.pack-item'), here);
    expect(answer).toMatchObject({ status: 'applied', refusal: null, tasks: [] });
    expect(answer.events).toMatchObject([{ type: 'ItemPacked', stationSeq: 7 }]);
    expect(decideOp(parcelIn.packing, opOf('parcel.pack-item'), here)).toEqual({
      ok: true,
      events: answer.events,
    });
  });

  it('law 3: a claim may be refused', () => {
    expect(answerOp(parcelIn.packing, opOf('parcel.claim'), elsewhere)).toMatchObject({
      status: 'refused',
      events: [],
      refusal: { code: 'parcel-not-held-here' },
    });
    expect(answerOp(parcelIn.released, opOf('parcel.claim'), here)).toMatchObject({
      status: 'applied',
      events: [{ type: 'ParcelLeased', stationId: here, fence: 1 }],
    });
  });

  it.each(opTypes.filter((type) => !promiseOpTypes.has(type)))('law 3: %s is never refused', (type) => {
    const parcels = [...Object.values(parcelIn), { ...parcelIn.packing, fence: 9 } as Parcel];
    for (const parcel of parcels) expect(answerOp(parcel, opOf(type), here).status).not.toBe('refused');
  });

  it('law 3: that contradicts: applied all the same, with a task and the reason', () => {
    const parcel = { ...parcelIn.packing, lines: [lineOf({ packed: 1, cancelled: 4 }), lampLine] } as Parcel;
    expect(answerOp(parcel, opOf('parcel.pack-item'), here)).toMatchObject({
      status: 'contradiction',
      events: [{ type: 'ItemPacked', stationSeq: 7 }],
      tasks: [{ kind: 'take-out-cancelled', values: { quantity: 1 } }],
      refusal: { code: 'item-complete' },
    });
  });

  it('law 2: under an old fence: a contradiction that changes nothing', () => {
    const parcel = { ...parcelIn.packing, fence: 2 } as Parcel;
    expect(answerOp(parcel, opOf('parcel.pack-item'), here)).toMatchObject({
      status: 'contradiction',
      events: [],
      refusal: { code: 'parcel-fence-old' },
    });
  });
});

describe('the overlay', () => {
  const pulled = (...parcels: (Parcel | null)[]): Map<string, Parcel> =>
    new Map(parcels.flatMap((parcel) => (parcel ? [[parcel.parcelId, parcel] as const] : [])));
  const shownAfter = (
    parcels: Map<string, Parcel>,
    ...ops: Parameters<typeof overlay>[1][number][]
  ): Parcel => {
    overlay(parcels, ops, here);
    return parcels.get(firstParcel) as Parcel;
  };

  it('shows an own op at once', () => {
    const shown = shownAfter(pulled(parcelIn.packing), opOf('parcel.pack-item'));
    expect(shown.lines[0]?.packed).toBe(3);
    expect(shown.stationSeq).toBe(7);
  });

  it('leaves the pulled document itself alone (law 7)', () => {
    const before = structuredClone(parcelIn.packing);
    shownAfter(pulled(parcelIn.packing), opOf('parcel.pack-item'), opOf('parcel.hold', { stationSeq: 8 }));
    expect(parcelIn.packing).toEqual(before);
  });

  it('does not show a claim before it is answered', () => {
    const shown = shownAfter(pulled(parcelIn.released), opOf('parcel.claim', { fence: null }));
    expect(shown).toEqual(parcelIn.released);
  });

  it('does not show an op under an old fence', () => {
    const taken = { ...parcelIn.packing, fence: 2 } as Parcel;
    expect(shownAfter(pulled(taken), opOf('parcel.pack-item'), opOf('parcel.hold'))).toEqual(taken);
  });

  it('does not show what was done to a parcel another bench holds now', () => {
    const theirs = { ...parcelIn.packing, holder: elsewhere, fence: 1 } as Parcel;
    expect(shownAfter(pulled(theirs), opOf('parcel.pack-item'))).toEqual(theirs);
  });

  it('does not fold an op twice when the parcel came before its answer', () => {
    const op = opOf('parcel.ship-part', { stationSeq: 7 });
    const undo = opOf('parcel.undo', { stationSeq: 8, opId: opIdOf(51) });
    const parcels = pulled(parcelIn.packing);
    overlay(parcels, [op, undo], here);
    const asHeadOfficeHasIt = parcels.get(firstParcel) as Parcel;
    expect(shownAfter(pulled(asHeadOfficeHasIt), op, undo)).toEqual(asHeadOfficeHasIt);
  });

  it('begins a next box once, and folds later ops over it', () => {
    const next = opOf('parcel.next-box', { stationSeq: 7 });
    const pack = opOf('parcel.pack-item', { stationSeq: 8, parcelId: nextParcel });
    const parcels = pulled(parcelIn.packing);
    overlay(parcels, [next, pack], here);
    expect(parcels.get(nextParcel)).toMatchObject({ boxNumber: 2, state: 'packing', stationSeq: 8 });
    expect(parcels.get(nextParcel)?.lines[0]).toMatchObject({ expected: 3, packed: 1 });

    const half = new Map(parcels);
    half.set(firstParcel, parcelIn.packing as Parcel);
    overlay(half, [next, pack], here);
    expect(half).toEqual(parcels);
  });

  it('counts from the beginning again under a new lease', () => {
    const leasedAgain = evolveParcel(
      { ...(parcelIn.packing as Parcel), stationSeq: 40 },
      { type: 'LeaseEnded', parcelId: firstParcel, fence: 2 },
    );
    const parcels = pulled(leasedAgain);
    foldParcels(parcels, [{ type: 'ParcelLeased', parcelId: firstParcel, stationId: here, fence: 3 }]);
    expect(parcels.get(firstParcel)?.stationSeq).toBe(0);
    const shown = shownAfter(parcels, opOf('parcel.open', { stationSeq: 2, fence: 3 }));
    expect(shown).toMatchObject({ state: 'packing', stationSeq: 2 });
  });

  it('passes over ops of the bench and of parcels it does not know', () => {
    const parcels = pulled(parcelIn.packing);
    overlay(parcels, [opOf('bench.log-in'), opOf('parcel.open', { parcelId: nextParcel })], here);
    expect(parcels).toEqual(pulled(parcelIn.packing));
  });
});
