import { describe, expect, it } from 'vitest';
import { opIdOf, parcelIdOf } from '../ids.test-kit';
import { evolveParcel } from '../parcel/evolve';
import type { Parcel } from '../parcel/parcel';
import {
  boxed,
  firstParcel,
  leased,
  lineOf,
  packedOf,
  parcelAfter,
  planOf,
  started,
} from '../parcel/parcel.test-kit';
import {
  benchOf,
  emptyOpen,
  factsOf,
  inputs,
  inState,
  itemOf,
  lampLine,
  lastParcel,
  openParcel,
  otherParcel,
  scan,
  type Situation,
  smallBox,
  told,
} from './bench.test-kit';
import type { BenchCommand } from './bench-command';
import type { Bench, BenchOutcome } from './session';

const withOpen = (
  open: Parcel,
  bench: Partial<Bench> = {},
  facts: Partial<Situation['facts']> = {},
): Situation => ({
  bench: benchOf({ parcelId: open.parcelId, ...bench }),
  facts: factsOf({ open, box: smallBox, ...facts }),
});

/** The same command again, `afterMs` later, on the bench the first one left behind. */
function twice(situation: Situation, command: BenchCommand, afterMs = 0): BenchOutcome {
  const first = scan(situation, inputs[command]);
  expect(told(first)).toBe('confirm-again');
  expect(first.verdict).toMatchObject({ tone: 'look', values: { command } });
  const facts = { ...situation.facts, nowMs: situation.facts.nowMs + afterMs };
  return scan({ bench: first.bench, facts }, inputs[command]);
}

describe('dangerous commands take effect when given twice within five seconds', () => {
  const acts: [command: BenchCommand, effect: string][] = [
    ['missing', 'marked-missing -> parcel.report-item'],
    ['hold', 'held -> parcel.hold'],
    ['ship-part', 'part-released -> parcel.ship-part'],
  ];

  it.each(acts)('%s', (command, effect) => {
    expect(told(twice(withOpen(openParcel), command))).toBe(effect);
    expect(told(twice(withOpen(openParcel), command, 5000))).toBe(effect);
    expect(twice(withOpen(openParcel), command).bench.confirm).toBeNull();
  });

  it.each(acts)('%s given again later only asks again', (command) => {
    expect(told(twice(withOpen(openParcel), command, 5001))).toBe('confirm-again');
  });

  it('asking for one does not confirm another, nor for another box', () => {
    const asked = scan(withOpen(openParcel), inputs.hold).bench;
    expect(told(scan({ ...withOpen(openParcel), bench: asked }, inputs.missing))).toBe('confirm-again');
    const other = otherParcel({ state: 'packing' });
    const elsewhere = { bench: { ...asked, parcelId: other.parcelId }, facts: factsOf({ open: other }) };
    expect(told(scan(elsewhere, inputs.hold))).toBe('confirm-again');
  });

  it.each([
    ['an item', itemOf('MUG')],
    ['a box', inputs.box],
    ['an undo', inputs.undo],
    ['a badge', inputs.badge],
    ['a quantity', inputs['quantity-2']],
    ['a hand-over', inputs['label to hand over']],
    ['a claim', inputs['order nobody holds']],
    ['a sealed order', inputs['order sealed']],
    ['OK', inputs.ok],
    ['CANCEL', inputs.cancel],
  ])('%s in between takes the question back', (_name, input) => {
    const situation = withOpen(openParcel);
    const asked = scan(situation, inputs.missing).bench;
    const between = scan({ ...situation, bench: asked }, input).bench;
    expect(between.confirm).toBeNull();
  });
});

describe('undo', () => {
  it('takes back the newest act, with its name and how many', () => {
    const box = parcelAfter(planOf(), leased, started, packedOf(1, 1, 2), packedOf(2, 2, 1));
    const undone = scan(withOpen(box), inputs.undo);
    expect(undone.ops).toMatchObject([{ type: 'parcel.undo', body: { undoes: opIdOf(2) } }]);
    expect(undone.verdict).toMatchObject({
      code: 'undone',
      tone: 'look',
      values: { name: 'Metal lantern', quantity: 1 },
      place: { kind: 'line', lineNo: 2 },
    });
  });

  it('at any depth while the box is open, until the box is as it was opened', () => {
    let box = parcelAfter(planOf(), leased, started, boxed, packedOf(1, 1, 2), packedOf(2, 2, 1), {
      type: 'ItemMissing',
      opId: opIdOf(3),
      lineNo: 1,
      quantity: 1,
    });
    const undoes: string[] = [];
    for (let left = box.acts.length; left > 0; left -= 1) {
      const { ops } = scan(withOpen(box), inputs.undo);
      const op = ops[0];
      if (op?.type !== 'parcel.undo') throw new Error('it is undone');
      undoes.push(op.body.undoes);
      box = evolveParcel(box, { type: 'ActUndone', parcelId: box.parcelId, undoes: op.body.undoes });
    }
    expect(undoes).toEqual([3, 2, 1].map(opIdOf));
    expect(box.lines).toEqual(emptyOpen.lines);
    const end = scan(withOpen(box), inputs.undo);
    expect(end.verdict).toMatchObject({ tone: 'look', refusal: { code: 'nothing-to-undo' } });
  });

  it('is refused when head office took the parcel back', () => {
    const ended = evolveParcel(openParcel, { type: 'LeaseEnded', parcelId: firstParcel, fence: 2 });
    expect(told(scan(withOpen(ended), inputs.undo))).toBe('!parcel-not-held-here');
  });
});

