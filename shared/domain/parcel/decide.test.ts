import { describe, expect, it } from 'vitest';
import type { Decision } from '../decision';
import { boxIdOf, opIdOf, skuOf } from '../ids.test-kit';
import { decideParcel } from './decide';
import { expectValues } from '../refusal-values.test-kit';
import { evolveParcel } from './evolve';
import { type Parcel, type ParcelCommand, type ParcelEvent, parcelStates } from './parcel';
import { type ParcelColumn, parcelColumns, parcelTable } from './parcel-table.test-kit';
import {
  actorFor,
  actorHere,
  boxed,
  elsewhere,
  firstParcel,
  here,
  labelled,
  lampLine,
  leased,
  lineOf,
  nextParcel,
  packedOf,
  parcelAfter,
  parcelCommandOf,
  parcelIn,
  planOf,
  sealed,
  sealedByOp,
  sscc,
  started,
} from './parcel.test-kit';
import { parcelTransitions } from './transitions';

function cellOf(decision: Decision<ParcelEvent>): readonly string[] | string {
  if (decision.ok) return decision.events.map((event) => event.type);
  expectValues(decision.refusal);
  return decision.refusal.code;
}

function decide(
  parcel: Parcel | null,
  type: ParcelCommand['type'],
  over: object = {},
): Decision<ParcelEvent> {
  return decideParcel(parcel, { ...parcelCommandOf[type], ...over } as ParcelCommand, actorFor(type, parcel));
}

const cells = (Object.keys(parcelTable) as ParcelCommand['type'][]).flatMap((command) =>
  (Object.keys(parcelTable[command]) as ParcelColumn[]).map((state) => ({
    command,
    state,
    expected: parcelTable[command][state],
  })),
);

describe('parcel: every command in every state', () => {
  it('has a cell for every state', () => {
    expect([...parcelColumns].sort()).toEqual(['none', 'complete', 'held', ...parcelStates].sort());
    for (const row of Object.values(parcelTable)) {
      expect(Object.keys(row).sort()).toEqual([...parcelColumns].sort());
    }
  });

  it('stands on parcels that are in the state of their column', () => {
    for (const state of parcelStates) expect(parcelIn[state]?.state).toBe(state);
    expect(parcelIn.none).toBeNull();
    expect(parcelIn.complete?.state).toBe('packing');
    expect(parcelIn.held).toMatchObject({ state: 'packing', hold: { reason: 'bench' } });
  });

  it.each(cells)('$command when $state: $expected', ({ command, state, expected }) => {
    expect(cellOf(decide(parcelIn[state], command))).toEqual(expected);
  });

  it.each(cells.filter(({ expected }) => Array.isArray(expected)))(
    '$command when $state writes no event the machine has no arrow for',
    ({ command, state }) => {
      const decision = decide(parcelIn[state], command);
      const before = parcelIn[state];
      if (!decision.ok || !before) throw new Error('the table says it is accepted');
      const moving = new Set(Object.values(parcelTransitions).flatMap((moves) => Object.keys(moves)));
      for (const event of decision.events) {
        if (!moving.has(event.type) || event.type === 'LabelPrinted') continue;
        expect(Object.keys(parcelTransitions[before.state])).toContain(event.type);
      }
    },
  );
});

