// Orders: taking one in, looking at them, cancelling units.
import { z } from 'zod';
import {
  cancelLinesRequestSchema,
  cancelLinesResponseSchema,
  errorSchema,
  newOrderResponseSchema,
  takeOrderRequestSchema,
  orderResponseSchema,
  undoRequestSchema,
} from '../../shared/contract/http';
import { ordersQuerySchema, ordersResponseSchema } from '../../shared/contract/order-grid';
import { companyStream, orderIdSchema } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { listChannels } from '../services/imports/channels';
import { listOrders, orderPage } from '../services/office/list-orders';
import { warehousesOf } from '../services/allocation/allocate-orders';
import { cancelLines } from '../services/orders/cancel-lines';
import type { PlacedOrder } from '../services/orders/place-orders';
import { pricedOrder } from '../services/pricing/price-lines';
import { undoEvent } from '../services/orders/undo-event';
import { only, stationOf } from './access';
import { callerOf, onlyOrKey } from './key-access';
import { refusedFor } from './refused-order';
import { refuse, refusedBy, refusedFields } from './refused';

const orderParams = z.strictObject({ orderId: orderIdSchema });

export function orderRoutes(app: App, office: HeadOffice): void {
  const reading = onlyOrKey(office, 'office', 'orders:read');
  const writing = onlyOrKey(office, 'office', 'orders:write');
  undoRoute(app, office);

  app.post(
    '/v1/orders',
    {
      onRequest: writing,
      schema: {
        summary: 'Takes an order; the same channel and external id again answers with the order as it is',
        body: takeOrderRequestSchema,
        response: { 200: newOrderResponseSchema, 201: newOrderResponseSchema, '4xx': errorSchema },
      },
    },
    async (request, reply) => {
      const priced = await pricedOrder(office.pool, request.body);
      if (!priced.ok) throw refuse('price-unknown', { lineNo: priced.lineNo, sku: priced.sku });
      const placed = await office.orders.take(priced.order);
      const { orderId, number, created } = await answerPlaced(office, placed, request.body.externalId);
      return reply.status(created ? 201 : 200).send({ orderId, number, created });
    },
  );

  app.get(
    '/v1/orders',
    {
      onRequest: reading,
      schema: {
        summary: 'Orders that fit a filter, in one of the orders they are kept in',
        querystring: ordersQuerySchema,
        response: { 200: ordersResponseSchema },
      },
    },
    (request) => listOrders(office.pool, request.query),
  );

  app.get(
    '/v1/orders/:orderId',
    {
      onRequest: reading,
      schema: {
        summary: 'An order with everything that happened to it and its parcels',
        params: orderParams,
        response: { 200: orderResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const page = await orderPage(office.pool, request.params.orderId);
      if (!page) throw refuse('order-unknown');
      return page;
    },
  );

  app.post(
    '/v1/orders/:orderId/cancel-lines',
    {
      onRequest: writing,
      schema: {
        summary: 'Cancels units of an order; what a bench holds is asked for and cancelled when it answers',
        params: orderParams,
        body: cancelLinesRequestSchema,
        response: { 200: cancelLinesResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { orderId } = request.params;
      const { actor, stationId } = callerOf(request);
      const at = office.now().toISOString();
      const streams = [companyStream, ...(await warehousesOf(office.pool))];
      const [answer] = await office.writer.submit(streams, (tx) =>
        cancelLines(
          tx,
          [{ orderId, ...request.body }],
          { at, newId: office.newId },
          { at, actor, stationId, opId: null },
        ),
      );
      office.allocation.nudge();
      if (!answer?.ok) {
        if (!answer || answer.refusal.code === 'order-not-placed') throw refuse('order-unknown');
        throw refusedBy(answer.refusal);
      }
      return { order: answer.order, asked: answer.asked };
    },
  );
}

function undoRoute(app: App, office: HeadOffice): void {
  app.post(
    '/v1/orders/:orderId/undo',
    {
      onRequest: only(office, 'office'),
      schema: {
        summary: 'Takes back something that happened to an order, while it still stands',
        params: orderParams,
        body: undoRequestSchema,
        response: { 200: orderResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { orderId } = request.params;
      const { seq, by } = request.body;
      const person = await office.people(office.pool, by, 'order.undo');
      if (!person.ok) throw refusedBy(person.refusal, 403);
      const at = office.now().toISOString();
      const cause = { at, actor: person.personId, stationId: stationOf(request).stationId, opId: null };
      const streams = [companyStream, ...(await warehousesOf(office.pool))];
      const undone = await office.writer.submit(streams, (tx) =>
        undoEvent(tx, orderId, seq, office.newId, cause),
      );
      if (!undone.ok) {
        if (undone.refusal.code === 'order-not-placed') throw refuse('order-unknown');
        throw refusedBy(undone.refusal);
      }
      office.allocation.nudge();
      const page = await orderPage(office.pool, orderId);
      if (!page) throw refuse('order-unknown');
      return page;
    },
  );
}

/** @throws RequestRefused */
export async function answerPlaced(
  office: HeadOffice,
  placed: PlacedOrder,
  externalId: string,
): Promise<{ orderId: PlacedOrder['orderId']; number: string; created: boolean }> {
  switch (placed.kind) {
    case 'created':
    case 'unchanged':
      return { orderId: placed.orderId, number: placed.number, created: placed.kind === 'created' };
    case 'different':
      throw refuse('order-different', { externalId, number: placed.number });
    case 'unknown-sku':
      throw refuse('sku-unknown', { lineNo: placed.lineNo, sku: placed.sku });
    case 'fields-wrong':
      throw refusedFields(placed.problems);
    case 'unknown-channel':
      throw refuse('channel-unknown', {
        channelId: placed.channelId,
        known: (await listChannels(office.pool)).map((channel) => channel.channelId).join(', '),
      });
    case 'unfit':
      throw refusedFor(placed.problems);
    case 'refused':
      throw refusedBy(placed.refusal, 422);
  }
}
