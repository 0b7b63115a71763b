import { describe, expect, it } from 'vitest';
import { personIdOf } from '../ids.test-kit';
import { defaultAccess } from '../people/access';
import { answerPinGiven } from './bench';
import {
  ayse,
  benchOf,
  bob,
  factsOf,
  inputs,
  openParcel,
  otherParcel,
  scan,
  smallBox,
  told,
} from './bench.test-kit';
import { type Bench, type BenchFacts, type BenchInput, emptyBench, type Person } from './session';

const withPin = (person: Person): Person => ({ ...person, pinSetAt: '2026-01-01T00:00:00.000Z' });
const boss = withPin(bob);
const clerk: Person = { personId: personIdOf('clerk'), name: 'Clerk', roles: ['office'] };
const badge = (person: Person | null): BenchInput => ({ kind: 'badge', person });
const accessOf = (over: Partial<BenchFacts['access']>): Partial<BenchFacts> => ({
  access: { ...defaultAccess, isTooOld: false, ...over },
});
const nobody = (over: Partial<BenchFacts> = {}) => ({ bench: emptyBench, facts: factsOf(over) });
const asks = accessOf({ pinRoles: ['supervisor'] });

describe('a badge', () => {
  it('is enough where the company asks for no PIN, also of somebody who has one', () => {
    expect(told(scan(nobody(), badge(ayse)))).toBe('logged-in -> bench.log-in');
    expect(told(scan(nobody(), badge(boss)))).toBe('logged-in -> bench.log-in');
  });

  it.each([
    ['of somebody who left', { ...ayse, retired: true }, '!person-retired'],
    ['of the office', clerk, '!person-may-not'],
    ['of somebody without a role', { ...ayse, roles: [] }, '!person-may-not'],
  ])('%s opens nothing', (_what, person, want) => {
    expect(told(scan(nobody(), badge(person)))).toBe(want);
  });

  it('waits for its PIN where one is asked for, and says so without an op', () => {
    const asked = scan(nobody(asks), badge(boss));
    expect(told(asked)).toBe('enter-pin');
    expect(asked.bench).toMatchObject({ operator: null, pinFor: { act: 'log-in', person: boss } });
    expect(told(scan(nobody(asks), badge(bob)))).toBe('!pin-missing');
    expect(told(scan(nobody(asks), badge(ayse)))).toBe('logged-in -> bench.log-in');
  });
});

describe('while a PIN is asked for', () => {
  const asked: Bench = { ...emptyBench, pinFor: { person: boss, act: 'log-in' } };
  const facts = factsOf(asks);

  it.each(['item wanted', 'box', 'seal', 'undo', 'unknown code', 'misread code'] as const)(
    'nothing else is taken: %s',
    (name) => {
      const result = scan({ bench: asked, facts }, inputs[name]);
      expect(told(result)).toBe('!pin-first');
      expect(result.bench.pinFor).toEqual(asked.pinFor);
    },
  );

  it('CANCEL gives up, and another badge asks anew', () => {
    const gaveUp = scan({ bench: asked, facts }, inputs['cancel']);
    expect(gaveUp.bench.pinFor).toBeNull();
    expect(gaveUp.ops).toEqual([]);
    expect(told(scan({ bench: asked, facts }, badge(ayse)))).toBe('logged-in -> bench.log-in');
  });

  it('the right one logs in', () => {
    const result = answerPinGiven(asked, { answer: 'yes' }, facts);
    expect(told(result)).toBe('logged-in -> bench.log-in');
    expect(result.bench).toMatchObject({ operator: boss, pinFor: null });
  });

  it('a wrong one is asked for again, with the tries that are left', () => {
    const result = answerPinGiven(asked, { answer: 'no', left: 3 }, facts);
    expect(told(result)).toBe('!pin-wrong');
    expect(result.verdict.values).toMatchObject({ left: 3 });
    expect(result.bench.pinFor).toEqual(asked.pinFor);
  });

  it.each([
    [{ answer: 'too-old' } as const, '!people-too-old'],
    [{ answer: 'unknown' } as const, '!pin-not-here'],
  ])('%j is said and ends the question', (answer, want) => {
    const result = answerPinGiven(asked, answer, facts);
    expect(told(result)).toBe(want);
    expect(result.bench.pinFor).toBeNull();
  });

  it('a lock is told to head office once', () => {
    const lock = { answer: 'locked', forMs: 60_000, lockMinutes: 1 } as const;
    const first = answerPinGiven(asked, { ...lock, isUntold: true }, facts);
    expect(first.ops.map(({ type, body }) => ({ type, body }))).toContainEqual({
      type: 'bench.lock-person',
      body: { personId: boss.personId, lockMinutes: 1 },
    });
    expect(first.bench.stop).toMatchObject({ code: 'person-locked', values: { minutes: 1 } });
    const again = answerPinGiven(asked, { ...lock, isUntold: false }, facts);
    expect(again.ops.map(({ type }) => type)).toEqual(['bench.refuse-scan']);
  });

  it('an answer that nobody asked for changes nothing', () => {
    const result = answerPinGiven(benchOf(), { answer: 'yes' }, factsOf());
    expect(result.ops).toEqual([]);
  });
});

