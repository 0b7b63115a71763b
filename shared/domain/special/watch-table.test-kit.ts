// What every command answers in every state of a watch, printed to docs/states/special.md. The types make it complete.
import { orderIdOf } from '../ids.test-kit';
import type { RefusalCode } from '../refusal';
import { evolveWatch } from './evolve';
import { testCode } from './special.test-kit';
import {
  type Call,
  type SpecialWatch,
  type WatchCommand,
  type WatchEvent,
  type WatchState,
  watchStates,
} from './watch';

export type WatchCell = readonly WatchEvent['type'][] | RefusalCode;
export type WatchColumn = 'none' | WatchState;
export const watchColumns: readonly WatchColumn[] = ['none', ...watchStates];

export const at = '2026-05-04T10:00:00.000Z';
export const callOf = (text: string): Call => ({ at, by: 'Office', kind: 'call', text });
export const opening = {
  orderId: orderIdOf(1),
  number: '1042',
  customer: 'Ann',
  code: testCode,
  kindIds: ['vip'],
};

export function watchIn(state: WatchColumn): SpecialWatch | null {
  if (state === 'none') return null;
  const begun = evolveWatch(null, { type: 'WatchStarted', opening, at });
  return state === 'watched' ? begun : evolveWatch(begun, { type: 'WatchEnded', reason: 'delivered', at });
}

export const watchCommands = {
  'watch it': { type: 'WatchOrder', opening, at },
  'watch another kind': { type: 'WatchOrder', opening: { ...opening, kindIds: ['recall'] }, at },
  take: { type: 'TakeWatch', owner: 'Berrin' },
  call: { type: 'NoteCall', call: callOf('it comes tomorrow') },
  raise: { type: 'RaiseWatch', by: 'Berrin', reason: 'she called twice' },
  'no risk': { type: 'AssessRisk', risk: { level: 'none', reason: null } },
  'at risk': { type: 'AssessRisk', risk: { level: 'at-risk', reason: 'not-left' } },
  late: { type: 'AssessRisk', risk: { level: 'late', reason: 'past-promise' } },
  end: { type: 'EndWatch', reason: 'delivered', at },
} as const satisfies Record<string, WatchCommand>;

const unknown = { none: 'not-special' } as const;
export const watchTable: Record<keyof typeof watchCommands, Record<WatchColumn, WatchCell>> = {
  'watch it': { none: ['WatchStarted'], watched: [], over: [] },
  'watch another kind': { none: ['WatchStarted'], watched: ['WatchKindsChanged'], over: ['WatchResumed'] },
  take: { ...unknown, watched: ['WatchTaken'], over: 'special-closed' },
  call: { ...unknown, watched: ['CustomerCalled'], over: ['CustomerCalled'] },
  raise: { ...unknown, watched: ['WatchRaised'], over: 'special-closed' },
  'no risk': { ...unknown, watched: [], over: [] },
  'at risk': { ...unknown, watched: ['RiskChanged', 'RiskTold'], over: [] },
  late: { ...unknown, watched: ['RiskChanged', 'RiskTold'], over: [] },
  end: { ...unknown, watched: ['WatchEnded'], over: [] },
};
