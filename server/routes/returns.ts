// Returns: the list, the desk, goods that arrive and what becomes of them, money back and exchange. Whoever handles goods is
// named by badge; whoever moves money by badge and PIN.
import type { FastifyRequest } from 'fastify';
import { errorSchema } from '../../shared/contract/http';
import {
  disposeUnitsRequestSchema,
  endReturnRequestSchema,
  exchangeRequestSchema,
  exchangeResponseSchema,
  handledSchema,
  labelReturnRequestSchema,
  newReturnRequestSchema,
  proposalQuerySchema,
  proposalResponseSchema,
  receiveUnitsRequestSchema,
  refundReturnRequestSchema,
  refundReturnResponseSchema,
  returnDeskQuerySchema,
  returnDeskResponseSchema,
  returnGoodsQuerySchema,
  returnGoodsResponseSchema,
  returnParamsSchema,
  returnsQuerySchema,
  returnsResponseSchema,
} from '../../shared/contract/returns';
import { companyStream } from '../../shared/domain/ids';
import type { Refusal } from '../../shared/domain/decision';
import type { OfficeAct } from '../../shared/domain/people/office-acts';
import { type GoodsReturn, type ReturnCommand, returnSchema } from '../../shared/domain/returns/goods-return';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import type { Cause } from '../services/changes/change-set';
import { type Answering, type AnsweringPerson, badgeHolder } from '../services/people/answering-person';
import { readRecord } from '../services/records/read-records';
import { tellRecord } from '../services/records/tell-record';
import { adviseReturn, labelSoon } from '../services/returns/advise-return';
import { exchangeReturn } from '../services/returns/exchange-return';
import { BinUnknown, disposeUnits, type Handled, receiveUnits } from '../services/returns/handle-units';
import { deskPage, listReturnGoods, listReturns } from '../services/returns/list-returns';
import { namesOf } from '../services/returns/return-facts';
import { returnMachine } from '../services/returns/return-machine';
import { readSettling, refundReturn, SettlingRefused } from '../services/returns/settle-return';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

