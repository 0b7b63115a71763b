// How each station is doing, as the office sees it.
import { z } from 'zod';
import { numberKinds } from '../domain/numbers/number-range';

// GET /v1/stations
export const stationRowSchema = z.object({
  stationId: z.string(),
  name: z.string(),
  warehouseId: z.string(),
  lastSeenAt: z.string().nullable(),
  unsent: z.int(),
  oldestUnsentAt: z.string().nullable(),
  skewMs: z.number().nullable(),
  appVersion: z.string().nullable(),
  /** Whether its ops came as they were made: the first that did not, by its number. */
  chain: z.discriminatedUnion('state', [
    z.object({ state: z.literal('intact') }),
    z.object({ state: z.literal('broken'), stationSeq: z.int().positive() }),
  ]),
  /** Head office has every op of the station up to and including this one. */
  provenSeq: z.int(),
  /** Parcels it holds that have not left. */
  heldParcels: z.int(),
  zone: z.string().nullable(),
  maxParcels: z.int(),
  /** Boxes it holds: not begun, being packed, sealed and still here. */
  leased: z.int(),
  packing: z.int(),
  sealed: z.int(),
  /** When the last of its leases ends. */
  leaseUntil: z.string().nullable(),
  signedOff: z.boolean(),
  /** Numbers it has not used, by kind, as its last greeting said. */
  numbers: z.record(z.enum(numberKinds), z.int()),
});
export const stationsResponseSchema = z.object({
  rows: z.array(stationRowSchema),
  /** Zones of each warehouse, to choose from. */
  zones: z.record(z.string(), z.array(z.string())),
});
