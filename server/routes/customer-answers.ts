// What all pages that customers open have in common: forms are read, answers are pages, and what goes wrong is said on one.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { mailLanguages } from '../../shared/domain/mail/mail-kinds';
import type { App } from '../app';
import type { Queryable } from '../db/pool';
import { customerPage, pageHeaders, paragraph, type Reach } from '../pages/customer-page';
import { readMailSettings } from '../services/mail/mail-settings';
import { say } from '../services/mail/mail-words';
import { RequestRefused } from './refused';

const mostFormBytes = 32_768;
export const formSchema = z.record(z.string().max(40), z.string().max(8_000)).nullish();

export async function reachOf(db: Queryable): Promise<Reach> {
  const { settings } = await readMailSettings(db);
  return { shop: settings.fromName, serviceMail: settings.serviceMail, servicePhone: settings.servicePhone };
}

/** Routes of a scope that read forms and answer pages. */
export function pagesIn(scope: FastifyInstance | App, reach: () => Promise<Reach>): App {
  const own = scope as FastifyInstance;
  own.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: mostFormBytes },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  own.setErrorHandler((error, request, reply) => refusePage(error, request, reply, reach));
  return own as unknown as App;
}

export function show(reply: FastifyReply, html: string): FastifyReply {
  return reply.headers(pageHeaders).send(html);
}

/** What went wrong, as a page: in English and Turkish, because nobody knows yet who asks. */
async function refusePage(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  reach: () => Promise<Reach>,
): Promise<FastifyReply> {
  const status = statusOf(error);
  if (status >= 500) request.log.error({ err: error }, 'a page failed');
  const key = status === 429 ? 'customer.wait' : status >= 500 ? 'customer.failed' : 'customer.link-wrong';
  const known = await reach().catch(() => ({ shop: '', serviceMail: '', servicePhone: '' }));
  const body = mailLanguages.map(
    (language) => `<div lang="${language}">${paragraph(say(language, key))}</div>`,
  );
  return reply
    .status(status)
    .headers(pageHeaders)
    .send(customerPage('en', say('en', 'customer.title'), body.join('\n'), known));
}

function statusOf(error: unknown): number {
  if (error instanceof RequestRefused) return error.status;
  const given = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (typeof given === 'number') return given;
  return error instanceof Error && 'validation' in error ? 400 : 500;
}
