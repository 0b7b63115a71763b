// One measure of the figures as a table.
import type { z } from 'zod';
import type { Figures, figureRowsQuerySchema, figureRowsSchema } from '../../../shared/contract/figures';
import { measures } from '../../../shared/domain/figures/measures';

type Asked = z.infer<typeof figureRowsQuerySchema>;

export function figureRows(
  figures: Figures,
  measure: Asked['measure'],
  by: Asked['by'],
): z.infer<typeof figureRowsSchema> {
  const { series, by: parts } = figures.measures[measure];
  const unit = measures[measure].amount;
  const sums = by === 'time' ? series.map(({ at, ...sum }) => ({ name: at, ...sum })) : parts[by];
  return {
    rows: sums.map(({ name, count, amount }) => ({
      name,
      count,
      amount: unit === 'units' || unit === 'minutes' ? amount : null,
      amountMinor: unit === 'money' ? amount : null,
      currency: unit === 'money' ? figures.currency : null,
    })),
  };
}
