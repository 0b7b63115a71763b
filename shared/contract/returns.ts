// Requests about returns: the list, the desk, what becomes of units, money, exchange, the policy and who makes labels.
import { z } from 'zod';
import { locationIdSchema, orderIdSchema, skuSchema } from '../domain/ids';
import { refundSchema } from '../domain/refund/refund';
import {
  dispositions,
  parkedDispositions,
  returnIdSchema,
  returnNoteSchema,
  returnReasons,
  returnSchema,
  returnStates,
} from '../domain/returns/goods-return';
import { returnPolicySchema } from '../domain/returns/policy';
import { currencySchema } from '../money/money';
import { answeringSchema } from './payments';

const units = z.int().positive().max(100_000);
const note = returnNoteSchema.default('');
/** Who does it, by badge; money is answered for with a PIN besides. */
const badge = z.string().trim().min(1).max(20);
/** Made once for one act: said again, nothing more happens. */
const act = z.uuid();
const toSettle = z
  .array(z.strictObject({ lineNo: z.int().positive(), quantity: units }))
  .min(1)
  .max(2000);

// GET /v1/returns (office): newest first; `text` is a number of a return or an order, or what a carrier calls it
export const returnsQuerySchema = z.strictObject({
  state: z.enum(returnStates).optional(),
  text: z.string().max(60).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const returnRowSchema = z.object({
  returnId: returnIdSchema,
  number: z.string(),
  orderId: orderIdSchema,
  orderNumber: z.string(),
  customer: z.string(),
  channelId: z.string(),
  origin: z.string(),
  wish: z.string(),
  state: z.enum(returnStates),
  advisedAt: z.string(),
  expiresAt: z.string(),
  closedAt: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  asked: z.int(),
  received: z.int(),
  /** Here, and nobody has said what becomes of them. */
  undecided: z.int(),
});
export type ReturnRow = z.infer<typeof returnRowSchema>;
export const returnsResponseSchema = z.object({
  rows: z.array(returnRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean().default(false),
  cursor: z.string().nullable(),
});

// GET /v1/return-desk (office): by any code on the box, or by an order that was chosen
export const returnDeskQuerySchema = z
  .strictObject({ code: z.string().trim().min(1).max(200).optional(), orderId: orderIdSchema.optional() })
  .refine(({ code, orderId }) => (code === undefined) !== (orderId === undefined), {
    path: ['code'],
    error: 'either a code or an order',
  });
const deskOrderSchema = z.object({
  orderId: orderIdSchema,
  number: z.string(),
  channelId: z.string(),
  customer: z.string(),
  placedAt: z.string(),
  currency: currencySchema,
});
const deskLineSchema = z.object({
  lineNo: z.int(),
  sku: skuSchema,
  name: z.string(),
  unitPriceMinor: z.int(),
  /** Codes on the product, as the catalogue keeps them. */
  codes: z.array(z.string()),
  shipped: z.int(),
  /** Shipped, and in no return. */
  left: z.int(),
  deliveredAt: z.string().nullable(),
  /** Null: it may come back. */
  why: z.enum(['final-sale', 'too-late', 'not-shipped']).nullable(),
  until: z.string().nullable(),
  rule: z.string().nullable(),
});
export type DeskLine = z.infer<typeof deskLineSchema>;
export const returnDeskResponseSchema = z.object({
  /** Several orders are meant: a person chooses. */
  choices: z.array(deskOrderSchema),
  order: deskOrderSchema.nullable(),
  lines: z.array(deskLineSchema),
  returns: z.array(returnSchema),
  /** The one the code names, or the newest that is not over. */
  returnId: returnIdSchema.nullable(),
});
export type ReturnDeskPage = z.infer<typeof returnDeskResponseSchema>;

export const returnParamsSchema = z.strictObject({ returnId: returnIdSchema });

// POST /v1/returns (office) answers a return; GET /v1/returns/:returnId too
export const newReturnRequestSchema = z.strictObject({
  returnId: returnIdSchema,
  orderId: orderIdSchema,
  /** desk: the goods are here already, nothing need be asked for. */
  origin: z.enum(['office', 'desk']),
  wish: z.enum(['refund', 'exchange']).default('refund'),
  lines: z
    .array(
      z.strictObject({
        lineNo: z.int().positive(),
        quantity: units,
        reason: z.enum(returnReasons).nullable().default(null),
        note,
      }),
    )
    .max(2000),
  /** Although the policy does not let it come back. */
  goodwill: z.boolean().default(false),
  badge,
});
// POST /v1/returns/:returnId/receive
export const receiveUnitsRequestSchema = z.strictObject({
  act,
  badge,
  units: z
    .array(
      z.strictObject({
        /** Null: not of the order. */
        lineNo: z.int().positive().nullable(),
        sku: skuSchema,
        quantity: units,
        note,
      }),
    )
    .min(1)
    .max(500),
});
// POST /v1/returns/:returnId/dispose
export const disposeUnitsRequestSchema = z.strictObject({
  act,
  badge,
  no: z.int().positive(),
  quantity: units,
  disposition: z.enum(dispositions),
  locationId: locationIdSchema.nullable().default(null),
  note,
  from: z.enum(parkedDispositions).nullable().default(null),
});
export const handledSchema = z.object({
  return: returnSchema,
  /** Numbers of orders that waited for such goods and got some of them. */
  helped: z.array(z.string()),
});
// POST /v1/returns/:returnId/end
export const endReturnRequestSchema = z.strictObject({
  /** close: nothing more will come. */
  how: z.enum(['close', 'refuse', 'cancel', 'sent']),
  reason: note,
  badge,
});
// POST /v1/returns/:returnId/label: asks the provider once more
export const labelReturnRequestSchema = z.strictObject({ badge });

// GET /v1/returns/:returnId/proposal: of everything that is not settled, or of `lines`: `1:2,3:1` is two of line 1, one of 3
export const proposalQuerySchema = z.strictObject({
  lines: z
    .string()
    .max(4000)
    .regex(/^\d{1,6}:\d{1,6}(,\d{1,6}:\d{1,6})*$/)
    .optional(),
});
const proposalRowSchema = z.object({
  lineNo: z.int(),
  name: z.string(),
  quantity: z.int(),
  goodsMinor: z.int(),
  discountMinor: z.int(),
  postageMinor: z.int(),
  feeMinor: z.int(),
  wayBackMinor: z.int(),
  amountMinor: z.int(),
});
export const proposalResponseSchema = z.object({
  currency: currencySchema,
  rows: z.array(proposalRowSchema),
  wayBackMinor: z.int(),
  amountMinor: z.int(),
  /** What the order's payments still hold. */
  refundableMinor: z.int(),
  /** The channel sees to the money: it is given back there. */
  isMoneyElsewhere: z.boolean(),
});
export type ReturnProposal = z.infer<typeof proposalResponseSchema>;
// POST /v1/returns/:returnId/refund
export const refundReturnRequestSchema = z.strictObject({
  refundId: z.uuid(),
  lines: toSettle,
  /** At most what is proposed; null: all of it. */
  amountMinor: z.int().positive().max(1_000_000_000_000).nullable().default(null),
  by: answeringSchema,
});
export const refundReturnResponseSchema = z.object({ return: returnSchema, refund: refundSchema });
// POST /v1/returns/:returnId/exchange
export const exchangeRequestSchema = z.strictObject({
  key: act,
  lines: toSettle,
  goods: z
    .array(
      z.strictObject({
        sku: skuSchema,
        quantity: units,
        unitPriceMinor: z.int().nonnegative().max(1_000_000_000),
      }),
    )
    .min(1)
    .max(200),
  by: answeringSchema,
});
export const exchangeResponseSchema = z.object({
  return: returnSchema,
  orderId: orderIdSchema,
  number: z.string(),
  creditMinor: z.int(),
  toPayMinor: z.int(),
  refund: refundSchema.nullable(),
  isMoneyElsewhere: z.boolean(),
});

// GET /v1/return-goods (office): products by name or SKU, with their price, to exchange for
export const returnGoodsQuerySchema = z.strictObject({ text: z.string().trim().max(100).default('') });
export const returnGoodsResponseSchema = z.object({
  rows: z.array(
    z.object({
      sku: skuSchema,
      name: z.string(),
      priceMinor: z.int(),
      currency: currencySchema,
      codes: z.array(z.string()),
      /** In all warehouses, not promised to anybody. */
      available: z.int(),
    }),
  ),
});
export type ReturnGoods = z.infer<typeof returnGoodsResponseSchema>['rows'][number];

// GET and POST /v1/return-policy
export const returnPolicyResponseSchema = z.object({
  version: z.int().nonnegative(),
  changedAt: z.iso.datetime().nullable(),
  policy: returnPolicySchema,
});
export const returnPolicyRequestSchema = z.strictObject({
  from: z.int().nonnegative(),
  policy: returnPolicySchema,
  by: answeringSchema,
});
// POST /v1/return-policy/preview: what a policy would mean, for one order and for the newest shipped ones
export const policyPreviewRequestSchema = z.strictObject({
  policy: returnPolicySchema,
  number: z.string().max(40).default(''),
});
export const policyPreviewResponseSchema = z.object({
  order: z
    .object({
      number: z.string(),
      lines: z.array(
        z.object({
          name: z.string(),
          rule: z.string().nullable(),
          why: z.enum(['final-sale', 'too-late', 'not-shipped']).nullable(),
          until: z.string().nullable(),
          feePercent: z.int(),
          customerPaysPostage: z.boolean(),
        }),
      ),
    })
    .nullable(),
  /** Shipped lines of the newest orders, and how many of them may come back now and then. */
  lines: z.int(),
  mayNow: z.int(),
  mayThen: z.int(),
});
export type PolicyPreview = z.infer<typeof policyPreviewResponseSchema>;

// GET /v1/return-providers, POST /v1/return-providers/:providerId
export const returnProvidersResponseSchema = z.object({
  rows: z.array(
    z.object({
      providerId: z.string(),
      kind: z.string(),
      name: z.string(),
      settings: z.record(z.string(), z.unknown()),
      inUse: z.boolean(),
      /** Names of secrets that are set; never what they are. */
      secretsSet: z.array(z.string()),
    }),
  ),
  kinds: z.array(z.string()),
});
export const returnProviderParamsSchema = z.strictObject({
  providerId: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[a-z0-9-]+$/),
});
export const saveReturnProviderRequestSchema = z.strictObject({
  kind: z.string().min(1).max(40),
  name: z.string().trim().min(1).max(80),
  inUse: z.boolean(),
  /** What its kind asks for. */
  settings: z.record(z.string().max(60), z.union([z.string().max(400), z.number()])),
  /** Those that are left out stay as they are. */
  secrets: z.record(z.string().max(60), z.string().max(300)).optional(),
  by: answeringSchema,
});
