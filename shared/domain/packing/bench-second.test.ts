import { describe, expect, it } from 'vitest';
import { personIdOf } from '../ids.test-kit';
import { evolveParcel } from '../parcel/evolve';
import type { Parcel } from '../parcel/parcel';
import { benchMark, testCode } from '../special/special.test-kit';
import { answerPinGiven, answerScan } from './bench';
import { ayse, benchOf, bob, factsOf, inState, otherParcel, smallBox, told } from './bench.test-kit';
import type { Bench, BenchFacts, BenchInput, BenchOutcome, Person } from './session';

const can: Person = { personId: personIdOf('can'), name: 'Can', roles: ['packer'] };
const bobWithPin: Person = { ...bob, pinSetAt: '2026-01-01T00:00:00.000Z' };
const packed = (over: Parameters<typeof benchMark>[0] = {}): Parcel => {
  const marked = evolveParcel(inState('complete'), {
    type: 'ParcelMarked',
    parcelId: inState('complete').parcelId,
    mark: benchMark(over),
  });
  return { ...marked, special: marked.special && { ...marked.special, packers: [ayse.personId] } };
};
const badge = (person: Person | null): BenchInput => ({ kind: 'badge', person });
const command = (name: Extract<BenchInput, { kind: 'command' }>['command']): BenchInput => ({
  kind: 'command',
  command: name,
});
const factsWith = (open: Parcel, over: Partial<BenchFacts> = {}): BenchFacts =>
  factsOf({ open, box: smallBox, online: false, ...over });

/** Scans one after the other at a bench whose box is complete; what each was answered. */
function day(open: Parcel, inputs: BenchInput[], over: Partial<BenchFacts> = {}): BenchOutcome[] {
  let bench: Bench = benchOf({ parcelId: open.parcelId });
  return inputs.map((input) => {
    const result = answerScan(bench, input, factsWith(open, over));
    bench = result.bench;
    return result;
  });
}
const words = (open: Parcel, inputs: BenchInput[], over: Partial<BenchFacts> = {}): string[] =>
  day(open, inputs, over).map(told);

describe('a second person at the bench', () => {
  it('is asked for by SEAL, and seals with another badge, without head office', () => {
    expect(words(packed(), [command('seal'), badge(can)])).toEqual([
      'second-person',
      'sealed -> parcel.verify parcel.seal',
    ]);
    const [, sealed] = day(packed(), [command('seal'), badge(can)]);
    expect(sealed?.ops[0]).toMatchObject({ type: 'parcel.verify', body: { verifierId: 'can' } });
    expect(sealed?.bench).toMatchObject({ operator: ayse, second: null, parcelId: null });
  });

  it.each<[string, Person | null, string]>([
    ['the operator', ayse, '!second-person-same'],
    ['nobody we know', null, '!badge-unknown'],
    ['somebody who left', { ...can, retired: true }, '!person-retired'],
    ['somebody of the office', { ...can, roles: ['office'] }, '!person-may-not'],
  ])('is not %s, and the question stands', (_who, person, answer) => {
    const [, no] = day(packed(), [command('seal'), badge(person)]);
    expect(no && told(no)).toBe(answer);
    expect(no?.bench.second).toEqual({ command: 'seal', override: null });
    expect(no?.bench.operator).toEqual(ayse);
    // A stop is cleared first; the next badge is taken all the same.
    const after = words(packed(), [command('seal'), badge(person), command('ok'), badge(can)]);
    expect(after.at(-1)).toBe('sealed -> parcel.verify parcel.seal');
  });

  it('takes the next badge at once where nothing had to be cleared', () => {
    expect(words(packed(), [command('seal'), badge(ayse), badge(can)]).at(-1)).toBe(
      'sealed -> parcel.verify parcel.seal',
    );
  });

  it('gives the PIN it has; without the one that is asked for it does not count', () => {
    const [, asked] = day(packed(), [command('seal'), badge(bobWithPin)]);
    expect(asked && told(asked)).toBe('enter-pin');
    expect(asked?.bench).toMatchObject({ pinFor: { act: 'verify' }, second: { command: 'seal' } });
    if (!asked) return;
    const facts = factsWith(packed());
    expect(told(answerPinGiven(asked.bench, { answer: 'no', left: 2 }, facts))).toBe('!pin-wrong');
    expect(told(answerPinGiven(asked.bench, { answer: 'yes' }, facts))).toBe(
      'sealed -> parcel.verify parcel.seal',
    );
    const access = {
      pinRoles: ['packer' as const],
      maxOfflineHours: 72,
      logOutAfterMinutes: null,
      isTooOld: false,
    };
    expect(words(packed(), [command('seal'), badge(can)], { access }).at(-1)).toBe('!pin-missing');
  });

  it('is asked of the box in hand before the next one begins', () => {
    const begun = evolveParcel(inState('packing'), {
      type: 'ParcelMarked',
      parcelId: inState('packing').parcelId,
      mark: benchMark(),
    });
    expect(words(begun, [command('next-box'), badge(can)])).toEqual([
      'second-person',
      'next-box-started -> parcel.verify parcel.next-box parcel.seal',
    ]);
  });

  it('is forgotten with CANCEL and with every other act', () => {
    expect(words(packed(), [command('seal'), command('cancel'), badge(can)])).toEqual([
      'second-person',
      'cancelled-command',
      'logged-in -> bench.log-in',
    ]);
    const [, other] = day(packed(), [command('seal'), { kind: 'box', box: smallBox }]);
    expect(other?.bench.second).toBeNull();
  });

  it('is not asked where nothing is special', () => {
    expect(words(inState('complete'), [command('seal')])).toEqual(['sealed -> parcel.seal']);
    expect(words(packed({ needsSecond: false }), [command('seal')])).toEqual(['sealed -> parcel.seal']);
    expect(words(packed(), [command('override')])).toEqual(['!second-person-not-asked']);
  });
});

