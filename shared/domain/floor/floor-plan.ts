// The floor of one warehouse as somebody drew it: zones, aisles side by side, cross aisles through all of them, racks along
// the aisles, and bins in their places. What lies in a bin is none of its business: that is the ledger's.
import { z } from 'zod';
import { locationIdSchema } from '../ids';

/** What a bin is for. */
export const binPurposes = ['pick', 'bulk', 'returns', 'damaged', 'staging', 'bench'] as const;
export type BinPurpose = (typeof binPurposes)[number];

/**
 * What the ledger takes a bin of a purpose for. Goods in a `bin` are promised to customers; those in `quarantine` are on hand
 * and promised to nobody; those at the `bench` are promised to whom they were picked for.
 */
export const kindOfPurpose = {
  pick: 'bin',
  bulk: 'bin',
  returns: 'quarantine',
  damaged: 'quarantine',
  staging: 'bench',
  bench: 'bench',
} as const satisfies Record<BinPurpose, 'bin' | 'quarantine' | 'bench'>;

export const sides = ['left', 'right'] as const;
export type Side = (typeof sides)[number];

/** People call a part by this. */
export const partCodeSchema = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .refine((code) => !/[\p{Cc}\p{Cs}]/u.test(code));
/** From the left wall or from the front, millimetres: a floor has at most a kilometre. */
export const floorMmSchema = z.int().min(0).max(999_999);

export const zoneSchema = z.strictObject({ code: partCodeSchema, name: z.string().trim().max(80) });
export type FloorZone = z.infer<typeof zoneSchema>;

/** Aisles run from the front to the rear; `atMm` is where people walk. */
export const aisleSchema = z.strictObject({ code: partCodeSchema, atMm: floorMmSchema });
export type Aisle = z.infer<typeof aisleSchema>;

/** Cross aisles run from the left to the right. */
export const crossingSchema = z.strictObject({ code: partCodeSchema, atMm: floorMmSchema });
export type Crossing = z.infer<typeof crossingSchema>;

export const rackSchema = z.strictObject({
  code: partCodeSchema,
  aisle: partCodeSchema,
  side: z.enum(sides),
  /** Where its first bay begins. */
  fromMm: floorMmSchema,
  bayMm: z.int().min(1).max(20_000),
  bays: z.int().min(1).max(999),
  levels: z.int().min(1).max(99),
});
export type Rack = z.infer<typeof rackSchema>;

export const spotSchema = z.strictObject({
  rack: partCodeSchema.nullable(),
  side: z.enum(sides),
  /** Of its middle, along its aisle. */
  alongMm: floorMmSchema,
  /** 1 is the lowest. */
  level: z.int().min(1).max(99),
});
export type Spot = z.infer<typeof spotSchema>;

const insideMmSchema = z.int().min(1).max(20_000);

export const binSchema = z.strictObject({
  locationId: locationIdSchema,
  purpose: z.enum(binPurposes),
  zone: partCodeSchema.nullable(),
  /** Of a bin that is not on the map, whatever somebody called it. */
  aisle: partCodeSchema.nullable(),
  /** Null: not on the map. */
  spot: spotSchema.nullable(),
  /** Inside. Null: not measured. */
  size: z
    .strictObject({ lengthMm: insideMmSchema, widthMm: insideMmSchema, heightMm: insideMmSchema })
    .nullable(),
  /** What it bears. Null: not known. */
  maxGrams: z.int().min(1).max(50_000_000).nullable(),
  /** Bins are gone to in this order; of a bin on the map it follows from its place. */
  walkOrder: z.int().min(0).max(2_147_483_647),
});
export type Bin = z.infer<typeof binSchema>;

/** What somebody may write: a bin's code must fit on its label. */
export const binEditSchema = binSchema.extend({
  locationId: partCodeSchema.pipe(locationIdSchema),
});

/** Where walks begin and end. */
export const depotSchema = z.strictObject({ aisle: partCodeSchema, crossing: partCodeSchema });

export const most = { zones: 200, aisles: 2000, crossings: 50, racks: 10_000, bins: 20_000 } as const;

export const floorPlanSchema = z.strictObject({
  zones: z.array(zoneSchema).max(most.zones),
  aisles: z.array(aisleSchema).max(most.aisles),
  crossings: z.array(crossingSchema).max(most.crossings),
  racks: z.array(rackSchema).max(most.racks),
  bins: z.array(binSchema).max(most.bins),
  /** Null: the first aisle at the first cross aisle. */
  depot: depotSchema.nullable(),
});
export type FloorPlan = z.infer<typeof floorPlanSchema>;

export const floorParts = ['zones', 'aisles', 'crossings', 'racks', 'bins'] as const;
export type FloorPart = (typeof floorParts)[number];

export const emptyFloor: FloorPlan = {
  zones: [],
  aisles: [],
  crossings: [],
  racks: [],
  bins: [],
  depot: null,
};

/** What one part is known by. */
export function keyOf(part: { code: string } | { locationId: string }): string {
  return 'code' in part ? part.code : part.locationId;
}

/**
 * Aisle by aisle from the left, along each from the front; bulk behind all that is picked from. Decimetres across and
 * centimetres along, so that a kilometre each way fits into 31 bits.
 */
export function walkOrderAt(aisle: Aisle, spot: Spot, purpose: BinPurpose): number {
  const behind = purpose === 'bulk' ? 1_000_000_000 : 0;
  return behind + Math.floor(aisle.atMm / 100) * 100_000 + Math.floor(spot.alongMm / 10);
}
