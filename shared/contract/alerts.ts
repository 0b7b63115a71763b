// Requests about alerts: the list, one with its history, what is done about it, and thresholds, tried before they count.
import { z } from 'zod';
import { alertSchema } from '../domain/alert/alert';
import { alertKinds, ownerSchema } from '../domain/alert/alert-kinds';
import { alertSettingsSchema } from '../domain/alert/alert-settings';
import { answeringSchema } from './answering';

/** snoozed: open and put aside for now. */
export const alertViews = ['open', 'snoozed', 'clear'] as const;

// GET /v1/alerts: newest first; `text` is in what people call it
export const alertsQuerySchema = z.strictObject({
  text: z.string().max(100).optional(),
  state: z.enum(alertViews).optional(),
  kind: z.enum(alertKinds).optional(),
  owner: z.string().max(80).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const alertRowSchema = alertSchema.extend({ alertId: z.uuid(), state: z.enum(alertViews) });
export type AlertRow = z.infer<typeof alertRowSchema>;
export const alertsResponseSchema = z.object({
  rows: z.array(alertRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean().default(false),
  cursor: z.string().nullable(),
});

// GET /v1/alert-count
export const alertCountSchema = z.object({
  /** Not put aside. */
  open: z.int().nonnegative(),
  snoozed: z.int().nonnegative(),
});

export const alertParamsSchema = z.strictObject({ alertId: z.uuid() });

// GET /v1/alerts/:alertId
export const alertHistorySchema = z.object({
  type: z.string().max(40),
  at: z.string(),
  by: z.string().max(120).nullable(),
  /** Where people were told. */
  why: z.enum(['new', 'worse', 'back']).nullable(),
  measure: z.number().nullable(),
  owner: z.string().max(80).nullable(),
  until: z.string().nullable(),
});
export const alertPageSchema = z.object({
  row: alertRowSchema,
  history: z.array(alertHistorySchema).max(200),
});
export type AlertPage = z.infer<typeof alertPageSchema>;

// POST /v1/alerts/:alertId
export const alertActSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('take'), owner: ownerSchema.nullable() }),
  z.strictObject({ act: z.literal('snooze'), until: z.iso.datetime().max(30) }),
  z.strictObject({ act: z.literal('wake') }),
]);
export type AlertAct = z.infer<typeof alertActSchema>;

// POST /v1/alerts/look: at everything, now
export const lookedSchema = z.object({ changed: z.int().nonnegative() });

// GET and POST /v1/alert-settings
export const alertSettingsResponseSchema = z.object({
  /** 0: nobody has set any. */
  version: z.int().nonnegative(),
  settings: alertSettingsSchema,
  changedAt: z.string().nullable(),
  /** Newest first. */
  trail: z.array(z.object({ version: z.int(), changedAt: z.string(), by: z.string().max(120) })).max(50),
});
export type AlertSettingsDoc = z.infer<typeof alertSettingsResponseSchema>;
export const saveAlertSettingsSchema = z.strictObject({
  version: z.int().nonnegative().max(1_000_000_000),
  settings: alertSettingsSchema,
  by: answeringSchema,
});

// POST /v1/alert-preview: what would be open now; nothing is changed
export const alertPreviewRequestSchema = z.strictObject({ settings: alertSettingsSchema });
export const alertPreviewSchema = z.object({
  kinds: z.array(
    z.object({
      kind: z.enum(alertKinds),
      open: z.int(),
      opens: z.int(),
      clears: z.int(),
      /** Some of those that would open. */
      titles: z.array(z.string()).max(10),
    }),
  ),
});
export type AlertPreview = z.infer<typeof alertPreviewSchema>;
