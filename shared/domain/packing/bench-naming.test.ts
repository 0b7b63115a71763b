// A code that nobody knows: what it is is said by digit, bin or another code, and counts by the warehouse's rule; what was
// scanned where something else was wanted is told with the refusal.
import { describe, expect, it } from 'vitest';
import { skuOf, warehouseIdOf } from '../ids.test-kit';
import { locationIdSchema } from '../ids';
import { leased, lineOf, packedOf, parcelAfter, planOf, started } from '../parcel/parcel.test-kit';
import { answerPinGiven, answerScan } from './bench';
import { ayse, benchOf, bob, factsOf, itemOf, otherParcel } from './bench.test-kit';
import { type BenchRules, usualBenchRules } from './bench-rules';
import type { BenchCommand } from './bench-command';
import type { Bench, BenchInput, BenchOutcome, UnknownScan } from './session';

const open = parcelAfter(
  planOf([
    lineOf({ expected: 2, sources: [{ locationId: locationIdSchema.parse('A-01-1'), quantity: 2 }] }),
    lineOf({
      lineNo: 2,
      sku: skuOf('LAMP'),
      name: 'Metal lantern',
      expected: 1,
      sources: [{ locationId: locationIdSchema.parse('B-07-4'), quantity: 1 }],
    }),
  ]),
  leased,
  started,
);
const scanned = (over: Partial<UnknownScan> = {}): BenchInput => {
  const scan = { code: 'NEW-1', text: 'NEW-1', raw: ']C0NEW-1', aim: ']C0', scanId: 's9', ...over };
  return { kind: 'unknown', text: scan.text, scan };
};
const say = (command: BenchCommand): BenchInput => ({ kind: 'command', command });
const badge = (person = bob): BenchInput => ({ kind: 'badge', person });
const bin = (locationId: string): BenchInput => ({
  kind: 'location',
  locationId: locationIdSchema.parse(locationId),
});

function run(
  inputs: readonly BenchInput[],
  rule: BenchRules['unknownCodes'] = 'supervisor',
  begun: Bench = benchOf({ parcelId: open.parcelId }),
) {
  const rules = { ...usualBenchRules(warehouseIdOf('leeds')), unknownCodes: rule };
  let bench = begun;
  const told: string[] = [];
  const ops: BenchOutcome['ops'] = [];
  for (const input of inputs) {
    const result = answerScan(bench, input, factsOf({ open, rules }));
    bench = result.bench;
    ops.push(...result.ops);
    told.push(result.verdict.kind === 'answer' ? result.verdict.code : `!${result.verdict.refusal.code}`);
  }
  const proposals = ops.flatMap((op) => (op.type === 'code.propose' ? [op.body] : []));
  const packed = ops.flatMap((op) => (op.type === 'parcel.pack-item' ? [op.body] : []));
  return { bench, told, ops, proposals, packed };
}

