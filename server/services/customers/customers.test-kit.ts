// Reads the history for the customers' files at once, as the job does from time to time.
import type { Pool } from '../../db/pool';
import { startFollower } from '../../jobs/follow-events';
import { followedByCustomers, reactForCustomers } from './start-customers';

export async function matchAll(pool: Pool, now: () => Date = () => new Date()): Promise<void> {
  const job = startFollower({
    pool,
    name: 'customers',
    types: followedByCustomers,
    react: (client, events) => reactForCustomers(client, events, now),
    fromStart: true,
    idleMs: 1_000_000,
    onFailure: (cause) => {
      throw cause;
    },
  });
  await job.drain();
  await job.stop();
}
