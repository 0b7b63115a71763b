// Pages of ours that customers open from a mail: rating an order, finding a cart again, opting out. No login: the token in
// the address is what opens one page, and whoever tries tokens is soon asked to wait. They are pages for people, so they
// are not in the contract.
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Feedback } from '../../shared/domain/feedback/feedback';
import { isComplaint } from '../../shared/domain/feedback/feedback';
import { companyStream } from '../../shared/domain/ids';
import { addressKey } from '../../shared/domain/mail/mailbox';
import {
  type MailKind,
  type MailLanguage,
  mailLanguages,
  topicOf,
} from '../../shared/domain/mail/mail-kinds';
import type { Quote } from '../../shared/domain/quote/quote';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import type { Reach } from '../pages/customer-page';
import { cartPage } from '../pages/cart-page';
import { quotePage } from '../pages/quote-page';
import { optOutPage } from '../pages/opt-out-page';
import { answerOf, ratingPage, thanksPage } from '../pages/rating-page';
import { feedbackIdOf, feedbackMachine } from '../services/feedback/feedback-machine';
import { takeAnswer } from '../services/feedback/take-answer';
import { cartRecord } from '../services/carts/cart-record';
import { restoreCart } from '../services/carts/tell-cart';
import { idOfToken, type LinkUse } from '../services/mail/customer-links';
import { readOrder } from '../services/mail/mail-values';
import { linkKey } from '../services/mail/mail-settings';
import { optIn, optOut, optOutsOf } from '../services/mail/opt-outs';
import { customerAnswersQuote } from '../services/quotes/customer-answers-quote';
import { quoteRecord } from '../services/quotes/quote-record';
import { readRecord } from '../services/records/read-records';
import { createRateLimit } from './rate-limit';
import { formSchema, pagesIn, reachOf, show } from './customer-answers';
import { refuse } from './refused';

const params = z.strictObject({ token: z.string().min(1).max(80) });
const query = z.strictObject({ language: z.enum(mailLanguages).optional() });

