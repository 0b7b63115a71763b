// The scale as the bench uses it: when what it says is a weight, which box it was used for, and the tare that only the screen knows.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LearnedWeights } from '../../../shared/domain/packing/weighing-facts';
import type { ScaleReading } from '../../../shared/domain/weighing/reading';
import {
  nothingYet,
  restMs,
  settle,
  settledAt,
  type Settling,
  usedUp,
} from '../../../shared/domain/weighing/settling';
import type { ScalePort } from '../packing/packing-ports';
import type { Scales } from './scales';

export type BenchScale = ScalePort & {
  /** What TARE took off. */
  tareStore: StoreApi<{ tareMilligrams: number }>;
  close: () => void;
};

/** Less on it than this is the empty pan: it has not been used. */
const emptyMilligrams = 5_000;
const againMs = 20;
/** Less than this is the same load. */
const otherMilligrams = 5_000;

/** A bench without a scale. */
export const noScale: ScalePort = {
  now: () => null,
  zero: async () => 'unanswered',
  tare: () => false,
  used: () => undefined,
  onRest: () => () => undefined,
  learned: () => null,
};

export function openBenchScale(
  scales: Pick<Scales, 'store' | 'act' | 'onReading'>,
  learned: LearnedWeights,
): BenchScale {
  const tareStore = createStore<{ tareMilligrams: number }>(() => ({ tareMilligrams: 0 }));
  const listeners = new Set<() => void>();
  let settling: Settling = nothingYet;
  let scaleId: string | null = null;
  /** By the clock of the readings, how much has passed since the newest. */
  let newest: { atMs: number; heardMs: number } | null = null;
  let told: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const nowMs = (): number => (newest ? newest.atMs + (performance.now() - newest.heardMs) : 0);
  const rested = (): number | null => settledAt(settling, nowMs());

  const tell = (): void => {
    const before = told;
    told = rested();
    const isNews = told !== null && (before === null || Math.abs(told - before) > otherMilligrams);
    if (isNews) for (const listener of listeners) listener();
  };

  const hear = (from: string, reading: ScaleReading): void => {
    if (scaleId !== from) forget();
    scaleId = from;
    newest = { atMs: reading.atMs, heardMs: performance.now() };
    settling = settle(settling, reading);
    tell();
    waitForRest(restMs);
  };

  // A timer may be early by the part of a millisecond that is missing then: it is waited for once more.
  function waitForRest(ms: number): void {
    clearTimeout(timer);
    if (!settling.rest || settling.usedMilligrams !== null || told !== null) return;
    timer = setTimeout(() => {
      tell();
      waitForRest(againMs);
    }, ms);
  }

  function forget(): void {
    clearTimeout(timer);
    settling = nothingYet;
    newest = null;
    told = null;
    tareStore.setState({ tareMilligrams: 0 });
  }

  const stops = [
    scales.onReading(({ scaleId: from, reading }) => hear(from, reading)),
    scales.store.subscribe(({ heard }) => {
      if (heard === null && scaleId !== null) {
        scaleId = null;
        forget();
      }
    }),
  ];

  return {
    now: () => {
      const { heard } = scales.store.getState();
      if (!heard) return null;
      const milligrams = rested();
      const { condition, isNet, usedMilligrams } = settling;
      return { scaleId: heard.scaleId, milligrams, condition, isNet, isUsed: usedMilligrams !== null };
    },
    zero: async () => {
      const outcome = await scales.act('zero');
      if (outcome === 'done') tareStore.setState({ tareMilligrams: 0 });
      return outcome;
    },
    tare: () => {
      const weight = settling.rest?.milligrams;
      if (weight === undefined || (rested() === null && settling.usedMilligrams === null)) return false;
      tareStore.setState({ tareMilligrams: weight });
      return true;
    },
    used: () => {
      if (settling.rest && settling.rest.milligrams > emptyMilligrams) settling = usedUp(settling);
      told = null;
    },
    onRest: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    learned,
    tareStore,
    close: () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    },
  };
}
