// An order that is to be paid by a link: the payment begins in the transaction that places it, the provider makes the page,
// and the customer is written to when there is one. Until then, and where no provider makes links or nobody can be written
// to, a tag of the order says to the office that somebody has to see to it.
import { companyStream } from '../../../shared/domain/ids';
import { decideMail } from '../../../shared/domain/mail/decide-mail';
import type { Order } from '../../../shared/domain/order/order';
import { owedInTheEndMinor } from '../../../shared/domain/payment/owed';
import type { Payment, PaymentLink } from '../../../shared/domain/payment/payment';
import type { Queryable } from '../../db/pool';
import type { StreamTx } from '../../db/stream-writer';
import { GiveUp } from '../../jobs/outbox';
import { type Cause, headOfficeCause, newChangeSet } from '../changes/change-set';
import { loadOrders } from '../changes/load';
import { tellOrder } from '../changes/order-changes';
import { storeChanges } from '../changes/store';
import { channelMails, readMailSettings } from '../mail/mail-settings';
import { channelPaymentOf } from './order-money';
import type { PaymentTools } from './perform-payment';
import { providerKind } from './providers/registry';
import { startPayment } from './start-payment';
import { tellPayment } from './tell-payment';

/** Of orders whose customers wait to be sent a link. */
export const waitsForLinkTag = 'pays-link';
/** Who takes the tag away, in the history of the order. */
const byPayments = 'payments';

/**
 * Behind the storing of the order, once: in the transaction that creates it. The unit of work must name the company's
 * stream.
 * @returns whether the customer will be sent a link
 */
export async function beginPayByLink(
  tx: StreamTx,
  order: Order,
  newId: () => string,
  cause: Cause,
): Promise<boolean> {
  const amountMinor = owedInTheEndMinor(order);
  if (amountMinor === 0 || order.state === 'cancelled') return false;
  if (!(await canBeWrittenTo(tx.client, order, cause.at))) return false;
  const providerId = await linkProviderOf(tx.client, order.channelId);
  if (providerId === null) return false;
  const started = await startPayment(
    tx,
    order,
    { providerId, amountMinor, token: null, byLink: true },
    newId,
    cause,
  );
  return started.ok;
}

/** The page is there: the history says so, from which the customer is written to, and nobody has to see to it any more. */
export function recordLink(
  { writer, now, newId }: PaymentTools,
  { paymentId, orderId }: Payment,
  key: string,
  link: PaymentLink,
): Promise<string> {
  return writer.submit([companyStream], async (tx) => {
    const cause = headOfficeCause({ at: now().toISOString() });
    const told = await tellPayment(tx, newId, paymentId, { type: 'RecordLink', key, ...link }, cause);
    if (!told.ok) throw new GiveUp(`${told.refusal.code} ${JSON.stringify(told.refusal.values)}`);
    if (told.events.length === 0) return 'nothing new';
    const changes = newChangeSet(cause.at, newId);
    await loadOrders(tx.client, changes, [orderId]);
    if (changes.orders.has(orderId)) {
      const untag = { type: 'TagOrder' as const, add: [], remove: [waitsForLinkTag], by: byPayments };
      tellOrder(changes, orderId, untag, cause);
      await storeChanges(tx, changes);
    }
    return told.events.map(({ type }) => type).join(', ');
  });
}

/** The usual one of the channel first. */
async function linkProviderOf(db: Queryable, channelId: string): Promise<string | null> {
  const { usual, providers } = await channelPaymentOf(db, channelId);
  const named = [...new Set([...(usual === null ? [] : [usual]), ...providers])];
  const { rows } = await db.query<{ provider_id: string; method: string }>(
    'SELECT provider_id, method FROM payment_provider WHERE enabled AND provider_id = ANY($1::text[])',
    [named],
  );
  const makesLinks = (providerId: string): boolean => {
    const row = rows.find((each) => each.provider_id === providerId);
    return row !== undefined && providerKind(row.method)?.makesLinks === true;
  };
  return named.find(makesLinks) ?? null;
}

/** By the rule by which the mail will be decided: a page that nobody hears of is no way to pay. */
async function canBeWrittenTo(db: Queryable, order: Order, at: string): Promise<boolean> {
  const { settings } = await readMailSettings(db);
  const channel = (await channelMails(db)).find(({ channelId }) => channelId === order.channelId);
  if (!settings.isOn || !channel) return false;
  return decideMail({
    kind: 'payment-link',
    address: order.shipTo.email,
    countryCode: order.shipTo.countryCode,
    optedOut: [],
    order: { placedAt: order.placedAt, toldAt: at },
    channel: channel.mail,
    quiet: settings.quiet,
    homeZone: settings.timeZone,
    hasDoor: settings.publicOrigin !== '',
    isAnswered: false,
    from: at,
  }).send;
}
