// Requests about keys that other systems ask with. A key is told once, when it is made; head office keeps its hash.
import { z } from 'zod';
import { apiScopes } from '../domain/api-key/scopes';
import { answeringSchema } from './payments';

export const apiKeyRowSchema = z.object({
  keyId: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(apiScopes)),
  perMinute: z.int(),
  createdAt: z.string(),
  createdBy: z.string(),
  usedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
export type ApiKeyRow = z.infer<typeof apiKeyRowSchema>;
// GET /v1/api-keys
export const apiKeysResponseSchema = z.object({ rows: z.array(apiKeyRowSchema) });
// POST /v1/api-keys
export const newApiKeyRequestSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  scopes: z.array(z.enum(apiScopes)).min(1).max(apiScopes.length),
  /** Requests a minute that it may ask for. */
  perMinute: z.int().min(1).max(60_000).default(600),
  by: answeringSchema,
});
export const apiKeyMadeSchema = z.object({ row: apiKeyRowSchema, key: z.string() });
// POST /v1/api-keys/:keyId/revoke
export const apiKeyParamsSchema = z.strictObject({ keyId: z.string().min(1).max(40) });
