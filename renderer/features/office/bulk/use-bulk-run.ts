// How far work on many orders is, asked for while it is under way.
import { useEffect, useState } from 'react';
import type { BulkRun } from '../../../../shared/contract/bulk';
import type { OfficeApi } from '../office-api';

const askEveryMs = 400;

/** The newest told of it: by the caller, or by head office since. */
export function useBulkRun(api: Pick<OfficeApi, 'bulkRun'>, begun: BulkRun | null): BulkRun | null {
  const [told, setTold] = useState<{ of: BulkRun; run: BulkRun } | null>(null);
  const run = told && told.of === begun ? told.run : begun;
  const isGoing = run?.state === 'looking' || run?.state === 'running';
  useEffect(() => {
    if (!begun || !isGoing) return undefined;
    let isCurrent = true;
    const timer = setInterval(() => {
      void api.bulkRun(begun.runId).then((answer) => {
        if (isCurrent && answer.ok) setTold({ of: begun, run: answer.value });
      });
    }, askEveryMs);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [api, begun, isGoing]);
  return run;
}
