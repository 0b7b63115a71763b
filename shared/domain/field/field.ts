// Fields that a company adds to what Waybill knows of an order, a line, a customer or a product: data that the office
// defines. What a value must be, where it has to be there, and who sees it are said once here.
import { z } from 'zod';
import { currencySchema } from '../../money/money';

export const fieldKinds = ['text', 'number', 'date', 'choice', 'yes-no', 'money'] as const;
export const fieldOwners = ['order', 'line', 'customer', 'product'] as const;
export type FieldOwner = (typeof fieldOwners)[number];

/**
 * placed: an order without it is not taken. released: the order is taken and waits, on hold, until it has it.
 */
export const fieldSteps = ['never', 'placed', 'released'] as const;

export const fieldKeySchema = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[a-z][a-z0-9_]*$/);

const named = z.strictObject({ en: z.string().min(1).max(60), tr: z.string().min(1).max(60) });

export const mostFields = 100;
const mostOptions = 200;

export const fieldDefinitionSchema = z
  .strictObject({
    owner: z.enum(fieldOwners),
    key: fieldKeySchema,
    names: named,
    kind: z.enum(fieldKinds),
    requiredAt: z.enum(fieldSteps).default('never'),
    /** Channels whose orders have the field; empty: all of them. */
    channels: z.array(z.string().min(1).max(40)).max(200).default([]),
    /** Stands on the packer's screen. Nothing that is not needed to pack belongs there. */
    shownToPacker: z.boolean().default(false),
    /** Orders can be looked for by it. */
    filterable: z.boolean().default(false),
    /** What may be chosen; of a choice only. */
    options: z
      .array(z.strictObject({ key: z.string().min(1).max(40), names: named }))
      .max(mostOptions)
      .default([]),
    /** Values that are there stay; nobody is asked for it any more. */
    isRetired: z.boolean().default(false),
  })
  .refine(({ kind, options }) => (kind === 'choice') === options.length > 0, {
    path: ['options'],
    error: 'a choice has options, and nothing else has',
  })
  .refine(({ options }) => new Set(options.map(({ key }) => key)).size === options.length, {
    path: ['options'],
    error: 'an option is there twice',
  })
  .refine(({ owner, requiredAt }) => requiredAt === 'never' || owner === 'order' || owner === 'line', {
    path: ['requiredAt'],
    error: 'only orders and their lines are placed and released',
  });
export type FieldDefinition = z.infer<typeof fieldDefinitionSchema>;

/** Text, the key of an option and a day (YYYY-MM-DD) are strings; money is in minor units. */
export const fieldValueSchema = z.union([
  z.string().max(1000),
  z.number(),
  z.boolean(),
  z.strictObject({ amountMinor: z.int(), currency: currencySchema }),
]);
export type FieldValue = z.infer<typeof fieldValueSchema>;

export const fieldsSchema = z
  .record(fieldKeySchema, fieldValueSchema)
  .refine((fields) => Object.keys(fields).length <= mostFields, { error: 'too many fields' });
export type Fields = z.infer<typeof fieldsSchema>;

/** Null takes a value out. */
export const fieldChangesSchema = z
  .record(fieldKeySchema, fieldValueSchema.nullable())
  .refine((fields) => Object.keys(fields).length <= mostFields, { error: 'too many fields' });
export type FieldChanges = z.infer<typeof fieldChangesSchema>;

/** Keys in order, so that the same fields are the same text. */
export function fieldsWith(fields: Fields | undefined, changes: FieldChanges): Fields {
  const after = { ...fields, ...changes };
  return Object.fromEntries(
    Object.entries(after)
      .filter((entry): entry is [string, FieldValue] => entry[1] !== null && entry[1] !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Fields that orders of a channel have, of one kind of thing; retired ones are nobody's. */
export function fieldsOf(
  definitions: readonly FieldDefinition[],
  owner: FieldOwner,
  channelId: string | null = null,
): FieldDefinition[] {
  return definitions.filter(
    (each) =>
      each.owner === owner &&
      !each.isRetired &&
      (channelId === null || each.channels.length === 0 || each.channels.includes(channelId)),
  );
}
