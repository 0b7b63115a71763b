// Fees of reminders as entries: asked for with a letter, paid, given up. What stands as a debt of each is kept beside.
import { type Entry, type EntryKind, ruleVersion } from '../../../shared/domain/books/entry';
import { emptyPool } from '../../../shared/domain/books/pool';
import {
  type FeePosting,
  postFeeCharged,
  postFeePaid,
  postFeeWaived,
} from '../../../shared/domain/books/post-fee';
import type { ReminderFee } from '../../../shared/domain/reminder-fee/reminder-fee';
import type { HistoryEvent } from '../../jobs/follow-events';
import { type Batch, causeOf, dayOf } from './batch';

export function postFeeEvent(event: HistoryEvent, batch: Batch): Entry | null {
  const fee = batch.facts.fees.get(event.aggregateId);
  if (!fee) return null;
  const day = bookedOn(event);
  const posting = postingOf(event, fee, batch, day);
  if (!posting || posting.lines.length === 0) return null;
  batch.facts.feeDebts.set(event.aggregateId, { pool: posting.debt, isChanged: true });
  return {
    cause: causeOf(event),
    ruleVersion,
    kind: kinds[event.type] ?? 'reminder-fee',
    day,
    currency: fee.currency,
    orderId: null,
    lines: posting.lines,
    reference: null,
    text: event.type,
  };
}

const kinds: Readonly<Record<string, EntryKind>> = {
  ReminderFeeCharged: 'reminder-fee',
  ReminderFeePaid: 'money-in',
  ReminderFeeWaived: 'reversal',
};

function postingOf(
  event: HistoryEvent,
  { customerId, currency }: ReminderFee,
  { facts, accountOf, toBase }: Batch,
  day: string,
): FeePosting | null {
  const debt = facts.feeDebts.get(event.aggregateId)?.pool ?? emptyPool;
  const costs = { accountOf, toBase: (minor: number) => toBase(minor, currency, day) };
  const amountMinor = Number(event.body['amountMinor']);
  switch (event.type) {
    case 'ReminderFeeCharged':
      return postFeeCharged(costs, customerId, debt, amountMinor);
    case 'ReminderFeePaid':
      return postFeePaid(costs, customerId, debt, amountMinor);
    case 'ReminderFeeWaived':
      return postFeeWaived(costs, customerId, debt, amountMinor);
    default:
      return null;
  }
}

/** Money that came is of the day that somebody says it came. */
function bookedOn(event: HistoryEvent): string {
  const { day } = event.body;
  return event.type === 'ReminderFeePaid' && typeof day === 'string' ? day : dayOf(event);
}

export function feeDays(event: HistoryEvent, { currency }: ReminderFee): { currency: string; day: string }[] {
  return [{ currency, day: bookedOn(event) }];
}
