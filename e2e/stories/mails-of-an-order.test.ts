// What a customer reads of their order: it is confirmed by mail, leaves the bench, is told of with its tracking link, and
// asked about; the office sees each mail in the words that were sent, and the complaint that came back. Real Electron, a
// real head office, a real mail server.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultChannelMail } from '../../shared/domain/mail/channel-mail';
import type { Goods } from '../rigs/head-office-books';
import type { PlacedOrder } from '../rigs/head-office-door';
import { type MailServer, startMailServer } from '../rigs/mail-server/mail-server';
import { sendMailThrough } from '../rigs/mail-server/send-mail-through';
import { boxCode } from '../rigs/printed-codes';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');
const trackingLink = 'https://track.example.org/QP100';

describe('the mails of an order', () => {
  let day: Workday;
  let server: MailServer;
  let goods: Goods;
  let order: PlacedOrder;
  const page = (): Page => day.station().page;
  const parcel = async () => {
    const [found] = await day.books.parcelsOf(order.number);
    if (!found) throw new Error('the order has no parcel');
    return found;
  };

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    server = await startMailServer();
    day = await startWorkday({
      orders: async (books) => {
        [goods] = (await books.goods(1)) as [Goods];
        return [];
      },
    });
    await sendMailThrough(day.door, server, {
      serviceMail: 'help@example.org',
      publicOrigin: new URL(day.cable.origin).origin,
    });
    await day.door.ask('POST', '/v1/mail-settings/channels/web', {
      ...defaultChannelMail({ takesFiles: false }),
      ratingAfterDays: 0,
    });
    order = await day.door.placeOrder({
      lines: [{ sku: goods.sku, quantity: 2 }],
      email: 'gulsah@example.org',
      placedAt: new Date(),
    });
    await day.logIn();
  });
  afterAll(async () => {
    await day?.end();
    await server?.close();
  });

  it('begin with the one that confirms it, with its goods', async () => {
    await until('the order is confirmed by mail', () => server.letters.length > 0);
    const [letter] = server.letters;
    expect(letter?.subject).toBe(`Order ${order.number}: thank you`);
    expect(letter?.text).toContain(`2 x ${goods.name}`);
    expect(letter?.html).toContain('£5.00');
  });

  it('go on when the box has left, with the link that follows it', async () => {
    const { parcelId } = await parcel();
    // The label of the box as a carrier sold it; how it is bought has stories of its own.
    await day.books.ask(
      `INSERT INTO record (stream_id, kind, record_id, order_id, state, created_at, doc, seq) VALUES ('company', 'shipment', $1, $2, 'done', now(), $3, 0)
       ON CONFLICT (stream_id, kind, record_id) DO UPDATE SET doc = excluded.doc`,
      [
        parcelId,
        order.orderId,
        {
          parcelId,
          carrierName: 'Quick Post',
          label: { trackingNumber: 'QP100', trackingUrl: trackingLink },
          eta: null,
          outcome: 'delivered',
          handedOverAt: null,
        },
      ],
    );
    // It was placed after the bench was ready, so the bench asks head office for it first.
    await day.openOrder(order.number);
    await until('the order is on the bench', async () => (await day.screen.verdict()).tone === 'go');
    for (const code of [goods.code, goods.code, boxCode('B2')])
      expect(await day.scan(code)).toMatchObject({ tone: 'go' });
    expect(await day.command('seal')).toMatchObject({ tone: 'go' });
    await until('head office knows the label', async () => (await parcel()).state === 'labelled');
    expect(await day.scan(`00${(await parcel()).sscc ?? ''}`)).toMatchObject({ tone: 'go' });
    await until('the customer is told', () => server.letters.length > 1);
    const letter = server.letters[1];
    expect(letter?.subject).toBe(`Order ${order.number} is on its way`);
    expect(letter?.text).toContain('Quick Post QP100');
    expect(letter?.text).toContain(trackingLink);
    expect(letter?.html).toContain(`<a href="${trackingLink}">`);
  });

  it('are in the office in the very words, in both languages', async () => {
    await day.display.pressKey('F10');
    await page().getByRole('button', { name: 'Messages', exact: true }).click();
    const grid = page().getByRole('grid');
    await until('both mails are listed', async () => (await grid.locator('tbody tr').count()) === 2);
    expect(await grid.textContent()).toContain('gulsah@example.org');
    await grid.focus();
    await page().keyboard.press('Enter');
    const frame = page().frameLocator('iframe');
    await frame.getByRole('link').waitFor();
    expect(await frame.getByRole('link').getAttribute('href')).toBe(trackingLink);
    await page().screenshot({ path: resolve(pictures, '10-mail-sent.png') });
    await page().keyboard.press('Escape');
    await page().getByRole('button', { name: 'Templates', exact: true }).click();
    await page().getByLabel('Look at it with order number').fill(order.number);
    await until('the preview has the order', async () =>
      ((await page().locator('pre').textContent()) ?? '').includes(goods.name),
    );
    await page().screenshot({ path: resolve(pictures, '10-mail-template.png') });
    await page().locator('nav select').first().selectOption('tr');
    for (const name of ['Ayarlar', 'İstemeyenler', 'Vakalar', 'E-postalar']) {
      await page().getByRole('button', { name, exact: true }).first().click();
      expect(await page().getByRole('alert').count(), name).toBe(0);
    }
    await page().screenshot({ path: resolve(pictures, '10-mail-log-tr.png') });
    await page().locator('nav select').first().selectOption('en');
  });

  it('ask how it was, and a complaint is a case of customer service', async () => {
    // The carrier's word, as tracking tells it.
    await day.books.ask(
      `WITH s AS (UPDATE stream SET seq = seq + 1 WHERE stream_id = 'company' RETURNING seq)
       INSERT INTO event (stream_id, seq, aggregate, aggregate_id, order_id, type, body, at)
       SELECT 'company', seq, 'shipment', $1, $2, 'ShipmentDelivered', '{}', now() FROM s`,
      [(await parcel()).parcelId, order.orderId],
    );
    await until('the customer is asked', () =>
      server.letters.some(({ subject }) => subject.startsWith('How was')),
    );
    const asking = server.letters.find(({ subject }) => subject.startsWith('How was'));
    const link = /http\S+\/customer\/rating\/[\w-]+/.exec(asking?.text ?? '')?.[0] ?? '';
    const form = await fetch(link);
    expect(form.status).toBe(200);
    expect(await form.text()).toContain(goods.name);
    const said = await fetch(link, {
      method: 'POST',
      body: new URLSearchParams({ stars: '1', arrived: 'part', comment: 'One was broken.' }),
    });
    expect(said.status).toBe(200);
    await page().getByRole('button', { name: 'Cases', exact: true }).click();
    const grid = page().getByRole('grid');
    await until('the case is listed', async () => ((await grid.textContent()) ?? '').includes(order.number));
    await grid.focus();
    await page().keyboard.press('Enter');
    await page().getByText('One was broken.').last().waitFor();
    await page().screenshot({ path: resolve(pictures, '10-case.png') });
    await page().getByLabel('Write').fill('A new one is on its way.');
    await page().getByRole('button', { name: 'Solved', exact: true }).click();
    await until('the case is solved', async () => {
      const cases = await day.door.ask<{ total: number }>('GET', '/v1/cases?state=solved');
      return cases.total === 1;
    });
    const errors = day.station().consoleLines.filter((line) => /page error/.test(line));
    expect(errors).toEqual([]);
  });
});
