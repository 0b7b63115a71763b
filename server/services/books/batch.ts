// What posting works on: how the books are kept, what was read for these events, and the names of their entries.
import type { BookRole } from '../../../shared/domain/books/account';
import type { BookSettings } from '../../../shared/domain/books/settings';
import type { HistoryEvent } from '../../jobs/follow-events';
import type { ToBase } from './book-waits';
import type { BatchFacts } from './event-facts';
import type { UsedPackaging } from './used-packaging';

export type Batch = {
  settings: BookSettings;
  facts: BatchFacts;
  accountOf: (role: BookRole) => string;
  toBase: ToBase;
  packaging: ReadonlyMap<string, UsedPackaging>;
  /** What stands as not billed of goods without an order that were posted just now, by cause. */
  blindNow: Map<string, number>;
  /** What stock is worth more by month. */
  stockMonths: Map<string, number>;
};

export function causeOf(event: HistoryEvent): string {
  return `${event.aggregate === 'stock-move' ? 'move' : 'event'} ${event.streamId} ${event.seq}`;
}

/** Of the calendar of UTC, as everything of the history. */
export const dayOf = (event: Pick<HistoryEvent, 'at'>): string => event.at.slice(0, 10);

/** Whose receivable an order is: the customer's account, else the channel that it came by. Never a name: people are forgotten. */
export function partyOf(order: { customer: { customerId: string | null }; channelId: string }): string {
  return order.customer.customerId ?? order.channelId;
}
