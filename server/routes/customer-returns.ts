// Pages on which customers ask to send something back. The first needs no link: whoever knows the number of an order and the
// e-mail or postcode it was sent with gets one. Tries are few, by address and by order, and a wrong one tells nothing.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { v7 as uuidV7 } from 'uuid';
import { z } from 'zod';
import { companyStream, type OrderId, orderIdSchema } from '../../shared/domain/ids';
import { languageFor } from '../../shared/domain/mail/channel-mail';
import { addressKey } from '../../shared/domain/mail/mailbox';
import { type MailLanguage, mailLanguages } from '../../shared/domain/mail/mail-kinds';
import { type GoodsReturn, type ReturnReason, returnReasons } from '../../shared/domain/returns/goods-return';
import type { TextKey } from '../../shared/text/text-key';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import type { Reach } from '../pages/customer-page';
import { chooseLinesPage, findOrderPage, mostLinesShown, returnPage } from '../pages/return-pages';
import type { Cause } from '../services/changes/change-set';
import { idOfToken, type LinkUse, tokenFor } from '../services/mail/customer-links';
import { channelMails, linkKey } from '../services/mail/mail-settings';
import { readOrder } from '../services/mail/mail-values';
import { readRecord } from '../services/records/read-records';
import { tellRecord } from '../services/records/tell-record';
import { adviseReturn } from '../services/returns/advise-return';
import { findOrders } from '../services/returns/find-return';
import { readReturnable, type ReturnableOrder } from '../services/returns/return-facts';
import { returnMachine } from '../services/returns/return-machine';
import { loadReturnPolicy } from '../services/returns/return-policy';
import { loadWarehouse } from '../services/shipments/shipment-facts';
import { formSchema, pagesIn, reachOf, show } from './customer-answers';
import { createRateLimit } from './rate-limit';
import { refuse } from './refused';

const params = z.strictObject({ token: z.string().min(1).max(80) });
const query = z.strictObject({ language: z.enum(mailLanguages).optional() });
const typed = z.strictObject({
  number: z.string().trim().min(1).max(80),
  contact: z.string().trim().min(2).max(254),
});
const minuteMs = 60_000;

export async function customerReturns(app: App, office: HeadOffice): Promise<void> {
  const perAddress = createRateLimit(60, minuteMs);
  const tries = createRateLimit(10, 10 * minuteMs);
  const triesOfOrder = createRateLimit(5, 10 * minuteMs);
  const reach = (): Promise<Reach> => reachOf(office.pool);
  const hold = (request: FastifyRequest): Promise<void> => {
    if (!perAddress.take(request.ip)) throw refuse('asked-too-often');
    return Promise.resolve();
  };
  const cause = (): Cause => ({ at: office.now().toISOString(), actor: null, stationId: null, opId: null });
  /** @throws link-unknown */
  const idOf = async (use: LinkUse, token: string): Promise<string> => {
    const id = idOfToken(await linkKey(office.pool), use, token);
    if (id === null) throw refuse('link-unknown');
    return id;
  };
  const aboutOf = async (token: string): Promise<ReturnableOrder> => {
    const orderId = orderIdSchema.parse(await idOf('return-order', token));
    const { policy } = await loadReturnPolicy(office.pool);
    const about = await readReturnable(office.pool, orderId, policy, office.now().toISOString());
    if (!about) throw refuse('link-unknown');
    return about;
  };
  const returnOf = async (token: string): Promise<GoodsReturn> => {
    const found = await readRecord(office.pool, returnMachine, await idOf('return', token));
    if (!found) throw refuse('link-unknown');
    return found;
  };
  const languageOf = async (asked: MailLanguage | undefined, channelId: string, country: string) => {
    if (asked) return asked;
    const channel = (await channelMails(office.pool)).find((each) => each.channelId === channelId);
    return channel ? languageFor(channel.mail, country) : 'en';
  };
  const pathOf = async (use: LinkUse, id: string, language: MailLanguage): Promise<string> =>
    `/customer/${use}/${tokenFor(await linkKey(office.pool), use, id)}?language=${language}`;
  const choose = async (
    language: MailLanguage,
    about: ReturnableOrder,
    sent: Readonly<Record<string, string>>,
    problem: TextKey | null,
  ): Promise<string> => {
    const links = new Map<string, string>();
    for (const { returnId } of about.returns) links.set(returnId, await pathOf('return', returnId, language));
    const key = sent['key'] ?? uuidV7();
    return chooseLinesPage(language, about, { key, links, sent, problem }, await reach());
  };

  await app.register((scope) => {
    const pages = pagesIn(scope, reach);

    pages.get(
      '/customer/returns',
      { preHandler: hold, schema: { hide: true, querystring: query } },
      async (request, reply) =>
        show(reply, findOrderPage(ownLanguage(request.query.language, request), null, await reach())),
    );

    pages.post(
      '/customer/returns',
      { preHandler: hold, schema: { hide: true, querystring: query, body: formSchema } },
      async (request, reply) => {
        const language = ownLanguage(request.query.language, request);
        const form = request.body ?? {};
        const read = typed.safeParse({ number: form['number'] ?? '', contact: form['contact'] ?? '' });
        if (read.success && (!tries.take(request.ip) || !triesOfOrder.take(read.data.number)))
          throw refuse('asked-too-often');
        const orderId = read.success ? await orderFor(office, read.data.number, read.data.contact) : null;
        if (orderId === null) {
          reply.status(422);
          return show(reply, findOrderPage(language, form, await reach()));
        }
        // Who knows it may come again.
        tries.giveBack(request.ip);
        if (read.success) triesOfOrder.giveBack(read.data.number);
        return reply.redirect(await pathOf('return-order', orderId, language), 303);
      },
    );

    pages.get(
      '/customer/return-order/:token',
      { preHandler: hold, schema: { hide: true, params, querystring: query } },
      async (request, reply) => {
        const about = await aboutOf(request.params.token);
        const { channelId, shipTo } = about.order;
        const language = await languageOf(request.query.language, channelId, shipTo.countryCode);
        return show(reply, await choose(language, about, {}, null));
      },
    );

    pages.post(
      '/customer/return-order/:token',
      { preHandler: hold, schema: { hide: true, params, querystring: query, body: formSchema } },
      async (request, reply) => {
        const about = await aboutOf(request.params.token);
        const { channelId, shipTo, orderId } = about.order;
        const language = await languageOf(request.query.language, channelId, shipTo.countryCode);
        const form = request.body ?? {};
        const key = z.uuid().safeParse(form['key']);
        const again = async (problem: TextKey): Promise<FastifyReply> => {
          reply.status(422);
          return show(reply, await choose(language, about, form, problem));
        };
        const lines = linesOf(about, form);
        if (!key.success || lines.length === 0) return again('customer.return.choose-some');
        const known = await readRecord(office.pool, returnMachine, key.data);
        if (known && known.orderId !== orderId) throw refuse('link-unknown');
        const answer = await adviseReturn(
          office,
          {
            returnId: key.data,
            orderId,
            origin: 'customer',
            wish: form['wish'] === 'exchange' ? 'exchange' : 'refund',
            lines,
            goodwill: false,
            warehouseId: null,
          },
          cause(),
        );
        if (!answer.ok) return again('customer.return.cannot');
        return reply.redirect(await pathOf('return', answer.found.returnId, language), 303);
      },
    );

    const showReturn = async (reply: FastifyReply, found: GoodsReturn, asked: MailLanguage | undefined) => {
      const [order, place] = await Promise.all([
        readOrder(office.pool, found.orderId),
        loadWarehouse(office.pool, found.warehouseId),
      ]);
      const language = await languageOf(asked, found.channelId, order?.shipTo.countryCode ?? '');
      return show(reply, returnPage(language, found, place ? rowsOf(place.address) : [], await reach()));
    };

    pages.get(
      '/customer/return/:token',
      { preHandler: hold, schema: { hide: true, params, querystring: query } },
      async (request, reply) =>
        showReturn(reply, await returnOf(request.params.token), request.query.language),
    );

    pages.post(
      '/customer/return/:token',
      { preHandler: hold, schema: { hide: true, params, querystring: query, body: formSchema } },
      async (request, reply) => {
        const found = await returnOf(request.params.token);
        if (request.body?.['cancel'] !== '1') return showReturn(reply, found, request.query.language);
        const { at } = cause();
        const command = { type: 'CancelReturn', reason: '', by: null, at } as const;
        // It may be on its way by now: then the page says so.
        const told = await office.writer.submit([companyStream], (tx) =>
          tellRecord(tx, returnMachine, found.returnId, command, cause()),
        );
        return showReturn(reply, told.ok ? told.state : found, request.query.language);
      },
    );
    return Promise.resolve();
  });
}

