// Requests about tags and custom fields: what the office defines, and what orders, customers and products have of it.
import { z } from 'zod';
import { fieldChangesSchema, fieldDefinitionSchema, fieldsSchema } from '../domain/field/field';
import { orderIdSchema } from '../domain/ids';
import { orderSchema } from '../domain/order/order';
import { mostTags, tagDefinitionSchema, tagKeySchema, writtenTagSchema } from '../domain/tag/tag';
import { answeringSchema } from './payments';

// GET /v1/fields
export const fieldsResponseSchema = z.object({
  fields: z.array(fieldDefinitionSchema),
  tags: z.array(tagDefinitionSchema),
});
export type FieldsAnswer = z.infer<typeof fieldsResponseSchema>;
// POST /v1/fields: the same owner and key again changes it
export const saveFieldRequestSchema = z.strictObject({
  field: fieldDefinitionSchema,
  by: answeringSchema,
});
// POST /v1/tags
export const saveTagRequestSchema = z.strictObject({
  name: writtenTagSchema,
  colour: tagDefinitionSchema.shape.colour,
  by: answeringSchema,
});

const written = z.array(writtenTagSchema).max(mostTags).default([]);
const keys = z.array(tagKeySchema).max(mostTags).default([]);

// POST /v1/office/orders/tags: many orders at once
export const tagOrdersRequestSchema = z.strictObject({
  orderIds: z.array(orderIdSchema).min(1).max(5_000),
  add: written,
  remove: keys,
});
export const tagOrdersResponseSchema = z.object({
  changed: z.int(),
  refused: z.array(z.object({ orderId: orderIdSchema, code: z.string() })),
});

// POST /v1/orders/:orderId/marks
export const markOrderRequestSchema = z.strictObject({
  add: written,
  remove: keys,
  /** Null takes a value out; what is not named stays. */
  fields: fieldChangesSchema.default({}),
  lines: z
    .array(z.strictObject({ lineNo: z.int().positive(), fields: fieldChangesSchema }))
    .max(10_000)
    .default([]),
});
export const markedOrderSchema = z.object({ order: orderSchema });

// GET and POST /v1/marks/:owner/:ownerId
export const marksParamsSchema = z.strictObject({
  owner: z.enum(['customer', 'product']),
  ownerId: z.string().min(1).max(64),
});
export const marksRequestSchema = z.strictObject({
  add: written,
  remove: keys,
  fields: fieldChangesSchema.default({}),
});
export const marksResponseSchema = z.object({ tags: z.array(z.string()), fields: fieldsSchema });
