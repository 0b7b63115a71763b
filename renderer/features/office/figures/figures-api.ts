// What the page Figures asks of head office.
import { labourRatesSchema, servedCostsSchema } from '../../../../shared/contract/figure-costs';
import {
  type Behind,
  behindSchema,
  figureRowsSchema,
  figuresSchema,
} from '../../../../shared/contract/figures';
import {
  customerFiguresSchema,
  forecastFiguresSchema,
  forecastItemsSchema,
  goodsFiguresSchema,
  type GoodsProducts,
  goodsProductsSchema,
  membersSchema,
} from '../../../../shared/contract/night-figures';
import type { Dimension, MeasureName } from '../../../../shared/domain/figures/measures';
import type { Page } from '../list/use-paged-list';
import type { Get, Post } from '../mail/mail-api';
import type { Answer, Query } from '../office-api';
import type { Answering } from '../payments/money-api';
import type { Span } from '../../../../shared/domain/figures/span';

/** A value for every dimension that is not left open. */
export type FigureFilter = Readonly<Partial<Record<Exclude<Dimension, 'key'>, string>>>;

export function figuresApi(get: Get, post: Post) {
  return {
    figures: (span: Span, filter: FigureFilter) => get(figuresSchema, '/v1/figures', { ...span, ...filter }),
    figureRows: (span: Span, filter: FigureFilter, measure: MeasureName, by: Dimension | 'time') =>
      get(figureRowsSchema, '/v1/figures/rows', { ...span, ...filter, measure, by }),
    /** How many there are is not known: they are found by counting them again. */
    eventsBehind: async (query: Query): Promise<Answer<Page<Behind['rows'][number]>>> => {
      const answer = await get(behindSchema, '/v1/figures/behind', query);
      if (!answer.ok) return answer;
      return { ok: true, value: { ...answer.value, total: answer.value.rows.length, isTotalLeast: true } };
    },
    servedCosts: (span: Span, filter: FigureFilter) =>
      get(servedCostsSchema, '/v1/figures/costs', { ...span, ...filter }),
    labourRates: () => get(labourRatesSchema, '/v1/figures/labour-rates'),
    saveLabourRate: (fromDay: string, minorPerHour: number, by: Answering) =>
      post(labourRatesSchema, '/v1/figures/labour-rates', { fromDay, minorPerHour, by }),
    goodsFigures: () => get(goodsFiguresSchema, '/v1/figures/goods'),
    goodsProducts: async (query: Query): Promise<Answer<Page<GoodsProducts['rows'][number]>>> => {
      const answer = await get(goodsProductsSchema, '/v1/figures/goods/products', query);
      if (!answer.ok) return answer;
      return { ok: true, value: { ...answer.value, total: answer.value.rows.length, isTotalLeast: true } };
    },
    makeNightFigures: () => post(goodsFiguresSchema, '/v1/figures/night', {}),
    forecastFigures: () => get(forecastFiguresSchema, '/v1/figures/forecasts'),
    forecastItems: (query: Query) => get(forecastItemsSchema, '/v1/figures/forecasts/items', query),
    customerFigures: () => get(customerFiguresSchema, '/v1/figures/customers'),
    cohortMembers: (query: Query) => get(membersSchema, '/v1/figures/customers/members', query),
  };
}
