// Which words say the cause of an alert, and what stands in them; the same in the office and in a mail.
import type { Alert } from './alert';

type Said = Pick<Alert, 'kind' | 'values'>;

/** Values that are days, as `2026-11-30`; all other numbers are counts. */
const daysAmong: ReadonlySet<string> = new Set(['on', 'comingOn', 'goodsOn', 'last', 'asked']);

/** The id of a sentence in shared/text. */
export function causeWords({ kind, values }: Said): `alert.cause.${string}` {
  switch (kind) {
    case 'stock-out':
      return values['comingOn'] === '' ? 'alert.cause.stock-out' : 'alert.cause.stock-out.coming';
    case 'order-at-risk':
      if (values['waits'] === 'stock' && values['goodsOn'] !== '') return 'alert.cause.order-at-risk.goods';
      return `alert.cause.order-at-risk.${values['waits'] ?? 'bench'}`;
    case 'station-silent':
      return Number(values['held']) + Number(values['unsent']) > 0
        ? 'alert.cause.station-silent.work'
        : 'alert.cause.station-silent';
    default:
      return `alert.cause.${kind}`;
  }
}

/** The values as the language writes them. */
export function spelledValues(
  { values }: Said,
  spell: { day: (day: string) => string; number: (value: number) => string },
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number'
        ? spell.number(value)
        : daysAmong.has(name) && value !== ''
          ? spell.day(value.slice(0, 10))
          : value,
    ]),
  );
}
