// One event of the company's history, or the seal of a box, as an entry of the journal; null where the books have nothing
// to say of it.
import { type Entry, type EntryKind, type EntryLine, ruleVersion } from '../../../shared/domain/books/entry';
import type { OrderBooks } from '../../../shared/domain/books/order-books';
import { postLabel, postLabelVoid, postPackaging } from '../../../shared/domain/books/post-costs';
import {
  moneyRole,
  postCameBack,
  postDeclined,
  postMoneyBack,
  postMoneyIn,
  postRefund,
  postTakenBack,
} from '../../../shared/domain/books/post-money';
import {
  type OrderFacts,
  type OrderPosting,
  postInvoice,
  postSale,
} from '../../../shared/domain/books/post-sale';
import { shareOf } from '../../../shared/domain/books/pool';
import type { Payment } from '../../../shared/domain/payment/payment';
import type { HistoryEvent } from '../../jobs/follow-events';
import type { KnownOrder } from './event-facts';
import { type Batch, causeOf, dayOf, partyOf } from './batch';

export const postedEvents = [
  'LinesShipped',
  'LinesCancelled',
  'OrderCancelled',
  'QuoteOrdered',
  'PaymentCaptured',
  'AccountPaid',
  'ReceivedTakenBack',
  'PaymentRefunded',
  'RefundCameBack',
  'RefundApproved',
  'RefundDeclined',
  'ReturnExchanged',
  'LabelBought',
  'LabelVoided',
  'ParcelSealed',
  'BillApproved',
  'BillPaid',
  'ReminderFeeCharged',
  'ReminderFeePaid',
  'ReminderFeeWaived',
  'ReceiptLeft',
  'ReceiptJoined',
  'CounterSold',
  'TillCounted',
] as const;

export function postOrderEvent(event: HistoryEvent, batch: Batch): Entry | null {
  switch (event.type) {
    case 'LabelBought':
    case 'LabelVoided':
      return labelEntry(event, batch);
    case 'ParcelSealed': {
      const used = batch.packaging.get(causeOf(event));
      if (!used) return null;
      const lines = postPackaging(
        { accountOf: batch.accountOf, toBase: (minor) => batch.toBase(minor, used.currency, dayOf(event)) },
        used.amountMinor,
      );
      return entryOf(event, 'packaging', used.currency, lines, null);
    }
    default:
      return orderEntry(event, batch);
  }
}

function labelEntry(event: HistoryEvent, { facts, accountOf, toBase }: Batch): Entry | null {
  const shipment = facts.shipments.get(event.aggregateId);
  const bought = event.body['label'] as { reference: string } | undefined;
  const reference = bought?.reference ?? event.body['reference'];
  const label = [shipment?.label, ...(shipment?.spent ?? [])].find((each) => each?.reference === reference);
  if (!shipment || !label || label.amountMinor === 0) return null;
  const costs = { accountOf, toBase: (minor: number) => toBase(minor, label.currency, dayOf(event)) };
  const isVoid = event.type === 'LabelVoided';
  const lines = (isVoid ? postLabelVoid : postLabel)(costs, label.amountMinor, shipment.carrierName);
  return entryOf(event, isVoid ? 'freight-void' : 'freight', label.currency, lines, label.trackingNumber);
}

function orderEntry(event: HistoryEvent, batch: Batch): Entry | null {
  const orderId = event.type === 'QuoteOrdered' ? String(event.body['orderId']) : event.orderId;
  const known = orderId === null ? undefined : batch.facts.orders.get(orderId);
  if (!known) return null;
  const posting = postingOf(event, known, batch, factsOf(event, known, batch));
  if (!posting) return null;
  if (posting.books !== known.books) {
    known.books = posting.books;
    known.isChanged = true;
  }
  if (posting.lines.length === 0) return null;
  const reference =
    event.type === 'QuoteOrdered'
      ? (batch.facts.invoices.get(known.order.orderId)?.number ?? null)
      : known.order.number;
  return {
    ...entryOf(event, posting.kind, known.order.currency, posting.lines, reference),
    orderId: known.order.orderId,
  };
}

