// Requests about official waybills (e-İrsaliye): what was decided about them, which there are, their files, and their answers.
import { z } from 'zod';
import { opIdSchema, warehouseIdSchema } from '../domain/ids';
import { waybillStates } from '../domain/waybill/waybill';
import { waybillRulesSchema, waybillTransmitters } from '../domain/waybill/waybill-rules';
import { answeringSchema } from './answering';

// GET /v1/waybill-sites (office): every warehouse in Turkey, decided about or not
export const waybillSiteSchema = z.object({
  warehouseId: z.string().max(40),
  name: z.string().max(120),
  rules: waybillRulesSchema.nullable(),
  changedAt: z.iso.datetime().nullable(),
  changedBy: z.string().max(120).nullable(),
});
export type WaybillSite = z.infer<typeof waybillSiteSchema>;
export const waybillSitesSchema = z.object({
  sites: z.array(waybillSiteSchema).max(200),
  /** Ways to transmit that this head office has. */
  transmitters: z.array(z.enum(waybillTransmitters)),
});
export type WaybillSites = z.infer<typeof waybillSitesSchema>;

// POST /v1/waybill-sites/:warehouseId
export const waybillSiteParamsSchema = z.strictObject({ warehouseId: warehouseIdSchema });
export const saveWaybillRulesSchema = z.strictObject({ rules: waybillRulesSchema, by: answeringSchema });

// GET /v1/waybills: newest first
export const waybillsQuerySchema = z.strictObject({
  state: z.enum(waybillStates).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const waybillRowSchema = z.object({
  waybillId: z.string().max(40),
  number: z.string().max(16),
  warehouseId: z.string().max(40),
  orderId: z.string().max(40),
  orderNumber: z.string().max(40),
  boxNumber: z.int(),
  issuedAt: z.iso.datetime(),
  state: z.enum(waybillStates),
  transmitter: z.enum(waybillTransmitters),
  transmittedAt: z.iso.datetime().nullable(),
  reference: z.string().max(100).nullable(),
  trouble: z.string().max(600).nullable(),
});
export type WaybillRow = z.infer<typeof waybillRowSchema>;
export const waybillsResponseSchema = z.object({
  rows: z.array(waybillRowSchema).max(200),
  total: z.int(),
  cursor: z.string().max(400).nullable(),
});

// GET /v1/waybills/:waybillId/xml
export const waybillParamsSchema = z.strictObject({ waybillId: opIdSchema });
export const waybillFileSchema = z.object({ fileName: z.string().max(40), xml: z.string() });

// POST /v1/waybills/:waybillId/answer, by a person or by a program with a key
export const waybillAnswerSchema = z.strictObject({
  answer: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('transmitted'), reference: z.string().trim().max(100).nullable() }),
    z.strictObject({
      state: z.literal('refused'),
      code: z.string().trim().min(1).max(60),
      message: z.string().trim().max(500),
    }),
  ]),
  /** Who answers for it; left out by programs, whose key says it. */
  by: answeringSchema.optional(),
});
export type WaybillAnswer = z.infer<typeof waybillAnswerSchema>['answer'];

// POST /v1/waybills/:waybillId/retry
export const retryWaybillSchema = z.strictObject({ by: answeringSchema });
