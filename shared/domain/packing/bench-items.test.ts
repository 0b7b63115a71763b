import { describe, expect, it } from 'vitest';
import { decideParcel } from '../parcel/decide';
import { evolveParcel } from '../parcel/evolve';
import type { Parcel } from '../parcel/parcel';
import {
  actorHere,
  firstParcel,
  lineOf,
  packedOf,
  parcelAfter,
  planOf,
  leased,
  started,
  boxed,
} from '../parcel/parcel.test-kit';
import {
  benchOf,
  emptyOpen,
  factsOf,
  inputs,
  itemOf,
  lampLine,
  openParcel,
  otherParcel,
  scan,
  type Situation,
  smallBox,
  told,
  waitingForMugs,
} from './bench.test-kit';
import type { Bench, BenchInput, BenchOutcome } from './session';

const withOpen = (open: Parcel, bench: Partial<Bench> = {}): Situation => ({
  bench: benchOf({ parcelId: open.parcelId, ...bench }),
  facts: factsOf({ open, box: smallBox }),
});
const mugs = (lines: Partial<Parcel['lines'][number]>): Parcel => ({
  ...openParcel,
  lines: [lineOf(lines), lampLine],
});
const answered = (outcome: BenchOutcome): object => ({
  ...outcome.verdict.values,
  place: outcome.verdict.place,
  sound: outcome.verdict.sound,
});

describe('an item into the open box', () => {
  it('is counted, and shown on its line', () => {
    const packed = scan(withOpen(openParcel), itemOf('MUG'));
    expect(packed.ops).toMatchObject([
      {
        type: 'parcel.pack-item',
        parcelId: firstParcel,
        fence: 1,
        body: { sku: 'MUG', quantity: 1, code: 'code-MUG', scanId: 'scan-1' },
      },
    ]);
    expect(packed.verdict).toMatchObject({ kind: 'answer', code: 'item-packed', tone: 'go' });
    expect(answered(packed)).toEqual({
      number: '1042',
      name: 'White mug',
      quantity: 1,
      packed: 3,
      expected: 5,
      done: 3,
      wanted: 7,
      place: { kind: 'line', lineNo: 1 },
      sound: 'accepted',
    });
  });

  it('says when the line is complete, and when the box is', () => {
    const line = scan(withOpen(mugs({ packed: 4 })), itemOf('MUG'));
    expect(line.verdict).toMatchObject({ code: 'line-complete', sound: 'line-complete' });
    const box = { ...openParcel, lines: [lineOf({ packed: 4 }), { ...lampLine, packed: 2 }] };
    expect(scan(withOpen(box), itemOf('MUG')).verdict).toMatchObject({
      code: 'parcel-complete',
      sound: 'order-complete',
    });
  });

  it('counts what the code stands for, times what QTY said, once', () => {
    const pair = scan(withOpen(emptyOpen), itemOf('MUG', { units: 2 }));
    expect(pair.ops[0]?.body).toMatchObject({ quantity: 2 });
    const twice = scan(withOpen(emptyOpen, { times: 2 }), itemOf('MUG', { units: 2 }));
    expect(twice.ops[0]?.body).toMatchObject({ quantity: 4 });
    expect(twice.bench.times).toBeNull();
  });

  it('is no item too many, however many were asked for at once', () => {
    const many = scan(withOpen(openParcel, { times: 4 }), itemOf('MUG'));
    expect(many.verdict).toMatchObject({
      refusal: { code: 'item-too-many', values: { quantity: 4, left: 3 } },
    });
    expect(many.bench).toMatchObject({ times: null, stop: { code: 'item-too-many' } });
  });

  it('that is complete points at its line', () => {
    const full = scan(withOpen(mugs({ packed: 5 })), itemOf('MUG'));
    expect(full.verdict).toMatchObject({
      refusal: { code: 'item-complete', values: { name: 'White mug', left: 0 } },
      place: { kind: 'line', lineNo: 1 },
    });
  });

  it('of another order names that order', () => {
    const other = scan(withOpen(openParcel), itemOf('SOAP', { wantedBy: [otherParcel()] }));
    expect(other.verdict).toMatchObject({
      refusal: { code: 'item-of-another-order', values: { number: '1042', other: '1050', name: 'soap' } },
    });
    const sameOrder = otherParcel({ orderId: openParcel.orderId });
    expect(told(scan(withOpen(openParcel), itemOf('SOAP', { wantedBy: [sameOrder] })))).toBe(
      '!item-not-in-order',
    );
  });

  it('whose line was cancelled is refused, with the name on it', () => {
    const cancelled = scan(withOpen(mugs({ packed: 0, cancelled: 5 })), itemOf('MUG'));
    expect(cancelled.verdict).toMatchObject({
      refusal: { code: 'line-cancelled', values: { name: 'White mug' } },
      holds: true,
    });
  });

  it('under a lease that head office ended is refused', () => {
    const ended = evolveParcel(openParcel, { type: 'LeaseEnded', parcelId: firstParcel, fence: 2 });
    expect(told(scan(withOpen(ended), itemOf('MUG')))).toBe('!parcel-not-held-here');
  });
});

