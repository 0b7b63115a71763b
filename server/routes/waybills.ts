// Official waybills: what a bookkeeper decided about them, which there are, their files, and what the tax authority answered.
import { errorSchema } from '../../shared/contract/http';
import {
  retryWaybillSchema,
  saveWaybillRulesSchema,
  waybillAnswerSchema,
  waybillFileSchema,
  waybillParamsSchema,
  waybillRowSchema,
  type WaybillRow,
  waybillSiteParamsSchema,
  waybillSitesSchema,
  waybillsQuerySchema,
  waybillsResponseSchema,
} from '../../shared/contract/waybills';
import type { Waybill } from '../../shared/domain/waybill/waybill';
import { waybillTransmitters } from '../../shared/domain/waybill/waybill-rules';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { despatchAdviceOf } from '../services/e-invoice/ubl-tr-despatch';
import { listRecords, readRecord } from '../services/records/read-records';
import type { Told } from '../services/records/tell-record';
import { tryWaybillAgain } from '../services/waybills/transmit';
import { tellWaybill, waybillMachine } from '../services/waybills/waybill-machine';
import { listWaybillSites, saveWaybillRules } from '../services/waybills/waybill-rules';
import { only } from './access';
import { callerOf, onlyOrKey } from './key-access';
import { mustAnswer } from './must-answer';
import { refuse, refusedBy } from './refused';

export function waybillRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const telling = onlyOrKey(office, 'office', 'waybills:write');
  const reading = onlyOrKey(office, 'office', 'waybills:write');
  const { pool, waybills } = office;
  const refusals = { '4xx': errorSchema };
  const sites = async () => ({
    sites: await listWaybillSites(pool),
    transmitters: waybillTransmitters.filter((kind) => waybills.transmitters[kind]),
  });

  app.get(
    '/v1/waybill-sites',
    {
      onRequest: role,
      schema: {
        summary: 'Warehouses whose country asks for official waybills, and what was decided',
        response: { 200: waybillSitesSchema },
      },
    },
    sites,
  );
  app.post(
    '/v1/waybill-sites/:warehouseId',
    {
      onRequest: role,
      schema: {
        summary: 'Decides about the official waybills of a warehouse',
        params: waybillSiteParamsSchema,
        body: saveWaybillRulesSchema,
        response: { 200: waybillSitesSchema, ...refusals },
      },
    },
    async ({ params: { warehouseId }, body: { rules, by } }) => {
      const { name } = await mustAnswer(office, by, 'settings.books');
      if (!waybills.transmitters[rules.transmitter])
        throw refuse(rules.transmitter === 'http' ? 'waybill-no-integrator' : 'waybill-no-folder');
      if (!(await saveWaybillRules(waybills, warehouseId, rules, name))) throw refuse('waybill-country');
      return sites();
    },
  );
  app.get(
    '/v1/waybills',
    {
      onRequest: reading,
      schema: {
        summary: 'Official waybills, newest first',
        querystring: waybillsQuerySchema,
        response: { 200: waybillsResponseSchema, ...refusals },
      },
    },
    async ({ query }) => {
      const { rows, ...page } = await listRecords(pool, waybillMachine, query);
      return { ...page, rows: rows.map(({ doc }) => rowOf(doc)) };
    },
  );
  app.get(
    '/v1/waybills/:waybillId/xml',
    {
      onRequest: reading,
      schema: {
        summary: 'A waybill as the draft that is transmitted: DespatchAdvice of UBL-TR',
        params: waybillParamsSchema,
        response: { 200: waybillFileSchema, ...refusals },
      },
    },
    async ({ params: { waybillId } }) => {
      const waybill = await readRecord(pool, waybillMachine, waybillId);
      if (!waybill) throw refuse('waybill-unknown');
      return { fileName: `${waybill.number}.xml`, xml: despatchAdviceOf(waybill) };
    },
  );
  app.post(
    '/v1/waybills/:waybillId/answer',
    {
      onRequest: telling,
      schema: {
        summary: 'Tells what the tax authority answered to a waybill; its box may leave from then on',
        params: waybillParamsSchema,
        body: waybillAnswerSchema,
        response: { 200: waybillRowSchema, ...refusals },
      },
    },
    async (request) => {
      const { answer, by } = request.body;
      const { actor } = callerOf(request);
      if (actor === null && !by) throw refuse('answer-unsigned');
      const name = by ? (await mustAnswer(office, by, 'waybill.answer')).name : actor;
      const { waybillId } = request.params;
      const command =
        answer.state === 'transmitted'
          ? {
              type: 'RecordTransmitted' as const,
              at: office.now().toISOString(),
              reference: answer.reference,
            }
          : { type: 'RecordRefusal' as const, code: answer.code, message: answer.message };
      return rowOf(stateOf(await tellWaybill(waybills, waybillId, command, name)));
    },
  );
  app.post(
    '/v1/waybills/:waybillId/retry',
    {
      onRequest: role,
      schema: {
        summary: 'Hands a waybill that was refused on once more',
        params: waybillParamsSchema,
        body: retryWaybillSchema,
        response: { 200: waybillRowSchema, ...refusals },
      },
    },
    async ({ params: { waybillId }, body: { by } }) => {
      const { name } = await mustAnswer(office, by, 'waybill.answer');
      return rowOf(stateOf(await tryWaybillAgain(waybills, waybillId, name)));
    },
  );
}

function stateOf(told: Told<Waybill, unknown>): Waybill {
  if (!told.ok) throw refusedBy(told.refusal, told.refusal.code === 'waybill-unknown' ? 404 : 409);
  return told.state;
}

function rowOf({ trouble, ...waybill }: Waybill): WaybillRow {
  return {
    waybillId: waybill.waybillId,
    number: waybill.number,
    warehouseId: waybill.warehouseId,
    orderId: waybill.orderId,
    orderNumber: waybill.orderNumber,
    boxNumber: waybill.boxNumber,
    issuedAt: waybill.issuedAt,
    state: waybill.state,
    transmitter: waybill.transmitter,
    transmittedAt: waybill.transmittedAt,
    reference: waybill.reference,
    trouble: trouble && `${trouble.code}: ${trouble.message}`,
  };
}
