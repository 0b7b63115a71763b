// What one channel writes to its customers: which mails, in which words, in which language, and when. Data that the
// office edits; a channel that nobody has set yet has the defaults.
import { z } from 'zod';
import { type MailKind, type MailLanguage, mailKinds } from './mail-kinds';

/** A kind's own template is called as the kind; the office adds others. */
export const templateIdSchema = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

export const mailRuleSchema = z.strictObject({
  kind: z.enum(mailKinds),
  isOn: z.boolean(),
  templateId: templateIdSchema,
  /** Whether it waits for the morning. */
  waits: z.boolean(),
});
export type MailRule = z.infer<typeof mailRuleSchema>;

export const channelMailSchema = z.strictObject({
  /** Of every mail, or by the country of the order. */
  language: z.enum(['auto', 'en', 'tr']),
  /** One mail for every box, or one when the last of an order has left. */
  shipped: z.enum(['each-parcel', 'whole-order']),
  /** Orders that were older than this when head office was told of them are history: nothing is written about them. */
  oldestDays: z.int().min(0).max(365),
  /** After delivery. */
  ratingAfterDays: z.int().min(0).max(90),
  rules: z.array(mailRuleSchema).max(mailKinds.length),
});
export type ChannelMail = z.infer<typeof channelMailSchema>;

/** Answers to something a customer has just done are expected at once. */
const atOnce: readonly MailKind[] = [
  'order-confirmed',
  'payment-link',
  'refund-sent',
  'return-advised',
  'quote',
];

/** Files tell of orders that another shop has taken, and that has written to its customers itself. */
export function defaultChannelMail(channel: { takesFiles: boolean }): ChannelMail {
  return {
    language: 'auto',
    shipped: 'each-parcel',
    oldestDays: 7,
    ratingAfterDays: 7,
    rules: mailKinds.map((kind) => ({
      kind,
      isOn: !channel.takesFiles,
      templateId: kind,
      waits: !atOnce.includes(kind),
    })),
  };
}

/** Kinds that came behind the channel's own settings: off until somebody turns them on, as what is not there is. */
export function withEveryKind(mail: ChannelMail): ChannelMail {
  const added = defaultChannelMail({ takesFiles: true }).rules.filter(({ kind }) => !ruleOf(mail, kind));
  return added.length === 0 ? mail : { ...mail, rules: [...mail.rules, ...added] };
}

export function ruleOf({ rules }: ChannelMail, kind: MailKind): MailRule | null {
  return rules.find((rule) => rule.kind === kind) ?? null;
}

/** Turkish for who lives in Türkiye, English for everybody else, unless the channel has one language. */
export function languageFor({ language }: Pick<ChannelMail, 'language'>, countryCode: string): MailLanguage {
  if (language !== 'auto') return language;
  return countryCode === 'TR' ? 'tr' : 'en';
}