describe('quantity', () => {
  it('is typed digit by digit', () => {
    const situation = withOpen(openParcel);
    const one = scan(situation, inputs['quantity-1']);
    const twelve = scan({ ...situation, bench: one.bench }, inputs['quantity-2']);
    expect(twelve.bench.times).toBe(12);
    expect(twelve.verdict).toMatchObject({ code: 'quantity-set', values: { quantity: 12 } });
    const ten = scan({ ...situation, bench: one.bench }, inputs['quantity-0']);
    expect(ten.bench.times).toBe(10);
  });

  it('of nothing, or of more than four digits, is refused and forgotten', () => {
    expect(told(scan(withOpen(openParcel), inputs['quantity-0']))).toBe('!quantity-not-positive');
    const many = scan(withOpen(openParcel, { times: 10_000 }), inputs['quantity-0']);
    expect(told(many)).toBe('!quantity-not-positive');
    expect(many.bench.times).toBeNull();
    expect(scan(withOpen(openParcel, { times: 999 }), inputs['quantity-9']).bench.times).toBe(9999);
  });

  it('is taken back by CANCEL, which then parks nothing', () => {
    const { bench, verdict } = scan(withOpen(openParcel, { times: 5 }), inputs.cancel);
    expect(verdict).toMatchObject({ code: 'cancelled-command' });
    expect(bench).toMatchObject({ times: null, parcelId: firstParcel });
  });
});

describe('missing', () => {
  it('is all that is left of the line in work', () => {
    expect(twice(withOpen(openParcel), 'missing').ops).toMatchObject([
      { type: 'parcel.report-item', body: { sku: 'MUG', quantity: 3, problem: 'missing' } },
    ]);
  });

  it('is as many as QTY said, never more than are left', () => {
    expect(twice(withOpen(openParcel, { times: 2 }), 'missing').ops[0]?.body).toMatchObject({ quantity: 2 });
    const more = twice(withOpen(openParcel, { times: 9 }), 'missing');
    expect(more.ops[0]?.body).toMatchObject({ quantity: 3 });
    expect(more.bench.times).toBeNull();
  });

  it('passes over lines that are done', () => {
    const box = { ...openParcel, lines: [lineOf({ packed: 5 }), lampLine] };
    expect(twice(withOpen(box), 'missing').ops[0]?.body).toMatchObject({ sku: 'LAMP', quantity: 2 });
  });

  it('of a complete box is refused', () => {
    expect(told(twice(withOpen(inState('complete')), 'missing'))).toBe('!parcel-complete');
  });
});

describe('hold and part', () => {
  it('hold leaves the bench free for the next order', () => {
    const held = twice(withOpen(openParcel, { times: 3 }), 'hold');
    expect(held.ops).toMatchObject([{ type: 'parcel.hold', parcelId: firstParcel, fence: 1 }]);
    expect(held.bench).toMatchObject({ parcelId: null, times: null });
  });

  it('part says how many are released, and keeps the box open to be sealed', () => {
    const part = twice(withOpen(openParcel), 'ship-part');
    expect(part.verdict).toMatchObject({ code: 'part-released', values: { number: '1042', left: 5 } });
    expect(part.bench.parcelId).toBe(firstParcel);
  });

  it('part of nothing is refused', () => {
    expect(told(twice(withOpen(emptyOpen), 'ship-part'))).toBe('!parcel-empty');
  });

  it('part ends a box for which nothing was found', () => {
    const bare = { ...emptyOpen, lines: [lineOf({ missing: 5 }), { ...lampLine, missing: 2 }] };
    const ended = twice(withOpen(bare), 'ship-part');
    expect(told(ended)).toBe('parcel-ended -> parcel.ship-part');
    expect(ended.verdict).toMatchObject({ tone: 'look', values: { number: '1042' } });
    expect(ended.bench.parcelId).toBeNull();
  });
});

