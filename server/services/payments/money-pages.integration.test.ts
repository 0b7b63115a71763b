// What the money pages ask of head office, on real PostgreSQL: a quote becomes an invoice that is paid by a line of a
// statement, and taken back; a provider is tried; rules are looked at; orders in other currencies.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 as uuidV7 } from 'uuid';
import { noPlacementRules } from '../../../shared/domain/placement/placement-rules';
import type { Order } from '../../../shared/domain/order/order';
import type { BankProposal, FeedbackAverages, InvoiceRow } from '../../../shared/contract/money';
import { lineOf, newOrder } from '../../test-office.test-kit';
import { clerk, manager, type PaidOffice, startPaidOffice } from './payments.test-kit';

let paid: PaidOffice;
beforeAll(async () => {
  paid = await startPaidOffice();
  await paid.test.receive('MUG', 500);
  await paid.test.rows(`INSERT INTO customer_account VALUES ('K1', 'Kaya Ltd', 'GBP', 1000000, 30, true)`);
  await paid.setChannel({ rule: 'authorised', providers: ['account', 'bank'], usual: 'bank' });
});
afterAll(async () => {
  await paid.test.expectSound();
  await paid.close();
});

const get = async <T>(path: string): Promise<T> => (await paid.desk.get(path)).body as T;
const invoices = async (query = ''): Promise<InvoiceRow[]> =>
  (await get<{ rows: InvoiceRow[] }>(`/v1/invoices${query}`)).rows;

const invoiced = async (number: string): Promise<string> => {
  const path = `/v1/quotes/${uuidV7()}`;
  await paid.desk.post(path, {
    number,
    channelId: 'web',
    customerId: 'K1',
    customerName: 'Kaya Ltd',
    shipTo: newOrder({ externalId: 'x' }).shipTo,
    currency: 'GBP',
    lines: [{ sku: 'MUG', name: 'A mug', quantity: 10, unitPriceMinor: 500, discountMinor: 0, taxPpm: 0 }],
    discountMinor: 0,
    shippingMinor: 0,
    taxIncluded: true,
    validUntil: '2027-01-01T00:00:00.000Z',
    termsDays: 30,
    note: null,
  });
  await paid.desk.post(`${path}/send`, {});
  const { body } = await paid.desk.post(`${path}/accept`, {});
  await paid.settled();
  return (body['invoice'] as { number: string }).number;
};

