// The whole life of an order, once at home in English and once abroad in Turkish: a cart that holds stock, a signed order
// with a card's token, a hold that a person ends, routing that says why, the bench, a label bought once, the carrier's
// news, the customer's mails and pages, a complaint, a return and its refund. Real Electron, a real head office, and
// servers on this computer that speak what the shop, the card provider, the carriers and the mail server speak.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import type { Order } from '../../shared/domain/order/order';
import { badgeCode, boxCode } from '../rigs/printed-codes';
import { until } from '../rigs/workday';
import { booksOfOrder, lettersOf, mailsOf, moneyOf, passDays, shipmentOf } from './whole-life/life-books';
import { officeHands, type OfficeHands } from './whole-life/life-office';
import {
  askToSendBack,
  availableOf,
  complain,
  type Customer,
  fillCart,
  openCustomer,
  order as placeOrder,
} from './whole-life/life-shop';
import {
  carrierId,
  carrierSecret,
  type LifeWorld,
  manager,
  ratingAfterDays,
  startLifeWorld,
} from './whole-life/life-world';
import { abroad, atHome, type Life, prices, say, totalMinor } from './whole-life/lives';

const pictures = resolve(import.meta.dirname, '../../out/stories');
const dayMs = 86_400_000;

describe.each([atHome, abroad])('the whole life of an order, in $language', (life: Life) => {
  let world: LifeWorld;
  let office: OfficeHands;
  let customer: Customer;
  let cartId = '';
  let orderId = '';
  let returnCode = '';
  const day = () => world.day;
  const picture = (name: string) =>
    office.page.screenshot({ path: resolve(pictures, `40-${life.language}-${name}.png`), fullPage: true });
  const publicPicture = (name: string) =>
    customer.page.screenshot({
      path: resolve(pictures, `40-${life.language}-public-${name}.png`),
      fullPage: true,
    });
  const orderNow = async (): Promise<Order> =>
    (await day().door.ask<{ order: Order }>('GET', `/v1/orders/${orderId}`)).order;
  const parcel = async () => {
    const [found] = await day().books.parcelsOf(life.number);
    if (!found) throw new Error('the order has no parcel');
    return found;
  };
  const letters = (subject: string) => lettersOf(world, subject);

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    world = await startLifeWorld(life);
    customer = await openCustomer(life);
    await day().logIn();
    office = officeHands(world, life);
    await day().display.pressKey('F10');
    await office.dress();
  });
  afterAll(async () => {
    await customer?.close();
    await world?.end();
  });

  it('discovery: a cart of the shop holds its stock, and stands in the office', async () => {
    const before = await availableOf(world, world.mug.sku);
    cartId = await fillCart(world, life);
    expect(await availableOf(world, world.mug.sku)).toBe(before - life.mugs);
    await office.press('office.carts.title');
    const grid = office.page.getByRole('grid');
    await until('the cart is listed', async () =>
      ((await grid.textContent()) ?? '').includes(life.shipTo.name),
    );
    await picture('1-cart');
  });

  it('channel: the cart comes as a signed order, twice, and is one', async () => {
    const [first, again] = await placeOrder(world, life);
    expect(first).toMatchObject({ outcome: 'created', number: life.number });
    expect(again).toMatchObject({ outcome: 'unchanged', orderId: first?.['orderId'] });
    orderId = String(first?.['orderId']);
    expect(await day().door.ask('GET', `/v1/carts/${cartId}`)).toMatchObject({ state: 'ordered', orderId });
  });

  it('placement: its card is authorised once, and it waits for a person who sees why', async () => {
    await until('the card is authorised', async () => (await moneyOf(world, orderId)).authorisedMinor > 0);
    expect(world.cards.intents()).toMatchObject([
      { amount: totalMinor(life), amount_received: 0, status: 'requires_capture' },
    ]);
    expect((await orderNow()).holds).toMatchObject([{ reason: life.hold, owner: 'Berrin' }]);
    expect(await day().books.parcelsOf(life.number)).toEqual([]);
    await office.press('office.holds.title');
    await office.page.locator('main').getByText(life.number).first().waitFor();
    await picture('2-holds');
    await office.openOrder();
    await office.page.getByText(office.words('payment.word.authorised'), { exact: true }).first().waitFor();
    await picture('3-held');
    await (life.hold === 'fraud' ? releaseByName() : correctThePostcode());
    await until('nothing holds it', async () => (await orderNow()).holds.length === 0);
  });

  const releaseByName = async (): Promise<void> => {
    await office.page.getByText(office.words('hold.fraud.amount')).first().waitFor();
    await office.press('office.holds.release');
    await office.answer('called the customer');
  };
  const correctThePostcode = async (): Promise<void> => {
    await office.press('office.holds.suggestion', { suggestion: '34710' });
    await office.press('office.holds.save');
  };

  it('routing: it says from where and why, on the order’s page', async () => {
    await until('it has a parcel', async () => (await day().books.parcelsOf(life.number)).length > 0);
    expect((await parcel()).shipping).toMatchObject({ carrierId, serviceId: life.serviceId });
    await office.openOrder();
    const route = office.page.locator('section[aria-labelledby=route]');
    await route.getByText(/Leeds/).first().waitFor();
    expect(await route.textContent()).toContain(office.words('office.route.part.shipping'));
    await picture('4-route');
    await until('it is confirmed by mail', () => letters(life.subjects.confirmed).length === 1);
  });

  const labelsWith = (code: string) =>
    day().printer.paper.filter(({ codes }) => codes.some(({ text }) => text === code));

  it('bench: it is packed by scans, and its label leaves the printer', async () => {
    await day().display.pressKey('F10');
    await day().openOrder(life.number);
    await until('the order is on the bench', async () => (await day().screen.verdict()).tone === 'go');
    const { mug, bowl } = world;
    // The first answer of the carrier is lost behind its work.
    world.post.misbehave(/POST \/v2\/shipments\/[^/]+\/buy/, 'lost');
    for (const code of [...Array.from({ length: life.mugs }, () => mug.code), bowl.code, boxCode('B2')])
      expect(await day().scan(code)).toMatchObject({ tone: 'go' });
    expect(await day().command('seal')).toMatchObject({ tone: 'go' });
    await until('the label is out', () => day().printer.paper.length > 0);
    await until('head office knows the label', async () => (await parcel()).state === 'labelled');
    const text = `00${(await parcel()).sscc ?? ''}`;
    expect(labelsWith(text)).toHaveLength(1);
    expect(labelsWith(text)[0]?.codes).toContainEqual({ symbology: ']C1', text });
    await picture('5-bench');
  });

  it('shipping: the carrier’s label is bought once though its answer was lost', async () => {
    await until('it is bought', async () => (await shipmentOf(world, life))?.state === 'bought', 60_000);
    const { trackingNumber } = (await shipmentOf(world, life)) ?? {};
    expect(world.post.charges()).toBe(1);
    const [label, ...others] = world.post.goodLabels();
    expect(others).toEqual([]);
    expect(label).toMatchObject({
      trackingCode: trackingNumber,
      reference: `${(await parcel()).parcelId}-1`,
    });
    await until('it came out at the bench', () => labelsWith(trackingNumber ?? '').length > 0, 60_000);
    await day().printer.settled();
    expect(labelsWith(trackingNumber ?? '')).toHaveLength(1);
    expect(day().printer.paper).toHaveLength(2);
    const { customs_info: customs } = world.post.shipmentOf(label?.reference ?? '') ?? {};
    expect(customs === null).toBe(life.shipTo.countryCode === 'GB');
  });

  it('shipping: it is handed over, the card is charged, the shop and the customer are told', async () => {
    expect(await day().scan(`00${(await parcel()).sscc ?? ''}`)).toMatchObject({ tone: 'go' });
    const number = (await shipmentOf(world, life))?.trackingNumber ?? '';
    await until('the money is taken', () => world.cards.intents()[0]?.amount_received === totalMinor(life));
    await until('the shop is told', () => world.shop.shipments(life.shopId).length > 0);
    expect(world.shop.shipments(life.shopId)).toEqual([number]);
    await until('the customer is told', () => letters(life.subjects.shipped).length > 0);
    const [letter] = letters(life.subjects.shipped);
    expect(letter?.text).toContain(number);
    expect(letter?.text).toMatch(life.language === 'en' ? /We expect it on \S/ : /Tahmini teslim günü: \d/);
  });

  it('shipping: the carrier’s news are on the public page and in the office', async () => {
    const shipment = await shipmentOf(world, life);
    const code = shipment?.trackingNumber ?? '';
    const tell = async (status: string): Promise<void> => {
      world.post.scan(code, status, new Date().toISOString());
      const url = `${world.origin}/v1/carriers/${carrierId}/webhook`;
      // Twice: a repeat is no news.
      for (let times = 0; times < 2; times += 1)
        expect(await world.post.webhook(url, carrierSecret, code)).toBe(200);
    };
    await tell('in_transit');
    await customer.page.goto(`${world.origin}${shipment?.pagePath ?? ''}`);
    await customer.page.getByText(say(life, 'track.status.in-transit')).first().waitFor();
    expect(await customer.page.content()).not.toContain(life.shipTo.name);
    await publicPicture('1-tracking');
    await tell('delivered');
    await customer.page.reload();
    await customer.page.getByText(say(life, 'track.status.delivered')).first().waitFor();
    await until('the customer is told', () => letters(life.subjects.delivered).length === 1);
    await day().display.pressKey('F10');
    await office.press('office.shipments.title');
    await until('it is listed as delivered', async () =>
      ((await office.page.getByRole('grid').textContent()) ?? '').includes(code),
    );
    await picture('6-shipments');
  });

  it('after sales: days later the customer is asked, complains, and it is a case that is solved', async () => {
    const asked = (await mailsOf(world, 'rating-request'))[0];
    expect(asked?.state).toBe('waiting');
    const inMs = Date.parse(asked?.sendAfter ?? '') - Date.now();
    expect(Math.round(inMs / dayMs)).toBe(ratingAfterDays);
    expect(letters(life.subjects.rating)).toEqual([]);
    await passDays(world, asked?.mailId ?? '');
    await until('the customer is asked', () => letters(life.subjects.rating).length > 0);
    const link = /http\S+\/customer\/rating\/[\w-]+/.exec(letters(life.subjects.rating)[0]?.text ?? '')?.[0];
    await complain(customer, life, link ?? '', 'Bir fincan kırık / one mug is broken.');
    await publicPicture('2-rating');
    await office.press('office.cases.title');
    await office.openRow();
    await office.page.getByText('one mug is broken').last().waitFor();
    await picture('7-case');
    await office.page.getByLabel(office.words('office.cases.write')).fill('OK');
    await office.press('office.cases.act.solve');
    await until('the case is solved', async () => {
      const { total } = await day().door.ask<{ total: number }>('GET', '/v1/cases?state=solved');
      return total === 1;
    });
    await office.page
      .getByRole('dialog')
      .getByRole('button', { name: office.words('ui.close'), exact: true })
      .press('Enter');
    await office.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('after sales: one unit is asked back on the public page and taken in by scans', async () => {
    returnCode = await askToSendBack(customer, world, life);
    await publicPicture('3-return');
    await office.press('office.returns.title');
    const { page, words } = office;
    await page.getByRole('heading', { name: words('office.returns.desk') }).waitFor();
    const scan = async (code: string): Promise<void> => {
      // One item read twice in a moment is one.
      await wait(500);
      await day().display.typeScan(code);
    };
    await scan(badgeCode(manager.badge));
    await scan(ownCode('return', returnCode));
    await page
      .getByText(words('office.returns.of-order', { number: life.number }))
      .first()
      .waitFor();
    await scan(world.mug.code);
    const counted = page.getByLabel(words('office.returns.counted-of', { name: world.mug.name }));
    await until('it is counted', async () => (await counted.inputValue()) === '1');
    const field = page.getByLabel(words('office.returns.code'));
    await field.press('Enter');
    await until('it is taken in', async () => (await day().books.at(world.mug.sku, 'quarantine')) === 1);
    await picture('8-returns-desk');
    const choice = page.getByLabel(words('office.returns.disposition-of', { name: world.mug.name }));
    await choice.selectOption('scrap');
    await page.getByLabel(words('office.returns.note-of', { name: world.mug.name })).fill('kırık');
    await page.keyboard.press('Enter');
    await until('it is scrapped', async () => (await day().books.at(world.mug.sku, 'scrap')) === 1);
  });

  it('after sales: its money goes back through the card, once though the answer was lost', async () => {
    const { page, words } = office;
    const panel = page.getByRole('region', { name: words('office.returns.settle') });
    const amount = panel.getByLabel(words('office.returns.amount'));
    await amount.waitFor();
    const amountMinor = Math.round(Number((await amount.inputValue()).replace(',', '.')) * 100);
    expect(amountMinor).toBeGreaterThanOrEqual(prices.mugMinor / 2);
    await panel.getByRole('button', { name: words('office.returns.refund') }).press('Enter');
    await office.answer();
    await panel.getByText(words('office.returns.refund-asked')).waitFor();
    await office.openOrder();
    world.cards.misbehave({ kind: 'breaks-after' });
    await office.press('office.refunds.approve');
    await office.answer();
    await until('the card has it', () => world.cards.refunds().length > 0);
    await until(
      'head office knows',
      async () => (await moneyOf(world, orderId)).refundedMinor === amountMinor,
      60_000,
    );
    expect(world.cards.refunds()).toMatchObject([{ amount: amountMinor, status: 'succeeded' }]);
  });

  it('all of it stands on the order’s page in words, and the books are balanced', async () => {
    await office.openOrder();
    const told = [
      'CartOrdered',
      'OrderPlaced',
      'OrderHeld',
      'PaymentStarted',
      'PaymentAuthorised',
      'OrderConfirmed',
      'HoldReleased',
      'LinesAllocated',
      'ParcelReleased',
      'ParcelLeased',
      'ItemPacked',
      'ParcelSealed',
      'LabelPrinted',
      'LabelBought',
      'ParcelHandedOver',
      'LinesShipped',
      'PaymentCaptured',
      'OrderClosed',
      'TrackingSeen',
      'ShipmentDelivered',
      'RatingAsked',
      'RatingGiven',
      'CaseOpened',
      'CaseSolved',
      'ReturnAdvised',
      'UnitsReceived',
      'UnitsDisposed',
      'ReturnDisposed',
      'RefundRequested',
      'RefundApproved',
      'PaymentRefunded',
    ] as const;
    await until('the page has the refund', async () =>
      (await office.timeline()).includes(office.words('event.PaymentRefunded')),
    );
    const timeline = await office.timeline();
    expect(told.filter((type) => !timeline.includes(office.words(`event.${type}`)))).toEqual([]);
    // Every event has words of its own.
    expect(timeline).not.toMatch(/event\.\w/);
    await picture('9-order');
    const books = await booksOfOrder(world, orderId);
    expect(books.capturedMinor).toBe(totalMinor(life));
    expect(books.refundedMinor).toBeLessThanOrEqual(books.capturedMinor);
    for (const line of books.lines) expect(line.ordered).toBe(line.cancelled + line.shipped + line.open);
    expect(books.reservedUnits).toBe(0);
    expect(await day().books.ledgerFaults()).toEqual([]);
    const errors = day()
      .station()
      .consoleLines.filter((line) => /page error|MISSING_TRANSLATION|Missing message/.test(line));
    expect(errors).toEqual([]);
  });
});
