import { useState } from 'react';
import type { Answer, OfficeFailure } from '../office-api';

/** Tells head office something about what a page shows: what it refuses is kept to be shown, and the page is asked for again. */
export function useTold(askAgain: () => void): {
  failure: OfficeFailure | null;
  told: (run: Promise<Answer<unknown>>) => void;
} {
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  return {
    failure,
    told: (run) =>
      void run.then((got) => {
        setFailure(got.ok ? null : got.failure);
        askAgain();
      }),
  };
}
