// Lets what happened to a return happen in a change set, with what it means for the ledger.
import { evolveReturn } from '../../../shared/domain/returns/evolve';
import type { GoodsReturn, ReturnEvent } from '../../../shared/domain/returns/goods-return';
import { movesOf } from '../returns/return-moves';
import type { Cause, ChangeSet } from './change-set';

/** @returns the return as it is then */
export function happenOnReturn(
  changes: ChangeSet,
  returnId: string,
  events: readonly ReturnEvent[],
  cause: Cause,
): GoodsReturn | null {
  let found = changes.returns.get(returnId) ?? null;
  for (const event of events) {
    found = evolveReturn(found, event);
    changes.returns.set(returnId, found);
    changes.touchedReturns.add(returnId);
    const { type, ...body } = event;
    changes.events.push({ aggregate: 'return', aggregateId: returnId, type, body, cause });
    for (const each of movesOf(found, event)) changes.moves.push({ ...each, cause });
  }
  return found;
}
