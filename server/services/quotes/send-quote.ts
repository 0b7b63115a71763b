// A quote is sent: it is not changed any more, and its customer reads of it, what it comes to and until when it holds. Sent
// again, it is the same mail. That it was accepted the customer reads with the confirmation of the order it became.
import type { Quote, QuoteEvent } from '../../../shared/domain/quote/quote';
import type { StreamTx } from '../../db/stream-writer';
import type { Cause } from '../changes/change-set';
import { askForMails } from '../mail/ask-for-mail';
import { tellRecord, type Told } from '../records/tell-record';
import { priceOf } from './accept-quote';
import { quoteLink } from './quote-link';
import { quoteRecord } from './quote-record';

/** Lines a mail names. */
const mostTold = 1000;

/** The unit of work must name the company's stream. */
export async function sendQuote(
  tx: StreamTx,
  quoteId: string,
  cause: Cause,
  clock: { now: () => Date; newId: () => string },
): Promise<Told<Quote, QuoteEvent>> {
  const told = await tellRecord(tx, quoteRecord, quoteId, { type: 'SendQuote', at: cause.at }, cause);
  if (!told.ok || told.events.length === 0) return told;
  const { number, channelId, customerName, shipTo, currency, lines, validUntil } = told.state;
  const link = await quoteLink(tx.client, quoteId);
  await askForMails(
    tx.client,
    [
      {
        kind: 'quote',
        cause: quoteId,
        orderId: null,
        number,
        about: quoteId,
        channelId,
        toName: customerName,
        address: shipTo.email,
        countryCode: shipTo.countryCode,
        given: {
          currency,
          totalMinor: priceOf(told.state).totalMinor,
          lines: lines
            .slice(0, mostTold)
            .map(({ name, quantity, unitPriceMinor }) => ({ name, quantity, unitPriceMinor })),
          validUntil,
          ...(link === null ? {} : { link }),
        },
        order: null,
        from: cause.at,
      },
    ],
    clock,
  );
  return told;
}
