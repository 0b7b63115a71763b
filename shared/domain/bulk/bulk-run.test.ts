import { describe, expect, it } from 'vitest';
import { bulkActSchema, bulkKinds } from './bulk-act';
import { bulkStates, type BulkStep, bulkTransitions, nextBulkState } from './bulk-run';

const steps: readonly BulkStep[] = ['Looked', 'Start', 'Finish', 'Stop'];

describe('work on many orders', () => {
  it('reaches every state, changes nothing before it was looked at, and ends', () => {
    const reached = new Set(['looking']);
    for (let before = 0; before !== reached.size; ) {
      before = reached.size;
      for (const state of bulkStates)
        if (reached.has(state))
          for (const next of Object.values(bulkTransitions[state])) if (next) reached.add(next);
    }
    expect([...reached].sort()).toEqual([...bulkStates].sort());
    expect(nextBulkState('looking', 'Start')).toBeNull();
    for (const end of ['done', 'stopped'] as const)
      expect(steps.map((step) => nextBulkState(end, step))).toEqual([null, null, null, null]);
    for (const going of ['looking', 'ready', 'running'] as const)
      expect(nextBulkState(going, 'Stop')).toBe('stopped');
  });

  it('names every kind of act', () => {
    expect(bulkActSchema.options.map((option) => option.shape.kind.value).sort()).toEqual(
      [...bulkKinds].sort(),
    );
  });
});
