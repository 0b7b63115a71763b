// A payment for an order: begun, and asked of its provider unless money is expected to come by itself.
import type { Refusal } from '../../../shared/domain/decision';
import type { Order } from '../../../shared/domain/order/order';
import type { Payment, PaymentId } from '../../../shared/domain/payment/payment';
import type { StreamTx } from '../../db/stream-writer';
import type { Cause } from '../changes/change-set';
import { loadProvider } from './load-providers';
import { waitDaysOf } from './providers/own-books';
import { providerKind } from './providers/registry';
import { tellPayment } from './tell-payment';

export type StartAnswer =
  | { ok: true; payment: Payment }
  | { ok: false; refusal: Refusal }
  | { ok: false; unknownProvider: string };

const dayMs = 86_400_000;

/** The unit of work must name the company's stream. */
export async function startPayment(
  tx: StreamTx,
  order: Order,
  wanted: { providerId: string; amountMinor: number; token: string | null; byLink?: boolean },
  newId: () => string,
  cause: Cause,
): Promise<StartAnswer> {
  const row = await loadProvider(tx.client, wanted.providerId);
  const kind = row ? providerKind(row.method) : null;
  if (!row || !kind || kind.isInternal) return { ok: false, unknownProvider: wanted.providerId };
  const paymentId = newId() as PaymentId;
  const startsMs = Date.parse(cause.at);
  const terms = row.method === 'account' ? await termsDays(tx, order) : null;
  const started = await tellPayment(
    tx,
    newId,
    paymentId,
    {
      type: 'StartPayment',
      payment: {
        paymentId,
        orderId: order.orderId,
        providerId: row.providerId,
        method: row.method,
        currency: order.currency,
        amountMinor: wanted.amountMinor,
        // What the customer writes on the transfer.
        reference: kind.waitsForMoney || terms !== null ? order.number : null,
        token: wanted.token,
        dueAt: terms === null ? null : new Date(startsMs + terms * dayMs).toISOString(),
        expiresAt: kind.waitsForMoney
          ? new Date(startsMs + waitDaysOf(row.settings) * dayMs).toISOString()
          : null,
      },
    },
    cause,
  );
  if (!started.ok || kind.waitsForMoney) return started.ok ? { ok: true, payment: started.state } : started;
  const ask = { type: wanted.byLink ? 'AskLink' : 'AskAuthorise', key: newId() } as const;
  const asked = await tellPayment(tx, newId, paymentId, ask, cause);
  return asked.ok ? { ok: true, payment: asked.state } : asked;
}

async function termsDays(tx: StreamTx, order: Order): Promise<number | null> {
  const { rows } = await tx.client.query<{ terms_days: number }>(
    'SELECT terms_days FROM customer_account WHERE customer_id = $1',
    [order.customer.customerId],
  );
  return rows[0]?.terms_days ?? null;
}
