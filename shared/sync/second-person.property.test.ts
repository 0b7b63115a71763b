// A special box that asks for a second person is never sealed with one: not by any scans at a bench, not by any ops at head
// office, not when the mark comes while the bench packs without the network. What left all the same is a task.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opIdOf, parcelIdOf, personIdOf, skuOf } from '../domain/ids.test-kit';
import { ayse, bob, factsOf, otherParcel, smallBox } from '../domain/packing/bench.test-kit';
import { answerPinGiven, answerScan } from '../domain/packing/bench';
import {
  type Bench,
  type BenchFacts,
  type BenchInput,
  emptyBench,
  type Person,
} from '../domain/packing/session';
import { decideParcel } from '../domain/parcel/decide';
import { evolveParcel } from '../domain/parcel/evolve';
import type { Parcel } from '../domain/parcel/parcel';
import { here, lampLine, lineOf } from '../domain/parcel/parcel.test-kit';
import { mayAnswerForOthers } from '../domain/people/roles';
import { holds } from '../domain/property.test-kit';
import { isVerified, waitsForSecond } from '../domain/special/second-person';
import { benchMark } from '../domain/special/special.test-kit';
import { answerOp, overlay } from './apply-op';
import type { Op } from './op';
import { opOf } from './op.test-kit';

const can: Person = { personId: personIdOf('can'), name: 'Can', roles: ['packer'] };
const dora: Person = { personId: personIdOf('dora'), name: 'Dora', roles: ['office'] };
const supervisor: Person = { ...bob, pinSetAt: '2026-01-01T00:00:00.000Z' };
const people = [ayse, can, supervisor, dora];

type Step =
  | { do: 'badge'; who: number }
  | { do: 'item'; which: 0 | 1 }
  | { do: 'command'; command: Extract<BenchInput, { kind: 'command' }>['command'] }
  | { do: 'order' | 'box' | 'tag' | 'label' | 'print' | 'pin' | 'sync' | 'mark' | 'unmark' };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('badge' as const), who: fc.nat({ max: 3 }) }) },
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('item' as const),
        which: fc.constantFrom(0 as const, 1 as const),
      }),
    },
    {
      weight: 9,
      arbitrary: fc.record({
        do: fc.constant('command' as const),
        command: fc.constantFrom(
          'seal' as const,
          'seal' as const,
          'seal' as const,
          'next-box' as const,
          'override' as const,
          'quantity-1' as const,
          'ok' as const,
          'undo' as const,
          'cancel' as const,
          'reopen' as const,
        ),
      }),
    },
    {
      weight: 9,
      arbitrary: fc.record({
        do: fc.constantFrom('order', 'box', 'tag', 'label', 'print', 'pin', 'sync', 'mark', 'unmark'),
      }) as fc.Arbitrary<Step>,
    },
  ),
  { maxLength: 70 },
);

type World = {
  office: Map<string, Parcel>;
  bench: Bench;
  shown: Map<string, Parcel>;
  pending: Op[];
  ids: number;
  seq: number;
  /** Somebody marked it while it was packed or shut. */
  wasMarkedLate: boolean;
  tasks: string[];
  /** What was written about each box while it was known to be special, by nobody's rules but this test's. */
  story: Map<string, { op: Op; isContent: boolean }[]>;
};

function worldOf(isSpecial: boolean, mayOverride: boolean): World {
  const plain = otherParcel({
    parcelId: parcelIdOf(11),
    lines: [lineOf({ expected: 2 }), { ...lampLine, expected: 1 }],
  });
  const parcel = isSpecial
    ? evolveParcel(plain, {
        type: 'ParcelMarked',
        parcelId: plain.parcelId,
        mark: benchMark({ mayOverride }),
      })
    : plain;
  return {
    office: new Map([[parcel.parcelId, parcel]]),
    bench: emptyBench,
    shown: new Map([[parcel.parcelId, parcel]]),
    pending: [],
    ids: 1000,
    seq: 0,
    wasMarkedLate: false,
    tasks: [],
    story: new Map(),
  };
}

function factsFor(world: World): BenchFacts {
  const next = (): number => (world.ids += 1);
  const of = (parcelId: string | null): Parcel | null => world.shown.get(parcelId ?? '') ?? null;
  return factsOf({
    open: of(world.bench.parcelId),
    lastSealed: of(world.bench.lastSealedId),
    box: smallBox,
    nowMs: world.ids,
    newOpId: () => opIdOf(next()),
    newParcelId: () => parcelIdOf(next()),
    // Now and then there is no number left: the look stands, the box is open still.
    nextSscc: world.bench.second && world.ids % 3 === 0 ? null : String(next()).padStart(18, '0'),
  });
}