describe("a supervisor's badge at a lock", () => {
  const lockedAyse: Bench = {
    ...emptyBench,
    stop: { code: 'person-locked', values: { name: 'Ayşe', minutes: 5, personId: ayse.personId } },
  };

  it('asks for the PIN and then lets the person try again', () => {
    const asked = scan({ bench: lockedAyse, facts: factsOf() }, badge(boss));
    expect(told(asked)).toBe('enter-pin');
    expect(asked.bench).toMatchObject({ stop: lockedAyse.stop, pinFor: { act: 'unlock' } });
    const done = answerPinGiven(asked.bench, { answer: 'yes' }, factsOf());
    expect(told(done)).toBe('person-unlocked -> bench.unlock-person');
    expect(done.ops[0]?.body).toEqual({ personId: ayse.personId, supervisorId: boss.personId });
    expect(done.bench).toMatchObject({ stop: null, operator: null });
  });

  it('does nothing without a PIN of its own, nor for itself', () => {
    const without = scan({ bench: lockedAyse, facts: factsOf() }, badge(bob));
    expect(told(without)).toBe('!pin-missing');
    expect(without.bench.stop).toEqual(lockedAyse.stop);
    const own = { ...lockedAyse, stop: { ...lockedAyse.stop, values: { personId: boss.personId } } } as Bench;
    expect(told(scan({ bench: own, facts: factsOf() }, badge(boss)))).not.toMatch(/unlock/);
  });
});

describe('lists that are too old', () => {
  const old = accessOf({ isTooOld: true });

  it('let only a supervisor log in', () => {
    expect(told(scan(nobody(old), badge(ayse)))).toBe('!people-too-old');
    expect(told(scan(nobody(old), badge(bob)))).toBe('logged-in -> bench.log-in');
  });

  it('let a supervisor let somebody work, by PIN where there is one', () => {
    const refused = scan(nobody(old), badge(ayse));
    const bare = scan({ bench: refused.bench, facts: factsOf(old) }, badge(bob));
    expect(bare.ops[0]?.body).toEqual({ personId: ayse.personId, supervisorId: bob.personId });
    expect(bare.bench).toMatchObject({ operator: ayse, letById: bob.personId, stop: null });
    const asked = scan({ bench: refused.bench, facts: factsOf(old) }, badge(boss));
    expect(told(asked)).toBe('enter-pin');
    const done = answerPinGiven(asked.bench, { answer: 'yes' }, factsOf(old));
    expect(done.bench).toMatchObject({ operator: ayse, letById: boss.personId });
  });

  it('let an open box be finished, and no new one be begun', () => {
    const open = {
      bench: benchOf({ parcelId: openParcel.parcelId }),
      facts: factsOf({ ...old, open: openParcel, box: smallBox }),
    };
    expect(told(scan(open, inputs['item wanted']))).toBe('item-packed -> parcel.pack-item');
    const order: BenchInput = { kind: 'parcels', parcels: [otherParcel()], by: 'order', text: 'X' };
    const idle = { bench: benchOf(), facts: factsOf(old) };
    expect(told(scan(idle, order))).toBe('!people-too-old');
    const let1 = { bench: benchOf({ letById: bob.personId }), facts: factsOf(old) };
    expect(told(scan(let1, order))).toBe('parcel-opened -> parcel.open');
    expect(told(scan({ bench: benchOf({ operator: bob }), facts: factsOf(old) }, order))).toBe(
      'parcel-opened -> parcel.open',
    );
  });
});

describe('an operator whose roles are gone', () => {
  it.each(['item wanted', 'box', 'undo', 'hold'] as const)('is refused before the act: %s', (name) => {
    const bench = benchOf({
      parcelId: openParcel.parcelId,
      operator: { ...ayse, roles: ['office'] },
      confirm: null,
    });
    const facts = factsOf({ open: openParcel, box: smallBox });
    const first = scan({ bench, facts }, inputs[name]);
    const result = told(first).startsWith('confirm')
      ? scan({ bench: first.bench, facts }, inputs[name])
      : first;
    expect(told(result)).toBe('!person-may-not');
    expect(result.ops.map(({ type }) => type)).toEqual(['bench.refuse-scan']);
  });

  it('may log out', () => {
    const bench = benchOf({ operator: { ...ayse, retired: true } });
    expect(told(scan({ bench, facts: factsOf() }, inputs['log-out']))).toBe('logged-out -> bench.log-out');
  });
});

describe('digits that may be a PIN, at the wrong moment', () => {
  const written = (input: BenchInput, bench: Bench = benchOf()): string =>
    JSON.stringify(scan({ bench, facts: factsOf() }, input));

  it.each(['2580', '12345678', ' 9182 '])('%s typed where none is asked for is written nowhere', (text) => {
    for (const bench of [
      benchOf(),
      emptyBench,
      benchOf({ stop: { code: 'code-unknown', values: { code: 'x' } } }),
    ])
      for (const kind of ['unknown', 'misread'] as const)
        expect(written({ kind, text }, bench)).not.toContain(text.trim());
  });

  it('scanned from the command sheet, no digit is written into an op', () => {
    for (const bench of [emptyBench, benchOf({ stop: { code: 'code-unknown', values: { code: 'x' } } })]) {
      const { ops } = scan({ bench, facts: factsOf() }, { kind: 'command', command: 'quantity-7' });
      expect(ops.map(({ body }) => body)).toMatchObject([{ text: 'quantity' }]);
      expect(JSON.stringify(ops.map(({ body }) => body))).not.toContain('7');
    }
  });

  it('anything that cannot be one is still evidence', () => {
    expect(written({ kind: 'unknown', text: '5012345678900' })).toContain('5012345678900');
  });
});
