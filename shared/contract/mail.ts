// Requests about mails to customers, as zod schemas: the log, templates, settings, and who has opted out.
import { z } from 'zod';
import { channelMailSchema, templateIdSchema } from '../domain/mail/channel-mail';
import { mailKinds, mailLanguages, mailTopics } from '../domain/mail/mail-kinds';
import { mailSettingsSchema } from '../domain/mail/mail-settings';
import { longestPart, templateProblemCodes } from '../domain/mail/template';

export const mailStates = ['waiting', 'sent', 'refused', 'failed', 'left-out'] as const;
export type MailState = (typeof mailStates)[number];

// GET /v1/mails (office): newest first; `text` is in the address or begins the number
export const mailsQuerySchema = z.strictObject({
  text: z.string().max(100).optional(),
  state: z.enum(mailStates).optional(),
  kind: z.enum(mailKinds).optional(),
  orderId: z.uuid().optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const mailRowSchema = z.object({
  mailId: z.string(),
  kind: z.enum(mailKinds),
  state: z.enum(mailStates),
  /** Why it was left out; words in shared/text under `mail.why.*`. */
  why: z.string().nullable(),
  orderId: z.string().nullable(),
  number: z.string(),
  toName: z.string(),
  toAddress: z.string(),
  language: z.enum(mailLanguages),
  templateId: z.string(),
  templateVersion: z.int().nullable(),
  subject: z.string().nullable(),
  /** What the mail server said last. */
  answer: z.string().nullable(),
  createdAt: z.string(),
  sendAfter: z.string(),
  sentAt: z.string().nullable(),
  /** Tries so far, and when the next one is due; null when none waits. */
  attempts: z.int().nullable(),
  nextTryAt: z.string().nullable(),
});
export type MailRow = z.infer<typeof mailRowSchema>;
export const mailsResponseSchema = z.object({
  rows: z.array(mailRowSchema),
  total: z.int(),
  cursor: z.string().nullable(),
});
// GET /v1/mails/:mailId (office): with its words; null before it was put into words
export const mailResponseSchema = z.object({
  mail: mailRowSchema,
  text: z.string().nullable(),
  html: z.string().nullable(),
  messageId: z.string().nullable(),
});
// POST /v1/mails/:mailId/retry (office): one that was refused, has failed, or waits for its next try
export const mailAgainSchema = z.strictObject({});

// GET /v1/mail-templates (office): the newest version of each
const mailTextShape = {
  subject: z.string().max(longestPart.subject),
  text: z.string().max(longestPart.text),
  html: z.string().max(longestPart.html),
};
export const templateRowSchema = z.object({
  templateId: z.string(),
  kind: z.enum(mailKinds),
  language: z.enum(mailLanguages),
  version: z.int(),
  savedAt: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});
export type TemplateRow = z.infer<typeof templateRowSchema>;
export const templatesResponseSchema = z.object({ rows: z.array(templateRowSchema) });
// POST /v1/mail-templates (office) -> 200 the saved version | 422 template-wrong
export const saveTemplateRequestSchema = z.strictObject({
  templateId: templateIdSchema,
  kind: z.enum(mailKinds),
  language: z.enum(mailLanguages),
  ...mailTextShape,
});
// POST /v1/mail-templates/preview (office): filled with an order of the caller's choice, or with a made-up one
export const previewRequestSchema = z.strictObject({
  kind: z.enum(mailKinds),
  language: z.enum(mailLanguages),
  /** Number of an order. */
  number: z.string().max(40).optional(),
  ...mailTextShape,
});
export const previewResponseSchema = z.object({
  problems: z.array(
    z.object({
      part: z.enum(['subject', 'text', 'html']),
      code: z.enum(templateProblemCodes),
      line: z.int(),
      what: z.string(),
    }),
  ),
  /** Null while there are problems. */
  mail: z.object({ subject: z.string(), text: z.string(), html: z.string() }).nullable(),
  /** What a template of this kind may name; rows with their own names. */
  values: z.array(z.object({ name: z.string(), inner: z.array(z.string()) })),
});
export type TemplatePreview = z.infer<typeof previewResponseSchema>;

// GET /v1/mail-settings, POST /v1/mail-settings (office)
export const mailSettingsResponseSchema = z.object({
  settings: mailSettingsSchema,
  /** The password itself is told to nobody. */
  hasPassword: z.boolean(),
  channels: z.array(z.object({ channelId: z.string(), name: z.string(), mail: channelMailSchema })),
});
export type MailSettingsResponse = z.infer<typeof mailSettingsResponseSchema>;
export const mailSettingsRequestSchema = z.strictObject({
  settings: mailSettingsSchema,
  /** Absent keeps the one there is; empty takes it away. */
  password: z.string().max(200).optional(),
});
// POST /v1/mail-settings/channels/:channelId (office)
export const channelMailRequestSchema = channelMailSchema;
// POST /v1/mail-settings/test (office): sends one mail at once, as things are set
export const testMailRequestSchema = z.strictObject({
  to: z.string().min(3).max(254),
  language: z.enum(mailLanguages),
});
export const testMailResponseSchema = z.object({ sent: z.boolean(), answer: z.string() });

// GET /v1/mail-opt-outs, POST /v1/mail-opt-outs (office)
export const optOutsQuerySchema = z.strictObject({ text: z.string().max(254).optional() });
export const optOutsResponseSchema = z.object({
  rows: z.array(
    z.object({
      address: z.string(),
      topic: z.enum(mailTopics),
      at: z.string(),
      askedBy: z.enum(['customer', 'office']),
    }),
  ),
});
export const optOutRequestSchema = z.strictObject({
  address: z.string().min(3).max(254),
  topic: z.enum(mailTopics),
  isOut: z.boolean(),
});
