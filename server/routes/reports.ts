// Reports that are kept under a name, sent on time, and saved as files.
import { errorSchema } from '../../shared/contract/http';
import {
  removeReportSchema,
  reportFileQuerySchema,
  reportFileSchema,
  reportParamsSchema,
  savedReportsSchema,
  saveReportSchema,
  scheduleReportSchema,
} from '../../shared/contract/reports';
import { siteDay } from '../../shared/domain/stock/site-day';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { warehouseZones } from '../services/lots/site-days';
import { reportFiles } from '../services/reports/report-files';
import {
  findReport,
  listReports,
  removeReport,
  saveReport,
  scheduleReport,
} from '../services/reports/saved-reports';
import { only, stationOf } from './access';
import { mustAnswer } from './must-answer';
import { refuse } from './refused';

export function reportRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const refusals = { '4xx': errorSchema };
  const { pool } = office;
  const kept = async (stationId: string) => ({ rows: await listReports(pool, stationId) });

  app.get(
    '/v1/reports',
    {
      onRequest: role,
      schema: {
        summary: 'Reports of everybody and of this computer, and the newest mails of each',
        response: { 200: savedReportsSchema, ...refusals },
      },
    },
    (request) => kept(stationOf(request).stationId),
  );

  app.post(
    '/v1/reports',
    {
      onRequest: role,
      schema: {
        summary: 'Keeps a report, or writes over one',
        body: saveReportSchema,
        response: { 200: savedReportsSchema, ...refusals },
      },
    },
    async (request) => {
      const { stationId } = stationOf(request);
      if ((await saveReport(office, stationId, request.body)) === null) throw refuse('report-unknown');
      return kept(stationId);
    },
  );

  app.post(
    '/v1/reports/:reportId/schedule',
    {
      onRequest: role,
      schema: {
        summary: 'Says when a report is sent to whom, or that it is sent no more',
        params: reportParamsSchema,
        body: scheduleReportSchema,
        response: { 200: savedReportsSchema, ...refusals },
      },
    },
    async (request) => {
      const { stationId } = stationOf(request);
      const { by, schedule } = request.body;
      const { name } = await mustAnswer(office, by, 'report.schedule');
      const not = await scheduleReport(office, stationId, request.params.reportId, schedule, name);
      if (not) throw refuse(not);
      return kept(stationId);
    },
  );

  app.post(
    '/v1/reports/:reportId/remove',
    {
      onRequest: role,
      schema: {
        summary: 'Keeps a report no more',
        params: reportParamsSchema,
        body: removeReportSchema,
        response: { 200: savedReportsSchema, ...refusals },
      },
    },
    async (request) => {
      const { stationId } = stationOf(request);
      if (!(await removeReport(pool, stationId, request.params.reportId))) throw refuse('report-unknown');
      return kept(stationId);
    },
  );

  app.get(
    '/v1/reports/:reportId/file',
    {
      onRequest: role,
      schema: {
        summary: 'A report as it is now, as CSV, Excel file or PDF',
        params: reportParamsSchema,
        querystring: reportFileQuerySchema,
        response: { 200: reportFileSchema, ...refusals },
      },
    },
    async (request) => {
      const report = await findReport(pool, stationOf(request).stationId, request.params.reportId);
      if (!report) throw refuse('report-unknown');
      const now = office.now();
      // The company's own days are those of its first warehouse.
      const [zone = 'UTC'] = (await warehouseZones(pool)).values();
      const { files } = await reportFiles(
        pool,
        report,
        [request.query.format],
        siteDay(now.getTime(), zone),
        now,
      );
      const [file] = files;
      if (!file) throw new Error('a report has no file');
      return { name: file.name, type: file.type, base64: file.content.toString('base64') };
    },
  );
}
