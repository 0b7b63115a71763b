// Acts that somebody answers for with badge and PIN: what is asked for now, and how the last one failed.
import { useState } from 'react';
import type { Wanted } from '../list/answering';
import type { Answer, OfficeFailure } from '../office-api';
import type { Answering } from '../payments/money-api';

export type Signed = {
  wanted: Wanted | null;
  failure: OfficeFailure | null;
  /** Asks who answers for it, then does it; `then` is told when it was done. */
  ask: <T>(label: string, act: (by: Answering) => Promise<Answer<T>>, then?: (value: T) => void) => void;
  /** Does what needs no name. */
  run: <T>(act: Promise<Answer<T>>, then?: (value: T) => void) => void;
  leave: () => void;
};

export function useSigned(): Signed {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const took = <T>(answer: Answer<T>, then?: (value: T) => void): boolean => {
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) then?.(answer.value);
    return answer.ok;
  };
  return {
    wanted,
    failure,
    ask: (label, act, then) => {
      setFailure(null);
      setWanted({ label, act: async (by) => took(await act(by), then) });
    },
    run: (act, then) => void act.then((answer) => took(answer, then)),
    leave: () => setWanted(null),
  };
}
