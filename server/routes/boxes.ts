// Boxes of a warehouse: what there is, what packers chose against the plan and what is learned of it; how products want to
// be packed.
import {
  acceptProposalSchema,
  boxesParamsSchema,
  boxesSchema,
  boxParamsSchema,
  boxProposalSchema,
  boxWarehousesSchema,
  forgetRequestSchema,
  handlingQuerySchema,
  handlingRequestSchema,
  handlingRowsSchema,
  handlingSavedSchema,
  proposalParamsSchema,
  supplyRequestSchema,
} from '../../shared/contract/boxes';
import { errorSchema } from '../../shared/contract/http';
import { companyStream, type WarehouseId } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { tellSite } from '../services/boxes/box-sites';
import { changeSupply } from '../services/boxes/change-supply';
import { readProposal } from '../services/boxes/proposal-store';
import { forgetLessons, readBoxes } from '../services/boxes/read-boxes';
import { findHandling, saveHandling } from '../services/catalogue/save-handling';
import { readFloors } from '../services/tours/read-floor';
import { only, stationOf } from './access';
import { refuse } from './refused';

export function boxRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const { pool, writer } = office;
  const refusals = { '4xx': errorSchema };
  const warehouse = async (warehouseId: WarehouseId): Promise<WarehouseId> => {
    const known = (await readFloors(pool)).warehouses.map((each) => each.warehouseId);
    if (!known.includes(warehouseId))
      throw refuse('warehouse-unknown', { warehouseId, known: known.join(', ') });
    return warehouseId;
  };

  const proposal = async (proposalId: string) => {
    const found = await readProposal(pool, proposalId);
    if (!found) throw refuse('plan-unknown');
    return found;
  };

  app.get(
    '/v1/boxes',
    { onRequest: role, schema: { summary: 'Warehouses that pack', response: { 200: boxWarehousesSchema } } },
    () => readFloors(pool),
  );
  app.get(
    '/v1/boxes/:warehouseId',
    {
      onRequest: role,
      schema: {
        summary: 'Boxes of a warehouse: stock, use, choices against the plan and what they taught',
        params: boxesParamsSchema,
        response: { 200: boxesSchema, ...refusals },
      },
    },
    async ({ params }) => readBoxes(pool, await warehouse(params.warehouseId)),
  );
  app.post(
    '/v1/boxes/:warehouseId/:boxId/forget',
    {
      onRequest: role,
      schema: {
        summary: 'What packers taught about a box does not count any more, or counts again',
        params: boxParamsSchema,
        body: forgetRequestSchema,
        response: { 200: boxesSchema, ...refusals },
      },
    },
    async ({ params: { warehouseId, boxId }, body }) => {
      await warehouse(warehouseId);
      const changed = await forgetLessons(pool, warehouseId, boxId, body.forgotten);
      if (changed > 0) await tellSite(office, warehouseId, boxId);
      return readBoxes(pool, warehouseId);
    },
  );
  app.post(
    '/v1/boxes/:warehouseId/supplies',
    {
      onRequest: role,
      schema: {
        summary: 'Boxes or padding were counted, came, or are told of when they run out',
        params: boxesParamsSchema,
        body: supplyRequestSchema,
        response: { 200: boxesSchema, ...refusals },
      },
    },
    async (request) => {
      const warehouseId = await warehouse(request.params.warehouseId);
      if (!(await changeSupply(office, warehouseId, request.body, stationOf(request).stationId)))
        throw refuse('supply-unknown', { supply: request.body.supply });
      return readBoxes(pool, warehouseId);
    },
  );
  app.post(
    '/v1/boxes/:warehouseId/proposals',
    {
      onRequest: role,
      schema: {
        summary: 'Begins to look for the box sizes that suit the orders of a warehouse best',
        params: boxesParamsSchema,
        response: { 200: boxProposalSchema, ...refusals },
      },
    },
    async ({ params }) => proposal(await office.boxSizes.begin(await warehouse(params.warehouseId))),
  );
  app.get(
    '/v1/box-proposals/:proposalId',
    {
      onRequest: role,
      schema: {
        summary: 'A proposal of box sizes: what there is so far',
        params: proposalParamsSchema,
        response: { 200: boxProposalSchema, ...refusals },
      },
    },
    ({ params }) => proposal(params.proposalId),
  );
  app.post(
    '/v1/box-proposals/:proposalId/stop',
    {
      onRequest: role,
      schema: {
        summary: 'Ends the search and keeps the offers there are',
        params: proposalParamsSchema,
        response: { 200: boxProposalSchema, ...refusals },
      },
    },
    async ({ params }) => {
      await office.boxSizes.stop(params.proposalId);
      return proposal(params.proposalId);
    },
  );
  app.post(
    '/v1/box-proposals/:proposalId/accept',
    {
      onRequest: role,
      schema: {
        summary: 'Makes the boxes of one offer; once',
        params: proposalParamsSchema,
        body: acceptProposalSchema,
        response: { 200: boxProposalSchema, ...refusals },
      },
    },
    async ({ params: { proposalId }, body }) => {
      await proposal(proposalId);
      if (!(await office.boxSizes.accept(proposalId, body.count))) throw refuse('plan-not-ready');
      return proposal(proposalId);
    },
  );
  app.get(
    '/v1/product-handling',
    {
      onRequest: role,
      schema: {
        summary: 'How products want to be packed',
        querystring: handlingQuerySchema,
        response: { 200: handlingRowsSchema, ...refusals },
      },
    },
    ({ query }) => findHandling(pool, query.text.trim()),
  );
  app.post(
    '/v1/product-handling',
    {
      onRequest: role,
      schema: {
        summary: 'Says how products want to be packed, and their measures',
        body: handlingRequestSchema,
        response: { 200: handlingSavedSchema, ...refusals },
      },
    },
    ({ body }) => writer.submit([companyStream], (tx) => saveHandling(tx, body)),
  );
}
