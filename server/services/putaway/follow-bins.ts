// What lies in bins as stations pull it, followed behind the moves: bins that the office has described, and those that hold what
// goes to another site.
import type { OfficeParts } from '../../head-office';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { refreshLoadBins } from '../transfers/refresh-load-bins';
import { refreshShelves } from './refresh-shelves';

export function followBins(parts: OfficeParts, onFailure: (cause: unknown, name: string) => void): JobLoop {
  return startJob({
    name: 'refresh-shelves',
    round: async () => [await refreshShelves(parts), await refreshLoadBins(parts)].includes(true),
    idleMs: parts.idleMs,
    onFailure,
  });
}
