// Looks once a day who is to be reminded.
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { type DunningTools, lookOnceADay } from './write-letters';

/** How often it is looked whether the day has been looked at. */
const roundMs = 10 * 60_000;

export function startDunning(
  tools: DunningTools & { onFailure: (cause: unknown, name: string) => void },
): JobLoop {
  return startJob({
    name: 'dunning',
    round: async () => {
      await lookOnceADay(tools);
      return false;
    },
    idleMs: roundMs,
    onFailure: tools.onFailure,
  });
}
