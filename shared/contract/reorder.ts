// Requests about reorder: suppliers with their terms and goods, how much service the company wants, runs that propose what to
// buy and to move, and proposals that become a draft order.
import { z } from 'zod';
import { purchaseIdSchema, skuSchema, transferIdSchema, warehouseIdSchema } from '../domain/ids';
import {
  suppliedItemSchema,
  supplierIdSchema,
  supplierTermsSchema,
  targetSchema,
} from '../domain/reorder/supply-terms';
import { heldReasons } from '../domain/reorder/buying-limits';
import { valueClasses } from '../domain/reorder/value-classes';
import { runStates } from './demand';

const count = z.int().nonnegative();
const number = z.number();
const mostOfProposal = 500;

// GET /v1/suppliers
export const supplierRowSchema = z.object({
  supplierId: supplierIdSchema,
  terms: supplierTermsSchema,
  items: count,
  /** Days from order to goods of what came in the last two years. */
  leadDays: number.nullable(),
  orders: count,
});
export type SupplierRow = z.infer<typeof supplierRowSchema>;
export const supplierListSchema = z.object({ rows: z.array(supplierRowSchema).max(2000) });

// GET and POST /v1/suppliers/:supplierId
export const supplierParamsSchema = z.strictObject({ supplierId: supplierIdSchema });
export const suppliedRowSchema = z.object({ ...suppliedItemSchema.shape, name: z.string() });
export type SuppliedRow = z.infer<typeof suppliedRowSchema>;
export const supplierPageSchema = z.object({
  supplierId: supplierIdSchema,
  terms: supplierTermsSchema,
  items: z.array(suppliedRowSchema).max(mostOfProposal),
  /** Of all of them; the first ones are shown, or those that were searched for. */
  total: count,
  /** What was seen of its orders, the newest last. */
  leads: z.array(z.object({ sku: z.string(), number: z.int(), days: number })).max(200),
});
export type SupplierPage = z.infer<typeof supplierPageSchema>;
// Both lists are searched by a text.
export const supplierQuerySchema = z.strictObject({ text: z.string().max(100).optional() });

// POST /v1/suppliers/:supplierId/items: several at once; a product has one supplier, the last that was told
export const saveItemsSchema = z.strictObject({ items: z.array(suppliedItemSchema).min(1).max(200) });
export type SaveItems = z.infer<typeof saveItemsSchema>;
// POST /v1/suppliers/:supplierId/items/:sku/remove
export const suppliedParamsSchema = supplierParamsSchema.extend({ sku: skuSchema });

