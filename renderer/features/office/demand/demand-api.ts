// What the page Demand asks of head office.
import {
  type AddMark,
  type AddOverride,
  type DemandPartQuery,
  demandListSchema,
  demandPageSchema,
  newestRunSchema,
  overridesSchema,
} from '../../../../shared/contract/demand';
import type { Get, Post } from '../mail/mail-api';
import type { Query } from '../office-api';

const of = (sku: string, rest = ''): string => `/v1/demand/${encodeURIComponent(sku)}${rest}`;

/** Written out: an empty site is one, that of what no site had. */
function partOf({ channel, site }: DemandPartQuery): string {
  const query = new URLSearchParams({
    ...(channel === undefined ? {} : { channel }),
    ...(site === undefined ? {} : { site }),
  }).toString();
  return query === '' ? '' : `?${query}`;
}

export function demandApi(get: Get, post: Post) {
  return {
    demand: (query: Query) => get(demandListSchema, '/v1/demand', query),
    demandOf: (sku: string, part: DemandPartQuery = {}) => get(demandPageSchema, of(sku, partOf(part))),
    forecastOverrides: (query: Query) => get(overridesSchema, '/v1/forecast-overrides', query),
    newestForecastRun: () => get(newestRunSchema, '/v1/forecast-runs'),
    beginForecastRun: () => post(newestRunSchema, '/v1/forecast-runs', {}),
    stopForecastRun: (runId: string) =>
      post(newestRunSchema, `/v1/forecast-runs/${encodeURIComponent(runId)}/stop`, {}),
    addOverride: (sku: string, request: AddOverride) =>
      post(demandPageSchema, of(sku, '/overrides'), request),
    removeOverride: (sku: string, overrideId: string) =>
      post(demandPageSchema, of(sku, `/overrides/${encodeURIComponent(overrideId)}/remove`), {}),
    addDemandMark: (sku: string, request: AddMark) => post(demandPageSchema, of(sku, '/marks'), request),
    removeDemandMark: (sku: string, markId: string) =>
      post(demandPageSchema, of(sku, `/marks/${encodeURIComponent(markId)}/remove`), {}),
    setLike: (sku: string, like: string | null) => post(demandPageSchema, of(sku, '/like'), { like }),
  };
}
