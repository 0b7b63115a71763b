// A day at one bench: any scans in any order, each answered by the packing session, each op folded as the screen folds it
// and told to head office. What the bench shows as done, head office finds done.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opIdOf, parcelIdOf, skuOf } from '../domain/ids.test-kit';
import { ayse, bob, factsOf, otherParcel, smallBox } from '../domain/packing/bench.test-kit';
import { answerScan } from '../domain/packing/bench';
import { type BenchCommand, benchCommands } from '../domain/packing/bench-command';
import { type Bench, type BenchFacts, type BenchInput, emptyBench } from '../domain/packing/session';
import type { Parcel } from '../domain/parcel/parcel';
import { elsewhere, here, lampLine, lineOf } from '../domain/parcel/parcel.test-kit';
import { toPack, unitsPacked } from '../domain/parcel/questions';
import { holds } from '../domain/property.test-kit';
import { answerOp, overlay } from './apply-op';
import type { Op } from './op';
import { opOf } from './op.test-kit';

type Desk = {
  bench: Bench;
  parcels: Map<string, Parcel>;
  ops: Op[];
  nowMs: number;
  ids: number;
};

function deskOf(): Desk {
  const order = (number: number, over: Partial<Parcel> = {}): Parcel =>
    otherParcel({
      parcelId: parcelIdOf(number),
      orderNumber: `10${number}`,
      lines: [lineOf({ expected: 3 }), { ...lampLine, expected: 2 }],
      ...over,
    });
  const parcels = [
    order(11),
    order(12),
    order(13, { state: 'released', holder: null }),
    order(14, { holder: elsewhere }),
  ];
  return {
    bench: emptyBench,
    parcels: new Map(parcels.map((parcel) => [parcel.parcelId, parcel])),
    ops: [],
    nowMs: 0,
    ids: 1000,
  };
}

type Scan =
  | { kind: 'badge' | 'item' | 'order' | 'label'; pick: number; units: number }
  | { kind: 'box' | 'wrong' | 'print'; pick: number; units: number }
  | { kind: 'command'; command: BenchCommand };

const scans: fc.Arbitrary<Scan> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('item' as const),
      pick: fc.nat({ max: 1 }),
      units: fc.constantFrom(1, 1, 1, 2),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('order', 'box', 'print', 'label'),
      pick: fc.nat({ max: 5 }),
      units: fc.constant(1),
    }) as fc.Arbitrary<Scan>,
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('badge', 'wrong'),
      pick: fc.nat({ max: 3 }),
      units: fc.constant(1),
    }) as fc.Arbitrary<Scan>,
  },
  {
    weight: 8,
    arbitrary: fc
      .constantFrom<BenchCommand>('ok', 'ok', 'seal', 'seal', 'next-box', 'undo', ...benchCommands)
      .map((command) => ({ kind: 'command', command }) as const),
  },
);

function inputOf(desk: Desk, scan: Scan): BenchInput | null {
  const all = [...desk.parcels.values()];
  switch (scan.kind) {
    case 'command':
      return { kind: 'command', command: scan.command };
    case 'badge':
      return { kind: 'badge', person: [ayse, bob, null][scan.pick] ?? ayse };
    case 'item': {
      const sku = skuOf(['MUG', 'LAMP'][scan.pick] ?? 'MUG');
      const wantedBy = all.filter(
        (parcel) =>
          parcel.holder === here && parcel.lines.some((line) => line.sku === sku && toPack(line) > 0),
      );
      return { kind: 'item', sku, name: sku, units: scan.units, code: sku, scanId: 's', wantedBy };
    }
    case 'order': {
      const number = all[scan.pick % all.length]?.orderNumber;
      const parcels = all.filter((parcel) => parcel.orderNumber === number);
      return { kind: 'parcels', parcels, by: 'order', text: 'x' };
    }
    case 'label': {
      const labelled = all.filter((parcel) => parcel.sscc !== null);
      const parcel = labelled[scan.pick % Math.max(1, labelled.length)];
      return { kind: 'parcels', parcels: parcel ? [parcel] : [], by: 'label', text: 'x' };
    }
    case 'box':
      return { kind: 'box', box: smallBox };
    case 'wrong':
      return scan.pick % 2 === 0 ? { kind: 'unknown', text: 'zzz' } : { kind: 'misread', text: '1-3' };
    case 'print':
      return null;
  }
}

function factsFor(desk: Desk): BenchFacts {
  const next = (): number => {
    desk.ids += 1;
    return desk.ids;
  };
  const of = (parcelId: string | null): Parcel | null => desk.parcels.get(parcelId ?? '') ?? null;
  return factsOf({
    open: of(desk.bench.parcelId),
    lastSealed: of(desk.bench.lastSealedId),
    box: smallBox,
    nowMs: desk.nowMs,
    newOpId: () => opIdOf(next()),
    newParcelId: () => parcelIdOf(next()),
    nextSscc: String(next()).padStart(18, '0'),
    nextCarrierNumber: 'carrier',
  });
}