function inputOf(world: World, step: Step): BenchInput | null {
  const all = [...world.shown.values()];
  switch (step.do) {
    case 'badge':
      return { kind: 'badge', person: people[step.who] ?? null };
    case 'command':
      return { kind: 'command', command: step.command };
    case 'item': {
      const sku = skuOf(['MUG', 'LAMP'][step.which] ?? 'MUG');
      return { kind: 'item', sku, name: sku, units: 1, code: sku, scanId: 's', wantedBy: all };
    }
    case 'order':
    case 'tag':
      return { kind: 'parcels', parcels: all, by: step.do, text: 'x' };
    case 'label':
      return { kind: 'parcels', parcels: all.filter(({ sscc }) => sscc !== null), by: 'label', text: 'x' };
    case 'box':
      return { kind: 'box', box: smallBox };
    default:
      return null;
  }
}

/** Head office answers what the bench told; the bench shows what head office has from then on. */
function sync(world: World): void {
  for (const op of world.pending) {
    const before = world.office.get(op.parcelId ?? '') ?? null;
    const answer = answerOp(before, op, here);
    for (const event of answer.events) {
      const known = world.office.get(event.parcelId) ?? null;
      const after = evolveParcel(known, event);
      expectTwo(
        after,
        known,
        answer.events.map(({ type }) => type),
      );
      world.office.set(event.parcelId, after);
    }
    world.tasks.push(...answer.tasks.map(({ kind }) => kind));
  }
  world.pending = [];
  world.shown = structuredClone(world.office);
}

function write(world: World, draft: Partial<Op> & Pick<Op, 'type'>): void {
  world.seq += 1;
  const actor = world.bench.operator?.personId ?? null;
  const op = opOf(draft.type, { actor, ...draft, stationSeq: world.seq } as Partial<Op>);
  world.pending.push(op);
  const story = world.story.get(op.parcelId ?? '') ?? [];
  world.story.set(op.parcelId ?? '', story);
  if (world.shown.get(op.parcelId ?? '')?.special)
    story.push({ op, isContent: op.type === 'parcel.pack-item' || op.type === 'parcel.undo' });
  if (op.type === 'parcel.seal') expectLooked(world, op);
  overlay(world.shown, [op], here);
}

function take(world: World, step: Step): void {
  const [parcel] = [...world.office.values()];
  if (step.do === 'sync') return sync(world);
  if (step.do === 'mark' || step.do === 'unmark') {
    if (!parcel) return;
    if (step.do === 'mark' && !parcel.special && parcel.state !== 'leased') world.wasMarkedLate = true;
    if (world.pending.length > 0) world.wasMarkedLate = true;
    for (const { parcelId } of world.office.values()) {
      const mark = step.do === 'mark' ? benchMark() : null;
      const before = world.office.get(parcelId) ?? null;
      const decision = decideParcel(before, { type: 'MarkParcel', parcelId, mark }, null);
      if (!decision.ok) throw new Error(decision.refusal.code);
      for (const event of decision.events)
        world.office.set(parcelId, evolveParcel(world.office.get(parcelId) ?? null, event));
    }
    return;
  }
  if (step.do === 'print') {
    const sealed = [...world.shown.values()].find(({ state, sealedBy }) => state === 'sealed' && sealedBy);
    if (!sealed?.sealedBy) return;
    const label = { jobId: sealed.sealedBy, attempt: 1, outcome: 'confirmed' } as const;
    const about = { opId: opIdOf((world.ids += 1)), parcelId: sealed.parcelId, fence: sealed.fence };
    write(world, { ...about, type: 'parcel.record-label', body: { label } });
    return;
  }
  const facts = factsFor(world);
  const input = inputOf(world, step);
  const result =
    step.do === 'pin'
      ? world.bench.pinFor && answerPinGiven(world.bench, { answer: 'yes' }, facts)
      : input && answerScan(world.bench, input, facts);
  if (!result) return;
  for (const op of result.ops) {
    const verify = op.type === 'parcel.verify' ? op.body : null;
    const person = people.find(({ personId }) => personId === verify?.verifierId);
    if (verify?.override) expect(mayAnswerForOthers(person?.roles ?? [])).toBe(true);
    write(world, op as Partial<Op> & Pick<Op, 'type'>);
  }
  world.bench = result.bench;
}

/** The law, of one parcel after an event. */
function expectTwo(after: Parcel, before: Parcel | null, told: readonly string[]): void {
  const { special, state } = after;
  if (!special || !['sealed', 'labelled', 'handed-over'].includes(state)) return;
  if (special.second === 'asked') {
    expect(isVerified(special)).toBe(true);
    if (special.verified?.override) expect(special.mayOverride).toBe(true);
    else expect(special.packers).not.toContain(special.verified?.by);
  }
  // The only way past it is a box that is gone already.
  if (before && waitsForSecond(before.special) && state === 'sealed')
    expect(told).toContain('ParcelHandedOver');
}

