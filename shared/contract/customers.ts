// Requests about customers as head office knows them: who they are, what they are worth, what was said and done, and what a
// person may ask for: all that is kept of them, and that it goes.
import { z } from 'zod';
import { alikeReasons } from '../domain/customer/alike';
import { addressSchema } from '../domain/customer/address';
import { consentChannels, consentPurposes, consentSources } from '../domain/customer/consent';
import { contactKinds, handKinds } from '../domain/customer/contact';
import { customerRulesSchema } from '../domain/customer/rules';
import { segments } from '../domain/customer/value';
import { skuSchema } from '../domain/ids';
import { currencySchema } from '../money/money';
import { listQuerySchema } from './http';
import { answeringSchema } from './payments';

const segmentSchema = z.enum(segments);
const customerIdSchema = z.uuid();

// GET /v1/customers
export const customerSorts = ['money', 'orders', 'last', 'name'] as const;
export const customersQuerySchema = listQuerySchema.extend({
  segment: segmentSchema.optional(),
  vip: z.enum(['yes', 'no']).optional(),
  /** `yes`: only those that look like somebody else. */
  alike: z.enum(['yes']).optional(),
  sort: z.enum(customerSorts).default('money'),
});
export const customerValueSchema = z.object({
  orders: z.int(),
  /** Minor units of the company's currency. */
  moneyMinor: z.int(),
  /** Of the orders the cost of which is known; null when it is of none. */
  marginMinor: z.int().nullable(),
  marginOrders: z.int(),
  /** Orders in a currency no rate is known of: not in the money. */
  unratedOrders: z.int(),
  shippedUnits: z.int(),
  returnedUnits: z.int(),
  firstOrderAt: z.string().nullable(),
  lastOrderAt: z.string().nullable(),
  segment: segmentSchema.nullable(),
  isVip: z.boolean(),
});
export const customerRowSchema = customerValueSchema.extend({
  customerId: customerIdSchema,
  name: z.string(),
  countryCode: z.string(),
  mail: z.string().nullable(),
  phone: z.string().nullable(),
  currency: currencySchema,
});
export type CustomerRow = z.infer<typeof customerRowSchema>;
export const customersResponseSchema = z.object({
  rows: z.array(customerRowSchema),
  total: z.int(),
  isTotalLeast: z.boolean().default(false),
  cursor: z.string().nullable(),
});

