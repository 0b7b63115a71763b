// Makes forecasts in threads beside head office: every night, and when somebody asks. Tells how far it is, is stopped at any
// time with what it has made, and leaves items alone whose history is the same as before.
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { cleanHistory } from '../../../shared/domain/forecasting/history';
import { yearShape } from '../../../shared/domain/forecasting/year-shape';
import type { ForecastRun } from '../../../shared/contract/demand';
import { horizonWeeks } from '../../../shared/contract/demand';
import { companyStream } from '../../../shared/domain/ids';
import type { OfficeParts } from '../../head-office';
import { type JobLoop, startJob } from '../../jobs/job-loop';
import { lastNight } from '../stock/prove-ledger';
import { type CrewItem, type CrewOf, type ForecastCrew, startCrew } from './forecast-crew';
import {
  beginRun,
  endLostRuns,
  endRun,
  noteRun,
  readFingerprints,
  readRun,
  storeForecasts,
} from './forecast-store';
import { loadOverrides } from './overrides';
import { readHistories, readTotals } from './read-history';
import { refreshDemand } from './refresh-demand';
import { dayOf, mondayOf } from './weeks';

export type ForecastDesk = {
  /** @returns its id; that of the run under way where there is one */
  begin: (cause: ForecastRun['cause']) => Promise<string>;
  /** Keeps the forecasts there are. */
  stop: (runId: string) => Promise<void>;
  /** Resolves when it is ready, stopped or failed. */
  ended: (runId: string) => Promise<void>;
  nightly: JobLoop;
  close: () => Promise<void>;
};

type Tools = Pick<OfficeParts, 'pool' | 'now' | 'newId'>;
type Item = { sku: string; category: string; like: string | null };
type UnderWay = { runId: string; crew: ForecastCrew; isStopped: boolean; done: Promise<void> };

/** Items read, forecast and stored together. */
const batchSize = 250;
/** A sample this large says which mix to believe; more changes little. */
const sampleSize = 2500;
/** The mix is judged by as many weeks: about a lead time. */
const learnWeeks = 8;
const lookEveryMs = 10 * 60_000;
const longestMs = 6 * 60 * 60_000;

/** @param crewOf who forecasts: threads beside head office when left out */
export function createForecastDesk(
  tools: Tools,
  onFailure: (cause: unknown) => void,
  crewOf: CrewOf = startCrew,
): ForecastDesk {
  const { pool } = tools;
  let underWay: UnderWay | null = null;
  let isClosed = false;
  const now = (): string => tools.now().toISOString();

  const begin = async (cause: ForecastRun['cause']): Promise<string> => {
    if (underWay) return underWay.runId;
    const runId = tools.newId();
    // Before anything is awaited: a second press finds it.
    const run: UnderWay = {
      runId,
      crew: crewOf(Math.max(1, Math.min(4, availableParallelism()))),
      isStopped: false,
      done: Promise.resolve(),
    };
    underWay = run;
    await endLostRuns(pool, new Date(tools.now().getTime() - longestMs).toISOString(), now());
    await beginRun(pool, runId, cause, now());
    run.done = makeForecasts(tools, run)
      .then(() => endRun(pool, runId, run.isStopped ? 'stopped' : 'ready', now()))
      .catch(async (failure: unknown) => {
        onFailure(failure);
        await endRun(pool, runId, 'failed', now(), String(failure));
      })
      .catch(onFailure)
      .then(() => {
        underWay = null;
        return run.crew.stop();
      });
    return runId;
  };

  const stop = async (runId: string): Promise<void> => {
    const run = underWay;
    if (run?.runId !== runId) return;
    run.isStopped = true;
    await run.crew.stop();
    await run.done;
  };

  const nightly = startJob({
    name: 'nightly forecast',
    round: async () => {
      if (isClosed || !(await isNightDue(tools))) return false;
      await begin('night');
      await underWay?.done;
      return false;
    },
    idleMs: lookEveryMs,
    onFailure,
  });

  return {
    begin,
    stop,
    ended: async (runId) => {
      if (underWay?.runId === runId) await underWay.done;
    },
    nightly,
    close: async () => {
      isClosed = true;
      if (underWay) await stop(underWay.runId);
      await nightly.stop();
      if (underWay) await stop(underWay.runId);
    },
  };
}

/** Not before the company has gone through a night: there is nothing to learn from yet. */
async function isNightDue({ pool, now }: Tools): Promise<boolean> {
  const night = lastNight(now()).getTime();
  const { rows } = await pool.query<{ at: string }>(
    'SELECT at FROM event WHERE stream_id = $1 ORDER BY seq LIMIT 1',
    [companyStream],
  );
  const first = rows[0];
  if (!first || new Date(first.at).getTime() >= night) return false;
  const newest = await readRun(pool, null);
  return newest === null || Date.parse(newest.startedAt) < night;
}