describe('an item out of the box, after a late cancellation', () => {
  it('is taken out by scanning it', () => {
    const out = scan(withOpen(mugs({ packed: 2, cancelled: 4 })), itemOf('MUG'));
    expect(out.verdict).toMatchObject({
      code: 'item-taken-out',
      tone: 'look',
      values: { name: 'White mug', quantity: 1 },
      place: { kind: 'line', lineNo: 1 },
    });
  });

  it('leaves in the box what was scanned in one go and is still wanted', () => {
    const before = mugs({ packed: 2, cancelled: 4 });
    const { ops } = scan(withOpen(before), itemOf('MUG'));
    expect(ops).toMatchObject([
      { type: 'parcel.undo', body: { undoes: before.acts[0]?.opId } },
      { type: 'parcel.pack-item', body: { sku: 'MUG', quantity: 1 } },
    ]);
  });

  it('takes back the whole scan when all of it has to come out', () => {
    const { ops, verdict } = scan(withOpen(mugs({ packed: 2, cancelled: 5 })), itemOf('MUG'));
    expect(ops.map((op) => op.type)).toEqual(['parcel.undo']);
    expect(verdict.values).toMatchObject({ quantity: 2 });
  });

  it('is not mistaken for a damaged one', () => {
    const out = scan(
      withOpen(mugs({ packed: 2, cancelled: 4 }), { damagedNext: true, times: 3 }),
      itemOf('MUG'),
    );
    expect(told(out)).toContain('item-taken-out');
    expect(out.bench).toMatchObject({ damagedNext: false, times: null });
  });

  it('closes a box in which nothing is wanted any more', () => {
    const all = { ...openParcel, lines: [lineOf({ packed: 2, cancelled: 5 })] };
    const out = scan(withOpen(all), itemOf('MUG'));
    expect(out.verdict).toMatchObject({ code: 'item-taken-out' });
    expect(out.bench.parcelId).toBeNull();
  });

  it('under a lease that head office ended is refused', () => {
    const ended = evolveParcel(mugs({ packed: 2, cancelled: 4 }), {
      type: 'LeaseEnded',
      parcelId: firstParcel,
      fence: 2,
    });
    expect(told(scan(withOpen(ended), itemOf('MUG')))).toBe('!parcel-not-held-here');
  });
});

describe('a damaged item', () => {
  const asked = scan(withOpen(openParcel), inputs.damaged);

  it('is asked for first', () => {
    expect(asked.verdict).toMatchObject({ code: 'damaged-next', tone: 'look' });
    expect(asked.bench.damagedNext).toBe(true);
    expect(asked.ops).toEqual([]);
  });

  it('is reported, not packed, and only that one', () => {
    const damaged = scan({ ...withOpen(openParcel), bench: asked.bench }, itemOf('MUG'));
    expect(damaged.ops).toMatchObject([
      { type: 'parcel.report-item', body: { sku: 'MUG', quantity: 1, problem: 'damaged' } },
    ]);
    expect(damaged.verdict).toMatchObject({ code: 'marked-damaged', tone: 'look', place: { lineNo: 1 } });
    expect(damaged.bench.damagedNext).toBe(false);
  });

  it('that this box does not want is refused', () => {
    const wrong = scan({ ...withOpen(openParcel), bench: asked.bench }, itemOf('CLOCK'));
    expect(told(wrong)).toBe('!item-not-in-order');
    expect(wrong.bench.damagedNext).toBe(false);
  });

  it('is never packed as a good one because the box was taken away meanwhile', () => {
    const gone: Situation = { bench: benchOf({ damagedNext: true }), facts: factsOf() };
    const outcome = scan(gone, itemOf('MUG', { wantedBy: [waitingForMugs] }));
    expect(told(outcome)).toBe('!order-first');
    expect(outcome.bench.damagedNext).toBe(false);
  });
});