/** Null for any number or contact that does not fit: nobody learns which of the two was wrong. */
async function orderFor(office: HeadOffice, number: string, contact: string): Promise<OrderId | null> {
  for (const { orderId } of await findOrders(office.pool, number)) {
    const order = await readOrder(office.pool, orderId);
    if (!order) continue;
    const { email, postcode } = order.shipTo;
    const isMail = email !== null && email !== '' && addressKey(email) === addressKey(contact);
    const isPostcode = postcode !== null && plain(postcode) !== '' && plain(postcode) === plain(contact);
    if (isMail || isPostcode) return orderId;
  }
  return null;
}

/** Postcodes are ASCII; a Turkish i must not become another letter. */
function plain(postcode: string): string {
  return postcode
    .replaceAll(/[\s-]/g, '')
    .replaceAll(/[a-z]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 32));
}

function linesOf({ lines }: ReturnableOrder, form: Readonly<Record<string, string>>) {
  return lines.slice(0, mostLinesShown).flatMap(({ line: { lineNo } }) => {
    const quantity = Number(form[`units-${lineNo}`] ?? 0);
    if (!Number.isSafeInteger(quantity) || quantity <= 0) return [];
    const given = form[`reason-${lineNo}`] ?? '';
    const reason: ReturnReason | null = returnReasons.find((each) => each === given) ?? null;
    return [{ lineNo, quantity, reason, note: (form[`note-${lineNo}`] ?? '').trim().slice(0, 300) }];
  });
}

function rowsOf({
  name,
  lines,
  postcode,
  city,
  countryCode,
}: {
  name: string;
  lines: readonly string[];
  postcode: string | null;
  city: string;
  countryCode: string;
}): string[] {
  return [name, ...lines, [postcode, city].filter(Boolean).join(' '), countryCode].filter(
    (row) => row.trim() !== '',
  );
}

/** Before an order is known: what the browser asks for. */
function ownLanguage(asked: MailLanguage | undefined, request: FastifyRequest): MailLanguage {
  if (asked) return asked;
  const wanted = (request.headers['accept-language'] ?? '').slice(0, 2);
  return mailLanguages.find((each) => each === wanted) ?? 'en';
}
