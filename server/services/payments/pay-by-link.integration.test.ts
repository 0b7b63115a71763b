// An order taken at a station that is to be paid by a link, against a real database, a card provider that misbehaves and a
// real mail server: one payment, one page, one mail, however often anything is told.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../e2e/rigs/mail-server/mail-server';
import type { RightsAnswer } from '../../../shared/contract/rights';
import { noMailSettings } from '../../../shared/domain/mail/mail-settings';
import type { HeldGrant } from '../../../shared/domain/stock/quota';
import type { OpBody } from '../../../shared/sync/op';
import type { TestStation } from '../../test-office.test-kit';
import { startMail } from '../mail/start-mail';
import { orderIdOf } from '../orders/order-id';
import { type PaidOffice, startPaidOffice } from './payments.test-kit';

let paid: PaidOffice;
let server: MailServer;
let bench: TestStation;
let grant: HeldGrant;
let numbers = 0;

const nowIso = '2026-05-04T10:00:00.000Z';
const mailSettings = {
  ...noMailSettings,
  isOn: true,
  host: '127.0.0.1',
  security: 'none' as const,
  user: 'shop',
  fromName: 'The Shop',
  fromAddress: 'shop@example.org',
  serviceMail: 'help@example.org',
  publicOrigin: 'https://orders.example.org',
};
const password = 'a-password-nobody-sees';

const setMail = async (isOn: boolean): Promise<void> => {
  const settings = { ...mailSettings, isOn, port: server.port };
  const saved = await bench.post('/v1/mail-settings', { settings, password });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
};

beforeAll(async () => {
  server = await startMailServer({ account: { user: 'shop', password } });
  paid = await startPaidOffice();
  bench = await paid.test.enrol();
  await paid.test.receive('MUG', 200);
  await bench.post(`/v1/stations/${bench.stationId}/quotas`, { sku: 'MUG', units: 150 });
  const { body } = await bench.post('/v1/hello', {
    maxStationSeq: 0,
    unsent: 0,
    oldestUnsentAt: null,
    appVersion: '0.0.0',
    at: nowIso,
    wantParcels: 0,
    rights: { fresh: true, numbers: { held: [], returned: [] }, grants: [] },
  });
  const found = (body['rights'] as RightsAnswer).grants.find(({ sku }) => sku === 'MUG');
  if (!found) throw new Error('no quota');
  grant = found;
});
afterAll(async () => {
  await paid.close();
  await server.close();
});
beforeEach(async () => {
  await setMail(true);
  await paid.setChannel({ providers: ['bank', 'card'], usual: 'bank' });
});
afterEach(() => {
  server.letters.splice(0);
  server.moods.splice(0);
});

function takenBy(over: Partial<OpBody<'order.take'>> = {}, email: string | null = 'ada@example.org') {
  numbers += 1;
  const body = {
    channelId: 'telephone',
    payment: 'link',
    note: null,
    shipTo: {
      name: 'Ada Lovelace',
      company: null,
      lines: ['1 High Street'],
      postcode: 'LS1 1AA',
      city: 'Leeds',
      region: null,
      countryCode: 'GB',
      phone: null,
      email,
    },
    series: 'document W1 2026',
    number: numbers,
    currency: 'GBP',
    lines: [{ sku: grant.sku, grantId: grant.grantId, quantity: 2, unitPriceMinor: 450 }],
    ...over,
  } as OpBody<'order.take'>;
  const number = `W1-2026-${String(numbers).padStart(6, '0')}`;
  return { body, number, orderId: orderIdOf(body.channelId, number) };
}

/** Everything that can be done now: placing, asking the provider, writing mails. */
async function settled(): Promise<void> {
  const { office } = paid.test;
  await office.stationOrders.drain();
  await paid.settled();
  const { pool, writer, log, newId } = office;
  const jobs = startMail({ pool, writer, log, now: office.now, newId, idleMs: 1_000_000 });
  for (const job of jobs) await job.drain();
  await Promise.all(jobs.map((job) => job.stop()));
}

const tagsOf = async (orderId: string): Promise<string[]> =>
  (
    await paid.test.rows<{ doc: { tags?: string[] } }>(
      'SELECT doc FROM sales_order WHERE order_id = $1',
      orderId,
    )
  )[0]?.doc.tags ?? [];
const cancel = async (orderId: string): Promise<void> => {
  const asked = await paid.desk.post(`/v1/orders/${orderId}/cancel-lines`, {
    reason: 'customer-wish',
    lines: [{ lineNo: 1, quantity: 2 }],
  });
  expect(asked.status, JSON.stringify(asked.body)).toBe(200);
};
const links = () => paid.rig.links();
const lettersOf = (number: string) =>
  server.letters.filter((letter) => JSON.stringify(letter).includes(`Order ${number}: pay`));

