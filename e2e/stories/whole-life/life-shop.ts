// What the shop's server does, and what its customer does in a browser of their own.
import { type Browser, chromium, type Page } from 'playwright';
import { systemChromium } from '../../rigs/office-in-browser';
import { signedRequest, tellSigned } from '../../rigs/shops/signed-request';
import { channelId, type LifeWorld } from './life-world';
import { type Life, prices, say } from './lives';

const cartKey = 'basket-1';
const lines = ({ mug, bowl }: LifeWorld, { mugs }: Life) => [
  { sku: mug.sku, name: mug.name, quantity: mugs, unitPriceMinor: prices.mugMinor },
  { sku: bowl.sku, name: bowl.name, quantity: 1, unitPriceMinor: prices.bowlMinor },
];
const tell = (world: LifeWorld, path: string, body: object): Promise<Record<string, unknown>> =>
  tellSigned(world.origin, channelId, path, signedRequest(world.shop.secrets['secret'] ?? '', body));

/** @returns the cart's id */
export async function fillCart(world: LifeWorld, life: Life): Promise<string> {
  const { name, email, countryCode } = life.shipTo;
  const told = await tell(world, 'carts', {
    cartKey,
    changedAt: new Date().toISOString(),
    customer: { name, email, countryCode, mayWrite: true },
    currency: 'GBP',
    lines: lines(world, life),
    restoreUrl: `${world.origin}/health`,
  });
  return String(told['cartId']);
}

export async function availableOf(world: LifeWorld, sku: string): Promise<number> {
  const { rows } = (await tell(world, 'availability', { skus: [sku] })) as { rows: { available: number }[] };
  return rows[0]?.available ?? Number.NaN;
}

/** The cart as an order, paid by a card that the shop knows by a token only; told twice, as shops do. */
export async function order(world: LifeWorld, life: Life): Promise<Record<string, unknown>[]> {
  const now = new Date().toISOString();
  const told = {
    externalId: String(life.shopId),
    number: life.number,
    placedAt: now,
    changedAt: now,
    currency: 'GBP',
    cartKey,
    customer: { customerId: null, name: life.shipTo.name },
    shipTo: life.shipTo,
    priority: 'vip',
    lines: lines(world, life).map((line, index) => ({ lineId: String(index + 1), ...line })),
    charges: [{ kind: 'shipping', code: 'STANDARD', name: 'Standard', amountMinor: prices.postageMinor }],
    payment: { providerId: 'card', token: 'pm_card_visa' },
  };
  return [await tell(world, 'orders', told), await tell(world, 'orders', told)];
}

export type Customer = { page: Page; close: () => Promise<void> };

export async function openCustomer({ language, theme }: Life): Promise<Customer> {
  if (systemChromium === undefined) throw new Error('There is no Chromium here: apt-get install chromium');
  const browser: Browser = await chromium.launch({
    executablePath: systemChromium,
    args: ['--no-sandbox'],
  });
  const page = await browser.newPage({
    locale: language === 'tr' ? 'tr-TR' : 'en-GB',
    colorScheme: theme,
    viewport: { width: 900, height: 900 },
  });
  page.setDefaultTimeout(20_000);
  return { page, close: () => browser.close() };
}

/** Says in the form behind the mail's link that something of it is broken. */
export async function complain({ page }: Customer, life: Life, link: string, words: string): Promise<void> {
  await page.goto(link);
  await page.locator('input[name=stars][value="2"]').check();
  await page.locator('input[name=arrived][value=part]').check();
  await page.locator('textarea[name=comment]').fill(words);
  await page.getByRole('button', { name: say(life, 'customer.rating.send') }).click();
  await page.getByText(say(life, 'customer.rating.we-write')).waitFor();
}

/** @returns the number for the box, as the page shows it */
export async function askToSendBack(customer: Customer, world: LifeWorld, life: Life): Promise<string> {
  const { page } = customer;
  await page.goto(`${world.origin}/customer/returns?language=${life.language}`);
  await page.getByLabel(say(life, 'customer.return.number')).fill(life.number);
  await page.getByLabel(say(life, 'customer.return.contact')).fill(life.shipTo.email ?? '');
  await page.getByRole('button', { name: say(life, 'customer.return.next') }).click();
  await page.locator('input[name=units-1]').fill('1');
  await page.locator('select[name=reason-1]').selectOption('damaged');
  await page.getByRole('button', { name: say(life, 'customer.return.ask') }).click();
  return (await page.locator('p.code').textContent())?.replaceAll(' ', '') ?? '';
}
