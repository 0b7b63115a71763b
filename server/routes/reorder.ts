// Reorder: runs that work out what to buy and to move, what they propose, and the draft that proposals become.
import { errorSchema } from '../../shared/contract/http';
import { noBodySchema } from '../../shared/contract/purchasing';
import {
  newestReorderRunSchema,
  proposalParamsSchema,
  proposalSchema,
  proposalsSchema,
  reorderRunParamsSchema,
  takeProposalSchema,
  takenParamsSchema,
  takenSchema,
} from '../../shared/contract/reorder';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { dayOf } from '../services/demand/weeks';
import { heldOf } from '../services/reorder/buy-by-itself';
import { readProposal, readProposals } from '../services/reorder/read-proposals';
import { readReorderRun } from '../services/reorder/reorder-store';
import { type TakeAnswer, takeProposals, undoTaken } from '../services/reorder/take-proposals';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

export function reorderRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const { pool } = office;
  const refusals = { '4xx': errorSchema };
  const run = { 200: newestReorderRunSchema, ...refusals };
  const orRefused = (answer: TakeAnswer) => {
    if (answer.ok) return answer.purchase;
    if ('refusal' in answer) throw refusedBy(answer.refusal);
    if (answer.why === 'product') throw refuse('sku-unknown', { lineNo: answer.lineNo, sku: answer.value });
    if (answer.why === 'warehouse') throw refuse('warehouse-unknown', { warehouseId: answer.value });
    throw refuse('proposal-gone', { sku: answer.value });
  };

  app.get(
    '/v1/reorder-runs',
    { onRequest: role, schema: { summary: 'The newest run of reorder', response: run } },
    async () => ({ run: await readReorderRun(pool, null) }),
  );
  app.post(
    '/v1/reorder-runs',
    {
      onRequest: role,
      schema: {
        summary: 'Begins to work out what to buy, or gives the run that is under way',
        response: run,
      },
    },
    async () => ({ run: await readReorderRun(pool, await office.reorder.begin('person')) }),
  );
  app.post(
    '/v1/reorder-runs/:runId/stop',
    {
      onRequest: role,
      schema: {
        summary: 'Ends a run of reorder: what was proposed before stands',
        params: reorderRunParamsSchema,
        response: run,
      },
    },
    async ({ params }) => {
      await office.reorder.stop(params.runId);
      const found = await readReorderRun(pool, params.runId);
      if (!found) throw refuse('run-unknown');
      return { run: found };
    },
  );

  app.get(
    '/v1/reorder',
    {
      onRequest: role,
      schema: {
        summary: 'What is proposed to buy, an order to each supplier and site, and to move between sites',
        response: { 200: proposalsSchema, ...refusals },
      },
    },
    () => readProposals(pool),
  );
  app.get(
    '/v1/reorder/:supplierId/:warehouseId',
    {
      onRequest: role,
      schema: {
        summary: 'What is proposed to buy of a supplier for a site, each line with its reason',
        params: proposalParamsSchema,
        response: { 200: proposalSchema, ...refusals },
      },
    },
    async ({ params: { supplierId, warehouseId } }) => {
      const today = dayOf(office.now());
      const found = await readProposal(pool, supplierId, warehouseId, today);
      if (!found) throw refuse('proposal-gone', { sku: '' });
      return { ...found, ...(await heldOf(pool, found, today)) };
    },
  );
  app.post(
    '/v1/reorder/:supplierId/:warehouseId/take',
    {
      onRequest: role,
      schema: {
        summary: 'Makes a draft order to the supplier out of proposed lines, once under its id',
        params: proposalParamsSchema,
        body: takeProposalSchema,
        response: { 200: takenSchema, ...refusals },
      },
    },
    async (request) => {
      const { supplierId, warehouseId } = request.params;
      const by = stationOf(request).stationId;
      const purchase = orRefused(await takeProposals(office, supplierId, warehouseId, request.body, by));
      const { purchaseId, number, supplier, lines } = purchase;
      return { purchaseId, number, supplier, warehouseId: purchase.warehouseId, lines: lines.length };
    },
  );
  app.post(
    '/v1/reorder/taken/:purchaseId/undo',
    {
      onRequest: role,
      schema: {
        summary: 'Cancels a draft that was made of proposals, and proposes them again',
        params: takenParamsSchema,
        body: noBodySchema,
        response: { 200: proposalsSchema, ...refusals },
      },
    },
    async (request) => {
      const by = stationOf(request).stationId;
      const answer = await undoTaken(office, request.params.purchaseId, by);
      if (!answer) throw refuse('purchase-unknown');
      orRefused(answer);
      return readProposals(pool);
    },
  );
}
