// Runs of the forecast and what they said, as they are kept.
import type { ForecastRun } from '../../../shared/contract/demand';
import { overrideAt, type Override } from '../../../shared/domain/forecasting/overrides';
import { companyStream } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import type { CrewForecast } from './forecast-crew';

const keptRuns = 60;
const columns = 'run_id, cause, state, items, done, unchanged, started_at, ended_at';

type Row = {
  run_id: string;
  cause: ForecastRun['cause'];
  state: ForecastRun['state'];
  items: number;
  done: number;
  unchanged: number;
  started_at: string;
  ended_at: string | null;
};

const asRun = (row: Row): ForecastRun => ({
  runId: row.run_id,
  cause: row.cause,
  state: row.state,
  items: row.items,
  done: row.done,
  unchanged: row.unchanged,
  startedAt: new Date(row.started_at).toISOString(),
  endedAt: row.ended_at === null ? null : new Date(row.ended_at).toISOString(),
});

export async function beginRun(
  db: Queryable,
  runId: string,
  cause: ForecastRun['cause'],
  at: string,
): Promise<void> {
  await db.query(
    `INSERT INTO forecast_run (stream_id, run_id, cause, state, started_at) VALUES ($1, $2, $3, 'running', $4)`,
    [companyStream, runId, cause, at],
  );
  await db.query(
    `DELETE FROM forecast_run WHERE stream_id = $1 AND run_id NOT IN (
       SELECT run_id FROM forecast_run WHERE stream_id = $1 ORDER BY started_at DESC, run_id DESC LIMIT ${keptRuns})`,
    [companyStream],
  );
}

export async function noteRun(
  db: Queryable,
  runId: string,
  { items, done, unchanged }: Pick<ForecastRun, 'items' | 'done' | 'unchanged'>,
): Promise<void> {
  await db.query(
    'UPDATE forecast_run SET items = $3, done = $4, unchanged = $5 WHERE stream_id = $1 AND run_id = $2',
    [companyStream, runId, items, done, unchanged],
  );
}

export async function endRun(
  db: Queryable,
  runId: string,
  state: ForecastRun['state'],
  at: string,
  failure: string | null = null,
): Promise<void> {
  await db.query(
    `UPDATE forecast_run SET state = $3, ended_at = $4, failure = $5 WHERE stream_id = $1 AND run_id = $2 AND state = 'running'`,
    [companyStream, runId, state, at, failure],
  );
}

/** Their process is gone. */
export async function endLostRuns(db: Queryable, before: string, at: string): Promise<void> {
  await db.query(
    `UPDATE forecast_run SET state = 'failed', ended_at = $3, failure = 'not ended'
     WHERE stream_id = $1 AND state = 'running' AND started_at < $2`,
    [companyStream, before, at],
  );
}

export async function readRun(db: Queryable, runId: string | null): Promise<ForecastRun | null> {
  const { rows } = await db.query<Row>(
    `SELECT ${columns} FROM forecast_run WHERE stream_id = $1 AND ($2::uuid IS NULL OR run_id = $2) ORDER BY started_at DESC, run_id DESC LIMIT 1`,
    [companyStream, runId],
  );
  return rows[0] ? asRun(rows[0]) : null;
}

/** Of the SKUs that have a forecast: what it was made of. */
export async function readFingerprints(db: Queryable, skus: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ sku: string; fingerprint: string }>(
    'SELECT sku, fingerprint FROM forecast WHERE stream_id = $1 AND sku = ANY($2::text[])',
    [companyStream, skus],
  );
  return new Map(rows.map(({ sku, fingerprint }) => [sku, fingerprint]));
}

const rounded = (values: readonly number[]): number[] => values.map((value) => Math.round(value * 100) / 100);

/** Keeps them, and what they say of their first week: that is what was believed when it came. */
export async function storeForecasts(
  db: Queryable,
  forecasts: readonly CrewForecast[],
  fingerprints: ReadonlyMap<string, string>,
  overrides: ReadonlyMap<string, readonly Override[]>,
  about: { fromWeek: string; runId: string; at: string },
): Promise<void> {
  const rows = forecasts.map(({ sku, forecast }) => ({
    sku,
    fingerprint: fingerprints.get(sku) ?? '',
    method: forecast.method,
    pattern: forecast.pattern,
    expected: forecast.expected.reduce((sum, value) => sum + value, 0),
    mase: forecast.backTest?.mase ?? null,
    said: forecast.expected[0] ?? 0,
    overridden: overrideAt(about.fromWeek, overrides.get(sku) ?? [])?.units ?? null,
    doc: {
      ...forecast,
      expected: rounded(forecast.expected),
      quantiles: forecast.quantiles.map(rounded),
      backTest: forecast.backTest && {
        ...forecast.backTest,
        came: rounded(forecast.backTest.came),
        said: rounded(forecast.backTest.said),
      },
    },
  }));
  const json = JSON.stringify(rows);
  await db.query(
    `INSERT INTO forecast (stream_id, sku, from_week, fingerprint, method, pattern, expected, mase, doc, run_id, at)
     SELECT $1, sku, $3, fingerprint, method, pattern, expected, mase, doc, $4, $5
     FROM json_to_recordset($2) AS r (sku text, fingerprint text, method text, pattern text, expected float8, mase float8, doc jsonb)
     ON CONFLICT (stream_id, sku) DO UPDATE SET from_week = excluded.from_week, fingerprint = excluded.fingerprint,
       method = excluded.method, pattern = excluded.pattern, expected = excluded.expected, mase = excluded.mase,
       doc = excluded.doc, run_id = excluded.run_id, at = excluded.at`,
    [companyStream, json, about.fromWeek, about.runId, about.at],
  );
  await db.query(
    `INSERT INTO forecast_said (stream_id, sku, week, said, overridden)
     SELECT $1, sku, $3, said, overridden FROM json_to_recordset($2) AS r (sku text, said float8, overridden float8)
     ON CONFLICT (stream_id, sku, week) DO NOTHING`,
    [companyStream, json, about.fromWeek],
  );
}
