// A head office whose web shop is paid by card at a local provider, and people who may move money.
import { type CardProviderRig, startCardProvider } from '../../../e2e/rigs/card-provider/card-provider';
import type { ChannelPayment } from '../../../shared/domain/payment/channel-payment';
import type { Payment } from '../../../shared/domain/payment/payment';
import { startTestOffice, type TestOffice, type TestStation } from '../../test-office.test-kit';
import { addOfficePeople, clerk, manager } from '../people/people.test-kit';

export { clerk, manager };

export type PaidOffice = {
  test: TestOffice;
  rig: CardProviderRig;
  desk: TestStation;
  setChannel: (payment: Partial<ChannelPayment>) => Promise<void>;
  paymentsOf: (orderId: string) => Promise<Payment[]>;
  /** Everything that waits is done, allocation too. */
  settled: () => Promise<void>;
  pass: (ms: number) => void;
  webhook: (event: { body: string }, signature: string) => Promise<number>;
  close: () => Promise<void>;
};

export async function startPaidOffice(): Promise<PaidOffice> {
  let nowMs = Date.parse('2026-05-04T10:00:00.000Z');
  const rig = await startCardProvider();
  const test = await startTestOffice({ now: () => new Date(nowMs), idleMs: 60_000 });
  const { office } = test;
  const { pool } = office;
  const add = async (
    providerId: string,
    method: string,
    settings: object,
    secrets: object,
  ): Promise<void> => {
    await pool.query(
      'INSERT INTO payment_provider (provider_id, method, name, settings, secrets) VALUES ($1, $2, $1, $3, $4)',
      [providerId, method, settings, secrets],
    );
  };
  const { secretKey, signingSecret } = rig;
  await add('card', 'card', { baseUrl: rig.url, timeoutMs: 1000 }, { secretKey, signingSecret });
  await add('bank', 'bank-transfer', { waitDays: 10 }, {});
  await add('cod', 'cash-on-delivery', {}, {});
  await add('account', 'account', {}, {});
  await addOfficePeople(test);
  const desk = await test.enrol();
  return {
    test,
    rig,
    desk,
    setChannel: async (payment) => {
      await pool.query(`UPDATE channel SET settings = jsonb_build_object('payment', $1::jsonb)`, [payment]);
    },
    paymentsOf: async (orderId) =>
      (
        await test.rows<{ doc: Payment }>(
          `SELECT doc FROM record WHERE kind = 'payment' AND order_id = $1 ORDER BY created_at, record_id`,
          orderId,
        )
      ).map(({ doc }) => doc),
    settled: async () => {
      await office.payments.drain();
      await test.settled();
      await office.payments.drain();
    },
    pass: (ms) => {
      nowMs += ms;
    },
    webhook: async ({ body }, signature) =>
      (
        await test.app.inject({
          method: 'POST',
          url: '/v1/payment-providers/card/webhook',
          headers: { 'content-type': 'application/json', 'stripe-signature': signature },
          payload: body,
        })
      ).statusCode,
    close: async () => {
      await test.close();
      await rig.close();
    },
  };
}
