// What the office sees of demand: the list of items, and one item with history, forecast, back-test and what people said.
import type { z } from 'zod';
import type {
  DemandList,
  DemandPage,
  demandMarkSchema,
  demandQuerySchema,
  DemandRow,
} from '../../../shared/contract/demand';
import { quantileLevels } from '../../../shared/domain/forecasting/demand-experts';
import type { ItemForecast } from '../../../shared/domain/forecasting/forecast-item';
import { cleanHistory } from '../../../shared/domain/forecasting/history';
import { overrideAt } from '../../../shared/domain/forecasting/overrides';
import type { DemandPart } from '../../../shared/domain/forecasting/split';
import { companyStream } from '../../../shared/domain/ids';
import { cursorOf, readCursor } from '../../db/cursor';
import { CursorWrong } from '../../db/list-page';
import type { Queryable } from '../../db/pool';
import { type KeptOverride, readOverrides } from './overrides';
import { cameIn, overrideRow } from './read-overrides';
import { readHistories } from './read-history';
import { forecastOfPart, historyOfPart, readCells, readPartWeeks, sharesBy, theWhole } from './read-parts';
import { addDays, addWeeks, dayOf, mondayOf } from './weeks';

const shownDays = 56;
const monthWeeks = 4;
/** A long list is not counted for a heading. */
const mostCounted = 10_000;

