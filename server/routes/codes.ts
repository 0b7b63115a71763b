// Codes that nobody knew: what benches said they are, the office's verdicts, and the rules of a warehouse's benches.
import {
  benchRulesPageSchema,
  benchRulesParamsSchema,
  benchRulesRequestSchema,
  codesSchema,
  decideCodeSchema,
} from '../../shared/contract/codes';
import { boxWarehousesSchema } from '../../shared/contract/boxes';
import { errorSchema } from '../../shared/contract/http';
import type { WarehouseId } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { decideCode } from '../services/codes/decide-code';
import { loadBenchRules, readPairs, saveBenchRules } from '../services/codes/look-alikes';
import { readCodes } from '../services/codes/read-codes';
import { readFloors } from '../services/tours/read-floor';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

export function codeRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const { pool, now } = office;
  const refusals = { '4xx': errorSchema };
  const page = async (warehouseId: WarehouseId) => {
    const known = (await readFloors(pool)).warehouses.map((each) => each.warehouseId);
    if (!known.includes(warehouseId))
      throw refuse('warehouse-unknown', { warehouseId, known: known.join(', ') });
    const rules = await loadBenchRules(pool, warehouseId);
    return { rules, pairs: await readPairs(pool, rules, now()) };
  };

  app.get(
    '/v1/codes',
    {
      onRequest: role,
      schema: { summary: 'Unknown codes that benches said something of', response: { 200: codesSchema } },
    },
    () => readCodes(pool),
  );
  app.post(
    '/v1/codes/decide',
    {
      onRequest: role,
      schema: {
        summary: 'Approves or rejects what an unknown code was said to be, or takes that back',
        body: decideCodeSchema,
        response: { 200: codesSchema, ...refusals },
      },
    },
    async (request) => {
      const refusal = await decideCode(office, request.body, stationOf(request));
      if (refusal) throw refusedBy(refusal);
      return readCodes(pool);
    },
  );
  app.get(
    '/v1/bench-rules',
    {
      onRequest: role,
      schema: { summary: 'Warehouses that have benches', response: { 200: boxWarehousesSchema } },
    },
    () => readFloors(pool),
  );
  app.get(
    '/v1/bench-rules/:warehouseId',
    {
      onRequest: role,
      schema: {
        summary: 'What a warehouse asks of its benches, and products that were mistaken there',
        params: benchRulesParamsSchema,
        response: { 200: benchRulesPageSchema, ...refusals },
      },
    },
    ({ params }) => page(params.warehouseId),
  );
  app.post(
    '/v1/bench-rules/:warehouseId',
    {
      onRequest: role,
      schema: {
        summary: 'Sets what a warehouse asks of its benches',
        params: benchRulesParamsSchema,
        body: benchRulesRequestSchema,
        response: { 200: benchRulesPageSchema, ...refusals },
      },
    },
    async ({ params: { warehouseId }, body }) => {
      await page(warehouseId);
      await saveBenchRules(office, { warehouseId, ...body });
      return page(warehouseId);
    },
  );
}
