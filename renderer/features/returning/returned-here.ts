// The return that is taken in at this station, as it stands now with own ops in it, or those that it may be.
import type { Bench } from '../../../shared/domain/packing/session';
import type { Arrival } from '../../../shared/domain/returns/arrival';
import type { ReturnBook } from '../../data/returns';

export type ReturnedHere = {
  /** Null where none is open, and for one that the bench does not know. */
  open: Arrival | null;
  /** In the order of their digits. */
  choices: readonly Arrival[];
};

/** Null where no goods come back. */
export function returnedHere(
  { aside }: Bench,
  { returns }: { returns: Pick<ReturnBook, 'get'> },
): ReturnedHere | null {
  if (aside?.kind !== 'return') return null;
  const { with: brought, choices } = aside.returning;
  return {
    open: brought ? returns.get(brought.returnId) : null,
    choices: (choices ?? []).flatMap((returnId) => returns.get(returnId) ?? []),
  };
}