function factsOf(event: HistoryEvent, { order, termsDays }: KnownOrder, batch: Batch): OrderFacts {
  const day = dayOf(event);
  return {
    settings: batch.settings,
    accountOf: batch.accountOf,
    toBase: (minor) => batch.toBase(minor, order.currency, day),
    order,
    party: partyOf(order),
    vatRates: batch.facts.vatRates,
    day,
    termsDays,
  };
}

function postingOf(
  event: HistoryEvent,
  known: KnownOrder,
  { facts, settings }: Batch,
  about: OrderFacts,
): OrderPosting | null {
  const { books, order } = known;
  const payment = facts.payments.get(event.aggregateId);
  const amountMinor = Number(event.body['amountMinor'] ?? 0);
  switch (event.type) {
    case 'LinesShipped':
      return postSale(counted(books, event, 'shipped'), about);
    case 'LinesCancelled':
      return postSale(counted(books, event, 'cancelled'), about);
    case 'OrderCancelled':
      return postSale({ ...books, isCancelled: true }, about);
    case 'QuoteOrdered': {
      const invoice = facts.invoices.get(order.orderId);
      return invoice ? postInvoice(books, about, invoice.taxes) : null;
    }
    case 'PaymentCaptured':
      // On account, goods that left are what is owed; the money comes later.
      if (!payment || payment.method === 'account') return null;
      return postMoneyIn(books, about, moneyRole(payment.method), amountMinor, feeOf(payment, amountMinor));
    case 'AccountPaid':
      return payment ? postMoneyIn(books, about, moneyRole(payment.method), amountMinor) : null;
    case 'ReceivedTakenBack':
      return payment ? postTakenBack(books, about, moneyRole(payment.method), amountMinor) : null;
    case 'PaymentRefunded':
    case 'RefundCameBack': {
      if (!payment) return null;
      const refundId = payment.asks.find(({ key }) => key === event.body['key'])?.refundId;
      const back = { refundId: refundId ?? `${event.streamId} ${event.seq}`, amountMinor };
      const act = event.type === 'PaymentRefunded' ? postMoneyBack : postCameBack;
      return act(books, about, moneyRole(payment.method), back);
    }
    case 'RefundApproved': {
      const refund = facts.refunds.get(event.aggregateId);
      if (!refund) return null;
      return postRefund(books, about, {
        refundId: refund.refundId,
        amountMinor: refund.amountMinor,
        lines: refund.lines,
        isReturn: refund.returnId !== null,
        to: 'refunds-payable',
      });
    }
    case 'RefundDeclined':
      return postDeclined(books, about, event.aggregateId);
    case 'ReturnExchanged': {
      const exchange = event.body['exchange'] as { paymentId: string | null };
      const carried = exchange.paymentId === null ? undefined : facts.payments.get(exchange.paymentId);
      if (!carried) return null;
      return postRefund(books, about, {
        refundId: `exchange ${carried.paymentId}`,
        amountMinor: carried.amountMinor,
        lines: [],
        isReturn: true,
        to: 'exchange-clearing',
      });
    }
    default:
      return null;
  }

  function feeOf({ providerId }: Payment, taken: number): number {
    const fee = settings.fees.find((each) => each.providerId === providerId);
    return fee ? Math.min(taken, shareOf(taken, fee.ppm, 1_000_000) + fee.fixedMinor) : 0;
  }
}

function counted(books: OrderBooks, event: HistoryEvent, as: 'shipped' | 'cancelled'): OrderBooks {
  const lines = { ...books.lines };
  for (const { lineNo, quantity } of event.body['lines'] as { lineNo: number; quantity: number }[]) {
    const line = lines[lineNo] ?? { shipped: 0, cancelled: 0 };
    lines[lineNo] = { ...line, [as]: line[as] + quantity };
  }
  return { ...books, lines };
}

function entryOf(
  event: HistoryEvent,
  kind: EntryKind,
  currency: string,
  lines: EntryLine[],
  reference: string | null,
): Entry {
  return {
    cause: causeOf(event),
    ruleVersion,
    kind,
    day: dayOf(event),
    currency,
    orderId: event.orderId,
    lines,
    reference,
    text: event.type,
  };
}
