// An alert: one thing that somebody should do something about, once a kind and subject however often it comes and goes. Who
// looks after it, until when it is put aside, and what people were told.
import { z } from 'zod';
import { alertKinds, ownerSchema } from './alert-kinds';

export const alertStates = ['open', 'clear'] as const;
export type AlertState = (typeof alertStates)[number];

const value = z.union([z.string().max(200), z.number()]);

/** What a rule found of one subject. */
export const findingSchema = z.object({
  kind: z.enum(alertKinds),
  /** One within its kind: a SKU, an order's id, warehouse and bin and SKU. */
  subject: z.string().min(1).max(200),
  /** What people call it. */
  title: z.string().max(200),
  warehouseId: z.string().max(40).nullable(),
  measure: z.number(),
  /** Beyond the threshold. Otherwise near it: an alert that stands goes on, and none begins. */
  isBad: z.boolean(),
  /** Numbers and names of its cause, for the words. */
  values: z.record(z.string(), value),
});
export type Finding = z.infer<typeof findingSchema>;

export const alertSchema = findingSchema.omit({ isBad: true }).extend({
  state: z.enum(alertStates),
  owner: ownerSchema.nullable(),
  snoozedUntil: z.iso.datetime().nullable(),
  /** When it began, the last time. */
  openedAt: z.iso.datetime(),
  clearedAt: z.iso.datetime().nullable(),
  /** What people were told last, and how often they were. */
  told: z.object({ measure: z.number(), at: z.iso.datetime(), times: z.int().nonnegative() }).nullable(),
});
export type Alert = z.infer<typeof alertSchema>;

export type ToldWhy = 'new' | 'worse' | 'back';

export type AlertEvent =
  | { type: 'AlertOpened'; finding: Finding; owner: string | null; at: string }
  | { type: 'AlertReturned'; finding: Finding; at: string }
  | { type: 'AlertMeasured'; finding: Finding }
  /** People are told: the only event that mail and other systems act on. */
  | { type: 'AlertTold'; why: ToldWhy; measure: number; at: string }
  | { type: 'AlertCleared'; at: string }
  | { type: 'AlertTaken'; owner: string | null; by: string }
  | { type: 'AlertSnoozed'; until: string; by: string }
  | { type: 'AlertWoken'; by: string };

export type AlertCommand =
  /** What was found now. `owner` looks after new ones. */
  | {
      type: 'ObserveAlert';
      finding: Finding;
      owner: string | null;
      step: number;
      quietHours: number;
      at: string;
    }
  /** Nothing was found any more. */
  | { type: 'ClearAlert'; at: string }
  | { type: 'TakeAlert'; owner: string | null; by: string }
  | { type: 'SnoozeAlert'; until: string; by: string; at: string }
  | { type: 'WakeAlert'; by: string };

export function isSnoozed(
  { state, snoozedUntil }: Pick<Alert, 'state' | 'snoozedUntil'>,
  at: string,
): boolean {
  return state === 'open' && snoozedUntil !== null && snoozedUntil > at;
}
