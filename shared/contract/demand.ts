// Requests about demand: what was asked for, what is expected, runs of the forecast, and what people know better.
import { z } from 'zod';
import { skuSchema } from '../domain/ids';
import { answeringSchema } from './answering';
import { listQuerySchema } from './http';

export const forecastMethods = [
  'combined',
  'damped',
  'theta',
  'ses',
  'seasonal',
  'tsb',
  'imapa',
  'like',
  'obsolete',
  'none',
] as const;
export const demandPatterns = ['smooth', 'erratic', 'intermittent', 'lumpy', 'none'] as const;
export const horizonWeeks = 26;
/** Why a person expects another number. */
export const overrideKinds = [
  'promotion',
  'season',
  'price',
  'customer',
  'competitor',
  'supply',
  'other',
] as const;
const count = z.int().nonnegative();
const units = z.number().min(0).max(1e12);
const week = z.iso.date().max(10);
const reason = z.string().trim().min(1).max(200);
const mostWeeksAhead = 52;

export const demandParamsSchema = z.strictObject({ sku: skuSchema });

// GET /v1/demand
export const demandQuerySchema = listQuerySchema.extend({
  cursor: z.string().max(500).optional(),
  pattern: z.enum(demandPatterns).optional(),
});
export const demandRowSchema = z.object({
  sku: z.string(),
  name: z.string(),
  pattern: z.enum(demandPatterns),
  method: z.enum(forecastMethods),
  /** Units of the next four weeks. */
  nextMonth: units,
  /** Units of the four weeks before. */
  lastMonth: units,
  mase: z.number().nullable(),
  overridden: z.boolean(),
});
export type DemandRow = z.infer<typeof demandRowSchema>;

