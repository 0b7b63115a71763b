// Quotes on a real database: sent, run out, accepted once into one order and one invoice; rates with day and source.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 as uuidV7 } from 'uuid';
import { noMailSettings } from '../../../shared/domain/mail/mail-settings';
import { companyStream } from '../../../shared/domain/ids';
import type { Invoice } from '../../../shared/domain/invoice/invoice';
import { orderTotalMinor } from '../../../shared/domain/order/status';
import type { Order } from '../../../shared/domain/order/order';
import type { ServiceCase } from '../../../shared/domain/service-case/service-case';
import { convert } from '../../../shared/money/convert';
import { newOrder } from '../../test-office.test-kit';
import { headOfficeCause } from '../changes/change-set';
import { manager, type PaidOffice, startPaidOffice } from '../payments/payments.test-kit';
import { ratesFor } from '../rates/rates';
import { acceptQuote } from './accept-quote';

let paid: PaidOffice;
beforeAll(async () => {
  paid = await startPaidOffice();
  await paid.test.receive('MUG', 500);
  await paid.test.rows(`INSERT INTO customer_account VALUES ('K1', 'Kaya Ltd', 'GBP', 1000000, 30, true)`);
});
afterAll(async () => {
  await paid.test.expectSound();
  await paid.close();
});

const content = (number: string, change: object = {}) => ({
  number,
  channelId: 'web',
  customerId: 'K1',
  customerName: 'Kaya <b>Ltd</b>',
  shipTo: newOrder({ externalId: 'x' }).shipTo,
  currency: 'GBP',
  lines: [
    { sku: 'MUG', name: 'A mug', quantity: 100, unitPriceMinor: 333, discountMinor: 100, taxPpm: 200_000 },
  ],
  discountMinor: 500,
  shippingMinor: 1234,
  taxIncluded: false,
  validUntil: '2026-05-10T00:00:00.000Z',
  termsDays: 30,
  note: null,
  ...change,
});
const draft = async (number: string, change: object = {}): Promise<string> => {
  const path = `/v1/quotes/${uuidV7()}`;
  expect(await paid.desk.post(path, content(number, change))).toMatchObject({ status: 200 });
  return path;
};

