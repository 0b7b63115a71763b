// A stop holds until a different, deliberate act clears it: OK, CANCEL, the right item, or exactly what its words ask
// for. Everything else scanned meanwhile is refused, not queued.
import { describe, expect, it } from 'vitest';
import type { Refusal } from '../decision';
import { lineOf } from '../parcel/parcel.test-kit';
import {
  benchOf,
  emptyOpen,
  factsOf,
  type InputName,
  inputs,
  itemOf,
  lampLine,
  openParcel,
  scan,
  type Situation,
  smallBox,
  told,
} from './bench.test-kit';
import { emptyBench } from './session';

const stoppedBy = (stop: Refusal, over: Partial<Situation['facts']> = {}): Situation => ({
  bench: benchOf({ parcelId: openParcel.parcelId, stop }),
  facts: factsOf({ open: openParcel, ...over }),
});
const stop = (code: Refusal['code'], values: Refusal['values'] = {}): Refusal => ({ code, values });
const ordinary = stoppedBy(stop('code-unknown', { code: 'zzz' }));

const clearing: ReadonlySet<InputName> = new Set<InputName>(['ok', 'cancel', 'item wanted']);

describe('a held stop', () => {
  it.each((Object.keys(inputs) as InputName[]).filter((name) => !clearing.has(name)))(
    'is not cleared by: %s',
    (name) => {
      const { verdict, bench, ops } = scan(ordinary, inputs[name]);
      expect(verdict).toMatchObject({
        kind: 'refusal',
        refusal: { code: 'scan-held-by-stop' },
        sound: 'stop',
      });
      expect(bench.stop).toEqual(ordinary.bench.stop);
      expect(ops.map((op) => op.type)).toEqual(['bench.refuse-scan']);
    },
  );

  it('is the same stop after any number of scans: nothing is queued', () => {
    let situation = ordinary;
    for (let count = 0; count < 5; count += 1) {
      situation = { ...situation, bench: scan(situation, inputs['item not in order']).bench };
      expect(situation.bench.stop).toEqual(ordinary.bench.stop);
    }
    const cleared = scan(situation, inputs.ok);
    expect(told(cleared)).toBe('stop-cleared');
    expect(cleared.bench.stop).toBeNull();
    expect(cleared.ops).toEqual([]);
  });

  it.each(['ok', 'cancel'] as const)(
    'is cleared by %s, which does nothing else and forgets what was half said',
    (name) => {
      const half = { ...ordinary, bench: { ...ordinary.bench, times: 4, damagedNext: true } };
      const { bench, ops } = scan(half, inputs[name]);
      expect(ops).toEqual([]);
      expect(bench).toMatchObject({
        stop: null,
        times: null,
        damagedNext: false,
        parcelId: openParcel.parcelId,
      });
    },
  );

  it('is cleared by the right item, which is packed', () => {
    const { bench, ops } = scan(ordinary, inputs['item wanted']);
    expect(bench.stop).toBeNull();
    expect(ops).toMatchObject([{ type: 'parcel.pack-item', body: { quantity: 1 } }]);
  });

  it('is cleared by the item that its words ask to take out', () => {
    const late = { ...openParcel, lines: [lineOf({ packed: 2, cancelled: 4 }), lampLine] };
    const situation = stoppedBy(
      stop('line-cancelled', { number: '1042', sku: 'MUG', name: 'mug', quantity: 1 }),
      {
        open: late,
      },
    );
    const taken = scan(situation, itemOf('MUG'));
    expect(taken.verdict).toMatchObject({ kind: 'answer', code: 'item-taken-out' });
    expect(taken.bench.stop).toBeNull();
  });

  it('for too many is not cleared by the same item again: nobody looked', () => {
    const tooMany = stoppedBy(
      stop('item-too-many', { number: '1042', sku: 'MUG', name: 'mug', quantity: 6, left: 3 }),
    );
    expect(told(scan(tooMany, itemOf('MUG')))).toBe('!scan-held-by-stop');
    expect(told(scan(tooMany, itemOf('LAMP')))).toBe('item-packed -> parcel.pack-item');
  });

  it('for a missing box is cleared by a box', () => {
    for (const code of ['box-not-chosen', 'box-unknown'] as const) {
      const chosen = scan(stoppedBy(stop(code, { number: '1042' })), inputs.box);
      expect(told(chosen)).toBe('box-chosen -> parcel.choose-box');
      expect(chosen.bench.stop).toBeNull();
    }
  });

  it('for a misread code is cleared by reading it right, whatever it was', () => {
    const misread = stoppedBy(stop('code-misread', { code: '1-3' }));
    expect(told(scan(misread, inputs.box))).toBe('box-chosen -> parcel.choose-box');
    expect(told(scan(misread, inputs['label to hand over']))).toBe('handed-over -> parcel.hand-over');
    expect(told(scan(misread, inputs['misread code']))).toBe('!scan-held-by-stop');
    expect(told(scan(misread, inputs['order on this bench']))).toBe('!scan-held-by-stop');
    const idle: Situation = {
      bench: benchOf({ stop: stop('code-misread', { code: '1-3' }) }),
      facts: factsOf(),
    };
    expect(told(scan(idle, inputs['order on this bench']))).toBe('parcel-opened -> parcel.open');
  });

  it('of a bench where nobody is logged in is cleared by a badge that is known', () => {
    const nobody: Situation = { bench: { ...emptyBench, stop: stop('badge-first') }, facts: factsOf() };
    expect(told(scan(nobody, inputs['badge of nobody']))).toBe('!scan-held-by-stop');
    expect(told(scan(nobody, inputs['item wanted']))).toBe('!scan-held-by-stop');
    const loggedIn = scan(nobody, inputs.badge);
    expect(told(loggedIn)).toBe('logged-in -> bench.log-in');
    expect(loggedIn.bench).toMatchObject({ stop: null, operator: { name: 'Bob' } });
  });

  it('is not wiped away by somebody else logging in', () => {
    expect(told(scan(ordinary, inputs.badge))).toBe('!scan-held-by-stop');
  });
});

describe('refusals that only ask to look', () => {
  it('leave no stop behind', () => {
    const situation: Situation = {
      bench: benchOf({ parcelId: emptyOpen.parcelId }),
      facts: factsOf({ open: emptyOpen, box: smallBox }),
    };
    const again = scan(situation, inputs['order open here']);
    expect(told(again)).toBe('!parcel-already-open');
    expect(again.verdict).toMatchObject({ tone: 'look', sound: 'already', holds: false });
    expect(again.bench.stop).toBeNull();
  });
});
