// What a part of a measure is called: reasons, steps and countries in words, names of channels and warehouses as they are.
import type { IntlShape } from 'react-intl';
import { restOfParts } from '../../../../shared/contract/figures';
import { type Dimension, type MeasureName, measures } from '../../../../shared/domain/figures/measures';

export function partName(intl: IntlShape, measure: MeasureName, dimension: Dimension, name: string): string {
  if (name === restOfParts) return intl.formatMessage({ id: 'office.figures.rest' });
  if (name === '') return intl.formatMessage({ id: 'office.figures.unknown' });
  if (dimension === 'country') return intl.formatDisplayName(name, { type: 'region' }) ?? name;
  if (dimension !== 'key') return name;
  const id =
    measure === 'returned' ? `return.reason.${name}` : `office.figures.${measures[measure].key}.${name}`;
  return id in intl.messages ? intl.formatMessage({ id }) : name;
}
