// Requests about the flow of orders: the document, its versions, what another one would have made of the last orders, and
// what rules did.
import { z } from 'zod';
import { triggers } from '../domain/automation/rule';
import { orderFlowSchema } from '../domain/flow/order-flow';
import { mailKinds } from '../domain/mail/mail-kinds';
import { savePlacementSettingsRequestSchema } from './holds';
import { answeringSchema } from './payments';

/** What a request may say is closed. */
export const flowContentSchema = z.strictObject({
  ...orderFlowSchema.shape,
  holds: savePlacementSettingsRequestSchema.omit({ by: true }).strict(),
});

export const flowChangeSchema = z.object({
  part: z.enum(['steps', 'holds', 'mails', 'rules']),
  how: z.enum(['added', 'removed', 'changed']),
  name: z.string(),
});
export const flowVersionSchema = z.object({
  version: z.int(),
  changedAt: z.string(),
  /** Empty: another page of the office. */
  personName: z.string(),
  note: z.string(),
  undoes: z.int().nullable(),
  /** To the version before. */
  changes: z.array(flowChangeSchema),
});
export type FlowVersionRow = z.infer<typeof flowVersionSchema>;

// GET /v1/order-flow
export const flowResponseSchema = z.object({
  version: z.int(),
  flow: orderFlowSchema,
  versions: z.array(flowVersionSchema),
  channels: z.array(z.object({ channelId: z.string(), name: z.string() })),
});
export type FlowAnswer = z.infer<typeof flowResponseSchema>;
// POST /v1/order-flow
export const saveFlowRequestSchema = z.strictObject({
  /** The version that it was made from. */
  from: z.int().nonnegative(),
  flow: flowContentSchema,
  note: z.string().trim().max(200).default(''),
  by: answeringSchema,
});
// POST /v1/order-flow/undo: brings an earlier version back, as a new one
export const undoFlowRequestSchema = z.strictObject({
  from: z.int().nonnegative(),
  version: z.int().positive(),
  by: answeringSchema,
});
// POST /v1/order-flow/preview
export const previewFlowRequestSchema = z.strictObject({
  flow: flowContentSchema,
  orders: z.int().min(1).max(500).default(200),
});
export const replayedSchema = z.object({
  waitsForPayment: z.boolean(),
  holds: z.array(z.string()),
  tags: z.array(z.string()),
  priority: z.enum(['normal', 'vip']),
  rules: z.array(z.string()),
  notices: z.array(z.string()),
  mails: z.array(z.enum(mailKinds)),
});
export const flowPreviewRowSchema = z.object({
  orderId: z.string(),
  number: z.string(),
  placedAt: z.string(),
  before: replayedSchema,
  after: replayedSchema,
});
export type FlowPreviewRow = z.infer<typeof flowPreviewRowSchema>;
export const flowPreviewSchema = z.object({
  /** Looked at. */
  orders: z.int(),
  differing: z.int(),
  /** The first hundred that come out otherwise. */
  rows: z.array(flowPreviewRowSchema),
});
export type FlowPreviewAnswer = z.infer<typeof flowPreviewSchema>;

// GET /v1/rule-runs: what rules did, newest first
export const ruleRunsQuerySchema = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const ruleRunSchema = z.object({
  at: z.string(),
  orderId: z.string(),
  number: z.string(),
  rule: z.string(),
  on: z.enum(triggers),
});
export const ruleRunsResponseSchema = z.object({
  rows: z.array(ruleRunSchema),
  total: z.int(),
  cursor: z.string().nullable(),
});
