// Amounts, dates and ages as the chosen language writes them. Takes the moment it is now; asks no clock.
import type { IntlShape } from 'react-intl';
import { type Money, minorDigitsOf } from '../../shared/money/money';

type Intl = Pick<IntlShape, 'formatNumber' | 'formatDate' | 'formatRelativeTime' | 'formatMessage'>;
type DateIntl = Pick<IntlShape, 'formatDate'>;

/** `{amountMinor: 255, currency: 'GBP'}` as `£2.55`. */
export function formatMoney(intl: Intl, money: Money): string {
  const digits = minorDigitsOf(money.currency);
  return intl.formatNumber(money.amountMinor / 10 ** digits, {
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** The exact moment, for where it matters or on focus. `instant` is ISO or epoch milliseconds. */
export function formatMoment(intl: Intl, instant: string | number): string {
  return intl.formatDate(instant, { dateStyle: 'medium', timeStyle: 'short' });
}

/** A moment of today as its hour, any other with its day: `10:42`, `10:42:05` with seconds, `4 Jan, 10:42`. */
export function formatClock(
  intl: DateIntl,
  instant: string | number,
  nowMs: number,
  seconds = false,
): string {
  const clock = {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(seconds ? { second: '2-digit' as const } : {}),
  } as const;
  const isToday = new Date(instant).toDateString() === new Date(nowMs).toDateString();
  return intl.formatDate(instant, isToday ? clock : { day: 'numeric', month: 'short', ...clock });
}

const steps: readonly (readonly [
  unit: 'second' | 'minute' | 'hour' | 'day',
  seconds: number,
  until: number,
])[] = [
  ['second', 1, 60],
  ['minute', 60, 60 * 60],
  ['hour', 60 * 60, 24 * 60 * 60],
  ['day', 24 * 60 * 60, Number.POSITIVE_INFINITY],
];

/** How long ago, in the largest whole unit: "3 minutes ago". The future counts as now. */
export function formatAge(intl: Intl, instant: string | number, nowMs: number): string {
  const thenMs = typeof instant === 'number' ? instant : Date.parse(instant);
  const seconds = Math.max(0, (nowMs - thenMs) / 1000);
  const [unit, size] = steps.find(([, , until]) => seconds < until) ?? ['day', 24 * 60 * 60];
  return intl.formatRelativeTime(-Math.floor(seconds / size), unit, { numeric: 'always', style: 'long' });
}

/** Grams as kilograms from one kilogram on, otherwise grams. */
export function formatWeight(intl: Intl, weightGrams: number): string {
  return weightGrams < 1000
    ? intl.formatNumber(weightGrams, { style: 'unit', unit: 'gram' })
    : intl.formatNumber(weightGrams / 1000, {
        style: 'unit',
        unit: 'kilogram',
        minimumFractionDigits: 1,
        maximumFractionDigits: 1,
      });
}
