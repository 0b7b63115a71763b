// A customer says yes or no to a quote by the link they were sent. A yes makes the order and the invoice at once, as the
// office's does; said again, nothing more is made.
import { companyStream } from '../../../shared/domain/ids';
import type { HeadOffice } from '../../head-office';
import { headOfficeCause } from '../changes/change-set';
import { tellRecord } from '../records/tell-record';
import { acceptQuote, QuoteNotPlaced } from './accept-quote';
import { quoteRecord } from './quote-record';

export type QuoteAnswer = { kind: 'yes' } | { kind: 'no'; reason: string };

/** @returns `not-placed`: it cannot be turned into an order as it is, and nothing was kept of the yes */
export async function customerAnswersQuote(
  office: Pick<HeadOffice, 'writer' | 'newId' | 'now' | 'allocation' | 'payments'>,
  quoteId: string,
  answer: QuoteAnswer,
): Promise<'kept' | 'refused' | 'not-placed'> {
  const cause = headOfficeCause({ at: office.now().toISOString() });
  if (answer.kind === 'no') {
    const { reason } = answer;
    const told = await office.writer.submit([companyStream], (tx) =>
      tellRecord(tx, quoteRecord, quoteId, { type: 'DeclineQuote', reason, by: 'customer' }, cause),
    );
    return told.ok ? 'kept' : 'refused';
  }
  try {
    const told = await office.writer.submit([companyStream], (tx) =>
      acceptQuote(tx, quoteId, office.newId, cause, 'customer'),
    );
    office.allocation.nudge();
    office.payments.nudge();
    return told.ok ? 'kept' : 'refused';
  } catch (failure) {
    if (failure instanceof QuoteNotPlaced) return 'not-placed';
    throw failure;
  }
}