describe('a supervisor who does without', () => {
  const without = [command('seal'), command('override'), command('quantity-2')];

  it('says why, and answers with badge and PIN', () => {
    const results = day(packed({ mayOverride: true }), [...without, badge(bobWithPin)]);
    expect(results.map(told)).toEqual(['second-person', 'override-reason', 'override-badge', 'enter-pin']);
    const last = results.at(-1);
    if (!last) return;
    const done = answerPinGiven(last.bench, { answer: 'yes' }, factsWith(packed({ mayOverride: true })));
    expect(told(done)).toBe('sealed -> parcel.verify parcel.seal');
    expect(done.ops[0]).toMatchObject({ body: { verifierId: 'bob', override: 'checked-without-badge' } });
  });

  it('is a supervisor, has a PIN, and gives one of the reasons', () => {
    expect(words(packed({ mayOverride: true }), [...without, badge(can)]).at(-1)).toBe('!person-may-not');
    expect(words(packed({ mayOverride: true }), [...without, badge(bob)]).at(-1)).toBe('!pin-missing');
    expect(
      words(packed({ mayOverride: true }), [command('seal'), command('override'), command('quantity-9')]).at(
        -1,
      ),
    ).toBe('override-reason');
  });

  it('may do so only where the kind lets one', () => {
    const [, no] = day(packed(), [command('seal'), command('override')]);
    expect(no && told(no)).toBe('!override-not-allowed');
    expect(no?.bench.second).toEqual({ command: 'seal', override: null });
  });

  it('may pack alone: the reason stands, whoever packed', () => {
    const own = packed({ mayOverride: true });
    const open: Parcel = { ...own, special: own.special && { ...own.special, packers: [bob.personId] } };
    let bench: Bench = benchOf({ parcelId: open.parcelId, operator: bobWithPin });
    for (const input of [...without, badge(bobWithPin)])
      bench = answerScan(bench, input, factsWith(open)).bench;
    const done = answerPinGiven(bench, { answer: 'yes' }, factsWith(open));
    expect(told(done)).toBe('sealed -> parcel.verify parcel.seal');
  });
});

describe('a tag at the bench', () => {
  const tag = (...parcels: Parcel[]): BenchInput => ({ kind: 'parcels', parcels, by: 'tag', text: testCode });

  it('proves that it is on the right box, once', () => {
    expect(words(packed(), [tag(packed())])).toEqual(['tag-right -> parcel.prove-tag']);
    const proved = packed();
    const again: Parcel = { ...proved, special: proved.special && { ...proved.special, isTagged: true } };
    expect(words(again, [tag(again)])).toEqual(['tag-right']);
  });

  it('stops on another order’s box, and opens its order where no box is in hand', () => {
    const other = otherParcel({ special: packed().special });
    expect(words(packed(), [tag(other)])).toEqual(['!tag-wrong']);
    const idle = answerScan(benchOf(), tag(other), factsOf());
    expect(told(idle)).toBe('parcel-opened -> parcel.open');
    expect(told(answerScan(benchOf(), tag(), factsOf()))).toBe('!code-unknown');
  });

  it('is printed again for the box in hand or the one sealed last', () => {
    const [again] = day(packed(), [command('print-tag')]);
    expect(again && told(again)).toBe('tag-asked');
    expect(again?.tag).toBe(packed().parcelId);
    const after = answerScan(benchOf(), command('print-tag'), factsOf({ lastSealed: packed() }));
    expect(after.tag).toBe(packed().parcelId);
  });
});
