// How a computer becomes a station, proves that it is one, and ends: bodies of those requests, as zod schemas for server
// and station. Whoever sends them is not known yet, so everything is closed and of one length.
import { z } from 'zod';
import { stationIdSchema, warehouseIdSchema } from '../domain/ids';

/** Ed25519, as SubjectPublicKeyInfo (DER) in base64url. */
const publicKeySchema = z
  .string()
  .length(59)
  .regex(/^[A-Za-z0-9_-]{59}$/);
/** Ed25519 over one of the texts of station-access.ts, in base64url. */
const signatureSchema = z
  .string()
  .length(86)
  .regex(/^[A-Za-z0-9_-]{86}$/);
/** Opens head office to its station until it ends; then the station asks for another one. */
export const accessSchema = z.object({ token: z.string(), lifeMs: z.int().positive() });

// POST /v1/stations/enrol
export const enrolRequestSchema = z.strictObject({
  code: z.string().min(8).max(80),
  name: z.string().min(1).max(60),
  publicKey: publicKeySchema,
  /** Of `enrolProofText`: whoever sends the key also holds its private half. */
  proof: signatureSchema,
});
export const enrolResponseSchema = accessSchema.extend({
  stationId: stationIdSchema,
  /** Which head office this is; the station signs for no other. */
  audience: z.uuid(),
  name: z.string(),
  warehouseId: warehouseIdSchema,
  roles: z.array(z.enum(['station', 'office'])),
});

// POST /v1/stations/challenge: something to sign, once, within a minute
export const challengeRequestSchema = z.strictObject({ stationId: stationIdSchema });
export const challengeResponseSchema = z.object({ nonce: z.string(), lifeMs: z.int().positive() });
// POST /v1/stations/token: the signed challenge (`tokenProofText`) against a token
export const tokenRequestSchema = z.strictObject({
  stationId: stationIdSchema,
  nonce: z
    .string()
    .length(43)
    .regex(/^[A-Za-z0-9_-]{43}$/),
  signature: signatureSchema,
});
// POST /v1/stations/key: a station of the time before keys gives its lasting token (as bearer) for a key. The token is
// dead from then on; only the same key may be sent again, when the answer was lost.
export const newKeyRequestSchema = z.strictObject({ publicKey: publicKeySchema, proof: signatureSchema });
export const newKeyResponseSchema = enrolResponseSchema;

// POST /v1/stations/codes (office): a one-time code for one new station
export const newCodeRequestSchema = z.strictObject({
  warehouseId: warehouseIdSchema,
  roles: z
    .array(z.enum(['station', 'office']))
    .min(1)
    .max(2)
    .default(['station']),
  /** The station whose place the new one takes. */
  replaces: stationIdSchema.optional(),
});
export const newCodeResponseSchema = z.object({
  /** To type: the code, and behind it as much of the authority's fingerprint as is typed. */
  code: z.string(),
  /** To scan as a QR code: address, code and fingerprint; see enrolment-ticket.ts. */
  ticket: z.string(),
  /** Where the station will look for head office. */
  headOffice: z.url(),
  expiresAt: z.string(),
});
// POST /v1/stations/:stationId/revoke (office): its key and tokens end, its parcels go back to the queue
export const revokeResponseSchema = z.object({ parcelsReleased: z.int(), unitsReturned: z.int() });
