// Looks again and again, a group of kinds at a time. A group that takes long to look at is looked at less often, so that a large
// company is not asked all day.
import { type AlertKind, alertKinds } from '../../../shared/domain/alert/alert-kinds';
import { type AlertSettings } from '../../../shared/domain/alert/alert-settings';
import type { AlertPreview } from '../../../shared/contract/alerts';
import { decideAlert } from '../../../shared/domain/alert/decide';
import { evolveAlert } from '../../../shared/domain/alert/evolve';
import type { Alert } from '../../../shared/domain/alert/alert';
import type { OfficeParts } from '../../head-office';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { loadAlertSettings } from './alert-settings';
import { alertGroups } from './find-alerts';
import { changesFor, keepAlerts } from './keep-alerts';

export type AlertDesk = {
  watching: JobLoop;
  /** Looks at everything now. @returns how many alerts changed */
  look: () => Promise<number>;
  /** What would be open under other thresholds; nothing is changed. */
  preview: (settings: AlertSettings) => Promise<AlertPreview>;
};

const roundMs = 60_000;
/** A look takes at most this share of the time: its own twenty times over is waited. */
const restTimes = 20;
const shownTitles = 5;

export function startAlerts(parts: OfficeParts): AlertDesk {
  const { pool, now, idleMs, log } = parts;
  const restUntil = new Map<string, { from: number; until: number }>();
  let turn: Promise<unknown> = Promise.resolve();

  const lookAt = async (isAll: boolean): Promise<number> => {
    const { settings } = await loadAlertSettings(pool);
    let changed = 0;
    for (const { name, kinds, find } of alertGroups) {
      const startedMs = now().getTime();
      const rest = restUntil.get(name);
      // A clock that was set back has not rested.
      if (!isAll && rest && startedMs >= rest.from && startedMs < rest.until) continue;
      const findings = await find(pool, settings, now().toISOString());
      changed += await keepAlerts(parts, kinds, findings, settings);
      const endedMs = now().getTime();
      const restMs = Math.max(restTimes * (endedMs - startedMs), Math.min(roundMs, idleMs * 20));
      restUntil.set(name, { from: startedMs, until: endedMs + restMs });
    }
    return changed;
  };
  /** Looks never overlap: what one opens, another one would open too. */
  const one = (isAll: boolean): Promise<number> => {
    const next = turn.then(() => lookAt(isAll));
    turn = next.catch(() => undefined);
    return next;
  };

  return {
    watching: startJob({
      name: 'watch-alerts',
      round: async () => {
        await one(false);
        return false;
      },
      idleMs: Math.max(idleMs, Math.min(roundMs, idleMs * 20)),
      onFailure: (cause, job) => log.error({ err: cause, job }, 'a job failed and will be tried again'),
    }),
    look: () => one(true),
    preview: (settings) => previewAlerts(parts, settings),
  };
}

async function previewAlerts(
  { pool, now }: Pick<OfficeParts, 'pool' | 'now'>,
  settings: AlertSettings,
): Promise<AlertPreview> {
  const at = now().toISOString();
  const after = new Map<AlertKind, { open: number; opens: number; clears: number; titles: string[] }>();
  for (const { kinds, find } of alertGroups) {
    const findings = await find(pool, settings, at);
    const changes = await changesFor(pool, kinds, findings, settings, at);
    const openNow = await openByKind(pool, kinds);
    for (const kind of kinds) {
      const moved = changes.flatMap(({ found, command }) => {
        const decision = decideAlert(found, command);
        if (!decision.ok) return [];
        const next = decision.events.reduce<Alert | null>(evolveAlert, found);
        return next?.kind === kind ? [{ was: found?.state ?? 'clear', next }] : [];
      });
      const opened = moved.filter(({ was, next }) => was === 'clear' && next.state === 'open');
      const cleared = moved.filter(({ was, next }) => was === 'open' && next.state === 'clear');
      after.set(kind, {
        open: (openNow.get(kind) ?? 0) + opened.length - cleared.length,
        opens: opened.length,
        clears: cleared.length,
        titles: opened.slice(0, shownTitles).map(({ next }) => next.title),
      });
    }
  }
  return {
    kinds: alertKinds.map((kind) => ({
      kind,
      ...(after.get(kind) ?? { open: 0, opens: 0, clears: 0, titles: [] }),
    })),
  };
}

async function openByKind(
  db: OfficeParts['pool'],
  kinds: readonly AlertKind[],
): Promise<ReadonlyMap<AlertKind, number>> {
  const { rows } = await db.query<{ kind: AlertKind; open: number }>({
    name: 'open-alerts-by-kind',
    text: `SELECT doc->>'kind' AS kind, count(*)::int AS open FROM record
           WHERE stream_id = 'company' AND kind = 'alert' AND state = 'open' AND doc->>'kind' = ANY($1::text[]) GROUP BY 1`,
    values: [kinds],
  });
  return new Map(rows.map(({ kind, open }) => [kind, open]));
}
