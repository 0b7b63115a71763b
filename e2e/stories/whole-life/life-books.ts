// What head office and its mail server know of the order by now. Reads only, but for the days that pass.
import type { Order } from '../../../shared/domain/order/order';
import { openQuantity } from '../../../shared/domain/order/status';
import type { MailServer } from '../../rigs/mail-server/mail-server';
import type { LifeWorld } from './life-world';
import type { Life } from './lives';

export function lettersOf({ mail }: LifeWorld, subject: string): MailServer['letters'] {
  return mail.letters.filter((letter) => letter.subject === subject);
}

export type Money = { authorisedMinor: number; capturedMinor: number; refundedMinor: number };

export function moneyOf({ day }: LifeWorld, orderId: string): Promise<Money> {
  return day.door.ask('GET', `/v1/orders/${orderId}/payments`);
}

export type SeenShipment = { state: string; trackingNumber: string | null; pagePath: string };

export async function shipmentOf({ day }: LifeWorld, { number }: Life): Promise<SeenShipment | undefined> {
  const { rows } = await day.door.ask<{ rows: SeenShipment[] }>('GET', `/v1/shipments?text=${number}`);
  return rows[0];
}

export async function mailsOf(
  { day }: LifeWorld,
  kind: string,
): Promise<{ mailId: string; state: string; sendAfter: string }[]> {
  return day.books.ask(
    `SELECT mail_id AS "mailId", state, to_char(send_after AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "sendAfter"
     FROM mail WHERE kind = $1`,
    [kind],
  );
}

/** The days until a mail are over: what waits in the outbox for it may be done now. */
export async function passDays({ day }: LifeWorld, mailId: string): Promise<void> {
  await day.books.ask(
    `UPDATE outbox SET available_at = now() WHERE topic = 'send-mail' AND payload ->> 'mailId' = $1 AND done_at IS NULL`,
    [mailId],
  );
}

export async function booksOfOrder(
  world: LifeWorld,
  orderId: string,
): Promise<
  Money & {
    lines: { ordered: number; cancelled: number; shipped: number; open: number }[];
    reservedUnits: number;
  }
> {
  const { order } = await world.day.door.ask<{ order: Order }>('GET', `/v1/orders/${orderId}`);
  const [held] = await world.day.books.ask<{ units: number }>(
    'SELECT coalesce(sum(quantity), 0)::int AS units FROM reservation WHERE order_id = $1',
    [orderId],
  );
  return {
    ...(await moneyOf(world, orderId)),
    lines: order.lines.map((line) => ({ ...line, open: openQuantity(line) })),
    reservedUnits: held?.units ?? 0,
  };
}
