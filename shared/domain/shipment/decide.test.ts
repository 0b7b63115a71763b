import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../decision';
import { holds } from '../property.test-kit';
import { expectValues } from '../refusal-values.test-kit';
import { decideShipment } from './decide';
import { evolveShipment } from './evolve';
import { isSameNeed, mayBeVoid, referenceOf } from './questions';
import {
  type Shipment,
  type ShipmentCommand,
  type ShipmentEvent,
  shipmentSchema,
  shipmentStates,
} from './shipment';
import {
  at,
  labelFor,
  otherBox,
  shipmentCommandOf,
  shipmentIn,
  shipmentPlan,
  told,
} from './shipment.test-kit';
import { type ShipmentColumn, shipmentColumns, shipmentTable } from './shipment-table.test-kit';
import { shipmentTransitions } from './transitions';

function cellOf(decision: Decision<ShipmentEvent>): readonly string[] | string {
  if (decision.ok) return decision.events.map((event) => event.type);
  expectValues(decision.refusal);
  return decision.refusal.code;
}
const cells = (Object.keys(shipmentTable) as ShipmentCommand['type'][]).flatMap((command) =>
  shipmentColumns.map((state) => ({ command, state, expected: shipmentTable[command][state] })),
);

describe('shipment: every command in every state', () => {
  it('has a cell for every state, on shipments that are in it', () => {
    expect([...shipmentColumns].sort()).toEqual(['none', 'left', ...shipmentStates].sort());
    for (const state of shipmentStates) expect(shipmentIn[state]?.state).toBe(state);
    for (const state of shipmentColumns)
      if (shipmentIn[state]) expect(shipmentSchema.parse(shipmentIn[state])).toEqual(shipmentIn[state]);
  });

  it.each(cells)('$command when $state: $expected', ({ command, state, expected }) => {
    expect(cellOf(decideShipment(shipmentIn[state], shipmentCommandOf[command]))).toEqual(expected);
  });
});

const situations: [
  name: string,
  from: ShipmentColumn | Shipment,
  command: ShipmentCommand,
  told: readonly string[] | string,
][] = [
  ['the same box again is nothing new, bought', 'bought', { type: 'PlanShipment', plan: shipmentPlan() }, []],
  [
    'the same box again is nothing new, planned',
    'planned',
    { type: 'PlanShipment', plan: shipmentPlan() },
    [],
  ],
  [
    'the same box under a new fence is planned anew',
    'planned',
    { type: 'PlanShipment', plan: shipmentPlan({ fence: 2 }) },
    ['ShipmentReplanned'],
  ],
  ['the same box again is nothing new, buying', 'buying', { type: 'PlanShipment', plan: shipmentPlan() }, []],
  ['a double click buys once', 'buying', shipmentCommandOf.StartPurchase, []],
  [
    'an old fence buys nothing',
    'planned',
    { ...shipmentCommandOf.StartPurchase, parcelFence: 2 },
    'parcel-fence-old',
  ],
  [
    'abroad without customs data',
    'planned',
    { ...shipmentCommandOf.StartPurchase, customsMissing: ['MUG'] },
    'customs-missing',
  ],
  [
    'a label of an earlier purchase says nothing',
    'buying',
    { type: 'RecordLabel', label: labelFor({ ...shipmentPlan(), attempt: 7 }) },
    [],
  ],
  [
    'void behind the deadline',
    'bought',
    { ...shipmentCommandOf.RequestVoid, at: '2026-03-09T10:00:00.001Z' },
    'void-too-late',
  ],
  [
    'a typed number twice',
    told(shipmentIn.planned, shipmentCommandOf.TakeNumber),
    shipmentCommandOf.TakeNumber,
    [],
  ],
  [
    'the box changed while the label was bought: it is given back at once',
    told(shipmentIn.buying, { type: 'PlanShipment', plan: otherBox }),
    shipmentCommandOf.RecordLabel,
    ['LabelBought', 'VoidRequested'],
  ],
  [
    'and when that void is told, the label of the new box is planned',
    told(shipmentIn.buying, { type: 'PlanShipment', plan: otherBox }, shipmentCommandOf.RecordLabel),
    shipmentCommandOf.RecordVoid,
    ['LabelVoided', 'ShipmentPlanned'],
  ],
  [
    'the box changed back while the label was bought',
    told(shipmentIn.buying, { type: 'PlanShipment', plan: otherBox }),
    { type: 'PlanShipment', plan: shipmentPlan() },
    ['ShipmentAwaits'],
  ],
  [
    'called off while buying: given back when it comes',
    told(shipmentIn.buying, shipmentCommandOf.RequestVoid),
    shipmentCommandOf.RecordLabel,
    ['LabelBought', 'VoidRequested'],
  ],
  [
    'called off while buying, and refused',
    told(shipmentIn.buying, shipmentCommandOf.RequestVoid),
    shipmentCommandOf.RecordFailure,
    ['PurchaseFailed', 'ShipmentWithdrawn'],
  ],
  [
    'the box changed while buying, and refused',
    told(shipmentIn.buying, { type: 'PlanShipment', plan: otherBox }),
    shipmentCommandOf.RecordFailure,
    ['PurchaseFailed', 'ShipmentPlanned'],
  ],
  ['a number after a failed purchase', 'failed', shipmentCommandOf.TakeNumber, ['LabelBought']],
  ['lost twice', told(shipmentIn.left, shipmentCommandOf.DeclareLost), shipmentCommandOf.DeclareLost, []],
  [
    'on its way back',
    'left',
    {
      type: 'RecordTracking',
      events: [{ eventId: 'r', status: 'return-to-sender', at, message: '', place: '' }],
    },
    ['TrackingSeen', 'ShipmentReturning'],
  ],
];

