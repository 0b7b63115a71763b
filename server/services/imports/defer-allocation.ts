// Orders of a file are looked at for stock when the file is placed, not in between: both need the same streams, and
// taking turns would only make both slower. The wait has an end of its own, in case nobody is left to end it.
import type { Queryable } from '../../db/pool';

/** Puts off what this transaction has just put into the outbox. */
export async function deferAllocation(db: Queryable, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await db.query(
    `UPDATE outbox SET available_at = now() + interval '2 minutes'
     WHERE topic = 'allocate' AND done_at IS NULL AND available_at = now() AND key = ANY($1::text[])`,
    [keys],
  );
}

/** The file is placed: its orders are due now. */
export async function resumeAllocation(db: Queryable): Promise<void> {
  await db.query(
    `UPDATE outbox SET available_at = now() WHERE topic = 'allocate' AND done_at IS NULL AND available_at > now()`,
  );
}