/** Stores an op, folds it as the screen does, and says what head office answers to it. */
function write(desk: Desk, op: Op): string {
  const { status } = answerOp(desk.parcels.get(op.parcelId ?? '') ?? null, op, here);
  desk.ops.push(op);
  overlay(desk.parcels, [op], here);
  return status;
}

function stored(desk: Desk, draft: Partial<Op> & Pick<Op, 'type'>): Op {
  return opOf(draft.type, { ...draft, stationSeq: desk.ops.length + 1, mono: desk.nowMs } as Partial<Op>);
}

/** The print outbox tells that the label of the last sealed box came out. */
function printLast(desk: Desk): void {
  const parcel = desk.parcels.get(desk.bench.lastSealedId ?? '');
  if (!parcel?.sealedBy) return;
  const label = { jobId: parcel.sealedBy, attempt: 1, outcome: 'confirmed' } as const;
  const about = { opId: opIdOf((desk.ids += 1)), parcelId: parcel.parcelId, fence: parcel.fence };
  expect(write(desk, stored(desk, { ...about, type: 'parcel.record-label', body: { label } }))).toBe(
    'applied',
  );
}

function unitsIn(desk: Desk): number {
  return [...desk.parcels.values()].reduce((sum, parcel) => sum + unitsPacked(parcel), 0);
}

describe('a day at a bench', () => {
  it('shows nothing as done that head office would not find done', () => {
    holds(
      fc.property(fc.array(scans, { maxLength: 60 }), (day) => {
        const desk = deskOf();
        for (const scan of day) {
          desk.nowMs += 700;
          const input = inputOf(desk, scan);
          if (!input) {
            printLast(desk);
            continue;
          }
          const before = structuredClone(desk.parcels);
          const unitsBefore = unitsIn(desk);
          const { bench, ops, verdict } = answerScan(desk.bench, input, factsFor(desk));
          for (const draft of ops) {
            const status = write(desk, stored(desk, draft as Partial<Op> & Pick<Op, 'type'>));
            if (draft.type !== 'parcel.claim') expect(status, draft.type).toBe('applied');
          }
          desk.bench = bench;
          if (verdict.kind === 'refusal') expect(desk.parcels).toEqual(before);
          const code = verdict.kind === 'answer' ? verdict.code : verdict.refusal.code;
          if (['item-packed', 'line-complete'].includes(code))
            expect(unitsIn(desk)).toBe(unitsBefore + Number(verdict.values['quantity']));
          if (ops.length === 0) expect(desk.parcels).toEqual(before);
          const open = desk.parcels.get(bench.parcelId ?? '');
          if (bench.parcelId) expect(open).toMatchObject({ state: 'packing', holder: here, hold: null });
          if (!bench.operator) expect(bench.parcelId).toBeNull();
          expect(verdict.holds).toBe(bench.stop !== null);
        }
        for (const [index, op] of desk.ops.entries()) expect(op.stationSeq).toBe(index + 1);
      }),
      { runs: 500 },
    );
  });

  it('packs, seals, labels and hands over every order when nothing goes wrong', () => {
    const desk = deskOf();
    const day: Scan[] = [
      { kind: 'badge', pick: 0, units: 1 },
      ...[0, 1].flatMap<Scan>((order) => [
        { kind: 'order', pick: order, units: 1 },
        { kind: 'box', pick: 0, units: 1 },
        ...Array.from({ length: 3 }, () => ({ kind: 'item', pick: 0, units: 1 }) as const),
        ...Array.from({ length: 2 }, () => ({ kind: 'item', pick: 1, units: 1 }) as const),
        { kind: 'command', command: 'seal' },
        { kind: 'print', pick: 0, units: 1 },
        { kind: 'label', pick: order, units: 1 },
      ]),
    ];
    const verdicts = day.map((scan) => {
      desk.nowMs += 700;
      const input = inputOf(desk, scan);
      if (!input) return printLast(desk);
      const { bench, ops, verdict } = answerScan(desk.bench, input, factsFor(desk));
      for (const draft of ops) write(desk, stored(desk, draft as Partial<Op> & Pick<Op, 'type'>));
      desk.bench = bench;
      return verdict.kind === 'answer' ? verdict.code : verdict.refusal.code;
    });
    expect(verdicts.slice(1, 10)).toEqual([
      'parcel-opened',
      'box-chosen',
      'item-packed',
      'item-packed',
      'line-complete',
      'item-packed',
      'parcel-complete',
      'sealed',
      undefined,
    ]);
    expect([...desk.parcels.values()].map(({ state }) => state)).toEqual([
      'handed-over',
      'handed-over',
      'released',
      'leased',
    ]);
    expect(desk.ops).toHaveLength(1 + 2 * 10);
  });
});