describe('a quote', () => {
  it('is written about when it is sent, once, with what it comes to and until when it holds', async () => {
    await paid.desk.post('/v1/mail-settings', {
      settings: {
        ...noMailSettings,
        isOn: true,
        host: '127.0.0.1',
        port: 9,
        security: 'none',
        fromAddress: 'shop@example.org',
        publicOrigin: 'https://office.example.org',
        quiet: null,
      },
    });
    const shipTo = { ...newOrder({ externalId: 'x' }).shipTo, email: 'kaya@example.org' };
    const path = await draft('Q-mail', { shipTo });
    for (let turn = 0; turn < 2; turn += 1)
      expect(await paid.desk.post(`${path}/send`, {})).toMatchObject({ status: 200 });
    const mails = await paid.test.rows(
      `SELECT to_address, number, state, given FROM mail WHERE kind = 'quote'`,
    );
    expect(mails).toMatchObject([
      {
        to_address: 'kaya@example.org',
        number: 'Q-mail',
        state: 'waiting',
        given: { validUntil: '2026-05-10T00:00:00.000Z', lines: [{ quantity: 100 }] },
      },
    ]);
    await paid.desk.post('/v1/mail-settings', { settings: noMailSettings });
    await paid.desk.post(`${path}/decline`, { reason: 'only a test' });
  });

  it('becomes one order and one invoice, however many accept it at once', async () => {
    await paid.setChannel({ rule: 'authorised', providers: ['account'] });
    const path = await draft('Q-1');
    expect(await paid.desk.post(`${path}/accept`, {})).toMatchObject({
      status: 409,
      body: { code: 'quote-closed' },
    });
    expect(await paid.desk.post(`${path}/send`, {})).toMatchObject({ body: { quote: { state: 'sent' } } });
    expect(await paid.desk.post(path, content('Q-1'))).toMatchObject({ status: 409 });
    const { office } = paid.test;
    const id = path.split('/').at(-1) ?? '';
    const at = office.now().toISOString();
    const accept = () =>
      office.writer.submit([companyStream], (tx) =>
        acceptQuote(tx, id, office.newId, headOfficeCause({ at }), 'office'),
      );
    const answers = await Promise.all(Array.from({ length: 10 }, accept));
    const numbers = new Set(answers.map((answer) => (answer.ok ? answer.invoice.number : 'refused')));
    expect([...numbers]).toEqual(['INV-2026-000001']);
    await paid.settled();
    const invoice = (await paid.desk.get('/v1/invoices/INV-2026-000001')).body as unknown as Invoice;
    const order = (await paid.desk.get(`/v1/orders/${invoice.orderId}`)).body['order'] as Order;
    // 33 300 less 600, and 12.34 postage, and 20 % of it.
    expect(invoice).toMatchObject({
      netMinor: 33_934,
      taxMinor: 6787,
      totalMinor: 40_721,
      dueAt: '2026-06-03T10:00:00.000Z',
    });
    expect(orderTotalMinor(order)).toBe(invoice.totalMinor);
    expect(order).toMatchObject({ number: 'Q-1', state: 'confirmed', lines: [{ allocated: 100 }] });
    expect(await paid.paymentsOf(invoice.orderId)).toMatchObject([
      { method: 'account', amountMinor: 40_721, dueAt: '2026-06-03T10:00:00.000Z' },
    ]);
    const { html } = (await paid.desk.get('/v1/invoices/INV-2026-000001/page?lang=tr')).body as {
      html: string;
    };
    expect(html).toContain('Fatura INV-2026-000001');
    expect(html).toContain('407,21 GBP');
    expect(html).toContain('Kaya &lt;b&gt;Ltd&lt;/b&gt;');
    expect(html).not.toMatch(/<script|https?:/);
  });

  it('that cannot be placed takes no number and stays as it was', async () => {
    const line = { name: 'x', quantity: 1, unitPriceMinor: 1, discountMinor: 0, taxPpm: 0 };
    const path = await draft('Q-2', { lines: [{ ...line, sku: 'NOTHING' }] });
    await paid.desk.post(`${path}/send`, {});
    expect(await paid.desk.post(`${path}/accept`, {})).toMatchObject({
      status: 422,
      body: { code: 'sku-unknown', values: { lineNo: 1, sku: 'NOTHING' } },
    });
    expect(await paid.test.rows('SELECT last FROM invoice_series')).toEqual([{ last: 1 }]);
    const rows = (await paid.desk.get('/v1/quotes?state=sent')).body['rows'] as object[];
    expect(rows).toMatchObject([{ quote: { number: 'Q-2' } }]);
    expect(await paid.desk.post(`${path}/decline`, { reason: 'too dear' })).toMatchObject({
      body: { quote: { state: 'declined', reason: 'too dear' } },
    });
  });

  it('runs out at its instant, also when the timer is late', async () => {
    const late = await draft('Q-3');
    const soon = await draft('Q-4');
    await paid.desk.post(`${late}/send`, {});
    paid.pass(6 * 86_400_000);
    expect(await paid.desk.post(`${late}/accept`, {})).toMatchObject({
      status: 409,
      body: { code: 'quote-over' },
    });
    await paid.settled();
    for (const path of [late, soon])
      expect(await paid.desk.post(`${path}/send`, {})).toMatchObject({
        status: 409,
        body: { values: { state: 'expired' } },
      });
  });
});

