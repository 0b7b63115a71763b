// Transfers between sites: written by hand or out of what reorder proposes to move, released, followed and closed.
import { errorSchema } from '../../shared/contract/http';
import { noBodySchema } from '../../shared/contract/purchasing';
import { proposalsSchema } from '../../shared/contract/reorder';
import {
  expectTransferSchema,
  takeTransfersSchema,
  transferContentSchema,
  transferPageSchema,
  transferParamsSchema,
  transfersQuerySchema,
  transfersResponseSchema,
} from '../../shared/contract/transfers';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { dayOf } from '../services/demand/weeks';
import { readProposals } from '../services/reorder/read-proposals';
import { listTransfers, readTransfer } from '../services/transfers/read-transfers';
import { takeTransfers, type TakeTransfersAnswer, undoTransfers } from '../services/transfers/take-transfers';
import { expectTransfer, saveTransfer, tellTransfer } from '../services/transfers/transfer-acts';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

const acts = {
  release: {
    summary:
      'Lets it be loaded: the units are kept for it, and may be promised at the other site for its day',
    type: 'ReleaseTransfer',
  },
  cancel: { summary: 'Gives a transfer up of which nothing was loaded', type: 'CancelTransfer' },
  close: { summary: 'Ends a transfer; what has not arrived is lost', type: 'CloseTransfer' },
  reopen: { summary: 'Takes closing or cancelling back', type: 'ReopenTransfer' },
} as const;

export function transferRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const response = { 200: transferPageSchema, '4xx': errorSchema };
  const page = async (transferId: string) => {
    const found = await readTransfer(office.pool, transferId, dayOf(office.now()));
    if (!found) throw refuse('transfer-unknown');
    return found;
  };
  const answered = (answer: TakeTransfersAnswer) => {
    if (answer.ok) return page(answer.transfer.transferId);
    if ('refusal' in answer)
      throw answer.refusal.code === 'transfer-unknown'
        ? refuse('transfer-unknown')
        : refusedBy(answer.refusal);
    if (answer.why === 'gone') throw refuse('proposal-gone', { sku: answer.value });
    const { why, value, lineNo } = answer;
    if (why === 'product') throw refuse('sku-unknown', { lineNo, sku: value });
    if (why === 'moved') throw refuse('transfer-moved', { sites: value });
    throw refuse('warehouse-unknown', { warehouseId: value });
  };

  app.get(
    '/v1/transfers',
    {
      onRequest: role,
      schema: {
        summary: 'Transfers between sites, the newest first',
        querystring: transfersQuerySchema,
        response: { 200: transfersResponseSchema, '4xx': errorSchema },
      },
    },
    ({ query }) => listTransfers(office.pool, dayOf(office.now()), query),
  );

  app.get(
    '/v1/transfers/:transferId',
    {
      onRequest: role,
      schema: {
        summary: 'A transfer with everything that happened to it',
        params: transferParamsSchema,
        response,
      },
    },
    ({ params }) => page(params.transferId),
  );

  app.post(
    '/v1/transfers/:transferId',
    {
      onRequest: role,
      schema: {
        summary: 'Writes a transfer under an id of the caller, or writes it anew while it is a draft',
        params: transferParamsSchema,
        body: transferContentSchema,
        response,
      },
    },
    async (request) => {
      const by = stationOf(request).stationId;
      return answered(await saveTransfer(office, request.params.transferId, request.body, by));
    },
  );

  for (const [act, { summary, type }] of Object.entries(acts))
    app.post(
      `/v1/transfers/:transferId/${act}`,
      {
        onRequest: role,
        schema: { summary, params: transferParamsSchema, body: noBodySchema, response },
      },
      async (request) => {
        const by = stationOf(request).stationId;
        return answered(await tellTransfer(office, request.params.transferId, type, by));
      },
    );

  app.post(
    '/v1/transfers/:transferId/expect',
    {
      onRequest: role,
      schema: {
        summary: 'Expects a transfer on another day',
        params: transferParamsSchema,
        body: expectTransferSchema,
        response,
      },
    },
    async (request) => {
      const by = stationOf(request).stationId;
      const { transferId } = request.params;
      return answered(await expectTransfer(office, transferId, request.body.dueOn, by));
    },
  );

  app.post(
    '/v1/transfer-proposals/take',
    {
      onRequest: role,
      schema: {
        summary: 'Makes a draft of everything that is proposed to move between two sites, once under its id',
        body: takeTransfersSchema,
        response,
      },
    },
    async (request) => answered(await takeTransfers(office, request.body, stationOf(request).stationId)),
  );

  app.post(
    '/v1/transfer-proposals/:transferId/undo',
    {
      onRequest: role,
      schema: {
        summary: 'Cancels a transfer that was made of proposals, and proposes it again',
        params: transferParamsSchema,
        body: noBodySchema,
        response: { 200: proposalsSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const by = stationOf(request).stationId;
      const answer = await undoTransfers(office, request.params.transferId, by);
      if (!answer) throw refuse('transfer-unknown');
      if (!answer.ok) await answered(answer);
      return readProposals(office.pool);
    },
  );
}
