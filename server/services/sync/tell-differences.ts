// What of goods that came in does not fit what they came with, told to the office: one task for each order, transfer or blind
// receiving, product and reason. More of it is added to the task that is open, and what is taken back ends it.
import type { Difference } from '../../../shared/domain/purchasing/differences';
import { type Purchase, purchaseNumber } from '../../../shared/domain/purchasing/purchase';
import type { Task } from '../../../shared/sync/documents';
import type { Cause, ChangeSet } from '../changes/change-set';
import type { StationFacts } from './apply-op';
import { growTask } from './grow-task';

export type DifferingOrder = { id: string; number: string; supplier: string };

export type DifferenceFacts = {
  /** Open tasks about differences, by `differenceKey`. */
  differences: ReadonlyMap<string, Omit<Task, 'seq'>>;
  nameOf: (sku: string) => string;
};

type Told = {
  changes: ChangeSet;
  /** Its name is empty where the office itself tells. */
  station: Pick<StationFacts, 'warehouseId' | 'name'>;
  facts: DifferenceFacts;
  cause: Pick<Cause, 'opId'>;
};

export function differingOrder({ purchaseId: id, number, supplier }: Purchase): DifferingOrder {
  return { id, number: purchaseNumber(number), supplier };
}

/** @returns the first of them */
export function tellDifferences(
  { changes, station, facts, cause }: Told,
  order: DifferingOrder | null,
  receivingId: string,
  differences: readonly Difference[],
): string | null {
  let first: string | null = null;
  for (const { reason, sku, change } of differences) {
    const values = {
      of: order?.id ?? receivingId,
      reason,
      sku,
      name: sku === '' ? '' : facts.nameOf(sku),
      number: order?.number ?? '',
      supplier: order?.supplier ?? '',
      station: station.name,
    };
    const { warehouseId } = station;
    const told = { kind: 'receipt-differs', warehouseId, values, change, opId: cause.opId } as const;
    const taskId = growTask(changes, told, facts.differences);
    first ??= taskId;
  }
  return first;
}