describe('a quote its customer answers by the link of its mail', () => {
  const pageOf = async (path: string, answer?: Record<string, string>) => {
    const link = (await paid.desk.get(`/v1/quotes?text=${path}`)).body['rows'] as { link: string | null }[];
    const url = new URL(link[0]?.link ?? 'https://office.example.org/customer/quote/none').pathname;
    return { url, ...(await open(url, answer)) };
  };
  const open = async (url: string, answer?: Record<string, string>) => {
    const response = await paid.test.app.inject(
      answer
        ? {
            method: 'POST',
            url,
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            payload: new URLSearchParams(answer).toString(),
          }
        : { method: 'GET', url },
    );
    return { status: response.statusCode, html: response.body };
  };
  const sent = async (number: string, change: object = {}): Promise<string> => {
    const path = await draft(number, change);
    await paid.desk.post(`${path}/send`, {});
    return path;
  };
  const settings = { ...noMailSettings, publicOrigin: 'https://office.example.org' };

  it('is read without changing anything, ordered once by a yes, and shows its invoice in the office', async () => {
    await paid.desk.post('/v1/mail-settings', { settings });
    const day = paid.test.office.now();
    const validUntil = new Date(day.getTime() + 86_400_000).toISOString();
    await sent('Q-L1', { validUntil });
    const page = await pageOf('Q-L1');
    expect(page.status).toBe(200);
    expect(page.html).toContain('A mug');
    expect(page.html).not.toMatch(/<script/);
    expect((await open(page.url, { answer: 'yes' })).html).toContain('Thank you: it is ordered.');
    expect((await open(page.url, { answer: 'yes' })).status).toBe(200);
    expect((await open(page.url, { answer: 'no', reason: 'too late' })).status).toBe(409);
    expect((await paid.desk.get('/v1/quotes?text=kaya&state=ordered')).body['rows']).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({
          quote: expect.objectContaining({ number: 'Q-L1', answeredBy: 'customer' }),
          invoiceNumber: expect.stringMatching(/^INV-/),
          link: null,
        }),
      ]),
    );
    await sent('Q-L2', { validUntil });
    const { url } = await pageOf('Q-L2');
    expect((await open(url, { answer: 'no' })).status).toBe(409);
    expect((await open(url, { answer: 'no', reason: 'too dear' })).html).toContain('You have declined');
    await sent('Q-L3', { validUntil });
    const late = await pageOf('Q-L3');
    paid.pass(2 * 86_400_000);
    expect((await open(late.url)).html).toContain('does not stand any more');
    expect((await open(late.url, { answer: 'yes' })).status).toBe(409);
    expect((await open(late.url.replace(/.$/, (sign) => (sign === 'A' ? 'E' : 'A')))).status).toBe(404);
  });

  it('orders nothing on a yes that cannot become an order, and opens one case for it', async () => {
    const line = { name: 'x', quantity: 1, unitPriceMinor: 1, discountMinor: 0, taxPpm: 0 };
    const validUntil = new Date(paid.test.office.now().getTime() + 86_400_000).toISOString();
    await sent('Q-L4', { lines: [{ ...line, sku: 'NOTHING' }], validUntil });
    const { url } = await pageOf('Q-L4');
    expect(await open(url, { answer: 'yes' })).toMatchObject({
      status: 422,
      html: expect.stringContaining('Nothing was ordered'),
    });
    expect((await paid.desk.get('/v1/quotes?text=Q-L4')).body['rows']).toMatchObject([
      { quote: { state: 'sent' } },
    ]);
    await open(url, { answer: 'yes' });
    const { rows } = (await paid.desk.get('/v1/cases?text=Q-L4')).body as { rows: { case: ServiceCase }[] };
    expect(rows).toMatchObject([{ case: { origin: 'quote', state: 'open', orderId: null } }]);
    expect(rows[0]?.case.notes.map(({ text }) => text)).toEqual([expect.stringContaining('NOTHING')]);
    await paid.desk.post('/v1/mail-settings', { settings: noMailSettings });
  });
});

describe('rates', () => {
  it('are taken from a file and put right by hand; a conversion names their day and source', async () => {
    const text = 'Date, USD, JPY, \n27 November 2026, 1.0850, 163.07, \n';
    const take = (body: object) => paid.desk.post('/v1/exchange-rates/import', { ...body, by: manager });
    expect(await take({ text })).toMatchObject({ body: { changed: 2, unread: [] } });
    expect(await take({ text })).toMatchObject({ body: { changed: 0 } });
    expect(await take({ text: 'hello' })).toMatchObject({ status: 422, body: { code: 'rates-unread' } });
    const rate = { base: 'EUR', currency: 'USD', day: '2026-11-27', rate: '1.09', source: 'our bank' };
    expect(await paid.desk.post('/v1/exchange-rates', { rates: [rate], by: manager })).toMatchObject({
      body: { changed: 1 },
    });
    const rates = await ratesFor(paid.test.office.pool, '2026-12-01');
    expect(convert(10_000, 'EUR', 'USD', rates, '2026-12-01')).toEqual({
      amountMinor: 10_900,
      day: '2026-11-27',
      sources: ['our bank'],
    });
    const zero = { ...rate, rate: '0.00' };
    expect(await paid.desk.post('/v1/exchange-rates', { rates: [zero], by: manager })).toMatchObject({
      status: 400,
    });
  });
});
