import { describe, expect, it } from 'vitest';
import { accountOf, type JobFacts } from './account';

const confirmed = (attempt: number): JobFacts['job'] => ({ state: { step: 'confirmed' }, attempt });
const label = (attempt: number, name = 'A-1') => ({ name, attempt });
const accountsOf = (facts: Partial<JobFacts>) => {
  const { account } = accountOf({
    name: 'A-1',
    job: confirmed(1),
    asked: new Set(),
    paper: [label(1)],
    ...facts,
  });
  const { silentDuplicates, silentLosses, unsettled } = account;
  return { silentDuplicates, silentLosses, unsettled };
};
const clean = { silentDuplicates: 0, silentLosses: 0, unsettled: 0 };

describe('the account of a schedule', () => {
  it('holds for one label of a job, and for one more of each attempt that was asked about', () => {
    expect(accountsOf({})).toEqual(clean);
    expect(
      accountsOf({ job: confirmed(2), asked: new Set([1]), paper: [label(2), label(1)] }),
      'the first one came out late',
    ).toEqual(clean);
    expect(accountsOf({ paper: [label(1), label(1, 'A-2')] }), "another job's").toEqual(clean);
  });

  it('counts a label that nobody was asked for', () => {
    expect(accountsOf({ paper: [label(1), label(1)] })).toEqual({ ...clean, silentDuplicates: 1 });
    expect(
      accountsOf({ paper: [label(1), label(1)], asked: new Set([1]) }),
      'an answer brings a new attempt, not the same one again',
    ).toEqual({ ...clean, silentDuplicates: 1 });
    expect(accountsOf({ job: confirmed(2), paper: [label(1), label(2)] })).toEqual({
      ...clean,
      silentDuplicates: 1,
    });
  });

  it('counts a job that is over without its label, and one that is not over', () => {
    expect(accountsOf({ paper: [] })).toEqual({ ...clean, silentLosses: 1 });
    expect(accountsOf({ job: confirmed(2), asked: new Set([1]), paper: [label(1)] })).toEqual({
      ...clean,
      silentLosses: 1,
    });
    expect(accountsOf({ job: { state: { step: 'sending' }, attempt: 1 } })).toEqual({
      ...clean,
      unsettled: 1,
    });
    expect(accountsOf({ job: undefined, paper: [] })).toEqual({ ...clean, unsettled: 1 });
  });
});
