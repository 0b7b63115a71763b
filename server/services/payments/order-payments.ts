// The money of one order as its page shows it, and the settings of who takes payments.
import type { z } from 'zod';
import type {
  orderPaymentsResponseSchema,
  paymentRowSchema,
  providersResponseSchema,
  saveProviderRequestSchema,
} from '../../../shared/contract/payments';
import type { OrderId } from '../../../shared/domain/ids';
import { owedByNowMinor, owedInTheEndMinor } from '../../../shared/domain/payment/owed';
import type { Payment } from '../../../shared/domain/payment/payment';
import {
  capturableMinor,
  coverOf,
  paymentWord,
  refundableMinor,
} from '../../../shared/domain/payment/questions';
import { refundFacts } from '../../../shared/domain/refund/questions';
import type { Queryable } from '../../db/pool';
import { cashOfParcels } from './cash-of-parcels';
import { listProviders, loadProvider } from './load-providers';
import { providerKind, providerMethods } from './providers/registry';
import { orderMoney } from './refunds';

export async function orderPayments(
  db: Queryable,
  orderId: OrderId,
): Promise<z.infer<typeof orderPaymentsResponseSchema> | null> {
  const money = await orderMoney(db, orderId);
  if (!money) return null;
  const { order, payments, refunds, exchanged } = money;
  const providers = await listProviders(db);
  return {
    currency: order.currency,
    totalMinor: owedInTheEndMinor(order),
    dueMinor: owedByNowMinor(order),
    ...coverOf(payments, order.currency),
    refundableMinor: refundFacts(order, payments, refunds, exchanged).refundableMinor,
    payments: payments.map(paymentRow),
    refunds,
    cash: [...(await cashOfParcels(db, orderId))].map(([parcelId, { amountMinor }]) => ({
      parcelId,
      amountMinor,
    })),
    providers: providers
      .filter(({ enabled }) => enabled)
      .map(({ providerId, method, name }) => ({ providerId, method, name })),
  };
}

export function paymentRow(payment: Payment): z.infer<typeof paymentRowSchema> {
  const { token: _, ...shown } = payment;
  return {
    ...shown,
    word: paymentWord(payment),
    capturableMinor: capturableMinor(payment),
    refundableMinor: refundableMinor(payment),
  };
}

export async function providerSettings(db: Queryable): Promise<z.infer<typeof providersResponseSchema>> {
  const methods = providerMethods().map((method) => ({
    method,
    secretNames: [...(providerKind(method)?.secretNames ?? [])],
  }));
  return { rows: await listProviders(db), methods };
}

/** @returns false when there is no such method; what does not fit it throws ZodError */
export async function saveProvider(
  db: Queryable,
  providerId: string,
  wanted: Omit<z.infer<typeof saveProviderRequestSchema>, 'by'>,
): Promise<boolean> {
  const kind = providerKind(wanted.method);
  if (!kind || kind.isInternal) return false;
  const before = await loadProvider(db, providerId);
  const { method, name, enabled, secretKey, signingSecret, ...settings } = wanted;
  const given = Object.entries({ secretKey, signingSecret }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && kind.secretNames.includes(entry[0]),
  );
  const row = {
    providerId,
    method,
    name,
    settings: { ...before?.settings, ...JSON.parse(JSON.stringify(settings)) } as Record<string, unknown>,
    secrets: { ...before?.secrets, ...Object.fromEntries(given) },
  };
  kind.open(row, {
    now: () => new Date(0),
    orderNumber: () => Promise.resolve(null),
    accountOf: () => Promise.resolve(null),
    giveBackExchanged: () => Promise.resolve({ kind: 'done', seen: null }),
  });
  await db.query(
    `INSERT INTO payment_provider (provider_id, method, name, settings, secrets, enabled) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (provider_id) DO UPDATE SET method = excluded.method, name = excluded.name, settings = excluded.settings,
       secrets = excluded.secrets, enabled = excluded.enabled`,
    [providerId, method, name, row.settings, row.secrets, enabled],
  );
  return true;
}
