// A task: something that a person has to put right by hand. Answers for whose bench it concerns and for how it ends.
// Must never be refused or ended twice: who did what the task says did it, and the first to say so is remembered.
import { z } from 'zod';
import { personIdSchema } from '../ids';

export const taskKinds = [
  'count-bin',
  'count-again',
  'count-cycle',
  'contradiction',
  'take-out-cancelled',
  'second-shipment',
  'duplicate-pack',
  'sale-beyond-quota',
  'sale-unclear',
  'till-differs',
  'order-not-placed',
  'not-allowed',
  'chain-broken',
  'return-on-arrival',
  'channel-change',
  'customs-missing',
  'label-refused',
  'void-refused',
  'second-check',
  'left-unseen',
  'special-at-risk',
  'rule-notice',
  'webhook-stopped',
  'put-back',
  'receipt-differs',
  'return-differs',
  'supply-low',
  'replenish',
  'bin-unknown',
  'lot-past-date',
  'lot-unnamed',
  'no-other-site',
  'code-rejected',
  'weight-differs',
  'left-on-note',
  'left-without-waybill',
  'waybill-refused',
  'waybill-to-cancel',
] as const;
export type TaskKind = (typeof taskKinds)[number];

/** Somebody has to count a place; its values name `location` and `sku`. */
export const countKinds: readonly TaskKind[] = ['count-bin', 'count-again', 'count-cycle'];

/** `by` is null when the office said so; `station` is the name of where it was said. */
export const taskEndSchema = z.object({
  at: z.iso.datetime(),
  by: personIdSchema.nullable(),
  station: z.string(),
});
export type TaskEnd = z.infer<typeof taskEndSchema>;

export function endTask<T extends { state: 'open' | 'done'; end?: TaskEnd | undefined }>(
  task: T,
  end: TaskEnd,
): T {
  return task.state === 'done' ? task : { ...task, state: 'done', end };
}

/** What a bench knows of a task besides what the task says. */
export type TaskPlace = {
  stationId: string;
  /** It comes from an act of this bench. */
  isOwnAct: boolean;
  /** The station that packs the parcel, or was the last to; null without a parcel. */
  packedBy: string | null;
};

/** Told of at a bench, and nothing that can be done there. */
const officeKinds: readonly TaskKind[] = [
  'receipt-differs',
  'return-differs',
  'bin-unknown',
  'no-other-site',
  'left-on-note',
  'left-without-waybill',
  'waybill-refused',
  'waybill-to-cancel',
  'customs-missing',
  'sale-unclear',
  'till-differs',
];

/** A second box is put right where it stands, whoever else holds the parcel by now; a cancelled unit where it was packed. */
export function concernsBench(
  task: { kind?: TaskKind; values: Record<string, string | number> },
  place: TaskPlace,
): boolean {
  if (task.kind && officeKinds.includes(task.kind)) return false;
  const { stationId } = task.values;
  if (typeof stationId === 'string') return stationId === place.stationId;
  return place.isOwnAct || place.packedBy === place.stationId;
}
