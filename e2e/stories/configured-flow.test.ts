// A manager makes head office do what nobody coded: a field, a rule that is tried on the last orders first, and a webhook,
// set in the office by badge and PIN. An order through the signed API is tagged and held, another system hears of it, and what
// the packer has to know stands at the bench. All of it in English, and once more in Turkish.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Goods } from '../rigs/head-office-books';
import { signedRequest, tellSigned } from '../rigs/shops/signed-request';
import { startWebhookReceiver, type WebhookReceiver } from '../rigs/webhook-receiver/webhook-receiver';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');
/** Manager of the sample company. */
const manager = { badge: 'M1', pin: '46824' };
const secretOfShop = 'between us';

describe('a flow that is configured', () => {
  let day: Workday;
  let receiver: WebhookReceiver;
  let goods: Goods;
  let secret = '';

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    receiver = await startWebhookReceiver();
    day = await startWorkday({
      env: { WAYBILL_WEBHOOKS_INSIDE: 'yes' },
      orders: async (books) => {
        [goods] = (await books.goods(1)) as [Goods];
        return [{ lines: [{ sku: goods.sku, quantity: 1 }] }];
      },
    });
    await day.door.ask('POST', '/v1/channels', {
      channelId: 'own-shop',
      name: 'Own shop',
      kind: 'signed-api',
      currency: 'GBP',
    });
    const { policy } = await day.door.ask<{ policy: object }>('GET', '/v1/channels/own-shop/settings');
    await day.door.ask('POST', '/v1/channels/own-shop/settings', {
      name: 'Own shop',
      kind: 'signed-api',
      currency: 'GBP',
      policy,
      fields: {},
      secrets: { secret: secretOfShop },
    });
  });
  afterAll(async () => {
    await day?.end();
    await receiver?.close();
  });

  const page = (): Page => day.station().page;
  const press = (name: string | RegExp): Promise<void> =>
    page().getByRole('button', { name, exact: true }).first().click();
  const fill = (label: string | RegExp, value: string): Promise<void> =>
    page().getByLabel(label).first().fill(value);
  /** Badge and PIN, by the keyboard alone. */
  const answer = async (note?: string): Promise<void> => {
    const badge = page().getByLabel(/^(Badge|Rozet)$/);
    await badge.waitFor();
    if (note !== undefined) await page().keyboard.type(note);
    if (note !== undefined) await page().keyboard.press('Tab');
    await page().keyboard.type(manager.badge);
    await page().keyboard.press('Tab');
    await page().keyboard.type(manager.pin);
    await page().keyboard.press('Enter');
    await badge.waitFor({ state: 'detached' });
  };
  const axe = async (): Promise<void> => {
    const { violations } = await new AxeBuilder({ page: page() }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  };
  /** The shop tells an order. */
  const tell = (id: number, units: number): Promise<Record<string, unknown>> => {
    const now = new Date().toISOString();
    const name = 'Ayşe Yılmaz';
    const order = {
      externalId: String(id),
      number: `#${id}`,
      placedAt: now,
      changedAt: now,
      currency: 'GBP',
      customer: { customerId: null, name },
      shipTo: {
        name,
        company: null,
        lines: ['1 High Street'],
        postcode: 'LS1 1AA',
        city: 'Leeds',
        region: null,
        countryCode: 'GB',
        phone: null,
        email: null,
      },
      lines: [{ lineId: '1', sku: goods.sku, quantity: units, unitPriceMinor: 500 }],
    };
    return tellSigned(day.cable.origin, 'own-shop', 'orders', signedRequest(secretOfShop, order));
  };

  it('has a field of its own, that packers see', async () => {
    await day.display.pressKey('F10');
    await press('Fields and tags');
    await press('Add a field');
    await fill('Name in English', 'Gift note');
    await fill('Name in Turkish', 'Hediye notu');
    await fill('Key', 'gift_note');
    await page().getByLabel('Packers see it').check();
    await page().getByLabel('Orders can be looked for by it').check();
    await press('Save');
    await answer();
    await page().getByRole('cell', { name: 'gift_note' }).waitFor();
    await axe();
    await page().screenshot({ path: resolve(pictures, '32-fields.png'), fullPage: true });
  });

  it('has a rule, which is tried on the last orders before it counts', async () => {
    await press('Automation');
    await press('Add a rule');
    await fill('Name of the rule', 'Many of one shop');
    await press('Add a condition');
    const rule = page().getByRole('form', { name: 'Many of one shop' });
    const what = rule.getByRole('combobox', { name: 'What' });
    await what.first().selectOption('units');
    await rule.getByLabel('Value', { exact: true }).fill('3');
    await rule.getByLabel(/^Values, with commas/).fill('Look twice');
    await press('Add something to do');
    await what.last().selectOption('hold');
    await rule.getByLabel('Reason').selectOption('other');
    await rule.getByRole('textbox', { name: 'Note' }).fill('Somebody has to look');
    await press('Take it over');
    await page()
      .getByText(/1 change that is not saved/)
      .waitFor();
    await press('What would have happened?');
    await page()
      .getByText(/of the last \d+ orders would come out otherwise/)
      .waitFor();
    await page().screenshot({ path: resolve(pictures, '32-automation-preview.png'), fullPage: true });
    await axe();
    await page().locator('#unsaved ~ p').getByRole('button', { name: 'Save' }).click();
    await answer('Big ones are looked at');
    await page()
      .getByText(/Berrin.*: Big ones are looked at/)
      .waitFor();
  });

  it('tells another system, whose secret is shown once', async () => {
    await press('Webhooks and keys');
    await press('Add a webhook');
    await fill('Name', 'Accountants');
    await fill('Address (https)', receiver.url);
    await fill(/^Told of/, 'order.*, automation.fired');
    await press('Save');
    await answer();
    secret = await page().getByLabel('Secret').inputValue();
    expect(secret).toMatch(/^whsec_/);
    await press('I have it');
    expect(await page().content()).not.toContain(secret);
    await press('Accountants');
    await press('Send a test');
    await until('the test came', async () => receiver.taken.some(({ body }) => body.type === 'webhook.ping'));
    await page().getByRole('cell', { name: 'webhook.ping' }).first().waitFor();
    await axe();
    await page().screenshot({ path: resolve(pictures, '32-webhooks.png'), fullPage: true });
  });

  it('an order through the signed API is tagged and held, and the other system hears of it, signed', async () => {
    const { orderId, outcome } = await tell(71, 4);
    expect(outcome).toBe('created');
    const heard = (): string[] =>
      receiver.taken
        .filter(({ body }) => (body.data['about'] as { id: string }).id === orderId)
        .map(({ body }) => body.type);
    await until('the rule is told', async () => heard().includes('automation.fired'));
    expect(heard()).toEqual(
      expect.arrayContaining(['order.placed', 'order.tagged', 'order.held', 'automation.fired']),
    );
    expect(heard().indexOf('order.placed')).toBe(0);
    for (const told of receiver.taken) receiver.verify(told, secret);
    const [row] = await day.books.ask<{ doc: { tags: string[]; holds: { by: string }[] } }>(
      'SELECT doc FROM sales_order WHERE order_id = $1',
      [orderId],
    );
    expect(row?.doc).toMatchObject({
      tags: ['look-twice'],
      holds: [{ reason: 'other', note: 'Somebody has to look', by: 'Many of one shop' }],
    });
    expect(await day.books.ask('SELECT 1 FROM parcel WHERE order_id = $1', [orderId])).toEqual([]);
  });

  it('is the same in Turkish: the order says why, its field is filled in, and it goes on to the bench', async () => {
    await page().locator('nav select').first().selectOption('tr');
    await press('Otomasyon');
    await page()
      .getByText(/sipariş verilirse ve adet en az 3 ise look-twice olarak işaretle/)
      .waitFor();
    await page().getByText('Kuralların yaptıkları').waitFor();
    await page().getByRole('button', { name: /71$/ }).last().click();
    await page()
      .getByText(/look.twice/i)
      .first()
      .waitFor();
    await fill(/^Hediye notu/, 'Nice yıllara');
    await page().locator('form', { hasText: 'Hediye notu' }).getByRole('button', { name: 'Kaydet' }).click();
    await until('the other system hears of the field', async () =>
      receiver.taken.some(({ body }) => body.type === 'order.fields-changed'),
    );
    await axe();
    await page().screenshot({ path: resolve(pictures, '32-order-tr.png'), fullPage: true });
    const told = receiver.taken.find(({ body }) => body.type === 'order.fields-changed');
    if (!told) throw new Error('nothing came');
    expect(told.body.data['order']).toMatchObject({ fields: { gift_note: 'Nice yıllara' } });
    const { number, orderId } = told.body.data['order'] as { number: string; orderId: string };
    const by = manager;
    await day.door.ask('POST', `/v1/orders/${orderId}/holds/release`, { reason: 'other', note: 'seen', by });
    await until('it goes to the bench', async () => (await day.books.parcelsOf(number)).length > 0);
    const [parcel] = await day.books.parcelsOf(number);
    expect(parcel?.shown).toEqual([
      {
        key: 'gift_note',
        names: { en: 'Gift note', tr: 'Hediye notu' },
        en: 'Nice yıllara',
        tr: 'Nice yıllara',
      },
    ]);
  });

  it('a rule is taken back with the version before it', async () => {
    await press('Otomasyon');
    await press('1 sürümüne dön');
    await answer();
    await page()
      .getByText(/1 sürümüne dönüş/)
      .waitFor();
    const { outcome, orderId } = await tell(72, 5);
    expect(outcome).toBe('created');
    const [row] = await day.books.ask<{ doc: { tags?: string[]; holds: object[] } }>(
      'SELECT doc FROM sales_order WHERE order_id = $1',
      [orderId],
    );
    expect(row?.doc.tags ?? []).toEqual([]);
    expect(row?.doc.holds).toEqual([]);
  });
});
