import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { ayse, benchOf } from '../../../shared/domain/packing/bench.test-kit';
import { type Bench, emptyBench } from '../../../shared/domain/packing/session';
import type { PackingState } from '../packing/session';
import { watchUnattended } from './unattended';

describe('a bench that nobody uses', () => {
  let given: string[] = [];
  let stop = (): void => undefined;
  beforeEach(() => {
    vi.useFakeTimers();
    given = [];
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  const watch = (bench: Bench, minutes: number | null) => {
    const store = createStore<PackingState>(() => ({ bench, answers: 0 }) as PackingState);
    const session = { store, command: (command: string) => void given.push(command) };
    stop = watchUnattended(
      session,
      () => minutes,
      () => Date.now(),
    );
    return store;
  };
  const later = (minutes: number) => vi.advanceTimersByTime(minutes * 60_000);

  it('logs out after the minutes that the company says, counted from the last answer', () => {
    const store = watch(benchOf(), 10);
    later(9);
    store.setState({ answers: 1 });
    later(9.5);
    expect(given).toEqual([]);
    later(1);
    expect(given[0]).toBe('log-out');
  });

  it.each([
    ['nobody is logged in', emptyBench],
    ['a box is open', benchOf({ parcelId: 'p' as never })],
    ['a stop holds', benchOf({ stop: { code: 'code-unknown', values: { code: 'x' } } })],
    ['a PIN is asked for', benchOf({ pinFor: { person: ayse, act: 'log-in' } })],
  ])('stays as it is when %s', (_when, bench) => {
    watch(bench, 10);
    later(60);
    expect(given).toEqual([]);
  });

  it('stays as it is when the company says nothing', () => {
    watch(benchOf(), null);
    later(600);
    expect(given).toEqual([]);
  });
});
