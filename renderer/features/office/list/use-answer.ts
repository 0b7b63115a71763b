// One answer of head office, asked again on demand or at an interval; an answer that comes too late is dropped. What was
// told last stays when head office is away: it is old, and says so.
import { useEffect, useState } from 'react';
import type { Answer } from '../office-api';

export type Asked<T> = {
  answer: Answer<T> | null;
  /** What head office told last, also when it has failed since. */
  last: T | null;
  /** When it told that, milliseconds since 1970. */
  asOfMs: number | null;
  askAgain: () => void;
};

/** @param load stable between renders, or the question is asked again each time */
export function useAnswer<T>(load: () => Promise<Answer<T>>, everyMs: number | null = null): Asked<T> {
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  const [told, setTold] = useState<{ load: unknown; value: T; asOfMs: number } | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    const ask = (): void => {
      void load().then((got) => {
        if (!isCurrent) return;
        setAnswer(got);
        if (got.ok) setTold({ load, value: got.value, asOfMs: Date.now() });
      });
    };
    ask();
    const timer = everyMs === null ? undefined : setInterval(ask, everyMs);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [load, everyMs, turn]);
  const current = told?.load === load ? told : null;
  return {
    answer,
    last: current?.value ?? null,
    asOfMs: current?.asOfMs ?? null,
    askAgain: () => setTurn((before) => before + 1),
  };
}
