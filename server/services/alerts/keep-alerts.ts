// Turns what was found into alerts: opens, moves, clears, and tells no one twice. Everything is decided in memory first and
// only what changes is written, decided again behind the company's counter.
import type { Alert, AlertCommand, Finding } from '../../../shared/domain/alert/alert';
import type { AlertKind } from '../../../shared/domain/alert/alert-kinds';
import type { AlertSettings } from '../../../shared/domain/alert/alert-settings';
import { decideAlert } from '../../../shared/domain/alert/decide';
import { companyStream } from '../../../shared/domain/ids';
import type { OfficeParts } from '../../head-office';
import type { Queryable } from '../../db/pool';
import { tellRecord } from '../records/tell-record';
import { alertIdOf, alertMachine } from './alert-machine';

const toldAtOnce = 100;

export type AlertChange = { alertId: string; found: Alert | null; command: AlertCommand };

/** What has to be told to which alert, so that they are as was found. */
export async function changesFor(
  db: Queryable,
  kinds: readonly AlertKind[],
  findings: readonly Finding[],
  settings: AlertSettings,
  at: string,
): Promise<AlertChange[]> {
  const byId = new Map(findings.map((finding) => [alertIdOf(finding), finding]));
  const known = await knownAlerts(db, kinds, [...byId.keys()]);
  const observed = [...byId].map(([alertId, finding]): AlertChange => {
    const { owner, step, quietHours } = settings.kinds[finding.kind];
    return {
      alertId,
      found: known.get(alertId) ?? null,
      command: { type: 'ObserveAlert', finding, owner, step, quietHours, at },
    };
  });
  const gone = [...known].flatMap(([alertId, found]): AlertChange[] =>
    byId.has(alertId) ? [] : [{ alertId, found, command: { type: 'ClearAlert', at } }],
  );
  return [...observed, ...gone].filter(({ found, command }) => {
    const decision = decideAlert(found, command);
    return decision.ok && decision.events.length > 0;
  });
}

export async function keepAlerts(
  { pool, writer, now }: Pick<OfficeParts, 'pool' | 'writer' | 'now'>,
  kinds: readonly AlertKind[],
  findings: readonly Finding[],
  settings: AlertSettings,
): Promise<number> {
  const at = now().toISOString();
  const changes = await changesFor(pool, kinds, findings, settings, at);
  for (let from = 0; from < changes.length; from += toldAtOnce)
    await writer.submit([companyStream], async (tx) => {
      for (const { alertId, command } of changes.slice(from, from + toldAtOnce))
        await tellRecord(tx, alertMachine, alertId, command, {
          at,
          actor: null,
          stationId: null,
          opId: null,
        });
    });
  return changes.length;
}

/** Those that are open, and those that were and may come back. */
async function knownAlerts(
  db: Queryable,
  kinds: readonly AlertKind[],
  alertIds: readonly string[],
): Promise<Map<string, Alert>> {
  const { rows } = await db.query<{ record_id: string; doc: Alert }>({
    name: 'known-alerts',
    text: `SELECT record_id, doc FROM record WHERE stream_id = $1 AND kind = 'alert' AND state = 'open' AND doc->>'kind' = ANY($2::text[])
           UNION SELECT record_id, doc FROM record WHERE stream_id = $1 AND kind = 'alert' AND record_id = ANY($3::uuid[])`,
    values: [companyStream, kinds, alertIds],
  });
  return new Map(rows.map(({ record_id: alertId, doc }) => [alertId, doc]));
}