export async function customerPages(app: App, office: HeadOffice): Promise<void> {
  const perAddress = createRateLimit(60, 60_000);
  const perToken = createRateLimit(20, 60_000);

  const hold = async (request: FastifyRequest): Promise<void> => {
    const { token } = request.params as { token: string };
    if (!perAddress.take(request.ip) || !perToken.take(token)) throw refuse('asked-too-often');
  };
  const reach = (): Promise<Reach> => reachOf(office.pool);
  /** @throws link-unknown */
  const idOf = async (use: LinkUse, token: string): Promise<string> => {
    const id = idOfToken(await linkKey(office.pool), use, token);
    if (id === null) throw refuse('link-unknown');
    return id;
  };
  const asked = async (token: string) => {
    const orderId = await idOf('rating', token);
    const [order, feedback] = await Promise.all([
      readOrder(office.pool, orderId),
      readRecord(office.pool, feedbackMachine, feedbackIdOf(orderId)),
    ]);
    if (!order || !feedback) throw refuse('link-unknown');
    return { order, feedback };
  };
  const quoteOf = async (token: string): Promise<Quote> => {
    const quote = await readRecord(office.pool, quoteRecord, await idOf('quote', token));
    // A draft is nobody's business yet.
    if (!quote || quote.state === 'draft') throw refuse('link-unknown');
    return quote;
  };
  const pageOf = async (quote: Quote, asked: MailLanguage | undefined, failed: boolean): Promise<string> =>
    quotePage(
      asked ?? languageOfCountry(quote.shipTo.countryCode),
      quote,
      { at: office.now().toISOString(), failed },
      await reach(),
    );
  const mailOf = async (token: string) => {
    const mailId = await idOf('opt-out', token);
    const { rows } = await office.pool.query<{ kind: MailKind; to_address: string; language: MailLanguage }>(
      'SELECT kind, to_address, language FROM mail WHERE stream_id = $1 AND mail_id = $2',
      [companyStream, mailId],
    );
    const [mail] = rows;
    const topic = mail ? topicOf[mail.kind] : null;
    if (!mail || topic === null) throw refuse('link-unknown');
    return { address: mail.to_address, language: mail.language, topic };
  };

  await app.register((scope) => {
    const pages = pagesIn(scope, reach);

    pages.get(
      '/customer/rating/:token',
      { preHandler: hold, schema: { hide: true, params, querystring: query } },
      async (request, reply) => {
        const { order, feedback } = await asked(request.params.token);
        const language = languageOf(request.query.language, feedback);
        return show(reply, ratingPage(language, order, feedback, await reach(), null));
      },
    );

    pages.post(
      '/customer/rating/:token',
      { preHandler: hold, schema: { hide: true, params, querystring: query, body: formSchema } },
      async (request, reply) => {
        const { order, feedback } = await asked(request.params.token);
        const language = languageOf(request.query.language, feedback);
        const form = request.body ?? {};
        const answer = answerOf(form, order);
        if (!answer) {
          reply.status(422);
          return show(reply, ratingPage(language, order, feedback, await reach(), form));
        }
        await takeAnswer(office.writer, order, answer, office.now());
        return show(reply, thanksPage(language, isComplaint(answer), await reach()));
      },
    );

    pages.get(
      '/customer/cart/:token',
      { preHandler: hold, schema: { hide: true, params, querystring: query } },
      async (request, reply) => {
        const cart = await readRecord(office.pool, cartRecord, await idOf('cart', request.params.token));
        if (!cart) throw refuse('link-unknown');
        const language = request.query.language ?? languageOfCountry(cart.customer.countryCode);
        return show(reply, cartPage(language, cart, false, office.now().getTime(), await reach()));
      },
    );

    pages.post(
      '/customer/cart/:token',
      { preHandler: hold, schema: { hide: true, params, querystring: query, body: formSchema } },
      async (request, reply) => {
        const cartId = await idOf('cart', request.params.token);
        const told = await restoreCart(office, cartId);
        // Ordered or gone meanwhile: the page says so.
        const cart = told.ok ? told.state : await readRecord(office.pool, cartRecord, cartId);
        if (!cart) throw refuse('link-unknown');
        const language = request.query.language ?? languageOfCountry(cart.customer.countryCode);
        return show(reply, cartPage(language, cart, true, office.now().getTime(), await reach()));
      },
    );

    pages.get(
      '/customer/quote/:token',
      { preHandler: hold, schema: { hide: true, params, querystring: query } },
      async (request, reply) => {
        const quote = await quoteOf(request.params.token);
        return show(reply, await pageOf(quote, request.query.language, false));
      },
    );

    pages.post(
      '/customer/quote/:token',
      { preHandler: hold, schema: { hide: true, params, querystring: query, body: formSchema } },
      async (request, reply) => {
        const { quoteId } = await quoteOf(request.params.token);
        const { answer: said, reason = '' } = request.body ?? {};
        const words = reason.trim().slice(0, 300);
        // A no without a reason comes from no form of ours.
        const answer =
          said === 'yes'
            ? ({ kind: 'yes' } as const)
            : words === ''
              ? null
              : ({ kind: 'no', reason: words } as const);
        const became = answer ? await customerAnswersQuote(office, quoteId, answer) : 'refused';
        if (became !== 'kept') reply.status(became === 'refused' ? 409 : 422);
        // Ordered, declined or run out meanwhile: the page says so.
        const quote = await quoteOf(request.params.token);
        return show(reply, await pageOf(quote, request.query.language, became === 'not-placed'));
      },
    );

    pages.get(
      '/customer/opt-out/:token',
      { preHandler: hold, schema: { hide: true, params, querystring: query } },
      async (request, reply) => {
        const { address, topic, language } = await mailOf(request.params.token);
        const out = (await optOutsOf(office.pool, [address])).get(addressKey(address)) ?? [];
        return show(
          reply,
          optOutPage(request.query.language ?? language, topic, address, out.includes(topic), await reach()),
        );
      },
    );

    // Mail programs send `List-Unsubscribe=One-Click` here (RFC 8058); people press the button.
    pages.post(
      '/customer/opt-out/:token',
      { preHandler: hold, schema: { hide: true, params, querystring: query, body: formSchema } },
      async (request, reply) => {
        const { address, topic, language } = await mailOf(request.params.token);
        const isBack = request.body?.['back'] === '1';
        if (isBack) await optIn(office.pool, address, topic, office.now().toISOString(), 'customer');
        else await optOut(office.pool, address, topic, office.now().toISOString(), 'customer');
        return show(
          reply,
          optOutPage(request.query.language ?? language, topic, address, !isBack, await reach()),
        );
      },
    );
    return Promise.resolve();
  });
}

function languageOfCountry(countryCode: string): MailLanguage {
  return countryCode === 'TR' ? 'tr' : 'en';
}

function languageOf(asked: MailLanguage | undefined, { language }: Feedback): MailLanguage {
  return asked ?? language;
}
