// Sales over the counter as entries: told by the op of the sale, posted once like every event.
import { type Entry, ruleVersion } from '../../../shared/domain/books/entry';
import { type CounterSold, postCounterSale } from '../../../shared/domain/books/post-counter';
import type { HistoryEvent } from '../../jobs/follow-events';
import { type Batch, causeOf, dayOf } from './batch';

type Told = CounterSold & { document: string; currency: string };

export function postCounterEvent(event: HistoryEvent, { accountOf, toBase }: Batch): Entry | null {
  const { document, currency, ...sale } = event.body as Told;
  const day = dayOf(event);
  const lines = postCounterSale({ accountOf, toBase: (minor) => toBase(minor, currency, day) }, sale);
  if (lines.length === 0) return null;
  return {
    cause: causeOf(event),
    ruleVersion,
    kind: 'sale',
    day,
    currency,
    orderId: null,
    lines,
    reference: document,
    text: event.type,
  };
}

export function counterDays(event: HistoryEvent): { currency: string; day: string }[] {
  return [{ currency: String(event.body['currency']), day: dayOf(event) }];
}
