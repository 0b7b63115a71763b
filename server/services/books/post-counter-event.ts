// Sales over the counter and counts of their tills as entries: told by the op of a station, posted once like every event.
import { type Entry, ruleVersion } from '../../../shared/domain/books/entry';
import { type CounterSold, postCounterSale } from '../../../shared/domain/books/post-counter';
import { postTillCount } from '../../../shared/domain/books/post-till';
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

export function postTillEvent(event: HistoryEvent, { accountOf, toBase }: Batch): Entry | null {
  const { station, currency, differenceMinor } = event.body as {
    station: string;
    currency: string;
    differenceMinor: number;
  };
  const day = dayOf(event);
  const costs = { accountOf, toBase: (minor: number) => toBase(minor, currency, day) };
  const lines = postTillCount(costs, differenceMinor);
  if (lines.length === 0) return null;
  return {
    cause: causeOf(event),
    ruleVersion,
    kind: 'till',
    day,
    currency,
    orderId: null,
    lines,
    reference: null,
    text: station,
  };
}

export function counterDays(event: HistoryEvent): { currency: string; day: string }[] {
  return [{ currency: String(event.body['currency']), day: dayOf(event) }];
}
