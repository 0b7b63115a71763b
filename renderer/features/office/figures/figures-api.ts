// What the page Figures asks of head office.
import {
  type Behind,
  behindSchema,
  figureRowsSchema,
  figuresSchema,
} from '../../../../shared/contract/figures';
import type { Dimension, MeasureName } from '../../../../shared/domain/figures/measures';
import type { Page } from '../list/use-paged-list';
import type { Get } from '../mail/mail-api';
import type { Answer, Query } from '../office-api';
import type { Span } from './span';

/** A value for every dimension that is not left open. */
export type FigureFilter = Readonly<Partial<Record<Exclude<Dimension, 'key'>, string>>>;

export function figuresApi(get: Get) {
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
  };
}
