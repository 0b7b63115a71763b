// Requests about boxes: what a warehouse packs in, what packers chose against the plan, and how products want to be packed.
import { z } from 'zod';
import { boxReasons } from '../domain/boxing/box-override';
import { boxSiteSchema } from '../domain/boxing/box-site';
import { handlingSchema } from '../domain/catalogue/handling';
import { boxIdSchema, orderIdSchema, skuSchema, warehouseIdSchema } from '../domain/ids';
import { boxSchema, paddingSchema } from '../domain/packing/box';
import { sizeSchema } from '../units/measure';

const warehouse = z.object({ warehouseId: warehouseIdSchema, name: z.string() });
export const boxesParamsSchema = z.strictObject({ warehouseId: warehouseIdSchema });
export const boxParamsSchema = z.strictObject({ warehouseId: warehouseIdSchema, boxId: boxIdSchema });

// GET /v1/boxes: warehouses that pack
export const boxWarehousesSchema = z.object({ warehouses: z.array(warehouse).max(1000) });

export const boxRowSchema = z.object({
  box: boxSchema,
  site: boxSiteSchema,
  /** Sealed in it here in the last 30 days, and how full these were on average, in thousandths. */
  used: z.int().nonnegative(),
  meanFillPermille: z.int().nonnegative().nullable(),
  /** Choices against a plan that said this box, in the last 30 days. */
  overridden: z.int().nonnegative(),
});
export type BoxRow = z.infer<typeof boxRowSchema>;

export const overrideRowSchema = z.object({
  orderId: orderIdSchema.nullable(),
  orderNumber: z.string().nullable(),
  planned: boxIdSchema,
  taken: boxIdSchema,
  reason: z.enum([...boxReasons, 'not-said']),
  sku: skuSchema.nullable(),
  name: z.string().nullable(),
  fillPermille: z.int(),
  at: z.iso.datetime(),
  packer: z.string().nullable(),
  forgotten: z.boolean(),
});
export type OverrideRow = z.infer<typeof overrideRowSchema>;

export const paddingRowSchema = z.object({
  padding: paddingSchema,
  /** Null: nobody counts it here. */
  onHand: z.int().nullable(),
  lowAt: z.int().nonnegative().nullable(),
  /** Packed with in the last 30 days, in its unit. */
  used: z.int().nonnegative(),
});
export type PaddingRow = z.infer<typeof paddingRowSchema>;

const outcomeSchema = z.object({
  cartons: z.int().nonnegative(),
  outerLitres: z.number(),
  costMinor: z.int(),
  left: z.int().nonnegative(),
});
/** looking: goes on. ready: to be accepted or not. nothing: no orders, no boxes, or stopped before there was an offer. */
export const proposalStates = ['looking', 'ready', 'accepted', 'nothing', 'failed'] as const;
export const boxProposalSchema = z.object({
  proposalId: z.uuid(),
  warehouseId: warehouseIdSchema,
  state: z.enum(proposalStates),
  /** 0 to 1. */
  progress: z.number(),
  /** Days that its orders were placed in. */
  days: z.int().positive(),
  study: z
    .object({
      orders: z.int().nonnegative(),
      currency: z.string(),
      today: outcomeSchema,
      offers: z
        .array(z.object({ count: z.int(), boxes: z.array(boxSchema).max(20), then: outcomeSchema }))
        .max(10),
    })
    .nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type BoxProposal = z.infer<typeof boxProposalSchema>;
export const proposalParamsSchema = z.strictObject({ proposalId: z.uuid() });
// POST /v1/box-proposals/:proposalId/accept: the offer of so many sizes
export const acceptProposalSchema = z.strictObject({ count: z.int().min(1).max(20) });

const level = z.int().nonnegative().max(1e6);
// POST /v1/boxes/:warehouseId/supplies
export const supplyRequestSchema = z.discriminatedUnion('act', [
  /** So many are on the shelf. */
  z.strictObject({ act: z.literal('count'), supply: supplySchema(), counted: level }),
  /** So many came from the supplier. */
  z.strictObject({
    act: z.literal('receive'),
    supply: supplySchema(),
    received: z.int().positive().max(1e6),
  }),
  /** Tell when no more than so many are left; null: never. */
  z.strictObject({ act: z.literal('low'), supply: supplySchema(), lowAt: level.nullable() }),
]);
export type SupplyRequest = z.infer<typeof supplyRequestSchema>;

/** `box B2` or `padding paper`. */
function supplySchema() {
  return z
    .string()
    .max(60)
    .regex(/^(box|padding) .{1,40}$/);
}

// GET /v1/boxes/:warehouseId
export const boxesSchema = z.object({
  warehouseId: warehouseIdSchema,
  boxes: z.array(boxRowSchema).max(1000),
  paddings: z.array(paddingRowSchema).max(100),
  /** What boxes and padding of a sealed box cost on average in the last 30 days; null: none was sealed. */
  meanMaterialMinor: z.number().nullable(),
  /** The newest proposal of sizes. */
  proposal: boxProposalSchema.nullable(),
  /** The newest. */
  overrides: z.array(overrideRowSchema).max(100),
});
export type BoxesPageAnswer = z.infer<typeof boxesSchema>;

// POST /v1/boxes/:warehouseId/:boxId/forget: lessons about a box that do not hold (any more); `false` takes it back
export const forgetRequestSchema = z.strictObject({ forgotten: z.boolean() });

// GET /v1/product-handling?text=
export const handlingQuerySchema = z.strictObject({ text: z.string().max(100).default('') });
export const handlingRowSchema = z.object({
  sku: skuSchema,
  name: z.string(),
  size: sizeSchema,
  weightGrams: z.int(),
  /** Whether somebody said it; else it is what `fragile` alone says. */
  isSaid: z.boolean(),
  handling: handlingSchema,
});
export type HandlingRow = z.infer<typeof handlingRowSchema>;
export const handlingRowsSchema = z.object({ rows: z.array(handlingRowSchema).max(50), total: z.int() });

const millimetres = z.int().positive().max(20_000);
// POST /v1/product-handling: of one product, or of a file of them
export const handlingRequestSchema = z.strictObject({
  products: z
    .array(
      z.strictObject({
        sku: z.string().min(1).max(64),
        handling: handlingSchema,
        size: z
          .strictObject({ lengthMm: millimetres, widthMm: millimetres, heightMm: millimetres })
          .optional(),
        weightGrams: z.int().positive().max(10_000_000).optional(),
      }),
    )
    .min(1)
    .max(2000),
});
export type HandlingRequest = z.infer<typeof handlingRequestSchema>;
export const handlingSavedSchema = z.object({
  saved: z.int().nonnegative(),
  /** SKUs that the catalogue does not have. */
  unknown: z.array(z.string().max(64)).max(2000),
});