/** A seal that counts comes behind somebody's look at the box as it is, and that somebody put nothing into it. */
function expectLooked(world: World, seal: Op): void {
  const parcel = world.shown.get(seal.parcelId ?? '');
  if (parcel?.special?.second !== 'asked') return;
  const story = world.story.get(seal.parcelId ?? '') ?? [];
  const lookedAt = story.findLastIndex(({ op }) => op.type === 'parcel.verify');
  const look = story[lookedAt]?.op;
  if (look?.type !== 'parcel.verify') throw new Error('nobody has looked');
  expect(story.slice(lookedAt).some(({ isContent }) => isContent)).toBe(false);
  if (look.body.override) return;
  const packers = story.flatMap(({ op }) => (op.type === 'parcel.pack-item' ? op.actor : []));
  expect(packers).not.toContain(look.body.verifierId);
}

const withMug = (world: World): string[] =>
  [...world.shown.values()].filter(({ state }) => state === 'sealed').map(({ parcelId }) => parcelId);

const badge = (who: number): Step => ({ do: 'badge', who });
const items: Step[] = [
  { do: 'item', which: 0 },
  { do: 'item', which: 0 },
  { do: 'item', which: 1 },
];
const seal: Step = { do: 'command', command: 'seal' };

const whole: Step[] = [badge(0), { do: 'order' }, { do: 'box' }, ...items, seal];

describe('two people for one box', () => {
  it('holds for everything a bench may scan and head office may hear', () => {
    holds(
      fc.property(fc.boolean(), fc.boolean(), fc.boolean(), steps, (isSpecial, mayOverride, isBegun, day) => {
        const world = worldOf(isSpecial, mayOverride);
        for (const step of [...(isBegun ? whole : []), ...day]) {
          take(world, step);
          for (const parcel of world.shown.values()) expectTwo(parcel, null, []);
        }
        sync(world);
        if (isSpecial && !world.wasMarkedLate)
          for (const { special } of world.office.values()) expect(special?.second).not.toBe('too-late');
        if (!world.wasMarkedLate) expect(world.tasks).toEqual([]);
      }),
      { runs: 1500 },
    );
  });

  it('is sealed by another badge, and by that alone', () => {
    const world = worldOf(true, false);
    for (const step of [badge(0), { do: 'order' } as Step, { do: 'box' } as Step, ...items, seal])
      take(world, step);
    expect(withMug(world)).toEqual([]);
    expect(world.bench.second).toEqual({ command: 'seal', override: null });
    take(world, badge(0));
    expect(withMug(world)).toEqual([]);
    take(world, badge(3));
    take(world, { do: 'command', command: 'ok' });
    expect(world.bench.second).not.toBeNull();
    take(world, badge(1));
    expect(withMug(world)).toHaveLength(1);
    expect(world.bench.operator?.name).toBe('Ayşe');
    sync(world);
    expect([...world.office.values()][0]).toMatchObject({
      state: 'sealed',
      special: { second: 'asked', verified: { by: 'can', override: null }, packers: ['ayse'] },
    });
  });

  it('lets a supervisor do without only with reason and PIN, and only where the kind does', () => {
    const without: Step[] = [
      { do: 'command', command: 'override' },
      { do: 'command', command: 'quantity-1' },
      badge(2),
    ];
    const strict = worldOf(true, false);
    for (const step of [badge(0), { do: 'order' } as Step, { do: 'box' } as Step, ...items, seal, ...without])
      take(strict, step);
    expect(withMug(strict)).toEqual([]);

    const lenient = worldOf(true, true);
    for (const step of [badge(0), { do: 'order' } as Step, { do: 'box' } as Step, ...items, seal, ...without])
      take(lenient, step);
    expect(lenient.bench.pinFor).toMatchObject({ act: 'verify' });
    expect(withMug(lenient)).toEqual([]);
    take(lenient, { do: 'pin' });
    expect(withMug(lenient)).toHaveLength(1);
    expect([...lenient.shown.values()][0]?.special?.verified).toMatchObject({
      by: 'bob',
      override: 'nobody-else',
    });
  });

  it('is asked of a box that was shut before anybody knew; one that is gone is a task', () => {
    const day: Step[] = [badge(0), { do: 'order' }, { do: 'box' }, ...items, seal, { do: 'print' }];
    const back = worldOf(false, false);
    for (const step of [...day, { do: 'mark' } as Step, { do: 'sync' } as Step]) take(back, step);
    expect([...back.office.values()][0]).toMatchObject({
      state: 'packing',
      sscc: null,
      special: { second: 'asked', refusedSeal: { weightGrams: expect.any(Number) } },
    });
    expect(back.tasks).toEqual(['second-check']);
    for (const step of [{ do: 'order' } as Step, seal, badge(1), { do: 'sync' } as Step]) take(back, step);
    expect([...back.office.values()][0]).toMatchObject({ state: 'sealed', special: { refusedSeal: null } });

    const gone = worldOf(false, false);
    for (const step of [...day, { do: 'label' } as Step, { do: 'mark' } as Step, { do: 'sync' } as Step])
      take(gone, step);
    expect([...gone.office.values()][0]).toMatchObject({
      state: 'handed-over',
      special: { second: 'too-late' },
    });
    expect(gone.tasks).toEqual(['second-check', 'left-unseen']);
  });
});
