// Counting: what is due, handed out, and decided by a manager.
import {
  countParamsSchema,
  type CountsPage,
  countsPageSchema,
  countsParamsSchema,
  decideCountSchema,
  handedOutSchema,
  savePolicySchema,
} from '../../shared/contract/counts';
import { errorSchema } from '../../shared/contract/http';
import type { WarehouseId } from '../../shared/domain/ids';
import type { OfficeAct } from '../../shared/domain/people/office-acts';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { savePolicy } from '../services/counts/count-policy';
import { decideCount } from '../services/counts/decide-count';
import { handOutCounts } from '../services/counts/hand-out-counts';
import { readCounts } from '../services/counts/read-counts';
import type { Answering } from '../services/people/answering-person';
import { readFloors } from '../services/tours/read-floor';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

export function countsRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const answer = { 200: countsPageSchema, '4xx': errorSchema };
  const warehouse = async (warehouseId: WarehouseId): Promise<WarehouseId> => {
    const known = (await readFloors(office.pool)).warehouses.map((each) => each.warehouseId);
    if (!known.includes(warehouseId))
      throw refuse('warehouse-unknown', { warehouseId, known: known.join(', ') });
    return warehouseId;
  };
  const page = (warehouseId: WarehouseId): Promise<CountsPage> =>
    readCounts(office.pool, warehouseId, office.now());
  const answers = async (by: Answering, act: OfficeAct): Promise<string> => {
    const person = await office.people(office.pool, by, act);
    if (!person.ok) throw refusedBy(person.refusal, 403);
    return person.personId;
  };

  app.get(
    '/v1/counts/:warehouseId',
    {
      onRequest: role,
      schema: {
        summary: 'What is due to be counted, what is open, and how right the books were',
        params: countsParamsSchema,
        response: answer,
      },
    },
    async ({ params }) => page(await warehouse(params.warehouseId)),
  );

  app.post(
    '/v1/counts/:warehouseId/policy',
    {
      onRequest: role,
      schema: {
        summary: 'Sets the rules of counting a warehouse',
        params: countsParamsSchema,
        body: savePolicySchema,
        response: answer,
      },
    },
    async ({ params, body }) => {
      const warehouseId = await warehouse(params.warehouseId);
      await answers(body.by, 'settings.counts');
      await savePolicy(office.pool, warehouseId, body.policy);
      return page(warehouseId);
    },
  );

  app.post(
    '/v1/counts/:warehouseId/hand-out',
    {
      onRequest: role,
      schema: {
        summary: 'Hands out what is due to the benches, at most as many as the rules say a day',
        params: countsParamsSchema,
        response: { 200: handedOutSchema, '4xx': errorSchema },
      },
    },
    async ({ params }) => {
      const counts = await handOutCounts(office, await warehouse(params.warehouseId));
      if (counts === null) throw refuse('counts-without-rules');
      return { counts };
    },
  );

  app.post(
    '/v1/counts/:warehouseId/differences/:countId',
    {
      onRequest: role,
      schema: {
        summary: 'Books a large difference, or has it counted once more',
        params: countParamsSchema,
        body: decideCountSchema,
        response: answer,
      },
    },
    async (request) => {
      const { params, body } = request;
      const warehouseId = await warehouse(params.warehouseId);
      const personId = await answers(body.by, 'count.approve');
      const { stationId } = stationOf(request);
      const decided = await decideCount(office, warehouseId, params.countId, body.decision, {
        personId,
        stationId,
      });
      if (decided === 'unknown') throw refuse('count-unknown');
      if (decided === 'not-open') throw refuse('count-not-open');
      return page(warehouseId);
    },
  );
}
