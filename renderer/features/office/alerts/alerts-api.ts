// What the office asks of head office about alerts.
import type { z } from 'zod';
import {
  type AlertAct,
  alertCountSchema,
  alertPageSchema,
  alertPreviewSchema,
  alertSettingsResponseSchema,
  alertsResponseSchema,
  lookedSchema,
  type saveAlertSettingsSchema,
} from '../../../../shared/contract/alerts';
import type { AlertSettings } from '../../../../shared/domain/alert/alert-settings';
import type { Get, Post } from '../mail/mail-api';
import type { Query } from '../office-api';

export function alertsApi(get: Get, post: Post) {
  const of = (alertId: string): string => `/v1/alerts/${encodeURIComponent(alertId)}`;
  return {
    alerts: (query: Query) => get(alertsResponseSchema, '/v1/alerts', query),
    alertCount: () => get(alertCountSchema, '/v1/alert-count'),
    alert: (alertId: string) => get(alertPageSchema, of(alertId)),
    actOnAlert: (alertId: string, act: AlertAct) => post(alertPageSchema, of(alertId), act),
    lookForAlerts: () => post(lookedSchema, '/v1/alerts/look', {}),
    alertSettings: () => get(alertSettingsResponseSchema, '/v1/alert-settings'),
    saveAlertSettings: (settings: z.input<typeof saveAlertSettingsSchema>) =>
      post(alertSettingsResponseSchema, '/v1/alert-settings', settings),
    previewAlerts: (settings: AlertSettings) => post(alertPreviewSchema, '/v1/alert-preview', { settings }),
  };
}