export const runStates = ['running', 'ready', 'stopped', 'failed'] as const;
export const forecastRunSchema = z.object({
  runId: z.uuid(),
  cause: z.enum(['night', 'person']),
  state: z.enum(runStates),
  items: count,
  done: count,
  /** Items with the same history as before: their forecast stands. */
  unchanged: count,
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type ForecastRun = z.infer<typeof forecastRunSchema>;

export const demandListSchema = z.object({
  rows: z.array(demandRowSchema).max(500),
  total: count,
  isTotalLeast: z.boolean(),
  cursor: z.string().nullable(),
});
export type DemandList = z.infer<typeof demandListSchema>;

// GET and POST /v1/forecast-runs, POST /v1/forecast-runs/:runId/stop; null: none was ever made
export const newestRunSchema = z.object({ run: forecastRunSchema.nullable() });
export const runParamsSchema = z.strictObject({ runId: z.uuid() });

// GET /v1/demand/:sku: of all channels and sites, or of one of them; a site without a name: no site had any
export const demandPartQuerySchema = z.strictObject({
  channel: z.string().max(64).optional(),
  site: z.string().max(64).optional(),
});
export type DemandPartQuery = z.infer<typeof demandPartQuerySchema>;
/** What of the page's part falls to one channel or one site. */
const shareSchema = z.object({
  name: z.string(),
  units,
  share: z.number(),
  /** Units of the next four weeks, with what people said instead. */
  expected: units,
});
export const weekMarks = ['out', 'partly-out', 'spike', 'promotion', 'excluded'] as const;
export const overrideSchema = z.object({
  overrideId: z.uuid(),
  fromWeek: week,
  weeks: count,
  units,
  reason: z.string(),
  kind: z.enum(overrideKinds),
  /** Name of the person; of the PC where it was said before persons were asked for. */
  by: z.string(),
  at: z.iso.datetime(),
  /** Null as long as no week of it can be judged. */
  accuracy: z
    .object({
      weeks: z.array(z.object({ week, person: units, forecast: units, came: units })).max(mostWeeksAhead),
      came: units,
      person: units,
      forecast: units,
      errorOfPerson: units,
      errorOfForecast: units,
      verdict: z.enum(['better', 'worse', 'even']),
    })
    .nullable(),
});
export const demandMarkSchema = z.object({
  markId: z.uuid(),
  /** Of all products. */
  ofAll: z.boolean(),
  fromWeek: week,
  weeks: count,
  kind: z.enum(['promotion', 'excluded']),
  reason: z.string(),
});
export const demandPageSchema = z.object({
  sku: z.string(),
  name: z.string(),
  /** What history, days and forecast are of; null: every one. The back-test is always of the whole. */
  part: z.object({ channel: z.string().nullable(), site: z.string().nullable() }),
  history: z
    .array(
      z.object({
        week,
        units,
        /** Days without any: at every site, or at the site that the page is of. */
        outDays: count,
        /** What the forecast took it for. */
        taken: units,
        mark: z.enum(weekMarks).nullable(),
      }),
    )
    .max(200),
  /** The newest days, with nothing where nothing was asked for. */
  days: z.array(z.object({ day: z.iso.date(), units })).max(100),
  /** Of the last half year: channels of the part's site, sites of the part's channel. Together they are that part. */
  channels: z.array(shareSchema).max(200),
  sites: z.array(shareSchema).max(200),
  forecast: z
    .object({
      at: z.iso.datetime(),
      method: z.enum(forecastMethods),
      pattern: z.enum(demandPatterns),
      adi: z.number().nullable(),
      cv2: z.number(),
      levels: z.array(z.number()).max(9),
      weeks: z
        .array(
          z.object({
            week,
            expected: units,
            /** What a person said instead. */
            overridden: units.nullable(),
            /** At `levels`. */
            quantiles: z.array(units).max(9),
          }),
        )
        .max(mostWeeksAhead),
      backTest: z
        .object({
          weeks: z.array(z.object({ week, came: units, said: units })).max(mostWeeksAhead),
          mase: z.number().nullable(),
          bias: z.number().nullable(),
          loss: z.number().nullable(),
          tried: z.array(z.object({ method: z.enum(forecastMethods), error: z.number() })).max(12),
        })
        .nullable(),
    })
    .nullable(),
  overrides: z.array(overrideSchema).max(100),
  marks: z.array(demandMarkSchema).max(100),
  /** The product that this one, new as it is, is expected to follow. */
  like: z.string().nullable(),
});
export type DemandPage = z.infer<typeof demandPageSchema>;

// POST /v1/demand/:sku/overrides
export const addOverrideSchema = z.strictObject({
  fromWeek: week,
  weeks: z.int().min(1).max(mostWeeksAhead),
  /** A week. */
  units: z.number().min(0).max(10_000_000),
  kind: z.enum(overrideKinds),
  reason,
  by: answeringSchema,
});
export type AddOverride = z.infer<typeof addOverrideSchema>;
// POST /v1/demand/:sku/overrides/:overrideId/remove
export const overrideParamsSchema = demandParamsSchema.extend({ overrideId: z.uuid() });

// POST /v1/demand/:sku/marks
export const addMarkSchema = z.strictObject({
  fromWeek: week,
  weeks: z.int().min(1).max(mostWeeksAhead),
  kind: z.enum(['promotion', 'excluded']),
  ofAll: z.boolean(),
  reason,
});
export type AddMark = z.infer<typeof addMarkSchema>;
// POST /v1/demand/:sku/marks/:markId/remove
export const markParamsSchema = demandParamsSchema.extend({ markId: z.uuid() });

// POST /v1/demand/:sku/like
export const likeSchema = z.strictObject({ like: skuSchema.nullable() });

// GET /v1/forecast-overrides: of all products, with their later accuracy
export const overridePeriods = ['13', '26', '52'] as const;
export const overridesQuerySchema = z.strictObject({
  /** Overrides whose first week is so many weeks back at most. */
  weeks: z.enum(overridePeriods).default('26'),
  /** A `group` of `byPerson`. */
  person: z.string().max(120).optional(),
  kind: z.enum(overrideKinds).optional(),
});
const overrideSumsSchema = z.object({
  /** Id of the person, or the kind of reason. */
  group: z.string(),
  name: z.string(),
  overrides: count,
  judged: count,
  better: count,
  worse: count,
  weeks: count,
  came: units,
  person: units,
  forecast: units,
  errorOfPerson: units,
  errorOfForecast: units,
});
export type OverrideSumsRow = z.infer<typeof overrideSumsSchema>;
export const overridesSchema = z.object({
  /** The newest of those asked for. */
  rows: z
    .array(
      overrideSchema.extend({ sku: z.string(), name: z.string(), removedAt: z.iso.datetime().nullable() }),
    )
    .max(500),
  total: count,
  /** There are more in that time than are looked at. */
  isTotalLeast: z.boolean(),
  /** Of everybody and every reason in that time. */
  byPerson: z.array(overrideSumsSchema).max(500),
  byKind: z.array(overrideSumsSchema).max(20),
});
export type Overrides = z.infer<typeof overridesSchema>;
