// Which event is written about, as a table: one more kind of news is one more row. An event that head office does not know
// yet may stand here; nothing happens until somebody tells one.
import type { MailKind } from '../../../shared/domain/mail/mail-kinds';
import type { ChannelMail } from '../../../shared/domain/mail/channel-mail';

export type MailTrigger = {
  kind: MailKind;
  /** Once for the order, once for the box (its label, its return), or for every event of its own. */
  once: 'order' | 'parcel' | 'event';
  /** Only for channels that write so; all when left out. */
  shipped?: ChannelMail['shipped'];
  /** Only when something of the order has left. */
  needsShipped?: boolean;
  /** Only when what the event says is so. */
  only?: (body: Readonly<Record<string, unknown>>) => boolean;
  /** Milliseconds it waits for what other followers add, a tracking number above all. */
  settleMs?: number;
  /** Waits as many days as the channel says. */
  days?: 'ratingAfterDays';
};

export const mailTriggers: Readonly<Record<string, readonly MailTrigger[]>> = {
  OrderConfirmed: [{ kind: 'order-confirmed', once: 'order' }],
  ParcelHandedOver: [{ kind: 'order-shipped', once: 'parcel', shipped: 'each-parcel', settleMs: 5_000 }],
  OrderClosed: [
    { kind: 'order-shipped', once: 'order', shipped: 'whole-order', needsShipped: true, settleMs: 5_000 },
  ],
  ShipmentLate: [{ kind: 'order-delayed', once: 'parcel' }],
  ShipmentDelivered: [
    { kind: 'order-delivered', once: 'parcel' },
    { kind: 'rating-request', once: 'order', days: 'ratingAfterDays' },
  ],
  PaymentLinkMade: [{ kind: 'payment-link', once: 'event' }],
  PaymentRefunded: [{ kind: 'refund-sent', once: 'event' }],
  // Goods that came without being asked for need no number any more.
  ReturnAdvised: [{ kind: 'return-advised', once: 'parcel', only: (body) => !isAtDesk(body) }],
  UnitsReceived: [{ kind: 'return-received', once: 'parcel', settleMs: 60_000 }],
};

function isAtDesk({ advised }: Readonly<Record<string, unknown>>): boolean {
  return typeof advised === 'object' && advised !== null && 'origin' in advised && advised.origin === 'desk';
}
