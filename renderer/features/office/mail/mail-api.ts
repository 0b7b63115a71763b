// What the pages Messages and Cases ask of head office.
import type { z } from 'zod';
import {
  type CaseAct,
  caseRowSchema,
  casesResponseSchema,
  feedbackResponseSchema,
} from '../../../../shared/contract/cases';
import {
  mailResponseSchema,
  type mailSettingsRequestSchema,
  mailSettingsResponseSchema,
  mailsResponseSchema,
  type optOutRequestSchema,
  optOutsResponseSchema,
  type previewRequestSchema,
  previewResponseSchema,
  type saveTemplateRequestSchema,
  templateRowSchema,
  templatesResponseSchema,
  type testMailRequestSchema,
  testMailResponseSchema,
} from '../../../../shared/contract/mail';
import type { ChannelMail } from '../../../../shared/domain/mail/channel-mail';
import type { Answer, Query } from '../office-api';

export type Get = <S extends z.ZodType>(
  schema: S,
  path: string,
  query?: Query,
) => Promise<Answer<z.output<S>>>;
export type Post = <S extends z.ZodType>(
  schema: S,
  path: string,
  body: unknown,
) => Promise<Answer<z.output<S>>>;

export function mailApi(get: Get, post: Post) {
  return {
    mails: (query: Query) => get(mailsResponseSchema, '/v1/mails', query),
    mail: (mailId: string) => get(mailResponseSchema, `/v1/mails/${encodeURIComponent(mailId)}`),
    retryMail: (mailId: string) =>
      post(mailResponseSchema, `/v1/mails/${encodeURIComponent(mailId)}/retry`, {}),
    mailTemplates: () => get(templatesResponseSchema, '/v1/mail-templates'),
    saveMailTemplate: (template: z.input<typeof saveTemplateRequestSchema>) =>
      post(templateRowSchema, '/v1/mail-templates', template),
    previewMail: (draft: z.input<typeof previewRequestSchema>) =>
      post(previewResponseSchema, '/v1/mail-templates/preview', draft),
    mailSettings: () => get(mailSettingsResponseSchema, '/v1/mail-settings'),
    saveMailSettings: (settings: z.input<typeof mailSettingsRequestSchema>) =>
      post(mailSettingsResponseSchema, '/v1/mail-settings', settings),
    saveChannelMail: (channelId: string, mail: ChannelMail) =>
      post(mailSettingsResponseSchema, `/v1/mail-settings/channels/${encodeURIComponent(channelId)}`, mail),
    testMail: (test: z.input<typeof testMailRequestSchema>) =>
      post(testMailResponseSchema, '/v1/mail-settings/test', test),
    optOuts: (text: string) => get(optOutsResponseSchema, '/v1/mail-opt-outs', { text }),
    setOptOut: (wish: z.input<typeof optOutRequestSchema>) =>
      post(optOutsResponseSchema, '/v1/mail-opt-outs', wish),
    cases: (query: Query) => get(casesResponseSchema, '/v1/cases', query),
    openCase: (number: string, text: string) => post(caseRowSchema, '/v1/cases', { number, text }),
    actOnCase: (caseId: string, act: CaseAct) =>
      post(caseRowSchema, `/v1/cases/${encodeURIComponent(caseId)}`, act),
    feedback: (query: Query) => get(feedbackResponseSchema, '/v1/feedback', query),
  };
}