describe('law 2: a parcel is held by one station under a fence', () => {
  const packing = parcelIn.packing;
  // A provisional pack is for whoever does not hold the parcel: provisional.test.ts.
  const benchCommands = (Object.keys(parcelCommandOf) as ParcelCommand['type'][]).filter(
    (type) => actorFor(type, packing) !== null && type !== 'OpenProvisionally',
  );

  it.each(benchCommands)('%s of another station is refused', (type) => {
    const actor = { ...actorHere, stationId: elsewhere };
    expect(cellOf(decideParcel(packing, parcelCommandOf[type], actor))).toBe('parcel-not-held-here');
  });

  it.each(benchCommands)('%s under an old fence is refused, and under one not yet given', (type) => {
    for (const fence of [0, 2]) {
      expect(cellOf(decideParcel(packing, parcelCommandOf[type], { ...actorHere, fence }))).toBe(
        'parcel-fence-old',
      );
    }
  });

  it('every lease and every end of a lease takes a new fence', () => {
    const given = decideParcel(parcelIn.released, parcelCommandOf.LeaseParcel, null);
    expect(given).toMatchObject({ events: [{ type: 'ParcelLeased', stationId: here, fence: 1 }] });
    const ended = decideParcel(packing, parcelCommandOf.EndLease, null);
    expect(ended).toMatchObject({ events: [{ type: 'LeaseEnded', fence: 2 }] });
    const after = evolveParcel(packing, { type: 'LeaseEnded', parcelId: firstParcel, fence: 2 });
    expect(after).toMatchObject({ state: 'released', holder: null, fence: 2 });
    expect(decideParcel(after, parcelCommandOf.LeaseParcel, null)).toMatchObject({ events: [{ fence: 3 }] });
  });

  it.each(['leased', 'packing', 'complete', 'held'] as const)(
    'a parcel that is %s elsewhere is not leased again',
    (state) => {
      const command: ParcelCommand = { type: 'LeaseParcel', parcelId: firstParcel, stationId: elsewhere };
      expect(cellOf(decideParcel(parcelIn[state], command, null))).toBe('parcel-not-held-here');
    },
  );

  it('is handed over once', () => {
    expect(cellOf(decide(parcelIn.labelled, 'HandOverParcel'))).toEqual(['ParcelHandedOver']);
    expect(cellOf(decide(parcelIn['handed-over'], 'HandOverParcel'))).toBe('parcel-handed-over');
  });

  it('takes the same act once, however often it is told', () => {
    for (const type of ['PackItem', 'ReportItem'] as const) {
      const first = decide(packing, type);
      if (!first.ok || !packing) throw new Error('accepted');
      const after = first.events.reduce<Parcel>((parcel, event) => evolveParcel(parcel, event), packing);
      expect(cellOf(decide(after, type))).toEqual([]);
    }
  });
});

const mug = { sku: skuOf('MUG') };
const lineCases: ReadonlyArray<
  [name: string, lines: Parcel['lines'], over: object, expected: readonly string[] | string, values?: object]
> = [
  ['the rest of a line', [lineOf({ packed: 2 })], { quantity: 3 }, ['ItemPacked']],
  [
    'one more than the rest',
    [lineOf({ packed: 2 })],
    { quantity: 4 },
    'item-too-many',
    { left: 3, quantity: 4 },
  ],
  ['one more of a full line', [lineOf({ packed: 5 })], {}, 'item-complete', { left: 0, name: 'White mug' }],
  ['one more when the rest is missing', [lineOf({ packed: 3, missing: 2 })], {}, 'item-complete'],
  ['one more when the rest is damaged', [lineOf({ packed: 3, damaged: 2 })], {}, 'item-complete'],
  ['one more when the rest is cancelled', [lineOf({ packed: 3, cancelled: 2 })], {}, 'item-complete'],
  [
    'an item of a line cancelled whole',
    [lineOf({ cancelled: 5 })],
    {},
    'line-cancelled',
    { name: 'White mug' },
  ],
  ['an item that is not in the parcel', [lampLine], {}, 'item-not-in-order', { sku: 'MUG', number: '1042' }],
  ['an item whose line went elsewhere', [lineOf({ expected: 0, sources: [] })], {}, 'item-not-in-order'],
  ['none', [lineOf()], { quantity: 0 }, 'quantity-not-positive'],
  ['half of one', [lineOf()], { quantity: 0.5 }, 'quantity-not-positive'],
];