describe('an item with no box open', () => {
  const idle = (over: Partial<Bench> = {}): Situation => ({ bench: benchOf(over), facts: factsOf() });
  const mug = (...wantedBy: Parcel[]): BenchInput => itemOf('MUG', { wantedBy });
  const parked = { ...waitingForMugs, state: 'packing' } as Parcel;
  const onHold = { ...parked, hold: { reason: 'bench', by: null } } as Parcel;

  it('opens the first order that waits for it, and is the first in the box', () => {
    const opened = scan(idle(), mug(waitingForMugs, otherParcel()));
    expect(told(opened)).toBe('item-packed -> parcel.open parcel.pack-item');
    expect(opened.bench.parcelId).toBe(waitingForMugs.parcelId);
    const after = opened.ops.reduce<Parcel>((parcel, op) => {
      const command =
        op.type === 'parcel.open'
          ? ({ type: 'OpenParcel', parcelId: parcel.parcelId } as const)
          : ({
              type: 'PackItem',
              parcelId: parcel.parcelId,
              opId: op.opId,
              sku: lineOf().sku,
              quantity: 1,
            } as const);
      const decision = decideParcel(parcel, command, actorHere);
      if (!decision.ok) throw new Error(decision.refusal.code);
      return decision.events.reduce<Parcel>((state, event) => evolveParcel(state, event), parcel);
    }, waitingForMugs);
    expect(after).toMatchObject({ state: 'packing', openedBy: 'ayse' });
    expect(after.lines[0]?.packed).toBe(1);
  });

  it('takes up a parked box', () => {
    const up = scan(idle(), mug(parked));
    expect(told(up)).toBe('item-packed -> parcel.pack-item');
    expect(up.bench.parcelId).toBe(parked.parcelId);
  });

  it('passes over a box on hold for one that is not', () => {
    const next = otherParcel({ lines: [lineOf()] });
    expect(scan(idle(), mug(onHold, next)).bench.parcelId).toBe(next.parcelId);
  });

  it('refused by the box leaves no box open', () => {
    for (const parcel of [waitingForMugs, parked]) {
      const tooMany = scan(idle({ times: 9 }), mug(parcel));
      expect(told(tooMany)).toBe('!item-too-many');
      expect(tooMany.bench.parcelId).toBeNull();
    }
    const held = scan(idle(), mug(onHold));
    expect(told(held)).toBe('!parcel-on-hold');
    expect(held.bench.parcelId).toBeNull();
  });

  it('that nothing waits for says its name', () => {
    const nothing = scan(idle(), itemOf('MUG'));
    expect(nothing.verdict).toMatchObject({
      tone: 'look',
      refusal: { code: 'nothing-waiting', values: { name: 'mug', sku: 'MUG' } },
    });
    const sealed = { ...waitingForMugs, state: 'sealed' } as Parcel;
    expect(told(scan(idle(), mug(sealed)))).toBe('!nothing-waiting');
  });
});

describe('a box code', () => {
  it('is the box of the open parcel', () => {
    const chosen = scan(withOpen(openParcel), inputs.box);
    expect(chosen.ops).toMatchObject([
      { type: 'parcel.choose-box', parcelId: firstParcel, fence: 1, body: { boxId: 'B1' } },
    ]);
    expect(chosen.verdict).toMatchObject({
      code: 'box-chosen',
      values: { box: 'Small' },
      place: { kind: 'box' },
    });
  });

  it('is refused where a box may not be chosen', () => {
    const ended = evolveParcel(openParcel, { type: 'LeaseEnded', parcelId: firstParcel, fence: 2 });
    expect(told(scan(withOpen(ended), inputs.box))).toBe('!parcel-not-held-here');
    const cancelled = parcelAfter(planOf(), leased, started, boxed, packedOf(1, 1, 1), {
      type: 'ParcelCancelled',
    });
    expect(told(scan(withOpen(cancelled), inputs.box))).toBe('!parcel-cancelled');
  });
});
