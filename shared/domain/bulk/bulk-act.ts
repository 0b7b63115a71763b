// What can be done to many orders at once. Each act is what the office can do to one order, told to every order of a
// selection; nothing here can do what one order alone would refuse.
import { z } from 'zod';
import { warehouseIdSchema } from '../ids';
import { mailKinds } from '../mail/mail-kinds';
import { orderHeaderSchema, orderHoldSchema } from '../order/order';

const reason = orderHoldSchema.shape.reason;

export const bulkActSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hold'), reason, note: z.string().trim().max(300) }),
  /** Null: whatever it is held for. */
  z.strictObject({ kind: z.literal('release'), reason: reason.nullable(), note: z.string().trim().max(300) }),
  z.strictObject({ kind: z.literal('cancel'), reason: z.string().trim().min(1).max(200) }),
  /** Null: head office chooses anew. */
  z.strictObject({ kind: z.literal('route'), warehouseId: warehouseIdSchema.nullable() }),
  z.strictObject({ kind: z.literal('priority'), priority: orderHeaderSchema.shape.priority }),
  /** The last mail of this kind that could not be sent. */
  z.strictObject({ kind: z.literal('mail'), mail: z.enum(mailKinds) }),
]);
export type BulkAct = z.infer<typeof bulkActSchema>;
export const bulkKinds = [
  'hold',
  'release',
  'cancel',
  'route',
  'priority',
  'mail',
] as const satisfies readonly BulkAct['kind'][];
export type BulkKind = (typeof bulkKinds)[number];
