// What becomes of units that a packer does not find: the choices after MISSING, each by one command or digit, without a
// network. That the same digit chooses the same at a bin is in walk-a-tour.test.ts.
import { describe, expect, it } from 'vitest';
import { binOf } from '../ids.test-kit';
import type { Parcel, ParcelLine } from '../parcel/parcel';
import { firstParcel } from '../parcel/parcel.test-kit';
import { notFound } from '../parcel/picked-units';
import type { BenchCommand } from './bench-command';
import {
  benchOf,
  factsOf,
  inputs,
  inState,
  itemOf,
  openParcel,
  otherParcel,
  scan,
  type Situation,
  smallBox,
  told,
} from './bench.test-kit';
import type { Bench, BenchInput, BenchOutcome } from './session';
import { restChosen, shortAsked } from './bench-short';

const withOpen = (
  open: Parcel,
  bench: Partial<Bench> = {},
  facts: Partial<Situation['facts']> = {},
): Situation => ({
  bench: benchOf({ parcelId: open.parcelId, ...bench }),
  facts: factsOf({ open, box: smallBox, online: false, ...facts }),
});

/** MISSING, and then this, `afterMs` later. */
function missingThen(situation: Situation, command: BenchCommand, afterMs = 0): BenchOutcome {
  const first = scan(situation, inputs.missing);
  const facts = { ...situation.facts, nowMs: situation.facts.nowMs + afterMs };
  return scan({ bench: first.bench, facts }, inputs[command]);
}

const oldLease = { headOfficeMs: 2_000_000_000_000 };