describe('shipment: situations', () => {
  it.each(situations)('%s', (_name, from, command, expected) => {
    const shipment = typeof from === 'string' ? shipmentIn[from] : from;
    expect(cellOf(decideShipment(shipment, command))).toEqual(expected);
  });

  it('take every arrow of the machine: none is drawn that nothing follows', () => {
    const arrows = new Set<string>();
    const take = (shipment: Shipment | null, command: ShipmentCommand): void => {
      const decision = decideShipment(shipment, command);
      if (!decision.ok) return;
      let state = shipment;
      for (const event of decision.events) {
        if (state && event.type in shipmentTransitions[state.state])
          arrows.add(`${state.state} ${event.type}`);
        state = evolveShipment(state, event);
      }
    };
    for (const { command, state } of cells) take(shipmentIn[state], shipmentCommandOf[command]);
    for (const [, from, command] of situations)
      take(typeof from === 'string' ? shipmentIn[from] : from, command);
    const drawn = Object.entries(shipmentTransitions).flatMap(([from, moves]) =>
      Object.keys(moves).map((event) => `${from} ${event}`),
    );
    expect([...arrows].sort()).toEqual(drawn.sort());
  });

  it('is void in time or not at all', () => {
    expect(mayBeVoid(shipmentIn.bought as Shipment, at)).toBe(true);
    expect(mayBeVoid(shipmentIn.bought as Shipment, '2026-04-01T00:00:00.000Z')).toBe(false);
    expect(mayBeVoid(shipmentIn.left as Shipment, at)).toBe(false);
  });

  it.each([
    [2700, 2800, true],
    [2700, 2840, false],
    [200, 299, true],
    [20_000, 20_900, true],
  ])('a label for %i g is good for %i g: %s', (one, other, same) => {
    const weighing = (weightGrams: number) =>
      shipmentPlan({ boxed: { boxId: null, weightGrams, size: null } });
    expect(isSameNeed(weighing(one), weighing(other))).toBe(same);
  });
});

// A carrier that may do what it was asked and not be heard, and a head office that hears late, twice, or after a crash.
describe('shipment: never two labels', () => {
  const step = fc.constantFrom(
    'plan',
    'plan-other',
    'buy',
    'carrier-buys',
    'hear',
    'refuse',
    'void',
    'carrier-voids',
    'hear-void',
    'refuse-void',
    'leave',
    'type',
  );

  it('has at most one label in use at the carrier, whatever is asked, in whatever order it is heard', () => {
    holds(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let shipment: Shipment | null = null;
        const atCarrier = new Map<string, 'valid' | 'void'>();
        const tell = (command: ShipmentCommand): void => {
          const decision = decideShipment(shipment, command);
          if (decision.ok) for (const event of decision.events) shipment = evolveShipment(shipment, event);
        };
        const current = (): Shipment | null => shipment;
        for (const name of steps) {
          const now = current();
          const reference = now && referenceOf(now);
          if (name === 'plan') tell({ type: 'PlanShipment', plan: shipmentPlan() });
          else if (name === 'plan-other') tell({ type: 'PlanShipment', plan: otherBox });
          else if (name === 'buy') tell(shipmentCommandOf.StartPurchase);
          else if (name === 'void') tell(shipmentCommandOf.RequestVoid);
          else if (name === 'leave') tell(shipmentCommandOf.RecordHandOver);
          else if (!now || !reference) continue;
          else if (name === 'type')
            tell({ ...shipmentCommandOf.TakeNumber, label: labelFor(now, { source: 'typed' }) });
          // What is asked of the carrier is asked in the state that asks for it, and may be asked again.
          else if (name === 'carrier-buys' && now.state === 'buying') {
            if (!atCarrier.has(reference)) atCarrier.set(reference, 'valid');
          } else if (name === 'hear' && atCarrier.get(reference) === 'valid')
            tell({ type: 'RecordLabel', label: labelFor(now) });
          else if (name === 'refuse' && !atCarrier.has(reference))
            tell({ type: 'RecordFailure', reference, code: 'NO', message: '' });
          else if (name === 'carrier-voids' && now.state === 'void-requested')
            atCarrier.set(now.label?.reference ?? '', 'void');
          else if (name === 'hear-void' && atCarrier.get(now.label?.reference ?? '') === 'void')
            tell({ type: 'RecordVoid', reference: now.label?.reference ?? '' });
          else if (name === 'refuse-void' && atCarrier.get(now.label?.reference ?? '') === 'valid')
            tell({ ...shipmentCommandOf.RefuseVoid, reference: now.label?.reference ?? '' });
          expect([...atCarrier.values()].filter((state) => state === 'valid').length).toBeLessThanOrEqual(1);
        }
      }),
      { runs: 3000 },
    );
  });
});