describe('parcel: which line takes an item', () => {
  it.each(lineCases)('%s', (_name, lines, over, expected, values) => {
    const parcel = { ...parcelIn.packing, lines } as Parcel;
    for (const type of ['PackItem', 'ReportItem'] as const) {
      const decision = decide(parcel, type, over);
      const wanted = type === 'ReportItem' && Array.isArray(expected) ? ['ItemMissing'] : expected;
      expect(cellOf(decision)).toEqual(wanted);
      if (values) expect(!decision.ok && decision.refusal.values).toMatchObject(values);
    }
  });

  it('fills the second line of the same item when the first is full', () => {
    const twice = [lineOf({ expected: 1, packed: 1 }), lineOf({ lineNo: 3, expected: 2 })];
    const decision = decide({ ...parcelIn.packing, lines: twice } as Parcel, 'PackItem', mug);
    expect(decision).toMatchObject({ events: [{ type: 'ItemPacked', lineNo: 3, quantity: 1 }] });
  });

  it('says how many at most one line still takes', () => {
    const twice = [lineOf({ expected: 1 }), lineOf({ lineNo: 3, expected: 2 })];
    const decision = decide({ ...parcelIn.packing, lines: twice } as Parcel, 'PackItem', { quantity: 3 });
    expect(decision).toMatchObject({ refusal: { code: 'item-too-many', values: { left: 2 } } });
  });

  it('tells missing from damaged', () => {
    expect(cellOf(decide(parcelIn.packing, 'ReportItem', { problem: 'damaged' }))).toEqual(['ItemDamaged']);
  });
});

const inPacking = (...lines: Parcel['lines']): Parcel => ({ ...parcelIn.packing, lines }) as Parcel;

const situations: ReadonlyArray<
  [
    name: string,
    parcel: Parcel | null,
    type: ParcelCommand['type'],
    over: object,
    expected: readonly string[] | string,
  ]
