// Special orders for the office: the watch list and what is done about one, marks of an order, its custody, kinds and rules.
import { z } from 'zod';
import { errorSchema } from '../../shared/contract/http';
import { orderParamsSchema } from '../../shared/contract/payments';
import {
  markRequestSchema,
  orderSpecialPageSchema,
  previewRequestSchema,
  previewSchema,
  saveSpecialSettingsSchema,
  specialActSchema,
  specialListSchema,
  specialQuerySchema,
  specialSettingsSchema,
  unmarkRequestSchema,
} from '../../shared/contract/special';
import { companyStream, type OrderId } from '../../shared/domain/ids';
import type { Refusal } from '../../shared/domain/decision';
import { custodySheet } from '../../shared/domain/special/custody-sheet';
import type { OfficeAct } from '../../shared/domain/people/office-acts';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import type { Answering } from '../services/people/answering-person';
import { listSpecial, specialOfOrder } from '../services/special/list-special';
import { actOnSpecial, type By, markByHand, previewRules, takeOff } from '../services/special/special-acts';
import { loadSpecialSettings, saveSpecialSettings } from '../services/special/special-settings';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

export function specialRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const page = { 200: orderSpecialPageSchema, '4xx': errorSchema };
  const atDesk = (request: Parameters<typeof stationOf>[0]): By => {
    const { stationId, name } = stationOf(request);
    return { stationId, personId: null, name };
  };
  const named = async (
    request: Parameters<typeof stationOf>[0],
    by: Answering,
    act: OfficeAct,
  ): Promise<By> => {
    const person = await office.people(office.pool, by, act);
    if (!person.ok) throw refusedBy(person.refusal, 403);
    return { ...atDesk(request), personId: person.personId, name: person.name };
  };
  const pageOf = async (orderId: OrderId): Promise<z.infer<typeof orderSpecialPageSchema>> => {
    const found = await specialOfOrder(office.pool, orderId, office.now());
    if (!found) throw refuse('order-unknown');
    return found;
  };
  const after = async (orderId: OrderId, refusal: Refusal | null) => {
    if (refusal?.code === 'order-not-placed') throw refuse('order-unknown');
    if (refusal) throw refusedBy(refusal);
    return pageOf(orderId);
  };

  app.get(
    '/v1/special',
    {
      onRequest: role,
      schema: {
        summary: 'Special orders that are watched, late first',
        querystring: specialQuerySchema,
        response: { 200: specialListSchema, '4xx': errorSchema },
      },
    },
    (request) => listSpecial(office.pool, request.query, office.now()),
  );
  app.post(
    '/v1/special/:orderId',
    {
      onRequest: role,
      schema: {
        summary: 'Looks after a special order, notes a call, or puts it before others',
        params: orderParamsSchema,
        body: specialActSchema,
        response: page,
      },
    },
    async (request) => {
      const { orderId } = request.params;
      return after(orderId, await actOnSpecial(office, orderId, request.body, atDesk(request)));
    },
  );
  app.get(
    '/v1/orders/:orderId/special',
    {
      onRequest: role,
      schema: {
        summary: 'What makes an order special, and who had its goods when',
        params: orderParamsSchema,
        response: page,
      },
    },
    (request) => pageOf(request.params.orderId),
  );
  app.get(
    '/v1/orders/:orderId/custody.csv',
    {
      onRequest: role,
      schema: {
        summary: 'Who had the goods of an order when, as a sheet',
        params: orderParamsSchema,
        produces: ['text/csv'],
        response: { 200: z.string(), '4xx': errorSchema },
      },
    },
    async (request, reply) => {
      const { number, custody } = await pageOf(request.params.orderId);
      return reply.type('text/csv; charset=utf-8').send(custodySheet(number, custody));
    },
  );
  app.post(
    '/v1/orders/:orderId/special',
    {
      onRequest: role,
      schema: {
        summary: 'Marks an order as special by hand, with a reason',
        params: orderParamsSchema,
        body: markRequestSchema,
        response: page,
      },
    },
    async (request) => {
      const { orderId } = request.params;
      return after(orderId, await markByHand(office, orderId, request.body, atDesk(request)));
    },
  );
  app.post(
    '/v1/orders/:orderId/special/unmark',
    {
      onRequest: role,
      schema: {
        summary: 'Takes a mark off an order, with a reason and the name of who answers for it',
        params: orderParamsSchema,
        body: unmarkRequestSchema,
        response: page,
      },
    },
    async (request) => {
      const { orderId } = request.params;
      const { by, ...wanted } = request.body;
      const person = await named(request, by, 'special.unmark');
      return after(orderId, await takeOff(office, orderId, wanted, person));
    },
  );
  app.get(
    '/v1/special-settings',
    {
      onRequest: role,
      schema: { summary: 'Kinds and rules of special orders', response: { 200: specialSettingsSchema } },
    },
    () => loadSpecialSettings(office.pool),
  );
  app.post(
    '/v1/special-settings',
    {
      onRequest: role,
      schema: {
        summary: 'Sets kinds and rules of special orders; orders that are marked already stay as they are',
        body: saveSpecialSettingsSchema,
        response: { 200: specialSettingsSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { by, version, kinds, rules } = request.body;
      const person = await named(request, by, 'settings.special');
      const saved = await office.writer.submit([companyStream], (tx) =>
        saveSpecialSettings(tx, {
          from: version,
          kinds,
          rules,
          at: office.now().toISOString(),
          by: person.personId ?? '',
        }),
      );
      if (!saved) throw refuse('special-settings-changed');
      return saved;
    },
  );
  app.post(
    '/v1/special-preview',
    {
      onRequest: role,
      schema: {
        summary: 'What rules would mark of the newest orders; changes nothing',
        body: previewRequestSchema,
        response: { 200: previewSchema, '4xx': errorSchema },
      },
    },
    (request) => previewRules(office.pool, request.body),
  );
}