describe('an invoice', () => {
  it('is open, paid by a line of a statement, open again when that was for something else, and overdue', async () => {
    const number = await invoiced('Q-1');
    expect(await invoices('?state=open')).toMatchObject([
      { number, totalMinor: 5000, paidMinor: 0, state: 'open' },
    ]);
    const text = `Date;Amount;Payer;Reference\n05.05.2026;50,00;KAYA LTD;invoice ${number}\n05.05.2026;-9,00;us;rent\n`;
    const statement = { providerId: 'bank', currency: 'GBP', text, by: clerk };
    expect(await paid.desk.post('/v1/bank-lines/import', statement)).toMatchObject({
      status: 200,
      body: { format: 'table', added: 1, known: 0, matched: 0, outgoing: 1, unread: [] },
    });
    // Saved by another program its lines end otherwise; it is the same file.
    for (const again of [text, `\uFEFF${text.replaceAll('\n', '\r\n')}`])
      expect(await paid.desk.post('/v1/bank-lines/import', { ...statement, text: again })).toMatchObject({
        status: 409,
        body: {
          code: 'statement-known',
          values: {
            day: '2026-05-04',
            by: 'Cem Clerk',
            count: 1,
            from: '2026-05-05',
            to: '2026-05-05',
            sum: '50.00 GBP',
          },
        },
      });
    // What overlaps is no other money.
    expect(
      await paid.desk.post('/v1/bank-lines/import', {
        ...statement,
        text: `${text}\n06.05.2026;-1,00;us;fee\n`,
      }),
    ).toMatchObject({
      body: { added: 0, known: 1, outgoing: 2 },
    });
    const [line] = (await get<{ rows: { lineId: string }[] }>('/v1/bank-lines?state=open&text=kaya')).rows;
    const path = `/v1/bank-lines/${line?.lineId ?? ''}`;
    const [proposal] = (await get<{ rows: BankProposal[] }>(`${path}/proposals`)).rows;
    expect(proposal).toMatchObject({ invoiceNumber: number, reason: 'invoice', isExact: true });
    const { paymentId } = proposal ?? { paymentId: '' };
    const found = (state: string) =>
      get<{ rows: { aside: unknown }[] }>(`/v1/bank-lines?state=${state}&text=kaya`).then(({ rows }) => rows);
    expect(await paid.desk.post(`${path}/aside`, { note: 'tax back', by: clerk })).toMatchObject({
      status: 200,
    });
    expect(await found('open')).toEqual([]);
    expect(await found('aside')).toMatchObject([{ aside: { note: 'tax back' } }]);
    expect(await paid.desk.post(`${path}/aside`, { note: null, by: clerk })).toMatchObject({
      body: { aside: null },
    });
    expect(await found('open')).toHaveLength(1);
    await paid.desk.post(`${path}/aside`, { note: 'tax back', by: clerk });
    expect(await paid.desk.post(`${path}/match`, { paymentId, by: clerk })).toMatchObject({ status: 200 });
    expect(await invoices('?state=paid')).toMatchObject([{ number, paidMinor: 5000 }]);
    // What is matched after all is no longer aside, and cannot be put there.
    expect(await found('aside')).toEqual([]);
    expect(await paid.desk.post(`${path}/aside`, { note: 'no', by: clerk })).toMatchObject({ status: 404 });
    expect(await paid.desk.get(`${path}/proposals`)).toMatchObject({ status: 404 });
    expect(await paid.desk.post(`${path}/unmatch`, { by: { badge: 'C1', pin: '00000' } })).toMatchObject({
      status: 403,
    });
    expect(await paid.desk.post(`${path}/unmatch`, { by: clerk })).toMatchObject({
      body: { paymentId: null },
    });
    expect(await paid.desk.post(`${path}/unmatch`, { by: clerk })).toMatchObject({ status: 404 });
    expect(await invoices()).toMatchObject([{ number, paidMinor: 0, state: 'open' }]);
    // Matched once more, its money counts once more, and once.
    await paid.desk.post(`${path}/match`, { paymentId, by: clerk });
    await paid.settled();
    expect(await invoices('?text=kaya')).toMatchObject([{ number, paidMinor: 5000, state: 'paid' }]);
    const other = await invoiced('Q-2');
    paid.pass(31 * 86_400_000);
    expect(await invoices('?state=overdue')).toMatchObject([{ number: other, state: 'overdue' }]);
    expect(await invoices('?limit=1')).toHaveLength(1);
  });

  it('is not read out of what is no statement', async () => {
    const statement = { providerId: 'bank', currency: 'GBP', text: 'hello', by: clerk };
    expect(await paid.desk.post('/v1/bank-lines/import', statement)).toMatchObject({
      status: 422,
      body: { code: 'statement-unread' },
    });
  });
});

describe('a transfer that was matched by mistake', () => {
  it('leaves its order confirmed, and the payment waits for its money again', async () => {
    const orderId = await paid.desk.place({ externalId: 'T-1', number: 'T-1', lines: [lineOf('MUG', 2)] });
    await paid.settled();
    await paid.desk.post('/v1/bank-lines', {
      providerId: 'bank',
      by: clerk,
      lines: [{ bookedOn: '2026-06-05', currency: 'GBP', payer: 'x', amountMinor: 1000, reference: 'T-1' }],
    });
    await paid.settled();
    expect(await paid.paymentsOf(orderId)).toMatchObject([{ state: 'captured', capturedMinor: 1000 }]);
    const { rows } = await get<{ rows: { lineId: string; reference: string }[] }>(
      '/v1/bank-lines?state=matched&text=T-1',
    );
    await paid.desk.post(`/v1/bank-lines/${rows[0]?.lineId ?? ''}/unmatch`, { by: manager });
    await paid.settled();
    expect(await paid.paymentsOf(orderId)).toMatchObject([
      { state: 'pending', capturedMinor: 0, authorisedMinor: 0 },
    ]);
    const { order } = await get<{ order: Order }>(`/v1/orders/${orderId}`);
    expect(order.state).toBe('confirmed');
  });
});

describe('a payment provider', () => {
  it('is tried without moving money, and says how it went without its secrets', async () => {
    const tried = (providerId: string) => paid.desk.post(`/v1/payment-providers/${providerId}/test`, {});
    expect(await tried('card')).toMatchObject({ body: { outcome: 'ok', words: 'test' } });
    expect(await tried('bank')).toMatchObject({ body: { outcome: 'ok', words: 'own-books' } });
    expect(await tried('nobody')).toMatchObject({ status: 404 });
    await paid.test.rows(
      `UPDATE payment_provider SET secrets = '{"secretKey": "sk_wrong_123456"}' WHERE provider_id = 'card'`,
    );
    const refused = await tried('card');
    expect(refused).toMatchObject({ body: { outcome: 'refused', words: 'authentication_failed' } });
    expect(JSON.stringify(refused.body)).not.toContain('sk_wrong');
    await paid.test.rows(`UPDATE payment_provider SET secrets = '{}' WHERE provider_id = 'card'`);
    expect(await tried('card')).toMatchObject({ body: { outcome: 'settings-wrong' } });
  });
});

