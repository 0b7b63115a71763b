// The books follow the history: of the company what was sold, paid and given back, of each warehouse what moved. Nothing is
// followed before somebody opens them; then they begin with the first event there is.
import { startFollower } from '../../jobs/follow-events';
import type { JobLoop } from '../../jobs/job-loop';
import type { OfficeParts } from '../../head-office';
import { readOpenBooks } from './book-store';
import { BooksWait } from './book-waits';
import { postBatch } from './post-batch';
import { postedEvents } from './post-order-event';

export function startBooks({
  pool,
  log,
  now,
  idleMs,
}: Pick<OfficeParts, 'pool' | 'log' | 'now' | 'idleMs'>): JobLoop {
  return startFollower({
    pool,
    name: 'books',
    types: postedEvents,
    withMoves: true,
    fromStart: true,
    isHeldOff: async () => (await readOpenBooks(pool)) === null,
    react: (client, events) => postBatch(client, events, now().toISOString()),
    idleMs,
    onFailure: (cause, job) => {
      if (cause instanceof BooksWait) {
        void pool
          .query(`UPDATE books SET waits = $1 WHERE name = 'books'`, [cause.refusal])
          .catch((error: unknown) => log.error({ err: error, job }, 'why the books wait was not kept'));
        return;
      }
      log.error({ err: cause, job }, 'a job failed and will be tried again');
    },
  });
}
