// A reading of a scale in words of the reader's language.
import type { IntlShape } from 'react-intl';
import type { ScaleReading } from '../../../shared/domain/weighing/reading';
import { gramsOf } from '../../../shared/units/weight';

/** `1,234 g`; a scale that shows parts of a gram is rounded. */
export function weightWords(intl: IntlShape, milligrams: number): string {
  return intl.formatNumber(gramsOf(milligrams), { style: 'unit', unit: 'gram' });
}

/** The weight while there is one, and else why there is none. */
export function readingWords(intl: IntlShape, reading: ScaleReading | null): string {
  if (reading === null) return intl.formatMessage({ id: 'scale.no-reading' });
  const { milligrams, condition } = reading;
  const words = intl.formatMessage({ id: `scale.condition.${condition}` });
  if (milligrams === null) return words;
  return condition === 'ok' ? weightWords(intl, milligrams) : `${weightWords(intl, milligrams)} · ${words}`;
}