describe('seal', () => {
  const complete = inState('complete');

  it('takes the next number and the weight of goods and box, and frees the bench', () => {
    const sealed = scan(withOpen(complete), inputs.seal);
    expect(sealed.ops).toMatchObject([
      {
        type: 'parcel.seal',
        parcelId: firstParcel,
        fence: 1,
        body: { sscc: '106141412345678915', weightGrams: 5 * 300 + 2 * 900 + 120 },
      },
    ]);
    expect(sealed.verdict).toMatchObject({
      code: 'sealed',
      sound: 'order-complete',
      values: { units: 7, weightGrams: 3420 },
      place: { kind: 'label' },
    });
    expect(sealed.bench).toMatchObject({ parcelId: null, lastSealedId: firstParcel });
  });

  it("takes the carrier's own number where its contract has some", () => {
    const carrierNumber = { series: 'carrier POST std', serial: 17, text: 'TF000017' };
    const sealed = scan(withOpen(complete, {}, { nextCarrierNumber: carrierNumber }), inputs.seal);
    expect(sealed.ops[0]?.body).toMatchObject({ carrierNumber });
    expect(scan(withOpen(complete), inputs.seal).ops[0]?.body).not.toHaveProperty('carrierNumber');
  });

  it('weighs at least a gram', () => {
    const light = { ...complete, lines: complete.lines.map((line) => ({ ...line, unitWeightGrams: 0 })) };
    const sealed = scan(withOpen(light, {}, { box: null }), inputs.seal);
    expect(sealed.ops[0]?.body).toMatchObject({ weightGrams: 1 });
  });

  it.each<[string, Parcel, Partial<Situation['facts']>, string]>([
    ['an incomplete box', openParcel, {}, '!parcel-incomplete'],
    ['an empty box', emptyOpen, {}, '!parcel-empty'],
    ['without a box chosen', { ...complete, boxId: null }, {}, '!box-not-chosen'],
    ['with no number left', complete, { nextSscc: null }, '!number-range-empty'],
    ["with no number of the carrier's left", complete, { nextCarrierNumber: null }, '!number-range-empty'],
    ['an incomplete box with no number left', openParcel, { nextSscc: null }, '!parcel-incomplete'],
    [
      'with a cancelled unit inside',
      { ...complete, lines: [lineOf({ packed: 5, cancelled: 1 })] },
      {},
      '!line-cancelled',
    ],
  ])('is refused for %s', (_name, open, facts, expected) => {
    const refused = scan(withOpen(open, {}, facts), inputs.seal);
    expect(told(refused)).toBe(expected);
    expect(refused.bench.parcelId).toBe(open.parcelId);
  });
});

describe('next box', () => {
  it('seals this one with what is in it and opens the next for the rest', () => {
    const next = scan(withOpen(openParcel), inputs['next-box']);
    expect(next.ops).toMatchObject([
      { type: 'parcel.next-box', parcelId: firstParcel, body: { newParcelId: parcelIdOf(77) } },
      { type: 'parcel.seal', parcelId: firstParcel, body: { weightGrams: 2 * 300 + 120 } },
    ]);
    expect(next.bench).toMatchObject({ parcelId: parcelIdOf(77), lastSealedId: firstParcel });
    expect(next.verdict).toMatchObject({ code: 'next-box-started', values: { box: 2, left: 5 } });
  });

  it.each<[string, Parcel, Partial<Situation['facts']>, string]>([
    ['an empty box', emptyOpen, {}, '!parcel-empty'],
    ['a complete box', inState('complete'), {}, '!parcel-complete'],
    ['a box not chosen', { ...openParcel, boxId: null }, {}, '!box-not-chosen'],
    ['no number left', openParcel, { nextSscc: null }, '!number-range-empty'],
  ])('is refused with %s, and then nothing was done', (_name, open, facts, expected) => {
    const refused = scan(withOpen(open, {}, facts), inputs['next-box']);
    expect(told(refused)).toBe(expected);
    expect(refused.ops.map((op) => op.type)).toEqual(['bench.refuse-scan']);
    expect(refused.bench.parcelId).toBe(open.parcelId);
  });
});

