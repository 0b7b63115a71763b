// Another box than the planned one is taken as it is scanned and asked about in passing; what is to be read is read first.
import { describe, expect, it } from 'vitest';
import { boxIdOf, skuOf } from '../ids.test-kit';
import { answerScan } from './bench';
import { benchOf, factsOf, inState, openParcel, smallBox } from './bench.test-kit';
import type { Bench, BenchFacts, BenchInput, BenchOutcome } from './session';

const command = (name: Extract<BenchInput, { kind: 'command' }>['command']): BenchInput => ({
  kind: 'command',
  command: name,
});
const item = (sku: string): BenchInput => ({
  kind: 'item',
  sku: skuOf(sku),
  name: sku,
  units: 1,
  code: sku,
  scanId: 's1',
  wantedBy: [],
});
const box: BenchInput = { kind: 'box', box: smallBox };
const boxing: NonNullable<BenchFacts['boxing']> = {
  planned: [boxIdOf('B3')],
  fillPermille: 620,
  padding: { paddingId: 'paper', quantity: 2 },
  toRead: [],
};

/** Scans one after the other; the open parcel follows `boxId` only, which is all these questions look at. */
function scan(
  inputs: readonly BenchInput[],
  facts: Partial<BenchFacts> = {},
  begun: Bench = benchOf({ parcelId: openParcel.parcelId }),
): { told: string[]; bench: Bench; last: BenchOutcome; ops: BenchOutcome['ops'] } {
  let bench = begun;
  let open = facts.open ?? openParcel;
  const told: string[] = [];
  const ops: BenchOutcome['ops'] = [];
  let last: BenchOutcome | null = null;
  for (const input of inputs) {
    last = answerScan(bench, input, factsOf({ box: smallBox, boxing, ...facts, open }));
    bench = last.bench;
    for (const op of last.ops) if (op.type === 'parcel.choose-box') open = { ...open, boxId: op.body.boxId };
    ops.push(...last.ops);
    told.push(last.verdict.kind === 'answer' ? last.verdict.code : `!${last.verdict.refusal.code}`);
  }
  if (!last) throw new Error('nothing was scanned');
  return { told, bench, last, ops };
}

const choices = ({ ops }: Pick<BenchOutcome, 'ops'>): unknown[] =>
  ops.flatMap((op) => (op.type === 'parcel.choose-box' ? [op.body] : []));

describe('a box at the bench', () => {
  it('is the box, and asks nothing when it is the planned one or nothing was planned', () => {
    const planned = scan([box], { boxing: { ...boxing, planned: [smallBox.boxId] } });
    expect(planned.told).toEqual(['box-chosen']);
    expect(choices(planned)).toEqual([{ boxId: 'B1' }]);
    for (const none of [null, undefined, { ...boxing, planned: [] }])
      expect(scan([box], { boxing: none }).bench.whyBox).toBeNull();
  });

  it('is green and written at once when it is another one, and why is asked', () => {
    const other = scan([box]);
    expect(other.last.verdict).toMatchObject({ tone: 'go', code: 'box-other' });
    expect(choices(other)).toEqual([
      { boxId: 'B1', override: { planned: 'B3', reason: 'not-said', fillPermille: 620 } },
    ]);
    expect(other.bench.whyBox).toEqual({ boxId: 'B1', planned: 'B3', fillPermille: 620, ask: 'reason' });
  });

  it.each([
    ['quantity-1', 'too-small'],
    ['quantity-3', 'none-here'],
    ['quantity-4', 'more-padding'],
    ['quantity-5', 'other'],
  ] as const)('is explained by %s', (digit, reason) => {
    const said = scan([box, command(digit)]);
    expect(said.told).toEqual(['box-other', 'box-lesson']);
    expect(choices(said)[1]).toEqual({ boxId: 'B1', override: { planned: 'B3', reason, fillPermille: 620 } });
    expect(said.bench.whyBox).toBeNull();
  });

  it('asks which item does not fit, and takes only one of the order', () => {
    const said = scan([box, command('quantity-2'), item('MUG')]);
    expect(said.told).toEqual(['box-other', 'box-why-item', 'box-lesson']);
    expect(choices(said)[1]).toEqual({
      boxId: 'B1',
      override: { planned: 'B3', reason: 'item-does-not-fit', sku: 'MUG', fillPermille: 620 },
    });
    expect(said.ops.some(({ type }) => type === 'parcel.pack-item')).toBe(false);
    expect(scan([box, command('quantity-2'), item('SOAP')]).told[2]).toBe('!item-not-in-order');
  });

  it('asks again for a number that is no reason, and lets go on without one', () => {
    expect(scan([box, command('quantity-9'), command('quantity-1')]).told).toEqual([
      'box-other',
      'box-why',
      'box-lesson',
    ]);
    const on = scan([box, item('MUG'), command('quantity-2')]);
    expect(on.told).toEqual(['box-other', 'item-packed', 'quantity-set']);
    expect(scan([box, command('cancel'), command('quantity-1')]).told).toEqual([
      'box-other',
      'cancelled-command',
      'quantity-set',
    ]);
  });
});

describe('packing instructions', () => {
  const complete = inState('complete');
  const [line] = complete.lines;
  if (!line) throw new Error('no line');
  const { lineNo, sku, name } = line;
  const toRead = [0, 1].map((at) => ({ lineNo, sku, name, at }));
  const facts: Partial<BenchFacts> = {
    open: complete,
    boxing: { ...boxing, toRead: [...toRead, { lineNo: 99, sku: skuOf('X'), name: 'not in it', at: 0 }] },
  };
  const begun = benchOf({ parcelId: complete.parcelId });

  it('are read one by one before the box is sealed, and the seal says so', () => {
    const sealed = scan([command('seal'), command('ok'), command('ok')], facts, begun);
    expect(sealed.told).toEqual(['read-first', 'read-first', 'sealed']);
    const [seal] = sealed.ops.filter(({ type }) => type === 'parcel.seal');
    expect(seal?.body).toMatchObject({ read: [sku], padding: { paddingId: 'paper', quantity: 2 } });
  });

  it('are asked for again when anything else was scanned', () => {
    expect(scan([command('seal'), box, command('seal')], facts, begun).told.at(-1)).toBe('read-first');
    expect(scan([command('seal'), command('cancel')], facts, begun).bench.reading).toBeNull();
  });

  it('are not asked for while something else is in the way', () => {
    expect(scan([command('seal')], { ...facts, open: { ...complete, boxId: null } }, begun).told).toEqual([
      '!box-not-chosen',
    ]);
  });
});