// GET and POST /v1/reorder-runs, POST /v1/reorder-runs/:runId/stop
export const reorderRunSchema = z.object({
  runId: z.uuid(),
  /** position: something has fallen to its point; then only its supplier was looked at. */
  cause: z.enum(['night', 'person', 'position']),
  state: z.enum(runStates),
  items: count,
  done: count,
  lines: count,
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type ReorderRun = z.infer<typeof reorderRunSchema>;
export const newestReorderRunSchema = z.object({ run: reorderRunSchema.nullable() });
export const reorderRunParamsSchema = z.strictObject({ runId: z.uuid() });

// GET /v1/reorder
export const proposedOrderSchema = z.object({
  supplierId: supplierIdSchema,
  supplier: z.string(),
  warehouseId: warehouseIdSchema,
  currency: z.string(),
  lines: count,
  goodsMinor: count,
  freightMinor: count,
  freeFreightMinor: count.nullable(),
  budgetMinor: count.nullable(),
});
export type ProposedOrder = z.infer<typeof proposedOrderSchema>;
export const proposedTransferSchema = z.object({
  sku: z.string(),
  name: z.string(),
  from: z.string(),
  to: z.string(),
  units: count,
});
export const takenSchema = z.object({
  purchaseId: purchaseIdSchema,
  number: z.int(),
  supplier: z.string(),
  warehouseId: warehouseIdSchema,
  lines: count,
});
export const takenTransferSchema = z.object({
  transferId: transferIdSchema,
  number: z.int(),
  from: z.string(),
  to: z.string(),
  lines: count,
});
export const proposalsSchema = z.object({
  orders: z.array(proposedOrderSchema).max(2000),
  transfers: z.array(proposedTransferSchema).max(mostOfProposal),
  /** Drafts made of proposals of the newest run that can be taken back. */
  taken: z.array(takenSchema).max(mostOfProposal),
  /** Draft transfers of the same kind. */
  takenTransfers: z.array(takenTransferSchema).max(mostOfProposal),
});
export type Proposals = z.infer<typeof proposalsSchema>;

// GET /v1/reorder/:supplierId/:warehouseId
export const proposalParamsSchema = supplierParamsSchema.extend({ warehouseId: warehouseIdSchema });
const seen = z.array(number).max(50);
export const planStepSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('demand'),
    weekly: number,
    deviation: number,
    share: number,
    method: z.string(),
    spikes: z.array(z.string()).max(200),
  }),
  z.object({
    kind: z.literal('lead'),
    days: number,
    deviation: number,
    seen,
    stated: number,
    of: z.enum(['product', 'supplier', 'nobody']),
  }),
  z.object({
    kind: z.literal('stock'),
    onHand: number,
    onOrder: number,
    late: number,
    drafted: number,
    waiting: number,
  }),
  z.object({ kind: z.literal('target'), valueClass: z.enum(valueClasses), target: targetSchema }),
  z.object({ kind: z.literal('quantity'), units: number, isEconomic: z.boolean() }),
  z.object({ kind: z.literal('from-site'), site: z.string(), units: number }),
  z.object({
    kind: z.literal('position'),
    onHand: number,
    onOrder: number,
    committed: number,
    position: number,
  }),
  z.object({ kind: z.literal('point'), point: number, expected: number, safety: number, service: number }),
  z.object({ kind: z.literal('enough') }),
  z.object({ kind: z.literal('up-to'), target: number, units: number }),
  z.object({ kind: z.literal('multiples'), of: number, times: number, units: number }),
  z.object({ kind: z.literal('least-order'), least: number, units: number }),
  z.object({ kind: z.literal('pack'), of: number, units: number }),
  z.object({ kind: z.literal('pallet'), of: number, units: number }),
  z.object({ kind: z.literal('shelf-life'), weeks: number, units: number }),
  z.object({ kind: z.literal('cover'), weeks: number, units: number }),
  z.object({ kind: z.literal('over-cap'), units: number }),
  z.object({ kind: z.literal('freight'), added: number, units: number }),
  z.object({ kind: z.literal('budget'), cut: number, units: number }),
]);
export const proposedLineSchema = z.object({
  sku: z.string(),
  name: z.string(),
  units: count,
  packUnits: count,
  unitCostMinor: count,
  position: z.int(),
  point: z.int(),
  /** Units a week. */
  demand: number,
  expectedOn: z.iso.date(),
  why: z.array(planStepSchema).max(40),
});
export type ProposedLine = z.infer<typeof proposedLineSchema>;
export const proposalSchema = z.object({
  order: proposedOrderSchema,
  /** Why it does not go out by itself; null: it does, behind the next run. */
  held: z.enum(heldReasons).nullable(),
  /** What it is worth in the currency of the limits, by a rate of which day and from where; null: no rate leads there. */
  counts: z
    .object({
      amountMinor: z.int(),
      currency: z.string(),
      day: z.string().nullable(),
      sources: z.array(z.string()),
    })
    .nullable(),
  /** What runs out first before others; the first five hundred. */
  rows: z.array(proposedLineSchema).max(mostOfProposal),
});
export type Proposal = z.infer<typeof proposalSchema>;

// POST /v1/reorder/:supplierId/:warehouseId/take
export const takeProposalSchema = z.strictObject({
  /** Of the draft that it becomes: told twice, it is made once. */
  purchaseId: purchaseIdSchema,
  lines: z
    .array(z.strictObject({ sku: skuSchema, units: z.int().min(1).max(1_000_000) }))
    .min(1)
    .max(mostOfProposal),
});
export type TakeProposal = z.infer<typeof takeProposalSchema>;
// POST /v1/reorder/taken/:purchaseId/undo
export const takenParamsSchema = z.strictObject({ purchaseId: purchaseIdSchema });