describe('MISSING at a box', () => {
  it('asks what becomes of them: of the line on screen, as many as QTY said', () => {
    const asked = (situation: Situation) =>
      shortAsked(scan(situation, inputs.missing).bench, situation.facts.open as Parcel);
    expect(asked(withOpen(openParcel))).toMatchObject({ line: { sku: 'MUG' }, quantity: 3 });
    expect(asked(withOpen(openParcel, { times: 2 }))).toMatchObject({ quantity: 2 });
    expect(asked(withOpen(inState('complete')))).toBeNull();
    expect(shortAsked(benchOf(), openParcel)).toBeNull();
  });

  it('1: they come from another site, the box goes without', () => {
    const out = missingThen(withOpen(openParcel, { times: 2 }), 'quantity-1');
    expect(told(out)).toBe('short-other-site -> parcel.report-item');
    expect(out.ops).toMatchObject([
      {
        parcelId: firstParcel,
        fence: 1,
        body: { sku: 'MUG', quantity: 2, problem: 'missing', otherSite: true },
      },
    ]);
    expect(out.verdict).toMatchObject({
      tone: 'look',
      values: { quantity: 2 },
      place: { kind: 'line', lineNo: 1 },
    });
    expect(out.bench).toMatchObject({ parcelId: firstParcel, times: null, confirm: null });
    // A digit is a quantity again.
    const next = scan({ ...withOpen(openParcel), bench: out.bench }, inputs['quantity-1']);
    expect(told(next)).toBe('quantity-set');
  });

  it('SHIP PART is MISSING once more: reported, and nothing said of where the rest comes from', () => {
    for (const command of ['ship-part', 'missing'] as const) {
      const out = missingThen(withOpen(openParcel), command);
      expect(told(out)).toBe('marked-missing -> parcel.report-item');
      expect(out.ops[0]?.body).toEqual({ sku: 'MUG', quantity: 3, problem: 'missing' });
    }
  });

  it('HOLD reports them, and the box waits', () => {
    const out = missingThen(withOpen(openParcel), 'hold');
    expect(told(out)).toBe('held -> parcel.report-item parcel.hold');
    expect(out.ops[1]).toMatchObject({ parcelId: firstParcel, body: { reason: 'short-pick' } });
    expect(out.bench.parcelId).toBeNull();
  });

  it('the choices stand longer than MISSING can be given again', () => {
    expect(told(missingThen(withOpen(openParcel), 'quantity-1', 60_000))).toMatch(/^short-other-site/);
    expect(told(missingThen(withOpen(openParcel), 'missing', 60_000))).toBe('confirm-again');
  });

  it.each([
    ['an item', itemOf('MUG')],
    ['a box', inputs.box],
    ['CANCEL', inputs.cancel],
    ['OK', inputs.ok],
    ['another digit', inputs['quantity-2']],
    ['a stop', inputs['unknown code']],
  ])('%s in between takes the question back', (_name, input) => {
    const situation = withOpen(openParcel);
    const asked = scan(situation, inputs.missing).bench;
    const between = scan({ ...situation, bench: asked }, input).bench;
    expect(shortAsked(between, openParcel)).toBeNull();
    expect(told(scan({ ...situation, bench: { ...between, stop: null } }, inputs['quantity-1']))).toBe(
      'quantity-set',
    );
  });

  describe('the code of a bin, scanned while the choices stand', () => {
    const at = (location: string): BenchInput => ({ kind: 'location', locationId: binOf(location) });
    const missingAt = (situation: Situation, location: string): BenchOutcome =>
      scan({ ...situation, bench: scan(situation, inputs.missing).bench }, at(location));

    it('of another bin: they were taken from there, as many as QTY said, and are to be packed', () => {
      const situation = withOpen(openParcel, { times: 2 });
      const out = missingAt(situation, 'C-09');
      expect(told(out)).toBe('taken-elsewhere -> parcel.report-item');
      expect(out.ops).toMatchObject([
        {
          parcelId: firstParcel,
          fence: 1,
          body: { sku: 'MUG', quantity: 2, problem: 'missing', takenFrom: 'C-09' },
        },
      ]);
      expect(out.verdict).toMatchObject({ tone: 'look', values: { quantity: 2, location: 'C-09' } });
      expect(out.bench).toMatchObject({ parcelId: firstParcel, confirm: null, times: null });
    });

    it('of the bin they should be in: they are there after all', () => {
      const [last] = notFound(openParcel.lines[0] as ParcelLine, 1);
      const situation = withOpen(openParcel, { times: 1 });
      expect(told(missingAt(situation, last?.locationId ?? ''))).toBe('cancelled-command');
    });

    it('of no bin that goods are sold from, and where nothing is asked: a code like any other', () => {
      for (const location of ['customer', 'bench', 'quarantine'])
        expect(told(missingAt(withOpen(openParcel), location))).toBe('!code-unknown');
      expect(told(scan(withOpen(openParcel), at('C-09')))).toBe('!code-unknown');
    });

    it('is refused as any act is, of a box whose lease is over', () => {
      const leased: Parcel = { ...openParcel, leaseUntil: '2026-06-01T10:00:00.000Z' };
      const asked = scan(withOpen(leased), inputs.missing).bench;
      const facts = factsOf({ open: leased, online: false, ...oldLease });
      expect(told(scan({ bench: asked, facts }, at('C-09')))).toBe('!lease-over');
    });
  });

  it('is not asked of another box, nor by HOLD', () => {
    const asked = scan(withOpen(openParcel), inputs.missing).bench;
    const other = otherParcel({ state: 'packing' });
    expect(shortAsked(asked, other)).toBeNull();
    expect(shortAsked(scan(withOpen(openParcel), inputs.hold).bench, openParcel)).toBeNull();
  });

  it('a box whose lease is over meanwhile is told of nothing', () => {
    const leased: Parcel = { ...openParcel, leaseUntil: '2026-06-01T10:00:00.000Z' };
    const asked = scan(withOpen(leased), inputs.missing).bench;
    for (const command of ['quantity-1', 'hold', 'ship-part'] as const)
      expect(
        told(
          scan(
            { bench: asked, facts: factsOf({ open: leased, online: false, ...oldLease }) },
            inputs[command],
          ),
        ),
      ).toBe('!lease-over');
  });

  it('nothing else chooses', () => {
    for (const command of ['seal', 'missing', 'quantity-2', 'quantity-0', 'skip'] as const)
      expect(restChosen(command)).toBeNull();
  });
});