describe('orders in another currency', () => {
  it('come to an amount in that of the books, by the rate of their day, and are held by its limit', async () => {
    await paid.desk.post('/v1/exchange-rates', {
      rates: [{ base: 'EUR', currency: 'GBP', day: '2026-05-04', rate: '0.8500', source: 'by hand' }],
      by: manager,
    });
    expect(await paid.desk.post('/v1/money-settings', { booksCurrency: 'GBP', by: clerk })).toMatchObject({
      status: 403,
    });
    expect(await paid.desk.post('/v1/money-settings', { booksCurrency: 'GBP', by: manager })).toMatchObject({
      body: { booksCurrency: 'GBP' },
    });
    await paid.desk.post('/v1/placement-settings', {
      ...noPlacementRules,
      fraud: {
        ...noPlacementRules.fraud,
        channels: ['*'],
        amountsOver: [{ currency: 'GBP', amountMinor: 800 }],
      },
      by: manager,
    });
    await paid.test.rows(`INSERT INTO channel (channel_id, name, kind, formats, currency, policy)
      SELECT 'web-' || c, name, kind, formats, c, policy FROM channel, unnest(ARRAY['EUR', 'USD']) c WHERE channel_id = 'web'`);
    const place = async (externalId: string, currency: string) => {
      const channelId = (currency === 'GBP' ? 'web' : `web-${currency}`) as never;
      const orderId = await paid.desk.place({ externalId, channelId, currency, lines: [lineOf('MUG', 2)] });
      return (await get<{ order: Order }>(`/v1/orders/${orderId}`)).order;
    };
    const euros = await place('EUR-1', 'EUR');
    expect(euros).toMatchObject({
      booked: { currency: 'GBP', totalMinor: 850, day: '2026-05-04', sources: ['by hand'] },
      holds: [{ reason: 'fraud', note: 'amount' }],
    });
    expect((await place('GBP-1', 'GBP')).booked).toBeUndefined();
    expect((await place('USD-1', 'USD')).booked).toBeUndefined();
  });
});

describe('placement rules', () => {
  it('are looked at on the newest orders before they are set', async () => {
    const draft = {
      ...noPlacementRules,
      stopped: ['MUG'],
      fraud: { ...noPlacementRules.fraud, channels: ['*'], ordersInAnHour: 2 },
    };
    const { status, body } = await paid.desk.post('/v1/placement-settings/preview', draft);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({
      reasons: expect.arrayContaining([expect.objectContaining({ reason: 'stock' })]),
    });
    expect(body['held']).toBe(body['orders']);
  });
});

describe('what customers said', () => {
  it('is listed by filters and told in numbers', async () => {
    const orderId = await paid.desk.place({ externalId: 'F-1', number: 'F-1', lines: [lineOf('MUG', 1)] });
    const feedback = (stars: number, comment: string) => ({
      orderId,
      number: 'F-1',
      language: 'en',
      state: 'answered',
      askedAt: '2026-06-01T00:00:00.000Z',
      answer: { stars, lines: [{ lineNo: 1, stars }], arrived: 'all', comment },
      answeredAt: '2026-06-02T00:00:00.000Z',
    });
    for (const [at, doc] of [feedback(5, 'lovely'), feedback(1, 'broken')].entries())
      await paid.test.rows(
        `INSERT INTO record (stream_id, kind, record_id, order_id, state, created_at, doc, seq) VALUES ('company', 'feedback', $1, $2, 'answered', $3, $4, 0)`,
        uuidV7(),
        orderId,
        paid.test.office.now().toISOString(),
        { ...doc, at },
      );
    expect((await get<{ rows: unknown[] }>('/v1/feedback?most=2')).rows).toMatchObject([
      { feedback: { answer: { comment: 'broken' } } },
    ]);
    expect((await get<{ rows: unknown[] }>('/v1/feedback?text=lovely')).rows).toHaveLength(1);
    expect(await get<FeedbackAverages>('/v1/feedback-averages?days=30')).toMatchObject({
      answered: 2,
      average: 3,
      stars: [
        { stars: 5, ratings: 1 },
        { stars: 1, ratings: 1 },
      ],
      products: [{ sku: 'MUG', ratings: 2, average: 3 }],
    });
  });
});
