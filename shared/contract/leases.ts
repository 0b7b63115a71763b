// What head office shows and does about work in a bench's hand: who has it, what it was asked to leave out, taking it back,
// and how much a bench may take. Part of the routes' contract (http.ts).
import { z } from 'zod';
import { cancelStates } from '../domain/cancelling/cancel-request';
import { parcelIdSchema, stationIdSchema } from '../domain/ids';
import { mostParcelsHeld } from '../domain/parcel/lease';
import { parcelStates } from '../domain/parcel/parcel';

/** Who has a parcel, and what head office can know of it: the risk of taking it back. */
export const holderSchema = z.object({
  stationId: stationIdSchema,
  name: z.string(),
  lastSeenAt: z.string().nullable(),
  unsent: z.int(),
  oldestUnsentAt: z.string().nullable(),
  leaseUntil: z.string().nullable(),
});
export type Holder = z.infer<typeof holderSchema>;
/** A cancellation that a station was asked for, and what it said. */
export const cancelRowSchema = z.object({
  parcelId: parcelIdSchema,
  boxNumber: z.int(),
  state: z.enum(cancelStates),
  reason: z.string(),
  lines: z.array(z.object({ lineNo: z.int(), quantity: z.int() })),
  askedAt: z.string(),
  /** When, by whom and where it was answered, withdrawn, decided or left; null while nobody has. */
  answeredAt: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredWhere: z.string().nullable(),
  /** When and where the box was sealed, or null. */
  sealedAt: z.string().nullable(),
  sealedWhere: z.string().nullable(),
  carrierName: z.string(),
  parcelState: z.enum(parcelStates),
  fence: z.int(),
  holder: holderSchema.nullable(),
});
// POST /v1/parcels/:parcelId/withdraw-cancel (office) -> cancelWithdrawnSchema
export const cancelWithdrawnSchema = z.object({ withdrawn: z.boolean() });

// POST /v1/parcels/:parcelId/take-back (office): ends the lease under this fence
export const takeBackRequestSchema = z.strictObject({ fence: z.int().nonnegative() });
// POST /v1/stations/:stationId/take-back (office) -> the same answer, for everything it holds
// POST /v1/stations/:stationId/revoke (office) -> the same answer: its token ends too
export const takeBackResponseSchema = z.object({ parcelsReleased: z.int() });

// POST /v1/stations/:stationId/work (office): which zone it packs, and how many parcels it may hold
export const stationWorkSchema = z.strictObject({
  zone: z.string().min(1).max(40).nullable(),
  maxParcels: z.int().min(0).max(mostParcelsHeld),
});
export type StationWork = z.infer<typeof stationWorkSchema>;
