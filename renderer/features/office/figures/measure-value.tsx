// A sum of the figures in words: money in the currency of the books, units and pieces as numbers, minutes as a time.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber, type IntlShape } from 'react-intl';
import { type MeasureName, measures } from '../../../../shared/domain/figures/measures';
import { minorDigitsOf } from '../../../../shared/money/money';

export type Sum = { count: number; amount: number };

/** What a bar is as long as: the amount, or how often where that is what matters. */
export const weightOf = (measure: MeasureName, { count, amount }: Sum): number =>
  measures[measure].amount === null || measures[measure].amount === 'minutes' ? count : amount;

export function sumInWords(intl: IntlShape, measure: MeasureName, sum: Sum, currency: string | null): string {
  const value = weightOf(measure, sum);
  if (measures[measure].amount === 'seconds')
    return value < 90 * 60
      ? intl.formatNumber(value / 60, { style: 'unit', unit: 'minute', maximumFractionDigits: 1 })
      : intl.formatNumber(value / 3600, { style: 'unit', unit: 'hour', maximumFractionDigits: 1 });
  if (measures[measure].amount !== 'money') return intl.formatNumber(value);
  return moneyInWords(intl, value, currency);
}

/** @param currency null: the books have none yet. A dash where nothing is known */
export function moneyInWords(intl: IntlShape, minor: number | null, currency: string | null): string {
  if (minor === null) return '–';
  if (currency === null) return intl.formatNumber(minor / 100, { minimumFractionDigits: 2 });
  return intl.formatNumber(minor / 10 ** minorDigitsOf(currency), { style: 'currency', currency });
}

/** Minutes, hours or days, whichever is read without counting. */
export function Minutes({ minutes }: { minutes: number | null }): ReactNode {
  if (minutes === null) return '–';
  const [value, unit] =
    minutes < 90 ? [minutes, 'minute'] : minutes < 48 * 60 ? [minutes / 60, 'hour'] : [minutes / 1440, 'day'];
  return (
    <FormattedNumber
      value={value}
      style="unit"
      unit={String(unit)}
      unitDisplay="short"
      maximumFractionDigits={value < 10 ? 1 : 0}
    />
  );
}

/** How much more or less than before, with a sign and in words; nothing where nothing is compared. */
export function Change({ now, before }: { now: number; before: number | null }): ReactNode {
  if (before === null) return null;
  if (before === 0) return now === 0 ? null : <FormattedMessage id="office.figures.change-new" />;
  return (
    <FormattedMessage
      id="office.figures.change"
      values={{
        share: (
          <FormattedNumber
            value={(now - before) / Math.abs(before)}
            style="percent"
            signDisplay="exceptZero"
            maximumFractionDigits={1}
          />
        ),
      }}
    />
  );
}

/** One digit behind the point below ten, none above; a dash for none. */
export function Rounded({ value }: { value: number | null }): ReactNode {
  return value === null ? '–' : <FormattedNumber value={value} maximumFractionDigits={value < 10 ? 1 : 0} />;
}
