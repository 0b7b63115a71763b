// One task for each thing that differs: more of it is added to the task that is open, and what is taken back ends it.
import type { WarehouseId } from '../../../shared/domain/ids';
import type { Task } from '../../../shared/sync/documents';
import { addTask, type ChangeSet } from '../changes/change-set';

/** What a task about a difference is known by. */
export function differenceKey(values: Record<string, string | number>): string {
  return `${values['of']} ${values['reason']} ${values['sku']}`;
}

type Difference = {
  kind: 'receipt-differs' | 'return-differs';
  warehouseId: WarehouseId;
  /** Everything but `quantity`. */
  values: Record<string, string | number>;
  change: number;
  opId: string | null;
};

/** @param stored open ones by `differenceKey`. @returns the task that is open then, or null */
export function growTask(
  changes: ChangeSet,
  { kind, warehouseId, values, change, opId }: Difference,
  stored: ReadonlyMap<string, Omit<Task, 'seq'>>,
): string | null {
  const key = differenceKey(values);
  const written = changes.tasks.find(
    ({ task }) => task.kind === kind && task.state === 'open' && differenceKey(task.values) === key,
  );
  const known = stored.get(key);
  const isWritten = changes.tasks.some(({ task }) => task.taskId === known?.taskId);
  const open = written?.task ?? (isWritten ? undefined : known);
  const quantity = Number(open?.values['quantity'] ?? 0) + change;
  if (!open)
    return change <= 0
      ? null
      : addTask(
          changes,
          warehouseId,
          { kind, values: { ...values, quantity } },
          { orderId: null, parcelId: null, opId },
        );
  const next: Omit<Task, 'seq'> =
    quantity > 0
      ? { ...open, values: { ...open.values, quantity } }
      : { ...open, state: 'done', values: { ...open.values, quantity: 0 } };
  if (written) written.task = next;
  else changes.tasks.push({ warehouseId, task: next });
  return quantity > 0 ? open.taskId : null;
}