> = [
  [
    'opening a leased parcel on hold',
    { ...parcelIn.leased, hold: { reason: 'x', by: null } } as Parcel,
    'OpenParcel',
    {},
    'parcel-on-hold',
  ],
  ['undoing what never happened', parcelIn.packing, 'UndoAct', { undoes: opIdOf(77) }, 'nothing-to-undo'],
  ['sealing an empty box', inPacking(lineOf()), 'SealParcel', {}, 'parcel-empty'],
  [
    'sealing a box with nothing wanted in it',
    inPacking(lineOf({ missing: 5 })),
    'SealParcel',
    {},
    'parcel-empty',
  ],
  ['sealing with units to pack', inPacking(lineOf({ packed: 4 })), 'SealParcel', {}, 'parcel-incomplete'],
  [
    'sealing when the rest is missing',
    inPacking(lineOf({ packed: 4, missing: 1 })),
    'SealParcel',
    {},
    ['ParcelSealed'],
  ],
  [
    'sealing when the rest is cancelled',
    inPacking(lineOf({ packed: 4, cancelled: 1 })),
    'SealParcel',
    {},
    ['ParcelSealed'],
  ],
  [
    'sealing with a cancelled unit inside',
    inPacking(lineOf({ packed: 5, cancelled: 1 })),
    'SealParcel',
    {},
    'line-cancelled',
  ],
  [
    'sealing with a cancelled unit inside and others missing',
    inPacking(lineOf({ packed: 3, missing: 2, cancelled: 1 })),
    'SealParcel',
    {},
    'line-cancelled',
  ],
  [
    'sealing without a box',
    { ...parcelIn.complete, boxId: null } as Parcel,
    'SealParcel',
    {},
    'box-not-chosen',
  ],
  ['a second box for an empty first', inPacking(lineOf()), 'StartNextBox', {}, 'parcel-empty'],
  ['shipping part of nothing', inPacking(lineOf()), 'ShipPart', {}, 'parcel-empty'],
  [
    'ending a box for which nothing could be found',
    inPacking(lineOf({ missing: 5 })),
    'ShipPart',
    {},
    ['ParcelCancelled'],
  ],
  [
    'handing over the wrong label',
    parcelIn.labelled,
    'HandOverParcel',
    { sscc: '006141412345678901' },
    'label-wrong',
  ],
  [
    'handing over on hold',
    { ...parcelIn.labelled, hold: { reason: 'x', by: null } } as Parcel,
    'HandOverParcel',
    {},
    'parcel-on-hold',
  ],
  [
    'handing over with a cancelled unit inside',
    { ...parcelIn.labelled, lines: [lineOf({ packed: 5, cancelled: 1 })] } as Parcel,
    'HandOverParcel',
    {},
    'line-cancelled',
  ],
  [
    'handing over with a cancelled unit inside and others missing',
    { ...parcelIn.labelled, lines: [lineOf({ packed: 3, missing: 2, cancelled: 1 })] } as Parcel,
    'HandOverParcel',
    {},
    'line-cancelled',
  ],
  [
    'the label of a seal that was taken back',
    parcelAfter(
      planOf(),
      leased,
      started,
      boxed,
      packedOf(1, 1, 5),
      packedOf(2, 2, 2),
      sealed,
      {
        type: 'ParcelReopened',
        reason: 'x',
      },
      { type: 'ParcelSealed', opId: opIdOf(91), sscc: '006141412345678901', weightGrams: 2700 },
    ),
    'RecordLabel',
    {},
    [],
  ],
  [
    'cancelling a line that is not there',
    parcelIn.packing,
    'CancelParcelLine',
    { lineNo: 9 },
    'line-unknown',
  ],
  ['cancelling none', parcelIn.packing, 'CancelParcelLine', { quantity: 0 }, 'quantity-not-positive'],
  [
    'cancelling more than the line has',
    parcelIn.packing,
    'CancelParcelLine',
    { quantity: 6 },
    'more-than-open',
  ],
  [
    'cancelling what is missing already',
    inPacking(lineOf({ missing: 1, damaged: 1 })),
    'CancelParcelLine',
    { quantity: 4 },
    'more-than-open',
  ],
  [
    'cancelling all that is left, box empty',
    inPacking(lineOf({ missing: 1, damaged: 1 })),
    'CancelParcelLine',
    { quantity: 3 },
    ['ParcelLineCancelled', 'ParcelCancelled'],
  ],
  [
    'cancelling all, box not empty',
    inPacking(lineOf({ packed: 1 })),
    'CancelParcelLine',
    { quantity: 5 },
    ['ParcelLineCancelled'],
  ],
  [
    'cancelling one line of two',
    inPacking(lineOf(), lampLine),
    'CancelParcelLine',
    { quantity: 5 },
    ['ParcelLineCancelled'],
  ],
  [
    'cancelling a parcel nobody has taken up',
    { ...parcelIn.released, lines: [lineOf()] } as Parcel,
    'CancelParcelLine',
    { quantity: 5 },
    ['ParcelLineCancelled', 'ParcelCancelled'],
  ],
  [
    'cancelling a parcel that waits on a bench',
    { ...parcelIn.leased, lines: [lineOf()] } as Parcel,
    'CancelParcelLine',
    { quantity: 5 },
    ['ParcelLineCancelled', 'ParcelCancelled'],
  ],
  [
    'taking out the last cancelled unit',
    { ...parcelIn.packing, lines: [lineOf({ packed: 2, cancelled: 5 })] } as Parcel,
    'UndoAct',
    {},
    ['ActUndone', 'ParcelCancelled'],
  ],
];