async function makeForecasts({ pool, now }: Tools, run: UnderWay): Promise<void> {
  const { crew, runId } = run;
  await refreshDemand(pool);
  const before = mondayOf(dayOf(now()));
  const { rows: counted } = await pool.query<{ items: number }>(
    'SELECT count(*)::int AS items FROM product WHERE stream_id = $1 AND NOT deleted',
    [companyStream],
  );
  const progress = { items: counted[0]?.items ?? 0, done: 0, unchanged: 0 };
  await noteRun(pool, runId, progress);
  const shapes = new Map(
    [...(await readTotals(pool, before))].map(([category, total]) => [
      category,
      yearShape(total, horizonWeeks),
    ]),
  );
  const sample = await readSample(pool, before, progress.items);
  if (run.isStopped || !(await crew.learn(sample, learnWeeks))) return;
  const storing = new Set<Promise<void>>();
  let broken: { cause: unknown } | null = null;
  for (let after = ''; !run.isStopped && broken === null; ) {
    const items = await nextItems(pool, after);
    const last = items.at(-1);
    if (!last) break;
    after = last.sku;
    const { asked, fingerprints, unchanged } = await questionsOf(pool, items, before, shapes);
    progress.unchanged += unchanged;
    progress.done += items.length - asked.length;
    const overrides = await loadOverrides(
      pool,
      asked.map(({ sku }) => sku),
    );
    const work = crew
      .forecast(asked, horizonWeeks)
      .then(async (forecasts) => {
        if (!forecasts) return;
        await storeForecasts(pool, forecasts, fingerprints, overrides, {
          fromWeek: before,
          runId,
          at: now().toISOString(),
        });
        progress.done += asked.length;
        await noteRun(pool, runId, progress);
      })
      .catch((cause: unknown) => {
        broken = { cause };
      });
    storing.add(work);
    void work.finally(() => storing.delete(work));
    await crew.free();
  }
  await Promise.all(storing);
  const failed = broken as { cause: unknown } | null;
  if (failed !== null && !run.isStopped) throw failed.cause;
  await noteRun(pool, runId, progress);
}

async function nextItems(pool: Tools['pool'], after: string): Promise<Item[]> {
  const { rows } = await pool.query<Item>(
    `SELECT p.sku, coalesce(p.doc->>'category', '') AS category, l.like_sku AS "like"
     FROM product p LEFT JOIN demand_likeness l ON l.stream_id = p.stream_id AND l.sku = p.sku
     WHERE p.stream_id = $1 AND NOT p.deleted AND p.sku > $2 ORDER BY p.sku LIMIT $3`,
    [companyStream, after, batchSize],
  );
  return rows;
}

/** Those whose forecast would come out another way than the one there is. */
async function questionsOf(
  pool: Tools['pool'],
  items: readonly Item[],
  before: string,
  shapes: ReadonlyMap<string, number[] | null>,
): Promise<{ asked: CrewItem[]; fingerprints: Map<string, string>; unchanged: number }> {
  const models = items.flatMap(({ like }) => like ?? []);
  const histories = await readHistories(pool, [...items.map(({ sku }) => sku), ...models], before);
  const known = await readFingerprints(
    pool,
    items.map(({ sku }) => sku),
  );
  const valuesOf = new Map(histories.map(({ sku, weeks }) => [sku, weeks]));
  const fingerprints = new Map<string, string>();
  const asked: CrewItem[] = [];
  let unchanged = 0;
  items.forEach(({ sku, category, like }, at) => {
    const weeks = histories[at]?.weeks ?? [];
    const model = like === null ? null : cleanHistory(valuesOf.get(like) ?? []).values;
    // Nothing was ever asked for, and nothing is known to be like it.
    if (weeks.length === 0 && model === null && !known.has(sku)) return;
    const item = { sku, weeks, shape: shapes.get(category) ?? shapes.get('') ?? null, like: model };
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([before, horizonWeeks, item]))
      .digest('base64url')
      .slice(0, 22);
    if (known.get(sku) === fingerprint) unchanged += 1;
    else {
      fingerprints.set(sku, fingerprint);
      asked.push(item);
    }
  });
  return { asked, fingerprints, unchanged };
}

/** Histories evenly spread over the products that were asked for. */
async function readSample(pool: Tools['pool'], before: string, items: number): Promise<number[][]> {
  const step = Math.max(1, Math.floor(items / sampleSize));
  const { rows } = await pool.query<{ sku: string }>(
    `SELECT sku FROM (SELECT sku, row_number() OVER (ORDER BY sku) AS at FROM product WHERE stream_id = $1 AND NOT deleted) AS all_of_them
     WHERE at % $2 = 0`,
    [companyStream, step],
  );
  const sample: number[][] = [];
  for (let at = 0; at < rows.length; at += batchSize) {
    const skus = rows.slice(at, at + batchSize).map(({ sku }) => sku);
    for (const { weeks } of await readHistories(pool, skus, before))
      if (weeks.length > 0) sample.push(cleanHistory(weeks).values);
  }
  return sample;
}
