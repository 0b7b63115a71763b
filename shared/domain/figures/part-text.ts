// Which text names a part of a measure; names of channels, warehouses and boxes stand as they are.
import { type Dimension, type MeasureName, measures } from './measures';

/** @returns text keys to look for, the first that there is; none: it is its own name */
export function partTexts(measure: MeasureName, dimension: Dimension, name: string): string[] {
  if (name === '') return ['office.figures.unknown'];
  if (dimension !== 'key') return [];
  return measure === 'returned'
    ? [`return.reason.${name}`]
    : [`office.figures.${measures[measure].key}.${name}`];
}
