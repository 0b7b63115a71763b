import { describe, expect, it } from 'vitest';
import { expectValues } from '../refusal-values.test-kit';
import { caseColumns, caseCommands, caseIn, caseTable, noteOf } from './case-table.test-kit';
import { decideCase } from './decide';
import { evolveCase } from './evolve';
import { type CaseCommand, mostCaseNotes, type ServiceCase, serviceCaseSchema } from './service-case';
import { nextCaseState } from './transitions';

type Name = keyof typeof caseTable;
const cells = (Object.keys(caseTable) as Name[]).flatMap((name) =>
  caseColumns.map((state) => ({ name, state, expected: caseTable[name][state] })),
);

function after(found: ServiceCase | null, command: CaseCommand): ServiceCase | null {
  const decision = decideCase(found, command);
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.events.reduce<ServiceCase | null>(evolveCase, found);
}

describe('a case: every command in every state', () => {
  it.each(cells)('$name when $state: $expected', ({ name, state, expected }) => {
    const found = caseIn(state);
    const decision = decideCase(found, caseCommands[name]);
    if (!decision.ok) expectValues(decision.refusal);
    expect(decision.ok ? decision.events.map(({ type }) => type) : decision.refusal.code).toEqual(expected);
    if (!decision.ok) return;
    const state2 = after(found, caseCommands[name]);
    if (state2) expect(serviceCaseSchema.safeParse(state2).success).toBe(true);
  });

  it('is solved once, and open again with the customer’s next words', () => {
    const solved = caseIn('solved');
    expect(solved).toMatchObject({ state: 'solved', solvedAt: expect.any(String) });
    const again = after(solved, caseCommands.complain);
    expect(again).toMatchObject({ state: 'open', solvedAt: null });
    expect(again?.notes.map(({ text }) => text)).toEqual(['one is missing', 'sent again', 'it is broken']);
  });

  it('gives its owner up, and keeps the newest notes of very many', () => {
    const taken = after(caseIn('open'), caseCommands.take);
    expect(after(taken, caseCommands.take)).toEqual(taken);
    expect(after(taken, { type: 'TakeCase', owner: null })).toMatchObject({ owner: null });
    let found = caseIn('open');
    for (let index = 0; index <= mostCaseNotes; index += 1)
      found = after(found, { type: 'NoteCase', note: noteOf(`${index}`) });
    expect(found?.notes).toHaveLength(mostCaseNotes);
    expect(found?.notes.at(-1)?.text).toBe(String(mostCaseNotes));
  });

  it('is begun by opening only', () => {
    expect(() => evolveCase(null, { type: 'CaseTaken', owner: null })).toThrow('before CaseOpened');
    expect(nextCaseState('open', 'CaseTaken')).toBe('open');
  });
});
