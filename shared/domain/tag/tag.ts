// Words that people put on orders, customers and products to find and treat them together. A tag is known by its key, which
// is the same however somebody writes it; what is shown is the name it was first given, with a colour and never by it alone.
import { z } from 'zod';

export const tagColours = ['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple'] as const;
export type TagColour = (typeof tagColours)[number];

const longestKey = 40;
/** On one order, customer or product. */
export const mostTags = 50;

export const tagKeySchema = z
  .string()
  .min(1)
  .max(longestKey)
  .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u);

export const tagDefinitionSchema = z.strictObject({
  key: tagKeySchema,
  name: z.string().min(1).max(60),
  colour: z.enum(tagColours),
});
export type TagDefinition = z.infer<typeof tagDefinitionSchema>;

/** As somebody writes a tag: known by its key from then on. */
export const writtenTagSchema = z
  .string()
  .min(1)
  .max(60)
  .refine((written) => tagKeyOf(written) !== null, { error: 'a tag has a letter or a digit' });

/**
 * The key of a tag as written: letters and digits in small, one dash for everything between. No locale: the four Turkish
 * i become one, so that KIRMIZI and kırmızı are one tag on every computer. Null when nothing is left.
 */
export function tagKeyOf(written: string): string | null {
  const small = written
    .normalize('NFKC')
    .replace(/[Iİı]/g, 'i')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  const key = [...small].slice(0, longestKey).join('').replace(/-+$/, '');
  return tagKeySchema.safeParse(key).success ? key : null;
}

/** Each once, in the order of their keys. */
export function tagsWith(
  tags: readonly string[],
  add: readonly string[],
  remove: readonly string[] = [],
): string[] {
  return [...new Set([...tags, ...add])].filter((tag) => !remove.includes(tag)).sort();
}
