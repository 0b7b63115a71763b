// What a customer is written about a return: its number and page when they asked, that it came, and each refund once, also
// when an exchange carried the money to another order and back.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../e2e/rigs/mail-server/mail-server';
import { noMailSettings } from '../../../shared/domain/mail/mail-settings';
import { shownReturnNumber } from '../../../shared/domain/returns/return-number';
import { lineOf, newOrder } from '../../test-office.test-kit';
import { startMail } from '../mail/start-mail';
import { type ReturnsOffice, startReturnsOffice } from './returns.test-kit';

let office: ReturnsOffice;
let server: MailServer;

beforeAll(async () => {
  server = await startMailServer();
  office = await startReturnsOffice();
  await work();
  await office.paid.desk.post('/v1/mail-settings', {
    settings: {
      ...noMailSettings,
      isOn: true,
      host: 'localhost',
      port: server.port,
      security: 'none',
      fromName: 'The Shop',
      fromAddress: 'shop@example.org',
      publicOrigin: 'https://orders.example.org',
      quiet: null,
    },
  });
});
afterAll(async () => {
  await office.close();
  await server.close();
});

async function work(): Promise<void> {
  const { pool, writer, log, now, newId } = office.paid.test.office;
  const jobs = startMail({ pool, writer, log, now, newId, idleMs: 1_000_000 });
  for (const job of jobs) await job.drain();
  await Promise.all(jobs.map((job) => job.stop()));
}

async function shippedTo(externalId: string): Promise<never> {
  const { paid, ship } = office;
  const { shipTo } = newOrder({ externalId });
  const orderId = (await paid.desk.place({
    externalId,
    placedAt: '2026-05-04T09:00:00.000Z',
    shipTo: { ...shipTo, email: 'ayse@example.org' },
    lines: [lineOf('MUG', 2)],
    payment: { providerId: 'card', token: 'pm_card_visa' },
  })) as never;
  await paid.settled();
  await ship(orderId, 1, 2);
  await paid.settled();
  return orderId;
}

const about = (number: string) => server.letters.filter(({ subject }) => subject.includes(number));

it('is its number with a link that opens, and that it came; not when it stood at the desk unasked', async () => {
  const orderId = await shippedTo('MAIL-1');
  const asked = (await office.ask(orderId, [{ lineNo: 1, quantity: 1 }])).body;
  const returnId = String(asked['returnId']);
  await work();
  const shown = shownReturnNumber(String(asked['number']));
  const [letter] = about(shown);
  expect(letter?.text).toContain(shown);
  const path =
    /https:\/\/orders\.example\.org(\/customer\/return\/[\w-]+)/.exec(letter?.text ?? '')?.[1] ?? '';
  const page = await office.paid.test.app.inject({ method: 'GET', url: path });
  expect([page.statusCode, page.body.includes(shown)]).toEqual([200, true]);
  for (let turn = 0; turn < 2; turn += 1)
    await office.receive(returnId, [{ lineNo: 1, sku: 'MUG', quantity: 1 }]);
  await work();
  office.paid.pass(2 * 60_000);
  await work();
  expect(about('MAIL-1').filter(({ subject }) => subject.includes('is here'))).toHaveLength(1);
  const before = server.letters.length;
  await office.ask(await shippedTo('MAIL-2'), [], { origin: 'desk' });
  await work();
  expect(server.letters.slice(before).map(({ subject }) => subject)).not.toContainEqual(
    expect.stringContaining('your return'),
  );
});

it('is one refund when an exchange is given up', async () => {
  const orderId = await shippedTo('MAIL-3');
  const returnId = String((await office.ask(orderId, [{ lineNo: 1, quantity: 1 }])).body['returnId']);
  await office.receive(returnId, [{ lineNo: 1, sku: 'MUG', quantity: 1 }]);
  const goods = [{ sku: 'LAMP', quantity: 1, unitPriceMinor: 500 }];
  const exchanged = (await office.exchange(returnId, [{ lineNo: 1, quantity: 1 }], goods)).body;
  const newId = String(exchanged['orderId']);
  await office.paid.settled();
  await office.paid.desk.post(`/v1/orders/${newId}/cancel-lines`, {
    reason: 'customer',
    lines: [{ lineNo: 1, quantity: 1 }],
  });
  await office.paid.settled();
  await office.approve((await office.refundsOf(newId))[0]?.refundId ?? '');
  await office.paid.settled();
  await work();
  // Mails of one order follow each other: that it came is told first.
  office.paid.pass(2 * 60_000);
  await work();
  const refunds = server.letters.filter(({ subject }) => subject.includes('on its way back'));
  expect(refunds.map(({ subject }) => subject)).toEqual(['Order MAIL-3: £5.00 is on its way back']);
});
