// How work on many orders goes: first every order is looked at and nothing is changed, then a person who knows what will
// happen starts it. It can be stopped at any moment; what is done by then is done, and can be taken back where it has an
// inverse.

export const bulkStates = ['looking', 'ready', 'running', 'done', 'stopped'] as const;
export type BulkState = (typeof bulkStates)[number];
export type BulkStep = 'Looked' | 'Start' | 'Finish' | 'Stop';

export const bulkTransitions: Record<BulkState, Partial<Record<BulkStep, BulkState>>> = {
  looking: { Looked: 'ready', Stop: 'stopped' },
  ready: { Start: 'running', Stop: 'stopped' },
  running: { Finish: 'done', Stop: 'stopped' },
  done: {},
  stopped: {},
};

/** Null: not from here. */
export function nextBulkState(state: BulkState, step: BulkStep): BulkState | null {
  return bulkTransitions[state][step] ?? null;
}

/** `waiting`: not looked at yet. `will`: it would change. */
export const bulkItemStates = ['waiting', 'will', 'refused', 'done'] as const;

/** Orders of one run; more are worked on filter by filter. */
export const mostBulkOrders = 200_000;