export async function listDemand(
  db: Queryable,
  { text, pattern, cursor, limit }: z.infer<typeof demandQuerySchema>,
  now: Date,
): Promise<DemandList> {
  const before = mondayOf(dayOf(now));
  const place = cursor === undefined ? null : readCursor(cursor, 2);
  if (cursor !== undefined && (place === null || !Number.isFinite(Number(place[0])))) throw new CursorWrong();
  const found = `FROM forecast f JOIN product p ON p.stream_id = f.stream_id AND p.sku = f.sku AND NOT p.deleted
     WHERE f.stream_id = $1 AND ($2::text IS NULL OR f.sku ILIKE $2 OR p.name ILIKE $2) AND ($3::text IS NULL OR f.pattern = $3)`;
  const values = [
    companyStream,
    text ? `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%` : null,
    pattern ?? null,
  ];
  const counted = await db.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM (SELECT 1 ${found} LIMIT ${mostCounted + 1}) AS counted`,
    values,
  );
  const total = counted.rows[0]?.total ?? 0;
  const { rows } = await db.query<DemandRow & { sum: number }>(
    `SELECT f.sku, p.name, f.pattern, f.method, f.expected AS sum, f.mase,
       (SELECT coalesce(sum(x::float8), 0) FROM (SELECT jsonb_array_elements_text(f.doc->'expected') AS x LIMIT ${monthWeeks}) AS soon) AS "nextMonth",
       (SELECT coalesce(sum(d.units), 0)::int FROM demand_line d WHERE d.stream_id = f.stream_id AND d.sku = f.sku AND d.day >= $4 AND d.day < $5) AS "lastMonth",
       EXISTS (SELECT 1 FROM forecast_override o WHERE o.stream_id = f.stream_id AND o.sku = f.sku AND o.removed_at IS NULL
         AND o.from_week + 7 * o.weeks > $5) AS overridden
     ${found} AND ($6::float8 IS NULL OR (f.expected, f.sku) < ($6, $7::text))
     ORDER BY f.expected DESC, f.sku DESC LIMIT $8`,
    [
      ...values,
      addWeeks(before, -monthWeeks),
      before,
      place === null ? null : Number(place[0]),
      place?.[1] ?? null,
      limit,
    ],
  );
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    rows: rows.map(({ sum: _sum, ...row }) => row),
    total: Math.min(total, mostCounted),
    isTotalLeast: total > mostCounted,
    cursor: last ? cursorOf(last.sum, last.sku) : null,
  };
}

/** Null: there is no such product. @param part what history, days and forecast are of */
export async function readDemand(
  db: Queryable,
  sku: string,
  now: Date,
  part: DemandPart = theWhole,
): Promise<DemandPage | null> {
  const product = await db.query<{ name: string; like: string | null }>(
    `SELECT p.name, l.like_sku AS "like" FROM product p LEFT JOIN demand_likeness l ON l.stream_id = p.stream_id AND l.sku = p.sku
     WHERE p.stream_id = $1 AND p.sku = $2 AND NOT p.deleted`,
    [companyStream, sku],
  );
  const found = product.rows[0];
  if (!found) return null;
  const today = dayOf(now);
  const before = mondayOf(today);
  const [[read], kept, overrides, marks, days, cells] = await Promise.all([
    readHistories(db, [sku], before),
    readForecast(db, sku),
    readOverrides(db, [sku]),
    readMarks(db, sku),
    readDays(db, sku, part, today),
    readCells(db, sku, found.like, today),
  ]);
  const history = read ?? { sku, from: before, weeks: [] };
  const clean = cleanHistory(history.weeks);
  const weeks = history.weeks.map(({ units, outDays }, at) => ({
    week: addWeeks(history.from, at),
    units,
    outDays,
    taken: clean.values[at] as number,
    mark: clean.marks[at] ?? null,
  }));
  const isWhole = part.channel === null && part.site === null;
  const forecast = kept && asPage(kept, overrides);
  const came = cameIn(history);
  return {
    sku,
    name: found.name,
    part,
    history: isWhole
      ? weeks
      : historyOfPart(weeks, part, await readPartWeeks(db, sku, part, history.from, before), cells),
    days,
    channels: sharesBy('channel', part, cells, forecast),
    sites: sharesBy('site', part, cells, forecast),
    forecast: forecast && (isWhole ? forecast : forecastOfPart(forecast, part, cells)),
    overrides: overrides.slice(-100).map((each) => overrideRow(each, came, before)),
    marks,
    like: found.like,
  };
}

type KeptForecast = { fromWeek: string; at: string; doc: ItemForecast };

async function readForecast(db: Queryable, sku: string): Promise<KeptForecast | null> {
  const { rows } = await db.query<KeptForecast>(
    `SELECT to_char(from_week, 'YYYY-MM-DD') AS "fromWeek", at, doc FROM forecast WHERE stream_id = $1 AND sku = $2`,
    [companyStream, sku],
  );
  return rows[0] ?? null;
}

function asPage(
  { fromWeek, at, doc }: KeptForecast,
  overrides: readonly KeptOverride[],
): DemandPage['forecast'] {
  const { method, pattern, adi, cv2, expected, quantiles, backTest } = doc;
  const tested = backTest && addWeeks(fromWeek, -backTest.came.length);
  return {
    at: new Date(at).toISOString(),
    method,
    pattern,
    adi,
    cv2,
    levels: [...quantileLevels],
    weeks: expected.map((value, place) => {
      const week = addWeeks(fromWeek, place);
      return {
        week,
        expected: value,
        overridden: overrideAt(week, overrides)?.units ?? null,
        quantiles: quantiles.map((row) => row[place] ?? 0),
      };
    }),
    backTest: backTest && {
      weeks: backTest.came.map((came, place) => ({
        week: addWeeks(tested ?? fromWeek, place),
        came,
        said: backTest.said[place] ?? 0,
      })),
      mase: backTest.mase,
      bias: backTest.bias,
      loss: backTest.loss,
      tried: backTest.tried,
    },
  };
}

async function readMarks(db: Queryable, sku: string): Promise<z.infer<typeof demandMarkSchema>[]> {
  const { rows } = await db.query<z.infer<typeof demandMarkSchema>>(
    `SELECT mark_id AS "markId", sku IS NULL AS "ofAll", to_char(from_week, 'YYYY-MM-DD') AS "fromWeek", weeks, kind, reason
     FROM demand_mark WHERE stream_id = $1 AND removed_at IS NULL AND (sku IS NULL OR sku = $2) ORDER BY from_week DESC LIMIT 100`,
    [companyStream, sku],
  );
  return rows;
}

async function readDays(
  db: Queryable,
  sku: string,
  { channel, site }: DemandPart,
  today: string,
): Promise<DemandPage['days']> {
  const since = addDays(today, -shownDays);
  const { rows } = await db.query<{ day: string; units: number }>(
    `SELECT to_char(day, 'YYYY-MM-DD') AS day, sum(units)::int AS units FROM demand_line
     WHERE stream_id = $1 AND sku = $2 AND day >= $3 AND ($4::text IS NULL OR channel_id = $4) AND ($5::text IS NULL OR site = $5)
     GROUP BY day`,
    [companyStream, sku, since, channel, site],
  );
  const byDay = new Map(rows.map(({ day, units }) => [day, units]));
  return Array.from({ length: shownDays + 1 }, (_, at) => {
    const day = addDays(since, at);
    return { day, units: byDay.get(day) ?? 0 };
  });
}
