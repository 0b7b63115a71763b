// A customer says yes or no to a quote by the link they were sent. A yes makes the order and the invoice at once, as the
// office's does; said again, nothing more is made. A yes that cannot become an order opens a case: whoever wants to buy is not
// left with a page.
import { companyStream } from '../../../shared/domain/ids';
import { complaint } from '../../../shared/domain/service-case/complaint';
import type { HeadOffice } from '../../head-office';
import { caseMachine } from '../cases/case-machine';
import { type Cause, headOfficeCause } from '../changes/change-set';
import { caseIdOf } from '../feedback/feedback-machine';
import { wordsOf } from '../imports/words';
import type { PlacedOrder } from '../orders/place-orders';
import { whyNotPlaced } from '../orders/why-not-placed';
import { readRecord } from '../records/read-records';
import { tellRecord } from '../records/tell-record';
import { acceptQuote, QuoteNotPlaced } from './accept-quote';
import { quoteRecord } from './quote-record';

export type QuoteAnswer = { kind: 'yes' } | { kind: 'no'; reason: string };

/** @returns `not-placed`: it cannot be turned into an order as it is, and a person is asked to put that right */
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
    if (!(failure instanceof QuoteNotPlaced)) throw failure;
    await openCase(office, quoteId, failure.placed, cause);
    return 'not-placed';
  }
}

/** Said again, it is the same yes. */
async function openCase(
  { writer }: Pick<HeadOffice, 'writer'>,
  quoteId: string,
  placed: PlacedOrder,
  cause: Cause,
): Promise<void> {
  const caseId = caseIdOf(quoteId);
  await writer.submit([companyStream], async (tx) => {
    const quote = await readRecord(tx.client, quoteRecord, quoteId);
    if (!quote) return;
    const { number, customerName, shipTo } = quote;
    const text = wordsOf('case.quote-not-placed', { number, reason: whyNotPlaced(placed) });
    const known = await readRecord(tx.client, caseMachine, caseId);
    if (known && known.state !== 'solved' && known.notes.some((note) => note.text === text)) return;
    const note = { at: cause.at, from: 'customer' as const, by: customerName, text };
    const about = { orderId: null, number, customer: customerName, shipTo };
    await tellRecord(tx, caseMachine, caseId, complaint(about, 'quote', note), cause);
  });
}
