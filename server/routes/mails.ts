// Mails to customers, for the office: the log and its words, trying again, templates with their preview, settings, and who
// has opted out. A password comes in and never goes out.
import { z } from 'zod';
import { errorSchema } from '../../shared/contract/http';
import {
  channelMailRequestSchema,
  mailAgainSchema,
  mailResponseSchema,
  mailSettingsRequestSchema,
  type MailSettingsResponse,
  mailSettingsResponseSchema,
  mailsQuerySchema,
  mailsResponseSchema,
  optOutRequestSchema,
  optOutsQuerySchema,
  optOutsResponseSchema,
  previewRequestSchema,
  previewResponseSchema,
  saveTemplateRequestSchema,
  templateRowSchema,
  templatesResponseSchema,
  testMailRequestSchema,
  testMailResponseSchema,
} from '../../shared/contract/mail';
import { channelIdSchema } from '../../shared/domain/ids';
import { mailAddress } from '../../shared/domain/mail/mailbox';
import { valuesOfKind } from '../../shared/domain/mail/mail-kinds';
import { problemsOf } from '../../shared/domain/mail/template';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { wordsOf } from '../services/imports/words';
import { listMails, readMailPage, sendAgain } from '../services/mail/list-mails';
import {
  channelMails,
  readMailSettings,
  saveChannelMail,
  saveMailSettings,
} from '../services/mail/mail-settings';
import { listOptOuts, optIn, optOut } from '../services/mail/opt-outs';
import { previewTemplate } from '../services/mail/preview';
import { sendTestMail } from '../services/mail/send-test-mail';
import { kindOfTemplate, listTemplates, saveTemplate } from '../services/mail/templates';
import { only, stationOf } from './access';
import { refuse } from './refused';

const mailParams = z.strictObject({ mailId: z.uuid() });
const channelParams = z.strictObject({ channelId: channelIdSchema });
/** Opt-outs shown at once; the filter finds the others. */
const mostOptOuts = 200;

export function mailRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');

  app.get(
    '/v1/mails',
    {
      onRequest: role,
      schema: {
        summary: 'Mails to customers, newest first',
        querystring: mailsQuerySchema,
        response: { 200: mailsResponseSchema },
      },
    },
    (request) => listMails(office.pool, request.query),
  );

  app.get(
    '/v1/mails/:mailId',
    {
      onRequest: role,
      schema: {
        summary: 'One mail with its words',
        params: mailParams,
        response: { 200: mailResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const page = await readMailPage(office.pool, request.params.mailId);
      if (!page) throw refuse('mail-unknown');
      return page;
    },
  );

  app.post(
    '/v1/mails/:mailId/retry',
    {
      onRequest: role,
      schema: {
        summary: 'Tries a mail again at once',
        params: mailParams,
        body: mailAgainSchema,
        response: { 200: mailResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { mailId } = request.params;
      const done = await sendAgain(office.pool, mailId, office);
      const page = await readMailPage(office.pool, mailId);
      if (done === 'unknown' || !page) throw refuse('mail-unknown');
      if (done === 'not-again') throw refuse('mail-not-again');
      return page;
    },
  );

  app.get(
    '/v1/mail-templates',
    {
      onRequest: role,
      schema: { summary: 'Templates, the newest of each', response: { 200: templatesResponseSchema } },
    },
    async () => ({ rows: await listTemplates(office.pool) }),
  );

  app.post(
    '/v1/mail-templates',
    {
      onRequest: role,
      schema: {
        summary:
          'Saves a template as its next version; the name of another kind, or a template with a problem, is refused',
        body: saveTemplateRequestSchema,
        response: { 200: templateRowSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const template = request.body;
      const [problem] = problemsOf(template, valuesOfKind[template.kind]);
      if (problem)
        throw refuse('template-wrong', {
          part: problem.part,
          line: problem.line,
          problem: wordsOf(`mail.problem.${problem.code}`, { what: problem.what }),
        });
      const kind = await kindOfTemplate(office.pool, template.templateId);
      if (kind !== null && kind !== template.kind)
        throw refuse('template-other-kind', { name: template.templateId });
      const savedAt = office.now().toISOString();
      const { stationId } = stationOf(request);
      const version = await saveTemplate(office.pool, template, { at: savedAt, stationId });
      return { ...template, version, savedAt };
    },
  );

  app.post(
    '/v1/mail-templates/preview',
    {
      onRequest: role,
      schema: {
        summary: 'A template filled with an order, and what is wrong with it',
        body: previewRequestSchema,
        response: { 200: previewResponseSchema, '4xx': errorSchema },
      },
    },
    (request) => previewTemplate(office.pool, request.body, office.now()),
  );

  app.get(
    '/v1/mail-settings',
    {
      onRequest: role,
      schema: { summary: 'How mail is sent', response: { 200: mailSettingsResponseSchema } },
    },
    () => settingsPage(office),
  );

  app.post(
    '/v1/mail-settings',
    {
      onRequest: role,
      schema: {
        summary: 'Sets how mail is sent; without a password the one there is stays',
        body: mailSettingsRequestSchema,
        response: { 200: mailSettingsResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { settings, password } = request.body;
      const problem = await saveMailSettings(office.pool, settings, password ?? null);
      if (problem) throw refuse('mail-settings-wrong', { problem: wordsOf(`mail.settings.${problem}`, {}) });
      return settingsPage(office);
    },
  );

  app.post(
    '/v1/mail-settings/channels/:channelId',
    {
      onRequest: role,
      schema: {
        summary: 'Sets what a channel writes to its customers',
        params: channelParams,
        body: channelMailRequestSchema,
        response: { 200: mailSettingsResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { channelId } = request.params;
      if (!(await saveChannelMail(office.pool, channelId, request.body)))
        throw refuse('channel-unknown', {
          channelId,
          known: (await channelMails(office.pool)).map((each) => each.channelId).join(', '),
        });
      return settingsPage(office);
    },
  );

  app.post(
    '/v1/mail-settings/test',
    {
      onRequest: role,
      schema: {
        summary: 'Sends one mail at once, and says what the mail server said',
        body: testMailRequestSchema,
        response: { 200: testMailResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const to = mailAddress(request.body.to);
      if (to === null) throw refuse('mail-address-wrong');
      const { settings } = await readMailSettings(office.pool);
      if (!settings.isOn) throw refuse('mail-off');
      return sendTestMail(office.pool, to, request.body.language, office.now());
    },
  );

  app.get(
    '/v1/mail-opt-outs',
    {
      onRequest: role,
      schema: {
        summary: 'Who wants no mails about what',
        querystring: optOutsQuerySchema,
        response: { 200: optOutsResponseSchema },
      },
    },
    async (request) => ({ rows: await listOptOuts(office.pool, request.query.text ?? '', mostOptOuts) }),
  );

  app.post(
    '/v1/mail-opt-outs',
    {
      onRequest: role,
      schema: {
        summary: 'Notes that a customer wants no mails about something, or wants them again',
        body: optOutRequestSchema,
        response: { 200: optOutsResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { topic, isOut } = request.body;
      const address = mailAddress(request.body.address);
      if (address === null) throw refuse('mail-address-wrong');
      if (isOut) await optOut(office.pool, address, topic, office.now().toISOString(), 'office');
      else await optIn(office.pool, address, topic, office.now().toISOString(), 'office');
      return { rows: await listOptOuts(office.pool, address, mostOptOuts) };
    },
  );
}

async function settingsPage({ pool }: HeadOffice): Promise<MailSettingsResponse> {
  const { settings, password } = await readMailSettings(pool);
  return { settings, hasPassword: password !== '', channels: await channelMails(pool) };
}