// GET /v1/customers/:customerId; of one that was merged the one it is shown as
export const customerParamsSchema = z.strictObject({ customerId: customerIdSchema });
const contactSchema = z.object({
  kind: z.enum(contactKinds),
  value: z.string(),
  shown: z.string(),
  source: z.string(),
  lastAt: z.string(),
  /** Orders are known to be this customer's by it. */
  isKey: z.boolean(),
});
const keptAddressSchema = z.object({
  addressKey: z.string(),
  kind: z.enum(['delivery', 'invoice']),
  isDefault: z.boolean(),
  address: addressSchema,
  lastAt: z.string(),
});
/** What somebody put in or took out by hand, as long as it can be undone. */
const editSchema = z.object({
  actId: z.uuid(),
  what: z.enum(['contact', 'address']),
  how: z.enum(['added', 'changed', 'removed']),
  before: z.string().nullable(),
  after: z.string().nullable(),
  at: z.string(),
  by: z.string(),
});
const noteSchema = z.object({
  noteId: z.uuid(),
  text: z.string(),
  isPinned: z.boolean(),
  at: z.string(),
  by: z.string(),
});
const consentWordSchema = z.object({
  channel: z.enum(consentChannels),
  contact: z.string(),
  purpose: z.enum(consentPurposes),
  at: z.string(),
  isGiven: z.boolean(),
  source: z.enum(consentSources),
  by: z.string().nullable(),
});
const alikeSchema = z.object({
  customerId: customerIdSchema,
  name: z.string(),
  mail: z.string().nullable(),
  orders: z.int(),
  reasons: z.array(z.enum(alikeReasons)),
});
const mergeSchema = z.object({
  mergeId: z.uuid(),
  fromId: customerIdSchema,
  name: z.string(),
  at: z.string(),
  by: z.string(),
});
const creditSchema = z.object({
  customerId: z.string(),
  currency: currencySchema,
  limitMinor: z.int(),
  usedMinor: z.int(),
  overdueMinor: z.int(),
  termsDays: z.int(),
  isOpen: z.boolean(),
});
const scaleSchema = z.object({
  at: z.string(),
  customers: z.int(),
  recency: z.array(z.string()),
  frequency: z.array(z.int()),
  money: z.array(z.int()),
});
export const erasureSchema = z.object({
  erasureId: z.uuid(),
  askedAt: z.string(),
  how: z.string(),
  by: z.string(),
  kept: z.array(
    z.object({ what: z.enum(['invoice', 'bank-line', 'label']), number: z.string(), until: z.string() }),
  ),
  keptUntil: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export const customerResponseSchema = z.object({
  customerId: customerIdSchema,
  name: z.string(),
  countryCode: z.string(),
  firstSeenAt: z.string(),
  erasedAt: z.string().nullable(),
  /** Null: the rule decides. */
  vipByHand: z.boolean().nullable(),
  currency: currencySchema,
  value: customerValueSchema,
  /** Scores 1 to 5; null without an order, or before the fifths were worked out. */
  scores: z.object({ r: z.int(), f: z.int(), m: z.int() }).nullable(),
  scale: scaleSchema.nullable(),
  /** What was spent by month, oldest first, at most two years. */
  months: z.array(z.object({ month: z.string(), orders: z.int(), moneyMinor: z.int() })),
  contacts: z.array(contactSchema),
  addresses: z.array(keptAddressSchema),
  /** Newest first. */
  edits: z.array(editSchema),
  notes: z.array(noteSchema),
  consent: z.array(consentWordSchema),
  alike: z.array(alikeSchema),
  merges: z.array(mergeSchema),
  credit: z.array(creditSchema),
  erasure: erasureSchema.nullable(),
});
export type CustomerPage = z.infer<typeof customerResponseSchema>;

// GET /v1/customers/:customerId/activity: newest first
export const activityKinds = [
  'order',
  'parcel',
  'payment',
  'return',
  'case',
  'mail',
  'note',
  'file',
] as const;
export const activityQuerySchema = z.strictObject({
  kind: z.enum(activityKinds).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export const activityRowSchema = z.object({
  id: z.string(),
  at: z.string(),
  kind: z.enum(activityKinds),
  /** `event.TYPE` of an event, `mail.kind.KIND` of a mail, `office.customers.act.TYPE` of what was done to the file. */
  type: z.string(),
  orderId: z.uuid().nullable(),
  number: z.string().nullable(),
  by: z.string().nullable(),
  /** A note's words, a mail's subject. */
  text: z.string().nullable(),
});
export const activityResponseSchema = z.object({
  rows: z.array(activityRowSchema),
  cursor: z.string().nullable(),
});

// POST /v1/customers/:customerId/notes, .../notes/:noteId
export const noteParamsSchema = z.strictObject({ customerId: customerIdSchema, noteId: z.uuid() });
export const newNoteSchema = z.strictObject({
  text: z.string().trim().min(1).max(2000),
  isPinned: z.boolean().default(false),
});
export const pinNoteSchema = z.strictObject({ isPinned: z.boolean() });

// POST /v1/customers/:customerId/consent
export const sayConsentSchema = z.strictObject({
  channel: z.enum(consentChannels),
  contact: z.string().min(3).max(254),
  purpose: z.enum(consentPurposes),
  isGiven: z.boolean(),
  source: z.enum(consentSources),
});
// POST /v1/customers/:customerId/default-address
export const defaultAddressSchema = z.strictObject({
  addressKey: z.string().min(1).max(64),
  kind: z.enum(['delivery', 'invoice']),
});
// POST /v1/customers/:customerId/contacts, .../contacts/remove: a number of a channel is the channel's to give and to take
const contactOfSchema = z.strictObject({ kind: z.enum(handKinds), value: z.string().min(1).max(254) });
export const putContactSchema = z.strictObject({
  kind: z.enum(handKinds),
  shown: z.string().trim().min(1).max(254),
  /** Which one it takes the place of; null for one more. */
  replaces: contactOfSchema.nullable().default(null),
});
export const removeContactSchema = contactOfSchema;
// POST /v1/customers/:customerId/addresses, .../addresses/remove
const addressOfSchema = defaultAddressSchema;
export const putAddressSchema = z.strictObject({
  kind: z.enum(['delivery', 'invoice']),
  address: z.strictObject(addressSchema.shape),
  replaces: addressOfSchema.nullable().default(null),
});
export const removeAddressSchema = addressOfSchema;
// POST /v1/customers/:customerId/edits/:actId/undo
export const editParamsSchema = z.strictObject({ customerId: customerIdSchema, actId: z.uuid() });
// POST /v1/customers/:customerId/vip
export const setVipSchema = z.strictObject({ isVip: z.boolean().nullable(), by: answeringSchema });

// GET /v1/customers/:customerId/merge-preview?fromId=
export const mergePreviewQuerySchema = z.strictObject({ fromId: customerIdSchema });
const previewPartSchema = z.object({
  customerId: customerIdSchema,
  name: z.string(),
  orders: z.int(),
  moneyMinor: z.int(),
  contacts: z.array(z.string()),
  addresses: z.int(),
});
export const mergePreviewSchema = z.object({
  into: previewPartSchema,
  from: previewPartSchema,
  currency: currencySchema,
  /** What is to be looked at before: other names, an account each. */
  warnings: z.array(z.enum(['other-name', 'two-accounts', 'other-country'])),
});
export type MergePreview = z.infer<typeof mergePreviewSchema>;
// POST /v1/customers/:customerId/merge, POST /v1/customer-merges/:mergeId/undo, POST /v1/customers/:customerId/not-same
export const mergeRequestSchema = z.strictObject({ fromId: customerIdSchema, by: answeringSchema });
export const mergeParamsSchema = z.strictObject({ mergeId: z.uuid() });
export const byRequestSchema = z.strictObject({ by: answeringSchema });
export const notSameSchema = z.strictObject({ otherId: customerIdSchema });

// POST /v1/customers/:customerId/export
export const exportedSchema = z.object({ fileName: z.string(), base64: z.string() });
// POST /v1/customers/:customerId/erase
export const eraseWays = ['mail', 'letter', 'call', 'in-person'] as const;
export const eraseRequestSchema = z.strictObject({ how: z.enum(eraseWays), by: answeringSchema });

// GET and POST /v1/customer-rules
export const saveCustomerRulesSchema = z.strictObject({ rules: customerRulesSchema, by: answeringSchema });
// POST /v1/product-costs: what a unit costs from a day on
export const productCostsSchema = z.strictObject({
  rows: z
    .array(
      z.strictObject({
        sku: skuSchema,
        fromDay: z.iso.date().max(10),
        costMinor: z.int().nonnegative().max(1_000_000_000),
        currency: currencySchema,
      }),
    )
    .min(1)
    .max(5_000),
});
// GET /v1/product-costs: newest first
export const productCostsQuerySchema = z.strictObject({ sku: skuSchema });
export const productCostsResponseSchema = z.object({
  rows: z.array(z.object({ fromDay: z.string(), costMinor: z.int(), currency: currencySchema })),
});
export const productCostsSavedSchema = z.object({ saved: z.int() });

// GET /v1/orders/:orderId/customer
export const orderCustomerSchema = z.object({
  customer: z
    .object({
      customerId: customerIdSchema,
      name: z.string(),
      orders: z.int(),
      isVip: z.boolean(),
      segment: segmentSchema.nullable(),
      pinned: z.array(z.string()),
    })
    .nullable(),
});