describe('the last label', () => {
  const last = (lastSealed: Parcel | null, over: Partial<Situation['facts']> = {}): Situation => ({
    bench: benchOf({ lastSealedId: lastSealed?.parcelId ?? null }),
    facts: factsOf({ lastSealed, ...over }),
  });

  it('is printed again on request, with no op: the print outbox counts attempts', () => {
    for (const state of ['sealed', 'labelled'] as const) {
      const again = scan(last({ ...lastParcel, state }), inputs.reprint);
      expect(told(again)).toBe('label-asked');
      expect(again.reprint).toBe(lastParcel.parcelId);
      expect(again.verdict).toMatchObject({ values: { number: '1041' }, place: { kind: 'label' } });
    }
  });

  it.each([
    ['handed-over', '!parcel-handed-over'],
    ['cancelled', '!parcel-cancelled'],
    ['packing', '!parcel-not-sealed'],
  ] as const)('of a parcel that is %s is not printed again', (state, expected) => {
    const refused = scan(last({ ...lastParcel, state }), inputs.reprint);
    expect(told(refused)).toBe(expected);
    expect(refused.reprint).toBeNull();
  });

  it('is asked for by nothing else', () => {
    for (const input of Object.values(inputs))
      if (input !== inputs.reprint) expect(scan(last(lastParcel), input).reprint).toBeNull();
  });

  it('is void when its box is opened again, which is asked twice', () => {
    const reopened = twice(last(lastParcel), 'reopen');
    expect(reopened.ops).toMatchObject([{ type: 'parcel.reopen', parcelId: lastParcel.parcelId }]);
    expect(reopened.bench.parcelId).toBe(lastParcel.parcelId);
    expect(told(reopened)).toBe('reopened -> parcel.reopen');
  });

  it('of a parcel that left cannot be made void (sealed -> packing is refused after hand-over)', () => {
    expect(told(twice(last({ ...lastParcel, state: 'handed-over' }), 'reopen'))).toBe('!parcel-handed-over');
  });

  it('stays while another box is being packed', () => {
    const busy = scan(
      {
        bench: benchOf({ parcelId: firstParcel }),
        facts: factsOf({ open: openParcel, lastSealed: lastParcel }),
      },
      inputs.reopen,
    );
    expect(busy.verdict).toMatchObject({
      refusal: { code: 'other-parcel-open', values: { number: '1042', other: '1041' } },
    });
  });

  it('may be made void while another box is open with nothing in it', () => {
    const situation: Situation = {
      bench: benchOf({ parcelId: firstParcel }),
      facts: factsOf({ open: emptyOpen, lastSealed: lastParcel }),
    };
    expect(twice(situation, 'reopen').bench.parcelId).toBe(lastParcel.parcelId);
  });

  it('of the box that is open already is nothing to open', () => {
    const open = { ...openParcel, sscc: null };
    const again = scan(
      { bench: benchOf({ parcelId: open.parcelId }), facts: factsOf({ open, lastSealed: open }) },
      inputs.reopen,
    );
    expect(told(again)).toBe('!parcel-already-open');
  });

  it('of a box that was parked after opening is taken up by its order, not by REOPEN', () => {
    const parked = {
      ...lastParcel,
      state: 'packing',
      sscc: null,
      hold: { reason: 'bench', by: null },
    } as Parcel;
    expect(told(scan(last(parked), inputs.reopen))).toBe('!parcel-not-sealed');
  });

  it('before there was any cannot be opened or printed', () => {
    expect(told(scan(last(null), inputs.reopen))).toBe('!parcel-not-sealed');
    expect(told(scan(last(null), inputs.reprint))).toBe('!parcel-not-sealed');
  });
});

describe('operators', () => {
  it('log in with their badge; another badge takes over, the box stays', () => {
    const other = scan(withOpen(openParcel, { times: 3, damagedNext: true }), inputs.badge);
    expect(other.ops).toMatchObject([{ type: 'bench.log-in', body: { personId: 'bob' } }]);
    expect(other.bench).toMatchObject({
      operator: { name: 'Bob' },
      parcelId: firstParcel,
      times: null,
      damagedNext: false,
    });
    expect(other.verdict).toMatchObject({ values: { name: 'Bob' }, place: { kind: 'operator' } });
  });

  it('log out between boxes, not out of one that is half packed', () => {
    const out = scan(withOpen(emptyOpen), inputs['log-out']);
    expect(out.bench).toMatchObject({ operator: null, parcelId: null });
    expect(out.verdict).toMatchObject({ code: 'logged-out', values: { name: 'Ayşe' } });
    expect(told(scan(withOpen(openParcel), inputs['log-out']))).toBe('!other-parcel-open');
  });

  it('that are unknown change nothing', () => {
    const unknown = scan(withOpen(openParcel), inputs['badge of nobody']);
    expect(unknown.bench).toMatchObject({ operator: { name: 'Ayşe' }, stop: { code: 'badge-unknown' } });
  });
});

describe('CANCEL', () => {
  it('with nothing half said parks the box: its content stays', () => {
    const parked = scan(withOpen(openParcel), inputs.cancel);
    expect(parked.bench.parcelId).toBeNull();
    expect(parked.ops).toEqual([]);
    expect(parked.verdict).toMatchObject({ values: { number: '1042' } });
  });

  it('takes back DAMAGED, and a question', () => {
    for (const half of [{ damagedNext: true }, { confirm: { act: 'hold x', untilMs: 9e9 } }]) {
      const { bench } = scan(withOpen(openParcel, half), inputs.cancel);
      expect(bench).toMatchObject({ damagedNext: false, confirm: null, parcelId: firstParcel });
    }
  });
});
