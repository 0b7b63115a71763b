import { describe, expect, it } from 'vitest';
import { personIdOf } from '../ids.test-kit';
import { markedOrder, mayMark, unmarkedOrder } from './marking';
import { refuseSecond, waitsForSecond } from './second-person';
import {
  beginSpecial,
  benchMarkOf,
  markedKind,
  orderSpecialSchema,
  parcelSpecialSchema,
} from './special-mark';
import { benchMark, kindOf, markOf, testCode } from './special.test-kit';

const byHand = (over: Parameters<typeof markOf>[1] = {}): ReturnType<typeof markOf> =>
  markOf('vip', { by: { from: 'person', personId: 'bob', name: 'Bob' }, reason: 'called us', ...over });

describe('marks of an order', () => {
  it('come once a kind and keep the code', () => {
    const first = markedOrder(undefined, testCode, markOf('vip'));
    expect(orderSpecialSchema.parse(first)).toEqual(first);
    expect(mayMark(first, markOf('vip'))).toBe(false);
    const both = markedOrder(first, 'SAAAAAAA', markOf('gift'));
    expect(both).toMatchObject({
      code: testCode,
      marks: [{ kind: { kindId: 'vip' } }, { kind: { kindId: 'gift' } }],
    });
  });

  it('given by a rule are overruled by a person, never the other way round', () => {
    const ruled = markedOrder(undefined, testCode, markOf('vip'));
    expect(mayMark(ruled, byHand())).toBe(true);
    const said = markedOrder(ruled, testCode, byHand());
    expect(said.marks).toHaveLength(1);
    expect(mayMark(said, markOf('vip'))).toBe(false);
    expect(mayMark(said, byHand())).toBe(false);
    expect(mayMark(said, byHand({ note: 'Ribbon' }))).toBe(true);
  });

  it('taken off by a person come back by a person only', () => {
    const off = unmarkedOrder(markedOrder(undefined, testCode, markOf('vip')), 'vip');
    expect(off).toMatchObject({ marks: [], takenOff: ['vip'], code: testCode });
    expect(mayMark(off, markOf('vip'))).toBe(false);
    expect(mayMark(off, byHand())).toBe(true);
    expect(markedOrder(off, 'SAAAAAAA', byHand())).toMatchObject({ takenOff: [], code: testCode });
  });
});

describe('what a bench is told', () => {
  it('is nothing of an order without marks', () => {
    expect(benchMarkOf(undefined, {})).toBeNull();
    expect(benchMarkOf(unmarkedOrder(markedOrder(undefined, testCode, markOf('vip')), 'vip'), {})).toBeNull();
  });

  it('is every kind, first kind first, the notes, the gift message and what is asked', () => {
    const gift = markedOrder(undefined, testCode, markOf('gift', { note: 'Red ribbon' }));
    expect(benchMarkOf(gift, { giftMessage: 'Happy birthday' })).toMatchObject({
      code: testCode,
      note: 'Red ribbon',
      giftMessage: 'Happy birthday',
      needsSecond: false,
      mayOverride: false,
      goesFirst: false,
    });
    const both = benchMarkOf(markedOrder(gift, testCode, markOf('vip')), {});
    expect(both?.kinds.map(({ kindId }) => kindId)).toEqual(['vip', 'gift']);
    expect(both).toMatchObject({ needsSecond: true, goesFirst: true, giftMessage: null });
    expect(benchMarkOf({ ...gift, isRaised: true }, {})?.goesFirst).toBe(true);
  });

  it('lets a supervisor do without a second person only where every kind that asks does', () => {
    const press = markedOrder(undefined, testCode, markOf('press'));
    expect(benchMarkOf(press, {})).toMatchObject({ needsSecond: true, mayOverride: true });
    expect(benchMarkOf(markedOrder(press, testCode, markOf('vip')), {})).toMatchObject({
      mayOverride: false,
    });
    expect(markedKind(kindOf('press'))).not.toHaveProperty('isOn');
  });
});

describe('a second person', () => {
  const ayse = personIdOf('ayse');
  const can = personIdOf('can');
  const bob = personIdOf('bob');
  const special = {
    ...beginSpecial(benchMark(), null, { isSealed: false, openedBy: null }),
    packers: [ayse],
  };

  it('is somebody who neither packs nor packed', () => {
    expect(refuseSecond(special, '1042', ayse, can, null)?.code).toBe('second-person-same');
    expect(refuseSecond(special, '1042', can, can, null)?.code).toBe('second-person-same');
    expect(refuseSecond(special, '1042', bob, ayse, null)).toBeNull();
  });

  it('is done without only where the kind lets a supervisor', () => {
    expect(refuseSecond(special, '1042', ayse, ayse, 'nobody-else')?.code).toBe('override-not-allowed');
    expect(refuseSecond({ ...special, mayOverride: true }, '1042', ayse, ayse, 'nobody-else')).toBeNull();
  });

  it('is waited for until one has looked, and again when a packer’s look is all there is', () => {
    const seen = (by: typeof bob, override: 'nobody-else' | null = null) => ({
      ...special,
      verified: { by, opId: '00000003-0000-7000-8000-000000000001' as never, override },
    });
    expect(waitsForSecond(special)).toBe(true);
    expect(waitsForSecond(seen(bob))).toBe(false);
    expect(waitsForSecond(seen(ayse))).toBe(true);
    expect(waitsForSecond(seen(ayse, 'nobody-else'))).toBe(false);
    expect(waitsForSecond(null)).toBe(false);
  });

  it('is asked for of a box that was shut too early once it is opened again', () => {
    const late = beginSpecial(benchMark(), null, { isSealed: true, openedBy: ayse });
    expect(late).toMatchObject({ second: 'too-late', packers: [ayse] });
    expect(waitsForSecond(late)).toBe(false);
    expect(parcelSpecialSchema.safeParse(late).success).toBe(true);
    expect(
      beginSpecial(benchMark({ needsSecond: false }), late, { isSealed: true, openedBy: null }).second,
    ).toBe('no');
  });
});
