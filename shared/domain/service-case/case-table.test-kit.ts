// What every command answers in every state of a case, printed to docs/states/case.md. The types make it complete.
import { orderIdOf } from '../ids.test-kit';
import type { RefusalCode } from '../refusal';
import { evolveCase } from './evolve';
import {
  type CaseCommand,
  type CaseEvent,
  type CaseNote,
  type CaseState,
  caseStates,
  type ServiceCase,
} from './service-case';

export type CaseCell = readonly CaseEvent['type'][] | RefusalCode;
export type CaseColumn = 'none' | CaseState;
export const caseColumns: readonly CaseColumn[] = ['none', ...caseStates];

export const noteOf = (text: string, from: CaseNote['from'] = 'office'): CaseNote => ({
  at: '2026-01-05T11:00:00.000Z',
  from,
  by: 'Office',
  text,
});
export const opening = {
  orderId: orderIdOf(1),
  number: '1042',
  customer: 'Ann',
  contact: 'ann@example.org',
  origin: 'rating' as const,
};

const toState: Record<CaseState, CaseEvent[]> = {
  open: [],
  waiting: [{ type: 'CaseWaiting', note: noteOf('which one?') }],
  solved: [{ type: 'CaseSolved', note: noteOf('sent again') }],
};

export function caseIn(state: CaseColumn): ServiceCase | null {
  if (state === 'none') return null;
  const opened = evolveCase(null, {
    type: 'CaseOpened',
    opening,
    note: noteOf('one is missing', 'customer'),
  });
  return toState[state].reduce<ServiceCase>(evolveCase, opened);
}

export const caseCommands = {
  complain: { type: 'Complain', opening, note: noteOf('it is broken', 'customer') },
  'complain of the same': { type: 'Complain', opening, note: noteOf('one is missing', 'customer') },
  take: { type: 'TakeCase', owner: 'Berrin' },
  note: { type: 'NoteCase', note: noteOf('looked') },
  ask: { type: 'AskCustomer', note: noteOf('which one?') },
  solve: { type: 'SolveCase', note: noteOf('sent again') },
  reopen: { type: 'ReopenCase', note: noteOf('came again') },
} as const satisfies Record<string, CaseCommand>;

export const caseTable: Record<keyof typeof caseCommands, Record<CaseColumn, CaseCell>> = {
  complain: { none: ['CaseOpened'], open: ['CaseNoted'], waiting: ['CaseResumed'], solved: ['CaseReopened'] },
  'complain of the same': { none: ['CaseOpened'], open: [], waiting: [], solved: [] },
  take: { none: 'case-not-open', open: ['CaseTaken'], waiting: ['CaseTaken'], solved: 'case-solved' },
  note: { none: 'case-not-open', open: ['CaseNoted'], waiting: ['CaseNoted'], solved: ['CaseNoted'] },
  ask: { none: 'case-not-open', open: ['CaseWaiting'], waiting: ['CaseNoted'], solved: 'case-solved' },
  solve: { none: 'case-not-open', open: ['CaseSolved'], waiting: ['CaseSolved'], solved: [] },
  reopen: { none: 'case-not-open', open: [], waiting: ['CaseResumed'], solved: ['CaseReopened'] },
};
