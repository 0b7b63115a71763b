// Notices what customers are written about, in the history of every stream, and asks for the mails of it.
import { companyStream } from '../../../shared/domain/ids';
import type { Client } from '../../db/pool';
import type { HistoryEvent } from '../../jobs/follow-events';
import { askForMails, type MailClock, type WantedMail } from './ask-for-mail';
import { channelMails, readMailSettings } from './mail-settings';
import { type MailTrigger, mailTriggers } from './mail-triggers';

export const followedEvents: readonly string[] = Object.keys(mailTriggers);

const dayMs = 86_400_000;

type OrderRow = {
  order_id: string;
  channel_id: string;
  number: string;
  placed_at: string;
  name: string;
  email: string | null;
  country: string;
  shipped: number;
  told_at: string | null;
};

export async function reactToEvents(
  client: Client,
  events: readonly HistoryEvent[],
  clock: MailClock,
): Promise<void> {
  const { settings } = await readMailSettings(client);
  if (!settings.isOn) return;
  const orders = await ordersOf(client, [...new Set(events.flatMap(({ orderId }) => orderId ?? []))]);
  const channels = new Map((await channelMails(client)).map(({ channelId, mail }) => [channelId, mail]));
  const wanted: WantedMail[] = [];
  const carriedOver = await carriedOverOf(client, events);
  for (const event of events) {
    // That money goes back through the payment it came by, and that one is written about.
    if (carriedOver.has(event.aggregateId)) continue;
    const order = event.orderId === null ? undefined : orders.get(event.orderId);
    const channel = order && channels.get(order.channel_id);
    if (!order || !channel) continue;
    for (const trigger of mailTriggers[event.type] ?? []) {
      if (trigger.shipped !== undefined && trigger.shipped !== channel.shipped) continue;
      if (trigger.needsShipped && order.shipped === 0) continue;
      if (trigger.only && !trigger.only(event.body)) continue;
      const days = trigger.days === undefined ? 0 : channel[trigger.days];
      const fromMs = clock.now().getTime() + (trigger.settleMs ?? 0) + days * dayMs;
      wanted.push({
        kind: trigger.kind,
        cause: causeOf(trigger, event),
        orderId: order.order_id,
        number: order.number,
        about: trigger.once === 'order' ? null : event.aggregateId,
        channelId: order.channel_id,
        toName: order.name,
        address: order.email,
        countryCode: order.country,
        given: trigger.once === 'event' ? event.body : null,
        order: { placedAt: order.placed_at, toldAt: order.told_at ?? order.placed_at },
        from: new Date(fromMs).toISOString(),
      });
    }
  }
  await askForMails(client, wanted, clock);
}

/** Payments that only carry the worth of exchanged goods from one order to another. */
async function carriedOverOf(client: Client, events: readonly HistoryEvent[]): Promise<ReadonlySet<string>> {
  const ids = events.flatMap(({ aggregate, aggregateId }) => (aggregate === 'payment' ? [aggregateId] : []));
  if (ids.length === 0) return new Set();
  const { rows } = await client.query<{ record_id: string }>(
    `SELECT record_id FROM record WHERE stream_id = $1 AND kind = 'payment' AND record_id = ANY($2::uuid[])
       AND doc->>'method' = 'exchange'`,
    [companyStream, ids],
  );
  return new Set(rows.map((row) => row.record_id));
}

function causeOf({ once }: MailTrigger, { orderId, aggregateId, streamId, seq }: HistoryEvent): string {
  switch (once) {
    case 'order':
      return `order ${orderId}`;
    case 'parcel':
      return `parcel ${aggregateId}`;
    case 'event':
      return `event ${streamId} ${seq}`;
  }
}

async function ordersOf(client: Client, ids: readonly string[]): Promise<ReadonlyMap<string, OrderRow>> {
  const { rows } = await client.query<OrderRow>({
    name: 'mail-orders',
    text: `SELECT o.order_id, o.channel_id, o.number, o.placed_at, o.doc->'shipTo'->>'name' AS name, o.doc->'shipTo'->>'email' AS email,
             o.country_code AS country,
             (SELECT coalesce(sum((l->>'shipped')::int), 0) FROM jsonb_array_elements(o.doc->'lines') l)::int AS shipped,
             (SELECT min(e.at) FROM event e WHERE e.order_id = o.order_id AND e.aggregate = 'order' AND e.type = 'OrderPlaced') AS told_at
           FROM sales_order o WHERE o.stream_id = $1 AND o.order_id = ANY($2::uuid[]) AND NOT o.deleted`,
    values: [companyStream, ids],
  });
  return new Map(rows.map((row) => [row.order_id, row]));
}
