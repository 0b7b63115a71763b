// One answer of head office, asked again on demand or at an interval; an answer that comes too late is dropped.
import { useEffect, useState } from 'react';
import type { Answer } from './office-api';

export type Asked<T> = { answer: Answer<T> | null; askAgain: () => void };

/** @param load stable between renders, or the question is asked again each time */
export function useAnswer<T>(load: () => Promise<Answer<T>>, everyMs: number | null = null): Asked<T> {
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    const ask = (): void => {
      void load().then((got) => {
        if (isCurrent) setAnswer(got);
      });
    };
    ask();
    const timer = everyMs === null ? undefined : setInterval(ask, everyMs);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [load, everyMs, turn]);
  return { answer, askAgain: () => setTurn((before) => before + 1) };
}
