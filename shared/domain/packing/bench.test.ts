import { describe, expect, it } from 'vitest';
import { refusalTones } from '../refusal';
import { expectValues } from '../refusal-values.test-kit';
import {
  type InputName,
  inputs,
  scan,
  type SituationName,
  situationNames,
  situations,
  told,
} from './bench.test-kit';
import { type BenchInput, benchCommands } from './session';

const held = '!scan-held-by-stop';
const nobody = '!badge-first';

type Row = Record<SituationName, string>;
/** What every scan means in every situation. Where only `stopped` and `nobody` differ, they are filled in by `row`. */
const row = (idle: string, open: string, complete = open): Row => ({
  nobody,
  idle,
  open,
  complete,
  stopped: held,
});

const table: Record<InputName, Row> = {
  badge: {
    nobody: 'logged-in -> bench.log-in',
    idle: 'logged-in -> bench.log-in',
    open: 'logged-in -> bench.log-in',
    complete: 'logged-in -> bench.log-in',
    stopped: held,
  },
  'badge of nobody': { ...row('!badge-unknown', '!badge-unknown'), nobody: '!badge-unknown' },

  ok: { ...row('ready', 'ready'), stopped: 'stop-cleared' },
  cancel: { ...row('ready', 'parcel-parked'), stopped: 'stop-cleared' },
  undo: row('!order-first', 'undone -> parcel.undo'),
  'next-box': row('!order-first', 'next-box-started -> parcel.next-box parcel.seal', '!parcel-complete'),
  seal: row('!order-first', '!parcel-incomplete', 'sealed -> parcel.seal'),
  reprint: row('label-asked', '!parcel-not-sealed'),
  reopen: row('confirm-again', '!parcel-not-sealed'),
  missing: row('!order-first', 'confirm-again'),
  damaged: row('!order-first', 'damaged-next'),
  hold: row('!order-first', 'confirm-again'),
  'ship-part': row('!order-first', 'confirm-again'),
  'log-out': row('logged-out -> bench.log-out', '!other-parcel-open', 'logged-out -> bench.log-out'),
  'quantity-0': row('!quantity-not-positive', '!quantity-not-positive'),
  'quantity-1': row('quantity-set', 'quantity-set'),
  'quantity-2': row('quantity-set', 'quantity-set'),
  'quantity-3': row('quantity-set', 'quantity-set'),
  'quantity-4': row('quantity-set', 'quantity-set'),
  'quantity-5': row('quantity-set', 'quantity-set'),
  'quantity-6': row('quantity-set', 'quantity-set'),
  'quantity-7': row('quantity-set', 'quantity-set'),
  'quantity-8': row('quantity-set', 'quantity-set'),
  'quantity-9': row('quantity-set', 'quantity-set'),

  'order on this bench': row('parcel-opened -> parcel.open', '!other-parcel-open'),
  'order parked here': row('parcel-opened', '!other-parcel-open'),
  'order on hold here': row('resume-again', '!other-parcel-open'),
  'order nobody holds': row('asking-head-office -> parcel.claim', 'asking-head-office -> parcel.claim'),
  'order on another bench': row('!parcel-not-held-here', '!other-parcel-open'),
  'order sealed': row('label-waiting', 'label-waiting'),
  'order labelled': row('!parcel-sealed', '!parcel-sealed'),
  'order that left': row('!parcel-handed-over', '!parcel-handed-over'),
  'order cancelled': row('!parcel-cancelled', '!parcel-cancelled'),
  'order open here': row('parcel-opened', '!parcel-already-open'),
  'order with no parcel': row('!code-unknown', '!code-unknown'),
  'order elsewhere': row('!order-not-on-this-bench', '!order-not-on-this-bench'),
  tote: row('parcel-opened -> parcel.open', '!other-parcel-open'),

  'label to hand over': row('handed-over -> parcel.hand-over', 'handed-over -> parcel.hand-over'),
  'label not confirmed': row('!parcel-not-labelled', '!parcel-not-labelled'),
  'label of a parcel that left': row('!parcel-handed-over', '!parcel-handed-over'),
  'label nobody knows': row('!code-unknown', '!code-unknown'),

  'item wanted': {
    ...row(
      'item-packed -> parcel.open parcel.pack-item',
      'item-packed -> parcel.pack-item',
      '!item-complete',
    ),
    stopped: 'item-packed -> parcel.pack-item',
  },
  'item not in order': row('!nothing-waiting', '!item-not-in-order'),
  'item of another order': row('item-packed -> parcel.open parcel.pack-item', '!item-of-another-order'),
  'more than wanted': row('!item-too-many', '!item-too-many', '!item-complete'),

  box: row('!order-first', 'box-chosen -> parcel.choose-box'),
  'unknown code': row('!code-unknown', '!code-unknown'),
  'misread code': row('!code-misread', '!code-misread'),
};

const cells = (Object.keys(table) as InputName[]).flatMap((name) =>
  situationNames.map((situation) => ({ name, situation, expected: table[name][situation] })),
);

describe('bench: every scan in every situation', () => {
  it('has a row for every kind of scan and every command', () => {
    const kinds: Record<BenchInput['kind'], true> = {
      badge: true,
      command: true,
      parcels: true,
      'order-elsewhere': true,
      item: true,
      box: true,
      unknown: true,
      misread: true,
    };
    expect([...new Set(Object.values(inputs).map(({ kind }) => kind))].sort()).toEqual(
      Object.keys(kinds).sort(),
    );
    expect(Object.keys(table)).toEqual(expect.arrayContaining([...benchCommands]));
  });

  it.each(cells)('$name when $situation: $expected', ({ name, situation, expected }) => {
    expect(told(scan(situations[situation], inputs[name]))).toBe(expected);
  });

  it.each(cells)(
    'law 9: $name when $situation is answered with tone, sound and place',
    ({ name, situation }) => {
      const { verdict, ops, bench } = scan(situations[situation], inputs[name]);
      expect(verdict.sound).toBeTruthy();
      if (verdict.kind === 'answer') {
        expect(verdict.holds).toBe(false);
        expect(bench.stop).toBeNull();
        return;
      }
      expectValues(verdict.refusal);
      expect(verdict.tone).toBe(refusalTones[verdict.refusal.code]);
      expect(verdict.holds).toBe(verdict.tone === 'stop');
      if (verdict.tone === 'stop') expect(verdict.sound).toBe('stop');
      expect(bench.stop !== null).toBe(verdict.holds);
      // A refusal is evidence: it is the only op, and it says what was scanned.
      expect(ops.map((op) => op.type)).toEqual(['bench.refuse-scan']);
      expect(ops[0]?.body).toMatchObject({ code: verdict.refusal.code });
    },
  );

  it.each(cells)('law 1: $name when $situation is never green without an op', ({ name, situation }) => {
    const { verdict, ops } = scan(situations[situation], inputs[name]);
    if (verdict.tone === 'go' && verdict.kind === 'answer' && verdict.code !== 'parcel-opened')
      expect(ops.length).toBeGreaterThan(0);
  });
});
