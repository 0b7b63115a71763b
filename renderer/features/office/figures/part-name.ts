// What a part of a measure is called: reasons, steps and countries in words, names of channels and warehouses as they are.
import type { IntlShape } from 'react-intl';
import { restOfParts } from '../../../../shared/contract/figures';
import type { Dimension, MeasureName } from '../../../../shared/domain/figures/measures';
import { partTexts } from '../../../../shared/domain/figures/part-text';

export function partName(intl: IntlShape, measure: MeasureName, dimension: Dimension, name: string): string {
  if (name === restOfParts) return intl.formatMessage({ id: 'office.figures.rest' });
  if (dimension === 'country' && name !== '') return intl.formatDisplayName(name, { type: 'region' }) ?? name;
  const id = partTexts(measure, dimension, name).find((each) => each in intl.messages);
  return id === undefined ? name : intl.formatMessage({ id });
}
