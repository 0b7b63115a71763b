// The map of a warehouse floor: what is drawn, edits and their undoing, the same as a file, and labels of bins.
import {
  binLabelsRequestSchema,
  binLabelsSchema,
  floorEditSchema,
  floorFileCheckSchema,
  floorFilePreviewSchema,
  type FloorFilePreview,
  floorFileSchema,
  floorFileTakeSchema,
  type FloorMapPage,
  floorMapSchema,
  floorUndoSchema,
  mostFileProblems,
  mostFloorBytes,
} from '../../shared/contract/floor-map';
import { floorParamsSchema } from '../../shared/contract/floor';
import { errorSchema } from '../../shared/contract/http';
import type { WarehouseId } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { zplOfBins } from '../services/floor/bin-labels';
import { type EditAnswer, editFloor, nextUndo, undoFloor } from '../services/floor/edit-floor';
import {
  binsOfFile,
  type FloorFileReading,
  readFloorFile,
  writeFloorFile,
} from '../services/floor/floor-file';
import { loadHolds } from '../services/floor/load-holds';
import { loadPlan } from '../services/floor/load-plan';
import { readFloors } from '../services/tours/read-floor';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

export function floorMapRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const answer = { 200: floorMapSchema, '4xx': errorSchema };
  const preview = { 200: floorFilePreviewSchema, '4xx': errorSchema };

  const warehouse = async (warehouseId: WarehouseId): Promise<WarehouseId> => {
    const known = (await readFloors(office.pool)).warehouses.map((each) => each.warehouseId);
    if (!known.includes(warehouseId))
      throw refuse('warehouse-unknown', { warehouseId, known: known.join(', ') });
    return warehouseId;
  };
  const page = async (warehouseId: WarehouseId): Promise<FloorMapPage> => {
    const { version, plan } = await loadPlan(office.pool, warehouseId);
    const undo = await nextUndo(office.pool, warehouseId);
    return { warehouseId, version, plan, undo: undo?.at ?? null };
  };
  const done = (edited: EditAnswer): void => {
    if (edited.kind === 'changed') throw refuse('floor-changed');
    if (edited.kind === 'nothing') throw refuse('floor-nothing-to-undo');
    if (edited.kind === 'refused') throw refusedBy(edited.refusal);
  };
  const readFile = async (
    warehouseId: WarehouseId,
    text: string,
  ): Promise<{ version: number; reading: FloorFileReading }> => {
    const { version, plan } = await loadPlan(office.pool, warehouseId);
    const holdsOn = await loadHolds(office.pool, warehouseId, binsOfFile(text, plan));
    const reading = readFloorFile(text, plan, holdsOn);
    if ('missing' in reading) throw refuse('floor-file-unread', { columns: reading.missing });
    return { version, reading };
  };
  const told = (
    version: number,
    { rows, added, changed, same, problems }: FloorFileReading,
  ): FloorFilePreview => ({
    version,
    rows,
    added,
    changed,
    same,
    wrong: problems.length,
    problems: problems.slice(0, mostFileProblems),
  });

  app.get(
    '/v1/floor/:warehouseId/map',
    {
      onRequest: role,
      schema: {
        summary: 'The floor of a warehouse as it is drawn',
        params: floorParamsSchema,
        response: answer,
      },
    },
    async ({ params }) => page(await warehouse(params.warehouseId)),
  );

  app.post(
    '/v1/floor/:warehouseId/map',
    {
      onRequest: role,
      bodyLimit: mostFloorBytes,
      schema: {
        summary: 'Adds, changes and removes parts of a floor: all of them, or none',
        params: floorParamsSchema,
        body: floorEditSchema,
        response: answer,
      },
    },
    async (request) => {
      const { version, change } = request.body;
      const warehouseId = await warehouse(request.params.warehouseId);
      done(await editFloor(office, warehouseId, version, change, stationOf(request).stationId));
      return page(warehouseId);
    },
  );

  app.post(
    '/v1/floor/:warehouseId/map/undo',
    {
      onRequest: role,
      schema: {
        summary: 'Undoes the newest edit of a floor that stands',
        params: floorParamsSchema,
        body: floorUndoSchema,
        response: answer,
      },
    },
    async (request) => {
      const warehouseId = await warehouse(request.params.warehouseId);
      done(await undoFloor(office, warehouseId, request.body.version, stationOf(request).stationId));
      return page(warehouseId);
    },
  );

  app.get(
    '/v1/floor/:warehouseId/map/file',
    {
      onRequest: role,
      schema: {
        summary: 'The floor as a CSV file',
        params: floorParamsSchema,
        response: { 200: floorFileSchema, '4xx': errorSchema },
      },
    },
    async ({ params }) => {
      const { plan } = await loadPlan(office.pool, await warehouse(params.warehouseId));
      return { fileName: `floor-${params.warehouseId}.csv`, text: writeFloorFile(plan) };
    },
  );

  app.post(
    '/v1/floor/:warehouseId/map/file/check',
    {
      onRequest: role,
      bodyLimit: mostFloorBytes,
      schema: {
        summary: 'What would become of a CSV file, row by row; nothing is changed',
        params: floorParamsSchema,
        body: floorFileCheckSchema,
        response: preview,
      },
    },
    async ({ params, body }) => {
      const { version, reading } = await readFile(await warehouse(params.warehouseId), body.text);
      return told(version, reading);
    },
  );

  app.post(
    '/v1/floor/:warehouseId/map/file/take',
    {
      onRequest: role,
      bodyLimit: mostFloorBytes,
      schema: {
        summary: 'Takes the rows of a CSV file that are right',
        params: floorParamsSchema,
        body: floorFileTakeSchema,
        response: preview,
      },
    },
    async (request) => {
      const warehouseId = await warehouse(request.params.warehouseId);
      const { reading } = await readFile(warehouseId, request.body.text);
      const { stationId } = stationOf(request);
      const { version } = request.body;
      if (reading.added + reading.changed === 0) return told(version, reading);
      done(await editFloor(office, warehouseId, version, reading.change, stationId));
      return told(version + 1, reading);
    },
  );

  app.post(
    '/v1/floor/:warehouseId/map/labels',
    {
      onRequest: role,
      schema: {
        summary: 'Labels of bins as ZPL',
        params: floorParamsSchema,
        body: binLabelsRequestSchema,
        response: { 200: binLabelsSchema, '4xx': errorSchema },
      },
    },
    async ({ params, body }) => {
      const { plan } = await loadPlan(office.pool, await warehouse(params.warehouseId));
      const known = new Map(plan.bins.map((bin) => [bin.locationId as string, bin]));
      const bins = [...new Set(body.bins)].map((code) => {
        const bin = known.get(code);
        if (!bin) throw refuse('floor-bin-unknown', { bin: code });
        return bin;
      });
      return { zpl: zplOfBins(bins, body.dpi), labels: bins.length };
    },
  );
}