describe('parcel: situations', () => {
  it.each(situations)('%s', (_name, parcel, type, over, expected) => {
    expect(cellOf(decide(parcel, type, over))).toEqual(expected);
  });

  it('take every arrow of the machine: none is drawn that nothing follows', () => {
    const arrows = new Set<string>();
    const take = (parcel: Parcel | null, decision: Decision<ParcelEvent>): void => {
      if (!parcel || !decision.ok) return;
      for (const { type } of decision.events) {
        if (type in parcelTransitions[parcel.state]) arrows.add(`${parcel.state} ${type}`);
      }
    };
    for (const { command, state } of cells) take(parcelIn[state], decide(parcelIn[state], command));
    for (const [, parcel, type, over] of situations) take(parcel, decide(parcel, type, over));
    const drawn = Object.entries(parcelTransitions).flatMap(([from, moves]) =>
      Object.keys(moves).map((event) => `${from} ${event}`),
    );
    expect(arrows).toEqual(new Set(drawn));
  });

  it('says how many are left to pack', () => {
    expect(decide(parcelIn.packing, 'SealParcel')).toMatchObject({
      refusal: { code: 'parcel-incomplete', values: { number: '1042', left: 5 } },
    });
  });

  it('says which item has to come out, and how many', () => {
    const parcel = inPacking(lineOf({ packed: 3, missing: 2, cancelled: 1 }), { ...lampLine, packed: 2 });
    expect(decide(parcel, 'SealParcel')).toMatchObject({
      refusal: { code: 'line-cancelled', values: { name: 'White mug', sku: 'MUG', quantity: 1 } },
    });
  });

  it('seals with what the seal says', () => {
    expect(decide(parcelIn.complete, 'SealParcel')).toMatchObject({
      events: [{ type: 'ParcelSealed', opId: opIdOf(91), sscc, weightGrams: 2700 }],
    });
    expect(parcelIn.sealed).toMatchObject({ sealedBy: sealedByOp, sscc, weightGrams: 2700, label: null });
  });

  it('opened again, has no number, weight or label', () => {
    const again = evolveParcel(parcelIn.labelled, {
      type: 'ParcelReopened',
      parcelId: firstParcel,
      reason: 'x',
    });
    expect(again).toMatchObject({
      state: 'packing',
      sealedBy: null,
      sscc: null,
      weightGrams: null,
      label: null,
    });
    expect(again.acts).toHaveLength(2);
    expect(labelled).toMatchObject({ label: { jobId: sealedByOp } });
  });

  it('holds and resumes with who and why', () => {
    expect(decide(parcelIn.packing, 'HoldParcel', { reason: 'no lid' })).toMatchObject({
      events: [{ reason: 'no lid', by: 'ayse' }],
    });
    const resumed = evolveParcel(parcelIn.held, { type: 'ParcelResumed', parcelId: firstParcel });
    expect(resumed.hold).toBeNull();
  });

  it('remembers who opened it and which box was chosen last', () => {
    expect(parcelIn.packing).toMatchObject({ openedBy: 'ayse', boxId: 'B3' });
    const other = evolveParcel(parcelIn.packing, {
      type: 'BoxChosen',
      parcelId: firstParcel,
      boxId: boxIdOf('B1'),
    });
    expect(other.boxId).toBe('B1');
  });
});

describe('parcel: the next box', () => {
  const decision = decide(parcelIn.packing, 'StartNextBox');
  const [moved, begun] = decision.ok ? decision.events : [];

  it('takes all that is not in this one', () => {
    expect(moved).toMatchObject({
      type: 'RemainderMoved',
      newParcelId: nextParcel,
      lines: [
        { lineNo: 1, quantity: 3 },
        { lineNo: 2, quantity: 2 },
      ],
    });
  });

  it('is held by the same station, open, and numbered after this one', () => {
    expect(begun).toMatchObject({ type: 'NextBoxStarted', parcelId: nextParcel, holder: here, fence: 1 });
    const next = begun ? evolveParcel(null, begun) : null;
    expect(next).toMatchObject({ state: 'packing', boxNumber: 2, openedBy: 'ayse', boxId: null, acts: [] });
    expect(next?.lines.map(({ lineNo, expected, packed }) => ({ lineNo, expected, packed }))).toEqual([
      { lineNo: 1, expected: 3, packed: 0 },
      { lineNo: 2, expected: 2, packed: 0 },
    ]);
  });
});

describe('parcel: events', () => {
  it('before the parcel are a bug', () => {
    expect(() => evolveParcel(null, { type: 'ParcelHandedOver', parcelId: firstParcel })).toThrow(
      'before ParcelReleased',
    );
  });
});
