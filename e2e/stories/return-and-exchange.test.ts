// Goods come back: a customer asks on the public page, the box is opened at the returns desk by its code, one mug goes back
// to its shelf and is for sale again, one is scrapped, their money goes back through the card, and the third thing is
// exchanged. Real Electron, a real head office, a real scanner that types, a card provider on this computer.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import type { GoodsReturn } from '../../shared/domain/returns/goods-return';
import { type CardProviderRig, startCardProvider } from '../rigs/card-provider/card-provider';
import type { Goods } from '../rigs/head-office-books';
import { badgeCode, boxCode } from '../rigs/printed-codes';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');
const manager = { badge: 'M1', pin: '46824' };
const number = 'RET1001';

describe('a return and an exchange', () => {
  let day: Workday;
  let cards: CardProviderRig;
  let mug: Goods;
  let bowl: Goods;
  let lamp: Goods;
  let orderId = '';
  let code = '';
  const page = (): Page => day.station().page;
  const books = () => day.books;
  const scan = async (text: string): Promise<void> => {
    // One item read twice in a moment is one.
    await wait(500);
    await day.display.typeScan(text);
  };
  const returnNow = async (): Promise<GoodsReturn> => {
    const { rows } = await day.door.ask<{ rows: { returnId: string }[] }>(
      'GET',
      `/v1/returns?text=${number}`,
    );
    return day.door.ask('GET', `/v1/returns/${rows[0]?.returnId ?? ''}`);
  };
  const at = (sku: string, place: string): Promise<number> => books().at(sku, place);
  const answer = async (): Promise<void> => {
    const form = page()
      .locator('form[aria-label]')
      .filter({ has: page().getByLabel('PIN') });
    await form.getByLabel('Badge').fill(manager.badge);
    await form.getByLabel('PIN').fill(manager.pin);
    await page().keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
  };

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    cards = await startCardProvider();
    day = await startWorkday({
      orders: async (known) => {
        [mug, bowl, lamp] = (await known.goods(3)) as [Goods, Goods, Goods];
        return [];
      },
    });
    await day.door.ask('POST', '/v1/payment-providers/card', {
      method: 'card',
      name: 'Card',
      enabled: true,
      secretKey: cards.secretKey,
      signingSecret: cards.signingSecret,
      by: manager,
    });
    // Where the provider is, as whoever installs head office sets it.
    await books().ask(
      `UPDATE payment_provider SET settings = jsonb_build_object('baseUrl', $1::text, 'timeoutMs', 2000) WHERE provider_id = 'card'`,
      [cards.url],
    );
    await books().ask(
      `UPDATE channel SET settings = jsonb_build_object('payment', $1::jsonb) WHERE channel_id = 'web'`,
      [{ rule: 'authorised', providers: ['card'], usual: 'card', captureAt: 'hand-over' }],
    );
    const name = 'Gülşah Öztürk';
    ({ orderId } = await day.door.ask<{ orderId: string }>('POST', '/v1/orders', {
      channelId: 'web',
      externalId: `story-${number}`,
      number,
      placedAt: new Date().toISOString(),
      currency: 'GBP',
      customer: { customerId: null, name },
      shipTo: {
        name,
        company: null,
        lines: ['14 Kiln Yard'],
        postcode: 'YO1 7HT',
        city: 'York',
        region: null,
        countryCode: 'GB',
        phone: '+44 1904 555 0100',
        email: 'gulsah@example.org',
      },
      priority: 'vip',
      lines: [
        { sku: mug.sku, quantity: 2, unitPriceMinor: 250 },
        { sku: bowl.sku, quantity: 1, unitPriceMinor: 400 },
      ],
      charges: [{ kind: 'discount', code: 'TEN', name: 'Ten per cent', amountMinor: -90 }],
      payment: { providerId: 'card', token: 'pm_card_visa' },
    }));
    await until(
      'the order is paid and has a parcel',
      async () => (await books().parcelsOf(number)).length > 0,
    );
    await day.logIn();
    await day.openOrder(number);
    await until('the order is on the bench', async () => (await day.screen.verdict()).tone === 'go');
    for (const item of [mug.code, mug.code, bowl.code, boxCode('B2')])
      expect(await day.scan(item)).toMatchObject({ tone: 'go' });
    expect(await day.command('seal')).toMatchObject({ tone: 'go' });
    await until(
      'head office knows the label',
      async () => (await books().parcelsOf(number))[0]?.state === 'labelled',
    );
    expect(await day.scan(`00${(await books().parcelsOf(number))[0]?.sscc ?? ''}`)).toMatchObject({
      tone: 'go',
    });
    await until('the money is taken', () => cards.intents()[0]?.amount_received === 810);
  });
  afterAll(async () => {
    await day?.end();
    await cards?.close();
  });

  it('begin on the public page: order and postcode, what and why, and a number for the box', async () => {
    const { origin } = new URL(day.cable.origin);
    const post = (path: string, form: Record<string, string>) =>
      fetch(origin + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) });
    expect((await post('/customer/returns', { number, contact: 'YO1 7HZ' })).status).toBe(422);
    const found = await post('/customer/returns?language=en', { number, contact: 'yo17ht' });
    const path = found.headers.get('location') ?? '';
    const form = await (await fetch(origin + path)).text();
    expect(form).toContain(mug.name);
    const key = /name="key" value="([0-9a-f-]+)"/.exec(form)?.[1] ?? '';
    const sent = await post(path, {
      key,
      'units-1': '2',
      'reason-1': 'not-wanted',
      'units-2': '1',
      wish: 'exchange',
    });
    const mine = await (await fetch(origin + (sent.headers.get('location') ?? ''))).text();
    const shown = /<p class="code">([\d ]+)<\/p>/.exec(mine)?.[1] ?? '';
    code = ownCode('return', shown.replaceAll(' ', ''));
    expect(mine).toContain('<svg');
    expect((await returnNow()).state).toBe('advised');
  });

  it('go on at the desk by its code: every item is scanned, and taken in with Enter', async () => {
    await day.display.pressKey('F10');
    await page().getByRole('button', { name: 'Returns', exact: true }).click();
    await page().getByRole('heading', { name: 'Returns desk' }).waitFor();
    await scan(badgeCode(manager.badge));
    await scan(code);
    await page().getByText('Order RET1001').waitFor();
    for (const item of [mug.code, mug.code, bowl.code]) await scan(item);
    await until(
      'all are counted',
      async () => (await page().getByLabel(`Counted of ${mug.name}`).inputValue()) === '2',
    );
    await page().screenshot({ path: resolve(pictures, '11-returns-desk.png') });
    await page().getByLabel('Scan or type what is on the box').press('Enter');
    await page().getByText('3 units taken in').waitFor();
    expect((await returnNow()).state).toBe('received');
    expect([await at(mug.sku, 'quarantine'), await at(bowl.sku, 'quarantine')]).toEqual([2, 1]);
  });

  it('put one back on its shelf by scanning the bin, scrap one, and stock says so', async () => {
    const [bin] = await books().ask<{ location_id: string }>(
      `SELECT l.location_id FROM stock_level l JOIN location p USING (stream_id, location_id)
       WHERE l.stream_id = 'W1' AND l.sku = $1 AND p.kind = 'bin' ORDER BY l.on_hand DESC LIMIT 1`,
      [mug.sku],
    );
    const shelved = await books().onHand(mug.sku);
    await scan(ownCode('location', bin?.location_id ?? ''));
    await page().getByLabel(`Bin for ${mug.name}`).waitFor();
    await page().getByLabel('Scan or type what is on the box').press('Enter');
    await until('it is on the shelf', async () => (await books().onHand(mug.sku)) === shelved + 1);
    const decide = page().getByRole('form', { name: `What becomes of ${mug.name}` });
    await decide.getByLabel(`What becomes of ${mug.name}: choice`).selectOption('scrap');
    await decide.getByLabel(`Note about ${mug.name}`).fill('cracked');
    await page().keyboard.press('Enter');
    await until('it is scrapped', async () => (await at(mug.sku, 'scrap')) === 1);
    expect(await at(mug.sku, 'quarantine')).toBe(0);
    await page().getByLabel(`What becomes of ${bowl.name}: choice`).selectOption('quarantine');
    await page()
      .getByRole('form', { name: `What becomes of ${bowl.name}` })
      .getByText('Decide')
      .press('Enter');
    await until('all is decided', async () => (await returnNow()).state === 'disposed');
  });

  it('give the money of both mugs back through the card, less their share of the discount', async () => {
    const panel = page().getByRole('region', { name: 'Money or exchange' });
    const bowls = panel.getByLabel(`Units of ${bowl.name} to settle`);
    await until('the sum is of the mugs', async () => {
      // The panel is made anew once the desk has heard of the last decision.
      if ((await bowls.count()) > 0) await bowls.fill('0');
      const amount = panel.getByLabel('Amount to give back');
      return (await amount.count()) > 0 && (await amount.inputValue()) === '4.50';
    });
    await page().screenshot({ path: resolve(pictures, '11-return-proposal.png') });
    await panel.getByRole('button', { name: 'Ask for the money' }).press('Enter');
    await answer();
    await panel.getByText('Refund asked for:').waitFor();
    const { refunds } = await day.door.ask<{ refunds: { refundId: string; amountMinor: number }[] }>(
      'GET',
      `/v1/orders/${orderId}/payments`,
    );
    expect(refunds).toMatchObject([{ amountMinor: 450 }]);
    await day.door.ask('POST', `/v1/refunds/${refunds[0]?.refundId ?? ''}/answer`, {
      answer: 'approve',
      by: manager,
    });
    await until('the card has it', () => cards.refunds().some(({ amount }) => amount === 450));
  });

  it('exchange the third thing for another, which is held for the customer at once', async () => {
    const panel = page().getByRole('region', { name: 'Money or exchange' });
    const search = panel.getByLabel('Exchange for: code, SKU or name');
    await search.fill(lamp.sku);
    await search.press('Enter');
    await panel.getByRole('button', { name: new RegExp(`^${lamp.sku} `) }).press('Enter');
    await panel.getByRole('button', { name: 'Exchange', exact: true }).press('Enter');
    await answer();
    await page()
      .getByText(/Exchanged: order RET1001-\d{3}E1/)
      .waitFor();
    const [exchange] = (await returnNow()).exchanges;
    expect(exchange).toMatchObject({ creditMinor: expect.any(Number), lines: [{ lineNo: 2, quantity: 1 }] });
    await until('stock is held for it, once it is paid', async () => {
      const { order } = await day.door.ask<{ order: { state: string; lines: { allocated: number }[] } }>(
        'GET',
        `/v1/orders/${exchange?.orderId ?? ''}`,
      );
      return order.state === 'confirmed' && order.lines[0]?.allocated === 1;
    });
    expect(await books().ledgerFaults()).toEqual([]);
  });

  it('stand on the order’s page and in the list, in both languages and themes', async () => {
    await page().locator('nav select').first().selectOption('tr');
    await page().getByRole('heading', { name: 'İade masası' }).waitFor();
    await page().screenshot({ path: resolve(pictures, '11-returns-desk-tr.png') });
    await page().locator('nav select').nth(1).selectOption('dark');
    await page().getByRole('button', { name: 'Tüm ürün iadeleri' }).click();
    await until('the return is listed', async () =>
      ((await page().getByRole('grid').textContent()) ?? '').includes(number),
    );
    await page().screenshot({ path: resolve(pictures, '11-returns-list-tr-dark.png') });
    await page().getByRole('button', { name: 'Koşullar' }).click();
    await page().getByRole('heading', { name: 'Ürün iadesi koşulları' }).waitFor();
    expect(await page().getByRole('alert').count()).toBe(0);
    await page().screenshot({ path: resolve(pictures, '11-return-terms-tr-dark.png') });
    await page().locator('nav select').first().selectOption('en');
    await page().getByRole('button', { name: 'Orders', exact: true }).click();
    const grid = page().getByRole('grid');
    await until('orders are listed', async () => ((await grid.textContent()) ?? '').includes(number));
    await page().getByRole('row').filter({ hasText: number }).last().dblclick();
    await page().getByRole('heading', { name: 'Returns', exact: true }).waitFor();
    const timeline = (await page().locator('ol').last().textContent()) ?? '';
    for (const words of [
      'Return asked for',
      'Returned goods taken in',
      'Return finished',
      'Returned goods exchanged',
    ])
      expect(timeline).toContain(words);
    const errors = day.station().consoleLines.filter((line) => /page error/.test(line));
    expect(errors).toEqual([]);
  });
});
