// What the page Figures asks of head office.
import { behindSchema, figureRowsSchema, figuresSchema } from '../../../../shared/contract/figures';
import type { Dimension, MeasureName } from '../../../../shared/domain/figures/measures';
import type { Get } from '../mail/mail-api';
import type { Span } from './span';

/** A value for every dimension that is not left open. */
export type FigureFilter = Readonly<Partial<Record<Exclude<Dimension, 'key'>, string>>>;

export function figuresApi(get: Get) {
  return {
    figures: (span: Span, filter: FigureFilter) => get(figuresSchema, '/v1/figures', { ...span, ...filter }),
    figureRows: (span: Span, filter: FigureFilter, measure: MeasureName, by: Dimension | 'time') =>
      get(figureRowsSchema, '/v1/figures/rows', { ...span, ...filter, measure, by }),
    eventsBehind: (
      span: Span,
      filter: FigureFilter,
      measure: MeasureName,
      key: string | undefined,
      cursor?: string,
    ) => get(behindSchema, '/v1/figures/behind', { ...span, ...filter, measure, key, cursor }),
  };
}