describe('an unknown code at an open box', () => {
  it('is a stop that holds, and is asked about only when somebody says WHAT IS IT', () => {
    const first = run([scanned(), itemOf('CLOCK')]);
    expect(first.told).toEqual(['!code-unknown', '!scan-held-by-stop']);
    expect(first.bench.naming).toMatchObject({ ask: 'offered', scan: { code: 'NEW-1' } });
    const seen = run([scanned(), say('ok')]);
    expect(seen.bench.naming).toBeNull();
    expect(run([scanned(), say('name-code')]).told).toEqual(['!code-unknown', 'code-what']);
    expect(run([say('name-code')]).told).toEqual(['!name-code-nothing']);
  });

  it.each([
    ['its digit', say('quantity-2'), 'LAMP'],
    ['its bin', bin('B-07-4'), 'LAMP'],
    ['another of its codes', itemOf('MUG'), 'MUG'],
  ])('is named by %s, and counts once a supervisor says so', (_how, input, sku) => {
    const { told, proposals, packed, bench, ops } = run([scanned(), say('name-code'), input, badge()]);
    expect(told.slice(0, 3)).toEqual(['!code-unknown', 'code-what', 'code-badge']);
    expect(proposals).toEqual([
      {
        code: 'NEW-1',
        text: 'NEW-1',
        raw: ']C0NEW-1',
        aim: ']C0',
        scanId: 's9',
        sku,
        quantity: 1,
        counted: true,
        supervisorId: bob.personId,
      },
    ]);
    expect(packed).toEqual([{ sku, quantity: 1, code: 'NEW-1', scanId: 's9' }]);
    // Told before it is packed, in one go; the operator stays logged in.
    expect(ops.map(({ type }) => type)).toEqual(['bench.refuse-scan', 'code.propose', 'parcel.pack-item']);
    expect(bench).toMatchObject({ naming: null, stop: null, operator: ayse });
  });

  it('counts for further units of the same box without another badge, and for no other box', () => {
    const named = run([scanned(), say('name-code'), say('quantity-1'), badge(), scanned({ scanId: 's10' })]);
    expect(named.told.at(-1)).toBe('item-packed');
    expect(named.packed.map(({ scanId }) => scanId)).toEqual(['s9', 's10']);
    expect(named.proposals).toHaveLength(1);
    const other = otherParcel({ state: 'packing' });
    const result = answerScan(
      { ...named.bench, parcelId: other.parcelId },
      scanned(),
      factsOf({ open: other }),
    );
    expect(result.verdict).toMatchObject({ kind: 'refusal', refusal: { code: 'code-unknown' } });
  });

  it('is set aside where there is no supervisor, and where the rule says so', () => {
    const skipped = run([scanned(), say('name-code'), say('quantity-1'), say('skip')]);
    expect(skipped.told.at(-1)).toBe('code-aside');
    expect(skipped.proposals).toMatchObject([{ counted: false, sku: 'MUG' }]);
    expect(skipped.proposals[0]).not.toHaveProperty('supervisorId');
    expect(skipped.packed).toEqual([]);
    const ruled = run([scanned(), say('name-code'), say('quantity-1')], 'set-aside');
    expect(ruled.told.at(-1)).toBe('code-aside');
    expect(ruled.packed).toEqual([]);
  });

  it('counts at once where the rule lets anyone say it', () => {
    const { told, proposals, packed } = run([scanned(), say('name-code'), say('quantity-2')], 'anyone');
    expect(told.at(-1)).toBe('line-complete');
    expect(proposals).toMatchObject([{ counted: true, sku: 'LAMP' }]);
    expect(packed).toHaveLength(1);
  });

  it('asks again on a wrong digit or bin, refuses another product, and goes on with anything else', () => {
    const asked = [scanned(), say('name-code')];
    expect(run([...asked, say('quantity-9')]).told.at(-1)).toBe('code-what');
    expect(run([...asked, bin('Z-99')]).told.at(-1)).toBe('code-what');
    const other = run([...asked, itemOf('CLOCK')]);
    expect(other.told.at(-1)).toBe('!item-not-in-order');
    expect(other.bench.naming).not.toBeNull();
    const left = run([...asked, say('cancel')]);
    expect(left).toMatchObject({ bench: { naming: null }, proposals: [] });
    expect(run([...asked, say('undo')]).bench.naming).toBeNull();
  });

  it('takes the badge of somebody who may answer for others only, and their PIN where they have one', () => {
    const asked = [scanned(), say('name-code'), say('quantity-1')];
    const packer = run([...asked, badge({ ...bob, roles: ['packer'] })]);
    expect(packer.told.at(-1)).toBe('!person-may-not');
    expect(packer.packed).toEqual([]);
    // The question stands behind the stop.
    expect(run([say('ok'), badge()], 'supervisor', packer.bench).told).toEqual([
      'stop-cleared',
      'item-packed',
    ]);
    const withPin = { ...bob, pinSetAt: '2026-01-05T08:00:00.000Z' };
    const pin = run([...asked, badge(withPin)]);
    expect(pin.told.at(-1)).toBe('enter-pin');
    const facts = factsOf({ open });
    const wrong = answerPinGiven(pin.bench, { answer: 'no', left: 4 }, facts);
    const right = answerPinGiven(wrong.bench, { answer: 'yes' }, facts);
    expect(right.ops.map(({ type }) => type)).toEqual(['code.propose', 'parcel.pack-item']);
    expect(right.bench.operator).toEqual(ayse);
  });

  it('is not asked about without a box, when everything is in, or when it may be a PIN that nobody asked for', () => {
    const idle = answerScan(benchOf(), scanned(), factsOf());
    expect(idle.bench.naming).toBeNull();
    const full = parcelAfter(planOf(), leased, started, packedOf(1, 1, 5), packedOf(2, 2, 1));
    const complete = { ...full, lines: full.lines.map((line) => ({ ...line, packed: line.expected })) };
    const done = answerScan(benchOf({ parcelId: full.parcelId }), scanned(), factsOf({ open: complete }));
    expect(done.bench.naming).toBeNull();
    expect(run([scanned({ code: '2580', text: '2580', aim: null })]).bench.naming).toBeNull();
    expect(run([scanned({ code: '2580', text: '2580', aim: ']A0' })]).bench.naming).not.toBeNull();
  });
});

describe('a wrong product', () => {
  const wrongOf = (inputs: readonly BenchInput[]) =>
    run(inputs).ops.flatMap((op) => (op.type === 'bench.refuse-scan' ? [op.body.wrong ?? null] : []));

  it('is told with what was wanted, when it is of no line; one too many of the right product is not', () => {
    expect(wrongOf([itemOf('CLOCK')])).toEqual([{ wanted: 'MUG', scanned: 'CLOCK' }]);
    expect(wrongOf([itemOf('CLOCK', { wantedBy: [otherParcel()] })])).toEqual([
      { wanted: 'MUG', scanned: 'CLOCK' },
    ]);
    expect(wrongOf([itemOf('MUG', { units: 3 })])).toEqual([null]);
    expect(wrongOf([scanned()])).toEqual([null]);
  });
});
