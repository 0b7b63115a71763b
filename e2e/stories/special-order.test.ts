// A VIP order from the rule to the door: its banner and gift message at the bench, its tag on paper and read back, two
// people for one box with head office away, and who had it when in the office, in both languages. Real Electron, a real
// head office, a virtual printer.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownCode, readOwnCode } from '../../shared/barcode/own-code';
import { readSpecialCode, specialCodeForPeople } from '../../shared/domain/special/special-code';
import type { OrderSpecialPage, SpecialSettingsDoc } from '../../shared/contract/special';
import type { Goods } from '../rigs/head-office-books';
import type { PlacedOrder } from '../rigs/head-office-door';
import { badgeCode, boxCode } from '../rigs/printed-codes';
import { startWorkday, until, type Workday } from '../rigs/workday';

const pictures = resolve(import.meta.dirname, '../../out/stories');
const message = 'Nice yıllara, Gülşah! İyi ki doğdun.';

describe('a special order', () => {
  let day: Workday;
  let goods: Goods;
  let order: PlacedOrder;
  let tagText = '';
  const page = (): Page => day.station().page;
  const parcel = async () => {
    const [found] = await day.books.parcelsOf(order.number);
    if (!found) throw new Error('the order has no parcel');
    return found;
  };
  const special = () => day.door.ask<OrderSpecialPage>('GET', `/v1/orders/${order.orderId}/special`);
  const banner = async (): Promise<string> =>
    (await page().locator('main section[data-second]').first().textContent()) ?? '';

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    day = await startWorkday({
      orders: async (books) => {
        [goods] = (await books.goods(1)) as [Goods];
        return [];
      },
    });
    const { kinds, version } = await day.door.ask<SpecialSettingsDoc>('GET', '/v1/special-settings');
    await day.door.ask('POST', '/v1/special-settings', {
      version,
      kinds,
      rules: [
        { ruleId: 'vip', name: 'Every VIP', kindId: 'vip', isOn: true, when: { isVip: true } },
        { ruleId: 'gift', name: 'With a card', kindId: 'gift', isOn: true, when: { hasGiftMessage: true } },
      ],
      by: { badge: 'M1', pin: '46824' },
    });
    order = await day.door.placeOrder({
      lines: [{ sku: goods.sku, quantity: 2 }],
      giftMessage: message,
      placedAt: new Date(),
    });
    await day.logIn();
  });
  afterAll(() => day?.end());

  it('is marked by the rules as it is placed, and its box knows', async () => {
    const { special: known } = await special();
    expect(known?.marks.map(({ kind, by }) => [kind.kindId, by.from])).toEqual([
      ['vip', 'rule'],
      ['gift', 'rule'],
    ]);
    expect(readSpecialCode(known?.code ?? '')).toBe(known?.code);
    expect((await parcel()).special).toMatchObject({
      code: known?.code,
      second: 'asked',
      giftMessage: message,
    });
  });

  it('shows the packer what it is and what to do, above everything else', async () => {
    await day.openOrder(order.number);
    await until('the order is on the bench', async () => (await day.screen.verdict()).tone === 'go');
    await until('the banner is there', async () => (await banner()).includes(message));
    expect(await banner()).toContain('VIP');
    expect(await banner()).toContain('Gift');
    expect(await banner()).toContain('A second person looks into the box before it is sealed.');
    await page().screenshot({ path: resolve(pictures, '12-special-banner.png') });
  });

  it('has a tag on paper whose bars, read from the picture, are its code', async () => {
    await until('the tag is out', () => day.printer.paper.length > 0);
    const [tag, ...others] = day.printer.paper;
    expect(others).toEqual([]);
    expect(tag?.problem).toBeNull();
    const own = (tag?.codes ?? []).map(({ text }) => ({ text, reading: readOwnCode(text) }));
    const found = own.find(({ reading }) => reading.is === 'own' && reading.kind === 'special');
    const { special: known } = await special();
    expect(found?.reading).toMatchObject({ payload: known?.code });
    tagText = found?.text ?? '';
  });

  it('is packed with head office away; the tag proves the box, another order’s stops', async () => {
    await day.cable.cut();
    await until(
      'the strip is grey',
      async () => (await day.screen.strip('Head office'))?.state === 'offline',
    );
    expect(await day.scanAll([goods.code, goods.code])).toMatchObject([{ tone: 'go' }, { tone: 'go' }]);
    expect(await day.scan(tagText)).toMatchObject({
      tone: 'go',
      next: `The tag belongs to order ${order.number}`,
    });
    await until('the banner says so', async () => (await banner()).includes('tag on it'));
    expect(await day.scan(ownCode('special', 'S0000000'))).toMatchObject({ tone: 'stop' });
    await day.command('ok');
    expect(await day.scan(boxCode('B2'))).toMatchObject({ tone: 'go' });
  });

  it('is sealed by a second badge, never by the packer’s, without head office', async () => {
    expect(await day.command('seal')).toMatchObject({
      tone: 'wait',
      title: 'Second person: look into the box and scan your badge',
    });
    await page().screenshot({ path: resolve(pictures, '12-special-second.png') });
    expect(await day.scan(badgeCode('P1'))).toMatchObject({
      tone: 'look',
      title: `You packed order ${order.number} yourself`,
    });
    expect((await day.screen.verdict()).tone).not.toBe('go');
    expect(await day.scan(badgeCode('P2'))).toMatchObject({
      tone: 'go',
      next: `Order ${order.number} is sealed with 2 in it`,
    });
    await until('the label is out', () => day.printer.paper.length === 2);
  });

  it('stands so at head office when the network is back: two people, each named', async () => {
    await day.cable.mend();
    await until('head office has the label', async () => (await parcel()).state === 'labelled');
    expect((await parcel()).special).toMatchObject({
      verified: { by: 'P2', override: null },
      packers: ['P1'],
      isTagged: true,
    });
    const { sscc } = await parcel();
    expect(await day.scan(`00${sscc ?? ''}`)).toMatchObject({ tone: 'go' });
    await until('it is handed over', async () => (await parcel()).state === 'handed-over');
    expect(await day.books.openTasksOf(order.number)).toEqual([]);
  });

  it('is on the watch list of the office, with the chain of custody, in both languages', async () => {
    await day.display.pressKey('F10');
    await page().getByRole('button', { name: 'Special orders', exact: true }).click();
    const grid = page().getByRole('grid');
    await until('it is listed', async () => ((await grid.textContent()) ?? '').includes(order.number));
    const { special: known } = await special();
    expect(await grid.textContent()).toContain(specialCodeForPeople(known?.code ?? ''));
    expect(await grid.textContent()).toContain('With the carrier');
    await page().screenshot({ path: resolve(pictures, '12-special-list.png') });
    await grid.focus();
    await page().keyboard.press('Enter');
    const dialog = page().getByRole('dialog');
    await dialog.locator('[data-act="verified"]').waitFor();
    const acts = await dialog
      .locator('[data-act]')
      .evaluateAll((steps) => steps.map((step) => step.getAttribute('data-act')));
    for (const act of [
      'released',
      'opened',
      'packed',
      'tag-proved',
      'verified',
      'sealed',
      'labelled',
      'handed-over',
    ])
      expect(acts).toContain(act);
    const who = await dialog.locator('[data-act="verified"]').textContent();
    const packed = await dialog.locator('[data-act="packed"]').first().textContent();
    expect(packed).toContain('Ayşe Yıldızoğuş');
    expect(who).not.toContain('Ayşe Yıldızoğuş');
    await dialog.getByLabel('What was said, or why').fill('Told her it is on its way');
    await dialog.getByRole('button', { name: 'Called the customer' }).click();
    await dialog.locator('ol').getByText('Told her it is on its way').waitFor();
    await page().screenshot({ path: resolve(pictures, '12-special-custody.png') });
    await page().keyboard.press('Escape');
    await page().locator('nav select').first().selectOption('tr');
    await page().getByText('Kargo firmasında').first().waitFor();
    await page().locator('nav select').nth(1).selectOption('dark');
    await page().screenshot({ path: resolve(pictures, '12-special-list-tr.png') });
    await page().getByRole('button', { name: 'Türler ve kurallar', exact: true }).click();
    await page().getByText('Every VIP').waitFor();
    await page().screenshot({ path: resolve(pictures, '12-special-settings-tr.png') });
    const errors = day.station().consoleLines.filter(
      // While the cable was cut nobody answered.
      (line) => /page error/.test(line) && !line.includes('ERR_CONNECTION'),
    );
    expect(errors).toEqual([]);
  });
});
