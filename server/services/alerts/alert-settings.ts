// Thresholds of alerts as the office set them, every version kept with who set it and when.
import {
  type AlertSettings,
  usualAlertSettings,
  withEveryAlertKind,
} from '../../../shared/domain/alert/alert-settings';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { storableJson } from '../changes/json-rows';

export type AlertSettingsVersion = { version: number; settings: AlertSettings; changedAt: string | null };
export type SettingsTrail = { version: number; changedAt: string; by: string }[];

const shownVersions = 20;

/** Version 0 is the one nobody has set. */
export async function loadAlertSettings(db: Queryable): Promise<AlertSettingsVersion> {
  const { rows } = await db.query<{ version: number; doc: AlertSettings; changed_at: string }>({
    name: 'alert-settings',
    text: 'SELECT version, doc, changed_at FROM alert_setting WHERE stream_id = $1 ORDER BY version DESC LIMIT 1',
    values: [companyStream],
  });
  const [row] = rows;
  if (!row) return { version: 0, settings: usualAlertSettings, changedAt: null };
  return {
    version: row.version,
    settings: withEveryAlertKind(row.doc),
    changedAt: new Date(row.changed_at).toISOString(),
  };
}

/** Newest first. */
export async function readSettingsTrail(db: Queryable): Promise<SettingsTrail> {
  const { rows } = await db.query<{ version: number; changed_at: string; by: string }>(
    `SELECT version, changed_at, changed_by AS by FROM alert_setting WHERE stream_id = $1 ORDER BY version DESC LIMIT ${shownVersions}`,
    [companyStream],
  );
  return rows.map(({ version, changed_at, by }) => ({
    version,
    changedAt: new Date(changed_at).toISOString(),
    by,
  }));
}

/**
 * Adds a version. The unit of work must name the company's stream.
 * @returns false when another version was set meanwhile than the one it was made from
 */
export async function saveAlertSettings(
  tx: StreamTx,
  made: { from: number; settings: AlertSettings; at: string; by: string },
): Promise<boolean> {
  const { version } = await loadAlertSettings(tx.client);
  if (version !== made.from) return false;
  await tx.client.query(
    'INSERT INTO alert_setting (stream_id, version, doc, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5)',
    [companyStream, version + 1, storableJson(made.settings), made.at, made.by],
  );
  return true;
}
