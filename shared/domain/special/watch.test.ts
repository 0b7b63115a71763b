import { describe, expect, it } from 'vitest';
import { expectValues } from '../refusal-values.test-kit';
import { decideWatch } from './decide';
import { evolveWatch } from './evolve';
import { nextWatchState } from './transitions';
import { mostCalls, type SpecialWatch, specialWatchSchema, type WatchCommand } from './watch';
import {
  at,
  callOf,
  opening,
  watchColumns,
  watchCommands,
  watchIn,
  watchTable,
} from './watch-table.test-kit';

type Name = keyof typeof watchTable;
const cells = (Object.keys(watchTable) as Name[]).flatMap((name) =>
  watchColumns.map((state) => ({ name, state, expected: watchTable[name][state] })),
);

function after(found: SpecialWatch | null, command: WatchCommand): SpecialWatch | null {
  const decision = decideWatch(found, command);
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.events.reduce<SpecialWatch | null>(evolveWatch, found);
}

describe('the watch of a special order: every command in every state', () => {
  it.each(cells)('$name when $state: $expected', ({ name, state, expected }) => {
    const found = watchIn(state);
    const decision = decideWatch(found, watchCommands[name]);
    if (!decision.ok) expectValues(decision.refusal);
    expect(decision.ok ? decision.events.map(({ type }) => type) : decision.refusal.code).toEqual(expected);
    if (!decision.ok) return;
    const now = after(found, watchCommands[name]);
    if (now) expect(specialWatchSchema.parse(now)).toEqual(now);
    // Said twice is said once.
    if (name !== 'call') expect(after(now, watchCommands[name])).toEqual(now);
  });

  it('tells of each level of risk once, however often it comes and goes', () => {
    const events = (found: SpecialWatch | null, name: Name): string[] => {
      const decision = decideWatch(found, watchCommands[name]);
      return decision.ok ? decision.events.map(({ type }) => type) : [];
    };
    const risky = after(watchIn('watched'), watchCommands['at risk']);
    const calm = after(risky, watchCommands['no risk']);
    expect(calm).toMatchObject({ risk: { level: 'none' }, told: 'at-risk' });
    expect(events(calm, 'at risk')).toEqual(['RiskChanged']);
    expect(events(calm, 'late')).toEqual(['RiskChanged', 'RiskTold']);
    const late = after(calm, watchCommands.late);
    expect(events(late, 'at risk')).toEqual(['RiskChanged']);
    // A new mark is a new matter.
    const over = after(late, watchCommands.end);
    expect(after(over, watchCommands['watch another kind'])).toMatchObject({
      state: 'watched',
      told: 'none',
      end: null,
      kindIds: ['recall'],
    });
  });

  it('keeps the newest calls of very many, and gives its owner up', () => {
    let found = watchIn('watched');
    for (let index = 0; index <= mostCalls; index += 1)
      found = after(found, { type: 'NoteCall', call: callOf(String(index)) });
    expect(found?.calls).toHaveLength(mostCalls);
    expect(found?.calls.at(-1)?.text).toBe(String(mostCalls));
    expect(after(after(found, watchCommands.take), { type: 'TakeWatch', owner: null })?.owner).toBeNull();
  });

  it('is begun by a mark only', () => {
    expect(() => evolveWatch(null, { type: 'WatchTaken', owner: null })).toThrow('before WatchStarted');
    expect(nextWatchState('watched', 'WatchTaken')).toBe('watched');
    expect(after(null, { type: 'WatchOrder', opening, at })).toMatchObject({ state: 'watched', since: at });
  });
});
