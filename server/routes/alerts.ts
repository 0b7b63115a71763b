// Alerts for the office: the list, what is done about one, thresholds with what they would mean, and how many wait.
import {
  alertActSchema,
  alertCountSchema,
  alertPageSchema,
  alertParamsSchema,
  alertPreviewRequestSchema,
  alertPreviewSchema,
  alertSettingsResponseSchema,
  type AlertPage,
  type AlertSettingsDoc,
  alertsQuerySchema,
  alertsResponseSchema,
  lookedSchema,
  saveAlertSettingsSchema,
} from '../../shared/contract/alerts';
import { errorSchema } from '../../shared/contract/http';
import { companyStream } from '../../shared/domain/ids';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { actOnAlert } from '../services/alerts/act-on-alert';
import { loadAlertSettings, readSettingsTrail, saveAlertSettings } from '../services/alerts/alert-settings';
import { countAlerts, listAlerts, readAlert } from '../services/alerts/list-alerts';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

export function alertRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const { pool } = office;
  const refusals = { '4xx': errorSchema };
  const pageOf = async (alertId: string): Promise<AlertPage> => {
    const found = await readAlert(pool, alertId, office.now());
    if (!found) throw refuse('alert-unknown');
    return found;
  };
  const settings = async (): Promise<AlertSettingsDoc> => ({
    ...(await loadAlertSettings(pool)),
    trail: await readSettingsTrail(pool),
  });

  app.get(
    '/v1/alerts',
    {
      onRequest: role,
      schema: {
        summary: 'Alerts, the newest first',
        querystring: alertsQuerySchema,
        response: { 200: alertsResponseSchema, ...refusals },
      },
    },
    ({ query }) => listAlerts(pool, query, office.now()),
  );
  app.get(
    '/v1/alert-count',
    {
      onRequest: role,
      schema: { summary: 'How many alerts wait for somebody', response: { 200: alertCountSchema } },
    },
    () => countAlerts(pool, office.now()),
  );
  app.post(
    '/v1/alerts/look',
    {
      onRequest: role,
      schema: {
        summary: 'Looks at everything that is warned of now',
        response: { 200: lookedSchema, ...refusals },
      },
    },
    async () => ({ changed: await office.alerts.look() }),
  );
  app.get(
    '/v1/alerts/:alertId',
    {
      onRequest: role,
      schema: {
        summary: 'One alert: its cause in numbers, and all that happened to it',
        params: alertParamsSchema,
        response: { 200: alertPageSchema, ...refusals },
      },
    },
    ({ params }) => pageOf(params.alertId),
  );
  app.post(
    '/v1/alerts/:alertId',
    {
      onRequest: role,
      schema: {
        summary: 'Looks after an alert, puts it aside until a time, or takes it up again',
        params: alertParamsSchema,
        body: alertActSchema,
        response: { 200: alertPageSchema, ...refusals },
      },
    },
    async (request) => {
      const { alertId } = request.params;
      await pageOf(alertId);
      const refusal = await actOnAlert(office, alertId, request.body, stationOf(request));
      if (refusal) throw refusedBy(refusal);
      return pageOf(alertId);
    },
  );

  app.get(
    '/v1/alert-settings',
    {
      onRequest: role,
      schema: {
        summary: 'Thresholds of alerts, and who set them when',
        response: { 200: alertSettingsResponseSchema },
      },
    },
    settings,
  );
  app.post(
    '/v1/alert-settings',
    {
      onRequest: role,
      schema: {
        summary: 'Sets the thresholds of alerts; everything is looked at anew at once',
        body: saveAlertSettingsSchema,
        response: { 200: alertSettingsResponseSchema, ...refusals },
      },
    },
    async ({ body }) => {
      const person = await office.people(pool, body.by, 'settings.alerts');
      if (!person.ok) throw refusedBy(person.refusal, 403);
      const made = {
        from: body.version,
        settings: body.settings,
        at: office.now().toISOString(),
        by: person.name,
      };
      if (!(await office.writer.submit([companyStream], (tx) => saveAlertSettings(tx, made))))
        throw refuse('alert-settings-changed');
      await office.alerts.look();
      return settings();
    },
  );
  app.post(
    '/v1/alert-preview',
    {
      onRequest: role,
      schema: {
        summary: 'What would be open now under other thresholds; changes nothing',
        body: alertPreviewRequestSchema,
        response: { 200: alertPreviewSchema, ...refusals },
      },
    },
    ({ body }) => office.alerts.preview(body.settings),
  );
}