export function returnRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const refusals = { '4xx': errorSchema };

  const causeOf = (request: FastifyRequest, person: AnsweringPerson): Cause => {
    if (!person.ok) throw refusedBy(person.refusal, 403);
    return {
      at: office.now().toISOString(),
      actor: person.personId,
      stationId: stationOf(request).stationId,
      opId: null,
    };
  };
  const handling = async (request: FastifyRequest, badge: string, act: OfficeAct = 'return.handle') =>
    causeOf(request, await badgeHolder(office.pool, badge, act));
  const moneyActs = async (request: FastifyRequest, by: Answering, act: OfficeAct) =>
    causeOf(request, await office.people(office.pool, by, act));
  const tell = async (returnId: string, command: ReturnCommand, cause: Cause): Promise<GoodsReturn> => {
    const told = await office.writer.submit([companyStream], (tx) =>
      tellRecord(tx, returnMachine, returnId, command, cause),
    );
    if (!told.ok) throw refusedReturn(told.refusal);
    return told.state;
  };
  const handled = async (answer: Handled) => {
    if (!answer.ok) throw refusedReturn(answer.refusal);
    if (answer.helped.length > 0) office.allocation.nudge();
    return { return: answer.found, helped: await namesOf(office.pool, answer.helped) };
  };

  app.get(
    '/v1/returns',
    {
      onRequest: role,
      schema: {
        summary: 'Returns, newest first',
        querystring: returnsQuerySchema,
        response: { 200: returnsResponseSchema, ...refusals },
      },
    },
    (request) => listReturns(office.pool, request.query),
  );

  app.get(
    '/v1/return-desk',
    {
      onRequest: role,
      schema: {
        summary: 'The order that a code on a box means, what of it may come back, and its returns',
        querystring: returnDeskQuerySchema,
        response: { 200: returnDeskResponseSchema, ...refusals },
      },
    },
    async (request) => {
      const page = await deskPage(office.pool, request.query, office.now().toISOString());
      if (!page) throw refuse('return-code-unknown', { code: request.query.code ?? '' });
      return page;
    },
  );

  app.get(
    '/v1/return-goods',
    {
      onRequest: role,
      schema: {
        summary: 'Products to exchange for: by code, SKU or name',
        querystring: returnGoodsQuerySchema,
        response: { 200: returnGoodsResponseSchema },
      },
    },
    (request) => listReturnGoods(office.pool, request.query.text),
  );

  app.get(
    '/v1/returns/:returnId',
    {
      onRequest: role,
      schema: {
        summary: 'One return',
        params: returnParamsSchema,
        response: { 200: returnSchema, ...refusals },
      },
    },
    async (request) => {
      const found = await readRecord(office.pool, returnMachine, request.params.returnId);
      if (!found) throw refuse('return-unknown');
      return found;
    },
  );

  app.post(
    '/v1/returns',
    {
      onRequest: role,
      schema: {
        summary:
          'Asks for goods to come back, or says that they are here; the same return id again changes nothing',
        body: newReturnRequestSchema,
        response: { 200: returnSchema, ...refusals },
      },
    },
    async (request) => {
      const { badge, ...asked } = request.body;
      const cause = await handling(request, badge, asked.goodwill ? 'return.goodwill' : 'return.handle');
      const warehouseId = asked.origin === 'desk' ? stationOf(request).warehouseId : null;
      const answer = await adviseReturn(office, { ...asked, warehouseId }, cause);
      if (!answer.ok) throw refusedReturn(answer.refusal);
      return answer.found;
    },
  );

  app.post(
    '/v1/returns/:returnId/receive',
    {
      onRequest: role,
      schema: {
        summary: 'Goods arrived; what is not the order’s is booked as such',
        params: returnParamsSchema,
        body: receiveUnitsRequestSchema,
        response: { 200: handledSchema, ...refusals },
      },
    },
    async (request) => {
      const { badge, act, units } = request.body;
      const cause = await handling(request, badge);
      const { warehouseId } = stationOf(request);
      const names = new Map<string, string>();
      const { rows } = await office.pool.query<{ sku: string; name: string }>(
        'SELECT sku, name FROM product WHERE stream_id = $1 AND sku = ANY($2::text[]) AND NOT deleted',
        [companyStream, units.map(({ sku }) => sku)],
      );
      for (const { sku, name } of rows) names.set(sku, name);
      const unknown = units.find(({ sku }) => !names.has(sku));
      if (unknown) throw refuse('product-unknown', { sku: unknown.sku });
      const named = units.map((unit) => ({ ...unit, name: names.get(unit.sku) ?? unit.sku }));
      const { returnId } = request.params;
      return handled(await receiveUnits(office, returnId, { act, units: named, warehouseId }, cause));
    },
  );

  app.post(
    '/v1/returns/:returnId/dispose',
    {
      onRequest: role,
      schema: {
        summary: 'Says what becomes of units that are here; stock moves with it',
        params: returnParamsSchema,
        body: disposeUnitsRequestSchema,
        response: { 200: handledSchema, ...refusals },
      },
    },
    async (request) => {
      const { badge, ...asked } = request.body;
      const cause = await handling(request, badge);
      try {
        return await handled(await disposeUnits(office, request.params.returnId, asked, cause));
      } catch (failure) {
        if (failure instanceof BinUnknown) throw refuse('bin-unknown', { location: failure.locationId });
        throw failure;
      }
    },
  );

  app.post(
    '/v1/returns/:returnId/end',
    {
      onRequest: role,
      schema: {
        summary: 'Nothing more comes, it is refused or cancelled, or the customer has sent it',
        params: returnParamsSchema,
        body: endReturnRequestSchema,
        response: { 200: returnSchema, ...refusals },
      },
    },
    async (request) => {
      const { how, reason, badge } = request.body;
      const cause = await handling(request, badge);
      const { at, actor: by } = cause;
      const commands = {
        close: { type: 'CloseReturn', at },
        refuse: { type: 'RefuseReturn', reason, by, at },
        cancel: { type: 'CancelReturn', reason, by, at },
        sent: { type: 'RecordReturnSent', at },
      } as const satisfies Record<typeof how, ReturnCommand>;
      return tell(request.params.returnId, commands[how], cause);
    },
  );

  app.post(
    '/v1/returns/:returnId/label',
    {
      onRequest: role,
      schema: {
        summary: 'Asks for the label once more',
        params: returnParamsSchema,
        body: labelReturnRequestSchema,
        response: { 200: returnSchema, ...refusals },
      },
    },
    async (request) => {
      const cause = await handling(request, request.body.badge);
      const found = await readRecord(office.pool, returnMachine, request.params.returnId);
      if (!found) throw refuse('return-unknown');
      await office.writer.submit([companyStream], (tx) => labelSoon(tx, office.newId, found, cause.at));
      return found;
    },
  );

  app.get(
    '/v1/returns/:returnId/proposal',
    {
      onRequest: role,
      schema: {
        summary: 'What the units that are not settled are worth, with its arithmetic',
        params: returnParamsSchema,
        querystring: proposalQuerySchema,
        response: { 200: proposalResponseSchema, ...refusals },
      },
    },
    async (request) => {
      const wanted =
        request.query.lines?.split(',').map((each) => {
          const [lineNo = 0, quantity = 0] = each.split(':').map(Number);
          return { lineNo, quantity };
        }) ?? null;
      const settling = await readSettling(office.pool, request.params.returnId, wanted);
      if (!settling) throw refuse('return-unknown');
      const { proposal, refundableMinor, isMoneyElsewhere } = settling;
      return { ...proposal, refundableMinor, isMoneyElsewhere };
    },
  );

  app.post(
    '/v1/returns/:returnId/refund',
    {
      onRequest: role,
      schema: {
        summary: 'Asks for the money of units to go back; somebody who may approves it',
        params: returnParamsSchema,
        body: refundReturnRequestSchema,
        response: { 200: refundReturnResponseSchema, ...refusals },
      },
    },
    async (request) => {
      const { by, ...asked } = request.body;
      const cause = await moneyActs(request, by, 'refund.request');
      const answer = await refundReturn(office, request.params.returnId, asked, cause).catch(asRefusal);
      if (!answer.ok) throw refusedReturn(answer.refusal);
      office.payments.nudge();
      return { return: answer.found, refund: answer.refund };
    },
  );

  app.post(
    '/v1/returns/:returnId/exchange',
    {
      onRequest: role,
      schema: {
        summary: 'Exchanges units for other goods, in a new order',
        params: returnParamsSchema,
        body: exchangeRequestSchema,
        response: { 200: exchangeResponseSchema, ...refusals },
      },
    },
    async (request) => {
      const { by, ...asked } = request.body;
      const cause = await moneyActs(request, by, 'return.exchange');
      const answer = await exchangeReturn(office, request.params.returnId, asked, cause).catch(asRefusal);
      if (!answer.ok) throw refusedReturn(answer.refusal);
      office.payments.nudge();
      office.allocation.nudge();
      const { found, orderId, number, creditMinor, toPayMinor, refund, isMoneyElsewhere } = answer;
      return { return: found, orderId, number, creditMinor, toPayMinor, refund, isMoneyElsewhere };
    },
  );
}

function asRefusal(cause: unknown): { ok: false; refusal: Refusal } {
  if (cause instanceof SettlingRefused) return { ok: false, refusal: cause.refusal };
  throw cause;
}

function refusedReturn(refusal: Refusal): Error {
  if (refusal.code === 'return-unknown') return refuse('return-unknown');
  if (refusal.code === 'order-not-placed') return refuse('order-unknown');
  return refusedBy(refusal);
}
