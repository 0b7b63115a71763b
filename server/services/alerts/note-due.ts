// Notices that people are told of an alert, and puts down for whom a letter is due: one row a telling and address, however often
// it is noticed. Several within a while are one letter.
import type { Alert } from '../../../shared/domain/alert/alert';
import { receiversOf } from '../../../shared/domain/alert/contacts';
import { companyStream } from '../../../shared/domain/ids';
import type { Client } from '../../db/pool';
import type { HistoryEvent } from '../../jobs/follow-events';
import { later } from '../../jobs/outbox';
import { jsonRows } from '../changes/json-rows';
import { readMailSettings } from '../mail/mail-settings';
import { loadAlertSettings } from './alert-settings';

export const letterTopic = 'alert-letter';
export type LetterWork = { address: string };
export const alertMailEvents = ['AlertTold'];

/** In the transaction of a follower. Nothing is put down while mail is off. */
export async function noteDue(
  client: Client,
  events: readonly HistoryEvent[],
  { now, newId }: { now: () => Date; newId: () => string },
): Promise<void> {
  const mail = await readMailSettings(client);
  const { settings } = await loadAlertSettings(client);
  if (!mail.settings.isOn || settings.contacts.length === 0) return;
  const { rows } = await client.query<{ record_id: string; doc: Alert }>({
    name: 'alerts-told',
    text: `SELECT record_id, doc FROM record WHERE stream_id = $1 AND kind = 'alert' AND record_id = ANY($2::uuid[])`,
    values: [companyStream, [...new Set(events.map(({ aggregateId }) => aggregateId))]],
  });
  const alerts = new Map(rows.map(({ record_id: alertId, doc }) => [alertId, doc]));
  const due = events.flatMap(({ aggregateId, seq, at }) => {
    const alert = alerts.get(aggregateId);
    return alert
      ? receiversOf(alert, settings).map((receiver) => ({
          alert_id: aggregateId,
          telling: seq,
          at,
          ...receiver,
        }))
      : [];
  });
  if (due.length === 0) return;
  const noted = await client.query<{ address: string }>({
    name: 'alert-due',
    text: `INSERT INTO alert_due (stream_id, alert_id, telling, address, language, at)
           SELECT $1, alert_id, telling, address, language, at
           FROM json_to_recordset($2) AS r (alert_id uuid, telling bigint, address text, language text, at timestamptz)
           ON CONFLICT DO NOTHING RETURNING address`,
    values: [companyStream, jsonRows(due)],
  });
  const availableAt = new Date(now().getTime() + settings.letterMinutes * 60_000).toISOString();
  await later(
    client,
    [...new Set(noted.rows.map(({ address }) => address))].map((address) => {
      const payload: LetterWork = { address };
      return { topic: letterTopic, key: address, payload, availableAt, coalesce: true };
    }),
    newId,
  );
}
