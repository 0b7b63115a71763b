// A head office whose customers pay later and owe, with reminders of two levels, the second for a fee.
import { expect } from 'vitest';
import { type DunningRules, usualDunning } from '../../../shared/domain/dunning/dunning';
import { lineOf, newOrder } from '../../test-office.test-kit';
import { manager, type PaidOffice, startPaidOffice } from '../payments/payments.test-kit';

export const testDunning: DunningRules = {
  ...usualDunning,
  isOn: true,
  levels: [
    { afterDays: 5, feeMinor: 0 },
    { afterDays: 20, feeMinor: 500 },
  ],
  feeCurrency: 'GBP',
};

export async function startDunningOffice(): Promise<PaidOffice> {
  const paid = await startPaidOffice();
  await paid.test.receive('MUG', 500);
  await paid.setChannel({ rule: 'authorised', providers: ['account'] });
  return paid;
}

export const grantAccount = ({ desk }: PaidOffice, customerId: string, currency = 'GBP') =>
  desk.post(`/v1/customer-accounts/${customerId}`, {
    name: customerId,
    currency,
    limitMinor: 1_000_000,
    termsDays: 30,
    isOpen: true,
    by: manager,
  });

/** @returns the id of the order that is owed */
export async function oweOnAccount(
  { desk, settled }: PaidOffice,
  externalId: string,
  customerId: string,
  email: string | null,
  countryCode = 'GB',
): Promise<string> {
  const orderId = await desk.place({
    externalId,
    customer: { customerId, name: 'Kaya' },
    shipTo: { ...newOrder({ externalId: 'x' }).shipTo, email, countryCode },
    lines: [lineOf('MUG', 2)],
    payment: { providerId: 'account', token: null },
  });
  await settled();
  return orderId;
}

/** A mail server that nobody listens at: letters wait in the queue, and can be read. */
export async function mailOn({ desk }: PaidOffice): Promise<void> {
  const { body } = await desk.get('/v1/mail-settings');
  const { settings } = body as { settings: object };
  const saved = await desk.post('/v1/mail-settings', {
    settings: {
      ...settings,
      isOn: true,
      host: '127.0.0.1',
      port: 2525,
      security: 'none',
      fromAddress: 'shop@example.org',
      fromName: 'Shop',
    },
  });
  expect(saved, JSON.stringify(saved.body)).toMatchObject({ status: 200 });
}