describe('an order that is to be paid by a link', { timeout: 120_000 }, () => {
  it('gets one payment, one page and one mail, however often it is told', async () => {
    const before = links().length;
    const { body, number, orderId } = takenBy();
    const op = bench.op('order.take', null, body);
    await bench.deliver(op);
    await settled();
    await bench.deliver(op);
    await settled();
    await settled();
    const payments = await paid.paymentsOf(orderId);
    expect(payments).toHaveLength(1);
    const [payment] = payments;
    expect(payment).toMatchObject({
      providerId: 'card',
      state: 'pending',
      amountMinor: 900,
      currency: 'GBP',
    });
    expect(links().length).toBe(before + 1);
    const link = links().at(-1);
    expect(payment?.link).toEqual({ reference: link?.id, url: link?.url });
    expect(lettersOf(number)).toHaveLength(1);
    expect(JSON.stringify(lettersOf(number))).toContain(link?.url);
    expect(await tagsOf(orderId), 'nobody has to see to it any more').toEqual([]);
    expect(await paid.test.rows(`SELECT 1 FROM task WHERE kind = 'order-not-placed'`)).toEqual([]);
  });

  it('is paid when the customer has paid on the page, and captured like any card', async () => {
    const { body, orderId } = takenBy();
    await bench.deliver(bench.op('order.take', null, body));
    await settled();
    const link = links().at(-1);
    paid.rig.payOnLink(link?.id ?? '');
    const event = paid.rig.events.at(-1);
    if (!event) throw new Error('the provider told nothing');
    expect(await paid.webhook(event, paid.rig.signature(event, Date.parse(nowIso)))).toBe(204);
    await settled();
    const [payment] = await paid.paymentsOf(orderId);
    expect(payment).toMatchObject({ state: 'authorised', authorisedMinor: 900 });
    expect(payment?.reference).toBe(paid.rig.intents().at(-1)?.id);
  });

  it('asks for one page however badly the road to the provider is', async () => {
    const before = links().length;
    const { body, number, orderId } = takenBy();
    paid.rig.misbehave(
      { kind: 'breaks-after' },
      { kind: 'breaks-before' },
      { kind: 'limit', retryAfterSeconds: 1 },
    );
    await bench.deliver(bench.op('order.take', null, body));
    for (let turn = 0; turn < 6; turn += 1) {
      await settled();
      paid.pass(120_000);
    }
    await settled();
    expect(links().length).toBe(before + 1);
    expect((await paid.paymentsOf(orderId))[0]?.link?.reference).toBe(links().at(-1)?.id);
    expect(lettersOf(number)).toHaveLength(1);
  });

  it('shuts the page when the order is cancelled: nobody pays for what does not come', async () => {
    const { body, orderId } = takenBy();
    await bench.deliver(bench.op('order.take', null, body));
    await settled();
    const link = links().at(-1);
    expect(link?.active).toBe(true);
    await cancel(orderId);
    await settled();
    expect(links().at(-1)).toMatchObject({ id: link?.id, active: false });
    expect((await paid.paymentsOf(orderId))[0]?.state).toBe('voided');
  });

  it('lets the money go that came on a page of which nobody had heard when the order was cancelled', async () => {
    const { body, orderId } = takenBy();
    await bench.deliver(bench.op('order.take', null, body));
    await settled();
    paid.rig.payOnLink(links().at(-1)?.id ?? '');
    await cancel(orderId);
    await settled();
    expect(paid.rig.intents().at(-1)?.status).toBe('canceled');
    expect((await paid.paymentsOf(orderId))[0]?.state).toBe('voided');
  });

  const nothing = (): Promise<void> => Promise.resolve();
  const channelOf = (providers: string[], usual: string | null) => (): Promise<void> =>
    paid.setChannel({ providers, usual });
  it.each([
    ['no provider of the channel makes links', channelOf(['bank'], 'bank'), 'ada@example.org'],
    ['the channel has no provider', channelOf([], null), 'ada@example.org'],
    ['there is no mail address', nothing, null],
    ['the mail address is none', nothing, 'ada at home'],
    ['mail is off', (): Promise<void> => setMail(false), 'ada@example.org'],
  ] as const)('keeps its tag and begins nothing where %s', async (_why, arrange, email) => {
    await arrange();
    const before = links().length;
    const { body, orderId, number } = takenBy({}, email);
    await bench.deliver(bench.op('order.take', null, body));
    await settled();
    expect(await tagsOf(orderId)).toEqual(['pays-link']);
    expect(await paid.paymentsOf(orderId)).toEqual([]);
    expect([links().length, lettersOf(number)]).toEqual([before, []]);
  });

  it.each(['later', 'cash'] as const)('is nothing of an order that is paid %s', async (payment) => {
    const before = links().length;
    const { body, number } = takenBy({ payment });
    await bench.deliver(bench.op('order.take', null, body));
    await settled();
    expect([links().length, lettersOf(number)]).toEqual([before, []]);
  });

  it('keeps its tag until the provider has made the page', async () => {
    const { body, orderId } = takenBy();
    await bench.deliver(bench.op('order.take', null, body));
    await paid.test.office.stationOrders.drain();
    await paid.test.office.pool.query(
      `UPDATE payment_provider SET secrets = '{"secretKey": "sk_wrong_12345678"}' WHERE provider_id = 'card'`,
    );
    await settled();
    expect(await tagsOf(orderId)).toEqual(['pays-link']);
    expect((await paid.paymentsOf(orderId))[0]).toMatchObject({ state: 'pending', link: null });
    await paid.test.office.pool.query(
      `UPDATE payment_provider SET secrets = jsonb_build_object('secretKey', $1::text, 'signingSecret', $2::text) WHERE provider_id = 'card'`,
      [paid.rig.secretKey, paid.rig.signingSecret],
    );
    paid.pass(600_000);
    await settled();
    expect(await tagsOf(orderId)).toEqual([]);
    expect((await paid.paymentsOf(orderId))[0]?.link).not.toBeNull();
  });
});
